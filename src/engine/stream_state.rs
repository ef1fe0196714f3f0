//! The state of one stream by itself: what a decision is made on.

use super::commit::Commit;
use super::decision::DecisionInput;
use super::environment::DecisionEnvironment;
use super::event::{EventData, RecordedEvent};
use super::journal::Refusal;
use super::model::{History, Model, World};
use super::names::{Fingerprint, StreamName};
use super::process::{Input, Reaction};
use super::snapshot::Snapshot;
use super::value::{Payload, Value};
use super::version::StreamVersion;
use std::rc::Rc;

/// One stream, folded.
pub struct StreamState {
    stream: StreamName,
    version: StreamVersion,
    model: Fingerprint,
    history: Box<dyn History>,
    world: World,
}

impl StreamState {
    /// The state of a stream without events.
    pub fn empty(model: &dyn Model, stream: &StreamName) -> Self {
        let history = model.history();
        Self {
            stream: stream.clone(),
            version: StreamVersion::NONE,
            model: model.fingerprint().clone(),
            world: history.initial_world(),
            history,
        }
    }

    /// The state that a snapshot holds. `None` where it was made under other rules or can't be read.
    pub fn from_snapshot(model: &dyn Model, snapshot: &Snapshot) -> Option<Self> {
        if snapshot.model != *model.fingerprint() {
            return None;
        }
        let mut history = model.history();
        let world = history.restore(snapshot)?;
        Some(Self {
            stream: snapshot.stream.clone(),
            version: snapshot.version,
            model: snapshot.model.clone(),
            history,
            world,
        })
    }

    /// The stream.
    pub fn stream(&self) -> &StreamName {
        &self.stream
    }

    /// How many events are folded in.
    pub fn version(&self) -> StreamVersion {
        self.version
    }

    /// The state as plain data. `None` where there is none yet.
    pub fn value(&self) -> Option<Value> {
        self.history.state(&self.world, &self.stream)
    }

    /// Folds the next events in. Those that are folded in already are passed over, and so is everything after a gap.
    pub fn evolve(&mut self, events: &[RecordedEvent]) {
        let folded = self.history.len();
        for event in events {
            if event.version() == self.version.plus(1) {
                self.history.push(event);
                self.version = event.version();
            }
        }
        let end = self.history.len();
        // A fold that stops leaves the state before the event; the timeline tells why.
        let _ = self.history.fold(&mut self.world, folded..end);
    }

    /// Folds a commit in.
    pub fn evolve_by(&mut self, commit: &Rc<Commit>) {
        let events: Vec<RecordedEvent> = RecordedEvent::all_of(commit).collect();
        self.evolve(&events);
    }

    /// Decides a command on this state.
    ///
    /// # Errors
    /// The rules say no.
    pub fn decide(&self, decision: DecisionInput<'_>) -> Result<Vec<EventData>, Refusal> {
        self.history.decide(&self.world, &self.stream, decision)
    }

    /// What the process whose private stream this is does about an input.
    ///
    /// # Errors
    /// It can't handle this input in its present state: why, as a sentence.
    pub fn react(
        &self,
        input: &Input,
        environment: &DecisionEnvironment,
    ) -> Result<Reaction, String> {
        self.history
            .react(&self.world, &self.stream, input, environment)
    }

    /// A snapshot of this state. `None` where there is no state yet.
    pub fn snapshot(&self) -> Option<Snapshot> {
        Some(Snapshot {
            stream: self.stream.clone(),
            version: self.version,
            model: self.model.clone(),
            state: Payload::of(&self.value()?),
        })
    }
}
