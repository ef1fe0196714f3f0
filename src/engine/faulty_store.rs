//! A store in which something goes wrong on purpose: its appends fail, their answers are lost, or a rival is faster.
//!
//! It keeps the whole contract of the store that it wraps. What fails here fails as it would on a real disk: before
//! the write nothing is there, after the write only the answer is missing.

use super::cache::Cache;
use super::commit::{Commit, CommitData, Visibility};
use super::environment::derived_id;
use super::event::RecordedEvent;
use super::event_store::{Appended, EventStore, HistoryEntry, StoreError};
use super::faults::{FaultPoint, Faults};
use super::journal::{JournalEntry, JournalNote};
use super::names::{
    BranchId, CommandId, ContextName, CorrelationId, Fingerprint, Person, StreamName,
};
use super::position::{ContextPosition, Moment};
use super::snapshot::Snapshot;
use super::time::{Clock, Timestamp};
use super::trace::Trace;
use super::version::{ExpectedVersion, StreamVersion};
use std::rc::Rc;

/// Who is faster where a race is lost on purpose.
pub const RIVAL: &str = "A rival";

/// A store with faults.
pub struct FaultyStore<'a, S> {
    store: &'a S,
    faults: &'a dyn Faults,
}

impl<'a, S> FaultyStore<'a, S> {
    /// This store, with these faults.
    pub fn new(store: &'a S, faults: &'a dyn Faults) -> Self {
        Self { store, faults }
    }

    fn fail(&self, point: FaultPoint) -> Result<(), StoreError> {
        match self.faults.strikes(point) {
            true => Err(StoreError::Failed(format!("{}, on purpose", point.title()))),
            false => Ok(()),
        }
    }
}

impl<S: EventStore> FaultyStore<'_, S> {
    /// Somebody else takes the very same decision a moment earlier.
    async fn rival(&self, data: &CommitData, expected: ExpectedVersion) -> Result<(), StoreError> {
        let id = CommandId::new(derived_id(data.command.id.as_str(), "rival"));
        let mut rival = data.clone();
        rival.correlation = CorrelationId::new(id.as_str());
        rival.command.actor.person = Person::new(RIVAL);
        rival.command.id = id;
        // Whether the rival wins is the store's to say; either way the history is one that can be.
        self.store.append(rival, expected).await.map(|_| ())
    }
}

impl<S: EventStore> EventStore for FaultyStore<'_, S> {
    async fn append(
        &self,
        data: CommitData,
        expected: ExpectedVersion,
    ) -> Result<Appended, StoreError> {
        self.fail(FaultPoint::FailedDisk)?;
        self.fail(FaultPoint::CrashBeforeAppend)?;
        let may_race = data.visibility == Visibility::Public && !data.events.is_empty();
        // What a process sends has no rival: nobody else may send it.
        if may_race && data.causation.is_none() && self.faults.strikes(FaultPoint::LostRace) {
            self.rival(&data, expected).await?;
        }
        let appended = self.store.append(data, expected).await?;
        self.fail(FaultPoint::CrashAfterAppend)?;
        Ok(appended)
    }

    async fn note(
        &self,
        branch: &BranchId,
        time: (Timestamp, Clock),
        note: JournalNote,
    ) -> Result<Rc<JournalEntry>, StoreError> {
        self.store.note(branch, time, note).await
    }

    async fn read_stream(
        &self,
        branch: &BranchId,
        stream: &StreamName,
        after: StreamVersion,
    ) -> Result<Vec<RecordedEvent>, StoreError> {
        self.store.read_stream(branch, stream, after).await
    }

    async fn read_context(
        &self,
        branch: &BranchId,
        context: &ContextName,
        after: ContextPosition,
        limit: usize,
    ) -> Result<Vec<RecordedEvent>, StoreError> {
        self.store.read_context(branch, context, after, limit).await
    }

    async fn read_history(
        &self,
        branch: &BranchId,
        after: Moment,
        limit: usize,
    ) -> Result<Vec<HistoryEntry>, StoreError> {
        self.store.read_history(branch, after, limit).await
    }

    async fn find_command(
        &self,
        branch: &BranchId,
        command: &CommandId,
    ) -> Result<Option<Rc<Commit>>, StoreError> {
        self.store.find_command(branch, command).await
    }
}

impl<S: Cache> Cache for FaultyStore<'_, S> {
    async fn snapshot(
        &self,
        branch: &BranchId,
        stream: &StreamName,
        model: &Fingerprint,
    ) -> Result<Option<Snapshot>, StoreError> {
        self.store.snapshot(branch, stream, model).await
    }

    async fn keep_snapshot(&self, branch: &BranchId, snapshot: Snapshot) -> Result<(), StoreError> {
        self.store.keep_snapshot(branch, snapshot).await
    }

    async fn forget_snapshots(&self) -> Result<(), StoreError> {
        self.store.forget_snapshots().await
    }

    async fn trace(&self, branch: &BranchId, at: Moment) -> Result<Option<Trace>, StoreError> {
        self.store.trace(branch, at).await
    }

    async fn keep_trace(
        &self,
        branch: &BranchId,
        at: Moment,
        trace: &Trace,
    ) -> Result<(), StoreError> {
        self.store.keep_trace(branch, at, trace).await
    }
}
