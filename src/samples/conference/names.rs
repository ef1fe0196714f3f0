//! The names of one history, interned, and its quantities: what the fold knows as small numbers.

use super::conference_aggregate::{Details, Seat};
use super::interned::{Id, Interned};
use super::order::{Line, Lines};
use super::processes::Change;
use super::seat_assignments::Positions;
use super::seats::{SeatLists, Seats, SeatsByName, SeatsId};
use crate::engine::slots::{Names, Slot};
use crate::engine::value::Value;
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
    /// Orders.
    pub orders: Names,
    /// The seat assignments of orders.
    pub assignments: Names,
    /// Payments.
    pub payments: Names,
    /// Texts that only people read.
    pub texts: Names,
    /// Quantities of seats.
    pub seats: SeatLists,
    /// What there is to know of conferences.
    pub details: Interned<Details>,
    /// Seats of one type that are offered.
    pub offers: Interned<Seat<Slot>>,
    /// The lines of priced orders.
    pub lines: Interned<Lines<Slot>>,
    /// The positions that can be assigned.
    pub positions: Interned<Positions<Slot>>,
    /// The instances of all processes.
    pub instances: Names,
    /// What the steps of processes changed.
    pub steps: Steps,
    reservations: BTreeMap<Slot, Names>,
}

/// Stands for what one step of a process changed.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct StepId(u32);

/// What the steps of processes changed, in order. Each is its own, so nothing is looked for.
#[derive(Debug, Default)]
pub struct Steps(Vec<Change>);

impl Steps {
    /// Keeps what a step changed.
    pub fn keep(&mut self, change: Change) -> StepId {
        // Four thousand million steps do not fit into memory, so the number always fits.
        let id = StepId(u32::try_from(self.0.len()).unwrap_or(u32::MAX));
        self.0.push(change);
        id
    }

    /// What a step changed.
    pub fn get(&self, id: StepId) -> &Change {
        &self.0[id.0 as usize]
    }
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

    /// Quantities as plain data; none are an empty map.
    pub fn seats_value(&self, seats: Option<SeatsId>) -> Value {
        let seats = seats.map(|seats| self.seats_by_name(seats));
        let seats = seats.unwrap_or_default().into_iter();
        Value::map(seats.map(|(name, quantity)| (name, Value::Int(quantity))))
    }

    /// The lines of an order with the names of their seat types.
    pub fn lines_by_name(&self, lines: Id<Lines<Slot>>) -> Lines<String> {
        let lines = self.lines.get(lines).iter().map(|line| Line {
            seat_type: self.seat_types.name(line.seat_type).to_owned(),
            unit_price: line.unit_price,
            quantity: line.quantity,
            line_total: line.line_total,
        });
        lines.collect()
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
