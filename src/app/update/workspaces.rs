//! Workspaces: new, another one, another name, anew, away.

use super::opening;
use crate::app::effect::Effect;
use crate::app::explain::{Doing, explain};
use crate::app::message::{PersonMessage, RuntimeMessage};
use crate::app::state::{AppState, Opening, Phase};
use crate::engine::workspace::{WorkspaceId, WorkspaceInfo};

/// A name is not longer than this.
const MOST_CHARACTERS: usize = 60;

pub(super) fn update(state: &mut AppState, message: PersonMessage) -> Vec<Effect> {
    match message {
        PersonMessage::ChoseWorkspace(id) => choose(state, &id),
        PersonMessage::CreatedWorkspace { name, with_story } => create(state, &name, with_story),
        PersonMessage::RenamedWorkspace(name) => rename(state, &name),
        PersonMessage::ConfirmedDelete(id) => {
            state.dialog = None;
            state.phase = Phase::Opening(Opening::default());
            vec![Effect::DeleteWorkspace(id)]
        }
        PersonMessage::ConfirmedReset => reset(state),
        PersonMessage::ClickedRetry => retry(state),
        _ => Vec::new(),
    }
}

pub(super) fn answered(state: &mut AppState, message: RuntimeMessage) -> Vec<Effect> {
    match message {
        RuntimeMessage::DeletedWorkspace(id, Ok(())) => {
            state.workspaces.retain(|info| info.id != id);
            vec![Effect::ListWorkspaces]
        }
        RuntimeMessage::DeletedWorkspace(id, Err(error)) => opening::fail(state, &error, Some(id)),
        RuntimeMessage::SavedWorkspace(Ok(info)) => saved(state, info),
        RuntimeMessage::SavedWorkspace(Err(error)) => {
            state.tell(explain(&error, Doing::Saving).text(), true);
            Vec::new()
        }
        _ => Vec::new(),
    }
}

fn choose(state: &mut AppState, id: &WorkspaceId) -> Vec<Effect> {
    let found = state.workspaces.iter().find(|info| info.id == *id).cloned();
    found.map_or_else(Vec::new, |info| opening::open(state, info))
}

fn create(state: &mut AppState, name: &str, with_story: bool) -> Vec<Effect> {
    let Some(name) = checked_name(state, name) else {
        return Vec::new();
    };
    let model = state
        .models
        .first()
        .map(|model| model.schema().name.clone());
    state.dialog = None;
    state.phase = Phase::Opening(Opening::default());
    vec![Effect::CreateWorkspace {
        name,
        model: model.unwrap_or_default(),
        with_story,
    }]
}

fn rename(state: &mut AppState, name: &str) -> Vec<Effect> {
    let Some(name) = checked_name(state, name) else {
        return Vec::new();
    };
    state.dialog = None;
    let info = state.workbench().map(|bench| WorkspaceInfo {
        name,
        ..bench.info.clone()
    });
    info.map_or_else(Vec::new, |info| vec![Effect::RenameWorkspace(info)])
}

fn reset(state: &mut AppState) -> Vec<Effect> {
    let Some(info) = state.workbench().map(|bench| bench.info.clone()) else {
        return Vec::new();
    };
    state.dialog = None;
    state.phase = Phase::Opening(Opening::default());
    vec![Effect::ResetWorkspace(info)]
}

/// Tries again. What there is may have changed meanwhile, so it is listed first.
fn retry(state: &mut AppState) -> Vec<Effect> {
    let Phase::Failed(failure) = &state.phase else {
        return Vec::new();
    };
    state.phase = Phase::Opening(Opening {
        wanted: failure.workspace.clone(),
        ..Opening::default()
    });
    vec![Effect::ListWorkspaces]
}

fn saved(state: &mut AppState, info: WorkspaceInfo) -> Vec<Effect> {
    if let Some(known) = state
        .workspaces
        .iter_mut()
        .find(|known| known.id == info.id)
    {
        *known = info.clone();
    }
    match state.workbench_mut() {
        Some(bench) if bench.info.id == info.id => bench.info = info,
        _ => {}
    }
    Vec::new()
}

fn checked_name(state: &mut AppState, name: &str) -> Option<String> {
    let name = name.trim();
    if name.is_empty() || name.chars().count() > MOST_CHARACTERS {
        state.tell(
            format!("A workspace's name has 1 to {MOST_CHARACTERS} characters."),
            true,
        );
        return None;
    }
    Some(name.to_owned())
}
