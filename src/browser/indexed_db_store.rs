//! The store of the browser: one IndexedDB database for each workspace.
//!
//! It promises everything that [`EventStore`] does, also between tabs. The rooms: [`schema`] is what is stored,
//! [`migrations`] how it comes about, [`writing`] and [`reading`] are the log, [`stored`] tells records that can't
//! be read, [`caching`] is what may be lost.

mod caching;
mod migrations;
mod reading;
mod schema;
mod stored;
mod writing;

use super::database::Connection;
use crate::engine::cache::Cache;
use crate::engine::commit::{Commit, CommitData};
use crate::engine::event::RecordedEvent;
use crate::engine::event_store::{Appended, EventStore, HistoryEntry, StoreError};
use crate::engine::journal::{JournalEntry, JournalNote};
use crate::engine::names::{BranchId, CommandId, ContextName, Fingerprint, StreamName};
use crate::engine::position::{ContextPosition, Moment};
use crate::engine::snapshot::Snapshot;
use crate::engine::time::{Clock, Timestamp};
use crate::engine::trace::Trace;
use crate::engine::version::{ExpectedVersion, StreamVersion};
use crate::engine::workspace::WorkspaceId;
use std::rc::Rc;

/// Keeps one workspace in IndexedDB. Dropping it closes its connection.
///
/// When another tab deletes or upgrades the database, this gives way and answers [`StoreError::Closed`] from then on.
#[derive(Debug)]
pub struct IndexedDbStore {
    connection: Connection,
}

impl IndexedDbStore {
    /// Opens the store of a workspace; an empty one where there was none.
    ///
    /// # Errors
    /// The browser refuses ([`StoreError::Denied`]), has no room ([`StoreError::Full`]), another tab is in the way
    /// ([`StoreError::Blocked`]), or a later version of this program was here ([`StoreError::Newer`]).
    pub async fn open(workspace: &WorkspaceId) -> Result<Self, StoreError> {
        let name = database_name(workspace);
        let connection = Connection::open(&name, schema::VERSION, migrations::migrate).await?;
        Ok(Self { connection })
    }

    /// Deletes the store of a workspace with everything in it. One that is unknown is deleted already.
    ///
    /// # Errors
    /// A tab that does not give way is in the way ([`StoreError::Blocked`]): the store goes when that tab is closed.
    pub async fn delete(workspace: &WorkspaceId) -> Result<(), StoreError> {
        Connection::delete(&database_name(workspace)).await
    }
}

/// The name of a workspace's database. It is a promise, like the shapes of the records.
fn database_name(workspace: &WorkspaceId) -> String {
    format!("foldline-workspace-{workspace}")
}

impl EventStore for IndexedDbStore {
    async fn append(
        &self,
        data: CommitData,
        expected: ExpectedVersion,
    ) -> Result<Appended, StoreError> {
        writing::append(&self.connection, data, expected).await
    }

    async fn note(
        &self,
        branch: &BranchId,
        time: (Timestamp, Clock),
        note: JournalNote,
    ) -> Result<Rc<JournalEntry>, StoreError> {
        writing::note(&self.connection, branch, time, note).await
    }

    async fn fill(&self, branch: &BranchId, history: &[HistoryEntry]) -> Result<(), StoreError> {
        writing::fill(&self.connection, branch, history).await
    }

    async fn read_stream(
        &self,
        branch: &BranchId,
        stream: &StreamName,
        after: StreamVersion,
    ) -> Result<Vec<RecordedEvent>, StoreError> {
        reading::stream(&self.connection, branch, stream, after).await
    }

    async fn read_context(
        &self,
        branch: &BranchId,
        context: &ContextName,
        after: ContextPosition,
        limit: usize,
    ) -> Result<Vec<RecordedEvent>, StoreError> {
        reading::context(&self.connection, branch, context, after, limit).await
    }

    async fn read_history(
        &self,
        branch: &BranchId,
        after: Moment,
        limit: usize,
    ) -> Result<Vec<HistoryEntry>, StoreError> {
        reading::history(&self.connection, branch, after, limit).await
    }

    async fn find_command(
        &self,
        branch: &BranchId,
        command: &CommandId,
    ) -> Result<Option<Rc<Commit>>, StoreError> {
        reading::command(&self.connection, branch, command).await
    }
}

impl Cache for IndexedDbStore {
    async fn snapshot(
        &self,
        branch: &BranchId,
        stream: &StreamName,
        model: &Fingerprint,
    ) -> Result<Option<Snapshot>, StoreError> {
        caching::snapshot(&self.connection, branch, stream, model).await
    }

    async fn keep_snapshot(&self, branch: &BranchId, snapshot: Snapshot) -> Result<(), StoreError> {
        caching::keep_snapshot(&self.connection, branch, snapshot).await
    }

    async fn forget_snapshots(&self) -> Result<(), StoreError> {
        caching::forget_snapshots(&self.connection).await
    }

    async fn trace(&self, branch: &BranchId, at: Moment) -> Result<Option<Trace>, StoreError> {
        caching::trace(&self.connection, branch, at).await
    }

    async fn keep_traces(
        &self,
        branch: &BranchId,
        traces: &[(Moment, Trace)],
    ) -> Result<(), StoreError> {
        caching::keep_traces(&self.connection, branch, traces).await
    }
}
