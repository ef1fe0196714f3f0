//! The models that were applied to a workspace, in the order in which they were.

use crate::engine::event_store::HistoryEntry;
use crate::engine::journal::{JournalEntry, JournalNote};
use crate::engine::names::Fingerprint;
use crate::engine::position::Moment;
use std::rc::Rc;

/// The notes of the journal that apply a model. Nothing of them is ever lost.
#[derive(Default)]
pub struct AppliedModels {
    entries: Vec<Rc<JournalEntry>>,
}

/// A model that was applied.
#[derive(Clone, Copy, Debug)]
pub struct AppliedModel<'a> {
    /// Where it stands in the journal, and when that was.
    pub entry: &'a JournalEntry,
    /// Its name.
    pub name: &'a str,
    /// Its rules.
    pub rules: &'a Fingerprint,
    /// Its text; none for one that is built in.
    pub text: Option<&'a str>,
}

impl AppliedModels {
    /// Takes the next entry of log and journal in. True where it applies a model.
    pub fn receive(&mut self, entry: &HistoryEntry) -> bool {
        match entry {
            HistoryEntry::Journal(entry) if applied(entry).is_some() => {
                self.entries.push(Rc::clone(entry));
                true
            }
            _ => false,
        }
    }

    /// All of them, the first one first.
    pub fn all(&self) -> impl DoubleEndedIterator<Item = AppliedModel<'_>> {
        self.entries.iter().filter_map(|entry| applied(entry))
    }

    /// The one that was applied last.
    pub fn last(&self) -> Option<AppliedModel<'_>> {
        self.all().next_back()
    }

    /// The one before the last: what undo goes back to.
    pub fn before_last(&self) -> Option<AppliedModel<'_>> {
        self.all().rev().nth(1)
    }

    /// The one that was applied at a moment.
    pub fn at(&self, moment: Moment) -> Option<AppliedModel<'_>> {
        self.all().find(|applied| applied.entry.moment == moment)
    }
}

fn applied(entry: &JournalEntry) -> Option<AppliedModel<'_>> {
    match &entry.note {
        JournalNote::ModelApplied { name, model, text } => Some(AppliedModel {
            entry,
            name,
            rules: model,
            text: text.as_deref(),
        }),
        _ => None,
    }
}
