//! The command handler: receive, validate, load, replay, decide, append, and decide again after a lost race.

use super::cache::Cache;
use super::commit::{Command, Commit, CommitData, Visibility};
use super::environment::{DecisionEnvironment, Environment};
use super::event::EventData;
use super::event_store::{Appended, Conflict, EventStore, StoreError};
use super::journal::{JournalEntry, JournalNote, Refusal, RefusalStage};
use super::model::Model;
use super::names::{BranchId, CorrelationId, StreamName};
use super::snapshot::SnapshotEvery;
use super::stream_state::StreamState;
use super::trace::{LoadSource, Trace, TraceEntry};
use super::validation::{Target, validate};
use super::version::{ExpectedVersion, StreamVersion};
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

/// How often a command is decided at the most before a lost race is told.
pub const MOST_ATTEMPTS: u32 = 5;

/// How many states of streams are kept in memory.
const STATES_IN_MEMORY: usize = 64;

/// A command on its way, with what belongs to the sending and not to the command.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct CommandRequest {
    /// The line of history.
    pub branch: BranchId,
    /// The command.
    pub command: Command,
    /// `Any`: a lost race is decided again. Anything else: it is told.
    pub expected: ExpectedVersion,
    /// The conversation it belongs to.
    pub correlation: CorrelationId,
    /// Its direct cause, where that is no person.
    pub causation: Option<String>,
}

impl CommandRequest {
    /// A command that a person sends on the main branch: it begins a conversation.
    pub fn by_person(command: Command, expected: ExpectedVersion) -> Self {
        Self {
            branch: BranchId::main(),
            correlation: CorrelationId::new(command.id.as_str()),
            command,
            expected,
            causation: None,
        }
    }
}

/// How a command ended. A broken store is none of these: it is a [`StoreError`].
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Outcome {
    /// Its events are durable.
    Accepted(Rc<Commit>),
    /// It had been accepted before; this is the first answer.
    Repeated(Rc<Commit>),
    /// It is malformed, or the rules say no.
    Refused(Refusal),
    /// Somebody else was faster.
    Conflicted(Conflict),
}

/// A command that was handled.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Handled {
    /// How it ended.
    pub outcome: Outcome,
    /// The steps it took.
    pub trace: Trace,
    /// What was written to the journal on the way, in order.
    pub notes: Vec<Rc<JournalEntry>>,
}

/// Handles the commands of one workspace.
pub struct CommandHandler {
    model: Rc<dyn Model>,
    snapshot_every: SnapshotEvery,
    states: RefCell<BTreeMap<(BranchId, StreamName), StreamState>>,
}

/// One command being handled.
struct Handling<'a, S> {
    handler: &'a CommandHandler,
    store: &'a S,
    environment: &'a dyn Environment,
    request: &'a CommandRequest,
    trace: Trace,
    notes: Vec<Rc<JournalEntry>>,
}

impl CommandHandler {
    /// A handler that knows no state yet.
    pub fn new(model: Rc<dyn Model>, snapshot_every: SnapshotEvery) -> Self {
        Self {
            model,
            snapshot_every,
            states: RefCell::default(),
        }
    }

    /// Forgets the states in memory: the next load is from the store.
    pub fn forget_states(&self) {
        self.states.borrow_mut().clear();
    }

    /// Handles one command.
    ///
    /// # Errors
    /// The store failed. Whether a commit was written is then told by sending the same command again: once is enough.
    pub async fn handle<S: EventStore + Cache>(
        &self,
        store: &S,
        environment: &dyn Environment,
        request: &CommandRequest,
    ) -> Result<Handled, StoreError> {
        let mut handling = Handling {
            handler: self,
            store,
            environment,
            request,
            trace: Trace::default(),
            notes: Vec::new(),
        };
        let outcome = handling.run().await?;
        Ok(Handled {
            outcome,
            trace: handling.trace,
            notes: handling.notes,
        })
    }
}

impl<S: EventStore + Cache> Handling<'_, S> {
    async fn run(&mut self) -> Result<Outcome, StoreError> {
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
        self.trace.add(TraceEntry::Invalid {
            reason: refusal.reason.clone(),
            problems: refusal.fields.clone(),
        });
        self.refused(None, refusal).await
    }

    /// Decides once. `None` means that the race was lost and the command is to be decided again.
    async fn attempt(
        &mut self,
        target: &Target,
        attempt: u32,
    ) -> Result<Option<Outcome>, StoreError> {
        let mut state = self.load(&target.stream, attempt).await?;
        let seen = DecisionEnvironment::for_command(&self.request.command.id, self.environment);
        let decision = state.decide(&self.request.command, &seen);
        let accepted = decision.is_ok();
        self.trace.add(TraceEntry::Decided { attempt, accepted });
        let events = match decision {
            Ok(events) => events,
            Err(refusal) => return self.rejected(state, refusal).await.map(Some),
        };
        self.created(&events);
        let expected = match self.request.expected {
            ExpectedVersion::Any => ExpectedVersion::Exact(state.version()),
            told => told,
        };
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

    async fn load(&mut self, stream: &StreamName, attempt: u32) -> Result<StreamState, StoreError> {
        let branch = &self.request.branch;
        let key = (branch.clone(), stream.clone());
        let kept = self.handler.states.borrow_mut().remove(&key);
        let (mut state, snapshot, from_memory) = match kept {
            Some(state) => (state, None, true),
            None => {
                let (state, snapshot) = self.restored(stream).await?;
                (state, snapshot, false)
            }
        };
        let version = state.version();
        let mut events = 0;
        if !from_memory || attempt > 1 {
            let later = self.store.read_stream(branch, stream, version).await?;
            events = later.len();
            state.evolve(&later);
        }
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
            facts: Vec::new(),
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
    async fn rejected(
        &mut self,
        state: StreamState,
        refusal: Refusal,
    ) -> Result<Outcome, StoreError> {
        let (branch, id) = (&self.request.branch, &self.request.command.id);
        if let Some(first) = self.store.find_command(branch, id).await? {
            return Ok(self.repeated(first));
        }
        self.trace.add(TraceEntry::Rejected {
            code: refusal.code.clone(),
            reason: refusal.reason.clone(),
        });
        self.trace.add(TraceEntry::Answered {
            version: state.version(),
        });
        let stream = state.stream().clone();
        self.handler.remember(branch, state);
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
        let retried = self.request.expected == ExpectedVersion::Any && attempt < MOST_ATTEMPTS;
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
        if self.handler.snapshot_every.is_due(before, state.version())
            && let Some(snapshot) = state.snapshot()
        {
            // A snapshot is discardable: the command is durable whether or not this one could be kept.
            let _ = self.store.keep_snapshot(branch, snapshot).await;
        }
        self.handler.remember(branch, state);
    }
}

impl CommandHandler {
    fn remember(&self, branch: &BranchId, state: StreamState) {
        let mut states = self.states.borrow_mut();
        if states.len() >= STATES_IN_MEMORY {
            states.pop_first();
        }
        states.insert((branch.clone(), state.stream().clone()), state);
    }
}
