//! Commits: what one decision wrote, and all that is needed to understand and repeat it.

use super::environment::DecisionEnvironment;
use super::event::EventData;
use super::names::{
    Actor, BranchId, CommandId, CommandType, ContextName, CorrelationId, Fingerprint,
    ReadModelName, StreamName,
};
use super::position::{ContextPosition, GlobalPosition, Moment};
use super::time::Timestamp;
use super::value::Payload;
use super::version::StreamVersion;
use serde::{Deserialize, Serialize};

/// An intention, as somebody sent it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Command {
    /// Sent twice under one id, it takes effect once.
    pub id: CommandId,
    /// What is wanted.
    #[serde(rename = "type")]
    pub command_type: CommandType,
    /// The details: a canonical JSON map of the command's fields.
    pub payload: Payload,
    /// Who wants it, in which role.
    pub actor: Actor,
    /// After this time it must not be carried out any more.
    pub not_after: Option<Timestamp>,
}

/// A row of a read model that a decision looked up. It may have been stale, and that stays visible.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct LookedUpFact {
    /// The read model.
    pub read_model: ReadModelName,
    /// The key of the row.
    pub key: String,
    /// The row, or none where there was none.
    pub row: Option<Payload>,
    /// The position up to which the read model had seen the log.
    pub as_of: GlobalPosition,
}

/// Who may read the events of a commit.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Visibility {
    /// Every reader of the context's log.
    Public,
    /// Only the process manager that wrote them: readers of the log see a gap.
    Private,
}

/// What a decision wants to commit: the events of one decision on one stream, perhaps none.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct CommitData {
    /// The line of history.
    pub branch: BranchId,
    /// The context whose log it joins.
    pub context: ContextName,
    /// The one stream it touches.
    pub stream: StreamName,
    /// Who may read its events.
    pub visibility: Visibility,
    /// The command that was decided.
    pub command: Command,
    /// The conversation it belongs to.
    pub correlation: CorrelationId,
    /// The id of the event, deadline or refused command that caused the command; none where a person did.
    pub causation: Option<String>,
    /// The time and the ids that the decision saw.
    pub environment: DecisionEnvironment,
    /// The rows that the decision looked up.
    pub facts: Vec<LookedUpFact>,
    /// The rules that decided.
    pub model: Fingerprint,
    /// What happened.
    pub events: Vec<EventData>,
}

impl CommitData {
    /// What makes this commit one that no store may take: a payload that is not JSON, or a time out of range.
    /// `None` where all is well.
    pub fn malformed(&self) -> Option<String> {
        self.malformed_time().or_else(|| self.malformed_payload())
    }

    fn malformed_time(&self) -> Option<String> {
        let times = [Some(self.environment.now), self.command.not_after];
        let out_of_range = times.into_iter().flatten().find(|time| !time.is_storable());
        out_of_range.map(|time| format!("the time {time} is out of range"))
    }

    fn malformed_payload(&self) -> Option<String> {
        let command = std::iter::once(("the command", &self.command.payload));
        let events = self.events.iter();
        let events = events.map(|event| (event.event_type.as_str(), &event.payload));
        let facts = self.facts.iter();
        let rows = facts.filter_map(|fact| Some((fact.read_model.as_str(), fact.row.as_ref()?)));
        for (what, payload) in command.chain(events).chain(rows) {
            if let Err(error) = payload.value() {
                return Some(format!("the payload of {what} can't be read: {error}"));
            }
        }
        None
    }
}

/// Where everything stood just before a commit.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Base {
    /// The version of the stream.
    pub version: StreamVersion,
    /// The last position of the branch.
    pub position: GlobalPosition,
    /// The last position in the context's log.
    pub context_position: ContextPosition,
}

/// A commit that is durable.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Commit {
    /// What was decided.
    pub data: CommitData,
    /// Where everything stood just before.
    pub base: Base,
    /// Its place in the order of log and journal.
    pub moment: Moment,
    /// max(now, last recorded time of the branch), taken inside the append.
    pub recorded_at: Timestamp,
}

impl Commit {
    /// The version of the stream after this commit.
    pub fn version(&self) -> StreamVersion {
        self.base.version.plus(self.data.events.len() as u64)
    }

    /// The last position of its context after this commit.
    pub fn context_position(&self) -> ContextPosition {
        let events = self.data.events.len() as u64;
        self.base.context_position.plus(events)
    }
}
