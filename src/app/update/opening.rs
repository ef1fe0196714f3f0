//! Opening a workspace and reading its history, and keeping up with other tabs.

use super::commands::{settle_handled, settle_processes};
use super::{modelling, processing};
use crate::app::effect::Effect;
use crate::app::explain::{Doing, Explanation, explain};
use crate::app::log::Added;
use crate::app::message::RuntimeMessage;
use crate::app::state::{AppState, Failure, Opening, Phase};
use crate::app::workbench::{Reading, Workbench};
use crate::engine::event_store::{HistoryEntry, StoreError};
use crate::engine::workspace::{WorkspaceId, WorkspaceInfo};
use std::rc::Rc;

/// How many entries are read at a time: enough to be quick, few enough that the page stays responsive.
const ENTRIES_AT_A_TIME: usize = 2000;

pub(super) fn update(state: &mut AppState, message: RuntimeMessage) -> Vec<Effect> {
    match message {
        RuntimeMessage::ListedWorkspaces(Ok((workspaces, last))) => {
            state.workspaces = workspaces;
            open_first(state, last.as_ref())
        }
        RuntimeMessage::ListedWorkspaces(Err(error)) => fail(state, &error, None),
        RuntimeMessage::RecordedSteps(steps) => {
            if let Phase::Opening(opening) = &mut state.phase {
                opening.recorded = steps;
            }
            Vec::new()
        }
        RuntimeMessage::OpenedWorkspace(info, Ok(())) => opened(state, info),
        RuntimeMessage::OpenedWorkspace(info, Err(error)) => fail(state, &error, Some(info.id)),
        RuntimeMessage::ReadHistory {
            workspace,
            entries,
            limit,
        } => read(state, &workspace, entries, limit),
        RuntimeMessage::HeardOfNews(workspace) => catch_up(state, &workspace),
        _ => Vec::new(),
    }
}

/// Orders a workspace opened.
pub(super) fn open(state: &mut AppState, info: WorkspaceInfo) -> Vec<Effect> {
    state.phase = Phase::Opening(Opening::default());
    vec![Effect::OpenWorkspace(info)]
}

/// Orders the rest of the history read, unless that is being done.
pub(super) fn read_on(bench: &mut Workbench) -> Vec<Effect> {
    if bench.reading != Reading::Idle {
        bench.reading = Reading::Again;
        return Vec::new();
    }
    bench.reading = Reading::Busy;
    vec![Effect::ReadHistory {
        after: bench.log.last(),
        limit: ENTRIES_AT_A_TIME,
    }]
}

/// Shows that something could not be opened.
pub(super) fn fail(
    state: &mut AppState,
    error: &StoreError,
    workspace: Option<WorkspaceId>,
) -> Vec<Effect> {
    failed(state, explain(error, Doing::Opening), workspace)
}

fn failed(
    state: &mut AppState,
    explanation: Explanation,
    workspace: Option<WorkspaceId>,
) -> Vec<Effect> {
    state.dialog = None;
    state.phase = Phase::Failed(Failure {
        explanation,
        workspace,
    });
    Vec::new()
}

fn open_first(state: &mut AppState, last: Option<&WorkspaceId>) -> Vec<Effect> {
    let wanted = match &state.phase {
        Phase::Opening(opening) => opening.wanted.as_ref(),
        Phase::Ready(_) | Phase::Failed(_) => None,
    };
    let known = &state.workspaces;
    let named = |id: Option<&WorkspaceId>| known.iter().find(|info| Some(&info.id) == id);
    let found = named(wanted).or_else(|| named(last));
    if let Some(info) = found.or_else(|| known.first()).cloned() {
        return open(state, info);
    }
    vec![Effect::CreateFirstWorkspace {
        name: state.first_workspace.clone(),
        model: state.models.first(),
    }]
}

fn opened(state: &mut AppState, info: WorkspaceInfo) -> Vec<Effect> {
    state.workspaces.retain(|known| known.id != info.id);
    // They stand in the order in which they were made.
    let earlier = |known: &WorkspaceInfo| known.created_at <= info.created_at;
    let place = state.workspaces.partition_point(earlier);
    state.workspaces.insert(place, info.clone());
    let Some(model) = state.models.first_of(&info) else {
        return failed(state, without_model(&info), Some(info.id));
    };
    let mut bench = Box::new(Workbench::new(info, model));
    let effects = read_on(&mut bench);
    state.phase = Phase::Opening(Opening {
        workbench: Some(bench),
        ..Opening::default()
    });
    effects
}

fn without_model(info: &WorkspaceInfo) -> Explanation {
    let why = match info.text {
        None => "this Foldline has no such model",
        Some(_) => "this Foldline can't read the text of it",
    };
    Explanation {
        happened: format!(
            "The workspace “{}” needs the model “{}”, and {why}.",
            info.name, info.model
        ),
        safe: "Everything in it is safe and was not touched.".to_owned(),
        advice: "Reload the page to get the newest Foldline, or open another workspace.".to_owned(),
    }
}

fn read(
    state: &mut AppState,
    workspace: &WorkspaceId,
    entries: Result<Vec<HistoryEntry>, StoreError>,
    limit: usize,
) -> Vec<Effect> {
    let models = Rc::clone(&state.models);
    let Some(bench) = open_bench(state, workspace) else {
        return Vec::new();
    };
    match entries {
        Ok(entries) => {
            let more = entries.len() >= limit || bench.reading == Reading::Again;
            bench.reading = Reading::Idle;
            // They are told once all is read, and the last part that is read may well be empty.
            bench.processing.again |= !entries.is_empty();
            let holes = entries
                .iter()
                .any(|entry| bench.receive(entry, &models) == Added::Gap);
            if holes {
                return fail(state, &hole(), Some(workspace.clone()));
            }
            if more {
                return read_on(bench);
            }
            settle(state)
        }
        // It was deleted or made anew in another tab; opening it tells which.
        Err(StoreError::Closed(_)) => {
            let info = bench.info.clone();
            open(state, info)
        }
        Err(error) => {
            bench.reading = Reading::Idle;
            not_read(state, error, workspace)
        }
    }
}

/// News that can't be read are told, and everything stays as it is; but without its database a workbench is nothing.
fn not_read(state: &mut AppState, error: StoreError, workspace: &WorkspaceId) -> Vec<Effect> {
    match (state.workbench_mut(), &error) {
        (Some(bench), StoreError::Full | StoreError::Failed(_)) => {
            bench.desk.sending &= bench.desk.handled.is_empty();
            state.tell(explain(&error, Doing::Reading).text(), true);
            Vec::new()
        }
        _ => fail(state, &error, Some(workspace.clone())),
    }
}

/// All is read: the workbench is shown, and what waited for the entries goes on. Where another model was applied last,
/// the history is folded through it first.
pub(super) fn settle(state: &mut AppState) -> Vec<Effect> {
    if matches!(state.phase, Phase::Opening(_))
        && let Some(wait) = modelling::fold(state)
    {
        return vec![wait];
    }
    let mut begins = false;
    if let Phase::Opening(opening) = &mut state.phase
        && let Some(bench) = opening.workbench.take()
    {
        state.phase = Phase::Ready(bench);
        begins = true;
    }
    let mut effects = settle_handled(state);
    effects.extend(modelling::fold(state));
    effects.extend(modelling::follow(state));
    if let Some(bench) = state.workbench_mut() {
        super::tasks::settle(bench);
        // Another tab may have kept since what was not there before.
        bench.traces.retain(|_, trace| trace.is_some());
        effects.extend(settle_processes(bench));
        effects.extend(super::looking::find_trace(bench));
        if bench.processing.again {
            effects.extend(processing::run(bench));
        }
    }
    if begins {
        effects.extend(processing::began(state));
    }
    effects
}

fn catch_up(state: &mut AppState, workspace: &WorkspaceId) -> Vec<Effect> {
    open_bench(state, workspace).map_or_else(Vec::new, read_on)
}

/// The workbench of a workspace, also while its history is still being read.
pub(super) fn open_bench<'a>(
    state: &'a mut AppState,
    workspace: &WorkspaceId,
) -> Option<&'a mut Workbench> {
    let bench = match &mut state.phase {
        Phase::Ready(bench) => bench,
        Phase::Opening(opening) => opening.workbench.as_mut()?,
        Phase::Failed(_) => return None,
    };
    (bench.info.id == *workspace).then_some(bench)
}

fn hole() -> StoreError {
    StoreError::Corrupt {
        record: "the log".to_owned(),
        problem: "an entry is missing between two others".to_owned(),
    }
}
