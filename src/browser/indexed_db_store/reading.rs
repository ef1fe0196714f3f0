//! Reading: each way of reading is one range of one index, and a hole in it is told.

use super::schema::{
    BY_CONTEXT, BY_STREAM, COMMANDS, COMMITS, HEADS, JOURNAL, POSITIONS, after_context_position,
    after_moment, after_version, command_key, stream_key,
};
use super::stored::{self, check_history, check_stream};
use super::writing::{accepted_commit, ends_of, version_of};
use crate::browser::database::{Connection, Transaction, key};
use crate::engine::commit::Commit;
use crate::engine::event::RecordedEvent;
use crate::engine::event_store::{HistoryEntry, StoreError};
use crate::engine::names::{BranchId, CommandId, ContextName, StreamName};
use crate::engine::position::{ContextPosition, Moment};
use crate::engine::version::StreamVersion;
use std::rc::Rc;
use wasm_bindgen::JsValue;

/// More than any range holds.
const NO_LIMIT: u32 = u32::MAX;

/// The events of one stream after a version.
pub(super) async fn stream(
    connection: &Connection,
    branch: &BranchId,
    name: &StreamName,
    after: StreamVersion,
) -> Result<Vec<RecordedEvent>, StoreError> {
    let transaction = connection.read(&[COMMITS, HEADS])?;
    let head = transaction.get(HEADS, stream_key(branch, name))?;
    let newer = newer_commits(&transaction, (branch, name), after)?;
    let (head, newer) = (version_of(head.await?)?, newer.await?);
    events_of(name, newer, after, head)
}

/// The events of one stream after a version, up to its head.
pub(super) async fn stream_events(
    transaction: &Transaction<'_>,
    (branch, name): (&BranchId, &StreamName),
    after: StreamVersion,
    head: StreamVersion,
) -> Result<Vec<RecordedEvent>, StoreError> {
    let newer = newer_commits(transaction, (branch, name), after)?;
    events_of(name, newer.await?, after, head)
}

fn newer_commits(
    transaction: &Transaction<'_>,
    (branch, name): (&BranchId, &StreamName),
    after: StreamVersion,
) -> Result<impl Future<Output = Result<Vec<JsValue>, StoreError>> + use<>, StoreError> {
    let range = after_version(branch, name, after);
    transaction.index_range((COMMITS, BY_STREAM), range, NO_LIMIT)
}

fn events_of(
    name: &StreamName,
    newer: Vec<JsValue>,
    after: StreamVersion,
    head: StreamVersion,
) -> Result<Vec<RecordedEvent>, StoreError> {
    let commits = commits(newer)?;
    check_stream(name, after, &commits, head)?;
    let events = commits.iter().flat_map(RecordedEvent::all_of);
    Ok(events.filter(|event| event.version() > after).collect())
}

/// Up to `limit` public events of one context after a position.
pub(super) async fn context(
    connection: &Connection,
    branch: &BranchId,
    name: &ContextName,
    after: ContextPosition,
    limit: usize,
) -> Result<Vec<RecordedEvent>, StoreError> {
    if limit == 0 {
        return Ok(Vec::new());
    }
    let transaction = connection.read(&[COMMITS])?;
    let range = after_context_position(branch, name, after);
    // Each of these commits has at least one event that is asked for.
    let found = transaction.index_range((COMMITS, BY_CONTEXT), range, at_most(limit))?;
    let commits = commits(found.await?)?;
    let events = commits.iter().flat_map(RecordedEvent::all_of);
    let later = events.filter(|event| event.context_position() > after);
    Ok(later.take(limit).collect())
}

/// Up to `limit` entries of log and journal after a moment.
pub(super) async fn history(
    connection: &Connection,
    branch: &BranchId,
    after: Moment,
    limit: usize,
) -> Result<Vec<HistoryEntry>, StoreError> {
    if limit == 0 {
        return Ok(Vec::new());
    }
    let transaction = connection.read(&[COMMITS, JOURNAL, POSITIONS])?;
    let range = after_moment(branch, after);
    let ends = transaction.get(POSITIONS, key([branch.as_str().into()]))?;
    let commits = transaction.range(COMMITS, range.clone(), at_most(limit))?;
    let notes = transaction.range(JOURNAL, range, at_most(limit))?;
    let (ends, commits, notes) = (ends.await?, commits.await?, notes.await?);

    let commits = commits.into_iter().map(stored::commit);
    let commits = commits.map(|commit| commit.map(HistoryEntry::Commit));
    let notes = notes.into_iter().map(stored::journal_entry);
    let notes = notes.map(|entry| entry.map(HistoryEntry::Journal));
    let mut entries = commits.chain(notes).collect::<Result<Vec<_>, _>>()?;
    entries.sort_unstable_by_key(HistoryEntry::moment);
    entries.truncate(limit);
    let end = ends_of(branch, ends)?.last();
    let is_all = entries.len() < limit;
    check_history(after, &entries, is_all.then_some(end))?;
    Ok(entries)
}

/// The commit that accepted a command, if it was accepted.
pub(super) async fn command(
    connection: &Connection,
    branch: &BranchId,
    command: &CommandId,
) -> Result<Option<Rc<Commit>>, StoreError> {
    let transaction = connection.read(&[COMMITS, COMMANDS])?;
    let accepted = transaction.get(COMMANDS, command_key(branch, command))?;
    match accepted.await? {
        Some(accepted) => {
            let commit = accepted_commit(&transaction, branch, command, accepted);
            commit.await.map(Some)
        }
        None => Ok(None),
    }
}

fn commits(found: Vec<JsValue>) -> Result<Vec<Rc<Commit>>, StoreError> {
    found.into_iter().map(stored::commit).collect()
}

fn at_most(limit: usize) -> u32 {
    u32::try_from(limit).unwrap_or(NO_LIMIT)
}
