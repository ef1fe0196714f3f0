//! The first history as the page records it: what people send, and what the processes do about it.

#![allow(dead_code, reason = "each test uses a part of it")]

use foldline::engine::environment::FixedEnvironment;
use foldline::engine::event::RecordedEvent;
use foldline::engine::event_store::{EventStore, HistoryEntry, StoreError};
use foldline::engine::model::Model;
use foldline::engine::names::{BranchId, ReadModelName};
use foldline::engine::outside::Platform;
use foldline::engine::position::Moment;
use foldline::engine::time::Timestamp;
use foldline::engine::timeline::{KeyframeSpacing, Timeline};
use foldline::engine::value::Value;
use foldline::engine::workspace::Workspaces;
use foldline::runtime::application::Application;
use foldline::runtime::memory_platform::MemoryPlatform;
use foldline::samples;
use std::rc::Rc;

/// A model, and the history that its story made.
pub(crate) struct Recorded {
    pub(crate) model: Rc<dyn Model>,
    pub(crate) entries: Vec<HistoryEntry>,
}

impl Recorded {
    /// Opens an application that has no workspace yet.
    pub(crate) fn new() -> Self {
        let environment = FixedEnvironment::new(Timestamp::default(), "recorded");
        let models = samples::models();
        let application = Application::new(MemoryPlatform::new(environment), models, "Story");
        let entries = pollster::block_on(async {
            application.start().await;
            read(application.platform().workspaces()).await
        });
        Self {
            model: samples::conference(),
            entries: entries.expect("a store in memory does not fail"),
        }
    }

    /// Every event in the order of positions.
    pub(crate) fn events(&self) -> Vec<RecordedEvent> {
        let commits = self.entries.iter().filter_map(HistoryEntry::commit);
        commits.flat_map(RecordedEvent::all_of).collect()
    }

    /// The timeline of all of it.
    pub(crate) fn timeline(&self, spacing: KeyframeSpacing) -> Timeline {
        let mut timeline = Timeline::new(&*self.model, spacing);
        timeline.extend(&self.events());
        timeline
    }
}

/// The rows of a read model at the end of a timeline.
pub(crate) fn rows(timeline: &Timeline, read_model: &str) -> Vec<(String, Value)> {
    let name = ReadModelName::new(read_model);
    let world = timeline.live();
    timeline.history().rows(world, &name, 0..usize::MAX).rows
}

async fn read(workspaces: &impl Workspaces) -> Result<Vec<HistoryEntry>, StoreError> {
    let listed = workspaces.list().await?;
    let store = workspaces.open(&listed[0].id).await?;
    let branch = BranchId::main();
    store.read_history(&branch, Moment::START, usize::MAX).await
}
