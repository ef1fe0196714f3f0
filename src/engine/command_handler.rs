//! The command handler: receive, validate, load, replay, decide, append, and decide again after a lost race.

mod handling;

use super::cache::Cache;
use super::commit::{Command, Commit, LookedUpFact};
use super::environment::Environment;
use super::event_store::{Conflict, EventStore, StoreError};
use super::journal::{JournalEntry, Refusal};
use super::model::Model;
use super::names::{BranchId, CorrelationId, StreamName};
use super::position::Moment;
use super::publication::published;
use super::snapshot::SnapshotEvery;
use super::stream_state::StreamState;
use super::timeline::Timeline;
use super::trace::Trace;
use super::version::ExpectedVersion;
use handling::Handling;
use std::cell::{Cell, RefCell};
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
    /// The rows that the command declares to read, as they were looked up.
    pub facts: Vec<LookedUpFact>,
    /// A lost race is told where this no longer holds; where it does, `Any` for one, the command is decided again.
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
            facts: Vec::new(),
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

impl Handled {
    /// Where it ended: the commit that accepted it, or the last note about it.
    pub fn end(&self) -> Moment {
        match &self.outcome {
            Outcome::Accepted(commit) | Outcome::Repeated(commit) => commit.moment,
            Outcome::Refused(_) | Outcome::Conflicted(_) => {
                let last = self.notes.last();
                last.map_or(Moment::START, |note| note.moment)
            }
        }
    }

    /// The whole trace, also of what the projections did: `timeline` holds its commit. `None` for a command that had
    /// been accepted before, for its first trace stands.
    pub fn whole_trace(&self, model: &dyn Model, timeline: &Timeline) -> Option<Trace> {
        let mut trace = self.trace.clone();
        match &self.outcome {
            Outcome::Repeated(_) => return None,
            Outcome::Accepted(commit) => trace.entries.extend(published(model, timeline, commit)),
            Outcome::Refused(_) | Outcome::Conflicted(_) => {}
        }
        Some(trace)
    }
}

/// Handles the commands of one workspace.
pub struct CommandHandler {
    model: Rc<dyn Model>,
    snapshot_every: Cell<SnapshotEvery>,
    states: RefCell<BTreeMap<(BranchId, StreamName), StreamState>>,
}

impl CommandHandler {
    /// A handler that knows no state yet.
    pub fn new(model: Rc<dyn Model>, snapshot_every: SnapshotEvery) -> Self {
        Self {
            model,
            snapshot_every: Cell::new(snapshot_every),
            states: RefCell::default(),
        }
    }

    /// From here on takes snapshots this often.
    pub fn set_snapshot_every(&self, every: SnapshotEvery) {
        self.snapshot_every.set(every);
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
        Handling::new(self, store, environment, request).run().await
    }

    /// Takes the kept state of a stream out. Whoever has brought it up to date puts it back; else it is loaded anew.
    fn take_state(&self, branch: &BranchId, stream: &StreamName) -> Option<StreamState> {
        let key = (branch.clone(), stream.clone());
        self.states.borrow_mut().remove(&key)
    }

    fn remember(&self, branch: &BranchId, state: StreamState) {
        let mut states = self.states.borrow_mut();
        if states.len() >= STATES_IN_MEMORY {
            states.pop_first();
        }
        states.insert((branch.clone(), state.stream().clone()), state);
    }
}
