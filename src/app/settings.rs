//! What the journal settles: the workspace's clock, its reference bugs, its faults, and what is delivered to its read
//! models, at every moment.

use super::projection::Projection;
use crate::engine::event_store::HistoryEntry;
use crate::engine::faults::FaultPlan;
use crate::engine::journal::JournalNote;
use crate::engine::names::{ReadModelName, ReferenceBug};
use crate::engine::position::Moment;
use crate::engine::snapshot::SnapshotEvery;
use crate::engine::time::{Clock, Timestamp};
use std::collections::{BTreeMap, BTreeSet};

/// What is settled at one moment.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Settings {
    /// Where the clock was set by hand: to when. It stands still there.
    pub by_hand: Option<Timestamp>,
    /// The reference bugs that are switched on.
    pub reference_bugs: BTreeSet<ReferenceBug>,
    /// How often snapshots are taken.
    pub snapshot_every: SnapshotEvery,
    /// The faults that are wanted.
    pub faults: FaultPlan,
    /// Where faults were last wanted: that run goes on until others are.
    pub faults_since: Option<Moment>,
    /// The read models whose deliveries were ever changed.
    pub projections: BTreeMap<ReadModelName, Projection>,
}

impl Settings {
    /// Whose hand moves the clock.
    pub fn clock(&self) -> Clock {
        match self.by_hand {
            Some(_) => Clock::ByHand,
            None => Clock::Real,
        }
    }

    /// What is delivered to a read model.
    pub fn projection(&self, read_model: &ReadModelName) -> Projection {
        let known = self.projections.get(read_model);
        known.copied().unwrap_or_default()
    }

    /// Takes the next note of the journal in. False where it is not about settings.
    pub fn take(&mut self, moment: Moment, note: &JournalNote) -> bool {
        match note {
            JournalNote::ClockSet { clock, now } => {
                self.by_hand = (*clock == Clock::ByHand).then_some(*now);
            }
            JournalNote::ReferenceBugSwitched { bug, on: true } => {
                self.reference_bugs.insert(bug.clone());
            }
            JournalNote::ReferenceBugSwitched { bug, on: false } => {
                self.reference_bugs.remove(bug);
            }
            JournalNote::SnapshotsSet { every } => self.snapshot_every = SnapshotEvery(*every),
            JournalNote::FaultsPlanned { plan } => {
                self.faults = *plan;
                if *plan != FaultPlan::Off {
                    self.faults_since = Some(moment);
                }
            }
            JournalNote::FaultStruck { .. } => self.struck(moment),
            JournalNote::ProjectionSet {
                read_model,
                delivery,
            } => {
                let projection = self.projections.entry(read_model.clone()).or_default();
                projection.set(*delivery, moment.position);
            }
            _ => return false,
        }
        true
    }

    /// A fault that was wanted once is not wanted again.
    fn struck(&mut self, moment: Moment) {
        self.faults_since.get_or_insert(moment);
        if matches!(self.faults, FaultPlan::Once { .. }) {
            self.faults = FaultPlan::Off;
        }
    }
}

/// The settings at every moment.
#[derive(Default, Debug)]
pub struct SettingsHistory {
    /// From each of these moments on.
    since: Vec<(Moment, Settings)>,
    first: Settings,
    last: Settings,
}

impl SettingsHistory {
    /// Takes the next entry of log and journal in.
    pub fn receive(&mut self, entry: &HistoryEntry) {
        let HistoryEntry::Journal(entry) = entry else {
            return;
        };
        if self.last.take(entry.moment, &entry.note) && self.last != *self.at(entry.moment) {
            self.since.push((entry.moment, self.last.clone()));
        }
    }

    /// The settings at a moment.
    pub fn at(&self, moment: Moment) -> &Settings {
        let happened = self.since.partition_point(|(since, _)| *since <= moment);
        let last = happened
            .checked_sub(1)
            .and_then(|last| self.since.get(last));
        last.map_or(&self.first, |(_, settings)| settings)
    }

    /// The settings at the live end.
    pub fn last(&self) -> &Settings {
        &self.last
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::faults::FaultPoint;
    use crate::engine::journal::JournalEntry;
    use crate::engine::names::BranchId;
    use std::rc::Rc;

    fn history(notes: Vec<JournalNote>) -> SettingsHistory {
        let mut history = SettingsHistory::default();
        let mut moment = Moment::START;
        for note in notes {
            moment = moment.next_anchor();
            history.receive(&HistoryEntry::Journal(Rc::new(JournalEntry {
                branch: BranchId::main(),
                moment,
                recorded_at: Timestamp::from_millis(0),
                clock: Clock::Real,
                note,
            })));
        }
        history
    }

    fn moment(index: u32) -> Moment {
        Moment {
            index,
            ..Moment::START
        }
    }

    #[test]
    fn the_clock_at_a_moment_is_what_was_set_last() {
        let set = |clock, millis| JournalNote::ClockSet {
            clock,
            now: Timestamp::from_millis(millis),
        };
        let history = history(vec![
            set(Clock::ByHand, 5),
            set(Clock::ByHand, 9),
            set(Clock::Real, 11),
        ]);
        let at = |index| history.at(moment(index)).by_hand.map(Timestamp::millis);
        assert_eq!([at(0), at(1), at(2), at(3)], [None, Some(5), Some(9), None]);
        assert_eq!(history.at(moment(2)).clock(), Clock::ByHand);
        assert_eq!(history.last().clock(), Clock::Real);
    }

    #[test]
    fn a_fault_wanted_once_is_off_when_it_struck_and_its_run_is_remembered() {
        let point = FaultPoint::LostRace;
        let bug = ReferenceBug::new("b");
        let history = history(vec![
            JournalNote::ReferenceBugSwitched {
                bug: bug.clone(),
                on: true,
            },
            JournalNote::FaultsPlanned {
                plan: FaultPlan::Once { point },
            },
            JournalNote::FaultStruck { point },
            JournalNote::FaultsPlanned {
                plan: FaultPlan::Off,
            },
        ]);
        assert_eq!(history.at(moment(2)).faults, FaultPlan::Once { point });
        assert_eq!(history.at(moment(3)).faults, FaultPlan::Off);
        assert_eq!(history.last().faults_since, Some(moment(2)));
        assert!(history.last().reference_bugs.contains(&bug));
    }
}
