//! A tab: the application, and the effects that it has under way.

use super::browser::Browser;
use super::checks;
use super::platform::TabPlatform;
use foldline::app::effect::Effect;
use foldline::app::message::{Message, PersonMessage, RuntimeMessage};
use foldline::app::workbench::View;
use foldline::engine::command_handler::{Handled, Outcome};
use foldline::engine::names::CommandId;
use foldline::engine::position::GlobalPosition;
use foldline::engine::workspace::WorkspaceId;
use foldline::runtime::application::Application;
use foldline::samples;
use std::cell::RefCell;
use std::collections::{BTreeMap, VecDeque};
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Waker};

type UnderWay = Pin<Box<dyn Future<Output = ()>>>;

/// An open tab. Dropped, it is closed in the middle of whatever it does.
pub(crate) struct Tab {
    pub(crate) application: Rc<Application<TabPlatform>>,
    browser: Rc<Browser>,
    told: Rc<RefCell<VecDeque<Message>>>,
    under_way: Vec<UnderWay>,
    /// Where the history ended when a command was sent.
    sent_at: BTreeMap<CommandId, GlobalPosition>,
    number: usize,
}

impl Tab {
    /// A tab that was just opened.
    pub(crate) fn open(browser: &Rc<Browser>, number: usize) -> Self {
        let platform = TabPlatform {
            browser: Rc::clone(browser),
            tab: number,
        };
        let application = Application::new(platform, samples::models(), "Conference booking");
        let mut tab = Self {
            application: Rc::new(application),
            browser: Rc::clone(browser),
            told: Rc::default(),
            under_way: Vec::new(),
            sent_at: BTreeMap::new(),
            number,
        };
        tab.take(Message::Started);
        tab
    }

    /// Whether something is under way.
    pub(crate) fn is_busy(&self) -> bool {
        !self.under_way.is_empty()
    }

    /// Goes on with one of the effects under way, whichever.
    pub(crate) fn go_on(&mut self) {
        if self.under_way.is_empty() {
            return;
        }
        let index = self.browser.dice.below(self.under_way.len());
        let mut context = Context::from_waker(Waker::noop());
        if self.under_way[index].as_mut().poll(&mut context).is_ready() {
            drop(self.under_way.swap_remove(index));
        }
        loop {
            let next = self.told.borrow_mut().pop_front();
            let Some(message) = next else { break };
            self.take(message);
        }
    }

    /// Takes a message in; what it orders gets under way.
    pub(crate) fn take(&mut self, message: Message) {
        self.browser.coverage.message(&message);
        if !matches!(&message, Message::Runtime(RuntimeMessage::RecordedSteps(_))) {
            self.browser.chronicle(|| self.happening(&message));
        }
        match &message {
            Message::Person(PersonMessage::ConfirmedDelete(id)) => self.give_up(id.clone()),
            Message::Person(PersonMessage::ConfirmedReset) => {
                if let Some(id) = self.workspace() {
                    self.give_up(id);
                }
            }
            Message::Runtime(RuntimeMessage::HandledCommand(Ok(handled))) => self.answered(handled),
            _ => {}
        }
        let live = self.is_live();
        for effect in self.application.take(message) {
            if let Effect::Send(request) = &effect {
                assert!(live, "a command is sent from the past");
                let id = request.command.id.clone();
                self.sent_at.insert(id, self.end());
            }
            self.order(effect);
        }
    }

    /// The open workspace.
    pub(crate) fn workspace(&self) -> Option<WorkspaceId> {
        let state = self.application.state();
        state.workbench().map(|bench| bench.info.id.clone())
    }

    fn happening(&self, message: &Message) -> String {
        let short = match message {
            Message::Runtime(RuntimeMessage::ReadHistory { entries, .. }) => {
                format!("ReadHistory {:?}", entries.as_ref().map(Vec::len))
            }
            Message::Runtime(RuntimeMessage::HandledCommand(handled)) => {
                let outcome = handled.as_ref().map(|handled| &handled.outcome);
                format!("HandledCommand {outcome:?}")
            }
            Message::Runtime(RuntimeMessage::FoundTrace(moment, _)) => {
                format!("FoundTrace {moment}")
            }
            other => format!("{other:?}"),
        };
        let short: String = short.chars().take(240).collect();
        format!("tab {}: {short}", self.number)
    }

    fn is_live(&self) -> bool {
        let state = self.application.state();
        let bench = state.workbench();
        bench.is_some_and(|bench| matches!(bench.view, View::Live))
    }

    /// Processes are not run here: they have a simulation of their own.
    fn order(&mut self, effect: Effect) {
        if effect.waits() || matches!(effect, Effect::Lead) {
            return;
        }
        let application = Rc::clone(&self.application);
        let told = Rc::clone(&self.told);
        self.under_way.push(Box::pin(async move {
            let tell = |message| told.borrow_mut().push_back(message);
            application.carry_out(effect, &tell).await;
        }));
    }

    fn give_up(&self, id: WorkspaceId) {
        *self.browser.given_up.borrow_mut().entry(id).or_default() += 1;
    }

    /// Where the history of the open workspace ends, whatever this tab knows of it.
    fn end(&self) -> GlobalPosition {
        let history = self.workspace().and_then(|id| {
            let databases = self.browser.databases.borrow();
            Some(databases.get(&id)?.history())
        });
        let last = history.as_ref().and_then(|history| history.last());
        last.map_or(GlobalPosition::START, |last| last.moment().position)
    }

    fn answered(&self, handled: &Handled) {
        let coverage = &self.browser.coverage;
        match &handled.outcome {
            Outcome::Accepted(commit) => {
                coverage.command(commit.data.command.command_type.as_str(), "accepted");
                self.browser.acknowledge(commit);
            }
            Outcome::Repeated(commit) => {
                coverage.command(commit.data.command.command_type.as_str(), "repeated");
                self.browser.acknowledge(commit);
            }
            Outcome::Refused(_) | Outcome::Conflicted(_) => {
                let database = self.workspace().and_then(|id| {
                    let databases = self.browser.databases.borrow();
                    databases.get(&id).cloned()
                });
                let database = database.filter(|database| !database.deleted.get());
                checks::not_recorded(handled, database.as_ref(), &self.sent_at, coverage);
            }
        }
    }
}
