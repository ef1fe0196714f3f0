//! The event store: what every store promises. [`MemoryStore`](super::memory_store::MemoryStore) is the reference.

use super::commit::{Commit, CommitData};
use super::event::RecordedEvent;
use super::journal::{JournalEntry, JournalNote};
use super::names::{BranchId, CommandId, ContextName, StreamName};
use super::position::{ContextPosition, Moment};
use super::time::{Clock, Timestamp};
use super::version::{ExpectedVersion, StreamVersion};
use std::collections::BTreeSet;
use std::rc::Rc;
use thiserror::Error;

/// How an append ended. Losing a race is an outcome, not a failure.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Appended {
    /// It is durable.
    Committed(Rc<Commit>),
    /// The stream was not at the expected version; nothing was written.
    Conflict(Conflict),
    /// The command had been accepted before: this is its first answer, and nothing was written.
    Repeated(Rc<Commit>),
}

/// A lost race.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Conflict {
    /// What the writer expected.
    pub expected: ExpectedVersion,
    /// What the stream really was.
    pub actual: StreamVersion,
    /// The events after the version that the writer knew.
    pub winners: Vec<RecordedEvent>,
}

/// One place in the total order of log and journal.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum HistoryEntry {
    /// A commit, with or without events.
    Commit(Rc<Commit>),
    /// What was noted and is no event.
    Journal(Rc<JournalEntry>),
}

impl HistoryEntry {
    /// Its place.
    pub fn moment(&self) -> Moment {
        match self {
            Self::Commit(commit) => commit.moment,
            Self::Journal(entry) => entry.moment,
        }
    }

    /// When it was recorded.
    pub fn recorded_at(&self) -> Timestamp {
        match self {
            Self::Commit(commit) => commit.recorded_at,
            Self::Journal(entry) => entry.recorded_at,
        }
    }

    /// Whether it comes right after a moment: nothing is missing between.
    pub fn follows(&self, last: Moment) -> bool {
        match self {
            Self::Commit(commit) if !commit.data.events.is_empty() => {
                commit.base.position == last.position
            }
            _ => self.moment() == last.next_anchor(),
        }
    }

    /// The branch it stands on.
    pub fn branch(&self) -> &BranchId {
        match self {
            Self::Commit(commit) => &commit.data.branch,
            Self::Journal(entry) => &entry.branch,
        }
    }

    /// The commit, where this is one.
    pub fn commit(&self) -> Option<&Rc<Commit>> {
        match self {
            Self::Commit(commit) => Some(commit),
            Self::Journal(_) => None,
        }
    }
}

/// Whether entries are a whole history of a branch, from its beginning on.
///
/// # Errors
/// [`StoreError::Malformed`]: an entry is of another branch, something before it is missing, or a command comes twice.
pub fn check_whole(branch: &BranchId, history: &[HistoryEntry]) -> Result<(), StoreError> {
    let mut last = Moment::START;
    let mut commands = BTreeSet::new();
    for entry in history {
        let is_new = entry
            .commit()
            .is_none_or(|commit| commands.insert(&commit.data.command.id));
        if entry.branch() != branch || !entry.follows(last) || !is_new {
            let problem = format!("what stands at {} can't follow {last}", entry.moment());
            return Err(StoreError::Malformed(problem));
        }
        last = entry.moment();
    }
    Ok(())
}

/// The answer to whoever fills a branch on which something has happened.
pub fn not_empty(branch: &BranchId) -> StoreError {
    StoreError::Malformed(format!(
        "something has happened on the branch {branch} already"
    ))
}

/// A store that could not do its work. Nothing that was acknowledged is lost by any of these.
#[derive(Clone, PartialEq, Eq, Debug, Error)]
pub enum StoreError {
    /// There is no room for more.
    #[error("the storage of this browser is full")]
    Full,
    /// The browser refuses to store anything, as some do in private windows.
    #[error("this browser refuses to store anything: {0}")]
    Denied(String),
    /// Another tab holds an older version of the database open.
    #[error("another tab holds the database open in an older version")]
    Blocked,
    /// A later version of this program wrote the database.
    #[error("the database has version {found}, and this program knows versions up to {known}")]
    Newer {
        /// The version found.
        found: u32,
        /// The newest version known here.
        known: u32,
    },
    /// A record can't be read.
    #[error("{record} can't be read: {problem}")]
    Corrupt {
        /// Which record.
        record: String,
        /// What is wrong with it.
        problem: String,
    },
    /// What was to be stored is not fit to be stored; nothing was written.
    #[error("this can't be stored: {0}")]
    Malformed(String),
    /// The database went away: deleted, evicted, or closed by the browser.
    #[error("the database was closed: {0}")]
    Closed(String),
    /// Anything else that the storage said.
    #[error("the storage failed: {0}")]
    Failed(String),
}

/// Keeps the log and the journal of one workspace.
///
/// Futures are not `Send`: a browser's never are.
#[allow(
    async_fn_in_trait,
    reason = "one package, one thread: no caller needs to bound the futures"
)]
pub trait EventStore {
    /// Appends one commit to one stream, if the stream is at the expected version and the command is new.
    ///
    /// All checks and the write are one transaction. When this answers [`Appended::Committed`] the commit is durable.
    async fn append(
        &self,
        data: CommitData,
        expected: ExpectedVersion,
    ) -> Result<Appended, StoreError>;

    /// Appends a note to the journal, anchored after everything that has happened.
    async fn note(
        &self,
        branch: &BranchId,
        time: (Timestamp, Clock),
        note: JournalNote,
    ) -> Result<Rc<JournalEntry>, StoreError>;

    /// Writes a history that was recorded in another store, as that store gave it, to a branch on which nothing has
    /// happened yet: all of it or nothing.
    ///
    /// [`StoreError::Malformed`] where an entry does not follow the one before it, or something has happened already.
    async fn fill(&self, branch: &BranchId, history: &[HistoryEntry]) -> Result<(), StoreError>;

    /// The events of one stream after a version, in order. An unknown stream has none.
    async fn read_stream(
        &self,
        branch: &BranchId,
        stream: &StreamName,
        after: StreamVersion,
    ) -> Result<Vec<RecordedEvent>, StoreError>;

    /// Up to `limit` public events of one context after a position, in order. Positions may have gaps.
    async fn read_context(
        &self,
        branch: &BranchId,
        context: &ContextName,
        after: ContextPosition,
        limit: usize,
    ) -> Result<Vec<RecordedEvent>, StoreError>;

    /// Up to `limit` entries of log and journal after a moment, in their one order.
    async fn read_history(
        &self,
        branch: &BranchId,
        after: Moment,
        limit: usize,
    ) -> Result<Vec<HistoryEntry>, StoreError>;

    /// The commit that accepted a command, if it was accepted.
    async fn find_command(
        &self,
        branch: &BranchId,
        command: &CommandId,
    ) -> Result<Option<Rc<Commit>>, StoreError>;
}
