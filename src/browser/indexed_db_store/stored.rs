//! Stored records as the engine knows them. A record that can't be read is named, and never left out.

use crate::browser::database::read;
use crate::engine::codec::{CodecError, FORMAT, StoredCommit, StoredJournalEntry};
use crate::engine::commit::Commit;
use crate::engine::event_store::{HistoryEntry, StoreError};
use crate::engine::journal::JournalEntry;
use crate::engine::names::StreamName;
use crate::engine::position::Moment;
use crate::engine::version::StreamVersion;
use js_sys::Reflect;
use serde::de::DeserializeOwned;
use std::fmt::Display;
use std::rc::Rc;
use wasm_bindgen::JsValue;

/// A commit from its record.
pub(super) fn commit(stored: JsValue) -> Result<Rc<Commit>, StoreError> {
    decode::<StoredCommit, Commit>("commit", stored).map(Rc::new)
}

/// A journal entry from its record.
pub(super) fn journal_entry(stored: JsValue) -> Result<Rc<JournalEntry>, StoreError> {
    decode::<StoredJournalEntry, JournalEntry>("journal entry", stored).map(Rc::new)
}

/// Checks that `entries` follow `after` and each other without a hole, up to `end` where it is known.
pub(super) fn check_history(
    after: Moment,
    entries: &[HistoryEntry],
    end: Option<Moment>,
) -> Result<(), StoreError> {
    let mut last = after;
    for (n, entry) in entries.iter().enumerate() {
        let is_next = entry.follows(last) || (n == 0 && reaches_into(entry, last));
        if !is_next {
            return Err(missing("the log", last));
        }
        last = entry.moment();
    }
    match end {
        Some(end) if last < end => Err(missing("the log", last)),
        _ => Ok(()),
    }
}

/// Checks that `commits` hold all events of a stream after a version, up to the stream's `head`.
pub(super) fn check_stream(
    stream: &StreamName,
    after: StreamVersion,
    commits: &[Rc<Commit>],
    head: StreamVersion,
) -> Result<(), StoreError> {
    let missing = |last| missing(format!("the stream {stream}"), last);
    let mut last = after;
    for (n, commit) in commits.iter().enumerate() {
        // Whoever asked may stand within a commit.
        if commit.base.version > last || (n > 0 && commit.base.version < last) {
            return Err(missing(last));
        }
        last = commit.version();
    }
    match last < head {
        true => Err(missing(last)),
        false => Ok(()),
    }
}

/// Whoever asked may stand within a commit; every later place is the end of one.
fn reaches_into(entry: &HistoryEntry, last: Moment) -> bool {
    let before = entry.commit().map(|commit| commit.base.position);
    before.is_some_and(|before| before < last.position)
}

fn missing(what: impl Into<String>, last: impl Display) -> StoreError {
    StoreError::Corrupt {
        record: what.into(),
        problem: format!("an event is missing after position {last}"),
    }
}

fn decode<S, T>(what: &str, stored: JsValue) -> Result<T, StoreError>
where
    S: DeserializeOwned,
    T: TryFrom<S, Error = CodecError>,
{
    let decoded = match read::<S>(&stored) {
        Ok(record) => T::try_from(record),
        // A later version may have changed the shape: that says more than the first field that is not found.
        Err(error) => Err(match number(&stored, "format") {
            Some(found) if found > u64::from(FORMAT) => CodecError::Newer {
                found: u32::try_from(found).unwrap_or(u32::MAX),
            },
            _ => CodecError::Damaged(error.to_string()),
        }),
    };
    decoded.map_err(|error| StoreError::Corrupt {
        record: name(what, &stored),
        problem: error.to_string(),
    })
}

/// Names a record by its key, which is there even when nothing else is.
fn name(what: &str, stored: &JsValue) -> String {
    let position = number(stored, "position").unwrap_or_default();
    let index = number(stored, "index").unwrap_or_default();
    let anchor = match index > 0 {
        true => format!("+{index}"),
        false => String::new(),
    };
    format!("the {what} at position {position}{anchor}")
}

fn number(record: &JsValue, field: &str) -> Option<u64> {
    let number = Reflect::get(record, &field.into()).ok()?.as_f64()?;
    Some(number as u64)
}
