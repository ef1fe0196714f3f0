//! Locals: what has a name while something runs, and beside it what is held for a moment. All of it stands in stacks, so
//! that nothing needs room of its own.

use super::super::value::Datum;

/// What stands where nothing is.
pub(super) const NOTHING: &Datum = &Datum::None;

/// The locals of everything that runs. Those of a calculation stand behind those of its caller.
#[derive(Debug, Default)]
pub(super) struct Locals {
    values: Vec<Datum>,
    begin: usize,
    /// Arguments of what has not begun yet, and keys on the way to a place.
    held: Vec<Datum>,
}

impl Locals {
    pub(super) fn get(&self, local: usize) -> &Datum {
        self.values.get(self.begin + local).unwrap_or(NOTHING)
    }

    pub(super) fn set(&mut self, local: usize, value: Datum) {
        let place = self.begin + local;
        if place == self.values.len() {
            self.values.push(value);
            return;
        }
        if place > self.values.len() {
            self.values.resize(place + 1, Datum::None);
        }
        if let Some(old) = self.values.get_mut(place) {
            *old = value;
        }
    }

    /// How much is held.
    pub(super) fn holding(&self) -> usize {
        self.held.len()
    }

    /// Holds one value more.
    pub(super) fn hold(&mut self, value: Datum) {
        self.held.push(value);
    }

    /// What is held since it was so much.
    pub(super) fn held(&self, since: usize) -> &[Datum] {
        self.held.get(since..).unwrap_or_default()
    }

    /// Holds no more than so much.
    pub(super) fn let_go(&mut self, since: usize) {
        self.held.truncate(since);
    }

    /// The locals of a calculation: what is held since then is in front. Answers where those of the caller begin.
    pub(super) fn begin(&mut self, since: usize) -> usize {
        let caller = self.begin;
        self.begin = self.values.len();
        self.values.extend(self.held.drain(since..));
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
        self.held.clear();
    }
}
