//! Effects: what the application orders done. The runtime carries them out and answers with messages.

use crate::engine::command_handler::CommandRequest;
use crate::engine::journal::JournalNote;
use crate::engine::names::{Actor, StreamName};
use crate::engine::position::Moment;
use crate::engine::time::Timestamp;
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
        model: FirstModel,
        /// Whether its recorded history is played first.
        with_story: bool,
    },
    /// Make the first workspace of this browser, unless another tab just did.
    CreateFirstWorkspace {
        /// Its name.
        name: String,
        /// Its model.
        model: FirstModel,
    },
    /// Throw a workspace's history away and record the story of this entry's model anew.
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
    /// Wait until no other tab runs the processes of the open workspace; then run them here.
    Lead,
    /// Leave the processes to another tab that waits for them.
    StandDown,
    /// Ask a hidden tab that runs the processes to leave them to this one.
    AskToLead,
    /// Run the processes until they come to rest.
    RunProcesses,
    /// Answer `Woke` with this number once this time has come on the workspace's clock; without a time, in a second.
    WakeProcesses {
        /// When.
        at: Option<Timestamp>,
        /// What to answer.
        number: u64,
    },
    /// Move the workspace's clock.
    MoveClock(ClockMove),
    /// Note in the journal what a person settles. It takes effect by being there.
    Note(JournalNote),
    /// Look up what a person was writing in the open workspace, and read a file of the gallery where one is named.
    FindText {
        /// The file.
        file: Option<String>,
    },
    /// Remember what a person is writing in the open workspace; nothing where all of it is applied.
    KeepText(Option<String>),
    /// Read a file of the gallery.
    ReadGalleryFile(String),
    /// Give the person a file.
    SaveFile {
        /// Its name.
        name: String,
        /// What stands in it.
        text: String,
    },
    /// Throw all snapshots away.
    ForgetSnapshots,
    /// Decide on the parked input of an instance.
    DecideParked {
        /// Its private stream.
        instance: StreamName,
        /// Whether to try again; else the input is given up.
        retry: bool,
        /// Who decides.
        actor: Actor,
    },
    /// Tell the machine's time after so many milliseconds.
    TellTime {
        /// How long to wait.
        after: u32,
    },
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

/// The model that a workspace begins with.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct FirstModel {
    /// Its name.
    pub name: String,
    /// Its text; none where it is built in.
    pub text: Option<String>,
}

/// How the workspace's clock is moved. Never backwards.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ClockMove {
    /// By so many milliseconds.
    By(i64),
    /// To where the next deadline or retry is due.
    ToNextDeadline,
    /// It follows the machine again.
    FollowMachine,
}

impl Effect {
    /// Whether it waits for the time to pass, or for another tab, before it does anything.
    ///
    /// The page lets such effects wait. Whoever carries effects out one after the other leaves them out.
    pub fn waits(&self) -> bool {
        match self {
            Self::WakeProcesses { .. } | Self::AskToLead => true,
            Self::TellTime { after } => *after > 0,
            _ => false,
        }
    }
}
