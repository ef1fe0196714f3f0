//! A store that stands before another one: it does something of its own, and the other one does the rest.

use super::cache::Cache;
use super::commit::{Commit, CommitData};
use super::event::RecordedEvent;
use super::event_store::{Appended, EventStore, HistoryEntry, StoreError};
use super::journal::{JournalEntry, JournalNote};
use super::names::{BranchId, CommandId, ContextName, Fingerprint, StreamName};
use super::position::{ContextPosition, Moment};
use super::snapshot::Snapshot;
use super::time::{Clock, Timestamp};
use super::trace::Trace;
use super::version::{ExpectedVersion, StreamVersion};
use std::rc::Rc;

/// A store that stands before another one. It is an [`EventStore`] by that, and a [`Cache`] where the other one is.
#[allow(
    async_fn_in_trait,
    reason = "one package, one thread: no caller needs to bound the futures"
)]
pub trait FrontStore {
    /// The kind of store behind it.
    type Behind: EventStore;

    /// The store behind it.
    fn behind(&self) -> &Self::Behind;

    /// What it does about an append; by itself nothing but what it does about every call.
    async fn append_through(
        &self,
        data: CommitData,
        expected: ExpectedVersion,
    ) -> Result<Appended, StoreError> {
        self.call_through(self.behind().append(data, expected))
            .await
    }

    /// What it does about any other call to the store behind it; by itself nothing.
    async fn call_through<T>(
        &self,
        call: impl Future<Output = Result<T, StoreError>>,
    ) -> Result<T, StoreError> {
        call.await
    }
}

impl<S: FrontStore> EventStore for S {
    async fn append(
        &self,
        data: CommitData,
        expected: ExpectedVersion,
    ) -> Result<Appended, StoreError> {
        self.append_through(data, expected).await
    }

    async fn note(
        &self,
        branch: &BranchId,
        time: (Timestamp, Clock),
        note: JournalNote,
    ) -> Result<Rc<JournalEntry>, StoreError> {
        self.call_through(self.behind().note(branch, time, note))
            .await
    }

    async fn fill(&self, branch: &BranchId, history: &[HistoryEntry]) -> Result<(), StoreError> {
        self.call_through(self.behind().fill(branch, history)).await
    }

    async fn read_stream(
        &self,
        branch: &BranchId,
        stream: &StreamName,
        after: StreamVersion,
    ) -> Result<Vec<RecordedEvent>, StoreError> {
        self.call_through(self.behind().read_stream(branch, stream, after))
            .await
    }

    async fn read_context(
        &self,
        branch: &BranchId,
        context: &ContextName,
        after: ContextPosition,
        limit: usize,
    ) -> Result<Vec<RecordedEvent>, StoreError> {
        let call = self.behind().read_context(branch, context, after, limit);
        self.call_through(call).await
    }

    async fn read_history(
        &self,
        branch: &BranchId,
        after: Moment,
        limit: usize,
    ) -> Result<Vec<HistoryEntry>, StoreError> {
        self.call_through(self.behind().read_history(branch, after, limit))
            .await
    }

    async fn find_command(
        &self,
        branch: &BranchId,
        command: &CommandId,
    ) -> Result<Option<Rc<Commit>>, StoreError> {
        self.call_through(self.behind().find_command(branch, command))
            .await
    }
}

impl<S: FrontStore> Cache for S
where
    S::Behind: Cache,
{
    async fn snapshot(
        &self,
        branch: &BranchId,
        stream: &StreamName,
        model: &Fingerprint,
    ) -> Result<Option<Snapshot>, StoreError> {
        self.call_through(self.behind().snapshot(branch, stream, model))
            .await
    }

    async fn keep_snapshot(&self, branch: &BranchId, snapshot: Snapshot) -> Result<(), StoreError> {
        self.call_through(self.behind().keep_snapshot(branch, snapshot))
            .await
    }

    async fn forget_snapshots(&self) -> Result<(), StoreError> {
        self.call_through(self.behind().forget_snapshots()).await
    }

    async fn trace(&self, branch: &BranchId, at: Moment) -> Result<Option<Trace>, StoreError> {
        self.call_through(self.behind().trace(branch, at)).await
    }

    async fn keep_traces(
        &self,
        branch: &BranchId,
        traces: &[(Moment, Trace)],
    ) -> Result<(), StoreError> {
        self.call_through(self.behind().keep_traces(branch, traces))
            .await
    }
}
