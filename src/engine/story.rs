//! Stories: commands at times, which make a first history when they are sent through the real handlers.

use super::names::{Actor, CommandType};
use super::time::Timestamp;
use super::value::Value;
use super::version::ExpectedVersion;

/// One command of a story.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct StoryStep {
    /// When it is sent.
    pub at: Timestamp,
    /// Who sends it.
    pub actor: Actor,
    /// What is wanted.
    pub command_type: CommandType,
    /// The details.
    pub payload: Value,
    /// What the sender believed of the stream; a wrong belief makes a lost race.
    pub expected: ExpectedVersion,
}
