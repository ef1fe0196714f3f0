//! Inputs: what a process can react to.

use crate::engine::commit::Visibility;
use crate::engine::environment::derived_id;
use crate::engine::event::{EventData, RecordedEvent};
use crate::engine::journal::Refusal;
use crate::engine::names::{Actor, CommandId, ContextName, CorrelationId, EventType, StreamName};
use crate::engine::position::ContextPosition;
use crate::engine::process::event::SentCommand;
use crate::engine::time::Timestamp;
use crate::engine::value::Value;
use serde::{Deserialize, Serialize};

/// One input. It is stored whole with the step that handles it, so that the fold needs nothing else.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Input {
    /// Identifies what is reacted to for ever: the event's id, the deadline's, or that of a refused command.
    pub cause: String,
    /// The conversation it belongs to.
    pub correlation: CorrelationId,
    /// What it is.
    pub kind: InputKind,
}

/// What an input is.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum InputKind {
    /// A public event of a context.
    Event(HappenedEvent),
    /// A deadline has passed.
    Deadline(Deadline),
    /// A command that the process sent was refused.
    Refused(SentCommand, Refusal),
}

/// An event as a process sees it: in its stored shape, which the model lifts.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct HappenedEvent {
    /// What happened.
    #[serde(rename = "type")]
    pub event_type: EventType,
    /// The version of the payload's shape.
    pub schema_version: u32,
    /// The facts.
    pub payload: Value,
    /// The stream it happened to.
    pub stream: StreamName,
    /// The command that brought it about.
    pub command: CommandId,
    /// Who sent that command.
    pub actor: Actor,
    /// When it was recorded.
    pub recorded_at: Timestamp,
    /// Where it stands.
    pub at: Checkpoint,
}

/// How far a reader of one context's log has got: the last position it has durably handled.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Checkpoint {
    /// The context.
    pub context: ContextName,
    /// The position.
    pub position: ContextPosition,
}

/// A deadline that an instance has set.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Deadline {
    /// Which of the process's deadlines.
    pub name: String,
    /// Identifies this setting of it: set again, it is another one.
    pub id: String,
    /// When it passes, on the workspace's clock.
    pub due: Timestamp,
    /// The conversation in which it was set.
    pub correlation: CorrelationId,
}

impl Input {
    /// A public event as an input.
    pub fn event(event: &RecordedEvent) -> Self {
        let commit = event.commit();
        debug_assert_eq!(commit.data.visibility, Visibility::Public);
        let EventData {
            event_type,
            schema_version,
            payload,
        } = event.data().clone();
        Self {
            cause: event.id(),
            correlation: commit.data.correlation.clone(),
            kind: InputKind::Event(HappenedEvent {
                event_type,
                schema_version,
                // A store takes nothing but JSON, so this is always read.
                payload: payload.value().unwrap_or_default(),
                stream: event.stream().clone(),
                command: commit.data.command.id.clone(),
                actor: commit.data.command.actor.clone(),
                recorded_at: commit.recorded_at,
                at: Checkpoint {
                    context: commit.data.context.clone(),
                    position: event.context_position(),
                },
            }),
        }
    }

    /// A deadline that has passed.
    pub fn deadline(deadline: Deadline) -> Self {
        Self {
            cause: deadline.id.clone(),
            correlation: deadline.correlation.clone(),
            kind: InputKind::Deadline(deadline),
        }
    }

    /// A command that was refused.
    pub fn refused(command: SentCommand, refusal: Refusal, correlation: CorrelationId) -> Self {
        Self {
            cause: derived_id(command.id.as_str(), "refused"),
            correlation,
            kind: InputKind::Refused(command, refusal),
        }
    }

    /// The checkpoint that its reader reaches by handling it; none where it was not read from a log.
    pub fn checkpoint(&self) -> Option<&Checkpoint> {
        match &self.kind {
            InputKind::Event(event) => Some(&event.at),
            InputKind::Deadline(_) | InputKind::Refused(..) => None,
        }
    }

    /// What it is, in a word: the event's type, the deadline's name, or the type of the refused command.
    pub fn name(&self) -> &str {
        match &self.kind {
            InputKind::Event(event) => event.event_type.as_str(),
            InputKind::Deadline(deadline) => &deadline.name,
            InputKind::Refused(command, _) => command.command_type.as_str(),
        }
    }
}
