//! Workspaces: new, another one, another name, anew, away.

use super::opening;
use crate::app::check::Check;
use crate::app::effect::{Effect, FirstModel};
use crate::app::explain::{Doing, explain};
use crate::app::gallery::{Source, gallery_model};
use crate::app::manuscript::with_plain_lines;
use crate::app::message::{PersonMessage, RuntimeMessage};
use crate::app::state::{AppState, Opening, Phase, WantedWorkspace};
use crate::app::workbench::Workbench;
use crate::engine::model::Model;
use crate::engine::workspace::{WorkspaceId, WorkspaceInfo};
use crate::language::diagnostic::Severity;
use crate::language::syntax::lines::Lines;

/// A name is not longer than this.
const MOST_CHARACTERS: usize = 60;

pub(super) fn update(state: &mut AppState, message: PersonMessage) -> Vec<Effect> {
    match message {
        PersonMessage::ChoseWorkspace(id) => choose(state, &id),
        PersonMessage::CreatedWorkspace {
            name,
            model,
            with_story,
        } => create(state, &name, model.as_deref(), with_story),
        PersonMessage::ImportedWorkspace {
            name,
            text,
            with_story,
        } => import(state, &name, text, with_story),
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
        RuntimeMessage::ReadGalleryFile { file, text } => read_gallery_file(state, &file, text),
        _ => Vec::new(),
    }
}

fn choose(state: &mut AppState, id: &WorkspaceId) -> Vec<Effect> {
    let found = state.workspaces.iter().find(|info| info.id == *id).cloned();
    found.map_or_else(Vec::new, |info| opening::open(state, info))
}

/// Makes a workspace of a model of the gallery, once its text is there.
fn create(state: &mut AppState, name: &str, model: Option<&str>, with_story: bool) -> Vec<Effect> {
    let Some(name) = checked_name(state, name) else {
        return Vec::new();
    };
    let source = model.and_then(gallery_model).map(|model| model.source);
    let first = match source {
        None => state.models.first(),
        Some(Source::BuiltIn { name, .. }) => FirstModel {
            name: name.to_owned(),
            text: None,
        },
        Some(Source::Text(text)) => return import(state, &name, text.to_owned(), with_story),
        Some(Source::File(file)) => {
            let file = file.to_owned();
            state.dialog = None;
            state.wanted_workspace = Some(WantedWorkspace {
                name,
                with_story,
                file: file.clone(),
            });
            return vec![Effect::ReadGalleryFile(file)];
        }
    };
    make(state, name, first, with_story)
}

fn read_gallery_file(
    state: &mut AppState,
    file: &str,
    text: Result<String, String>,
) -> Vec<Effect> {
    let Some(wanted) = state.wanted_workspace.take_if(|it| it.file == file) else {
        return Vec::new();
    };
    match text {
        Ok(text) => import(state, &wanted.name, text, wanted.with_story),
        Err(why) => {
            state.tell(
                format!(
                    "The model {file} could not be fetched ({why}). Nothing was changed. Connect to the network, and \
                     try again."
                ),
                true,
            );
            Vec::new()
        }
    }
}

/// Makes a workspace of a text, if it is a model.
fn import(state: &mut AppState, name: &str, text: String, with_story: bool) -> Vec<Effect> {
    let Some(name) = checked_name(state, name) else {
        return Vec::new();
    };
    let text = with_plain_lines(&text);
    match Check::of(&text) {
        Check {
            model: Some(model), ..
        } => {
            let first = FirstModel {
                name: model.schema().name.clone(),
                text: Some(text),
            };
            make(state, name, first, with_story)
        }
        check => {
            state.dialog = None;
            state.tell(unreadable(&text, &check), true);
            Vec::new()
        }
    }
}

/// Why a text makes no model, with its first mistake.
fn unreadable(text: &str, check: &Check) -> String {
    let (errors, _) = check.counts();
    let first = check
        .problems
        .iter()
        .find(|it| it.code.severity() == Severity::Error);
    let first = first.map_or_else(String::new, |first| {
        let line = Lines::new(text).begin(first.span).line;
        format!(" Line {line}: {}", first.message)
    });
    let mistakes = match errors {
        1 => "a mistake".to_owned(),
        _ => format!("{errors} mistakes"),
    };
    format!(
        "This text is no model yet: it has {mistakes}.{first} Nothing was changed. Take it into the Model tab of any \
         workspace by Import: there every mistake is shown at its place."
    )
}

fn make(state: &mut AppState, name: String, model: FirstModel, with_story: bool) -> Vec<Effect> {
    state.dialog = None;
    state.wanted_workspace = None;
    state.phase = Phase::Opening(Opening::default());
    vec![Effect::CreateWorkspace {
        name,
        model,
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
    let Some(info) = state.workbench().map(with_model_in_force) else {
        return Vec::new();
    };
    state.dialog = None;
    state.phase = Phase::Opening(Opening::default());
    vec![Effect::ResetWorkspace(info)]
}

/// The entry of a workspace that is to begin anew: with the model that is in force now, for that is what people wrote.
fn with_model_in_force(bench: &Workbench) -> WorkspaceInfo {
    let applied = bench.modelling.applied.last();
    let (model, text) = match applied {
        Some(applied) => (applied.name.to_owned(), applied.text.map(str::to_owned)),
        None => (bench.info.model.clone(), bench.info.text.clone()),
    };
    WorkspaceInfo {
        model,
        text,
        ..bench.info.clone()
    }
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
