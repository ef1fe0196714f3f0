//! Pieces of text that are made ready for a person: specs of what happened, and steps for events of old shapes.

use super::on_manuscript;
use crate::app::effect::Effect;
use crate::app::made_spec::made_spec;
use crate::app::state::{AppState, Tab};
use crate::app::workbench::Workbench;
use crate::language::run::TextModel;
use crate::language::writing::upcast;
use std::rc::Rc;

/// Makes the spec that is wanted, once the text is there and was checked.
pub(super) fn make(state: &mut AppState, tick: u64) -> Vec<Effect> {
    let Some(bench) = state.workbench_mut() else {
        return Vec::new();
    };
    let checked = bench.modelling.manuscript.as_ref();
    if checked.is_none_or(|it| !it.is_checked) {
        return Vec::new();
    }
    let Some(moment) = bench.modelling.wanted_spec.take() else {
        return Vec::new();
    };
    let made = match model(bench) {
        Some(model) => made_spec(&bench.log, &model, moment),
        None => Err("First mend the mistakes in the text of the model.".to_owned()),
    };
    match made {
        Ok(spec) => on_manuscript(bench, tick, |it| it.append(&spec, tick)),
        Err(why) => {
            state.tell(format!("No spec was made. {why}"), true);
            Vec::new()
        }
    }
}

/// Adds a ready-made step for a kind of events that can't be read any more, to be filled in.
pub(super) fn insert_upcast(bench: &mut Workbench, place: usize, tick: u64) -> Vec<Effect> {
    let report = bench.modelling.report.as_ref();
    let unread = report.and_then(|report| report.unread.get(place));
    let Some((first, model)) = unread.map(|it| it.first.clone()).zip(model(bench)) else {
        return Vec::new();
    };
    let payload = first.payload.value().unwrap_or_default();
    let version = first.schema_version;
    let step = upcast(model.program(), &first.event_type, version, &payload);
    bench.looking.tab = Tab::Model;
    on_manuscript(bench, tick, |it| it.append(&step, tick))
}

/// The model that the written text makes.
fn model(bench: &Workbench) -> Option<Rc<TextModel>> {
    let found = bench.modelling.manuscript.as_ref()?.found()?;
    found.model.clone()
}
