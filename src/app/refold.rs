//! Folding the history through other rules: a slice at a time, so that the page draws between, and then comparing.

use super::log::Log;
use super::report::{Report, Sides};
use crate::engine::event::RecordedEvent;
use crate::engine::event_store::HistoryEntry;
use crate::engine::model::Model;
use crate::engine::position::Moment;
use crate::engine::timeline::{KeyframeSpacing, Timeline};
use std::rc::Rc;

/// At most so many entries are folded before the page may draw again.
const SLICE: usize = 10_000;

/// A short history is folded in so many slices, so that one sees how far it is.
const SLICES: usize = 10;

/// A history that is being folded through other rules. Nothing is sent by it, and nothing recorded.
pub struct Refold {
    /// The rules.
    pub model: Rc<dyn Model>,
    /// Where they were applied.
    pub since: Moment,
    /// The timer that is awaited before the next slice; none before the first.
    pub tick: Option<u64>,
    timeline: Timeline,
    entries: usize,
    /// What differs, as far as it was compared; none while the history is being folded.
    report: Option<Report>,
}

/// How far it is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Progress {
    /// There is more to do.
    Going,
    /// All is folded and compared.
    Done,
}

/// What came of it.
pub struct Refolded {
    /// The rules.
    pub model: Rc<dyn Model>,
    /// The history as they fold it.
    pub timeline: Timeline,
    /// What differs.
    pub report: Report,
}

impl Refold {
    /// Before the first slice.
    pub fn new(model: Rc<dyn Model>, since: Moment) -> Self {
        Self {
            timeline: Timeline::new(&*model, KeyframeSpacing::default()),
            model,
            since,
            tick: None,
            entries: 0,
            report: None,
        }
    }

    /// How many of how many entries are folded.
    pub fn folded(&self, log: &Log) -> (usize, usize) {
        (self.entries, log.entries().len())
    }

    /// Whether all is folded, and what came of it is being compared.
    pub fn compares(&self) -> bool {
        self.report.is_some()
    }

    /// Folds the next slice, or compares the next part with what the rules before made of the history.
    pub fn go_on(&mut self, log: &Log, before: (&dyn Model, &Timeline)) -> Progress {
        let slice = log.entries().len().div_ceil(SLICES).clamp(1, SLICE);
        if self.fold(log, slice) {
            return Progress::Going;
        }
        let report = self.report.get_or_insert_with(|| Report::new(self.since));
        let sides = Sides {
            log,
            before,
            after: (&*self.model, &self.timeline),
        };
        match report.compare_next(&sides) {
            true => Progress::Going,
            false => Progress::Done,
        }
    }

    /// Folds everything at once: for a page that shows nothing yet.
    pub fn fold_slice(&mut self, log: &Log) -> Progress {
        match self.fold(log, SLICE) {
            true => Progress::Going,
            false => Progress::Done,
        }
    }

    /// The history as these rules fold it.
    pub fn into_refolded(self) -> Refolded {
        let report = self.report.unwrap_or_else(|| Report::new(self.since));
        Refolded {
            model: self.model,
            timeline: self.timeline,
            report,
        }
    }

    /// Folds so many more entries. False where all were folded before.
    fn fold(&mut self, log: &Log, slice: usize) -> bool {
        let entries = log.entries().get(self.entries..).unwrap_or_default();
        let next = &entries[..entries.len().min(slice)];
        let commits = next.iter().filter_map(HistoryEntry::commit);
        let events: Vec<RecordedEvent> = commits.flat_map(RecordedEvent::all_of).collect();
        self.timeline.extend(&events);
        self.entries += next.len();
        !next.is_empty()
    }
}
