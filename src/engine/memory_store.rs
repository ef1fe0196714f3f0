//! The reference store: the smallest example of what a store promises, and a fast one for tests.
//!
//! It promises everything that [`EventStore`] does, except that it outlives the program.

use super::cache::Cache;
use super::commit::{Base, Commit, CommitData, Visibility};
use super::event::RecordedEvent;
use super::event_store::{
    Appended, Conflict, EventStore, HistoryEntry, StoreError, check_whole, not_empty,
};
use super::journal::{JournalEntry, JournalNote};
use super::names::{BranchId, CommandId, ContextName, Fingerprint, StreamName};
use super::position::{ContextPosition, Moment};
use super::snapshot::Snapshot;
use super::time::{Clock, Timestamp};
use super::trace::Trace;
use super::version::{ExpectedVersion, StreamVersion};
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

/// Keeps everything in memory. A clone is another connection to the same data.
#[derive(Clone, Default, Debug)]
pub struct MemoryStore {
    branches: Rc<RefCell<BTreeMap<BranchId, Branch>>>,
    snapshots: Rc<RefCell<BTreeMap<(BranchId, StreamName), Snapshot>>>,
    traces: Rc<RefCell<BTreeMap<(BranchId, Moment), Trace>>>,
}

#[derive(Default, Debug)]
struct Branch {
    history: Vec<HistoryEntry>,
    streams: BTreeMap<StreamName, Vec<RecordedEvent>>,
    contexts: BTreeMap<ContextName, ContextPosition>,
    commands: BTreeMap<CommandId, Rc<Commit>>,
}

impl Branch {
    fn last(&self) -> Moment {
        self.history
            .last()
            .map_or(Moment::START, HistoryEntry::moment)
    }

    fn recorded_at(&self, now: Timestamp) -> Timestamp {
        let last = self.history.last().map(HistoryEntry::recorded_at);
        last.map_or(now, |last| last.max(now))
    }

    fn events_after(&self, stream: &StreamName, after: StreamVersion) -> Vec<RecordedEvent> {
        let events = self.streams.get(stream).into_iter().flatten();
        events.filter(|e| e.version() > after).cloned().collect()
    }

    fn base(&self, data: &CommitData) -> Base {
        let events = self.streams.get(&data.stream).map_or(0, Vec::len);
        let context = self.contexts.get(&data.context).copied();
        Base {
            version: StreamVersion::new(events as u64),
            position: self.last().position,
            context_position: context.unwrap_or_default(),
        }
    }

    fn append(&mut self, data: CommitData, expected: ExpectedVersion) -> Appended {
        if let Some(first) = self.commands.get(&data.command.id) {
            return Appended::Repeated(Rc::clone(first));
        }
        let base = self.base(&data);
        if !expected.matches(base.version) {
            return Appended::Conflict(Conflict {
                expected,
                actual: base.version,
                winners: self.events_after(&data.stream, expected.known()),
            });
        }
        Appended::Committed(self.write(data, base))
    }

    fn write(&mut self, data: CommitData, base: Base) -> Rc<Commit> {
        let commit = Rc::new(self.next_commit(data, base));
        self.keep(Rc::clone(&commit));
        commit
    }

    fn next_commit(&self, data: CommitData, base: Base) -> Commit {
        let events = data.events.len() as u64;
        let moment = match events {
            0 => self.last().next_anchor(),
            _ => Moment::after(base.position.plus(events)),
        };
        let recorded_at = self.recorded_at(data.environment.now);
        Commit {
            data,
            base,
            moment,
            recorded_at,
        }
    }

    fn keep(&mut self, commit: Rc<Commit>) {
        let data = &commit.data;
        let stream = self.streams.entry(data.stream.clone()).or_default();
        stream.extend(RecordedEvent::all_of(&commit));
        let context = self.contexts.entry(data.context.clone()).or_default();
        *context = commit.context_position();
        self.commands
            .insert(data.command.id.clone(), Rc::clone(&commit));
        self.history.push(HistoryEntry::Commit(commit));
    }

    fn fill(&mut self, history: &[HistoryEntry]) {
        for entry in history {
            match entry {
                HistoryEntry::Commit(commit) => self.keep(Rc::clone(commit)),
                HistoryEntry::Journal(_) => self.history.push(entry.clone()),
            }
        }
    }
}

impl MemoryStore {
    /// An empty store.
    pub fn new() -> Self {
        Self::default()
    }

    /// All traces of a branch, in order.
    pub fn traces(&self, branch: &BranchId) -> Vec<(Moment, Trace)> {
        let traces = self.traces.borrow();
        let of_branch = traces.iter().filter(|((of, _), _)| of == branch);
        of_branch
            .map(|((_, at), trace)| (*at, trace.clone()))
            .collect()
    }

    fn with_branch<T>(&self, branch: &BranchId, read: impl FnOnce(&mut Branch) -> T) -> T {
        read(
            self.branches
                .borrow_mut()
                .entry(branch.clone())
                .or_default(),
        )
    }
}

impl EventStore for MemoryStore {
    async fn append(
        &self,
        data: CommitData,
        expected: ExpectedVersion,
    ) -> Result<Appended, StoreError> {
        if let Some(problem) = data.malformed() {
            return Err(StoreError::Malformed(problem));
        }
        let branch = data.branch.clone();
        Ok(self.with_branch(&branch, |branch| branch.append(data, expected)))
    }

    async fn note(
        &self,
        branch: &BranchId,
        (now, clock): (Timestamp, Clock),
        note: JournalNote,
    ) -> Result<Rc<JournalEntry>, StoreError> {
        if !now.is_storable() {
            return Err(StoreError::Malformed(format!(
                "the time {now} is out of range"
            )));
        }
        Ok(self.with_branch(branch, |known| {
            let entry = Rc::new(JournalEntry {
                branch: branch.clone(),
                moment: known.last().next_anchor(),
                recorded_at: known.recorded_at(now),
                clock,
                note,
            });
            known.history.push(HistoryEntry::Journal(Rc::clone(&entry)));
            entry
        }))
    }

    async fn fill(&self, branch: &BranchId, history: &[HistoryEntry]) -> Result<(), StoreError> {
        check_whole(branch, history)?;
        self.with_branch(branch, |known| {
            if !known.history.is_empty() {
                return Err(not_empty(branch));
            }
            known.fill(history);
            Ok(())
        })
    }

    async fn read_stream(
        &self,
        branch: &BranchId,
        stream: &StreamName,
        after: StreamVersion,
    ) -> Result<Vec<RecordedEvent>, StoreError> {
        Ok(self.with_branch(branch, |known| known.events_after(stream, after)))
    }

    async fn read_context(
        &self,
        branch: &BranchId,
        context: &ContextName,
        after: ContextPosition,
        limit: usize,
    ) -> Result<Vec<RecordedEvent>, StoreError> {
        Ok(self.with_branch(branch, |known| {
            let commits = known.history.iter().filter_map(HistoryEntry::commit);
            commits
                .filter(|c| c.data.context == *context && c.data.visibility == Visibility::Public)
                .flat_map(RecordedEvent::all_of)
                .filter(|event| event.context_position() > after)
                .take(limit)
                .collect()
        }))
    }

    async fn read_history(
        &self,
        branch: &BranchId,
        after: Moment,
        limit: usize,
    ) -> Result<Vec<HistoryEntry>, StoreError> {
        Ok(self.with_branch(branch, |known| {
            let start = known.history.partition_point(|e| e.moment() <= after);
            known.history[start..].iter().take(limit).cloned().collect()
        }))
    }

    async fn find_command(
        &self,
        branch: &BranchId,
        command: &CommandId,
    ) -> Result<Option<Rc<Commit>>, StoreError> {
        Ok(self.with_branch(branch, |known| known.commands.get(command).cloned()))
    }
}

impl Cache for MemoryStore {
    async fn snapshot(
        &self,
        branch: &BranchId,
        stream: &StreamName,
        model: &Fingerprint,
    ) -> Result<Option<Snapshot>, StoreError> {
        let snapshots = self.snapshots.borrow();
        let found = snapshots.get(&(branch.clone(), stream.clone()));
        Ok(found.filter(|snapshot| snapshot.model == *model).cloned())
    }

    async fn keep_snapshot(&self, branch: &BranchId, snapshot: Snapshot) -> Result<(), StoreError> {
        let key = (branch.clone(), snapshot.stream.clone());
        self.snapshots.borrow_mut().insert(key, snapshot);
        Ok(())
    }

    async fn forget_snapshots(&self) -> Result<(), StoreError> {
        self.snapshots.borrow_mut().clear();
        Ok(())
    }

    async fn trace(&self, branch: &BranchId, at: Moment) -> Result<Option<Trace>, StoreError> {
        Ok(self.traces.borrow().get(&(branch.clone(), at)).cloned())
    }

    async fn keep_traces(
        &self,
        branch: &BranchId,
        traces: &[(Moment, Trace)],
    ) -> Result<(), StoreError> {
        let traces = traces.iter().cloned();
        let keyed = traces.map(|(at, trace)| ((branch.clone(), at), trace));
        self.traces.borrow_mut().extend(keyed);
        Ok(())
    }
}
