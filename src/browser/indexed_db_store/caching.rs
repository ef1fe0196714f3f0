//! Snapshots and traces: kept with little ado, and not there where they can't be read.

use super::schema::{SNAPSHOTS, SnapshotRecord, TRACES, TraceRecord, moment_key, stream_key};
use crate::browser::database::{Connection, Durability, read, to_js};
use crate::engine::event_store::StoreError;
use crate::engine::names::{BranchId, Fingerprint, StreamName};
use crate::engine::position::Moment;
use crate::engine::snapshot::Snapshot;
use crate::engine::trace::Trace;
use serde::de::DeserializeOwned;
use wasm_bindgen::JsValue;

/// The snapshot of a stream, if there is one made under these rules.
pub(super) async fn snapshot(
    connection: &Connection,
    branch: &BranchId,
    stream: &StreamName,
    model: &Fingerprint,
) -> Result<Option<Snapshot>, StoreError> {
    let transaction = connection.read(&[SNAPSHOTS])?;
    let found = transaction.get(SNAPSHOTS, stream_key(branch, stream))?;
    let record = found.await?.and_then(readable::<SnapshotRecord>);
    let fitting = record.filter(|record| record.model == *model);
    Ok(fitting.map(|record| Snapshot {
        stream: stream.clone(),
        version: record.version,
        model: record.model,
        state: record.state,
    }))
}

/// Keeps a snapshot in place of an older one.
pub(super) async fn keep_snapshot(
    connection: &Connection,
    branch: &BranchId,
    snapshot: Snapshot,
) -> Result<(), StoreError> {
    let record = SnapshotRecord {
        branch: branch.clone(),
        stream: snapshot.stream.to_string(),
        version: snapshot.version,
        model: snapshot.model,
        state: snapshot.state,
    };
    let transaction = connection.write(&[SNAPSHOTS], Durability::Relaxed)?;
    transaction.put(SNAPSHOTS, to_js(&record)?)?;
    transaction.commit().await
}

/// Throws all snapshots away.
pub(super) async fn forget_snapshots(connection: &Connection) -> Result<(), StoreError> {
    let transaction = connection.write(&[SNAPSHOTS], Durability::Relaxed)?;
    transaction.clear(SNAPSHOTS)?;
    transaction.commit().await
}

/// The trace of the command that ended at a moment.
pub(super) async fn trace(
    connection: &Connection,
    branch: &BranchId,
    at: Moment,
) -> Result<Option<Trace>, StoreError> {
    let transaction = connection.read(&[TRACES])?;
    let found = transaction.get(TRACES, moment_key(branch, at))?;
    let record = found.await?.and_then(readable::<TraceRecord>);
    Ok(record.map(|record| record.trace))
}

/// Keeps the traces of commands, each by the moment at which its command ended.
pub(super) async fn keep_traces(
    connection: &Connection,
    branch: &BranchId,
    traces: &[(Moment, Trace)],
) -> Result<(), StoreError> {
    let transaction = connection.write(&[TRACES], Durability::Relaxed)?;
    for (at, trace) in traces {
        let record = TraceRecord {
            branch: branch.clone(),
            position: at.position,
            index: at.index,
            trace: trace.clone(),
        };
        transaction.put(TRACES, to_js(&record)?)?;
    }
    transaction.commit().await
}

/// A record of a later or a damaged shape counts as lost, for it can be made again.
fn readable<T: DeserializeOwned>(stored: JsValue) -> Option<T> {
    read(&stored).ok()
}
