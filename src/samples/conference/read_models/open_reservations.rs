//! Open reservations: who holds which seats, until they are confirmed or given back.

use super::{Checkpoint, ReadModel, ReadModels, Seen, window_by_key};
use crate::engine::model::Rows;
use crate::engine::names::{ContextName, ReadModelName};
use crate::engine::schema::{Field, FieldType, ReadModelSchema};
use crate::engine::slots::{Slot, Slots, SmallSlots};
use crate::engine::time::Timestamp;
use crate::engine::value::Value;
use crate::samples::conference::names::ConferenceNames;
use crate::samples::conference::schema;
use crate::samples::conference::seats::SeatsId;
use crate::samples::conference::seats_availability::Event as SeatsEvent;
use crate::samples::conference::{Event, Happened};
use std::ops::Range;

/// A row for each reservation that holds a seat.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct OpenReservations {
    checkpoint: Checkpoint,
    conferences: Slots<Open>,
}

/// The open reservations of one conference.
#[derive(Clone, PartialEq, Debug, Default)]
struct Open {
    seen: Seen,
    reservations: SmallSlots<Reservation>,
}

/// An open reservation.
#[derive(Clone, Copy, PartialEq, Debug)]
struct Reservation {
    person: Slot,
    since: Timestamp,
    seats: SeatsId,
}

impl Open {
    /// Whoever changes it later, a reservation stays that of the person who made it.
    fn reserved(&mut self, event: &Event, reservation: Slot, seats: SeatsId) {
        let (person, since) = match self.reservations.get(reservation) {
            Some(known) => (known.person, known.since),
            None => (event.person, event.recorded_at),
        };
        let held = Reservation {
            person,
            since,
            seats,
        };
        self.reservations.put(reservation, held);
    }
}

impl OpenReservations {
    /// The read model's name.
    pub const NAME: &'static str = "OpenReservations";
}

impl ReadModel for OpenReservations {
    fn name(&self) -> &'static str {
        Self::NAME
    }

    fn schema(&self) -> ReadModelSchema {
        ReadModelSchema {
            name: ReadModelName::new(Self::NAME),
            title: "Open reservations".to_owned(),
            summary: "Who holds which seats, until the reservation is confirmed or cancelled."
                .to_owned(),
            contexts: vec![ContextName::new(schema::REGISTRATION)],
            events: schema::events(&[
                "SeatsReserved",
                "SeatsReservationCancelled",
                "SeatsReservationCommitted",
            ]),
            columns: vec![
                Field::new("conference", "Conference", schema::id_text()),
                Field::new("reservation", "Reservation", schema::id_text()),
                Field::new("person", "Held for", schema::name_text()),
                Field::new(
                    "seats",
                    "Seats",
                    FieldType::Map(Box::new(schema::any_number())),
                ),
                Field::new("since", "Since", schema::name_text()),
            ],
        }
    }

    fn project(&mut self, event: &Event, names: &ConferenceNames) {
        let Happened::SeatsAvailability(happened) = event.happened else {
            return;
        };
        if !self.checkpoint.pass(event) {
            return;
        }
        let open = self.conferences.get_mut(event.stream);
        if !open.seen.pass(event) {
            return;
        }
        match happened {
            SeatsEvent::AvailableSeatsChanged { .. } => (),
            SeatsEvent::SeatsReserved {
                reservation,
                reservation_details,
                ..
            } if !names.seats.get(reservation_details).are_none() => {
                open.reserved(event, reservation, reservation_details);
            }
            SeatsEvent::SeatsReserved { reservation, .. }
            | SeatsEvent::SeatsReservationCancelled { reservation, .. }
            | SeatsEvent::SeatsReservationCommitted { reservation } => {
                open.reservations.take(reservation);
            }
        }
    }

    fn rows(&self, names: &ConferenceNames, window: Range<usize>) -> Rows {
        let rows = self.conferences.filled().flat_map(|(conference, open)| {
            open.reservations.filled().map(move |(reservation, row)| {
                let key = key(names, conference, reservation);
                (key, (conference, reservation, row))
            })
        });
        window_by_key(rows.collect(), window, |(conference, reservation, row)| {
            let seats = names.seats_by_name(row.seats);
            let seats = seats.into_iter().map(|(name, q)| (name, Value::Int(q)));
            Value::map([
                ("conference", names.conferences.name(conference).into()),
                (
                    "reservation",
                    names.reservation(conference, reservation).into(),
                ),
                ("person", names.people.name(row.person).into()),
                ("seats", Value::map(seats)),
                ("since", row.since.iso().into()),
            ])
        })
    }

    fn changed_rows(&self, names: &ConferenceNames, before: &ReadModels) -> Vec<String> {
        let before = &before.open_reservations.conferences;
        let nothing = Open::default();
        let mut keys = Vec::new();
        for conference in self.conferences.changed(before) {
            let now = self.conferences.get(conference).unwrap_or(&nothing);
            let then = before.get(conference).unwrap_or(&nothing);
            let changed = now.reservations.changed(&then.reservations);
            keys.extend(changed.map(|reservation| key(names, conference, reservation)));
        }
        keys.sort();
        keys
    }
}

fn key(names: &ConferenceNames, conference: Slot, reservation: Slot) -> String {
    format!(
        "{} / {}",
        names.conferences.name(conference),
        names.reservation(conference, reservation)
    )
}

#[cfg(test)]
mod tests {
    use crate::engine::model::Model;
    use crate::engine::names::StreamName;
    use crate::engine::specification::Given;
    use crate::samples;

    fn given_held<'m>(model: &'m dyn Model, seats: &str) -> Given<'m> {
        let stream = StreamName::new("SeatsAvailability", "rustconf-lisbon");
        let reserved = format!(
            r#"{{"reservation":"r-1","reservationDetails":{seats},"availableSeatsChanged":{{}}}}"#
        );
        Given::nothing(model, stream).event("SeatsReserved", &reserved)
    }

    #[test]
    fn a_reservation_is_open_while_it_holds_a_seat() {
        let model = samples::conference();
        let row = r#"{"conference":"rustconf-lisbon","reservation":"r-1","person":"Specification",
            "seats":{"General admission":2},"since":"1970-01-01T00:00:00.000Z"}"#;
        given_held(&*model, r#"{"General admission":2}"#)
            .then_rows("OpenReservations", &[("rustconf-lisbon / r-1", row)]);
        given_held(&*model, "{}").then_rows("OpenReservations", &[]);
    }

    #[test]
    fn it_is_open_no_more_once_it_is_cancelled_or_confirmed_or_holds_nothing() {
        let model = samples::conference();
        let ended = r#"{"reservation":"r-1","reservationDetails":{},"availableSeatsChanged":{}}"#;
        for event_type in [
            "SeatsReservationCancelled",
            "SeatsReservationCommitted",
            "SeatsReserved",
        ] {
            given_held(&*model, r#"{"General admission":2}"#)
                .event(event_type, ended)
                .then_rows("OpenReservations", &[]);
        }
    }
}
