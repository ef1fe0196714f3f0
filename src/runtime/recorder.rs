//! Recording: commands are sent one after another through the real handlers, and the processes run between them.

use super::processors::{Processors, Report, Stopped, Surroundings};
use crate::engine::cache::Cache;
use crate::engine::command_handler::{CommandHandler, CommandRequest, Handled};
use crate::engine::commit::Command;
use crate::engine::environment::{Environment, FixedEnvironment};
use crate::engine::event::RecordedEvent;
use crate::engine::event_store::{EventStore, HistoryEntry, StoreError};
use crate::engine::faults::NoFaults;
use crate::engine::lookup::looked_up;
use crate::engine::memory_store::MemoryStore;
use crate::engine::model::Model;
use crate::engine::names::{BranchId, CommandId};
use crate::engine::position::Moment;
use crate::engine::snapshot::SnapshotEvery;
use crate::engine::story::StoryStep;
use crate::engine::time::Timestamp;
use crate::engine::timeline::{KeyframeSpacing, Timeline};
use crate::engine::value::Payload;
use std::cell::RefCell;
use std::rc::Rc;

/// The ids of a story's commands are made from this: the same story has the same ids everywhere.
const ID_SEED: &str = "story";

/// Between two commands at most so many deadlines are met, whatever a model sets again and again.
const MOST_BETWEEN: usize = 100_000;

/// At most so many deadlines are met after the last command.
const MOST_LEFT_OVER: usize = 100;

/// Records a story: its commands are sent with a fixed clock and fixed ids, and the processes run as they would have.
pub struct Recorder<'a> {
    store: &'a MemoryStore,
    model: &'a Rc<dyn Model>,
    handler: CommandHandler,
    environment: FixedEnvironment,
    processors: Processors,
    timeline: RefCell<Timeline>,
}

impl<'a> Recorder<'a> {
    /// Records into a store that has nothing of this model yet.
    pub fn new(store: &'a MemoryStore, model: &'a Rc<dyn Model>) -> Self {
        Self {
            store,
            model,
            handler: CommandHandler::new(Rc::clone(model), SnapshotEvery::default()),
            environment: FixedEnvironment::new(Timestamp::default(), ID_SEED),
            processors: Processors::new(Rc::clone(model), BranchId::main()),
            timeline: RefCell::new(Timeline::new(&**model, KeyframeSpacing::default())),
        }
    }

    /// Meets the deadlines before a command, sends it, and comes to rest.
    ///
    /// # Errors
    /// The store failed. A refused command is no error: the journal tells it.
    pub async fn send(&self, step: StoryStep) -> Result<(), StoreError> {
        self.pass_deadlines(step.at, MOST_BETWEEN).await?;
        self.environment.set_now(step.at);
        let request = request_of(step, self.environment.new_id());
        let request = self.with_facts(request);
        let handled = self.handler.handle(self.store, &self.environment, &request);
        let handled = handled.await?;
        self.keep_trace(&handled).await?;
        self.rest().await
    }

    /// What was begun comes to its end, so that nothing of it is left over for today; but what begins anew whenever it
    /// ends is left at some time.
    ///
    /// # Errors
    /// The store failed.
    pub async fn finish(&self) -> Result<(), StoreError> {
        let end = Timestamp::from_millis(i64::MAX);
        self.pass_deadlines(end, MOST_LEFT_OVER).await
    }

    /// Meets the deadlines up to a time, each at its own, and no more than so many.
    async fn pass_deadlines(&self, until: Timestamp, most: usize) -> Result<(), StoreError> {
        for _ in 0..most {
            let Some(due) = self.processors.next_due().filter(|due| *due <= until) else {
                break;
            };
            self.environment.set_now(due.max(self.environment.now()));
            self.rest().await?;
        }
        Ok(())
    }

    async fn rest(&self) -> Result<(), StoreError> {
        let sent = RefCell::new(Vec::new());
        let told = |report| {
            if let Report::Sent(handled) = report {
                sent.borrow_mut().push(handled);
            }
        };
        let around = Surroundings {
            store: self.store,
            handler: &self.handler,
            environment: &self.environment,
            faults: &NoFaults,
            told: &told,
        };
        match self.processors.run(&around).await {
            Ok(_) => {}
            Err(Stopped::Store(error)) => return Err(error),
            // No fault is planned in a story.
            Err(Stopped::Crashed(_)) => {}
        }
        for handled in sent.take() {
            self.keep_trace(&handled).await?;
        }
        Ok(())
    }

    /// The rows that the command declares to read.
    fn with_facts(&self, mut request: CommandRequest) -> CommandRequest {
        let timeline = self.timeline.borrow();
        request.facts = looked_up(&**self.model, &timeline, &request.command);
        request
    }

    async fn keep_trace(&self, handled: &Handled) -> Result<(), StoreError> {
        self.follow().await?;
        let trace = handled.whole_trace(&**self.model, &self.timeline.borrow());
        if let Some(trace) = trace {
            let traces = [(handled.end(), trace)];
            self.store.keep_traces(&BranchId::main(), &traces).await?;
        }
        Ok(())
    }

    /// Folds what was recorded since.
    async fn follow(&self) -> Result<(), StoreError> {
        let after = Moment::after(self.timeline.borrow().end());
        let entries = self
            .store
            .read_history(&BranchId::main(), after, usize::MAX)
            .await?;
        let commits = entries.iter().filter_map(HistoryEntry::commit);
        let events: Vec<RecordedEvent> = commits.flat_map(RecordedEvent::all_of).collect();
        self.timeline.borrow_mut().extend(&events);
        Ok(())
    }
}

fn request_of(step: StoryStep, id: String) -> CommandRequest {
    let command = Command {
        id: CommandId::new(id),
        command_type: step.command_type,
        payload: Payload::of(&step.payload),
        actor: step.actor,
        not_after: None,
    };
    CommandRequest::by_person(command, step.expected)
}
