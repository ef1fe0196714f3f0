//! The trace of a command: one entry for each step of the workflow that it really took.

use super::journal::FieldProblem;
use super::names::{Actor, CommandType, EventType, ReadModelName, StreamName};
use super::position::{ContextPosition, GlobalPosition};
use super::version::{ExpectedVersion, StreamVersion};
use serde::{Deserialize, Serialize};

/// What one command went through, in order.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Trace {
    /// The steps taken.
    pub entries: Vec<TraceEntry>,
}

impl Trace {
    /// Adds the next step.
    pub fn add(&mut self, entry: TraceEntry) {
        self.entries.push(entry);
    }
}

/// One step, with what it read and decided. `attempt` counts from 1: a lost race is decided again.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum TraceEntry {
    /// The command arrived.
    Received {
        /// What is wanted.
        command: CommandType,
        /// By whom.
        actor: Actor,
    },
    /// The command is well formed and this role may send it.
    Validated {
        /// How many fields were checked.
        fields: usize,
        /// The stream it is for.
        stream: StreamName,
    },
    /// The command is malformed, or this role may not send it. It goes no further.
    Invalid {
        /// Why, as a sentence.
        reason: String,
        /// Field by field.
        problems: Vec<FieldProblem>,
    },
    /// The state of the stream was fetched.
    Loaded {
        /// Which try.
        attempt: u32,
        /// From where.
        source: LoadSource,
    },
    /// The events were folded into the state.
    Replayed {
        /// Which try.
        attempt: u32,
        /// The version reached.
        version: StreamVersion,
    },
    /// The rules were asked whether the command is valid for the state.
    Decided {
        /// Which try.
        attempt: u32,
        /// Yes or no.
        accepted: bool,
    },
    /// The decision made events.
    Created {
        /// Their types.
        events: Vec<EventType>,
    },
    /// The rules said no.
    Rejected {
        /// The rule.
        code: String,
        /// The reason.
        reason: String,
    },
    /// The commit became durable.
    Appended {
        /// The version of the stream now.
        version: StreamVersion,
        /// The last position of the branch now.
        position: GlobalPosition,
        /// How many events it holds.
        events: usize,
    },
    /// Somebody else was faster; nothing was written.
    Conflicted {
        /// Which try.
        attempt: u32,
        /// What the decision was based on.
        expected: ExpectedVersion,
        /// What the stream really was.
        actual: StreamVersion,
        /// The types of the events that won.
        winners: Vec<EventType>,
    },
    /// The command had been accepted before; nothing was written.
    Repeated {
        /// The position after the first acceptance.
        position: GlobalPosition,
    },
    /// The commit was handed to the subscribers.
    Published {
        /// Who got it.
        subscribers: Vec<ReadModelName>,
    },
    /// A projection received the events.
    Notified {
        /// Which.
        read_model: ReadModelName,
    },
    /// A projection brought its read model up to date.
    Updated {
        /// Which.
        read_model: ReadModelName,
        /// The keys of the rows that changed.
        rows: Vec<String>,
    },
    /// The kind of the projection was looked at: where its rows are kept.
    Classified {
        /// Which.
        read_model: ReadModelName,
        /// Where its rows are kept.
        kind: ProjectionKind,
    },
    /// The projection took note of how far it has got.
    Acknowledged {
        /// Which.
        read_model: ReadModelName,
        /// The last position it has handled.
        checkpoint: ContextPosition,
    },
    /// The sender was answered from the current state.
    Answered {
        /// The version of the stream that the answer shows.
        version: StreamVersion,
    },
}

/// Where the state of a stream came from.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum LoadSource {
    /// From the states that the command handler keeps in memory.
    Memory {
        /// The version of the state kept.
        version: StreamVersion,
        /// How many later events were read to catch up.
        events: usize,
    },
    /// From the store.
    Store {
        /// The version of the snapshot used, if one fitted.
        snapshot: Option<StreamVersion>,
        /// How many events were read.
        events: usize,
    },
}

/// Where a projection keeps its rows.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum ProjectionKind {
    /// As plain data in the world.
    PlainData,
}
