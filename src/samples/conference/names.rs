//! The names of one history, interned: what the fold knows as small numbers.

use super::seats::{Seats, SeatsByName};
use crate::engine::slots::{Names, Slot};
use std::collections::BTreeMap;
use std::rc::Rc;

/// Every name that occurs in a history of this model.
#[derive(Debug, Default)]
pub struct ConferenceNames {
    /// Conferences.
    pub conferences: Names,
    /// Seat types, of all conferences.
    pub seat_types: Names,
    /// People who acted.
    pub people: Names,
    reservations: BTreeMap<Slot, Names>,
}

impl ConferenceNames {
    /// Quantities with their seat types interned.
    pub fn intern_seats(&mut self, seats: &SeatsByName) -> Rc<Seats> {
        Rc::new(Seats::intern(seats, &mut self.seat_types))
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
