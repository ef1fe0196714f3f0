//! The private stream of one instance: what is recorded there, and its fold.

use super::{Processors, Stopped, Surroundings};
use crate::engine::cache::Cache;
use crate::engine::commit::{Command, Commit, CommitData, Visibility};
use crate::engine::environment::DecisionEnvironment;
use crate::engine::event_store::{Appended, EventStore, HistoryEntry, StoreError};
use crate::engine::names::{Actor, CommandId, CommandType, CorrelationId, StreamName};
use crate::engine::process::{OpenWork, ProcessEvent, step_id};
use crate::engine::schema::ProcessSchema;
use crate::engine::stream_state::StreamState;
use crate::engine::value::{Payload, Value};
use crate::engine::version::{ExpectedVersion, StreamVersion};
use std::cell::Ref;
use std::rc::Rc;

/// The stream, within a process's own, that belongs to the processor as a whole. No instance is called like this.
pub(super) const PROCESSOR: &str = "";

/// What brings it about that a processor begins to read.
pub(super) const START: &str = "start";

/// One instance of a process.
#[derive(Clone)]
pub(super) struct Instance<'a> {
    pub(super) process: &'a ProcessSchema,
    pub(super) stream: StreamName,
}

impl<'a> Instance<'a> {
    pub(super) fn new(process: &'a ProcessSchema, id: &str) -> Self {
        Self {
            process,
            stream: StreamName::new(process.name.as_str(), id),
        }
    }

    pub(super) fn step_id(&self, cause: &str) -> CommandId {
        step_id(&self.process.name, &self.stream.id, cause)
    }

    pub(super) fn actor(&self) -> Actor {
        let name = self.process.name.as_str();
        Actor::new(name, name)
    }
}

/// A commit to a private stream that is about to be made.
pub(super) struct Record {
    pub(super) id: CommandId,
    pub(super) correlation: CorrelationId,
    pub(super) actor: Actor,
    pub(super) event: ProcessEvent,
}

impl Processors {
    pub(super) async fn load<S: EventStore>(
        &self,
        store: &S,
        instance: &Instance<'_>,
    ) -> Result<StreamState, Stopped> {
        let mut state = StreamState::empty(&*self.model, &instance.stream);
        let events = store.read_stream(&self.branch, &instance.stream, StreamVersion::NONE);
        state.evolve(&events.await?);
        Ok(state)
    }

    /// Records what goes onto the private stream as it is known here; where it has moved on, somebody else leads.
    pub(super) async fn record_at_head<S: EventStore + Cache>(
        &self,
        around: &Surroundings<'_, S>,
        instance: &Instance<'_>,
        id: CommandId,
        event: ProcessEvent,
    ) -> Result<(), Stopped> {
        let version = self.followed.borrow().version(&instance.stream);
        let record = Record {
            id,
            correlation: self.correlation(instance, &event),
            actor: instance.actor(),
            event,
        };
        self.record(around, instance, record, version)
            .await
            .map(|_| ())
    }

    /// The conversation that an input belongs to, or else the open step.
    fn correlation(&self, instance: &Instance<'_>, event: &ProcessEvent) -> CorrelationId {
        if let ProcessEvent::InputHeld { input } | ProcessEvent::InputParked { input, .. } = event {
            return input.correlation.clone();
        }
        let step = self.open_of(instance).and_then(|open| open.step.clone());
        step.map_or_else(
            || CorrelationId::new(cause_of(event)),
            |step| step.input.correlation.clone(),
        )
    }

    /// What an instance has open, as it is known here.
    pub(super) fn open_of(&self, instance: &Instance<'_>) -> Option<Ref<'_, OpenWork>> {
        let (process, id) = (&instance.process.name, &instance.stream.id);
        let followed = self.followed.borrow();
        Ref::filter_map(followed, |followed| followed.open_of(process, id)).ok()
    }

    /// Whether a command was accepted before.
    pub(super) async fn was_accepted<S: EventStore>(
        &self,
        store: &S,
        command: &CommandId,
    ) -> Result<bool, StoreError> {
        let found = store.find_command(&self.branch, command).await?;
        Ok(found.is_some())
    }

    /// The commit. `None` where the stream has moved on: then what is open is looked at again.
    pub(super) async fn record<S: EventStore + Cache>(
        &self,
        around: &Surroundings<'_, S>,
        instance: &Instance<'_>,
        record: Record,
        version: StreamVersion,
    ) -> Result<Option<Rc<Commit>>, Stopped> {
        let data = self.private_commit(around, instance, record);
        let appended = around
            .store
            .append(data, ExpectedVersion::Exact(version))
            .await?;
        let committed = match appended {
            Appended::Committed(commit) => Some(commit),
            Appended::Repeated(_) | Appended::Conflict(_) => None,
        };
        if let Some(commit) = &committed {
            self.observe(&[HistoryEntry::Commit(Rc::clone(commit))]);
        }
        let known = committed.as_ref().map(|commit| commit.moment);
        if !known.is_some_and(|moment| self.followed.borrow().knows(moment)) {
            self.follow(around.store).await?;
        }
        Ok(committed)
    }

    fn private_commit<S>(
        &self,
        around: &Surroundings<'_, S>,
        instance: &Instance<'_>,
        record: Record,
    ) -> CommitData {
        let event = record.event.to_data();
        let cause = cause_of(&record.event);
        let payload = Value::map([("cause", Value::from(cause))]);
        CommitData {
            branch: self.branch.clone(),
            context: instance.process.context.clone(),
            stream: instance.stream.clone(),
            visibility: Visibility::Private,
            command: Command {
                // What happens on a private stream is named by what it records.
                command_type: CommandType::new(event.event_type.as_str()),
                payload: Payload::of(&payload),
                actor: record.actor,
                not_after: None,
                id: record.id.clone(),
            },
            correlation: record.correlation,
            causation: Some(cause.to_owned()),
            environment: DecisionEnvironment::for_command(&record.id, around.environment),
            facts: Vec::new(),
            model: self.model.fingerprint().clone(),
            events: vec![event],
        }
    }
}

/// What is recorded of a processor as a whole is how it starts.
fn cause_of(event: &ProcessEvent) -> &str {
    event.cause().unwrap_or(START)
}
