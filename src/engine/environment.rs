//! The one door through which time and identity come in.

use super::hash::hash_id;
use super::names::{CommandId, ReferenceBug};
use super::time::{Clock, Timestamp};
use serde::{Deserialize, Serialize};
use std::cell::{Cell, RefCell};
use std::collections::BTreeSet;

/// Where now and new ids come from: the browser, or a test that fixes both.
pub trait Environment {
    /// The time on the workspace's clock.
    fn now(&self) -> Timestamp;
    /// Whose hand moves that clock.
    fn clock(&self) -> Clock;
    /// A new id that nobody has used.
    fn new_id(&self) -> String;
    /// The reference bugs that are switched on: holes of the original that the rules else close.
    fn reference_bugs(&self) -> BTreeSet<ReferenceBug> {
        BTreeSet::new()
    }
}

/// What one decision sees of time and identity. Stored with the commit, so that deciding again gives the same.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DecisionEnvironment {
    /// The time of the decision.
    pub now: Timestamp,
    /// Whose hand moved the clock.
    pub clock: Clock,
    /// What the ids of this decision are made from: the command's id.
    pub id_seed: String,
    /// The reference bugs that were switched on.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub reference_bugs: BTreeSet<ReferenceBug>,
}

impl DecisionEnvironment {
    /// A decision at this time with these ids, and no reference bug switched on.
    pub fn new(now: Timestamp, clock: Clock, id_seed: &str) -> Self {
        Self {
            now,
            clock,
            id_seed: id_seed.to_owned(),
            reference_bugs: BTreeSet::new(),
        }
    }

    /// What a decision on `command` sees in `environment`.
    pub fn for_command(command: &CommandId, environment: &dyn Environment) -> Self {
        Self {
            now: environment.now(),
            clock: environment.clock(),
            id_seed: command.to_string(),
            reference_bugs: environment.reference_bugs(),
        }
    }

    /// The `k`-th id of this decision: a hash, the same whenever the command is decided again.
    pub fn id(&self, k: u32) -> String {
        derived_id(&self.id_seed, &k.to_string())
    }
}

/// An id made from a seed and a name: the same whenever it is made again.
pub fn derived_id(seed: &str, name: &str) -> String {
    hash_id([seed.as_bytes(), name.as_bytes()])
}

/// An environment fixed by hand: for recorded stories, specifications and tests.
#[derive(Debug)]
pub struct FixedEnvironment {
    now: Cell<Timestamp>,
    seed: String,
    ids: Cell<u32>,
    reference_bugs: RefCell<BTreeSet<ReferenceBug>>,
}

impl FixedEnvironment {
    /// A clock that stands at `now` and ids made from `seed`.
    pub fn new(now: Timestamp, seed: &str) -> Self {
        Self {
            now: Cell::new(now),
            seed: seed.to_owned(),
            ids: Cell::new(0),
            reference_bugs: RefCell::default(),
        }
    }

    /// Switches these reference bugs on, and all others off.
    pub fn set_reference_bugs(&self, bugs: BTreeSet<ReferenceBug>) {
        self.reference_bugs.replace(bugs);
    }

    /// Moves the clock.
    pub fn set_now(&self, now: Timestamp) {
        self.now.set(now);
    }
}

impl Environment for FixedEnvironment {
    fn now(&self) -> Timestamp {
        self.now.get()
    }

    fn clock(&self) -> Clock {
        Clock::ByHand
    }

    fn new_id(&self) -> String {
        let k = self.ids.get();
        self.ids.set(k + 1);
        derived_id(&self.seed, &k.to_string())
    }

    fn reference_bugs(&self) -> BTreeSet<ReferenceBug> {
        self.reference_bugs.borrow().clone()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn deciding_again_gives_the_same_ids_and_each_differs() {
        let environment = FixedEnvironment::new(Timestamp::from_millis(0), "test");
        let id = CommandId::new(environment.new_id());
        let decision = DecisionEnvironment::for_command(&id, &environment);
        let again = DecisionEnvironment::for_command(&id, &environment);
        assert_eq!(decision.id(0), again.id(0));
        assert_ne!(decision.id(0), decision.id(1));
        assert_ne!(environment.new_id(), environment.new_id());
    }
}
