//! What a workspace's journal settles at its live end: its clock, its reference bugs, its faults.

use crate::app::settings::Settings;
use crate::engine::environment::Environment;
use crate::engine::event_store::HistoryEntry;
use crate::engine::faults::{FaultPlan, PlannedFaults};
use crate::engine::journal::JournalNote;
use crate::engine::names::ReferenceBug;
use crate::engine::snapshot::SnapshotEvery;
use crate::engine::time::{Clock, Timestamp};
use std::cell::RefCell;
use std::collections::BTreeSet;

/// What is settled at the live end of the open workspace, and the faults as they strike there.
#[derive(Debug, Default)]
pub(super) struct LiveSettings {
    settings: RefCell<Settings>,
    faults: PlannedFaults,
}

impl LiveSettings {
    /// Takes the next entries of the journal in.
    pub(super) fn observe(&self, entries: &[HistoryEntry]) {
        let mut settings = self.settings.borrow_mut();
        for entry in entries {
            let HistoryEntry::Journal(entry) = entry else {
                continue;
            };
            settings.take(entry.moment, &entry.note);
            match &entry.note {
                JournalNote::FaultsPlanned { plan } => self.faults.set(*plan),
                // What was wanted once and has struck is not wanted again when the page is opened anew.
                JournalNote::FaultStruck { .. } if settings.faults == FaultPlan::Off => {
                    self.faults.set(FaultPlan::Off);
                }
                _ => {}
            }
        }
    }

    /// How often snapshots are taken.
    pub(super) fn snapshot_every(&self) -> SnapshotEvery {
        self.settings.borrow().snapshot_every
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
            live: self,
        }
    }

    fn by_hand(&self) -> Option<Timestamp> {
        self.settings.borrow().by_hand
    }
}

/// Time and ids of one workspace.
pub(super) struct WorkspaceEnvironment<'a> {
    machine: &'a dyn Environment,
    live: &'a LiveSettings,
}

impl Environment for WorkspaceEnvironment<'_> {
    fn now(&self) -> Timestamp {
        self.live.by_hand().unwrap_or_else(|| self.machine.now())
    }

    fn clock(&self) -> Clock {
        match self.live.by_hand() {
            Some(_) => Clock::ByHand,
            None => self.machine.clock(),
        }
    }

    fn new_id(&self) -> String {
        self.machine.new_id()
    }

    fn reference_bugs(&self) -> BTreeSet<ReferenceBug> {
        self.live.settings.borrow().reference_bugs.clone()
    }
}
