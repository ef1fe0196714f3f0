//! Making workspaces: a story is sent, command by command, through the real handlers.

use super::processors::{Processors, Report, Stopped, Surroundings};
use super::{LOCK, Runtime, StoreOf};
use crate::app::message::{Message, RuntimeMessage};
use crate::engine::cache::Cache;
use crate::engine::command_handler::{CommandHandler, CommandRequest, Handled};
use crate::engine::commit::Command;
use crate::engine::environment::{Environment, FixedEnvironment};
use crate::engine::event::RecordedEvent;
use crate::engine::event_store::{EventStore, HistoryEntry, StoreError};
use crate::engine::faults::NoFaults;
use crate::engine::faulty_store::FaultyStore;
use crate::engine::journal::JournalNote;
use crate::engine::lookup::looked_up;
use crate::engine::model::Model;
use crate::engine::names::{BranchId, CommandId};
use crate::engine::outside::Platform;
use crate::engine::position::Moment;
use crate::engine::snapshot::SnapshotEvery;
use crate::engine::story::StoryStep;
use crate::engine::time::{Clock, Timestamp};
use crate::engine::timeline::{KeyframeSpacing, Timeline};
use crate::engine::value::Payload;
use crate::engine::workspace::{Lock, Tabs, WorkspaceId, WorkspaceInfo, Workspaces};
use std::cell::RefCell;
use std::rc::Rc;

/// The ids of a story's commands are made from this: the same story has the same ids everywhere.
const ID_SEED: &str = "story";

impl<P: Platform> Runtime<P> {
    /// Makes a workspace of this name and model.
    pub(super) async fn create(
        &self,
        (name, model): (String, String),
        with_story: bool,
        tell: &dyn Fn(Message),
    ) -> RuntimeMessage {
        let _held = self.platform.lock().acquire(LOCK).await;
        let info = self.new_info(name, model, with_story);
        self.make(info, tell).await
    }

    /// Makes the first workspace, unless another tab did so meanwhile: then that one is opened.
    pub(super) async fn create_first(
        &self,
        (name, model): (String, String),
        tell: &dyn Fn(Message),
    ) -> RuntimeMessage {
        let held = self.platform.lock().acquire(LOCK).await;
        match self.platform.workspaces().list().await {
            // Also one whose recording was broken off: it is made anew when it is opened.
            Ok(workspaces) if !workspaces.is_empty() => {
                drop(held);
                self.list().await
            }
            Ok(_) => self.make(self.new_info(name, model, true), tell).await,
            Err(error) => RuntimeMessage::ListedWorkspaces(Err(error)),
        }
    }

    /// Throws a workspace's history away and records its story anew.
    pub(super) async fn reset(
        &self,
        info: WorkspaceInfo,
        tell: &dyn Fn(Message),
    ) -> RuntimeMessage {
        let _held = self.platform.lock().acquire(LOCK).await;
        match self.listed(&info.id).await {
            Ok(listed) => {
                let with_story = true;
                let info = WorkspaceInfo {
                    with_story,
                    ..listed
                };
                self.remake(info, tell).await
            }
            Err(error) => RuntimeMessage::OpenedWorkspace(info, Err(error)),
        }
    }

    /// Makes a workspace anew: a person wants it so, or its recording never came to its end.
    pub(super) async fn remake(
        &self,
        info: WorkspaceInfo,
        tell: &dyn Fn(Message),
    ) -> RuntimeMessage {
        self.close(&info.id);
        let id = info.id.clone();
        let made = match self.throw_away(&info).await {
            Ok(()) => self.make(info, tell).await,
            Err(error) => RuntimeMessage::OpenedWorkspace(info, Err(error)),
        };
        // Tabs that show what was thrown away are to notice.
        self.platform.tabs().announce(&id);
        made
    }

    /// The entry goes first: a workspace that is not ready is made anew when it is found, wherever this breaks off.
    async fn throw_away(&self, info: &WorkspaceInfo) -> Result<(), StoreError> {
        let unready = WorkspaceInfo {
            ready: false,
            ..info.clone()
        };
        self.platform.workspaces().save(&unready).await?;
        self.platform.workspaces().clear(&info.id).await
    }

    async fn make(&self, mut info: WorkspaceInfo, tell: &dyn Fn(Message)) -> RuntimeMessage {
        info.ready = false;
        let made = self.try_make(&mut info, tell).await;
        RuntimeMessage::OpenedWorkspace(info, made)
    }

    async fn try_make(
        &self,
        info: &mut WorkspaceInfo,
        tell: &dyn Fn(Message),
    ) -> Result<(), StoreError> {
        self.platform.workspaces().save(info).await?;
        let store = self.platform.workspaces().open(&info.id).await?;
        if let Some(model) = self.model(&info.model) {
            let story = if info.with_story {
                model.story()
            } else {
                Vec::new()
            };
            self.record(&store, &model, story, tell).await?;
        }
        drop(store);
        info.ready = true;
        self.platform.workspaces().save(info).await?;
        self.open_store(info).await
    }

    async fn record(
        &self,
        store: &StoreOf<P>,
        model: &Rc<dyn Model>,
        story: Vec<StoryStep>,
        tell: &dyn Fn(Message),
    ) -> Result<(), StoreError> {
        let now = self.platform.environment().now();
        let began = story
            .first()
            .map_or((now, Clock::Real), |step| (step.at, Clock::ByHand));
        // The same kind of store as an open workspace has, or the page would hold handler and processors twice.
        let store = &FaultyStore::new(store, &NoFaults);
        note_model(store, &**model, began).await?;
        let progress = |steps| tell(Message::Runtime(RuntimeMessage::RecordedSteps(steps)));
        Recorder::new(store, model).record(story, &progress).await
    }

    fn new_info(&self, name: String, model: String, with_story: bool) -> WorkspaceInfo {
        let environment = self.platform.environment();
        WorkspaceInfo {
            id: WorkspaceId::new(environment.new_id()),
            name,
            model,
            created_at: environment.now(),
            ready: false,
            with_story,
        }
    }
}

/// Records a story: its commands are sent with a fixed clock and fixed ids, and the processes run as they would have.
struct Recorder<'a, S> {
    store: &'a S,
    model: &'a Rc<dyn Model>,
    handler: CommandHandler,
    environment: FixedEnvironment,
    processors: Processors,
    timeline: RefCell<Timeline>,
}

impl<'a, S: EventStore + Cache> Recorder<'a, S> {
    fn new(store: &'a S, model: &'a Rc<dyn Model>) -> Self {
        Self {
            store,
            model,
            handler: CommandHandler::new(Rc::clone(model), SnapshotEvery::default()),
            environment: FixedEnvironment::new(Timestamp::default(), ID_SEED),
            processors: Processors::new(Rc::clone(model), BranchId::main()),
            timeline: RefCell::new(Timeline::new(&**model, KeyframeSpacing::default())),
        }
    }

    /// Sends the commands in order, and comes to rest after each.
    async fn record(
        &self,
        story: Vec<StoryStep>,
        progress: &dyn Fn(usize),
    ) -> Result<(), StoreError> {
        for (number, step) in story.into_iter().enumerate() {
            self.pass_deadlines(step.at).await?;
            self.environment.set_now(step.at);
            let request = request_of(step, self.environment.new_id());
            let request = self.with_facts(request);
            let handled = self.handler.handle(self.store, &self.environment, &request);
            let handled = handled.await?;
            self.keep_trace(&handled).await?;
            self.rest().await?;
            progress(number + 1);
        }
        // What the story began comes to its end, so that nothing of it is left over for today.
        self.pass_deadlines(Timestamp::from_millis(i64::MAX)).await
    }

    /// Meets every deadline up to a time, each at its own.
    async fn pass_deadlines(&self, until: Timestamp) -> Result<(), StoreError> {
        while let Some(due) = self.processors.next_due().filter(|due| *due <= until) {
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
            let branch = BranchId::main();
            self.store
                .keep_trace(&branch, handled.end(), &trace)
                .await?;
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

async fn note_model<S: EventStore>(
    store: &S,
    model: &dyn Model,
    time: (Timestamp, Clock),
) -> Result<(), StoreError> {
    let note = JournalNote::ModelApplied {
        name: model.schema().name.clone(),
        model: model.fingerprint().clone(),
    };
    store.note(&BranchId::main(), time, note).await.map(|_| ())
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
