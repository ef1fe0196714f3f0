//! The view model, cut into slices that components share: a slice that stayed the same is not drawn again.

use crate::app::dialog::Dialog;
use crate::app::state::Tab;
use crate::app::view_model::{
    FailureView, FaultsView, FlowView, HeaderView, InspectorView, LogView, MainView, ModelView,
    NoticeView, OpeningView, ProcessesView, ReadModelsView, SpecsView, StateView, TasksView,
    TimelineView, ViewModel, WhenView, WorkbenchView,
};
use std::rc::Rc;
use yew::Properties;

/// What is shown.
#[derive(Clone, PartialEq)]
pub(super) enum Shown {
    /// Something is being opened.
    Opening(Rc<OpeningView>),
    /// The workbench.
    Ready(Slices),
    /// It could not be opened.
    Failed(Rc<FailureView>),
}

/// The workbench in slices.
#[derive(Clone, PartialEq, Properties)]
pub(super) struct Slices {
    pub(super) header: Rc<HeaderView>,
    pub(super) when: Rc<WhenView>,
    pub(super) tasks: Rc<TasksView>,
    pub(super) tab: Tab,
    pub(super) main: MainSlice,
    pub(super) inspector: Option<Rc<InspectorView>>,
    pub(super) timeline: Rc<TimelineView>,
    pub(super) log: Rc<LogView>,
    pub(super) dialog: Option<Dialog>,
    pub(super) notices: Rc<Vec<NoticeView>>,
}

/// The slice in the middle.
#[derive(Clone, PartialEq)]
pub(super) enum MainSlice {
    Flow(Rc<FlowView>),
    State(Rc<StateView>),
    ReadModels(Rc<ReadModelsView>),
    Processes(Rc<ProcessesView>),
    Faults(Rc<FaultsView>),
    Model(Rc<ModelView>),
    Specs(Rc<SpecsView>),
}

/// The properties of a component that needs nothing but its slice.
#[derive(Clone, PartialEq, Properties)]
pub(super) struct Slice<T: PartialEq + 'static> {
    pub(super) view: Rc<T>,
}

impl From<ViewModel> for Shown {
    fn from(view: ViewModel) -> Self {
        match view {
            ViewModel::Opening(view) => Self::Opening(Rc::new(view)),
            ViewModel::Ready(view) => Self::Ready((*view).into()),
            ViewModel::Failed(view) => Self::Failed(Rc::new(view)),
        }
    }
}

impl From<WorkbenchView> for Slices {
    fn from(view: WorkbenchView) -> Self {
        Self {
            header: Rc::new(view.header),
            when: Rc::new(view.when),
            tasks: Rc::new(view.tasks),
            tab: view.tab,
            main: view.main.into(),
            inspector: view.inspector.map(Rc::new),
            timeline: Rc::new(view.timeline),
            log: Rc::new(view.log),
            dialog: view.dialog,
            notices: Rc::new(view.notices),
        }
    }
}

impl From<MainView> for MainSlice {
    fn from(view: MainView) -> Self {
        match view {
            MainView::Flow(view) => Self::Flow(Rc::new(view)),
            MainView::State(view) => Self::State(Rc::new(view)),
            MainView::ReadModels(view) => Self::ReadModels(Rc::new(view)),
            MainView::Processes(view) => Self::Processes(view.into()),
            MainView::Faults(view) => Self::Faults(Rc::new(view)),
            MainView::Model(view) => Self::Model(view.into()),
            MainView::Specs(view) => Self::Specs(Rc::new(view)),
        }
    }
}
