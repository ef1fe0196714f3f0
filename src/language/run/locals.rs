//! Locals: what has a name while something runs. Those of a calculation stand behind those of its caller.

use super::super::value::Datum;

/// What stands where nothing is.
pub(super) const NOTHING: &Datum = &Datum::None;

/// The locals of everything that runs.
#[derive(Debug, Default)]
pub(super) struct Locals {
    values: Vec<Datum>,
    begin: usize,
}

impl Locals {
    pub(super) fn get(&self, local: usize) -> &Datum {
        self.values.get(self.begin + local).unwrap_or(NOTHING)
    }

    pub(super) fn set(&mut self, local: usize, value: Datum) {
        let place = self.begin + local;
        if place >= self.values.len() {
            self.values.resize(place + 1, Datum::None);
        }
        if let Some(old) = self.values.get_mut(place) {
            *old = value;
        }
    }

    /// The locals of a calculation, its arguments in front. Answers where those of the caller begin.
    pub(super) fn begin(&mut self, arguments: Vec<Datum>) -> usize {
        let caller = self.begin;
        self.begin = self.values.len();
        self.values.extend(arguments);
        caller
    }

    /// Back to those of the caller.
    pub(super) fn end(&mut self, caller: usize) {
        self.values.truncate(self.begin);
        self.begin = caller;
    }

    /// Forgets all of them.
    pub(super) fn clear(&mut self) {
        self.values.clear();
        self.begin = 0;
    }
}
