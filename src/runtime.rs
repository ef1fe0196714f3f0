//! The one interpreter of effects: the page, the command line and the tests all use it.
//!
//! It is generic over everything outside ([`Platform`]) and knows no browser.

mod making;
mod processing;
pub mod recorder;
mod rules;
mod settings;

pub mod application;
pub mod memory_platform;
pub mod processors;

use crate::app::effect::Effect;
use crate::app::message::{Message, RuntimeMessage};
use crate::app::models::Models;
use crate::engine::cache::Cache;
use crate::engine::command_handler::{CommandRequest, Handled, Outcome};
use crate::engine::environment::Environment;
use crate::engine::event_store::{EventStore, StoreError};
use crate::engine::names::BranchId;
use crate::engine::outside::{Files, Keeper, Platform, Timer};
use crate::engine::position::Moment;
use crate::engine::workspace::{Lock, Tabs, WorkspaceId, WorkspaceInfo, Workspaces};
use rules::RulesInForce;
use settings::LiveSettings;
use std::cell::RefCell;
use std::rc::Rc;

/// One tab at a time makes, renames and deletes workspaces.
const LOCK: &str = "foldline-workspaces";

/// The store of a platform.
type StoreOf<P> = <<P as Platform>::Workspaces as Workspaces>::Store;

/// Carries out effects.
pub struct Runtime<P: Platform> {
    platform: P,
    models: Rc<Models>,
    open: RefCell<Option<Rc<OpenWorkspace<P>>>>,
}

/// The workspace that is open.
struct OpenWorkspace<P: Platform> {
    info: WorkspaceInfo,
    store: StoreOf<P>,
    models: Rc<Models>,
    rules: RulesInForce,
    settings: LiveSettings,
    /// Held while this tab runs the processes.
    leading: RefCell<Option<<P::Lock as Lock>::Held>>,
}

impl<P: Platform> Runtime<P> {
    /// An interpreter with no workspace open.
    pub fn new(platform: P, models: Rc<Models>) -> Self {
        Self {
            platform,
            models,
            open: RefCell::new(None),
        }
    }

    /// Everything outside.
    pub fn platform(&self) -> &P {
        &self.platform
    }

    /// Carries out one effect, and tells what came of it.
    pub async fn carry_out(&self, effect: Effect, tell: &dyn Fn(Message)) {
        let answer = match effect {
            Effect::ListWorkspaces => self.list().await,
            Effect::OpenWorkspace(info) => self.open(info, tell).await,
            Effect::CreateWorkspace {
                name,
                model,
                with_story,
            } => self.create(name, model, with_story, tell).await,
            Effect::CreateFirstWorkspace { name, model } => {
                self.create_first(name, model, tell).await
            }
            Effect::ResetWorkspace(info) => self.reset(info, tell).await,
            Effect::RenameWorkspace(info) => {
                RuntimeMessage::SavedWorkspace(self.rename(info).await)
            }
            Effect::DeleteWorkspace(id) => {
                let deleted = self.delete(&id).await;
                RuntimeMessage::DeletedWorkspace(id, deleted)
            }
            Effect::MakeId => RuntimeMessage::MadeId {
                id: self.platform.environment().new_id(),
                now: self.now(self.open.borrow().as_deref()),
            },
            Effect::Wait { millis, tick } => {
                self.platform.timer().wait(millis).await;
                RuntimeMessage::Ticked(tick)
            }
            Effect::TellTime { after } => {
                if after > 0 {
                    self.platform.timer().wait(after).await;
                }
                RuntimeMessage::ToldTime(self.platform.environment().now())
            }
            Effect::ReadGalleryFile(file) => RuntimeMessage::ReadGalleryFile {
                text: self.platform.files().model(&file).await,
                file,
            },
            Effect::SaveFile { name, text } => {
                self.platform.files().save(&name, &text);
                return;
            }
            Effect::UseUpdate => {
                self.platform.keeper().use_update();
                return;
            }
            Effect::AskStorage => {
                RuntimeMessage::LearnedStorage(self.platform.keeper().facts().await)
            }
            other => match self.in_workspace(other, tell).await {
                Some(answer) => answer,
                None => return,
            },
        };
        tell(Message::Runtime(answer));
    }

    /// Carries out what needs the open workspace. Without one there is nothing to do it for, and when another one
    /// is open by the time that there is an answer, nobody waits for it any more.
    async fn in_workspace(&self, effect: Effect, tell: &dyn Fn(Message)) -> Option<RuntimeMessage> {
        let open = self.open.borrow().clone()?;
        let answer = self.answer(&open, effect, tell).await?;
        // What was done there may be news to it, if it was opened anew meanwhile.
        let news = RuntimeMessage::HeardOfNews(open.info.id.clone());
        Some(if self.is_open(&open) { answer } else { news })
    }

    /// Whether this workspace is still the open one.
    fn is_open(&self, open: &Rc<OpenWorkspace<P>>) -> bool {
        let now = self.open.borrow();
        now.as_ref().is_some_and(|now| Rc::ptr_eq(now, open))
    }

    async fn answer(
        &self,
        open: &Rc<OpenWorkspace<P>>,
        effect: Effect,
        tell: &dyn Fn(Message),
    ) -> Option<RuntimeMessage> {
        let branch = BranchId::main();
        match effect {
            Effect::ReadHistory { after, limit } => {
                let entries = open.store.read_history(&branch, after, limit).await;
                if let Ok(entries) = &entries {
                    open.observe(entries);
                }
                Some(RuntimeMessage::ReadHistory {
                    workspace: open.info.id.clone(),
                    entries,
                    limit,
                })
            }
            Effect::Send(request) => {
                let handled = self.send(open, &request).await;
                Some(RuntimeMessage::HandledCommand(handled.map(Box::new)))
            }
            Effect::KeepTrace(moment, trace) => {
                // A trace is discardable: what it tells of is durable whether or not it could be kept.
                let _ = open.store.keep_traces(&branch, &[(moment, trace)]).await;
                // Tabs that looked for it before it was there look again.
                self.platform.tabs().announce(&open.info.id);
                None
            }
            Effect::FindTrace(moment) => Some(self.find_trace(open, moment).await),
            Effect::FindText { file } => Some(RuntimeMessage::FoundText {
                workspace: open.info.id.clone(),
                written: self.platform.keeper().written(&open.info.id),
                file: match file {
                    Some(file) => Some(self.platform.files().model(&file).await),
                    None => None,
                },
            }),
            Effect::KeepText(text) => {
                let keeper = self.platform.keeper();
                keeper.keep_written(&open.info.id, text.as_deref());
                None
            }
            other => self.process(open, other, tell).await,
        }
    }

    /// What has to do with processes and time.
    async fn process(
        &self,
        open: &Rc<OpenWorkspace<P>>,
        effect: Effect,
        tell: &dyn Fn(Message),
    ) -> Option<RuntimeMessage> {
        match effect {
            Effect::Lead => self.lead(open).await,
            Effect::StandDown => {
                open.leading.take();
                None
            }
            Effect::AskToLead => {
                self.platform.tabs().ask_to_lead(&open.info.id);
                None
            }
            Effect::RunProcesses => Some(self.run_processes(open, tell).await),
            Effect::WakeProcesses { at, number } => self.wake(open, at, number).await,
            Effect::MoveClock(clock_move) => Some(self.move_clock(open, clock_move, tell).await),
            Effect::Note(note) => Some(self.note_by_person(open, note).await),
            Effect::ForgetSnapshots => Some(self.forget_snapshots(open).await),
            Effect::DecideParked {
                instance,
                retry,
                actor,
            } => Some(
                self.decide_parked(open, (instance, retry, actor), tell)
                    .await,
            ),
            _ => None,
        }
    }

    async fn send(
        &self,
        open: &OpenWorkspace<P>,
        request: &CommandRequest,
    ) -> Result<Handled, StoreError> {
        let environment = self.environment(open);
        let store = open.faulty_store();
        let rules = open.rules.now();
        let handled = rules.handler.handle(&store, &environment, request).await;
        self.note_faults(open).await;
        let wrote = match &handled {
            Ok(handled) => {
                matches!(handled.outcome, Outcome::Accepted(_)) || !handled.notes.is_empty()
            }
            Err(_) => true,
        };
        if wrote {
            self.platform.tabs().announce(&open.info.id);
        }
        handled
    }

    async fn find_trace(&self, open: &OpenWorkspace<P>, moment: Moment) -> RuntimeMessage {
        let found = open.store.trace(&BranchId::main(), moment).await;
        // A trace that can't be read is one that was not kept.
        RuntimeMessage::FoundTrace(moment, found.unwrap_or_default())
    }

    async fn list(&self) -> RuntimeMessage {
        let workspaces = self.platform.workspaces().list().await;
        let last = self.platform.keeper().last_opened();
        RuntimeMessage::ListedWorkspaces(workspaces.map(|workspaces| (workspaces, last)))
    }

    /// Opens a workspace as it is listed now: another tab may have changed it, or not be done with making it.
    async fn open(&self, info: WorkspaceInfo, tell: &dyn Fn(Message)) -> RuntimeMessage {
        let _held = self.platform.lock().acquire(LOCK).await;
        match self.listed(&info.id).await {
            Ok(info) if info.ready => {
                let opened = self.open_store(&info).await;
                RuntimeMessage::OpenedWorkspace(info, opened)
            }
            Ok(info) => self.remake(info, tell).await,
            Err(error) => RuntimeMessage::OpenedWorkspace(info, Err(error)),
        }
    }

    /// A workspace that another tab deleted is an error: what was written to it then nobody would ever find.
    async fn listed(&self, id: &WorkspaceId) -> Result<WorkspaceInfo, StoreError> {
        let known = self.platform.workspaces().list().await?;
        let found = known.into_iter().find(|info| info.id == *id);
        found.ok_or_else(|| StoreError::Closed("another tab deleted it".to_owned()))
    }

    /// Only the name is a person's to change; the rest may be newer than what that person's tab knows.
    async fn rename(&self, info: WorkspaceInfo) -> Result<WorkspaceInfo, StoreError> {
        let _held = self.platform.lock().acquire(LOCK).await;
        let known = self.listed(&info.id).await?;
        let renamed = WorkspaceInfo {
            name: info.name,
            ..known
        };
        self.platform.workspaces().save(&renamed).await?;
        Ok(renamed)
    }

    async fn delete(&self, id: &WorkspaceId) -> Result<(), StoreError> {
        let _held = self.platform.lock().acquire(LOCK).await;
        self.close(id);
        let deleted = self.platform.workspaces().delete(id).await;
        if deleted.is_ok() {
            self.platform.keeper().keep_written(id, None);
        }
        // Tabs that have it open are to notice.
        self.platform.tabs().announce(id);
        deleted
    }

    async fn open_store(&self, info: &WorkspaceInfo) -> Result<(), StoreError> {
        self.open.borrow_mut().take();
        let store = self.platform.workspaces().open(&info.id).await?;
        let Some(model) = self.models.first_of(info) else {
            // The application tells the person which model is missing.
            return Ok(());
        };
        self.platform.keeper().remember_opened(&info.id);
        *self.open.borrow_mut() = Some(Rc::new(OpenWorkspace {
            info: info.clone(),
            store,
            models: Rc::clone(&self.models),
            rules: RulesInForce::new(model),
            settings: LiveSettings::default(),
            leading: RefCell::new(None),
        }));
        Ok(())
    }

    fn close(&self, id: &WorkspaceId) {
        let mut open = self.open.borrow_mut();
        if open.as_ref().is_some_and(|open| open.info.id == *id) {
            open.take();
        }
    }
}
