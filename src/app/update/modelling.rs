//! The model: writing its text, applying it, and folding the history through it.

mod specs;

use super::projections::wait;
use super::{opening, processing};
use crate::app::effect::Effect;
use crate::app::gallery::twin;
use crate::app::manuscript::Manuscript;
use crate::app::message::ModelMessage;
use crate::app::models::{Models, applying};
use crate::app::refold::Progress;
use crate::app::state::{AppState, Phase, Tab};
use crate::app::text_answer::answer;
use crate::app::workbench::Workbench;
use crate::engine::position::Moment;
use crate::engine::workspace::WorkspaceId;
use std::rc::Rc;

/// A text is checked when nothing was written for so long.
const PAUSE_MILLIS: u32 = 20;

pub(super) fn update(state: &mut AppState, message: ModelMessage) -> Vec<Effect> {
    let tick = state.count();
    let models = Rc::clone(&state.models);
    let Some(bench) = state.workbench_mut() else {
        return Vec::new();
    };
    match message {
        ModelMessage::Wrote(text) => on_manuscript(bench, tick, |it| it.write(&text, tick)),
        ModelMessage::ImportedText(text) => set(bench, &text, tick),
        ModelMessage::TookText(moment) => match text_of(bench, moment) {
            Some(text) => set(bench, &text, tick),
            None => Vec::new(),
        },
        ModelMessage::ClickedApply => apply(bench),
        ModelMessage::ClickedUndo => undo(bench, &models),
        ModelMessage::ClickedExport => export(bench),
        ModelMessage::ClickedMakeSpec(moment) => {
            bench.modelling.wanted_spec = Some(moment);
            let mut effects = show(bench, Tab::Model);
            effects.extend(specs::make(state, tick));
            effects
        }
        ModelMessage::ClickedInsertUpcast(place) => specs::insert_upcast(bench, place, tick),
        ModelMessage::WentToText(byte) => {
            if let Some(manuscript) = &mut bench.modelling.manuscript {
                manuscript.go_to(byte);
            }
            show(bench, Tab::Model)
        }
        ModelMessage::DismissedReport => {
            bench.modelling.report = None;
            Vec::new()
        }
        ModelMessage::Asked(question) => {
            let manuscript = bench.modelling.manuscript.as_ref();
            bench.modelling.answer = manuscript.map(|it| answer(it, question));
            Vec::new()
        }
    }
}

/// Shows a tab; what the two tabs of the model need is looked up when one of them is shown for the first time.
pub(super) fn show(bench: &mut Workbench, tab: Tab) -> Vec<Effect> {
    bench.looking.tab = tab;
    let modelling = &mut bench.modelling;
    let wanted = matches!(tab, Tab::Model | Tab::Specs);
    if !wanted || modelling.finding || modelling.manuscript.is_some() {
        return Vec::new();
    }
    modelling.finding = true;
    modelling.missing = None;
    let file = match modelling.text_in_force() {
        Some(_) => None,
        None => twin(&bench.model.schema().name).map(str::to_owned),
    };
    vec![Effect::FindText { file }]
}

/// What a person was writing goes on; else the text in force, or the one that says what a built-in model says.
pub(super) fn found(
    state: &mut AppState,
    workspace: &WorkspaceId,
    written: Option<String>,
    file: Option<Result<String, String>>,
) -> Vec<Effect> {
    let tick = state.count();
    let Some(bench) = state.workbench_mut().filter(|it| it.info.id == *workspace) else {
        return Vec::new();
    };
    let modelling = &mut bench.modelling;
    modelling.finding = false;
    let in_force = modelling.text_in_force().map(str::to_owned);
    let text = match (written.or(in_force), file) {
        (Some(text), _) | (None, Some(Ok(text))) => text,
        (None, Some(Err(why))) => {
            modelling.missing = Some(format!(
                "The text of this model could not be fetched ({why}). The model itself goes on working. Connect to \
                 the network, and open this tab again."
            ));
            return Vec::new();
        }
        (None, None) => {
            modelling.missing =
                Some("This model is built in, and there is no text of it.".to_owned());
            return Vec::new();
        }
    };
    let manuscript = modelling.manuscript.insert(Manuscript::new(&text));
    manuscript.tick = Some(tick);
    vec![wait(tick)]
}

/// The page has drawn, or nothing was written for a while: the text is checked, and its specs run.
pub(super) fn ticked(state: &mut AppState, tick: u64) -> Vec<Effect> {
    let mut effects = check(state, tick);
    effects.extend(folded(state, tick));
    effects
}

fn check(state: &mut AppState, tick: u64) -> Vec<Effect> {
    let Some(bench) = state.workbench_mut() else {
        return Vec::new();
    };
    let manuscript = bench.modelling.manuscript.as_mut();
    let Some(manuscript) = manuscript.filter(|it| it.tick == Some(tick)) else {
        return Vec::new();
    };
    if manuscript.is_checked {
        let more = manuscript.run_specs();
        manuscript.tick = more.then_some(tick);
        return more.then(|| wait(tick)).into_iter().collect();
    }
    manuscript.check();
    let mut effects = vec![wait(tick), keep(bench)];
    effects.extend(specs::make(state, tick));
    effects
}

/// What is written is remembered until it is applied.
fn keep(bench: &Workbench) -> Effect {
    let modelling = &bench.modelling;
    let written = modelling.manuscript.as_ref();
    let written = written.filter(|_| !modelling.is_in_force());
    Effect::KeepText(written.map(|it| it.text.to_string()))
}

/// Lets the history be folded through the model that was applied, where one was and nothing is awaited yet.
pub(super) fn fold(state: &mut AppState) -> Option<Effect> {
    let tick = state.count();
    let bench = any_bench(state)?;
    let refold = bench.modelling.refold.as_mut();
    let refold = refold.filter(|refold| refold.tick.is_none())?;
    refold.tick = Some(tick);
    Some(wait(tick))
}

/// The editor shows the text that another tab has applied.
pub(super) fn follow(state: &mut AppState) -> Vec<Effect> {
    let tick = state.count();
    let Some(bench) = state.workbench_mut() else {
        return Vec::new();
    };
    if !std::mem::take(&mut bench.modelling.follows) {
        return Vec::new();
    }
    let text = text_of(bench, None);
    text.map_or_else(Vec::new, |text| set(bench, &text, tick))
}

/// The page has drawn: the next slice.
fn folded(state: &mut AppState, tick: u64) -> Vec<Effect> {
    let opening = matches!(state.phase, Phase::Opening(_));
    let Some(bench) = any_bench(state) else {
        return Vec::new();
    };
    let Some(mut refold) = bench.modelling.refold.take_if(|it| it.tick == Some(tick)) else {
        return Vec::new();
    };
    let progress = match opening {
        true => refold.fold_slice(&bench.log),
        false => refold.go_on(&bench.log, (&*bench.model, &bench.timeline)),
    };
    match progress {
        Progress::Going => {
            bench.modelling.refold = Some(refold);
            vec![wait(tick)]
        }
        Progress::Done => {
            bench.adopt(refold.into_refolded(), !opening);
            if opening {
                return opening::settle(state);
            }
            let mut effects = vec![keep(bench)];
            effects.extend(super::looking::find_trace(bench));
            effects
        }
    }
}

/// The workbench, also while it is not shown yet.
fn any_bench(state: &mut AppState) -> Option<&mut Workbench> {
    match &mut state.phase {
        Phase::Ready(bench) => Some(bench),
        Phase::Opening(opening) => opening.workbench.as_deref_mut(),
        Phase::Failed(_) => None,
    }
}

fn on_manuscript(
    bench: &mut Workbench,
    tick: u64,
    change: impl FnOnce(&mut Manuscript),
) -> Vec<Effect> {
    let Some(manuscript) = &mut bench.modelling.manuscript else {
        return Vec::new();
    };
    change(manuscript);
    vec![Effect::Wait {
        millis: PAUSE_MILLIS,
        tick,
    }]
}

fn set(bench: &mut Workbench, text: &str, tick: u64) -> Vec<Effect> {
    on_manuscript(bench, tick, |it| it.set(text, tick))
}

fn text_of(bench: &Workbench, moment: Option<Moment>) -> Option<String> {
    let applied = &bench.modelling.applied;
    let chosen = match moment {
        Some(moment) => applied.at(moment),
        None => applied.last(),
    };
    chosen?.text.map(str::to_owned)
}

/// Notes that the written text is in force. Whoever reads the journal follows it, this page too.
fn apply(bench: &mut Workbench) -> Vec<Effect> {
    let Some(manuscript) = &bench.modelling.manuscript else {
        return Vec::new();
    };
    let model = manuscript.found().and_then(|check| check.model.clone());
    let Some(model) = model.filter(|_| !bench.modelling.is_in_force()) else {
        return Vec::new();
    };
    let text = manuscript.text.to_string();
    bench.modelling.report = None;
    processing::note(bench, applying(&*model, Some(text)))
}

/// What was in force before is in force again. What is written stays in the editor.
fn undo(bench: &mut Workbench, models: &Models) -> Vec<Effect> {
    let before = bench.modelling.applied.before_last();
    let before = before.map(|it| (it.name.to_owned(), it.text.map(str::to_owned)));
    let Some((name, text)) = before else {
        return Vec::new();
    };
    let Some(model) = models.model(&name, text.as_deref()) else {
        return Vec::new();
    };
    bench.modelling.report = None;
    bench.modelling.keeps_text = true;
    processing::note(bench, applying(&*model, text))
}

fn export(bench: &Workbench) -> Vec<Effect> {
    let Some(manuscript) = &bench.modelling.manuscript else {
        return Vec::new();
    };
    vec![Effect::SaveFile {
        name: file_name(&bench.model.schema().name),
        text: manuscript.text.to_string(),
    }]
}

/// A name that every system takes for a file.
fn file_name(model: &str) -> String {
    let letters = model.chars().map(|letter| match letter {
        letter if letter.is_alphanumeric() => letter.to_lowercase().next().unwrap_or(letter),
        _ => '-',
    });
    let name: String = letters.collect();
    let parts: Vec<&str> = name.split('-').filter(|part| !part.is_empty()).collect();
    match parts.is_empty() {
        true => "model.fold".to_owned(),
        false => format!("{}.fold", parts.join("-")),
    }
}
