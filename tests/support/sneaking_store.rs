//! A store in which somebody else is faster: another append sneaks in just before one's own.

#![allow(dead_code, reason = "each test uses a part of it")]

use foldline::engine::cache::Cache;
use foldline::engine::commit::{Commit, CommitData};
use foldline::engine::event::{EventData, RecordedEvent};
use foldline::engine::event_store::{Appended, EventStore, HistoryEntry, StoreError};
use foldline::engine::journal::{JournalEntry, JournalNote};
use foldline::engine::memory_store::MemoryStore;
use foldline::engine::names::{BranchId, CommandId, ContextName, Fingerprint, StreamName};
use foldline::engine::position::{ContextPosition, Moment};
use foldline::engine::snapshot::Snapshot;
use foldline::engine::time::{Clock, Timestamp};
use foldline::engine::trace::Trace;
use foldline::engine::version::{ExpectedVersion, StreamVersion};
use std::cell::Cell;
use std::rc::Rc;

/// Wraps a store; before each of the next `sneaks` appends, `event` is appended to the same stream.
pub(crate) struct SneakingStore<'a> {
    pub(crate) inner: &'a MemoryStore,
    pub(crate) event: EventData,
    pub(crate) sneaks: Cell<u32>,
}

impl EventStore for SneakingStore<'_> {
    async fn append(
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

    async fn note(
        &self,
        branch: &BranchId,
        time: (Timestamp, Clock),
        note: JournalNote,
    ) -> Result<Rc<JournalEntry>, StoreError> {
        self.inner.note(branch, time, note).await
    }

    async fn read_stream(
        &self,
        branch: &BranchId,
        stream: &StreamName,
        after: StreamVersion,
    ) -> Result<Vec<RecordedEvent>, StoreError> {
        self.inner.read_stream(branch, stream, after).await
    }

    async fn read_context(
        &self,
        branch: &BranchId,
        context: &ContextName,
        after: ContextPosition,
        limit: usize,
    ) -> Result<Vec<RecordedEvent>, StoreError> {
        self.inner.read_context(branch, context, after, limit).await
    }

    async fn read_history(
        &self,
        branch: &BranchId,
        after: Moment,
        limit: usize,
    ) -> Result<Vec<HistoryEntry>, StoreError> {
        self.inner.read_history(branch, after, limit).await
    }

    async fn find_command(
        &self,
        branch: &BranchId,
        command: &CommandId,
    ) -> Result<Option<Rc<Commit>>, StoreError> {
        self.inner.find_command(branch, command).await
    }
}

impl Cache for SneakingStore<'_> {
    async fn snapshot(
        &self,
        branch: &BranchId,
        stream: &StreamName,
        model: &Fingerprint,
    ) -> Result<Option<Snapshot>, StoreError> {
        self.inner.snapshot(branch, stream, model).await
    }

    async fn keep_snapshot(&self, branch: &BranchId, snapshot: Snapshot) -> Result<(), StoreError> {
        self.inner.keep_snapshot(branch, snapshot).await
    }

    async fn forget_snapshots(&self) -> Result<(), StoreError> {
        self.inner.forget_snapshots().await
    }

    async fn trace(&self, branch: &BranchId, at: Moment) -> Result<Option<Trace>, StoreError> {
        self.inner.trace(branch, at).await
    }

    async fn keep_trace(
        &self,
        branch: &BranchId,
        at: Moment,
        trace: &Trace,
    ) -> Result<(), StoreError> {
        self.inner.keep_trace(branch, at, trace).await
    }
}
