//! Everything outside, in memory: for the command line and for tests.

use crate::engine::environment::Environment;
use crate::engine::event_store::StoreError;
use crate::engine::memory_store::MemoryStore;
use crate::engine::outside::{Keeper, Platform, StorageFacts, Timer};
use crate::engine::workspace::{Lock, Tabs, WorkspaceId, WorkspaceInfo, Workspaces};
use std::cell::RefCell;
use std::collections::BTreeMap;

/// A platform whose data lives as long as the program. Waiting takes no time.
pub struct MemoryPlatform<E> {
    workspaces: MemoryWorkspaces,
    environment: E,
    alone: Alone,
}

impl<E: Environment> MemoryPlatform<E> {
    /// An empty platform with this clock and these ids.
    pub fn new(environment: E) -> Self {
        Self {
            workspaces: MemoryWorkspaces::default(),
            environment,
            alone: Alone,
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

/// There are no other tabs, no time passes, and nothing is remembered.
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

impl Keeper for Alone {
    async fn facts(&self) -> StorageFacts {
        StorageFacts {
            locks: true,
            ..StorageFacts::default()
        }
    }

    fn last_opened(&self) -> Option<WorkspaceId> {
        None
    }

    fn remember_opened(&self, _id: &WorkspaceId) {}

    fn use_update(&self) {}
}

impl<E: Environment + 'static> Platform for MemoryPlatform<E> {
    type Workspaces = MemoryWorkspaces;
    type Environment = E;
    type Tabs = Alone;
    type Lock = Alone;
    type Timer = Alone;
    type Keeper = Alone;

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

    fn keeper(&self) -> &Alone {
        &self.alone
    }
}
