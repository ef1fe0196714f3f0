//! Seat assignments between plain data and small numbers.

use super::{Attendee, Command, Event, PlainState, Position, Seat, State, StoredEvent};
use crate::engine::slots::Slot;
use crate::samples::conference::Happened;
use crate::samples::conference::aggregate::{Aggregate, Decided, Known};
use crate::samples::conference::names::ConferenceNames;

impl Aggregate for State {
    type Stored = StoredEvent;
    type Plain = PlainState;
    type Command = Command;

    fn intern(stored: &StoredEvent, names: &mut ConferenceNames, _stream: Slot) -> Happened {
        Happened::SeatAssignments(match stored {
            Event::SeatAssignmentsCreated { order, seats } => {
                let seats = seats.iter().map(|seat| Position {
                    position: seat.position,
                    seat_type: names.seat_types.intern(&seat.seat_type),
                });
                let seats = seats.collect();
                Event::SeatAssignmentsCreated {
                    order: names.orders.intern(order),
                    seats: names.positions.intern(seats),
                }
            }
            Event::SeatAssigned {
                position,
                first_name,
                last_name,
                email,
            } => Event::SeatAssigned {
                position: *position,
                first_name: names.texts.intern(first_name),
                last_name: names.texts.intern(last_name),
                email: names.texts.intern(email),
            },
            Event::SeatUnassigned { position } => Event::SeatUnassigned {
                position: *position,
            },
            Event::SeatAssignmentUpdated {
                position,
                first_name,
                last_name,
            } => Event::SeatAssignmentUpdated {
                position: *position,
                first_name: names.texts.intern(first_name),
                last_name: names.texts.intern(last_name),
            },
        })
    }

    fn plain(&self, names: &ConferenceNames, _stream: Slot) -> PlainState {
        let text = |slot: Slot| names.texts.name(slot).to_owned();
        let seats = self.seats.iter().map(|seat| Seat {
            position: seat.position,
            seat_type: names.seat_types.name(seat.seat_type).to_owned(),
            attendee: seat.attendee.map(|attendee| Attendee {
                first_name: text(attendee.first_name),
                last_name: text(attendee.last_name),
                email: text(attendee.email),
            }),
        });
        PlainState {
            order: self.order.map(|order| names.orders.name(order).to_owned()),
            seats: seats.collect(),
        }
    }

    fn from_plain(plain: &PlainState, names: &mut ConferenceNames, _stream: Slot) -> Self {
        let order = plain.order.as_ref().map(|order| names.orders.intern(order));
        let seats = plain.seats.iter().map(|seat| Seat {
            position: seat.position,
            seat_type: names.seat_types.intern(&seat.seat_type),
            attendee: seat.attendee.as_ref().map(|attendee| Attendee {
                first_name: names.texts.intern(&attendee.first_name),
                last_name: names.texts.intern(&attendee.last_name),
                email: names.texts.intern(&attendee.email),
            }),
        });
        Self {
            seats: seats.collect(),
            order,
        }
    }

    fn decide(known: &Known<'_, Self>, command: Command) -> Decided<Self> {
        Ok(super::decide(known.id, known.plain(), command)?)
    }
}
