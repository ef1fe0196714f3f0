//! What a workspace's journal settles: its clock, its reference bugs, its faults.

use crate::engine::environment::Environment;
use crate::engine::event_store::HistoryEntry;
use crate::engine::faults::{FaultPlan, PlannedFaults};
use crate::engine::journal::JournalNote;
use crate::engine::names::ReferenceBug;
use crate::engine::snapshot::SnapshotEvery;
use crate::engine::time::{Clock, Timestamp};
use std::cell::{Cell, RefCell};
use std::collections::BTreeSet;

/// What a workspace's journal settles, up to where it was read.
#[derive(Debug, Default)]
pub(super) struct Settings {
    by_hand: Cell<Option<Timestamp>>,
    reference_bugs: RefCell<BTreeSet<ReferenceBug>>,
    faults: PlannedFaults,
    snapshot_every: Cell<SnapshotEvery>,
}

impl Settings {
    /// Takes the next entries of the journal in.
    pub(super) fn observe(&self, entries: &[HistoryEntry]) {
        for entry in entries {
            let HistoryEntry::Journal(entry) = entry else {
                continue;
            };
            match &entry.note {
                JournalNote::ClockSet { clock, now } => {
                    self.by_hand.set((*clock == Clock::ByHand).then_some(*now));
                }
                JournalNote::ReferenceBugSwitched { bug, on } => {
                    let mut bugs = self.reference_bugs.borrow_mut();
                    match on {
                        true => bugs.insert(bug.clone()),
                        false => bugs.remove(bug),
                    };
                }
                JournalNote::SnapshotsSet { every } => {
                    self.snapshot_every.set(SnapshotEvery(*every));
                }
                // A fault that was wanted once and has struck is not wanted again when the page is opened anew.
                JournalNote::FaultsPlanned { plan } => self.faults.set(*plan),
                JournalNote::FaultStruck { .. } => self.struck_once(),
                _ => {}
            }
        }
    }

    fn struck_once(&self) {
        if let FaultPlan::Once { .. } = self.faults.plan() {
            self.faults.set(FaultPlan::Off);
        }
    }

    /// How often snapshots are taken.
    pub(super) fn snapshot_every(&self) -> SnapshotEvery {
        self.snapshot_every.get()
    }

    /// What goes wrong on purpose.
    pub(super) fn faults(&self) -> &PlannedFaults {
        &self.faults
    }

    /// The workspace's environment: the machine's ids, and its time unless it was set by hand.
    pub(super) fn environment<'a>(
        &'a self,
        machine: &'a dyn Environment,
    ) -> WorkspaceEnvironment<'a> {
        WorkspaceEnvironment {
            machine,
            settings: self,
        }
    }
}

/// Time and ids of one workspace.
pub(super) struct WorkspaceEnvironment<'a> {
    machine: &'a dyn Environment,
    settings: &'a Settings,
}

impl Environment for WorkspaceEnvironment<'_> {
    fn now(&self) -> Timestamp {
        self.settings
            .by_hand
            .get()
            .unwrap_or_else(|| self.machine.now())
    }

    fn clock(&self) -> Clock {
        match self.settings.by_hand.get() {
            Some(_) => Clock::ByHand,
            None => self.machine.clock(),
        }
    }

    fn new_id(&self) -> String {
        self.machine.new_id()
    }

    fn reference_bugs(&self) -> BTreeSet<ReferenceBug> {
        self.settings.reference_bugs.borrow().clone()
    }
}
