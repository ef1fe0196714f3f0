//! What the page shows, as plain data: the page draws it and knows nothing else.

mod build;
mod flow_view;
mod inspector_view;
mod log_view;
mod read_models_view;
mod state_view;
mod tasks_view;
mod timeline_view;

pub use build::view_model;

use super::dialog::Dialog;
use super::state::Tab;
use crate::engine::position::Moment;
use crate::engine::workspace::WorkspaceId;

/// The page as a whole.
#[derive(Clone, PartialEq, Debug)]
pub enum ViewModel {
    /// Something is being opened.
    Opening(OpeningView),
    /// The workbench.
    Ready(Box<WorkbenchView>),
    /// It could not be opened.
    Failed(FailureView),
}

/// What is going on while the page opens.
#[derive(Clone, PartialEq, Debug)]
pub struct OpeningView {
    /// For example "Reading the history".
    pub doing: String,
    /// How far it is, for example "1,200 entries read"; empty where that can't be told.
    pub progress: String,
}

/// Why something could not be done: what happened, what is safe, what to do.
#[derive(Clone, PartialEq, Debug)]
pub struct FailureView {
    /// What happened.
    pub happened: String,
    /// What is safe.
    pub safe: String,
    /// What to do.
    pub advice: String,
    /// Other workspaces that can be opened instead.
    pub others: Vec<WorkspaceChoice>,
    /// The workspace that failed, where it was one; it can be opened again or deleted.
    pub workspace: Option<WorkspaceChoice>,
}

/// A workspace to choose.
#[derive(Clone, PartialEq, Debug)]
pub struct WorkspaceChoice {
    /// Its identity.
    pub id: WorkspaceId,
    /// Its name.
    pub name: String,
    /// Whether it is the one shown.
    pub current: bool,
}

/// The workbench.
#[derive(Clone, PartialEq, Debug)]
pub struct WorkbenchView {
    /// The header.
    pub header: HeaderView,
    /// Live, or in the past.
    pub when: WhenView,
    /// What people can do.
    pub tasks: TasksView,
    /// The tab in the middle.
    pub tab: Tab,
    /// What the tab shows.
    pub main: MainView,
    /// What is selected.
    pub inspector: Option<InspectorView>,
    /// The timeline.
    pub timeline: TimelineView,
    /// The log.
    pub log: LogView,
    /// The dialog over the page.
    pub dialog: Option<Dialog>,
    /// Messages to the person, newest last.
    pub notices: Vec<NoticeView>,
}

/// The header.
#[derive(Clone, PartialEq, Debug)]
pub struct HeaderView {
    /// The workspace's name.
    pub workspace: String,
    /// All workspaces.
    pub workspaces: Vec<WorkspaceChoice>,
    /// The model's name.
    pub model: String,
    /// What the model is about.
    pub model_summary: String,
    /// The branch.
    pub branch: String,
    /// Where the data is and how safe it is.
    pub storage: StorageView,
}

/// Where the data is and how safe it is.
#[derive(Clone, PartialEq, Debug)]
pub struct StorageView {
    /// In a few words, for example "saved in this browser".
    pub text: String,
    /// In a sentence or two.
    pub explanation: String,
    /// Whether all is well.
    pub well: bool,
}

/// Which moment is shown.
#[derive(Clone, PartialEq, Debug)]
pub struct WhenView {
    /// Whether it is not the live end. Nothing can be sent then.
    pub past: bool,
    /// The position shown.
    pub position: u64,
    /// The last position.
    pub last: u64,
    /// The moment as text: the position, with "+1" and so on for what is anchored at it.
    pub moment: String,
    /// The recorded time there, ISO 8601 in UTC; empty before the first entry.
    pub time: String,
}

/// What people can do.
#[derive(Clone, PartialEq, Debug)]
pub struct TasksView {
    /// Who acts.
    pub person: String,
    /// In which role.
    pub role: String,
    /// Whom one can act as: (role, person).
    pub people: Vec<(String, String)>,
    /// Why nothing can be sent now; none where things can.
    pub locked: Option<String>,
    /// The tasks by the role that performs them; the role of the acting person first.
    pub groups: Vec<TaskGroupView>,
    /// How the last task that was sent ended.
    pub answer: Option<AnswerView>,
}

/// The tasks of one role.
#[derive(Clone, PartialEq, Debug)]
pub struct TaskGroupView {
    /// The role.
    pub role: String,
    /// Whether the acting person plays it.
    pub mine: bool,
    /// Its tasks.
    pub tasks: Vec<TaskView>,
}

/// A task.
#[derive(Clone, PartialEq, Debug)]
pub struct TaskView {
    /// Its place in the schema: how messages name it.
    pub index: usize,
    /// What it is called.
    pub title: String,
    /// What it does.
    pub summary: String,
    /// Why it can't succeed in the present state; none where it may.
    pub blocked: Option<String>,
    /// Its form, where it is open.
    pub form: Option<FormView>,
}

/// The form of a task.
#[derive(Clone, PartialEq, Debug)]
pub struct FormView {
    /// Its fields.
    pub fields: Vec<FieldView>,
    /// What would happen.
    pub preview: PreviewView,
    /// Whether a lost race is told instead of being decided again.
    pub tell_lost_race: bool,
    /// The stream moved on since the person opened the form; only told where a lost race would be.
    pub moved_on: Option<String>,
    /// Whether it is being sent right now.
    pub sending: bool,
    /// What the button says.
    pub button: String,
}

/// A field of a form.
#[derive(Clone, PartialEq, Debug)]
pub struct FieldView {
    /// Its name in the payload: how messages name it.
    pub name: String,
    /// Its title.
    pub title: String,
    /// How it is filled in.
    pub control: ControlView,
    /// What is wrong with it.
    pub problem: Option<String>,
}

/// How a field is filled in.
#[derive(Clone, PartialEq, Debug)]
pub enum ControlView {
    /// A line of text; with values to suggest.
    Text {
        /// What is typed.
        text: String,
        /// What may be picked.
        suggestions: Vec<OptionView>,
    },
    /// A whole number.
    Number {
        /// What is typed.
        text: String,
        /// The least.
        min: i64,
        /// The greatest.
        max: i64,
    },
    /// One of several.
    Select {
        /// The chosen value.
        value: String,
        /// What can be chosen.
        options: Vec<OptionView>,
        /// What to say when there is nothing.
        when_empty: String,
    },
    /// Yes or no.
    Check {
        /// Which.
        checked: bool,
    },
    /// A number for each of several keys.
    Numbers {
        /// Key, what is typed, and what there is to know about the key.
        entries: Vec<NumberEntryView>,
        /// What to say when there is no key.
        when_empty: String,
    },
    /// A new id, made by the page.
    NewId {
        /// The id.
        id: String,
    },
}

/// A number for a key.
#[derive(Clone, PartialEq, Debug)]
pub struct NumberEntryView {
    /// The key.
    pub key: String,
    /// What is typed.
    pub text: String,
    /// What there is to know about the key.
    pub hint: String,
}

/// Something to pick.
#[derive(Clone, PartialEq, Debug)]
pub struct OptionView {
    /// The value.
    pub value: String,
    /// The value with what describes it.
    pub label: String,
}

/// What would happen if the task were sent.
#[derive(Clone, PartialEq, Debug)]
pub enum PreviewView {
    /// These events would be recorded.
    Accepted {
        /// Type and payload as text; none where there is nothing to record.
        events: Vec<(String, String)>,
        /// What would change in the state, for example "remaining · Workshop 48 → 46".
        changes: Vec<String>,
    },
    /// It would be refused.
    Refused {
        /// The reason.
        reason: String,
        /// Whether it would not even be valid: no state would be asked.
        invalid: bool,
    },
}

/// How the last task that was sent ended.
#[derive(Clone, PartialEq, Debug)]
pub struct AnswerView {
    /// How.
    pub kind: AnswerKind,
    /// In a few words, for example "Reserve seats: done".
    pub title: String,
    /// In sentences: what was recorded, or why not.
    pub text: String,
    /// Where it stands in the log.
    pub moment: Option<Moment>,
    /// Whether sending the same again makes sense.
    pub again: bool,
}

/// How a task ended.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum AnswerKind {
    /// Accepted.
    Done,
    /// Refused.
    Refused,
    /// Somebody else was faster.
    Conflict,
    /// The store failed.
    Failed,
}

/// What the tab in the middle shows.
#[derive(Clone, PartialEq, Debug)]
pub enum MainView {
    /// The workflow with the path that a command took.
    Flow(FlowView),
    /// The state of one aggregate.
    State(StateView),
    /// A read model.
    ReadModels(ReadModelsView),
}

/// The workflow with the path that a command took.
#[derive(Clone, PartialEq, Debug)]
pub struct FlowView {
    /// Which command, for example "Reserve seats by Ada · accepted"; none where nothing is selected.
    pub title: Option<String>,
    /// What to say instead of a path: nothing selected, or no trace was kept.
    pub empty: Option<String>,
    /// The nodes n1 to n18 in order.
    pub nodes: Vec<FlowNodeView>,
    /// The edges, in the order of the workflow.
    pub edges: Vec<FlowEdgeView>,
    /// The part of the trace that belongs to the opened node.
    pub detail: Option<FlowDetailView>,
}

/// A node of the workflow. Where it stands is the page's concern.
#[derive(Clone, PartialEq, Debug)]
pub struct FlowNodeView {
    /// n1 to n18.
    pub id: &'static str,
    /// Its label.
    pub label: &'static str,
    /// Whether the command came by.
    pub lit: Lit,
    /// What happened there in a few words, for example "version 11".
    pub note: String,
    /// Whether it is opened.
    pub open: bool,
}

/// Whether and how a node was reached.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Lit {
    /// Not reached.
    Dark,
    /// Reached, and all went well.
    Lit,
    /// Reached, and the command was stopped there.
    Stopped,
}

/// An edge of the workflow.
#[derive(Clone, PartialEq, Debug)]
pub struct FlowEdgeView {
    /// From which node.
    pub from: &'static str,
    /// To which.
    pub to: &'static str,
    /// Its label, perhaps empty.
    pub label: &'static str,
    /// Whether the command went this way.
    pub lit: bool,
}

/// The part of the trace that belongs to one node.
#[derive(Clone, PartialEq, Debug)]
pub struct FlowDetailView {
    /// The node's label.
    pub title: String,
    /// What the step is for, in a sentence or two.
    pub explanation: &'static str,
    /// What the command read and decided there: one group for each time it came by.
    pub groups: Vec<Vec<(String, String)>>,
}

/// The state of one aggregate.
#[derive(Clone, PartialEq, Debug)]
pub struct StateView {
    /// The streams that exist at this position.
    pub streams: Vec<String>,
    /// The one shown.
    pub stream: Option<String>,
    /// Its version at this position.
    pub version: u64,
    /// The state as a tree, flattened.
    pub rows: Vec<TreeRow>,
    /// What changed it last, for example "SeatsReserved at position 41".
    pub changed_by: Option<(String, Moment)>,
}

/// A row of a tree of plain data.
#[derive(Clone, PartialEq, Debug)]
pub struct TreeRow {
    /// How deep, from 0.
    pub depth: usize,
    /// The name.
    pub name: String,
    /// The value; empty for a branch.
    pub value: String,
    /// What the last event did to it.
    pub change: Change,
}

/// What the last event did to a value.
#[derive(Clone, PartialEq, Debug)]
pub enum Change {
    /// Nothing.
    Same,
    /// It is new.
    Added,
    /// It was this before.
    Changed(String),
    /// It is gone.
    Removed,
}

/// A read model, and which others there are.
#[derive(Clone, PartialEq, Debug)]
pub struct ReadModelsView {
    /// All: title and number of rows.
    pub all: Vec<ReadModelChoice>,
    /// What it tells.
    pub summary: String,
    /// Titles of the columns, and whether the column holds numbers.
    pub columns: Vec<(String, bool)>,
    /// How many rows in all.
    pub total: usize,
    /// The index of the first row below.
    pub first: usize,
    /// The rows in the window.
    pub rows: Vec<TableRow>,
    /// For example "as of position 41".
    pub as_of: String,
    /// The events it listens to.
    pub events: Vec<String>,
}

/// A read model to choose.
#[derive(Clone, PartialEq, Debug)]
pub struct ReadModelChoice {
    /// Its name: how messages name it.
    pub name: String,
    /// Its title.
    pub title: String,
    /// How many rows it has.
    pub rows: usize,
    /// Whether it is the one shown.
    pub current: bool,
}

/// A row of a table.
#[derive(Clone, PartialEq, Debug)]
pub struct TableRow {
    /// Its key.
    pub key: String,
    /// Its cells, one for each column.
    pub cells: Vec<String>,
    /// Whether the last commit changed it.
    pub changed: bool,
}

/// What is selected.
#[derive(Clone, PartialEq, Debug)]
pub struct InspectorView {
    /// What kind of thing, for example "event".
    pub tag: String,
    /// The kind of tag, which gives its colour.
    pub tone: Tone,
    /// For example "registration · position 41".
    pub place: String,
    /// For example "SeatsReserved".
    pub title: String,
    /// What it meant, as a sentence.
    pub sentence: String,
    /// Where it stands: the whole system can be moved there.
    pub moment: Moment,
    /// What there is to know, in sections.
    pub sections: Vec<SectionView>,
    /// The record as it is stored, as indented JSON.
    pub stored: String,
    /// The payload as the model reads it today, where that differs.
    pub lifted: Option<String>,
}

/// A section of what is selected.
#[derive(Clone, PartialEq, Debug)]
pub struct SectionView {
    /// Its title.
    pub title: String,
    /// Names and values.
    pub rows: Vec<(String, String)>,
    /// Things to go to.
    pub links: Vec<LinkView>,
}

/// Something to go to.
#[derive(Clone, PartialEq, Debug)]
pub struct LinkView {
    /// What kind of thing.
    pub tag: String,
    /// Its colour.
    pub tone: Tone,
    /// Its name.
    pub text: String,
    /// Where it is; none where it can't be gone to.
    pub moment: Option<Moment>,
}

/// What a colour means.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Tone {
    /// A command: blue.
    Command,
    /// An event: orange.
    Event,
    /// A read model: green.
    ReadModel,
    /// A process: violet.
    Process,
    /// Refused or lost: red.
    Bad,
    /// Anything else.
    Plain,
}

/// The timeline.
#[derive(Clone, PartialEq, Debug)]
pub struct TimelineView {
    /// One for each context.
    pub lanes: Vec<LaneView>,
    /// Refusals and lost races.
    pub markers: Vec<MarkerView>,
    /// The slider's place, 0 to `stops`.
    pub stop: usize,
    /// How many stops there are after the start.
    pub stops: usize,
    /// What to announce for the slider's place.
    pub label: String,
    /// Whether single events are stops too.
    pub by_event: bool,
    /// Whether it is playing.
    pub playing: bool,
    /// How many times the usual speed.
    pub speed: Speed,
    /// The recorded times at the start and the end, for jumping: ISO 8601.
    pub span: Option<(String, String)>,
}

/// How fast it plays, in stops a second times two.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Speed(pub u32);

/// The events of one context along the timeline.
#[derive(Clone, PartialEq, Debug)]
pub struct LaneView {
    /// The context.
    pub context: String,
    /// Bars from left to right; all have one width.
    pub bars: Vec<BarView>,
    /// How many bars fit into the lane's width.
    pub places: usize,
}

/// How much happened at one place of a lane.
#[derive(Clone, PartialEq, Debug)]
pub struct BarView {
    /// Which place, from 0.
    pub place: usize,
    /// Events there, as thousandths of the fullest place: 1 to 1000.
    pub height: u32,
    /// Whether it lies after the moment shown.
    pub future: bool,
}

/// A refusal or a lost race on the timeline.
#[derive(Clone, PartialEq, Debug)]
pub struct MarkerView {
    /// Where, in thousandths of the width.
    pub at: u32,
    /// Whether it is a lost race; otherwise a refusal.
    pub conflict: bool,
    /// What it was.
    pub label: String,
    /// Where it stands.
    pub moment: Moment,
    /// Whether it lies after the moment shown.
    pub future: bool,
}

/// The log: the newest entries first.
#[derive(Clone, PartialEq, Debug)]
pub struct LogView {
    /// What is typed into the filter.
    pub text: String,
    /// The contexts to filter by, and whether each is on.
    pub contexts: Vec<(String, bool)>,
    /// The stream filtered by.
    pub stream: Option<String>,
    /// The event type filtered by.
    pub event_type: Option<String>,
    /// All streams, to filter by.
    pub streams: Vec<String>,
    /// All types, to filter by.
    pub event_types: Vec<String>,
    /// How many entries fit the filter.
    pub total: usize,
    /// How many there are in all.
    pub all: usize,
    /// The index of the first row below, from 0 for the newest.
    pub first: usize,
    /// The rows in the window.
    pub rows: Vec<LogRow>,
    /// The index of the row at the slider, where one fits.
    pub cursor: Option<usize>,
}

/// A row of the log.
#[derive(Clone, PartialEq, Debug)]
pub struct LogRow {
    /// How messages name it.
    pub item: usize,
    /// The position; empty for what is no event.
    pub position: String,
    /// The type, or for example "refused".
    pub title: String,
    /// Its colour.
    pub tone: Tone,
    /// The stream.
    pub stream: String,
    /// What it meant.
    pub sentence: String,
    /// When it was recorded, ISO 8601.
    pub time: String,
    /// Whether it is selected.
    pub selected: bool,
    /// Whether it lies after the moment shown.
    pub future: bool,
    /// Whether it is the last at the moment shown.
    pub current: bool,
}

/// A message to the person.
#[derive(Clone, PartialEq, Debug)]
pub struct NoticeView {
    /// How messages name it.
    pub id: u64,
    /// What happened, what is safe, what to do.
    pub text: String,
    /// Whether something went wrong.
    pub bad: bool,
}
