//! Appending and noting: the checks and the write in one transaction, on the disk before it is acknowledged.

use super::schema::{
    COMMANDS, COMMITS, CommandRecord, CommitRecord, ContextRecord, HEADS, HeadRecord, JOURNAL,
    POSITIONS, PositionsRecord, command_key, moment_key, stream_key,
};
use super::{reading, stored};
use crate::browser::database::{Connection, Durability, Transaction, from_js, key, to_js};
use crate::engine::codec::StoredJournalEntry;
use crate::engine::commit::{Base, Commit, CommitData};
use crate::engine::event_store::{
    Appended, Conflict, HistoryEntry, StoreError, check_whole, not_empty,
};
use crate::engine::journal::{JournalEntry, JournalNote};
use crate::engine::names::{BranchId, CommandId, ContextName};
use crate::engine::position::Moment;
use crate::engine::time::{Clock, Timestamp};
use crate::engine::version::{ExpectedVersion, StreamVersion};
use std::collections::BTreeMap;
use std::rc::Rc;
use wasm_bindgen::JsValue;

/// Appends one commit, if the stream is at the expected version and the command is new.
pub(super) async fn append(
    connection: &Connection,
    data: CommitData,
    expected: ExpectedVersion,
) -> Result<Appended, StoreError> {
    if let Some(problem) = data.malformed() {
        return Err(StoreError::Malformed(problem));
    }
    let stores = [COMMITS, HEADS, POSITIONS, COMMANDS];
    let transaction = connection.write(&stores, Durability::Strict)?;
    let ends = transaction.get(POSITIONS, key([data.branch.as_str().into()]))?;
    let head = transaction.get(HEADS, stream_key(&data.branch, &data.stream))?;
    let accepted = transaction.get(COMMANDS, command_key(&data.branch, &data.command.id))?;
    let (ends, head, accepted) = (ends.await?, head.await?, accepted.await?);

    if let Some(accepted) = accepted {
        let first = accepted_commit(&transaction, &data.branch, &data.command.id, accepted);
        return first.await.map(Appended::Repeated);
    }
    let head = version_of(head)?;
    if !expected.matches(head) {
        let winners = reading::stream_events(
            &transaction,
            (&data.branch, &data.stream),
            expected.known(),
            head,
        );
        return Ok(Appended::Conflict(Conflict {
            expected,
            actual: head,
            winners: winners.await?,
        }));
    }
    let ends = ends_of(&data.branch, ends)?;
    let commit = write(&transaction, data, head, ends)?;
    transaction.commit().await?;
    Ok(Appended::Committed(Rc::new(commit)))
}

/// Appends a note to the journal.
pub(super) async fn note(
    connection: &Connection,
    branch: &BranchId,
    (now, clock): (Timestamp, Clock),
    note: JournalNote,
) -> Result<Rc<JournalEntry>, StoreError> {
    if !now.is_storable() {
        let problem = format!("the time {now} is out of range");
        return Err(StoreError::Malformed(problem));
    }
    let transaction = connection.write(&[JOURNAL, POSITIONS], Durability::Strict)?;
    let ends = transaction.get(POSITIONS, key([branch.as_str().into()]))?;
    let mut ends = ends_of(branch, ends.await?)?;
    ends.advance(ends.last().next_anchor(), now);
    let entry = JournalEntry {
        branch: branch.clone(),
        moment: ends.last(),
        recorded_at: ends.recorded_at.unwrap_or(now),
        clock,
        note,
    };
    add_entry(&transaction, &entry)?;
    transaction.put(POSITIONS, to_js(&ends)?)?;
    transaction.commit().await?;
    Ok(Rc::new(entry))
}

/// Writes a whole history to a branch on which nothing has happened yet.
pub(super) async fn fill(
    connection: &Connection,
    branch: &BranchId,
    history: &[HistoryEntry],
) -> Result<(), StoreError> {
    check_whole(branch, history)?;
    let stores = [COMMITS, HEADS, POSITIONS, COMMANDS, JOURNAL];
    let transaction = connection.write(&stores, Durability::Strict)?;
    let ends = transaction.get(POSITIONS, key([branch.as_str().into()]))?;
    if ends.await?.is_some() {
        return Err(not_empty(branch));
    }
    let mut ends = PositionsRecord::beginning(branch);
    let mut heads = BTreeMap::new();
    for entry in history {
        match entry {
            HistoryEntry::Commit(commit) => {
                add_commit(&transaction, commit)?;
                heads.insert(&commit.data.stream, HeadRecord::after(commit));
            }
            HistoryEntry::Journal(entry) => add_entry(&transaction, entry)?,
        }
        ends.pass(entry);
    }
    for head in heads.values() {
        transaction.put(HEADS, to_js(head)?)?;
    }
    transaction.put(POSITIONS, to_js(&ends)?)?;
    transaction.commit().await
}

/// The commit of a command that was accepted before.
pub(super) async fn accepted_commit(
    transaction: &Transaction<'_>,
    branch: &BranchId,
    command: &CommandId,
    accepted: JsValue,
) -> Result<Rc<Commit>, StoreError> {
    let name = || format!("the record of the command {command}");
    let accepted: CommandRecord = from_js(&accepted, name)?;
    let found = transaction.get(COMMITS, moment_key(branch, accepted.moment()))?;
    let found = found.await?.ok_or_else(|| StoreError::Corrupt {
        record: format!("the commit at position {}", accepted.moment()),
        problem: "it is missing".to_owned(),
    })?;
    stored::commit(found)
}

/// Writes the commit of a decision, and what later appends check.
fn write(
    transaction: &Transaction<'_>,
    data: CommitData,
    head: StreamVersion,
    mut ends: PositionsRecord,
) -> Result<Commit, StoreError> {
    let events = data.events.len() as u64;
    let base = Base {
        version: head,
        position: ends.position,
        context_position: ends.context(&data.context).position,
    };
    let moment = match events {
        0 => ends.last().next_anchor(),
        _ => Moment::after(base.position.plus(events)),
    };
    let now = data.environment.now;
    ends.advance(moment, now);
    ends.context(&data.context).position = base.context_position.plus(events);
    let commit = Commit {
        data,
        base,
        moment,
        recorded_at: ends.recorded_at.unwrap_or(now),
    };
    add_commit(transaction, &commit)?;
    transaction.put(HEADS, to_js(&HeadRecord::after(&commit))?)?;
    transaction.put(POSITIONS, to_js(&ends)?)?;
    Ok(commit)
}

/// A commit, and where it is found by its command.
fn add_commit(transaction: &Transaction<'_>, commit: &Commit) -> Result<(), StoreError> {
    let command = CommandRecord {
        branch: commit.data.branch.clone(),
        command: commit.data.command.id.clone(),
        position: commit.moment.position,
        index: commit.moment.index,
    };
    transaction.add(COMMITS, to_js(&CommitRecord::from(commit))?)?;
    transaction.add(COMMANDS, to_js(&command)?)
}

fn add_entry(transaction: &Transaction<'_>, entry: &JournalEntry) -> Result<(), StoreError> {
    transaction.add(JOURNAL, to_js(&StoredJournalEntry::from(entry))?)
}

impl PositionsRecord {
    /// Goes on to a later moment; time never goes backwards.
    fn advance(&mut self, moment: Moment, now: Timestamp) {
        self.position = moment.position;
        self.index = moment.index;
        self.recorded_at = Some(self.recorded_at.map_or(now, |last| last.max(now)));
    }

    /// Goes on to the end of an entry.
    fn pass(&mut self, entry: &HistoryEntry) {
        self.advance(entry.moment(), entry.recorded_at());
        if let HistoryEntry::Commit(commit) = entry {
            self.context(&commit.data.context).position = commit.context_position();
        }
    }

    /// The end of the log of a context.
    fn context(&mut self, context: &ContextName) -> &mut ContextRecord {
        let known = self.contexts.iter().position(|c| c.context == *context);
        let index = known.unwrap_or_else(|| {
            self.contexts.push(ContextRecord {
                context: context.clone(),
                position: Default::default(),
            });
            self.contexts.len() - 1
        });
        &mut self.contexts[index]
    }
}

/// The version of a stream, from its head.
pub(super) fn version_of(head: Option<JsValue>) -> Result<StreamVersion, StoreError> {
    let Some(head) = head else {
        return Ok(StreamVersion::NONE);
    };
    let head: HeadRecord = from_js(&head, || "the version of a stream".to_owned())?;
    Ok(head.version)
}

/// The end of a branch, from its record.
pub(super) fn ends_of(
    branch: &BranchId,
    ends: Option<JsValue>,
) -> Result<PositionsRecord, StoreError> {
    match ends {
        Some(ends) => from_js(&ends, || {
            format!("the last position of the branch {branch}")
        }),
        None => Ok(PositionsRecord::beginning(branch)),
    }
}
