//! A store whose every answer has been through the stored shapes, as those of a store on a disk have.

use foldline::engine::codec::{StoredCommit, StoredJournalEntry};
use foldline::engine::commit::{Commit, CommitData};
use foldline::engine::event::RecordedEvent;
use foldline::engine::event_store::{Appended, Conflict, EventStore, HistoryEntry, StoreError};
use foldline::engine::journal::{JournalEntry, JournalNote};
use foldline::engine::memory_store::MemoryStore;
use foldline::engine::names::{BranchId, CommandId, ContextName, StreamName};
use foldline::engine::position::{ContextPosition, Moment};
use foldline::engine::time::{Clock, Timestamp};
use foldline::engine::version::{ExpectedVersion, StreamVersion};
use std::rc::Rc;

/// A store in memory behind the codec.
#[derive(Default)]
pub(crate) struct RecodingStore(MemoryStore);

impl EventStore for RecodingStore {
    async fn append(
        &self,
        data: CommitData,
        expected: ExpectedVersion,
    ) -> Result<Appended, StoreError> {
        Ok(match self.0.append(data, expected).await? {
            Appended::Committed(commit) => Appended::Committed(commit_again(&commit)),
            Appended::Repeated(commit) => Appended::Repeated(commit_again(&commit)),
            Appended::Conflict(conflict) => Appended::Conflict(Conflict {
                winners: events_again(&conflict.winners),
                ..conflict
            }),
        })
    }

    async fn note(
        &self,
        branch: &BranchId,
        time: (Timestamp, Clock),
        note: JournalNote,
    ) -> Result<Rc<JournalEntry>, StoreError> {
        let entry = self.0.note(branch, time, note).await?;
        Ok(entry_again(&entry))
    }

    async fn fill(&self, branch: &BranchId, history: &[HistoryEntry]) -> Result<(), StoreError> {
        self.0.fill(branch, &entries_again(history)).await
    }

    async fn read_stream(
        &self,
        branch: &BranchId,
        stream: &StreamName,
        after: StreamVersion,
    ) -> Result<Vec<RecordedEvent>, StoreError> {
        let events = self.0.read_stream(branch, stream, after).await?;
        Ok(events_again(&events))
    }

    async fn read_context(
        &self,
        branch: &BranchId,
        context: &ContextName,
        after: ContextPosition,
        limit: usize,
    ) -> Result<Vec<RecordedEvent>, StoreError> {
        let events = self.0.read_context(branch, context, after, limit).await?;
        Ok(events_again(&events))
    }

    async fn read_history(
        &self,
        branch: &BranchId,
        after: Moment,
        limit: usize,
    ) -> Result<Vec<HistoryEntry>, StoreError> {
        let entries = self.0.read_history(branch, after, limit).await?;
        Ok(entries_again(&entries))
    }

    async fn find_command(
        &self,
        branch: &BranchId,
        command: &CommandId,
    ) -> Result<Option<Rc<Commit>>, StoreError> {
        let found = self.0.find_command(branch, command).await?;
        Ok(found.as_ref().map(commit_again))
    }
}

fn entries_again(entries: &[HistoryEntry]) -> Vec<HistoryEntry> {
    let again = entries.iter().map(|entry| match entry {
        HistoryEntry::Commit(commit) => HistoryEntry::Commit(commit_again(commit)),
        HistoryEntry::Journal(entry) => HistoryEntry::Journal(entry_again(entry)),
    });
    again.collect()
}

fn commit_again(commit: &Rc<Commit>) -> Rc<Commit> {
    let text = serde_json::to_string(&StoredCommit::from(&**commit)).expect("it can be written");
    let stored: StoredCommit = serde_json::from_str(&text).expect("it can be read");
    Rc::new(Commit::try_from(stored).expect("it is whole"))
}

fn entry_again(entry: &Rc<JournalEntry>) -> Rc<JournalEntry> {
    let stored = StoredJournalEntry::from(&**entry);
    let text = serde_json::to_string(&stored).expect("it can be written");
    let stored: StoredJournalEntry = serde_json::from_str(&text).expect("it can be read");
    Rc::new(JournalEntry::try_from(stored).expect("it is whole"))
}

fn events_again(events: &[RecordedEvent]) -> Vec<RecordedEvent> {
    let again = events.iter().map(|event| {
        let commit = commit_again(event.commit());
        let found = RecordedEvent::all_of(&commit).find(|again| again.id() == event.id());
        found.expect("the same event")
    });
    again.collect()
}
