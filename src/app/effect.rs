//! Effects: what the application orders done. The runtime carries them out and answers with messages.

use crate::engine::command_handler::CommandRequest;
use crate::engine::position::Moment;
use crate::engine::trace::Trace;
use crate::engine::workspace::{WorkspaceId, WorkspaceInfo};

/// An order to the runtime.
#[derive(Clone, PartialEq, Debug)]
pub enum Effect {
    /// List the workspaces.
    ListWorkspaces,
    /// Open a workspace; one that is not ready is made anew first.
    OpenWorkspace(WorkspaceInfo),
    /// Make a workspace and open it.
    CreateWorkspace {
        /// Its name.
        name: String,
        /// Its model.
        model: String,
        /// Whether its recorded history is played first.
        with_story: bool,
    },
    /// Make the first workspace of this browser, unless another tab just did.
    CreateFirstWorkspace {
        /// Its name.
        name: String,
        /// Its model.
        model: String,
    },
    /// Throw a workspace's history away and record its story anew.
    ResetWorkspace(WorkspaceInfo),
    /// Give a workspace the name that is in this entry.
    RenameWorkspace(WorkspaceInfo),
    /// Delete a workspace.
    DeleteWorkspace(WorkspaceId),
    /// Read on in the open workspace's history.
    ReadHistory {
        /// From here.
        after: Moment,
        /// At most so many entries.
        limit: usize,
    },
    /// Make a new id.
    MakeId,
    /// Send a command.
    Send(Box<CommandRequest>),
    /// Keep the trace of a command.
    KeepTrace(Moment, Trace),
    /// Look a kept trace up.
    FindTrace(Moment),
    /// Wait, then answer `Ticked` with this number.
    Wait {
        /// How long.
        millis: u32,
        /// What to answer.
        tick: u64,
    },
    /// Ask the browser how it keeps the data, and to keep it for good.
    AskStorage,
    /// Load the new version of the page that waits.
    UseUpdate,
}
