//! An office in which the relay model's processors run: a store, a clock, and faults when they are wanted.

use super::relay_model::{ORDERS, relay};
use foldline::engine::command_handler::{CommandHandler, CommandRequest, Outcome};
use foldline::engine::commit::Command;
use foldline::engine::environment::{Environment, FixedEnvironment};
use foldline::engine::event::RecordedEvent;
use foldline::engine::event_store::{EventStore, HistoryEntry};
use foldline::engine::faults::{FaultPlan, Faults, PlannedFaults};
use foldline::engine::faulty_store::FaultyStore;
use foldline::engine::memory_store::MemoryStore;
use foldline::engine::model::Model;
use foldline::engine::names::{
    Actor, BranchId, CommandId, CommandType, ContextName, ProcessName, StreamName,
};
use foldline::engine::position::{ContextPosition, GlobalPosition, Moment};
use foldline::engine::process::{OpenWork, Processor};
use foldline::engine::snapshot::SnapshotEvery;
use foldline::engine::time::Timestamp;
use foldline::engine::timeline::{KeyframeSpacing, Timeline};
use foldline::engine::value::{Payload, Value};
use foldline::engine::version::ExpectedVersion;
use foldline::runtime::processors::{Processors, Report, Stopped, Surroundings};
use pollster::block_on;
use std::cell::RefCell;
use std::rc::Rc;

pub(crate) struct Office {
    pub(crate) model: Rc<dyn Model>,
    pub(crate) store: MemoryStore,
    pub(crate) clock: FixedEnvironment,
    pub(crate) faults: PlannedFaults,
    pub(crate) processors: Processors,
    handler: CommandHandler,
    reports: RefCell<Vec<Report>>,
}

impl Office {
    /// An office in which nothing has happened.
    pub(crate) fn new() -> Self {
        let model = relay();
        Self {
            store: MemoryStore::default(),
            clock: FixedEnvironment::new(Timestamp::from_millis(1_000_000), "office"),
            faults: PlannedFaults::default(),
            processors: Processors::new(Rc::clone(&model), BranchId::main()),
            handler: CommandHandler::new(Rc::clone(&model), SnapshotEvery::default()),
            reports: RefCell::default(),
            model,
        }
    }

    /// A customer sends a command about an order or a letter box.
    #[track_caller]
    pub(crate) fn send(&self, command_type: &str, id: &str) {
        let command = Command {
            id: CommandId::new(self.clock.new_id()),
            command_type: CommandType::new(command_type),
            payload: Payload::of(&Value::map([("id", Value::from(id))])),
            actor: Actor::new("Customer", "Ada"),
            not_after: None,
        };
        let request = CommandRequest::by_person(command, ExpectedVersion::Any);
        let handled = block_on(self.handler.handle(&self.store, &self.clock, &request));
        let outcome = handled.expect("a store in memory").outcome;
        assert!(matches!(outcome, Outcome::Accepted(_)), "{outcome:?}");
    }

    /// Runs these processors once.
    pub(crate) fn run_once(&self, processors: &Processors) -> Result<Option<Timestamp>, Stopped> {
        self.run_with(processors, &self.faults)
    }

    /// Runs these processors once, with faults of another kind.
    pub(crate) fn run_with(
        &self,
        processors: &Processors,
        faults: &dyn Faults,
    ) -> Result<Option<Timestamp>, Stopped> {
        let store = FaultyStore::new(&self.store, faults);
        let told = |report| self.reports.borrow_mut().push(report);
        let around = Surroundings {
            store: &store,
            handler: &self.handler,
            environment: &self.clock,
            faults,
            told: &told,
        };
        block_on(processors.run(&around))
    }

    /// Runs the office's processors, again after every crash, until they rest.
    #[track_caller]
    pub(crate) fn rest(&self) -> Option<Timestamp> {
        for _ in 0..100 {
            if let Ok(due) = self.run_once(&self.processors) {
                return due;
            }
        }
        panic!("they never rest");
    }

    /// Everything in memory is lost, as when the tab dies.
    pub(crate) fn reopen(&mut self) {
        self.processors = Processors::new(Rc::clone(&self.model), BranchId::main());
        self.handler = CommandHandler::new(Rc::clone(&self.model), SnapshotEvery::default());
    }

    /// Moves the clock on.
    pub(crate) fn pass(&self, millis: i64) {
        self.clock.set_now(self.clock.now().plus_millis(millis));
    }

    /// A person decides on the parked input of an instance.
    pub(crate) fn decide(&self, process: &str, instance: &str, retry: bool) -> Option<String> {
        let store = FaultyStore::new(&self.store, &self.faults);
        let around = Surroundings {
            store: &store,
            handler: &self.handler,
            environment: &self.clock,
            faults: &self.faults,
            told: &|_| {},
        };
        let stream = StreamName::new(process, instance);
        let actor = Actor::new("Customer", "Ada");
        let decided = self
            .processors
            .decide_parked(&around, &stream, retry, actor);
        block_on(decided).expect("a store in memory")
    }

    pub(crate) fn want(&self, plan: FaultPlan) {
        self.faults.set(plan);
    }

    pub(crate) fn take_reports(&self) -> Vec<Report> {
        self.reports.take()
    }

    pub(crate) fn history(&self) -> Vec<HistoryEntry> {
        let branch = BranchId::main();
        let history = self.store.read_history(&branch, Moment::START, usize::MAX);
        block_on(history).expect("a store in memory")
    }

    /// The whole history, folded.
    pub(crate) fn timeline(&self) -> Timeline {
        let mut timeline = Timeline::new(&*self.model, KeyframeSpacing::default());
        let history = self.history();
        let commits = history.iter().filter_map(HistoryEntry::commit);
        let events: Vec<RecordedEvent> = commits.flat_map(RecordedEvent::all_of).collect();
        timeline.extend(&events);
        timeline
    }

    /// How often something happened to a stream.
    pub(crate) fn count(&self, category: &str, id: &str, what: &str) -> i64 {
        let timeline = self.timeline();
        let stream = StreamName::new(category, id);
        let state = timeline.history().state(timeline.live(), &stream);
        let found = state.as_ref().and_then(|state| state.get(what)?.as_int());
        found.unwrap_or(0)
    }

    /// The letters that reached somebody.
    pub(crate) fn letters(&self, to: &str) -> i64 {
        self.count("Letter", to, "LetterSent")
    }

    /// Looks at a processor as of a position.
    pub(crate) fn processor_at<T>(
        &self,
        process: &str,
        at: GlobalPosition,
        look: impl FnOnce(&Processor) -> T,
    ) -> T {
        let timeline = self.timeline();
        let world = timeline.world_at(at);
        let processes = timeline.history().processes(&world);
        look(
            processes
                .processor(&ProcessName::new(process))
                .expect("it has begun"),
        )
    }

    pub(crate) fn end(&self) -> GlobalPosition {
        self.timeline().end()
    }

    /// The checkpoint of a process in the orders' log.
    pub(crate) fn checkpoint(&self, process: &str) -> ContextPosition {
        self.processor_at(process, self.end(), |p| {
            p.checkpoint(&ContextName::new(ORDERS))
        })
    }

    /// What an instance has open.
    pub(crate) fn open(&self, process: &str, instance: &str) -> Option<OpenWork> {
        let timeline = self.timeline();
        let processes = timeline.history().processes(timeline.live());
        let name = ProcessName::new(process);
        let slot = timeline.history().instances(&name)?.find(instance)?;
        processes.processor(&name)?.open_of(slot).cloned()
    }

    /// Where the last order stands in the orders' log.
    pub(crate) fn last_order(&self) -> ContextPosition {
        let context = ContextName::new(ORDERS);
        let branch = BranchId::main();
        let events = self
            .store
            .read_context(&branch, &context, ContextPosition::START, usize::MAX);
        let events = block_on(events).expect("a store in memory");
        events.last().expect("an order").context_position()
    }
}
