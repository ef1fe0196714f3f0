//! Workspaces, and what joins the tabs that have one open.

use super::cache::Cache;
use super::event_store::{EventStore, StoreError};
use super::text_type::text_type;
use super::time::Timestamp;
use serde::{Deserialize, Serialize};

text_type! {
    /// Identifies a workspace for ever; its name may change.
    WorkspaceId
}

/// A workspace: one model and one history, in a database of its own.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct WorkspaceInfo {
    /// Its identity.
    pub id: WorkspaceId,
    /// Its name, for people.
    pub name: String,
    /// The name of the model that its history began with. The journal says which one was applied since.
    pub model: String,
    /// When it was made.
    pub created_at: Timestamp,
    /// False while its first history is being recorded; such a one is made anew when it is found.
    pub ready: bool,
    /// Whether its first history is the model's story.
    #[serde(default = "with_story")]
    pub with_story: bool,
    /// The text of the model that its history began with; none where it is built in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
}

/// What workspaces were before it was written down.
fn with_story() -> bool {
    true
}

/// The workspaces of this browser.
#[allow(
    async_fn_in_trait,
    reason = "one package, one thread: no caller needs to bound the futures"
)]
pub trait Workspaces {
    /// The store of one workspace.
    type Store: EventStore + Cache + 'static;

    /// All workspaces, oldest first.
    async fn list(&self) -> Result<Vec<WorkspaceInfo>, StoreError>;

    /// Adds a workspace to the list, or changes its entry.
    async fn save(&self, info: &WorkspaceInfo) -> Result<(), StoreError>;

    /// Deletes a workspace with everything in it. One that is unknown is deleted already.
    async fn delete(&self, id: &WorkspaceId) -> Result<(), StoreError>;

    /// Throws away everything that is in a workspace; its entry stays.
    async fn clear(&self, id: &WorkspaceId) -> Result<(), StoreError>;

    /// Opens the store of a workspace; an empty one where there was none.
    async fn open(&self, id: &WorkspaceId) -> Result<Self::Store, StoreError>;
}

/// Tells the other tabs that have the same workspace open.
pub trait Tabs {
    /// Something was recorded.
    fn announce(&self, workspace: &WorkspaceId);

    /// A tab that is seen asks a hidden one to leave the processes of this workspace to it.
    fn ask_to_lead(&self, workspace: &WorkspaceId);
}

/// Lets one tab at a time do what must not be done twice.
#[allow(
    async_fn_in_trait,
    reason = "one package, one thread: no caller needs to bound the futures"
)]
pub trait Lock {
    /// Held until it is dropped.
    type Held;

    /// Waits until no one else holds the lock of this name.
    async fn acquire(&self, name: &str) -> Self::Held;
}
