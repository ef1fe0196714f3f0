//! Conferences between plain data and small numbers.

use super::{Command, Event, PlainState, Seat, State, StoredEvent};
use crate::engine::slots::Slot;
use crate::samples::conference::Happened;
use crate::samples::conference::aggregate::{Aggregate, Decided, Known};
use crate::samples::conference::interned::Id;
use crate::samples::conference::names::ConferenceNames;

impl Aggregate for State {
    type Stored = StoredEvent;
    type Plain = PlainState;
    type Command = Command;

    fn intern(stored: &StoredEvent, names: &mut ConferenceNames, _stream: Slot) -> Happened {
        Happened::Conference(match stored {
            Event::ConferenceCreated(details) => {
                Event::ConferenceCreated(names.details.intern(details.clone()))
            }
            Event::ConferenceUpdated(details) => {
                Event::ConferenceUpdated(names.details.intern(details.clone()))
            }
            Event::SeatDrafted(seat) => Event::SeatDrafted(intern_seat(seat, names)),
            Event::SeatDraftChanged(seat) => Event::SeatDraftChanged(intern_seat(seat, names)),
            Event::SeatDraftDeleted { seat_type } => Event::SeatDraftDeleted {
                seat_type: names.seat_types.intern(seat_type),
            },
            Event::SeatCreated(seat) => Event::SeatCreated(intern_seat(seat, names)),
            Event::SeatUpdated(seat) => Event::SeatUpdated(intern_seat(seat, names)),
            Event::ConferencePublished {} => Event::ConferencePublished {},
            Event::ConferenceUnpublished {} => Event::ConferenceUnpublished {},
        })
    }

    fn plain(&self, names: &ConferenceNames, _stream: Slot) -> PlainState {
        let seats = self.seats.iter().map(|(_, seat)| {
            let seat = names.offers.get(*seat);
            Seat {
                seat_type: names.seat_types.name(seat.seat_type).to_owned(),
                description: names.texts.name(seat.description).to_owned(),
                price: seat.price,
                quantity: seat.quantity,
            }
        });
        PlainState {
            details: self
                .details
                .map(|details| names.details.get(details).clone()),
            seats: seats.collect(),
            is_published: self.is_published,
            was_ever_published: self.was_ever_published,
        }
    }

    fn from_plain(plain: &PlainState, names: &mut ConferenceNames, _stream: Slot) -> Self {
        let seats = plain.seats.iter().map(|seat| {
            let seat = intern_seat(seat, names);
            (names.offers.get(seat).seat_type, seat)
        });
        Self {
            seats: seats.collect(),
            details: plain
                .details
                .clone()
                .map(|details| names.details.intern(details)),
            is_published: plain.is_published,
            was_ever_published: plain.was_ever_published,
        }
    }

    fn decide(known: &Known<'_, Self>, command: Command) -> Decided<Self> {
        Ok(super::decide(known.id, known.plain(), command)?)
    }
}

fn intern_seat(seat: &Seat<String>, names: &mut ConferenceNames) -> Id<Seat<Slot>> {
    let interned = Seat {
        seat_type: names.seat_types.intern(&seat.seat_type),
        description: names.texts.intern(&seat.description),
        price: seat.price,
        quantity: seat.quantity,
    };
    names.offers.intern(interned)
}
