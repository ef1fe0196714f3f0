//! What a store may keep beside the log to be quicker or more telling. Everything here can be thrown away.

use super::event_store::StoreError;
use super::names::{BranchId, Fingerprint, StreamName};
use super::position::Moment;
use super::snapshot::Snapshot;
use super::trace::Trace;

/// Keeps snapshots, and the traces of commands by the moment at which they ended.
#[allow(
    async_fn_in_trait,
    reason = "one package, one thread: no caller needs to bound the futures"
)]
pub trait Cache {
    /// The snapshot of a stream, if there is one made under these rules.
    async fn snapshot(
        &self,
        branch: &BranchId,
        stream: &StreamName,
        model: &Fingerprint,
    ) -> Result<Option<Snapshot>, StoreError>;

    /// Keeps a snapshot in place of an older one.
    async fn keep_snapshot(&self, branch: &BranchId, snapshot: Snapshot) -> Result<(), StoreError>;

    /// Throws all snapshots away. Nothing changes but the time that loading takes.
    async fn forget_snapshots(&self) -> Result<(), StoreError>;

    /// The trace of the command that ended at a moment, if it was kept.
    async fn trace(&self, branch: &BranchId, at: Moment) -> Result<Option<Trace>, StoreError>;

    /// Keeps the traces of commands, each by the moment at which its command ended.
    async fn keep_traces(
        &self,
        branch: &BranchId,
        traces: &[(Moment, Trace)],
    ) -> Result<(), StoreError>;
}
