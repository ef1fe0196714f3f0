//! Orders between plain data and small numbers.

use super::{Command, Event, Line, Lines, Registrant, Reservation, State, StoredEvent};
use crate::engine::names::ReadModelName;
use crate::engine::slots::Slot;
use crate::engine::time::Timestamp;
use crate::samples::conference::Happened;
use crate::samples::conference::aggregate::{Aggregate, Decided, Known};
use crate::samples::conference::interned::Id;
use crate::samples::conference::names::ConferenceNames;
use crate::samples::conference::read_models::conferences::Conferences;
use crate::samples::conference::schema::ATTENDEE;
use crate::samples::conference::seats::SeatsByName;
use serde::{Deserialize, Serialize};

/// The state as plain data: what decisions are made on.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PlainState {
    pub(super) conference: Option<String>,
    pub(super) seats: SeatsByName,
    pub(super) lines: Lines<String>,
    pub(super) total: i64,
    pub(super) reservation: Reservation,
    pub(super) expiration: Option<Timestamp>,
    pub(super) is_confirmed: bool,
    pub(super) is_expired: bool,
    pub(super) access_code: Option<String>,
    pub(super) registrant: Option<Registrant<String>>,
    pub(super) interventions: Vec<String>,
}

fn intern_lines(lines: &Lines<String>, names: &mut ConferenceNames) -> Id<Lines<Slot>> {
    let interned = lines.iter().map(|line| Line {
        seat_type: names.seat_types.intern(&line.seat_type),
        unit_price: line.unit_price,
        quantity: line.quantity,
        line_total: line.line_total,
    });
    let interned = interned.collect();
    names.lines.intern(interned)
}

impl Aggregate for State {
    type Stored = StoredEvent;
    type Plain = PlainState;
    type Command = Command;

    fn intern(stored: &StoredEvent, names: &mut ConferenceNames, _stream: Slot) -> Happened {
        Happened::Order(match stored {
            Event::OrderPlaced {
                conference,
                seats,
                reservation_auto_expiration,
                access_code,
            } => Event::OrderPlaced {
                conference: names.conferences.intern(conference),
                seats: names.intern_seats(seats),
                reservation_auto_expiration: *reservation_auto_expiration,
                access_code: names.texts.intern(access_code),
            },
            Event::OrderUpdated { seats } => Event::OrderUpdated {
                seats: names.intern_seats(seats),
            },
            Event::OrderTotalsCalculated {
                total,
                lines,
                is_free_of_charge,
            } => Event::OrderTotalsCalculated {
                total: *total,
                lines: intern_lines(lines, names),
                is_free_of_charge: *is_free_of_charge,
            },
            Event::OrderPartiallyReserved {
                reservation_expiration,
                seats,
            } => Event::OrderPartiallyReserved {
                reservation_expiration: *reservation_expiration,
                seats: names.intern_seats(seats),
            },
            Event::OrderReservationCompleted {
                reservation_expiration,
                seats,
            } => Event::OrderReservationCompleted {
                reservation_expiration: *reservation_expiration,
                seats: names.intern_seats(seats),
            },
            Event::OrderReinstated {
                seats,
                reservation_expiration,
            } => Event::OrderReinstated {
                seats: names.intern_seats(seats),
                reservation_expiration: *reservation_expiration,
            },
            Event::OrderExpired {} => Event::OrderExpired {},
            Event::OrderConfirmed { seats } => Event::OrderConfirmed {
                seats: names.intern_seats(seats),
            },
            Event::OrderRegistrantAssigned {
                first_name,
                last_name,
                email,
            } => Event::OrderRegistrantAssigned {
                first_name: names.texts.intern(first_name),
                last_name: names.texts.intern(last_name),
                email: names.texts.intern(email),
            },
            Event::ManualInterventionRequired {
                payment,
                amount,
                reason,
            } => Event::ManualInterventionRequired {
                payment: names.payments.intern(payment),
                amount: *amount,
                reason: names.texts.intern(reason),
            },
        })
    }

    fn plain(&self, names: &ConferenceNames, _stream: Slot) -> PlainState {
        let text = |slot: Slot| names.texts.name(slot).to_owned();
        let payments = self.interventions.iter();
        PlainState {
            conference: self
                .conference
                .map(|c| names.conferences.name(c).to_owned()),
            seats: self
                .seats
                .map(|seats| names.seats_by_name(seats))
                .unwrap_or_default(),
            lines: self
                .lines
                .map(|lines| names.lines_by_name(lines))
                .unwrap_or_default(),
            total: self.total,
            reservation: self.reservation,
            expiration: self.expiration,
            is_confirmed: self.is_confirmed,
            is_expired: self.is_expired,
            access_code: self.access_code.map(text),
            registrant: self.registrant.map(|registrant| Registrant {
                first_name: text(registrant.first_name),
                last_name: text(registrant.last_name),
                email: text(registrant.email),
            }),
            interventions: payments
                .map(|p| names.payments.name(*p).to_owned())
                .collect(),
        }
    }

    fn from_plain(plain: &PlainState, names: &mut ConferenceNames, _stream: Slot) -> Self {
        let registrant = plain.registrant.as_ref().map(|registrant| Registrant {
            first_name: names.texts.intern(&registrant.first_name),
            last_name: names.texts.intern(&registrant.last_name),
            email: names.texts.intern(&registrant.email),
        });
        let payments = plain.interventions.iter();
        Self {
            conference: plain
                .conference
                .as_ref()
                .map(|c| names.conferences.intern(c)),
            seats: Some(names.intern_seats(&plain.seats)),
            lines: Some(intern_lines(&plain.lines, names)),
            total: plain.total,
            reservation: plain.reservation,
            expiration: plain.expiration,
            is_confirmed: plain.is_confirmed,
            is_expired: plain.is_expired,
            access_code: plain.access_code.as_ref().map(|c| names.texts.intern(c)),
            registrant,
            interventions: payments
                .map(|payment| names.payments.intern(payment))
                .collect(),
        }
    }

    fn decide(known: &Known<'_, Self>, command: Command) -> Decided<Self> {
        let input = &known.input;
        let asked = super::Asked {
            order: known.id,
            by_attendee: input.command.actor.role.as_str() == ATTENDEE,
            unguarded: input.has_bug("H6"),
            conference: input.fact(&ReadModelName::new(Conferences::NAME)),
            now: input.environment.now,
            access_code: input
                .environment
                .id(0)
                .chars()
                .take(6)
                .collect::<String>()
                .to_uppercase(),
        };
        Ok(super::decide(&asked, known.plain(), command)?)
    }
}
