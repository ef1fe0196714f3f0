//! The stored shapes of commits and journal entries, and the way there and back.
//!
//! These shapes are promises: what was ever written must be read for ever. `format` says which shape a record has.

use super::commit::{Base, Command, Commit, CommitData, LookedUpFact, Visibility};
use super::environment::DecisionEnvironment;
use super::event::EventData;
use super::journal::{JournalEntry, JournalNote};
use super::names::{BranchId, ContextName, CorrelationId, EventType, Fingerprint, StreamName};
use super::position::{ContextPosition, GlobalPosition, Moment};
use super::time::{Clock, Timestamp};
use super::value::Payload;
use super::version::StreamVersion;
use serde::{Deserialize, Serialize};
use thiserror::Error;

/// The shape that this version writes.
pub const FORMAT: u32 = 1;

/// A stored record that can't be read.
#[derive(Clone, PartialEq, Eq, Debug, Error)]
pub enum CodecError {
    /// A later version wrote it.
    #[error("it has format {found}, and this version reads up to {FORMAT}")]
    Newer {
        /// The format found.
        found: u32,
    },
    /// It is damaged.
    #[error("{0}")]
    Damaged(String),
}

/// A commit as it is stored. Payloads are JSON text; everything else is readable as it stands.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct StoredCommit {
    /// The shape of this record.
    pub format: u32,
    /// The line of history.
    pub branch: BranchId,
    /// The last position of the branch after this commit.
    pub position: GlobalPosition,
    /// Zero, or the place among what is anchored at that position.
    pub index: u32,
    /// The context.
    pub context: ContextName,
    /// `category/id`.
    pub stream: String,
    /// The version of the stream after the first event; of the stream itself where there is no event.
    pub first_version: StreamVersion,
    /// The position in the context's log of the first event; the last one where there is no event.
    pub first_context_position: ContextPosition,
    /// Who may read the events.
    pub visibility: Visibility,
    /// When it became durable.
    pub recorded_at: Timestamp,
    /// The command.
    pub command: Command,
    /// The conversation.
    pub correlation: CorrelationId,
    /// The direct cause.
    pub causation: Option<String>,
    /// What the decision saw of time and identity.
    pub environment: DecisionEnvironment,
    /// What it looked up.
    pub facts: Vec<LookedUpFact>,
    /// The rules.
    pub model: Fingerprint,
    /// The events.
    pub events: Vec<StoredEvent>,
}

/// An event as it is stored within its commit.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct StoredEvent {
    /// What happened.
    #[serde(rename = "type")]
    pub event_type: EventType,
    /// The version of the payload's shape.
    pub schema_version: u32,
    /// The facts, as JSON text.
    pub payload: Payload,
}

/// A journal entry as it is stored.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct StoredJournalEntry {
    /// The shape of this record.
    pub format: u32,
    /// The line of history.
    pub branch: BranchId,
    /// The position it is anchored at.
    pub position: GlobalPosition,
    /// Its place among what is anchored there.
    pub index: u32,
    /// When it was noted.
    pub recorded_at: Timestamp,
    /// Whose hand moved the clock.
    pub clock: Clock,
    /// The note, as JSON text.
    pub note: String,
}

impl From<&Commit> for StoredCommit {
    fn from(commit: &Commit) -> Self {
        let data = &commit.data;
        let first = u64::from(!data.events.is_empty());
        Self {
            format: FORMAT,
            branch: data.branch.clone(),
            position: commit.moment.position,
            index: commit.moment.index,
            context: data.context.clone(),
            stream: data.stream.to_string(),
            first_version: commit.base.version.plus(first),
            first_context_position: commit.base.context_position.plus(first),
            visibility: data.visibility,
            recorded_at: commit.recorded_at,
            command: data.command.clone(),
            correlation: data.correlation.clone(),
            causation: data.causation.clone(),
            environment: data.environment.clone(),
            facts: data.facts.clone(),
            model: data.model.clone(),
            events: data.events.iter().map(StoredEvent::from).collect(),
        }
    }
}

impl From<&EventData> for StoredEvent {
    fn from(event: &EventData) -> Self {
        Self {
            event_type: event.event_type.clone(),
            schema_version: event.schema_version,
            payload: event.payload.clone(),
        }
    }
}

impl TryFrom<StoredCommit> for Commit {
    type Error = CodecError;

    fn try_from(stored: StoredCommit) -> Result<Self, CodecError> {
        check_format(stored.format)?;
        let stream = StreamName::parse(&stored.stream)
            .ok_or_else(|| CodecError::Damaged(format!("“{}” names no stream", stored.stream)))?;
        let base = base_of(&stored)?;
        let data = CommitData {
            branch: stored.branch,
            context: stored.context,
            stream,
            visibility: stored.visibility,
            command: stored.command,
            correlation: stored.correlation,
            causation: stored.causation,
            environment: stored.environment,
            facts: stored.facts,
            model: stored.model,
            events: stored.events.into_iter().map(EventData::from).collect(),
        };
        if let Some(problem) = data.malformed() {
            return Err(CodecError::Damaged(problem));
        }
        Ok(Self {
            data,
            base,
            moment: Moment {
                position: stored.position,
                index: stored.index,
            },
            recorded_at: stored.recorded_at,
        })
    }
}

impl From<StoredEvent> for EventData {
    fn from(stored: StoredEvent) -> Self {
        Self {
            event_type: stored.event_type,
            schema_version: stored.schema_version,
            payload: stored.payload,
        }
    }
}

impl From<&JournalEntry> for StoredJournalEntry {
    fn from(entry: &JournalEntry) -> Self {
        Self {
            format: FORMAT,
            branch: entry.branch.clone(),
            position: entry.moment.position,
            index: entry.moment.index,
            recorded_at: entry.recorded_at,
            clock: entry.clock,
            note: entry.note.to_json(),
        }
    }
}

impl TryFrom<StoredJournalEntry> for JournalEntry {
    type Error = CodecError;

    fn try_from(stored: StoredJournalEntry) -> Result<Self, CodecError> {
        check_format(stored.format)?;
        let note = JournalNote::from_json(&stored.note)
            .map_err(|error| CodecError::Damaged(error.to_string()))?;
        Ok(Self {
            branch: stored.branch,
            moment: Moment {
                position: stored.position,
                index: stored.index,
            },
            recorded_at: stored.recorded_at,
            clock: stored.clock,
            note,
        })
    }
}

fn check_format(found: u32) -> Result<(), CodecError> {
    if found > FORMAT {
        return Err(CodecError::Newer { found });
    }
    Ok(())
}

fn base_of(stored: &StoredCommit) -> Result<Base, CodecError> {
    let events = stored.events.len() as u64;
    let first = u64::from(events > 0);
    let before = |number: u64, by: u64, what: &str| {
        number.checked_sub(by).ok_or_else(|| {
            CodecError::Damaged(format!("{what} {number} is too small for {events} events"))
        })
    };
    Ok(Base {
        version: StreamVersion::new(before(stored.first_version.count(), first, "version")?),
        position: GlobalPosition::new(before(stored.position.number(), events, "position")?),
        context_position: ContextPosition::new(before(
            stored.first_context_position.number(),
            first,
            "context position",
        )?),
    })
}
