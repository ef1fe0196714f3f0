//! Writing: pieces of a model's text, made from what was recorded.
//!
//! Whatever is written here can be put behind the text of the model as it is. What the language has no words for is
//! told as a sentence for people.

mod layout;
mod literal;
mod matter;
mod mentions;
mod spec;
mod step;
mod types;
mod upcast;
mod words;

pub use matter::matters;
pub use spec::spec;
pub use step::step_spec;
pub use upcast::upcast;

use crate::engine::commit::Command;
use crate::engine::event::EventData;
use crate::engine::journal::Refusal;
use crate::engine::names::{Actor, ProcessName, StreamName};
use crate::engine::process::RecordedStep;
use crate::engine::time::Timestamp;

/// A decision that was recorded, with what it was decided on.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Case {
    /// What the spec shows, for people.
    pub title: String,
    /// What had happened, in order: as far as it [`matters`].
    pub given: Vec<Happened>,
    /// The command that was sent.
    pub command: Command,
    /// When it was decided.
    pub now: Timestamp,
    /// How it ended.
    pub ended: Ended,
}

/// An event that had happened.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Happened {
    /// The event as it is stored.
    pub event: EventData,
    /// The stream that it happened to.
    pub stream: StreamName,
    /// Who sent the command that recorded it.
    pub by: Actor,
    /// When it was recorded.
    pub at: Timestamp,
}

/// How a decision ended.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Ended {
    /// These events were recorded; perhaps none.
    Recorded(Vec<EventData>),
    /// The command was refused.
    Refused(Refusal),
}

/// A step of a process that was recorded, with what the instance had done before.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct StepCase {
    /// What the spec shows, for people.
    pub title: String,
    /// The process.
    pub process: ProcessName,
    /// Which instance of it.
    pub instance: String,
    /// The steps of this instance before, in order.
    pub earlier: Vec<RecordedStep>,
    /// The step.
    pub step: RecordedStep,
}
