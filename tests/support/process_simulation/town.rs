//! A town: one database, one clock, two tabs that both run the processes, and people who act.

use super::dice::Dice;
use foldline::app::effect::{ClockMove, Effect};
use foldline::app::message::{Message, PersonMessage, RuntimeMessage};
use foldline::app::view_model::{TasksView, ViewModel};
use foldline::app::workbench::Workbench;
use foldline::engine::command_handler::{CommandRequest, Handled, Outcome};
use foldline::engine::commit::{Command, Commit, CommitData, Visibility};
use foldline::engine::environment::{DecisionEnvironment, FixedEnvironment};
use foldline::engine::event::EventData;
use foldline::engine::event_store::{EventStore, HistoryEntry};
use foldline::engine::faults::FaultPlan;
use foldline::engine::lookup::looked_up;
use foldline::engine::model::Model;
use foldline::engine::names::{
    Actor, BranchId, CommandId, CommandType, ContextName, CorrelationId, EventType, ProcessName,
    StreamName,
};
use foldline::engine::outside::Platform;
use foldline::engine::process::{InstanceStatus, OpenWork};
use foldline::engine::time::Timestamp;
use foldline::engine::value::Payload;
use foldline::engine::version::ExpectedVersion;
use foldline::engine::workspace::Workspaces;
use foldline::runtime::application::Application;
use foldline::runtime::memory_platform::MemoryPlatform;
use foldline::samples;
use pollster::block_on;
use std::cell::{Ref, RefCell};
use std::rc::Rc;

/// One platform for all tabs.
type Shared = Rc<MemoryPlatform<FixedEnvironment>>;

const FORGED_ORDER: &str =
    r#"{"accessCode":"AAAAAA","conference":"elsewhere","reservationAutoExpiration":0,"seats":{}}"#;

const FORGED_SEATS: &str =
    r#"{"availableSeatsChanged":{},"reservation":"ORDER","reservationDetails":{}}"#;

/// The town.
pub(crate) struct Town {
    pub(crate) dice: Dice,
    pub(crate) model: Rc<dyn Model>,
    platform: Shared,
    tabs: Vec<Application<Shared>>,
    /// What people were told is done.
    pub(crate) acknowledged: RefCell<Vec<Rc<Commit>>>,
}

impl Town {
    /// A new town, with an empty workspace and one tab.
    pub(crate) fn new(seed: u64) -> Self {
        Self::under(seed, samples::conference())
    }

    /// A new town under the rules of this model.
    pub(crate) fn under(seed: u64, model: Rc<dyn Model>) -> Self {
        let noon = Timestamp::parse("2026-03-14T12:00:00Z").expect("a time");
        let environment = FixedEnvironment::new(noon, &format!("town {seed}"));
        let mut town = Self {
            dice: Dice::new(seed),
            model,
            platform: Rc::new(MemoryPlatform::new(environment)),
            tabs: Vec::new(),
            acknowledged: RefCell::default(),
        };
        town.tabs.push(town.new_tab());
        town.settle(
            0,
            Message::Person(PersonMessage::CreatedWorkspace {
                name: "Town".to_owned(),
                model: None,
                with_story: false,
            }),
        );
        town
    }

    fn new_tab(&self) -> Application<Shared> {
        let models = vec![Rc::clone(&self.model)];
        Application::new(Rc::clone(&self.platform), models, "Town")
    }

    /// A tab dies and is opened anew, or another one is opened beside it.
    pub(crate) fn reopen(&mut self, number: usize) {
        let tab = self.new_tab();
        block_on(tab.start());
        match self.tabs.get_mut(number) {
            Some(old) => *old = tab,
            None => self.tabs.push(tab),
        }
    }

    /// How many tabs are open.
    pub(crate) fn tabs(&self) -> usize {
        self.tabs.len()
    }

    /// A tab takes a message in, and everything that follows.
    pub(crate) fn settle(&self, tab: usize, message: Message) {
        block_on(self.tabs[tab].settle(message));
    }

    /// A person acts in a tab.
    pub(crate) fn act(&self, tab: usize, message: PersonMessage) {
        self.settle(tab, Message::Person(message));
    }

    /// What people can do in a tab; none while nothing is open there.
    pub(crate) fn tasks(&self, tab: usize) -> Option<TasksView> {
        match self.tabs[tab].view_model() {
            ViewModel::Ready(bench) => Some(bench.tasks.clone()),
            ViewModel::Opening(_) | ViewModel::Failed(_) => None,
        }
    }

    /// Sends a command from a tab. Answers how it ended; none where the store failed.
    pub(crate) fn send(&self, tab: usize, mut request: CommandRequest) -> Option<Handled> {
        request.facts = self.look(tab, |bench| {
            looked_up(&*self.model, &bench.timeline, &request.command)
        });
        let told = RefCell::new(Vec::new());
        let tell = |message| told.borrow_mut().push(message);
        block_on(self.tabs[tab].carry_out(Effect::Send(Box::new(request)), &tell));
        let mut ended = None;
        for message in told.take() {
            if let Message::Runtime(RuntimeMessage::HandledCommand(Ok(handled))) = &message {
                ended = Some((**handled).clone());
            }
            self.settle(tab, message);
        }
        if let Some(Handled {
            outcome: Outcome::Accepted(commit) | Outcome::Repeated(commit),
            ..
        }) = &ended
        {
            self.acknowledged.borrow_mut().push(Rc::clone(commit));
        }
        ended
    }

    /// The other tabs hear that there is news.
    pub(crate) fn deliver_news(&self, tab: usize) {
        let workspace = self.look(tab, |bench| bench.info.id.clone());
        self.settle(tab, RuntimeMessage::HeardOfNews(workspace).into());
    }

    /// What the clock of the machine shows.
    pub(crate) fn now(&self) -> Timestamp {
        foldline::engine::environment::Environment::now(self.platform.environment())
    }

    /// Time passes on the machine.
    pub(crate) fn pass(&self, millis: i64) {
        let later = self.now().plus_millis(millis);
        self.platform.environment().set_now(later);
    }

    /// An old importer writes an event of a running order, onto a stream that no aggregate has.
    pub(crate) fn forge(&self, number: usize) {
        let running = self.open().into_iter();
        let running = running.filter(|(process, ..)| process.as_str() == "RegistrationProcess");
        let orders: Vec<String> = running.map(|(_, order, _)| order).collect();
        let Some(order) = self.dice.pick(&orders).cloned() else {
            return;
        };
        let (event_type, payload) = match self.dice.below(2) {
            0 => ("OrderPlaced", FORGED_ORDER.to_owned()),
            _ => ("SeatsReserved", FORGED_SEATS.replace("ORDER", &order)),
        };
        let event = EventData {
            event_type: EventType::new(event_type),
            schema_version: 1,
            payload: Payload::stored(&payload),
        };
        let stream = StreamName::new("ImportedOrder", &order);
        self.import(number, ("registration", stream), event);
    }

    /// An old importer writes an event into the log of a context, onto any stream.
    pub(crate) fn import(
        &self,
        number: usize,
        (log, stream): (&str, StreamName),
        event: EventData,
    ) {
        let id = self.look(0, |bench| bench.info.id.clone());
        let store = block_on(self.platform.workspaces().open(&id)).expect("a store in memory");
        let command = CommandId::new(format!("import {number}"));
        let data = CommitData {
            branch: BranchId::main(),
            context: ContextName::new(log),
            stream,
            visibility: Visibility::Public,
            command: Command {
                id: command.clone(),
                command_type: CommandType::new("ImportOrder"),
                payload: Payload::stored("{}"),
                actor: Actor::new("Importer", "An old importer"),
                not_after: None,
            },
            correlation: CorrelationId::new(command.as_str()),
            causation: None,
            environment: DecisionEnvironment::for_command(&command, self.platform.environment()),
            facts: Vec::new(),
            model: self.model.fingerprint().clone(),
            events: vec![event],
        };
        block_on(store.append(data, ExpectedVersion::Any)).expect("a store in memory");
    }

    /// Lets the processes of a tab look again, as when its timer goes off.
    pub(crate) fn wake(&self, tab: usize) {
        let told = RefCell::new(Vec::new());
        let tell = |message| told.borrow_mut().push(message);
        block_on(self.tabs[tab].carry_out(Effect::RunProcesses, &tell));
        for message in told.take() {
            self.settle(tab, message);
        }
    }

    /// No fault is wanted any more, every deadline passes, and people give up what is parked. Answers how much was.
    /// A new tab does it, which remembers nothing that a fault may deliver once more.
    pub(crate) fn come_to_rest(&mut self) -> usize {
        self.reopen(0);
        self.act(0, PersonMessage::PlannedFaults(FaultPlan::Off));
        let mut parked = 0;
        for _ in 0..1_000 {
            self.wake(0);
            let stuck = self.parked();
            parked += stuck.len();
            for instance in &stuck {
                let decided = PersonMessage::DecidedParked {
                    instance: instance.clone(),
                    retry: false,
                };
                self.act(0, decided);
            }
            if self.nothing_open() {
                return parked;
            }
            self.act(0, PersonMessage::MovedClock(ClockMove::ToNextDeadline));
        }
        panic!("it does not come to rest: {:?}", self.open());
    }

    /// The private streams whose input is parked.
    fn parked(&self) -> Vec<StreamName> {
        let parked = self.open().into_iter();
        let parked = parked.filter(|(_, _, open)| open.parked.is_some());
        let streams =
            parked.map(|(process, instance, _)| StreamName::new(process.as_str(), &instance));
        streams.collect()
    }

    fn nothing_open(&self) -> bool {
        self.open().is_empty()
    }

    /// The orders whose process has come to its end.
    pub(crate) fn ended_orders(&self) -> Vec<String> {
        self.look(0, |bench| {
            let history = bench.timeline.history();
            let process = ProcessName::new("RegistrationProcess");
            let found = history.processes(bench.timeline.live()).processor(&process);
            let found = found.zip(history.instances(&process));
            found.map_or_else(Vec::new, |(processor, names)| {
                let ended = processor.instances();
                let ended = ended.filter(|(_, status)| *status == InstanceStatus::Ended);
                ended.map(|(slot, _)| names.name(slot).to_owned()).collect()
            })
        })
    }

    /// What every instance has open.
    pub(crate) fn open(&self) -> Vec<(ProcessName, String, OpenWork)> {
        self.look(0, |bench| {
            let history = bench.timeline.history();
            let processes = history.processes(bench.timeline.live());
            let mut all = Vec::new();
            for process in &self.model.schema().processes {
                let found = processes.processor(&process.name);
                let names = history.instances(&process.name);
                for (processor, names) in found.into_iter().zip(names) {
                    all.extend(processor.open().map(|(slot, open)| {
                        let instance = names.name(slot).to_owned();
                        (process.name.clone(), instance, open.clone())
                    }));
                }
            }
            all
        })
    }

    /// Looks at the workbench of a tab.
    #[track_caller]
    pub(crate) fn look<T>(&self, tab: usize, look: impl FnOnce(&Workbench) -> T) -> T {
        let state: Ref<'_, _> = self.tabs[tab].state();
        look(state.workbench().expect("a workbench"))
    }

    /// Everything that happened, a line each: for whoever looks into a run.
    pub(crate) fn chronicle(&self) -> String {
        self.look(0, |bench| {
            let mut lines = String::new();
            for entry in bench.log.entries() {
                let (moment, at) = (entry.moment(), entry.recorded_at());
                match entry {
                    HistoryEntry::Journal(entry) => {
                        lines += &format!("{moment} {at} {:?}\n", entry.note)
                    }
                    HistoryEntry::Commit(commit) => {
                        let command = &commit.data.command;
                        let (what, who) = (&command.command_type, &command.actor.role);
                        let (stream, payload) = (&commit.data.stream, command.payload.as_str());
                        lines += &format!("{moment} {at} {stream}: {what} by {who} {payload}\n");
                        for event in &commit.data.events {
                            lines += &format!(
                                "        {} {}\n",
                                event.event_type,
                                event.payload.as_str()
                            );
                        }
                    }
                }
            }
            lines
        })
    }

    /// Log and journal, as this tab has read them.
    pub(crate) fn history(&self, tab: usize) -> Vec<HistoryEntry> {
        self.look(tab, |bench| bench.log.entries().to_vec())
    }
}
