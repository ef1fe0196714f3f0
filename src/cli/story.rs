//! The recorded story, played as the page plays it when it is opened for the first time.

use super::CliError;
use crate::engine::codec::{StoredCommit, StoredJournalEntry};
use crate::engine::environment::FixedEnvironment;
use crate::engine::event_store::{EventStore, HistoryEntry, StoreError};
use crate::engine::model::Model;
use crate::engine::names::BranchId;
use crate::engine::outside::Platform;
use crate::engine::position::Moment;
use crate::engine::time::Timestamp;
use crate::engine::value::Value;
use crate::engine::workspace::Workspaces;
use crate::runtime::application::Application;
use crate::runtime::memory_platform::MemoryPlatform;
use std::rc::Rc;

/// A model and the history that its story made.
pub(super) struct Story {
    model: Rc<dyn Model>,
    entries: Vec<HistoryEntry>,
}

impl Story {
    /// Opens an application that has no workspace yet: it records the story of the first model.
    pub(super) fn play(models: Vec<Rc<dyn Model>>) -> Result<Self, CliError> {
        let model = models.first().cloned();
        let model = model.ok_or_else(|| missing("there is no model"))?;
        let environment = FixedEnvironment::new(Timestamp::default(), "command line");
        let application = Application::new(MemoryPlatform::new(environment), models, "Story");
        let entries = pollster::block_on(async {
            application.start().await;
            read(application.platform().workspaces()).await
        })?;
        Ok(Self { model, entries })
    }

    /// The model.
    pub(super) fn model(&self) -> &dyn Model {
        &*self.model
    }

    /// Log and journal in their one order.
    pub(super) fn entries(&self) -> &[HistoryEntry] {
        &self.entries
    }
}

/// An entry as it is stored.
pub(super) fn stored(entry: &HistoryEntry) -> String {
    let stored = match entry {
        HistoryEntry::Commit(commit) => Value::of(&StoredCommit::from(&**commit)),
        HistoryEntry::Journal(entry) => Value::of(&StoredJournalEntry::from(&**entry)),
    };
    // Keys are texts and numbers are whole, so JSON can always say it.
    stored.unwrap_or_default().to_json()
}

async fn read(workspaces: &impl Workspaces) -> Result<Vec<HistoryEntry>, StoreError> {
    let listed = workspaces.list().await?;
    let recorded = listed.iter().find(|workspace| workspace.ready);
    let recorded = recorded.ok_or_else(|| missing("no workspace was made"))?;
    let store = workspaces.open(&recorded.id).await?;
    let branch = BranchId::main();
    store.read_history(&branch, Moment::START, usize::MAX).await
}

fn missing(what: &str) -> StoreError {
    StoreError::Failed(what.to_owned())
}
