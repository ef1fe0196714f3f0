//! The journal: what is part of the story but no event. It is durable and never an input to evolve.

use super::commit::Command;
use super::delivery::Delivery;
use super::faults::{FaultPlan, FaultPoint};
use super::names::{Actor, BranchId, Fingerprint, ReadModelName, ReferenceBug, StreamName};
use super::position::{GlobalPosition, Moment};
use super::time::{Clock, Timestamp};
use super::value::{Payload, Value};
use super::version::{ExpectedVersion, StreamVersion};
use serde::{Deserialize, Serialize};
use std::fmt;

/// Why a command was refused.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Refusal {
    /// Where it was refused.
    pub stage: RefusalStage,
    /// The rule, for machines: for example `UNKNOWN_SEAT_TYPE`.
    pub code: String,
    /// The reason, for people: a sentence.
    pub reason: String,
    /// What is wrong with single fields, where the command itself was malformed.
    #[serde(default)]
    pub fields: Vec<FieldProblem>,
}

impl Refusal {
    /// A refusal by the rules of the model.
    pub fn decided(code: &str, reason: impl Into<String>) -> Self {
        Self {
            stage: RefusalStage::Decision,
            code: code.to_owned(),
            reason: reason.into(),
            fields: Vec::new(),
        }
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.reason)
    }
}

/// The step of the workflow at which a command was refused.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum RefusalStage {
    /// The command is malformed, or this role may not send it: no state was needed to know.
    Validation,
    /// The rules say no in the present state.
    Decision,
}

/// What is wrong with one field of a command.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct FieldProblem {
    /// The name of the field.
    pub field: String,
    /// What is wrong, and what would be right.
    pub problem: String,
}

/// The field of a stored note that says which it is.
const KIND: &str = "kind";

/// What the journal can hold. It is stored by [`JournalNote::to_json`], with its kind beside its fields.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum JournalNote {
    /// A command was refused.
    Refused {
        /// The command.
        command: Command,
        /// The stream it was for, where that could be told.
        stream: Option<StreamName>,
        /// Why.
        refusal: Refusal,
    },
    /// A command was decided on a version that somebody else had moved on from.
    LostRace {
        /// The command.
        command: Command,
        /// The stream.
        stream: StreamName,
        /// What the decision was based on.
        expected: ExpectedVersion,
        /// What the stream really was.
        actual: StreamVersion,
        /// The ids of the events that won.
        winners: Vec<String>,
        /// Whether the command was decided again on the new version.
        retried: bool,
    },
    /// From here on these rules fold the history.
    ModelApplied {
        /// The model's name.
        name: String,
        /// Its rules.
        model: Fingerprint,
        /// The text it is written as; none for one that is built in.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        text: Option<String>,
    },
    /// The workspace's clock was set by hand, or given back to the machine.
    ClockSet {
        /// Whose hand moves it from here on.
        clock: Clock,
        /// What it showed then.
        now: Timestamp,
    },
    /// A reference bug was switched on or off.
    ReferenceBugSwitched {
        /// Which.
        bug: ReferenceBug,
        /// Whether it is on from here on.
        on: bool,
    },
    /// From here on faults strike by this plan.
    FaultsPlanned {
        /// The plan.
        plan: FaultPlan,
    },
    /// A fault struck on purpose.
    FaultStruck {
        /// Where.
        point: FaultPoint,
    },
    /// An input came again and changed nothing.
    InputAbsorbed {
        /// The private stream of the instance.
        instance: StreamName,
        /// The input.
        cause: String,
        /// The row of the process's table that speaks of such an input, or why it would be an error.
        rule: String,
    },
    /// From here on snapshots are taken every so many events of a stream.
    SnapshotsSet {
        /// How many; 0 for none.
        every: u64,
    },
    /// A person decided what becomes of a parked input.
    ParkedInputDecided {
        /// The private stream of the instance.
        instance: StreamName,
        /// The input.
        cause: String,
        /// Whether it is tried again; else it was given up.
        retry: bool,
        /// Who decided.
        actor: Actor,
    },
    /// From here on a read model gets its events like this.
    ProjectionSet {
        /// Which.
        read_model: ReadModelName,
        /// How.
        delivery: Delivery,
    },
    /// An event that had been delivered came once more.
    DeliveredAgain {
        /// Where it stands.
        position: GlobalPosition,
        /// The fault that did it; none where a person wanted it.
        fault: Option<FaultPoint>,
    },
    /// Written by a later version of this program: kept and shown, and nothing else.
    #[serde(skip)]
    Unknown {
        /// All that was stored, as JSON.
        stored: Payload,
    },
}

impl JournalNote {
    /// The command that the note is about, where it is about one.
    pub fn command(&self) -> Option<&Command> {
        match self {
            Self::Refused { command, .. } | Self::LostRace { command, .. } => Some(command),
            _ => None,
        }
    }

    /// The stream that the note is about, where it is about one.
    pub fn stream(&self) -> Option<&StreamName> {
        match self {
            Self::Refused { stream, .. } => stream.as_ref(),
            Self::LostRace { stream, .. } => Some(stream),
            Self::ParkedInputDecided { instance, .. } | Self::InputAbsorbed { instance, .. } => {
                Some(instance)
            }
            _ => None,
        }
    }

    /// The note as JSON text: how it is stored.
    pub fn to_json(&self) -> String {
        match self {
            Self::Unknown { stored } => stored.as_str().to_owned(),
            known => {
                // Keys are texts and numbers are whole, so JSON can always say it.
                let (kind, mut stored) = Value::of_case(known).unwrap_or_default();
                if let Value::Map(fields) = &mut stored {
                    fields.insert(KIND.to_owned(), kind.into());
                }
                stored.to_json()
            }
        }
    }

    /// Reads a stored note. What a later version wrote becomes [`JournalNote::Unknown`].
    ///
    /// # Errors
    /// The text is not JSON at all.
    pub fn from_json(text: &str) -> Result<Self, serde_json::Error> {
        let mut stored = Value::from_json(text)?;
        let kind = match &mut stored {
            Value::Map(fields) => fields.remove(KIND),
            _ => None,
        };
        let kind = kind.as_ref().and_then(Value::as_text);
        let known = kind.and_then(|kind| Value::read_case(kind, stored).ok());
        Ok(known.unwrap_or_else(|| Self::Unknown {
            stored: Payload::stored(text),
        }))
    }
}

/// A note in its place.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct JournalEntry {
    /// The line of history.
    pub branch: BranchId,
    /// Its place in the order of log and journal.
    pub moment: Moment,
    /// max(now, last recorded time of the branch).
    pub recorded_at: Timestamp,
    /// Whose hand moved the clock.
    pub clock: Clock,
    /// What is noted.
    pub note: JournalNote,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_note_of_a_later_version_is_kept_as_it_was() {
        let text = r#"{"kind":"pausedProjection","projection":"Availability"}"#;
        let note = JournalNote::from_json(text).expect("JSON");
        assert!(matches!(note, JournalNote::Unknown { .. }));
        assert_eq!(note.to_json(), text);
        assert!(JournalNote::from_json("{").is_err());
    }
}
