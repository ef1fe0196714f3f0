//! What is recorded on the private stream of a process.

use super::input::{Checkpoint, Deadline, Input};
use super::reaction::Reaction;
use crate::engine::environment::derived_id;
use crate::engine::event::EventData;
use crate::engine::hash::hash_id;
use crate::engine::journal::Refusal;
use crate::engine::names::{CommandId, CommandType, EventType, ProcessName};
use crate::engine::time::Timestamp;
use crate::engine::value::{Payload, Value};
use serde::{Deserialize, Serialize};
use std::fmt::Display;
use std::rc::Rc;

/// What happened to one instance of a process; `ProcessorStarted` to the processor as a whole.
///
/// What a fold keeps of it is shared with the event, and not copied.
///
/// NOTE: this is the stored format. Names of cases and fields can never change.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all_fields = "camelCase")]
pub enum ProcessEvent {
    /// The processor begins to read, after these positions: what had happened before it was there is not its concern.
    ProcessorStarted {
        /// One for each context that it reads.
        checkpoints: Vec<Checkpoint>,
    },
    /// An input waits, for an earlier one of the same instance is not done with.
    InputHeld {
        /// The input.
        input: Rc<Input>,
    },
    /// An input was reacted to. From here on this step is carried out and never decided again.
    StepRecorded(Rc<RecordedStep>),
    /// A command of the step was refused, and the process had no answer to that: it will be tried again.
    SendingFailed {
        /// The input whose step it is.
        cause: String,
        /// The command.
        command: CommandId,
        /// Why it was refused.
        refusal: Refusal,
        /// How often it was tried.
        tries: u32,
        /// When it is tried again.
        next_try: Timestamp,
    },
    /// All commands of a step are answered.
    StepSettled {
        /// The input whose step it is.
        cause: String,
        /// The answers, in the order of the commands.
        answers: Vec<CommandAnswer>,
        /// How far the processor has got.
        checkpoint: Option<Checkpoint>,
    },
    /// An input can't be handled by itself: a person decides. Later inputs of this instance wait, those of others don't.
    InputParked {
        /// The input.
        input: Rc<Input>,
        /// Why.
        reason: String,
    },
    /// A person wants a parked input tried again.
    RetryAsked {
        /// The input.
        cause: String,
    },
    /// A person gave a parked input up.
    InputSkipped {
        /// The input.
        cause: String,
    },
}

/// One step of a process: what it reacted to, and what it does about it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct RecordedStep {
    /// The input.
    pub input: Input,
    /// The row of the process's table that said so.
    pub rule: String,
    /// When it was decided.
    pub now: Timestamp,
    /// The commands to send, with their ids.
    pub commands: Vec<SentCommand>,
    /// The deadlines that were set.
    pub deadlines_set: Vec<Deadline>,
    /// The names of the deadlines that are off.
    pub deadlines_cancelled: Vec<String>,
    /// Whether the instance came to its end.
    pub ends: bool,
}

/// A command that a step sends.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SentCommand {
    /// A hash of process, instance, cause and index: sent again, it is the same.
    pub id: CommandId,
    /// Its type.
    #[serde(rename = "type")]
    pub command_type: CommandType,
    /// Its fields.
    pub payload: Value,
    /// After this time it is not sent any more.
    pub not_after: Option<Timestamp>,
    /// Whether it gets a new id at every sending: for reference bugs only.
    #[serde(default, skip_serializing_if = "is_false")]
    pub forgets_its_id: bool,
}

/// How one command of a step was answered.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct CommandAnswer {
    /// The command.
    pub command: CommandId,
    /// The answer.
    pub answer: Answer,
}

/// An answer to a command that a process sent.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Answer {
    /// It was accepted.
    Accepted,
    /// It had been accepted before: the receiver absorbed a repeat.
    Repeated,
    /// It was refused, and the process reacts to that.
    Refused(Refusal),
    /// A person gave it up.
    Skipped,
}

/// The version of the shape of all these events today.
const VERSION: u32 = 1;

#[allow(
    clippy::trivially_copy_pass_by_ref,
    reason = "serde asks for this shape"
)]
fn is_false(value: &bool) -> bool {
    !*value
}

impl ProcessEvent {
    /// The event as it is stored.
    pub fn to_data(&self) -> EventData {
        // Each of these cases has fields.
        let (event_type, payload) = Value::of_case(self).unwrap_or_default();
        EventData {
            event_type: EventType::new(event_type),
            schema_version: VERSION,
            payload: Payload::of(&payload),
        }
    }

    /// Reads a stored event of a private stream.
    ///
    /// # Errors
    /// It is of an unknown type or a newer version: why, as a sentence.
    pub fn from_data(data: &EventData) -> Result<Self, String> {
        let event_type = &data.event_type;
        if data.schema_version > VERSION {
            return Err(format!(
                "“{event_type}” was recorded by a later version of this program."
            ));
        }
        let unreadable = |why: &dyn Display| format!("“{event_type}” can't be read: {why}.");
        let fields = data.payload.value().map_err(|error| unreadable(&error))?;
        Value::read_case(event_type.as_str(), fields).map_err(|misfit| unreadable(&misfit))
    }
}

impl ProcessEvent {
    /// The input that it is about. `None` where it is about the processor as a whole.
    pub fn cause(&self) -> Option<&str> {
        match self {
            Self::ProcessorStarted { .. } => None,
            Self::InputHeld { input } | Self::InputParked { input, .. } => Some(&input.cause),
            Self::StepRecorded(step) => Some(&step.input.cause),
            Self::SendingFailed { cause, .. }
            | Self::StepSettled { cause, .. }
            | Self::RetryAsked { cause }
            | Self::InputSkipped { cause } => Some(cause),
        }
    }

    /// What it means, as a sentence.
    pub fn sentence(&self, process: &ProcessName, instance: &str) -> String {
        let who = match instance {
            "" => process.to_string(),
            instance => format!("{process} {instance}"),
        };
        match self {
            Self::ProcessorStarted { .. } => format!("{who} begins to read."),
            Self::InputHeld { input } => format!("{who}: {} has to wait.", input.name()),
            Self::StepRecorded(step) => format!("{who}: {}", step.sentence()),
            Self::SendingFailed {
                refusal,
                tries,
                next_try,
                ..
            } => format!(
                "{who}: a command was refused for the {tries}. time ({refusal}) It is tried again at {next_try}."
            ),
            Self::StepSettled { answers, .. } => {
                format!(
                    "{who}: settled, {}.",
                    count(answers.len(), "command answered", "commands answered")
                )
            }
            Self::InputParked { input, reason } => {
                format!("{who}: {} is parked. {reason}", input.name())
            }
            Self::RetryAsked { .. } => format!("{who}: the parked input is tried again."),
            Self::InputSkipped { .. } => format!("{who}: the parked input is given up."),
        }
    }
}

fn count(number: usize, one: &str, many: &str) -> String {
    match number {
        0 => format!("no {many}"),
        1 => format!("1 {one}"),
        _ => format!("{number} {many}"),
    }
}

impl RecordedStep {
    /// What it does, as a sentence.
    pub fn sentence(&self) -> String {
        let commands: Vec<&str> = self
            .commands
            .iter()
            .map(|c| c.command_type.as_str())
            .collect();
        let sends = match commands.is_empty() {
            true => "sends nothing".to_owned(),
            false => format!("sends {}", commands.join(" and ")),
        };
        let sets = self.deadlines_set.iter();
        let sets = sets.map(|deadline| format!(", sets {} for {}", deadline.name, deadline.due));
        let ends = if self.ends { ", and ends" } else { "" };
        let (input, rule) = (self.input.name(), &self.rule);
        format!(
            "on {input} it {sends}{}{ends} ({rule}).",
            sets.collect::<String>()
        )
    }

    /// The step that a reaction makes of an input: every command and deadline gets its id.
    pub fn new(
        process: &ProcessName,
        instance: &str,
        input: Input,
        now: Timestamp,
        reaction: Reaction,
    ) -> Self {
        let identity = step_id(process, instance, &input.cause);
        let commands = (0..)
            .zip(reaction.commands)
            .map(|(index, command): (u32, _)| SentCommand {
                id: CommandId::new(derived_id(identity.as_str(), &index.to_string())),
                command_type: command.command_type,
                payload: command.payload,
                not_after: command.not_after,
                forgets_its_id: command.forgets_its_id,
            });
        let deadlines = reaction.deadlines.into_iter().map(|deadline| Deadline {
            id: derived_id(identity.as_str(), &deadline.name),
            name: deadline.name,
            due: deadline.due,
            correlation: input.correlation.clone(),
        });
        Self {
            commands: commands.collect(),
            deadlines_set: deadlines.collect(),
            deadlines_cancelled: reaction.cancelled,
            rule: reaction.rule,
            ends: reaction.ends,
            input,
            now,
        }
    }
}

/// The id of the commit that records what an instance does about a cause: one cause is one step, for ever.
pub fn step_id(process: &ProcessName, instance: &str, cause: &str) -> CommandId {
    let parts = [
        process.as_str().as_bytes(),
        instance.as_bytes(),
        cause.as_bytes(),
    ];
    CommandId::new(hash_id(parts))
}
