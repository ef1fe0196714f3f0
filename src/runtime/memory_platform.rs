//! Everything outside, in memory: for the command line and for tests.

use crate::engine::environment::Environment;
use crate::engine::event_store::StoreError;
use crate::engine::memory_store::MemoryStore;
use crate::engine::outside::{Files, Keeper, Platform, StorageFacts, Timer};
use crate::engine::workspace::{Lock, Tabs, WorkspaceId, WorkspaceInfo, Workspaces};
use std::cell::RefCell;
use std::collections::BTreeMap;

/// A platform whose data lives as long as the program. Waiting takes no time.
pub struct MemoryPlatform<E> {
    workspaces: MemoryWorkspaces,
    environment: E,
    alone: Alone,
    keeper: MemoryKeeper,
    files: MemoryFiles,
}

impl<E: Environment> MemoryPlatform<E> {
    /// An empty platform with this clock and these ids.
    pub fn new(environment: E) -> Self {
        Self {
            workspaces: MemoryWorkspaces::default(),
            environment,
            alone: Alone,
            keeper: MemoryKeeper::default(),
            files: MemoryFiles::default(),
        }
    }
}

/// Workspaces in memory.
#[derive(Default)]
pub struct MemoryWorkspaces {
    infos: RefCell<Vec<WorkspaceInfo>>,
    stores: RefCell<BTreeMap<WorkspaceId, MemoryStore>>,
}

impl Workspaces for MemoryWorkspaces {
    type Store = MemoryStore;

    async fn list(&self) -> Result<Vec<WorkspaceInfo>, StoreError> {
        Ok(self.infos.borrow().clone())
    }

    async fn save(&self, info: &WorkspaceInfo) -> Result<(), StoreError> {
        let mut infos = self.infos.borrow_mut();
        match infos.iter_mut().find(|known| known.id == info.id) {
            Some(known) => *known = info.clone(),
            None => infos.push(info.clone()),
        }
        Ok(())
    }

    async fn delete(&self, id: &WorkspaceId) -> Result<(), StoreError> {
        self.infos.borrow_mut().retain(|info| info.id != *id);
        self.stores.borrow_mut().remove(id);
        Ok(())
    }

    async fn clear(&self, id: &WorkspaceId) -> Result<(), StoreError> {
        self.stores.borrow_mut().remove(id);
        Ok(())
    }

    async fn open(&self, id: &WorkspaceId) -> Result<Self::Store, StoreError> {
        let mut stores = self.stores.borrow_mut();
        Ok(stores.entry(id.clone()).or_default().clone())
    }
}

/// There are no other tabs, and no time passes.
pub struct Alone;

impl Tabs for Alone {
    fn announce(&self, _workspace: &WorkspaceId) {}

    fn ask_to_lead(&self, _workspace: &WorkspaceId) {}
}

impl Lock for Alone {
    type Held = ();

    async fn acquire(&self, _name: &str) {}
}

impl Timer for Alone {
    async fn wait(&self, _millis: u32) {}
}

/// What is remembered beside the workspaces.
#[derive(Default)]
pub struct MemoryKeeper {
    last_opened: RefCell<Option<WorkspaceId>>,
    written: RefCell<BTreeMap<WorkspaceId, String>>,
}

impl Keeper for MemoryKeeper {
    async fn facts(&self) -> StorageFacts {
        StorageFacts {
            locks: true,
            ..StorageFacts::default()
        }
    }

    fn last_opened(&self) -> Option<WorkspaceId> {
        self.last_opened.borrow().clone()
    }

    fn remember_opened(&self, id: &WorkspaceId) {
        self.last_opened.replace(Some(id.clone()));
    }

    fn written(&self, workspace: &WorkspaceId) -> Option<String> {
        self.written.borrow().get(workspace).cloned()
    }

    fn keep_written(&self, workspace: &WorkspaceId, text: Option<&str>) {
        let mut written = self.written.borrow_mut();
        match text {
            Some(text) => written.insert(workspace.clone(), text.to_owned()),
            None => written.remove(workspace),
        };
    }

    fn use_update(&self) {}
}

/// Files in memory, by their names.
#[derive(Default)]
pub struct MemoryFiles(RefCell<BTreeMap<String, String>>);

impl MemoryFiles {
    /// The text of a file that is there, or was given to the person.
    pub fn text(&self, name: &str) -> Option<String> {
        self.0.borrow().get(name).cloned()
    }
}

impl Files for MemoryFiles {
    async fn model(&self, file: &str) -> Result<String, String> {
        self.text(file)
            .ok_or_else(|| "there is no such file".to_owned())
    }

    fn save(&self, name: &str, text: &str) {
        self.0.borrow_mut().insert(name.to_owned(), text.to_owned());
    }
}

impl<E: Environment + 'static> Platform for MemoryPlatform<E> {
    type Workspaces = MemoryWorkspaces;
    type Environment = E;
    type Tabs = Alone;
    type Lock = Alone;
    type Timer = Alone;
    type Keeper = MemoryKeeper;
    type Files = MemoryFiles;

    fn workspaces(&self) -> &MemoryWorkspaces {
        &self.workspaces
    }

    fn environment(&self) -> &E {
        &self.environment
    }

    fn tabs(&self) -> &Alone {
        &self.alone
    }

    fn lock(&self) -> &Alone {
        &self.alone
    }

    fn timer(&self) -> &Alone {
        &self.alone
    }

    fn keeper(&self) -> &MemoryKeeper {
        &self.keeper
    }

    fn files(&self) -> &MemoryFiles {
        &self.files
    }
}
