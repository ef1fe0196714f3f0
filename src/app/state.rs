//! What the application knows.

use super::dialog::Dialog;
use super::explain::Explanation;
use super::models::Models;
use super::workbench::Workbench;
use crate::engine::outside::StorageFacts;
use crate::engine::workspace::{WorkspaceId, WorkspaceInfo};
use std::rc::Rc;

/// A tab in the middle.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Tab {
    /// The workflow.
    #[default]
    Flow,
    /// The state of an aggregate.
    State,
    /// The read models.
    ReadModels,
    /// The processes.
    Processes,
    /// The text of the model.
    Model,
    /// The specs of the model.
    Specs,
}

/// Everything the page knows.
pub struct AppState {
    /// The models that a workspace can have.
    pub models: Rc<Models>,
    /// The name of the workspace that a new visitor finds; its model is the first one.
    pub first_workspace: String,
    /// The workspaces of this browser.
    pub workspaces: Vec<WorkspaceInfo>,
    /// What is on the screen.
    pub phase: Phase,
    /// The workspace that is to be made once its model is there.
    pub wanted_workspace: Option<WantedWorkspace>,
    /// The dialog over it.
    pub dialog: Option<Dialog>,
    /// Messages to the person.
    pub notices: Vec<Notice>,
    /// How the browser keeps the data.
    pub storage: StorageFacts,
    /// Whether the page is seen.
    pub visible: bool,
    /// Whether the time is told once a second.
    pub time_is_told: bool,
    /// Counts notices and timers, so that each has its own number.
    pub counter: u64,
}

/// What is on the screen.
pub enum Phase {
    /// Something is being opened.
    Opening(Opening),
    /// The workbench.
    Ready(Box<Workbench>),
    /// It could not be opened.
    Failed(Failure),
}

/// What is being opened.
#[derive(Default)]
pub struct Opening {
    /// The workspace, once it is open; its history is being read.
    pub workbench: Option<Box<Workbench>>,
    /// How many commands of its first history were sent.
    pub recorded: usize,
    /// Which workspace is to be opened if it is still there; the last one where none is named.
    pub wanted: Option<WorkspaceId>,
}

/// A workspace that is to be made of a file of the gallery.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct WantedWorkspace {
    /// Its name.
    pub name: String,
    /// Whether it begins with the recorded history.
    pub with_story: bool,
    /// The file.
    pub file: String,
}

/// What could not be opened.
pub struct Failure {
    /// What happened, what is safe, what to do.
    pub explanation: Explanation,
    /// The workspace, where it was one.
    pub workspace: Option<WorkspaceId>,
}

/// A message to the person.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Notice {
    /// Its number.
    pub id: u64,
    /// What happened, what is safe, what to do.
    pub text: String,
    /// Whether something went wrong.
    pub bad: bool,
    /// Whether the new version of the page can be loaded from here.
    pub offers_update: bool,
}

impl AppState {
    /// A page that was just opened.
    pub fn new(models: Rc<Models>, first_workspace: &str) -> Self {
        Self {
            models,
            first_workspace: first_workspace.to_owned(),
            workspaces: Vec::new(),
            phase: Phase::Opening(Opening::default()),
            wanted_workspace: None,
            dialog: None,
            notices: Vec::new(),
            storage: StorageFacts::default(),
            visible: true,
            time_is_told: false,
            counter: 0,
        }
    }

    /// The workbench, where there is one.
    pub fn workbench(&self) -> Option<&Workbench> {
        match &self.phase {
            Phase::Ready(workbench) => Some(workbench),
            Phase::Opening(_) | Phase::Failed(_) => None,
        }
    }

    /// The workbench, to change it.
    pub fn workbench_mut(&mut self) -> Option<&mut Workbench> {
        match &mut self.phase {
            Phase::Ready(workbench) => Some(workbench),
            Phase::Opening(_) | Phase::Failed(_) => None,
        }
    }

    /// The next number.
    pub fn count(&mut self) -> u64 {
        self.counter += 1;
        self.counter
    }

    /// Tells the person something.
    pub fn tell(&mut self, text: impl Into<String>, bad: bool) {
        let id = self.count();
        let text = text.into();
        self.notices.retain(|notice| notice.text != text);
        self.notices.push(Notice {
            id,
            text,
            bad,
            offers_update: false,
        });
    }
}
