//! Messages: what happened, from the person, the clock or the runtime. Facts, in the past tense.

mod model;

use super::dialog::Dialog;
use super::state::Tab;
use crate::engine::command_handler::Handled;
use crate::engine::event_store::{HistoryEntry, StoreError};
use crate::engine::names::StreamName;
use crate::engine::outside::StorageFacts;
use crate::engine::position::Moment;
use crate::engine::time::Timestamp;
use crate::engine::trace::Trace;
use crate::engine::workspace::{WorkspaceId, WorkspaceInfo};

pub use super::effect::ClockMove;
pub use crate::engine::delivery::Delivery;
pub use crate::engine::faults::{FaultPlan, FaultPoint};
pub use model::{ModelMessage, Question};

/// What happened.
#[derive(Clone, PartialEq, Debug)]
pub enum Message {
    /// The page was opened.
    Started,
    /// A person acted.
    Person(PersonMessage),
    /// The runtime carried something out, or noticed something.
    Runtime(RuntimeMessage),
}

impl From<PersonMessage> for Message {
    fn from(message: PersonMessage) -> Self {
        Self::Person(message)
    }
}

impl From<ModelMessage> for Message {
    fn from(message: ModelMessage) -> Self {
        Self::Person(PersonMessage::Model(message))
    }
}

impl From<RuntimeMessage> for Message {
    fn from(message: RuntimeMessage) -> Self {
        Self::Runtime(message)
    }
}

/// What a person did.
#[derive(Clone, PartialEq, Debug)]
pub enum PersonMessage {
    /// Chose whom to act as.
    ChoseActor {
        /// The role.
        role: String,
        /// The person.
        person: String,
    },
    /// Opened the form of a task, or closed it where it was open.
    ToggledTask(usize),
    /// Filled in a field.
    EditedField {
        /// The field.
        field: String,
        /// What it says now; "true" or "false" for a check.
        text: String,
    },
    /// Filled in a number for a key.
    EditedEntry {
        /// The field.
        field: String,
        /// The key.
        key: String,
        /// What it says now.
        text: String,
    },
    /// Chose whether a lost race is told.
    ChoseTellLostRace(bool),
    /// Took note that the stream moved on: what is sent is now based on what is shown.
    AcceptedNewVersion,
    /// Sent the open form.
    ClickedSend,
    /// Put the last answer away.
    DismissedAnswer,
    /// Selected an entry of the log by its item index.
    SelectedItem(usize),
    /// Followed a link to a moment.
    FollowedLink(Moment),
    /// Moved the whole system to a moment.
    TravelledTo(Moment),
    /// Put the selection away.
    ClearedSelection,
    /// Chose a tab.
    ChoseTab(Tab),
    /// Opened a node of the flow, or closed it where it was open.
    ToggledNode(String),
    /// Chose the stream whose state is shown.
    ChoseStream(String),
    /// Chose a read model.
    ChoseReadModel(String),
    /// Scrolled a read model: the first row shown.
    ScrolledRows(usize),
    /// Moved the slider to a stop.
    MovedSlider(usize),
    /// Went by this many stops.
    Stepped(i64),
    /// Went to the start.
    WentToStart,
    /// Went back to live.
    WentLive,
    /// Started or stopped playing.
    ToggledPlay,
    /// Chose the next speed.
    ChoseSpeed,
    /// Chose whether single events are stops too.
    ToggledByEvent,
    /// Jumped to a date and time: ISO 8601, UTC.
    JumpedToTime(String),
    /// Typed into the log's filter.
    EditedFilter(String),
    /// Switched a context of the log's filter on or off.
    ToggledContext(String),
    /// Chose the stream that the log shows; none for all.
    FilteredStream(Option<String>),
    /// Chose the type that the log shows; none for all.
    FilteredType(Option<String>),
    /// Scrolled the log: the first row shown.
    ScrolledLog(usize),
    /// Chose the process whose instances are shown.
    ChoseProcess(String),
    /// Chose an instance: its steps are shown, and its process.
    ChoseInstance(StreamName),
    /// Scrolled the instances: the first row shown.
    ScrolledInstances(usize),
    /// Chose whether faults, reference bugs and invariants are shown, or the processes themselves.
    ShowedFaults(bool),
    /// Switched what processes record for themselves on or off in the log.
    ToggledPrivate,
    /// Sent the open form as two people at once.
    ClickedSendAsTwo,
    /// Sent the command of the one who lost again.
    RetriedLoser,
    /// Put away how the two ended.
    DismissedPair,
    /// Moved the workspace's clock.
    MovedClock(ClockMove),
    /// Switched a reference bug on or off.
    SwitchedReferenceBug {
        /// Which.
        bug: String,
        /// Whether it is on from here on.
        on: bool,
    },
    /// Wants snapshots every so many events of a stream; 0 for none.
    SetSnapshots(u64),
    /// Wants all snapshots thrown away.
    ClickedForgetSnapshots,
    /// Planned which faults strike.
    PlannedFaults(FaultPlan),
    /// Wants a read model's events delivered like this.
    SetDelivery {
        /// Its name.
        read_model: String,
        /// How.
        delivery: Delivery,
    },
    /// Wants a read model folded again from nothing.
    ClickedRebuild(String),
    /// Chose the type of event that the two counters count.
    ChoseCounted(String),
    /// Wants the last event that is counted delivered once more.
    ClickedDeliverAgain,
    /// Decided on the parked input of an instance.
    DecidedParked {
        /// Its private stream.
        instance: StreamName,
        /// Whether to try again; else the input is given up.
        retry: bool,
    },
    /// Opened a dialog.
    OpenedDialog(Dialog),
    /// Closed the dialog.
    ClosedDialog,
    /// Wants another workspace.
    ChoseWorkspace(WorkspaceId),
    /// Wants a new workspace of this name; with the recorded history or empty.
    CreatedWorkspace {
        /// Its name.
        name: String,
        /// Its model, by the name it has in the gallery; the first one that is built in where none is named.
        model: Option<String>,
        /// Whether it begins with the recorded history.
        with_story: bool,
    },
    /// Wants a new workspace for the model in a file.
    ImportedWorkspace {
        /// The workspace's name.
        name: String,
        /// The model's text.
        text: String,
        /// Whether it begins with the recorded history.
        with_story: bool,
    },
    /// Did something with the model.
    Model(ModelMessage),
    /// Gave the open workspace another name.
    RenamedWorkspace(String),
    /// Confirmed that this workspace is to be deleted.
    ConfirmedDelete(WorkspaceId),
    /// Confirmed that the open workspace is to be made anew from the recorded history.
    ConfirmedReset,
    /// Wants to try opening again.
    ClickedRetry,
    /// Put a notice away.
    DismissedNotice(u64),
    /// Wants the new version of the page that waits.
    AcceptedUpdate,
}

/// What the runtime has to tell.
#[derive(Clone, PartialEq, Debug)]
pub enum RuntimeMessage {
    /// The list of workspaces, and which was open last.
    ListedWorkspaces(Result<(Vec<WorkspaceInfo>, Option<WorkspaceId>), StoreError>),
    /// A workspace is open, or could not be opened.
    OpenedWorkspace(WorkspaceInfo, Result<(), StoreError>),
    /// A new workspace is being recorded: so many commands are sent.
    RecordedSteps(usize),
    /// A workspace was deleted.
    DeletedWorkspace(WorkspaceId, Result<(), StoreError>),
    /// A workspace's entry was saved.
    SavedWorkspace(Result<WorkspaceInfo, StoreError>),
    /// More of the history was read. Fewer entries than asked for mean the end.
    ReadHistory {
        /// Of which workspace.
        workspace: WorkspaceId,
        /// The entries.
        entries: Result<Vec<HistoryEntry>, StoreError>,
        /// How many were asked for.
        limit: usize,
    },
    /// A new id, and the time when it was made.
    MadeId {
        /// The id.
        id: String,
        /// The time.
        now: Timestamp,
    },
    /// A command was handled.
    HandledCommand(Result<Box<Handled>, StoreError>),
    /// The page is seen now, or hidden.
    ChangedVisibility(bool),
    /// From here on this tab runs the processes of the open workspace.
    BecameLeader,
    /// A tab that is seen asks to run the processes of a workspace.
    AskedToLead(WorkspaceId),
    /// A process sent a command, and it was handled.
    HandledByProcess(Box<Handled>),
    /// The processes came to rest; this is when something is due next. Or they could not go on.
    ProcessesRested(Result<Option<Timestamp>, StoreError>),
    /// All snapshots were thrown away.
    ForgotSnapshots(Result<(), StoreError>),
    /// The timer of this number went off. Earlier timers are stale.
    Woke(u64),
    /// The machine's time now.
    ToldTime(Timestamp),
    /// A kept trace was looked up.
    FoundTrace(Moment, Option<Trace>),
    /// The text that a person was writing here when the page was closed; and the text of a file, where one was wanted.
    FoundText {
        /// Of which workspace.
        workspace: WorkspaceId,
        /// What was being written; none where all of it was applied.
        written: Option<String>,
        /// The text of the file, or why it could not be had.
        file: Option<Result<String, String>>,
    },
    /// A file of the gallery was read, or why not.
    ReadGalleryFile {
        /// Which.
        file: String,
        /// Its text.
        text: Result<String, String>,
    },
    /// Another tab recorded something in this workspace.
    HeardOfNews(WorkspaceId),
    /// The timer of this playback went off. Timers of an earlier playback are stale.
    Ticked(u64),
    /// How the browser keeps the data.
    LearnedStorage(StorageFacts),
    /// The page is kept for use without a network, or a new version of it waits.
    LearnedOffline(OfflineState),
}

/// Whether the page works without a network.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum OfflineState {
    /// Everything is kept.
    Ready,
    /// A new version waits for a reload.
    UpdateReady,
}
