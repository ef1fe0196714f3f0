//! The rules in force: the model that was applied last, and those who work by it.

use super::OpenWorkspace;
use super::processors::Processors;
use crate::engine::command_handler::CommandHandler;
use crate::engine::event_store::HistoryEntry;
use crate::engine::model::Model;
use crate::engine::names::BranchId;
use crate::engine::outside::Platform;
use crate::engine::position::Moment;
use crate::engine::snapshot::SnapshotEvery;
use std::cell::RefCell;
use std::rc::Rc;

/// Those who work by one model.
pub(super) struct Rules {
    model: Rc<dyn Model>,
    pub(super) handler: CommandHandler,
    pub(super) processors: Processors,
}

impl Rules {
    fn new(model: Rc<dyn Model>) -> Self {
        Self {
            handler: CommandHandler::new(Rc::clone(&model), SnapshotEvery::default()),
            processors: Processors::new(Rc::clone(&model), BranchId::main()),
            model,
        }
    }
}

/// The rules in force. Who began something by earlier ones ends it by them.
pub(super) struct RulesInForce {
    rules: RefCell<Rc<Rules>>,
    /// Where a model was applied last, as far as it was read.
    since: RefCell<Moment>,
}

impl RulesInForce {
    /// The rules that a workspace begins with.
    pub(super) fn new(model: Rc<dyn Model>) -> Self {
        Self {
            rules: RefCell::new(Rc::new(Rules::new(model))),
            since: RefCell::new(Moment::START),
        }
    }

    /// The rules now.
    pub(super) fn now(&self) -> Rc<Rules> {
        Rc::clone(&self.rules.borrow())
    }
}

impl<P: Platform> OpenWorkspace<P> {
    /// Takes what was read or written of the history in. A model that was applied is in force from here on.
    pub(super) fn observe(&self, entries: &[HistoryEntry]) {
        self.settings.observe(entries);
        for entry in entries {
            self.apply(entry);
        }
        let rules = self.rules.now();
        // New processors read the history from its beginning by themselves.
        rules.processors.observe(entries);
        rules
            .handler
            .set_snapshot_every(self.settings.snapshot_every());
    }

    /// A model that can't be had here changes nothing; the application tells it.
    fn apply(&self, entry: &HistoryEntry) {
        let HistoryEntry::Journal(entry) = entry else {
            return;
        };
        if entry.moment <= *self.rules.since.borrow() {
            return;
        }
        let Some(model) = self.models.applied(&entry.note) else {
            return;
        };
        self.rules.since.replace(entry.moment);
        if *model.fingerprint() != *self.rules.now().model.fingerprint() {
            self.rules.rules.replace(Rc::new(Rules::new(model)));
        }
    }
}
