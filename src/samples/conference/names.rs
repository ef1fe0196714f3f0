//! The names of one history, interned, and its quantities: what the fold knows as small numbers.

use super::seats::{SeatLists, Seats, SeatsByName, SeatsId};
use crate::engine::slots::{Names, Slot};
use std::collections::BTreeMap;

/// Every name that occurs in a history of this model.
#[derive(Debug, Default)]
pub struct ConferenceNames {
    /// Conferences.
    pub conferences: Names,
    /// Seat types, of all conferences.
    pub seat_types: Names,
    /// People who acted.
    pub people: Names,
    /// Quantities of seats.
    pub seats: SeatLists,
    reservations: BTreeMap<Slot, Names>,
}

impl ConferenceNames {
    /// Quantities with their seat types interned.
    pub fn intern_seats(&mut self, seats: &SeatsByName) -> SeatsId {
        let seats = Seats::intern(seats, &mut self.seat_types);
        self.seats.intern(seats)
    }

    /// Quantities with the names of their seat types.
    pub fn seats_by_name(&self, seats: SeatsId) -> SeatsByName {
        self.seats.get(seats).by_name(&self.seat_types)
    }

    /// The slot of a reservation of one conference; a new one for a new id.
    pub fn intern_reservation(&mut self, conference: Slot, id: &str) -> Slot {
        self.reservations.entry(conference).or_default().intern(id)
    }

    /// The slot of a reservation of one conference that has been seen.
    pub fn find_reservation(&self, conference: Slot, id: &str) -> Option<Slot> {
        self.reservations.get(&conference)?.find(id)
    }

    /// The id of a reservation of one conference.
    pub fn reservation(&self, conference: Slot, reservation: Slot) -> &str {
        let of_conference = self.reservations.get(&conference);
        of_conference.map_or("", |names| names.name(reservation))
    }
}
