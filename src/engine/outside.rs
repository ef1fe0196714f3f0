//! What else an application needs from outside, beside a store: waiting, and how the data is kept.

use super::environment::Environment;
use super::workspace::{Lock, Tabs, WorkspaceId, Workspaces};
use std::rc::Rc;

/// Waits.
#[allow(
    async_fn_in_trait,
    reason = "one package, one thread: no caller needs to bound the futures"
)]
pub trait Timer {
    /// Waits this many milliseconds, or somewhat longer.
    async fn wait(&self, millis: u32);
}

/// Looks after the storage as a whole.
#[allow(
    async_fn_in_trait,
    reason = "one package, one thread: no caller needs to bound the futures"
)]
pub trait Keeper {
    /// Asks for the data to be kept for good, and tells how it is kept.
    async fn facts(&self) -> StorageFacts;

    /// Which workspace was opened last.
    fn last_opened(&self) -> Option<WorkspaceId>;

    /// Remembers which workspace was opened last. A hint: it may be forgotten.
    fn remember_opened(&self, id: &WorkspaceId);

    /// What a person was writing in a workspace and has not applied. A hint: it may be forgotten.
    fn written(&self, workspace: &WorkspaceId) -> Option<String>;

    /// Remembers what a person is writing in a workspace; nothing where all of it is applied.
    fn keep_written(&self, workspace: &WorkspaceId, text: Option<&str>);

    /// Loads the new version of the page that waits; everything shown goes with the old one.
    fn use_update(&self);
}

/// Files: those that come with the page, and those that a person takes away.
#[allow(
    async_fn_in_trait,
    reason = "one package, one thread: no caller needs to bound the futures"
)]
pub trait Files {
    /// The text of a model of the gallery.
    ///
    /// # Errors
    /// It can't be had: why, as a part of a sentence.
    async fn model(&self, file: &str) -> Result<String, String>;

    /// Gives the person a file with this name and text.
    fn save(&self, name: &str, text: &str);
}

/// How the data is kept.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct StorageFacts {
    /// Whether it was promised that the data is not evicted. None where that can't be told.
    pub persisted: Option<bool>,
    /// Bytes used, and bytes there are.
    pub usage: Option<(u64, u64)>,
    /// Whether tabs can agree who does what (Web Locks).
    pub locks: bool,
}

/// Everything outside, in one piece: the browser, or a test's own world.
pub trait Platform: 'static {
    /// The workspaces.
    type Workspaces: Workspaces;
    /// Time and ids.
    type Environment: Environment;
    /// The other tabs.
    type Tabs: Tabs;
    /// What one tab does at a time.
    type Lock: Lock;
    /// Waiting.
    type Timer: Timer;
    /// The storage as a whole.
    type Keeper: Keeper;
    /// Files.
    type Files: Files;

    /// The workspaces.
    fn workspaces(&self) -> &Self::Workspaces;
    /// Time and ids.
    fn environment(&self) -> &Self::Environment;
    /// The other tabs.
    fn tabs(&self) -> &Self::Tabs;
    /// What one tab does at a time.
    fn lock(&self) -> &Self::Lock;
    /// Waiting.
    fn timer(&self) -> &Self::Timer;
    /// The storage as a whole.
    fn keeper(&self) -> &Self::Keeper;
    /// Files.
    fn files(&self) -> &Self::Files;
}

/// One world for several tabs.
impl<P: Platform> Platform for Rc<P> {
    type Workspaces = P::Workspaces;
    type Environment = P::Environment;
    type Tabs = P::Tabs;
    type Lock = P::Lock;
    type Timer = P::Timer;
    type Keeper = P::Keeper;
    type Files = P::Files;

    fn workspaces(&self) -> &P::Workspaces {
        (**self).workspaces()
    }

    fn environment(&self) -> &P::Environment {
        (**self).environment()
    }

    fn tabs(&self) -> &P::Tabs {
        (**self).tabs()
    }

    fn lock(&self) -> &P::Lock {
        (**self).lock()
    }

    fn timer(&self) -> &P::Timer {
        (**self).timer()
    }

    fn keeper(&self) -> &P::Keeper {
        (**self).keeper()
    }

    fn files(&self) -> &P::Files {
        (**self).files()
    }
}
