//! Values in a row: a list, the fields of a record, a state.

use super::Datum;
use crate::engine::slots::Weight;
use std::cmp::Ordering;
use std::hash::{Hash, Hasher};
use std::ops::Deref;

/// Values in a row. They know how large they are, and count in what worlds weigh.
#[derive(Clone, Debug, Default)]
pub struct Items {
    values: Vec<Datum>,
    cells: usize,
    weight: Weight,
}

impl Items {
    /// These values.
    pub fn new(values: Vec<Datum>) -> Self {
        Self {
            cells: values.iter().map(Datum::cells).sum(),
            weight: Weight::of(values.capacity() * size_of::<Datum>()),
            values,
        }
    }

    /// How large all values are together, all the way down.
    pub fn cells(&self) -> usize {
        self.cells
    }

    /// The number at a place, to change it. `None` where there is none.
    #[inline]
    pub fn number_mut(&mut self, place: usize) -> Option<&mut i64> {
        match self.values.get_mut(place) {
            Some(Datum::Number(number)) => Some(number),
            _ => None,
        }
    }

    /// Changes the value at a place. `None` where there is no such place.
    pub fn edit<R>(&mut self, place: usize, change: impl FnOnce(&mut Datum) -> R) -> Option<R> {
        let value = self.values.get_mut(place)?;
        let before = value.cells();
        let result = change(value);
        self.cells = self.cells + value.cells() - before;
        Some(result)
    }

    /// Puts a value at the end.
    pub fn push(&mut self, value: Datum) {
        self.cells += value.cells();
        self.values.push(value);
        self.weigh();
    }

    /// Takes the value at a place out; nothing where there is no such place.
    pub fn remove(&mut self, place: usize) {
        if place < self.values.len() {
            self.cells -= self.values.remove(place).cells();
        }
    }

    fn weigh(&mut self) {
        self.weight.set(self.values.capacity() * size_of::<Datum>());
    }
}

impl Deref for Items {
    type Target = [Datum];

    fn deref(&self) -> &[Datum] {
        &self.values
    }
}

impl PartialEq for Items {
    fn eq(&self, other: &Self) -> bool {
        self.values == other.values
    }
}

impl Eq for Items {}

impl Hash for Items {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.values.hash(state);
    }
}

impl PartialOrd for Items {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Items {
    fn cmp(&self, other: &Self) -> Ordering {
        self.values.cmp(&other.values)
    }
}
