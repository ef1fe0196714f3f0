//! A store in which somebody else is faster: another append sneaks in just before one's own.

use foldline::engine::commit::CommitData;
use foldline::engine::event::EventData;
use foldline::engine::event_store::{Appended, EventStore, StoreError};
use foldline::engine::front_store::FrontStore;
use foldline::engine::memory_store::MemoryStore;
use foldline::engine::names::CommandId;
use foldline::engine::version::ExpectedVersion;
use std::cell::Cell;

/// Wraps a store; before each of the next `sneaks` appends, `event` is appended to the same stream.
pub(crate) struct SneakingStore<'a> {
    pub(crate) inner: &'a MemoryStore,
    pub(crate) event: EventData,
    pub(crate) sneaks: Cell<u32>,
}

impl FrontStore for SneakingStore<'_> {
    type Behind = MemoryStore;

    fn behind(&self) -> &MemoryStore {
        self.inner
    }

    async fn append_through(
        &self,
        data: CommitData,
        expected: ExpectedVersion,
    ) -> Result<Appended, StoreError> {
        let left = self.sneaks.get();
        if left > 0 {
            self.sneaks.set(left - 1);
            let mut faster = data.clone();
            faster.command.id = CommandId::new(format!("faster-{left}"));
            faster.events = vec![self.event.clone()];
            self.inner.append(faster, ExpectedVersion::Any).await?;
        }
        self.inner.append(data, expected).await
    }
}
