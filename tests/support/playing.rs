//! Plays commands through the real command handler over the reference store, with a fixed clock and fixed ids.

#![allow(dead_code, reason = "each test uses a part of it")]

use foldline::engine::command_handler::{CommandHandler, CommandRequest, Handled};
use foldline::engine::commit::Command;
use foldline::engine::environment::{Environment, FixedEnvironment};
use foldline::engine::event::RecordedEvent;
use foldline::engine::event_store::{EventStore, HistoryEntry, StoreError};
use foldline::engine::memory_store::MemoryStore;
use foldline::engine::model::Model;
use foldline::engine::names::{Actor, BranchId, CommandId, CommandType};
use foldline::engine::position::Moment;
use foldline::engine::snapshot::SnapshotEvery;
use foldline::engine::story::StoryStep;
use foldline::engine::time::Timestamp;
use foldline::engine::value::{Payload, Value};
use foldline::engine::version::ExpectedVersion;
use std::pin::pin;
use std::rc::Rc;
use std::task::{Context, Poll, Waker};

/// A model, a store and a handler at work.
pub(crate) struct Playing {
    pub(crate) model: Rc<dyn Model>,
    pub(crate) store: MemoryStore,
    pub(crate) environment: FixedEnvironment,
    pub(crate) handler: CommandHandler,
}

impl Playing {
    /// Nothing has happened yet.
    pub(crate) fn new(model: Rc<dyn Model>, snapshot_every: SnapshotEvery) -> Self {
        let start = Timestamp::parse("2026-03-14T09:00:00Z").expect("a time");
        Self {
            handler: CommandHandler::new(Rc::clone(&model), snapshot_every),
            model,
            store: MemoryStore::new(),
            environment: FixedEnvironment::new(start, "playing"),
        }
    }

    /// Sends one step of a story at its time.
    pub(crate) fn play(&self, step: &StoryStep) -> Handled {
        self.environment.set_now(step.at);
        let request = self.request(
            &step.actor,
            step.command_type.as_str(),
            &step.payload,
            step.expected,
        );
        self.handle(&request)
    }

    /// A request with a new command id.
    pub(crate) fn request(
        &self,
        actor: &Actor,
        command_type: &str,
        payload: &Value,
        expected: ExpectedVersion,
    ) -> CommandRequest {
        let command = Command {
            id: CommandId::new(self.environment.new_id()),
            command_type: CommandType::new(command_type),
            payload: Payload::of(payload),
            actor: actor.clone(),
            not_after: None,
        };
        CommandRequest::by_person(command, expected)
    }

    /// Handles a request. The store is in memory and cannot fail.
    pub(crate) fn handle(&self, request: &CommandRequest) -> Handled {
        let handling = self.handler.handle(&self.store, &self.environment, request);
        ready(handling)
    }

    /// Log and journal in their one order.
    pub(crate) fn history(&self) -> Vec<HistoryEntry> {
        let branch = BranchId::main();
        let read = self.store.read_history(&branch, Moment::START, usize::MAX);
        ready(read)
    }

    /// Every event in the order of positions.
    pub(crate) fn events(&self) -> Vec<RecordedEvent> {
        let history = self.history();
        let commits = history.iter().filter_map(HistoryEntry::commit);
        commits.flat_map(RecordedEvent::all_of).collect()
    }
}

/// What a store in memory answers: it never waits and never fails.
pub(crate) fn ready<T>(future: impl Future<Output = Result<T, StoreError>>) -> T {
    match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(answer) => answer.expect("a store in memory does not fail"),
        Poll::Pending => panic!("a store in memory does not wait"),
    }
}
