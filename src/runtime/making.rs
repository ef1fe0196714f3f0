//! Making workspaces: a story is sent, command by command, through the real handlers.

use super::recorder::Recorder;
use super::{LOCK, Runtime, StoreOf};
use crate::app::effect::FirstModel;
use crate::app::message::{Message, RuntimeMessage};
use crate::app::models::applying;
use crate::engine::cache::Cache;
use crate::engine::environment::Environment;
use crate::engine::event_store::{EventStore, StoreError};
use crate::engine::memory_store::MemoryStore;
use crate::engine::model::Model;
use crate::engine::names::BranchId;
use crate::engine::outside::{Platform, Timer};
use crate::engine::position::Moment;
use crate::engine::time::Clock;
use crate::engine::workspace::{Lock, Tabs, WorkspaceId, WorkspaceInfo, Workspaces};
use std::rc::Rc;

/// After so many commands of a story the page draws: nothing else lets it while all happens in memory.
const SLICE: usize = 25;

impl<P: Platform> Runtime<P> {
    /// Makes a workspace of this name and model.
    pub(super) async fn create(
        &self,
        name: String,
        model: FirstModel,
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
        name: String,
        model: FirstModel,
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

    /// Throws a workspace's history away and records the story of this entry's model anew.
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
                    model: info.model,
                    text: info.text,
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
        if let Some(model) = self.models.first_of(info) {
            self.record(&store, &model, info, tell).await?;
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
        info: &WorkspaceInfo,
        tell: &dyn Fn(Message),
    ) -> Result<(), StoreError> {
        let story = match info.with_story {
            true => model.story(),
            false => Vec::new(),
        };
        let progress = |steps| tell(Message::Runtime(RuntimeMessage::RecordedSteps(steps)));
        let now = self.platform.environment().now();
        let began = story
            .first()
            .map_or((now, Clock::Real), |step| (step.at, Clock::ByHand));
        let branch = BranchId::main();
        let draft = MemoryStore::new();
        let applied = applying(&**model, info.text.clone());
        draft.note(&branch, began, applied).await?;
        let recorder = Recorder::new(&draft, model);
        for (number, step) in (1..).zip(story) {
            recorder.send(step).await?;
            progress(number);
            if number % SLICE == 0 {
                self.platform.timer().wait(0).await;
            }
        }
        recorder.finish().await?;
        let history = draft.read_history(&branch, Moment::START, usize::MAX);
        store.fill(&branch, &history.await?).await?;
        store.keep_traces(&branch, &draft.traces(&branch)).await
    }

    fn new_info(&self, name: String, model: FirstModel, with_story: bool) -> WorkspaceInfo {
        let environment = self.platform.environment();
        WorkspaceInfo {
            id: WorkspaceId::new(environment.new_id()),
            name,
            model: model.name,
            created_at: environment.now(),
            ready: false,
            with_story,
            text: model.text,
        }
    }
}
