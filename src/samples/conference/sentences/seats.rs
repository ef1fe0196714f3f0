//! What happened to the seats of a conference.

use super::Teller;
use crate::engine::slots::Slot;
use crate::samples::conference::seats::Seats;
use crate::samples::conference::seats_availability::{Event as SeatsEvent, FoldedEvent};

impl Teller<'_> {
    pub(super) fn seats_availability(&self, happened: FoldedEvent) -> String {
        let (person, conference) = (self.person, self.conference());
        match happened {
            SeatsEvent::AvailableSeatsChanged { seats } => {
                let seats = self.names.seats.get(seats);
                let changes = self.changes(("added", seats, 1), ("removed", seats, -1));
                format!("{person} {changes} at {conference}.")
            }
            SeatsEvent::SeatsReserved {
                reservation,
                reservation_details,
                available_seats_changed,
            } => {
                let reservation = self.reservation(reservation);
                let lists = [reservation_details, available_seats_changed];
                let [held, changes] = lists.map(|id| self.names.seats.get(id));
                self.reserved(reservation, held, changes)
            }
            SeatsEvent::SeatsReservationCancelled {
                reservation,
                available_seats_changed,
            } => {
                let reservation = self.reservation(reservation);
                let seats = self.seats(self.names.seats.get(available_seats_changed), 1);
                format!(
                    "{person} cancelled reservation {reservation} at {conference} and gave back {seats}."
                )
            }
            SeatsEvent::SeatsReservationCommitted { reservation } => {
                let reservation = self.reservation(reservation);
                format!("{person} confirmed reservation {reservation} at {conference}.")
            }
        }
    }

    fn reserved(&self, reservation: &str, held: &Seats, changes: &Seats) -> String {
        let (person, conference) = (self.person, self.conference());
        let now = self.seats(held, 1);
        // What was held before: what is held now, without what this event took.
        let mut before = held.clone();
        before.add_all(changes);
        match (before.are_none(), held.are_none(), changes.are_none()) {
            (true, true, _) => {
                format!("{person} got no seats at {conference} ({reservation}).")
            }
            (true, false, _) => {
                format!("{now} held for {person} at {conference} ({reservation}).")
            }
            (false, true, _) => {
                let released = self.seats(changes, 1);
                format!(
                    "{person} released {released} at {conference}; reservation {reservation} holds none any more."
                )
            }
            (false, false, true) => {
                format!(
                    "{person} asked again; reservation {reservation} at {conference} still holds {now}."
                )
            }
            (false, false, false) => {
                let changed = self.changes(("took", changes, -1), ("released", changes, 1));
                format!(
                    "{person} {changed} at {conference}; reservation {reservation} now holds {now}."
                )
            }
        }
    }

    fn reservation(&self, reservation: Slot) -> &str {
        self.names.reservation(self.event.stream, reservation)
    }

    /// Two kinds of change with their verbs; each is told only where there is one.
    fn changes(&self, one: (&str, &Seats, i64), two: (&str, &Seats, i64)) -> String {
        let told = [one, two].map(|(verb, seats, sign)| match self.seats(seats, sign) {
            none if none.is_empty() => None,
            seats => Some(format!("{verb} {seats}")),
        });
        match told.into_iter().flatten().collect::<Vec<_>>() {
            none if none.is_empty() => "changed no seats".to_owned(),
            told => told.join(" and "),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::position::ContextPosition;
    use crate::engine::time::Timestamp;
    use crate::samples::conference::Event;
    use crate::samples::conference::aggregate::Aggregate;
    use crate::samples::conference::names::ConferenceNames;
    use crate::samples::conference::seats::SeatsByName;
    use crate::samples::conference::seats_availability::{State, StoredEvent};
    use crate::samples::conference::sentences::sentence;

    fn seats(quantities: &[(&str, i64)]) -> SeatsByName {
        let named = quantities.iter().map(|(name, q)| ((*name).to_owned(), *q));
        named.collect()
    }

    fn told(stored: &StoredEvent) -> String {
        let mut names = ConferenceNames::default();
        let conference = names.conferences.intern("rustconf-lisbon");
        let event = Event {
            happened: State::intern(stored, &mut names, conference),
            stream: conference,
            person: names.people.intern("Ada"),
            position: ContextPosition::new(1),
            version: 1,
            recorded_at: Timestamp::default(),
            part: 0,
        };
        sentence(&names, &event, "Ada")
    }

    fn told_reserved(held: &[(&str, i64)], changes: &[(&str, i64)]) -> String {
        told(&SeatsEvent::SeatsReserved {
            reservation: "r-1".to_owned(),
            reservation_details: seats(held),
            available_seats_changed: seats(changes),
        })
    }

    #[test]
    fn one_seat_is_one_seat_and_several_types_are_listed() {
        assert_eq!(
            told_reserved(&[("A", 1)], &[("A", -1)]),
            "1 A seat held for Ada at rustconf-lisbon (r-1)."
        );
        let three = [("A", 1), ("B", 2), ("C", 3)];
        let taken = three.map(|(name, q)| (name, -q));
        assert_eq!(
            told_reserved(&three, &taken),
            "1 A seat, 2 B seats and 3 C seats held for Ada at rustconf-lisbon (r-1)."
        );
    }

    #[test]
    fn a_reservation_that_gets_or_keeps_nothing_says_so() {
        assert_eq!(
            told_reserved(&[], &[]),
            "Ada got no seats at rustconf-lisbon (r-1)."
        );
        assert_eq!(
            told_reserved(&[], &[("A", 2)]),
            "Ada released 2 A seats at rustconf-lisbon; reservation r-1 holds none any more."
        );
    }

    #[test]
    fn a_change_tells_what_was_taken_and_what_was_released() {
        assert_eq!(
            told_reserved(&[("A", 6)], &[]),
            "Ada asked again; reservation r-1 at rustconf-lisbon still holds 6 A seats."
        );
        assert_eq!(
            told_reserved(&[("A", 6), ("B", 1)], &[("A", 2), ("B", -1)]),
            "Ada took 1 B seat and released 2 A seats at rustconf-lisbon; \
             reservation r-1 now holds 6 A seats and 1 B seat."
        );
    }

    #[test]
    fn seats_offered_are_added_and_removed() {
        let changed = |quantities: &[(&str, i64)]| {
            told(&SeatsEvent::AvailableSeatsChanged {
                seats: seats(quantities),
            })
        };
        assert_eq!(
            changed(&[("A", 40)]),
            "Ada added 40 A seats at rustconf-lisbon."
        );
        assert_eq!(
            changed(&[("A", -1), ("B", 2)]),
            "Ada added 2 B seats and removed 1 A seat at rustconf-lisbon."
        );
        assert_eq!(changed(&[]), "Ada changed no seats at rustconf-lisbon.");
    }
}
