//! One command on its way through the workflow. Each method is a step, and each step taken leaves a trace entry.

use super::{CommandHandler, CommandRequest, Handled, MOST_ATTEMPTS, Outcome};
use crate::engine::cache::Cache;
use crate::engine::commit::{Commit, CommitData, Visibility};
use crate::engine::decision::DecisionInput;
use crate::engine::environment::{DecisionEnvironment, Environment};
use crate::engine::event::EventData;
use crate::engine::event_store::{Appended, Conflict, EventStore, StoreError};
use crate::engine::journal::{JournalEntry, JournalNote, Refusal, RefusalStage};
use crate::engine::names::StreamName;
use crate::engine::stream_state::StreamState;
use crate::engine::trace::{LoadSource, Trace, TraceEntry};
use crate::engine::validation::{Target, validate};
use crate::engine::version::{ExpectedVersion, StreamVersion};
use std::rc::Rc;

/// One command being handled.
pub(super) struct Handling<'a, S> {
    handler: &'a CommandHandler,
    store: &'a S,
    environment: &'a dyn Environment,
    request: &'a CommandRequest,
    trace: Trace,
    notes: Vec<Rc<JournalEntry>>,
}

impl<'a, S: EventStore + Cache> Handling<'a, S> {
    pub(super) fn new(
        handler: &'a CommandHandler,
        store: &'a S,
        environment: &'a dyn Environment,
        request: &'a CommandRequest,
    ) -> Self {
        Self {
            handler,
            store,
            environment,
            request,
            trace: Trace::default(),
            notes: Vec::new(),
        }
    }

    pub(super) async fn run(mut self) -> Result<Handled, StoreError> {
        let outcome = self.outcome().await?;
        Ok(Handled {
            outcome,
            trace: self.trace,
            notes: self.notes,
        })
    }

    async fn outcome(&mut self) -> Result<Outcome, StoreError> {
        let command = &self.request.command;
        self.trace.add(TraceEntry::Received {
            command: command.command_type.clone(),
            actor: command.actor.clone(),
        });
        let target = match self.validated() {
            Ok(target) => target,
            Err(refusal) => return self.invalid(refusal).await,
        };
        self.trace.add(TraceEntry::Validated {
            fields: target.fields,
            stream: target.stream.clone(),
        });
        let mut attempt = 1;
        loop {
            if let Some(outcome) = self.attempt(&target, attempt).await? {
                return Ok(outcome);
            }
            attempt += 1;
        }
    }

    fn validated(&self) -> Result<Target, Refusal> {
        let command = &self.request.command;
        let target = validate(self.handler.model.schema(), command)?;
        match command.not_after {
            Some(not_after) if self.environment.now() > not_after => Err(Refusal {
                stage: RefusalStage::Validation,
                ..Refusal::decided("TOO_LATE", format!("It was to be done by {not_after}."))
            }),
            _ => Ok(target),
        }
    }

    async fn invalid(&mut self, refusal: Refusal) -> Result<Outcome, StoreError> {
        if let Some(first) = self.first_answer().await? {
            return Ok(first);
        }
        self.trace.add(TraceEntry::Invalid {
            reason: refusal.reason.clone(),
            problems: refusal.fields.clone(),
        });
        self.refused(None, refusal).await
    }

    /// Decides once. `None` means that the stream had moved on and the command is to be decided again.
    async fn attempt(
        &mut self,
        target: &Target,
        attempt: u32,
    ) -> Result<Option<Outcome>, StoreError> {
        let mut state = self.load(&target.stream, attempt).await?;
        let seen = DecisionEnvironment::for_command(&self.request.command.id, self.environment);
        let decision = state.decide(DecisionInput {
            command: &self.request.command,
            facts: &self.request.facts,
            environment: &seen,
        });
        let accepted = decision.is_ok();
        self.trace.add(TraceEntry::Decided { attempt, accepted });
        let events = match decision {
            Ok(events) => events,
            Err(refusal) => return self.rejected(state, refusal).await.map(Some),
        };
        self.created(&events);
        if !self.request.expected.matches(state.version()) {
            return self.disappointed(state, attempt).await.map(Some);
        }
        // What is appended was decided on this version, whatever the sender believes.
        let expected = ExpectedVersion::Exact(state.version());
        let data = self.commit_data(target, seen, events);
        match self.store.append(data, expected).await? {
            Appended::Committed(commit) => {
                let before = state.version();
                state.evolve_by(&commit);
                self.appended(&commit);
                self.keep(state, before).await;
                Ok(Some(Outcome::Accepted(commit)))
            }
            Appended::Repeated(commit) => Ok(Some(self.repeated(commit))),
            Appended::Conflict(conflict) => {
                self.handler.remember(&self.request.branch, state);
                self.conflicted(&target.stream, conflict, attempt).await
            }
        }
    }

    /// The stream is not what the sender believes. It may become so before an append, which would then hold what was
    /// decided on another state: so nothing is appended.
    async fn disappointed(
        &mut self,
        state: StreamState,
        attempt: u32,
    ) -> Result<Outcome, StoreError> {
        if let Some(first) = self.first_answer().await? {
            return Ok(first);
        }
        let (branch, stream) = (&self.request.branch, state.stream().clone());
        let expected = self.request.expected;
        let winners = self.store.read_stream(branch, &stream, expected.known());
        let conflict = Conflict {
            expected,
            actual: state.version(),
            winners: winners.await?,
        };
        self.handler.remember(branch, state);
        let told = Outcome::Conflicted(conflict.clone());
        let outcome = self.conflicted(&stream, conflict, attempt).await?;
        Ok(outcome.unwrap_or(told))
    }

    async fn load(&mut self, stream: &StreamName, attempt: u32) -> Result<StreamState, StoreError> {
        let branch = &self.request.branch;
        let kept = self.handler.take_state(branch, stream);
        let (mut state, snapshot, from_memory) = match kept {
            Some(state) => (state, None, true),
            None => {
                let (state, snapshot) = self.restored(stream).await?;
                (state, snapshot, false)
            }
        };
        let version = state.version();
        let later = self.store.read_stream(branch, stream, version).await?;
        let events = later.len();
        state.evolve(&later);
        let source = match from_memory {
            true => LoadSource::Memory { version, events },
            false => LoadSource::Store { snapshot, events },
        };
        self.trace.add(TraceEntry::Loaded { attempt, source });
        let version = state.version();
        self.trace.add(TraceEntry::Replayed { attempt, version });
        Ok(state)
    }

    async fn restored(
        &self,
        stream: &StreamName,
    ) -> Result<(StreamState, Option<StreamVersion>), StoreError> {
        let model = &*self.handler.model;
        let kept = self
            .store
            .snapshot(&self.request.branch, stream, model.fingerprint())
            .await?;
        let restored = kept.and_then(|snapshot| StreamState::from_snapshot(model, &snapshot));
        Ok(match restored {
            Some(state) => {
                let version = state.version();
                (state, Some(version))
            }
            None => (StreamState::empty(model, stream), None),
        })
    }

    fn created(&mut self, events: &[EventData]) {
        if !events.is_empty() {
            let events = events.iter().map(|e| e.event_type.clone()).collect();
            self.trace.add(TraceEntry::Created { events });
        }
    }

    fn commit_data(
        &self,
        target: &Target,
        environment: DecisionEnvironment,
        events: Vec<EventData>,
    ) -> CommitData {
        let request = self.request;
        CommitData {
            branch: request.branch.clone(),
            context: target.context.clone(),
            stream: target.stream.clone(),
            visibility: Visibility::Public,
            command: request.command.clone(),
            correlation: request.correlation.clone(),
            causation: request.causation.clone(),
            environment,
            facts: request.facts.clone(),
            model: self.handler.model.fingerprint().clone(),
            events,
        }
    }

    fn appended(&mut self, commit: &Commit) {
        self.trace.add(TraceEntry::Appended {
            version: commit.version(),
            position: commit.moment.position,
            events: commit.data.events.len(),
        });
    }

    fn repeated(&mut self, commit: Rc<Commit>) -> Outcome {
        self.trace.add(TraceEntry::Repeated {
            position: commit.moment.position,
        });
        Outcome::Repeated(commit)
    }

    /// A refusal of a command that was accepted before is no refusal: its first answer stands.
    async fn first_answer(&mut self) -> Result<Option<Outcome>, StoreError> {
        let (branch, id) = (&self.request.branch, &self.request.command.id);
        let first = self.store.find_command(branch, id).await?;
        Ok(first.map(|commit| self.repeated(commit)))
    }

    async fn rejected(
        &mut self,
        state: StreamState,
        refusal: Refusal,
    ) -> Result<Outcome, StoreError> {
        if let Some(first) = self.first_answer().await? {
            return Ok(first);
        }
        self.trace.add(TraceEntry::Rejected {
            code: refusal.code.clone(),
            reason: refusal.reason.clone(),
        });
        self.trace.add(TraceEntry::Answered {
            version: state.version(),
        });
        let stream = state.stream().clone();
        self.handler.remember(&self.request.branch, state);
        self.refused(Some(stream), refusal).await
    }

    async fn refused(
        &mut self,
        stream: Option<StreamName>,
        refusal: Refusal,
    ) -> Result<Outcome, StoreError> {
        self.note(JournalNote::Refused {
            command: self.request.command.clone(),
            stream,
            refusal: refusal.clone(),
        })
        .await?;
        Ok(Outcome::Refused(refusal))
    }

    async fn conflicted(
        &mut self,
        stream: &StreamName,
        conflict: Conflict,
        attempt: u32,
    ) -> Result<Option<Outcome>, StoreError> {
        // Where what the sender believes is still so, the race is nobody's concern.
        let told = !self.request.expected.matches(conflict.actual);
        let retried = !told && attempt < MOST_ATTEMPTS;
        let winners = &conflict.winners;
        self.trace.add(TraceEntry::Conflicted {
            attempt,
            expected: conflict.expected,
            actual: conflict.actual,
            winners: winners
                .iter()
                .map(|e| e.data().event_type.clone())
                .collect(),
        });
        self.note(JournalNote::LostRace {
            command: self.request.command.clone(),
            stream: stream.clone(),
            expected: conflict.expected,
            actual: conflict.actual,
            winners: winners.iter().map(|event| event.id()).collect(),
            retried,
        })
        .await?;
        Ok((!retried).then_some(Outcome::Conflicted(conflict)))
    }

    async fn note(&mut self, note: JournalNote) -> Result<(), StoreError> {
        let time = (self.environment.now(), self.environment.clock());
        let entry = self.store.note(&self.request.branch, time, note).await?;
        self.notes.push(entry);
        Ok(())
    }

    async fn keep(&self, state: StreamState, before: StreamVersion) {
        let branch = &self.request.branch;
        if self
            .handler
            .snapshot_every
            .get()
            .is_due(before, state.version())
            && let Some(snapshot) = state.snapshot()
        {
            // A snapshot is discardable: the command is durable whether or not this one could be kept.
            let _ = self.store.keep_snapshot(branch, snapshot).await;
        }
        self.handler.remember(branch, state);
    }
}
