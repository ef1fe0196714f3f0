//! Events: before they are recorded, and after.

use super::commit::Commit;
use super::names::{EventType, StreamName};
use super::position::{ContextPosition, GlobalPosition};
use super::value::Payload;
use super::version::StreamVersion;
use std::rc::Rc;

/// An event that a decision wants recorded.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct EventData {
    /// What happened.
    pub event_type: EventType,
    /// The version of the shape of the payload; upcasters lift older ones when they are read.
    pub schema_version: u32,
    /// The facts.
    pub payload: Payload,
}

/// An event that is history: one of the events of a commit, with the places it stands at.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct RecordedEvent {
    commit: Rc<Commit>,
    index: usize,
}

impl RecordedEvent {
    /// The events of `commit` in order.
    pub fn all_of(commit: &Rc<Commit>) -> impl Iterator<Item = Self> + use<> {
        let commit = Rc::clone(commit);
        (0..commit.data.events.len()).map(move |index| Self {
            commit: Rc::clone(&commit),
            index,
        })
    }

    /// The commit that the event came with.
    pub fn commit(&self) -> &Rc<Commit> {
        &self.commit
    }

    /// Type, schema version and payload as stored.
    pub fn data(&self) -> &EventData {
        &self.commit.data.events[self.index]
    }

    /// Names the event for ever: the command's id and the event's place in its commit.
    pub fn id(&self) -> String {
        format!("{}.{}", self.commit.data.command.id, self.index)
    }

    /// The stream it belongs to.
    pub fn stream(&self) -> &StreamName {
        &self.commit.data.stream
    }

    /// The version of its stream once it had happened.
    pub fn version(&self) -> StreamVersion {
        self.commit.base.version.plus(self.place())
    }

    /// Its place among all events of the branch.
    pub fn global_position(&self) -> GlobalPosition {
        self.commit.base.position.plus(self.place())
    }

    /// Its place in the log of its context.
    pub fn context_position(&self) -> ContextPosition {
        self.commit.base.context_position.plus(self.place())
    }

    fn place(&self) -> u64 {
        self.index as u64 + 1
    }
}
