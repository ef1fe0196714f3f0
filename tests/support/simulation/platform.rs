//! The browser as one tab sees it: everything outside, in one piece.

use super::browser::{Browser, pause};
use super::faulty_store::FaultyStore;
use foldline::engine::environment::Environment;
use foldline::engine::event_store::StoreError;
use foldline::engine::outside::{Keeper, Platform, StorageFacts, Timer};
use foldline::engine::time::{Clock, Timestamp};
use foldline::engine::workspace::{Lock, Tabs, WorkspaceId, WorkspaceInfo, Workspaces};
use foldline::runtime::memory_platform::MemoryFiles;
use std::cell::Cell;
use std::rc::Rc;

/// What tab number `tab` has to do with.
pub(crate) struct TabPlatform {
    pub(crate) browser: Rc<Browser>,
    pub(crate) tab: usize,
}

impl Platform for TabPlatform {
    type Workspaces = Self;
    type Environment = Self;
    type Tabs = Self;
    type Lock = Self;
    type Timer = Self;
    type Keeper = Self;
    type Files = MemoryFiles;

    fn workspaces(&self) -> &Self {
        self
    }

    fn environment(&self) -> &Self {
        self
    }

    fn tabs(&self) -> &Self {
        self
    }

    fn lock(&self) -> &Self {
        self
    }

    fn timer(&self) -> &Self {
        self
    }

    fn keeper(&self) -> &Self {
        self
    }

    fn files(&self) -> &MemoryFiles {
        &self.browser.files
    }
}

impl Workspaces for TabPlatform {
    type Store = FaultyStore;

    async fn list(&self) -> Result<Vec<WorkspaceInfo>, StoreError> {
        let work = async { Ok(self.browser.infos.borrow().clone()) };
        self.browser.attempt(work).await
    }

    async fn save(&self, info: &WorkspaceInfo) -> Result<(), StoreError> {
        let work = async {
            if !info.ready && self.browser.is_ready(&info.id) {
                self.browser.throw_away(&info.id);
            }
            let mut infos = self.browser.infos.borrow_mut();
            infos.retain(|known| known.id != info.id);
            infos.push(info.clone());
            infos.sort_by(|a, b| (a.created_at, &a.id).cmp(&(b.created_at, &b.id)));
            Ok(())
        };
        self.browser.attempt(work).await
    }

    /// The database goes first and the entry last, as in the browser.
    async fn delete(&self, id: &WorkspaceId) -> Result<(), StoreError> {
        self.clear(id).await?;
        let browser = &self.browser;
        let entry = async {
            browser.infos.borrow_mut().retain(|info| info.id != *id);
            Ok(())
        };
        browser.attempt(entry).await
    }

    async fn clear(&self, id: &WorkspaceId) -> Result<(), StoreError> {
        let browser = &self.browser;
        let database = async {
            if browser.is_ready(id) {
                browser.throw_away(id);
            }
            if let Some(database) = browser.databases.borrow_mut().remove(id) {
                database.deleted.set(true);
            }
            Ok(())
        };
        browser.attempt(database).await
    }

    async fn open(&self, id: &WorkspaceId) -> Result<FaultyStore, StoreError> {
        let work = async {
            Ok(FaultyStore {
                browser: Rc::clone(&self.browser),
                database: self.browser.database(id),
            })
        };
        self.browser.attempt(work).await
    }
}

impl Environment for TabPlatform {
    fn now(&self) -> Timestamp {
        self.browser.now()
    }

    fn clock(&self) -> Clock {
        Clock::Real
    }

    fn new_id(&self) -> String {
        self.browser.new_id()
    }
}

impl Tabs for TabPlatform {
    fn announce(&self, workspace: &WorkspaceId) {
        self.browser.announce(workspace, Some(self.tab));
    }

    fn ask_to_lead(&self, _workspace: &WorkspaceId) {}
}

impl Lock for TabPlatform {
    type Held = Held;

    async fn acquire(&self, _name: &str) -> Held {
        while self.browser.locked.replace(true) {
            pause().await;
        }
        Held(Rc::clone(&self.browser.locked))
    }
}

/// Held until it is dropped, also when its tab is closed.
pub(crate) struct Held(Rc<Cell<bool>>);

impl Drop for Held {
    fn drop(&mut self) {
        self.0.set(false);
    }
}

impl Timer for TabPlatform {
    async fn wait(&self, _millis: u32) {
        pause().await;
        self.browser.delay().await;
    }
}

impl Keeper for TabPlatform {
    async fn facts(&self) -> StorageFacts {
        self.browser.delay().await;
        StorageFacts {
            persisted: Some(true),
            usage: Some((1_000_000, 1_000_000_000)),
            locks: true,
        }
    }

    fn last_opened(&self) -> Option<WorkspaceId> {
        self.browser.last_opened.borrow().clone()
    }

    fn remember_opened(&self, id: &WorkspaceId) {
        *self.browser.last_opened.borrow_mut() = Some(id.clone());
    }

    fn written(&self, workspace: &WorkspaceId) -> Option<String> {
        self.browser.keeper.written(workspace)
    }

    fn keep_written(&self, workspace: &WorkspaceId, text: Option<&str>) {
        self.browser.keeper.keep_written(workspace, text);
    }

    fn use_update(&self) {
        self.browser.reloads.borrow_mut().push(self.tab);
    }
}
