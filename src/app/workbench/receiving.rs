//! What is read of the history, entry by entry.

use super::Workbench;
use crate::app::log::Added;
use crate::app::models::Models;
use crate::app::refold::Refold;
use crate::engine::event::RecordedEvent;
use crate::engine::event_store::HistoryEntry;
use crate::engine::model::Model;
use crate::engine::position::Moment;
use std::rc::Rc;

impl Workbench {
    /// Takes an entry in, if it is the next one, and folds it.
    pub fn receive(&mut self, entry: &HistoryEntry, models: &Models) -> Added {
        let before = self.log.len();
        let added = self.log.add(entry);
        if added != Added::Next {
            return added;
        }
        if let HistoryEntry::Commit(commit) = entry {
            let events: Vec<RecordedEvent> = RecordedEvent::all_of(commit).collect();
            self.timeline.extend(&events);
        }
        self.settings.receive(entry);
        if let HistoryEntry::Journal(journal) = entry
            && self.modelling.receive(entry)
        {
            self.follow_model(models.applied(&journal.note), journal.moment);
        }
        if let Some(matches) = &mut self.looking.matches {
            let (filter, history) = (&self.looking.filter, self.timeline.history());
            let added = before..self.log.len();
            matches.extend(added.filter(|item| filter.shows(&self.log, history, *item)));
        }
        added
    }

    /// A model was applied: the history is folded through it, unless these rules are in force already.
    fn follow_model(&mut self, model: Option<Rc<dyn Model>>, since: Moment) {
        let Some(model) = model else {
            self.modelling.unreadable = Some(since);
            return;
        };
        self.modelling.unreadable = None;
        let same = model.fingerprint() == self.model.fingerprint();
        self.modelling.refold = (!same).then(|| Refold::new(model, since));
    }

    /// Works out again which items fit the filter.
    pub fn apply_filter(&mut self) {
        let (filter, history) = (&self.looking.filter, self.timeline.history());
        self.looking.log_first = 0;
        self.looking.matches = (!filter.is_open()).then(|| {
            (0..self.log.len())
                .filter(|item| filter.shows(&self.log, history, *item))
                .collect()
        });
    }
}
