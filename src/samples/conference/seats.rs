//! Quantities of seats by seat type: the one small collection that events, states and read models share.

use super::interned::{Id, Interned};
use crate::engine::ordered;
use crate::engine::slots::{Names, Slot};
use std::collections::BTreeMap;

/// Quantities by seat type, as text: what people send and what is stored.
pub type SeatsByName = BTreeMap<String, i64>;

/// Quantities by interned seat type. There are few types, so a sorted vector beats a map.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug, Default)]
pub struct Seats(Vec<(Slot, i64)>);

impl Seats {
    /// The same quantities with interned names.
    pub fn intern(by_name: &SeatsByName, names: &mut Names) -> Self {
        let mut seats = Self::default();
        for (name, quantity) in by_name {
            seats.add(names.intern(name), *quantity);
        }
        seats
    }

    /// The same quantities with their names.
    pub fn by_name(&self, names: &Names) -> SeatsByName {
        let pairs = self
            .iter()
            .map(|(slot, q)| (names.name(slot).to_owned(), q));
        ordered::map(pairs)
    }

    /// The quantity of one type. `None` where the type is unknown.
    pub fn get(&self, seat_type: Slot) -> Option<i64> {
        let found = self.0.binary_search_by_key(&seat_type, |(slot, _)| *slot);
        found.ok().map(|index| self.0[index].1)
    }

    /// Adds to the quantity of one type; a new type begins at zero. Saturating, for history can't be refused.
    pub fn add(&mut self, seat_type: Slot, change: i64) {
        match self.0.binary_search_by_key(&seat_type, |(slot, _)| *slot) {
            Ok(index) => self.0[index].1 = self.0[index].1.saturating_add(change),
            Err(index) => self.0.insert(index, (seat_type, change)),
        }
    }

    /// Adds all quantities of `changes`.
    pub fn add_all(&mut self, changes: &Self) {
        changes
            .iter()
            .for_each(|(slot, change)| self.add(slot, change));
    }

    /// Each type with its quantity.
    pub fn iter(&self) -> impl Iterator<Item = (Slot, i64)> {
        self.0.iter().copied()
    }

    /// Whether there is not one seat.
    pub fn are_none(&self) -> bool {
        self.0.iter().all(|(_, quantity)| *quantity == 0)
    }
}

/// Stands for one [`Seats`] of a history.
pub type SeatsId = Id<Seats>;

/// The different [`Seats`] of a history. The same few quantities come again and again.
pub type SeatLists = Interned<Seats>;
