//! What a workspace's database holds: its object stores, their keys, and the shapes of the records.
//!
//! Names and shapes are promises: what was ever written must be read for ever. The log has two forms: recent commits
//! as readable records, and sealed segments, which come later and have their place already. Heads, positions and
//! command ids stand beside both, so that the checks of an append need no scan and go on after sealing.

use crate::browser::database::{Range, key};
use crate::engine::codec::StoredCommit;
use crate::engine::commit::{Commit, Visibility};
use crate::engine::names::{BranchId, CommandId, ContextName, Fingerprint, StreamName};
use crate::engine::position::{ContextPosition, GlobalPosition, Moment};
use crate::engine::time::Timestamp;
use crate::engine::trace::Trace;
use crate::engine::value::Payload;
use crate::engine::version::StreamVersion;
use serde::{Deserialize, Serialize};
use wasm_bindgen::JsValue;

/// The version of the database that this program writes.
pub(super) const VERSION: u32 = 1;

/// Recent commits, by branch, position and index.
pub(super) const COMMITS: &str = "commits";
/// The index of commits with events by branch, stream and the stream's version after the commit.
pub(super) const BY_STREAM: &str = "byStream";
/// The index of public commits with events by branch, context and their last position in the context's log.
pub(super) const BY_CONTEXT: &str = "byContext";
/// Journal entries, by branch, position and index.
pub(super) const JOURNAL: &str = "journal";
/// The version of each stream, by branch and stream.
pub(super) const HEADS: &str = "heads";
/// The end of each branch, by branch.
pub(super) const POSITIONS: &str = "positions";
/// Where each accepted command's commit is, by branch and command.
pub(super) const COMMANDS: &str = "commands";
/// Sealed segments of older commits, by branch and last position.
pub(super) const SEGMENTS: &str = "segments";
/// The last snapshot of each stream, by branch and stream.
pub(super) const SNAPSHOTS: &str = "snapshots";
/// Traces of commands, by branch, position and index.
pub(super) const TRACES: &str = "traces";

/// A commit with the places that the indexes sort it by. A commit that lacks one is not in that index.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct CommitRecord {
    #[serde(flatten)]
    commit: StoredCommit,
    #[serde(skip_serializing_if = "Option::is_none")]
    last_version: Option<StreamVersion>,
    #[serde(skip_serializing_if = "Option::is_none")]
    last_context_position: Option<ContextPosition>,
}

impl From<&Commit> for CommitRecord {
    fn from(commit: &Commit) -> Self {
        let events = commit.data.events.len() as u64;
        let is_public = commit.data.visibility == Visibility::Public;
        Self {
            commit: commit.into(),
            last_version: (events > 0).then(|| commit.version()),
            last_context_position: (events > 0 && is_public).then(|| commit.context_position()),
        }
    }
}

/// The version of one stream.
#[derive(Serialize, Deserialize)]
pub(super) struct HeadRecord {
    pub(super) branch: BranchId,
    pub(super) stream: String,
    pub(super) version: StreamVersion,
}

impl HeadRecord {
    /// The version of a commit's stream after it.
    pub(super) fn after(commit: &Commit) -> Self {
        Self {
            branch: commit.data.branch.clone(),
            stream: commit.data.stream.to_string(),
            version: commit.version(),
        }
    }
}

/// The end of one branch.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct PositionsRecord {
    pub(super) branch: BranchId,
    /// The last moment of log and journal.
    pub(super) position: GlobalPosition,
    pub(super) index: u32,
    /// When the last of them was recorded; none at the beginning.
    pub(super) recorded_at: Option<Timestamp>,
    /// The ends of the logs of the contexts. A list, for a context may be called `__proto__`.
    pub(super) contexts: Vec<ContextRecord>,
}

impl PositionsRecord {
    /// The end of a branch on which nothing has happened yet.
    pub(super) fn beginning(branch: &BranchId) -> Self {
        Self {
            branch: branch.clone(),
            position: Moment::START.position,
            index: Moment::START.index,
            recorded_at: None,
            contexts: Vec::new(),
        }
    }

    /// The last moment of log and journal.
    pub(super) const fn last(&self) -> Moment {
        Moment {
            position: self.position,
            index: self.index,
        }
    }
}

/// The end of the log of one context.
#[derive(Serialize, Deserialize)]
pub(super) struct ContextRecord {
    pub(super) context: ContextName,
    pub(super) position: ContextPosition,
}

/// Where the commit of one accepted command is.
#[derive(Serialize, Deserialize)]
pub(super) struct CommandRecord {
    pub(super) branch: BranchId,
    pub(super) command: CommandId,
    pub(super) position: GlobalPosition,
    pub(super) index: u32,
}

impl CommandRecord {
    /// Where the commit is.
    pub(super) const fn moment(&self) -> Moment {
        Moment {
            position: self.position,
            index: self.index,
        }
    }
}

/// The last snapshot of one stream.
#[derive(Serialize, Deserialize)]
pub(super) struct SnapshotRecord {
    pub(super) branch: BranchId,
    pub(super) stream: String,
    pub(super) version: StreamVersion,
    pub(super) model: Fingerprint,
    pub(super) state: Payload,
}

/// The trace of the command that ended at one moment.
#[derive(Serialize, Deserialize)]
pub(super) struct TraceRecord {
    pub(super) branch: BranchId,
    pub(super) position: GlobalPosition,
    pub(super) index: u32,
    pub(super) trace: Trace,
}

/// The key of what stands at a moment.
pub(super) fn moment_key(branch: &BranchId, moment: Moment) -> JsValue {
    let position = moment.position.number() as f64;
    key([text(branch.as_str()), position.into(), moment.index.into()])
}

/// The key of what belongs to one stream.
pub(super) fn stream_key(branch: &BranchId, stream: &StreamName) -> JsValue {
    key([text(branch.as_str()), text(&stream.to_string())])
}

/// The key of what belongs to one command.
pub(super) fn command_key(branch: &BranchId, command: &CommandId) -> JsValue {
    key([text(branch.as_str()), text(command.as_str())])
}

/// Everything on a branch after a moment.
pub(super) fn after_moment(branch: &BranchId, after: Moment) -> Range {
    Range {
        after: moment_key(branch, after),
        up_to: key([text(branch.as_str()), f64::INFINITY.into()]),
    }
}

/// In [`BY_STREAM`]: the commits with events after a version.
pub(super) fn after_version(branch: &BranchId, stream: &StreamName, after: StreamVersion) -> Range {
    after_number(branch, &stream.to_string(), after.count())
}

/// In [`BY_CONTEXT`]: the commits with events after a position.
pub(super) fn after_context_position(
    branch: &BranchId,
    context: &ContextName,
    after: ContextPosition,
) -> Range {
    after_number(branch, context.as_str(), after.number())
}

fn after_number(branch: &BranchId, name: &str, after: u64) -> Range {
    let at = |number: f64| key([text(branch.as_str()), text(name), number.into()]);
    Range {
        after: at(after as f64),
        up_to: at(f64::INFINITY),
    }
}

fn text(text: &str) -> JsValue {
    JsValue::from_str(text)
}
