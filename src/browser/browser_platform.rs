//! The browser, in one piece: everything that the application needs from outside.

use super::{
    BroadcastTabs, BrowserEnvironment, BrowserFiles, IndexedDbStore, IndexedDbWorkspaces,
    StorageState, WebLocks,
};
use crate::engine::event_store::StoreError;
use crate::engine::outside::{Keeper, Platform, StorageFacts, Timer};
use crate::engine::workspace::{WorkspaceId, WorkspaceInfo, Workspaces};
use gloo::timers::future::TimeoutFuture;
use web_sys::Event;

/// Where the browser remembers which workspace was opened last.
const LAST_OPENED: &str = "foldline.last-opened";

/// Where it remembers what a person is writing in a workspace: before the workspace's id.
const WRITTEN: &str = "foldline.written.";

fn hint(name: &str) -> Option<String> {
    let storage = gloo::utils::window().local_storage().ok()??;
    storage.get_item(name).ok()?
}

/// A hint may be forgotten: where the browser has no room for it, nothing else is lost.
fn keep_hint(name: &str, text: Option<&str>) {
    if let Ok(Some(storage)) = gloo::utils::window().local_storage() {
        let _ = match text {
            Some(text) => storage.set_item(name, text),
            None => storage.remove_item(name),
        };
    }
}

/// Everything outside, as this browser has it.
pub struct BrowserPlatform {
    workspaces: BrowserWorkspaces,
    environment: BrowserEnvironment,
    tabs: BroadcastTabs,
    lock: WebLocks,
    timer: BrowserTimer,
    keeper: BrowserKeeper,
    files: BrowserFiles,
}

impl BrowserPlatform {
    /// This browser.
    pub fn new() -> Self {
        Self {
            workspaces: BrowserWorkspaces,
            environment: BrowserEnvironment,
            tabs: BroadcastTabs::join(),
            lock: WebLocks::new(),
            timer: BrowserTimer,
            keeper: BrowserKeeper,
            files: BrowserFiles,
        }
    }
}

impl Default for BrowserPlatform {
    fn default() -> Self {
        Self::new()
    }
}

impl Platform for BrowserPlatform {
    type Workspaces = BrowserWorkspaces;
    type Environment = BrowserEnvironment;
    type Tabs = BroadcastTabs;
    type Lock = WebLocks;
    type Timer = BrowserTimer;
    type Keeper = BrowserKeeper;
    type Files = BrowserFiles;

    fn workspaces(&self) -> &BrowserWorkspaces {
        &self.workspaces
    }

    fn environment(&self) -> &BrowserEnvironment {
        &self.environment
    }

    fn tabs(&self) -> &BroadcastTabs {
        &self.tabs
    }

    fn lock(&self) -> &WebLocks {
        &self.lock
    }

    fn timer(&self) -> &BrowserTimer {
        &self.timer
    }

    fn keeper(&self) -> &BrowserKeeper {
        &self.keeper
    }

    fn files(&self) -> &BrowserFiles {
        &self.files
    }
}

/// The workspaces of this browser. The list is opened for each look at it, so that no tab keeps another from deleting it.
#[derive(Clone, Copy, Debug, Default)]
pub struct BrowserWorkspaces;

impl Workspaces for BrowserWorkspaces {
    type Store = IndexedDbStore;

    async fn list(&self) -> Result<Vec<WorkspaceInfo>, StoreError> {
        IndexedDbWorkspaces::open().await?.list().await
    }

    async fn save(&self, info: &WorkspaceInfo) -> Result<(), StoreError> {
        IndexedDbWorkspaces::open().await?.save(info).await
    }

    async fn delete(&self, id: &WorkspaceId) -> Result<(), StoreError> {
        IndexedDbWorkspaces::open().await?.delete(id).await
    }

    async fn clear(&self, id: &WorkspaceId) -> Result<(), StoreError> {
        IndexedDbStore::delete(id).await
    }

    async fn open(&self, id: &WorkspaceId) -> Result<IndexedDbStore, StoreError> {
        IndexedDbStore::open(id).await
    }
}

/// The timers of the page.
#[derive(Clone, Copy, Debug, Default)]
pub struct BrowserTimer;

impl Timer for BrowserTimer {
    async fn wait(&self, millis: u32) {
        TimeoutFuture::new(millis).await;
    }
}

/// The storage manager of this browser, and its small local storage for hints.
#[derive(Clone, Copy, Debug, Default)]
pub struct BrowserKeeper;

impl Keeper for BrowserKeeper {
    async fn facts(&self) -> StorageFacts {
        StorageState::ask_to_persist().await;
        let state = StorageState::read().await;
        StorageFacts {
            persisted: Some(state.persisted),
            usage: state.usage.zip(state.quota),
            locks: WebLocks::new().are_available(),
        }
    }

    fn last_opened(&self) -> Option<WorkspaceId> {
        hint(LAST_OPENED).map(WorkspaceId::new)
    }

    fn remember_opened(&self, id: &WorkspaceId) {
        // Without it the first workspace is opened.
        keep_hint(LAST_OPENED, Some(id.as_str()));
    }

    fn written(&self, workspace: &WorkspaceId) -> Option<String> {
        hint(&format!("{WRITTEN}{workspace}"))
    }

    fn keep_written(&self, workspace: &WorkspaceId, text: Option<&str>) {
        keep_hint(&format!("{WRITTEN}{workspace}"), text);
    }

    /// The script that registered the service worker does it.
    fn use_update(&self) {
        if let Ok(event) = Event::new("foldline-update-apply") {
            // It fails only for an event that is being dispatched already.
            let _ = gloo::utils::window().dispatch_event(&event);
        }
    }
}
