//! Open reservations: who holds which seats, until they are confirmed or given back.

use super::table::{Group, Projection, Table};
use crate::engine::schema::ReadModelSchema;
use crate::engine::slots::{Slot, SmallSlots};
use crate::engine::time::Timestamp;
use crate::engine::value::Value;
use crate::samples::conference::names::ConferenceNames;
use crate::samples::conference::schema::{self, id, quantities, text};
use crate::samples::conference::seats::SeatsId;
use crate::samples::conference::seats_availability::{Event as SeatsEvent, FoldedEvent};
use crate::samples::conference::{Event, Happened};

/// A row for each reservation that holds a seat.
pub type OpenReservations = Table<Open>;

/// The open reservations of one conference.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Open(SmallSlots<Reservation>);

/// An open reservation.
#[derive(Clone, Copy, PartialEq, Debug)]
struct Reservation {
    person: Slot,
    since: Timestamp,
    seats: SeatsId,
}

impl Open {
    fn evolve(&mut self, happened: FoldedEvent, event: &Event, names: &ConferenceNames) {
        match happened {
            SeatsEvent::AvailableSeatsChanged { .. } => (),
            SeatsEvent::SeatsReserved {
                reservation,
                reservation_details,
                ..
            } if !names.seats.get(reservation_details).are_none() => {
                self.reserved(event, reservation, reservation_details);
            }
            SeatsEvent::SeatsReserved { reservation, .. }
            | SeatsEvent::SeatsReservationCancelled { reservation, .. }
            | SeatsEvent::SeatsReservationCommitted { reservation } => {
                self.0.take(reservation);
            }
        }
    }

    /// Whoever changes it later, a reservation stays that of the person who made it.
    fn reserved(&mut self, event: &Event, reservation: Slot, seats: SeatsId) {
        let (person, since) = match self.0.get(reservation) {
            Some(known) => (known.person, known.since),
            None => (event.person, event.recorded_at),
        };
        let held = Reservation {
            person,
            since,
            seats,
        };
        self.0.put(reservation, held);
    }
}

impl Group for Open {
    /// The reservation.
    type Part = Slot;

    fn parts(&self) -> impl Iterator<Item = Slot> {
        self.0.filled().map(|(reservation, _)| reservation)
    }

    fn key(names: &ConferenceNames, conference: Slot, reservation: Slot) -> String {
        let reservation = names.reservation(conference, reservation);
        format!("{} / {reservation}", names.conferences.name(conference))
    }

    fn columns(
        &self,
        names: &ConferenceNames,
        conference: Slot,
        reservation: Slot,
    ) -> Option<Value> {
        let held = self.0.get(reservation)?;
        Some(Value::map([
            ("conference", names.conferences.name(conference).into()),
            (
                "reservation",
                names.reservation(conference, reservation).into(),
            ),
            ("person", names.people.name(held.person).into()),
            ("seats", names.seats_value(Some(held.seats))),
            ("since", held.since.iso().into()),
        ]))
    }

    /// There may be many, and few of them change.
    fn changed<'a>(&'a self, before: &'a Self) -> impl Iterator<Item = Slot> {
        self.0.changed(&before.0)
    }
}

impl Projection for Open {
    const NAME: &'static str = "OpenReservations";

    fn schema() -> ReadModelSchema {
        schema::read_model(
            [
                Self::NAME,
                "Open reservations",
                "Who holds which seats, until the reservation is confirmed or cancelled.",
            ],
            &[schema::REGISTRATION],
            &[
                "SeatsReserved",
                "SeatsReservationCancelled",
                "SeatsReservationCommitted",
            ],
            vec![
                id("conference", "Conference"),
                id("reservation", "Reservation"),
                text("person", "Held for"),
                quantities("seats", "Seats"),
                text("since", "Since"),
            ],
        )
    }

    fn project(table: &mut Table<Self>, event: &Event, names: &ConferenceNames) {
        if let Happened::SeatsAvailability(happened) = event.happened
            && let Some(open) = table.news(event)
        {
            open.evolve(happened, event, names);
        }
    }
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
