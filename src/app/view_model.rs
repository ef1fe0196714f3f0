//! What the page shows, as plain data: the page draws it and knows nothing else.

mod answer_view;
mod build;
mod clock_view;
mod faults_view;
mod flow_view;
mod inspector_view;
mod instance_view;
mod links;
mod log_view;
mod model_view;
mod note_sections;
mod note_view;
mod pair_view;
mod process_sections;
mod processes_view;
mod projection_view;
mod read_models_view;
mod report_view;
mod shapes_view;
mod specs_view;
mod state_view;
mod tasks_view;
mod timeline_view;

pub use super::flowzap::Shape;
pub use answer_view::{AnswerKind, AnswerView};
pub use build::view_model;
pub use clock_view::{ClockView, DueView};
pub use faults_view::{FaultPointView, FaultsView, InvariantView, ReferenceBugView, VerdictView};
pub use flow_view::{FlowDetailView, FlowEdgeView, FlowNodeView, FlowView, Lit};
pub use inspector_view::{InspectorView, SectionView};
pub use instance_view::{
    DeadlineView, InstanceView, ParkedView, RetryView, StepCommandView, StepView,
};
pub use links::LinkView;
pub use log_view::{LogRow, LogView};
pub use model_view::{AppliedView, FoldingView, ModelView, ProblemView, Standing};
pub use pair_view::{PairSenderView, PairView};
pub use processes_view::{
    CheckpointView, InstanceRow, InstancesView, OpenMark, ProcessCard, ProcessesView,
};
pub use projection_view::{CountersView, ProjectionView, RebuildView};
pub use read_models_view::{ReadModelChoice, ReadModelsView, TableRow};
pub use report_view::{BrokenView, ChangedRowsView, ReportView, UnreadView};
pub use shapes_view::{ShapeRow, ShapeView, ShapesView};
pub use specs_view::{SpecProblemView, SpecRow, SpecView, SpecsView};
pub use state_view::{Change, StateView, TreeRow};
pub use tasks_view::{
    ControlView, FieldView, FormView, NumberEntryView, OptionView, PreviewView, TaskGroupView,
    TaskView, TasksView,
};
pub use timeline_view::{BarView, Drawing, LaneView, MarkerView, Speed, TimelineView};

pub use super::gallery::{GALLERY, GalleryModel};
pub use super::text_answer::{EntryView, ExplanationView, TextAnswer};

use super::dialog::Dialog;
use super::state::Tab;
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
    /// The workspace's clock.
    pub clock: ClockView,
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

/// What the tab in the middle shows.
#[derive(Clone, PartialEq, Debug)]
pub enum MainView {
    /// The workflow with the path that a command took.
    Flow(FlowView),
    /// The state of one aggregate.
    State(StateView),
    /// A read model.
    ReadModels(ReadModelsView),
    /// The processes.
    Processes(Box<ProcessesView>),
    /// Faults on purpose, reference bugs and invariants.
    Faults(FaultsView),
    /// The text of the model.
    Model(Box<ModelView>),
    /// The specs of the model.
    Specs(SpecsView),
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

/// A message to the person.
#[derive(Clone, PartialEq, Debug)]
pub struct NoticeView {
    /// How messages name it.
    pub id: u64,
    /// What happened, what is safe, what to do.
    pub text: String,
    /// Whether something went wrong.
    pub bad: bool,
    /// Whether the new version of the page can be loaded from here.
    pub offers_update: bool,
}
