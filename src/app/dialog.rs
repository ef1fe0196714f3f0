//! The dialogs over the page.

use crate::engine::workspace::WorkspaceId;

/// A dialog.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Dialog {
    /// The list of keys.
    Keys,
    /// Make a workspace.
    NewWorkspace,
    /// Give the open workspace another name.
    RenameWorkspace {
        /// Its name now.
        name: String,
    },
    /// Ask before a workspace is deleted.
    DeleteWorkspace {
        /// Which.
        id: WorkspaceId,
        /// Its name.
        name: String,
    },
    /// Ask before the open workspace is made anew.
    ResetWorkspace {
        /// Its name.
        name: String,
    },
    /// Jump to a date and time.
    JumpToTime,
}
