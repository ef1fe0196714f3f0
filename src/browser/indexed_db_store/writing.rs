//! Appending and noting: the checks and the write in one transaction, on the disk before it is acknowledged.

use super::schema::{
    COMMANDS, COMMITS, CommandRecord, CommitRecord, ContextRecord, HEADS, HeadRecord, JOURNAL,
    POSITIONS, PositionsRecord, command_key, moment_key, stream_key,
};
use super::{reading, stored};
use crate::browser::database::{Connection, Durability, Transaction, from_js, key, to_js};
use crate::engine::codec::StoredJournalEntry;
use crate::engine::commit::{Base, Commit, CommitData};
use crate::engine::event_store::{Appended, Conflict, StoreError};
use crate::engine::journal::{JournalEntry, JournalNote};
use crate::engine::names::{BranchId, CommandId};
use crate::engine::position::Moment;
use crate::engine::time::{Clock, Timestamp};
use crate::engine::version::{ExpectedVersion, StreamVersion};
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
    transaction.add(JOURNAL, to_js(&StoredJournalEntry::from(&entry))?)?;
    transaction.put(POSITIONS, to_js(&ends)?)?;
    transaction.commit().await?;
    Ok(Rc::new(entry))
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
        context_position: ends.context(&data).position,
    };
    let moment = match events {
        0 => ends.last().next_anchor(),
        _ => Moment::after(base.position.plus(events)),
    };
    let now = data.environment.now;
    ends.advance(moment, now);
    ends.context(&data).position = base.context_position.plus(events);
    let commit = Commit {
        data,
        base,
        moment,
        recorded_at: ends.recorded_at.unwrap_or(now),
    };
    let data = &commit.data;
    let head = HeadRecord {
        branch: data.branch.clone(),
        stream: data.stream.to_string(),
        version: commit.version(),
    };
    let command = CommandRecord {
        branch: data.branch.clone(),
        command: data.command.id.clone(),
        position: moment.position,
        index: moment.index,
    };
    transaction.add(COMMITS, to_js(&CommitRecord::from(&commit))?)?;
    transaction.put(HEADS, to_js(&head)?)?;
    transaction.put(POSITIONS, to_js(&ends)?)?;
    transaction.add(COMMANDS, to_js(&command)?)?;
    Ok(commit)
}

impl PositionsRecord {
    /// Goes on to a later moment; time never goes backwards.
    fn advance(&mut self, moment: Moment, now: Timestamp) {
        self.position = moment.position;
        self.index = moment.index;
        self.recorded_at = Some(self.recorded_at.map_or(now, |last| last.max(now)));
    }

    /// The end of the log that `data` joins.
    fn context(&mut self, data: &CommitData) -> &mut ContextRecord {
        let known = self.contexts.iter().position(|c| c.context == data.context);
        let index = known.unwrap_or_else(|| {
            self.contexts.push(ContextRecord {
                context: data.context.clone(),
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
