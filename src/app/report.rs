//! What differs since other rules fold the same history: rows, invariants, events that can't be read, processes.

mod breaking;
mod leftovers;
mod rows;
mod unread;

pub use breaking::Broken;
pub use rows::ChangedRows;
pub use unread::Unread;

use super::log::Log;
use crate::engine::model::Model;
use crate::engine::position::Moment;
use crate::engine::timeline::Timeline;

/// What differs.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Report {
    /// Where the rules were applied.
    pub since: Moment,
    /// How many parts were compared.
    compared: usize,
    /// The read models whose rows differ.
    pub rows: Vec<ChangedRows>,
    /// The invariants that do not hold somewhere, and the first place.
    pub broken: Vec<Broken>,
    /// The kinds of stored events that can't be read any more.
    pub unread: Vec<Unread>,
    /// What processes have open that the rules know nothing of, each as a sentence.
    pub leftovers: Vec<String>,
    /// Where the fold stopped: the position, and why.
    pub stopped: Option<(u64, String)>,
}

/// One history, folded by the rules before and by those after.
pub struct Sides<'a> {
    /// Log and journal.
    pub log: &'a Log,
    /// The rules before, and what they made of it.
    pub before: (&'a dyn Model, &'a Timeline),
    /// The rules after, and what they made of it.
    pub after: (&'a dyn Model, &'a Timeline),
}

impl Report {
    /// Nothing is compared yet.
    pub fn new(since: Moment) -> Self {
        Self {
            since,
            compared: 0,
            rows: Vec::new(),
            broken: Vec::new(),
            unread: Vec::new(),
            leftovers: Vec::new(),
            stopped: None,
        }
    }

    /// Whether nothing differs.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
            && self.broken.is_empty()
            && self.unread.is_empty()
            && self.leftovers.is_empty()
            && self.stopped.is_none()
    }

    /// Compares the next part: a read model, or else all that is quick. False where that was the last one.
    pub(super) fn compare_next(&mut self, sides: &Sides<'_>) -> bool {
        let names = rows::read_models(sides);
        let part = self.compared;
        self.compared += 1;
        if let Some(name) = names.get(part) {
            self.rows.extend(rows::changed(sides, name));
            return true;
        }
        let (_, timeline) = sides.after;
        self.broken = breaking::broken(sides);
        self.unread = unread::unread(sides);
        self.leftovers = leftovers::leftovers(sides);
        self.stopped = timeline
            .stopped()
            .map(|stopped| (stopped.event as u64 + 1, stopped.problem.clone()));
        false
    }
}
