//! Making workspaces: a story is sent, command by command, through the real handlers.

use super::{LOCK, Runtime, StoreOf};
use crate::app::message::{Message, RuntimeMessage};
use crate::engine::cache::Cache;
use crate::engine::command_handler::{CommandHandler, CommandRequest, Handled, Outcome};
use crate::engine::commit::Command;
use crate::engine::environment::{Environment, FixedEnvironment};
use crate::engine::event::RecordedEvent;
use crate::engine::event_store::{EventStore, StoreError};
use crate::engine::journal::JournalNote;
use crate::engine::model::Model;
use crate::engine::names::{BranchId, CommandId};
use crate::engine::outside::Platform;
use crate::engine::position::Moment;
use crate::engine::publication::published;
use crate::engine::snapshot::SnapshotEvery;
use crate::engine::story::StoryStep;
use crate::engine::time::{Clock, Timestamp};
use crate::engine::timeline::{KeyframeSpacing, Timeline};
use crate::engine::value::Payload;
use crate::engine::workspace::{Lock, Tabs, WorkspaceId, WorkspaceInfo, Workspaces};
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
        note_model(store, &**model, began).await?;
        record_story(store, model, story, &|steps| {
            tell(Message::Runtime(RuntimeMessage::RecordedSteps(steps)));
        })
        .await
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

/// Sends the commands of a story with a fixed clock and fixed ids, and keeps their traces.
///
/// # Errors
/// The store failed; what was recorded so far stays.
async fn record_story<S: EventStore + Cache>(
    store: &S,
    model: &Rc<dyn Model>,
    story: Vec<StoryStep>,
    progress: &dyn Fn(usize),
) -> Result<(), StoreError> {
    let handler = CommandHandler::new(Rc::clone(model), SnapshotEvery::default());
    let environment = FixedEnvironment::new(Timestamp::default(), ID_SEED);
    let mut timeline = Timeline::new(&**model, KeyframeSpacing::default());
    for (number, step) in story.into_iter().enumerate() {
        environment.set_now(step.at);
        let request = request_of(step, environment.new_id());
        let mut handled = handler.handle(store, &environment, &request).await?;
        if let Outcome::Accepted(commit) = &handled.outcome {
            let events: Vec<RecordedEvent> = RecordedEvent::all_of(commit).collect();
            timeline.extend(&events);
            let published = published(&**model, &timeline, commit);
            handled.trace.entries.extend(published);
        }
        if let Some(moment) = end_of(&handled) {
            store
                .keep_trace(&request.branch, moment, &handled.trace)
                .await?;
        }
        progress(number + 1);
    }
    Ok(())
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

fn end_of(handled: &Handled) -> Option<Moment> {
    match &handled.outcome {
        Outcome::Accepted(commit) => Some(commit.moment),
        Outcome::Repeated(_) => None,
        Outcome::Refused(_) | Outcome::Conflicted(_) => handled.notes.last().map(|n| n.moment),
    }
}
