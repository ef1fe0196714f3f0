//! The private stream of one instance: what is recorded there, and its fold.

use super::{Processors, Stopped, Surroundings};
use crate::engine::cache::Cache;
use crate::engine::commit::{Command, Commit, CommitData, Visibility};
use crate::engine::environment::DecisionEnvironment;
use crate::engine::event_store::{Appended, EventStore, HistoryEntry};
use crate::engine::names::{Actor, CommandId, CommandType, CorrelationId, StreamName};
use crate::engine::process::{ProcessEvent, step_id};
use crate::engine::schema::ProcessSchema;
use crate::engine::stream_state::StreamState;
use crate::engine::value::{Payload, Value};
use crate::engine::version::{ExpectedVersion, StreamVersion};
use std::rc::Rc;

/// The stream, within a process's own, that belongs to the processor as a whole. No instance is called like this.
pub(super) const PROCESSOR: &str = "";

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
pub(super) struct Record<'i> {
    pub(super) id: CommandId,
    pub(super) cause: &'i str,
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
        cause: &str,
        event: ProcessEvent,
    ) -> Result<(), Stopped> {
        let version = self.followed.borrow().version(&instance.stream);
        let correlation = match &event {
            ProcessEvent::InputHeld { input } | ProcessEvent::InputParked { input, .. } => {
                input.correlation.clone()
            }
            _ => self.correlation(instance, cause),
        };
        let record = Record {
            id,
            cause,
            correlation,
            actor: instance.actor(),
            event,
        };
        self.record(around, instance, record, version)
            .await
            .map(|_| ())
    }

    /// The conversation that the open step belongs to.
    fn correlation(&self, instance: &Instance<'_>, cause: &str) -> CorrelationId {
        let followed = self.followed.borrow();
        let open = followed.open_of(&instance.process.name, &instance.stream.id);
        let step = open.and_then(|open| open.step.as_ref());
        step.map_or_else(
            || CorrelationId::new(cause),
            |step| step.input.correlation.clone(),
        )
    }

    /// The commit. `None` where the stream has moved on: then what is open is looked at again.
    pub(super) async fn record<S: EventStore + Cache>(
        &self,
        around: &Surroundings<'_, S>,
        instance: &Instance<'_>,
        record: Record<'_>,
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
        record: Record<'_>,
    ) -> CommitData {
        let event = record.event.to_data();
        let cause = Value::map([("cause", Value::from(record.cause))]);
        CommitData {
            branch: self.branch.clone(),
            context: instance.process.context.clone(),
            stream: instance.stream.clone(),
            visibility: Visibility::Private,
            command: Command {
                // What happens on a private stream is named by what it records.
                command_type: CommandType::new(event.event_type.as_str()),
                payload: Payload::of(&cause),
                actor: record.actor,
                not_after: None,
                id: record.id.clone(),
            },
            correlation: record.correlation,
            causation: Some(record.cause.to_owned()),
            environment: DecisionEnvironment::for_command(&record.id, around.environment),
            facts: Vec::new(),
            model: self.model.fingerprint().clone(),
            events: vec![event],
        }
    }
}
