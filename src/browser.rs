//! The browser's implementations of the engine's traits: storage, clock, ids, tabs and locks. wasm only.

mod broadcast_tabs;
mod browser_environment;
mod browser_files;
mod browser_platform;
mod database;
mod indexed_db_store;
mod indexed_db_workspaces;
mod storage_state;
mod web_locks;

pub use broadcast_tabs::{BroadcastTabs, Heard, Listening};
pub use browser_environment::BrowserEnvironment;
pub use browser_files::BrowserFiles;
pub use browser_platform::{BrowserKeeper, BrowserPlatform, BrowserTimer, BrowserWorkspaces};
pub use indexed_db_store::IndexedDbStore;
pub use indexed_db_workspaces::IndexedDbWorkspaces;
pub use storage_state::StorageState;
pub use web_locks::{HeldLock, WebLocks};
