//! Watching a history while it is made: whether the fold goes on, and whether the invariants hold.

use crate::engine::event::RecordedEvent;
use crate::engine::event_store::HistoryEntry;
use crate::engine::model::{BrokenInvariant, FoldStopped, Model};
use crate::engine::process::Processor;
use crate::engine::timeline::{KeyframeSpacing, Timeline};
use std::collections::BTreeSet;
use std::rc::Rc;

/// The world that follows from what was seen.
pub(super) struct Watch {
    model: Rc<dyn Model>,
    timeline: Timeline,
    /// The invariants that were told to be broken, and are still.
    told: BTreeSet<String>,
}

impl Watch {
    /// Nothing is seen yet.
    pub(super) fn new(model: &Rc<dyn Model>) -> Self {
        Self {
            model: Rc::clone(model),
            timeline: Timeline::new(&**model, KeyframeSpacing::default()),
            told: BTreeSet::new(),
        }
    }

    /// Folds what is new.
    pub(super) fn see(&mut self, entries: &[HistoryEntry]) {
        let commits = entries.iter().filter_map(HistoryEntry::commit);
        let events: Vec<RecordedEvent> = commits.flat_map(RecordedEvent::all_of).collect();
        self.timeline.extend(&events);
    }

    /// The invariants that do not hold: title and problem. Those at rest count where no process is busy.
    pub(super) fn broken(&self) -> Vec<(String, String)> {
        if self.model.schema().invariants.is_empty() {
            return Vec::new();
        }
        let world = self.timeline.live();
        let broken = self.timeline.history().broken_invariants(world);
        let is_busy = self.is_busy();
        let told = |it: BrokenInvariant| {
            let mut known = self.model.schema().invariants.iter();
            let known = known.find(|known| known.name == it.name)?;
            let counts = !(known.at_rest && is_busy);
            counts.then(|| (known.title.clone(), it.problem))
        };
        broken.into_iter().filter_map(told).collect()
    }

    /// Those that held when this was asked last.
    pub(super) fn newly_broken(&mut self) -> Vec<(String, String)> {
        let mut broken = self.broken();
        let all = broken.iter().map(|(title, _)| title.clone()).collect();
        let before = std::mem::replace(&mut self.told, all);
        broken.retain(|(title, _)| !before.contains(title));
        broken
    }

    /// Where and why the fold stopped, if it did.
    pub(super) fn stopped(&self) -> Option<&FoldStopped> {
        self.timeline.stopped()
    }

    /// Whether a process goes on by itself.
    fn is_busy(&self) -> bool {
        let (history, world) = (self.timeline.history(), self.timeline.live());
        let mut processes = self.model.schema().processes.iter();
        processes.any(|process| {
            let processor = history.processes(world).processor(&process.name);
            let mut open = processor.into_iter().flat_map(Processor::open);
            open.any(|(_, open)| open.parked.is_none() && open.blocks())
        })
    }
}
