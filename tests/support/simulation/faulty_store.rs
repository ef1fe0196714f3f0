//! A store that keeps the contract and yet is as trying as one in a browser can be.

use super::browser::{Browser, Database};
use super::coverage::Fault;
use foldline::engine::cache::Cache;
use foldline::engine::commit::{Commit, CommitData};
use foldline::engine::event::RecordedEvent;
use foldline::engine::event_store::{Appended, EventStore, HistoryEntry, StoreError};
use foldline::engine::journal::{JournalEntry, JournalNote};
use foldline::engine::names::{
    BranchId, CommandId, ContextName, CorrelationId, Fingerprint, Person, StreamName,
};
use foldline::engine::position::{ContextPosition, Moment};
use foldline::engine::snapshot::Snapshot;
use foldline::engine::time::{Clock, Timestamp};
use foldline::engine::trace::Trace;
use foldline::engine::version::{ExpectedVersion, StreamVersion};
use std::rc::Rc;

/// A connection to one workspace's database.
pub(crate) struct FaultyStore {
    pub(crate) browser: Rc<Browser>,
    pub(crate) database: Database,
}

impl FaultyStore {
    async fn attempt<T>(
        &self,
        work: impl Future<Output = Result<T, StoreError>>,
    ) -> Result<T, StoreError> {
        self.risk(8, work).await
    }

    async fn risk<T>(
        &self,
        in_a_thousand: usize,
        work: impl Future<Output = Result<T, StoreError>>,
    ) -> Result<T, StoreError> {
        self.browser
            .risk(in_a_thousand, async {
                self.check_open()?;
                work.await
            })
            .await
    }

    fn check_open(&self) -> Result<(), StoreError> {
        match self.database.deleted.get() {
            true => Err(StoreError::Closed("another tab deletes it".to_owned())),
            false => Ok(()),
        }
    }

    /// Somebody in yet another tab takes the very same decision a moment earlier, and is told that it is done.
    async fn sneak_in(
        &self,
        data: &CommitData,
        expected: ExpectedVersion,
    ) -> Result<(), StoreError> {
        let mut rival = data.clone();
        rival.command.id = CommandId::new(self.browser.new_id());
        rival.command.actor.person = Person::new("Oscar");
        rival.correlation = CorrelationId::new(rival.command.id.as_str());
        if let Appended::Committed(commit) = self.database.store.append(rival, expected).await? {
            self.remember(&commit);
            self.browser.acknowledge(&commit);
            self.browser.announce(&self.database.workspace, None);
        }
        Ok(())
    }

    fn remember(&self, commit: &Commit) {
        let id = commit.data.command.id.clone();
        let mut written = self.browser.written.borrow_mut();
        written.insert(id, self.database.clone());
    }
}

impl EventStore for FaultyStore {
    async fn append(
        &self,
        data: CommitData,
        expected: ExpectedVersion,
    ) -> Result<Appended, StoreError> {
        let work = async {
            // Nobody works in a workspace whose first history is still being recorded.
            let ready = self.browser.is_ready(&self.database.workspace);
            if ready && self.browser.strikes(Fault::SneakedIn, 150) {
                self.sneak_in(&data, expected).await?;
            }
            let appended = self.database.store.append(data, expected).await?;
            if let Appended::Committed(commit) = &appended {
                self.remember(commit);
            }
            Ok(appended)
        };
        // A recording that fails at every turn would never end.
        let in_a_thousand = match self.browser.is_ready(&self.database.workspace) {
            true => 60,
            false => 1,
        };
        self.risk(in_a_thousand, work).await
    }

    async fn note(
        &self,
        branch: &BranchId,
        time: (Timestamp, Clock),
        note: JournalNote,
    ) -> Result<Rc<JournalEntry>, StoreError> {
        self.attempt(self.database.store.note(branch, time, note))
            .await
    }

    async fn read_stream(
        &self,
        branch: &BranchId,
        stream: &StreamName,
        after: StreamVersion,
    ) -> Result<Vec<RecordedEvent>, StoreError> {
        let work = self.database.store.read_stream(branch, stream, after);
        self.attempt(work).await
    }

    async fn read_context(
        &self,
        branch: &BranchId,
        context: &ContextName,
        after: ContextPosition,
        limit: usize,
    ) -> Result<Vec<RecordedEvent>, StoreError> {
        let store = &self.database.store;
        self.attempt(store.read_context(branch, context, after, limit))
            .await
    }

    async fn read_history(
        &self,
        branch: &BranchId,
        after: Moment,
        limit: usize,
    ) -> Result<Vec<HistoryEntry>, StoreError> {
        let work = self.database.store.read_history(branch, after, limit);
        self.attempt(work).await
    }

    async fn find_command(
        &self,
        branch: &BranchId,
        command: &CommandId,
    ) -> Result<Option<Rc<Commit>>, StoreError> {
        self.attempt(self.database.store.find_command(branch, command))
            .await
    }
}

impl Cache for FaultyStore {
    async fn snapshot(
        &self,
        branch: &BranchId,
        stream: &StreamName,
        model: &Fingerprint,
    ) -> Result<Option<Snapshot>, StoreError> {
        self.attempt(self.database.store.snapshot(branch, stream, model))
            .await
    }

    async fn keep_snapshot(&self, branch: &BranchId, snapshot: Snapshot) -> Result<(), StoreError> {
        self.attempt(self.database.store.keep_snapshot(branch, snapshot))
            .await
    }

    async fn forget_snapshots(&self) -> Result<(), StoreError> {
        self.attempt(self.database.store.forget_snapshots()).await
    }

    async fn trace(&self, branch: &BranchId, at: Moment) -> Result<Option<Trace>, StoreError> {
        self.attempt(self.database.store.trace(branch, at)).await
    }

    async fn keep_trace(
        &self,
        branch: &BranchId,
        at: Moment,
        trace: &Trace,
    ) -> Result<(), StoreError> {
        self.attempt(self.database.store.keep_trace(branch, at, trace))
            .await
    }
}
