//! Read models: what is delivered to them, rebuilding them, and the two counters beside them.

use super::processing::order;
use crate::app::effect::Effect;
use crate::app::message::PersonMessage;
use crate::app::rebuild::Rebuild;
use crate::app::state::AppState;
use crate::app::workbench::Workbench;
use crate::engine::journal::JournalNote;
use crate::engine::names::{EventType, ReadModelName};

pub(super) fn update(bench: &mut Workbench, message: PersonMessage) -> Vec<Effect> {
    let note = match message {
        PersonMessage::SetDelivery {
            read_model,
            delivery,
        } => {
            let read_model = ReadModelName::new(read_model);
            let known = bench.model.schema().read_model(&read_model).is_some();
            known.then_some(JournalNote::ProjectionSet {
                read_model,
                delivery,
            })
        }
        PersonMessage::ClickedDeliverAgain => {
            let counted = bench.counted();
            let last = counted.and_then(|counted| bench.log.last_public(&counted));
            last.map(|item| JournalNote::DeliveredAgain {
                position: bench.log.moment(item).position,
                fault: None,
            })
        }
        PersonMessage::ChoseCounted(event_type) => {
            bench.projecting.counted = Some(EventType::new(event_type));
            None
        }
        _ => None,
    };
    note.map_or_else(Vec::new, |note| order(bench, Effect::Note(note)))
}

/// Begins to fold a read model again from nothing, up to what it has seen. Another rebuild gives way.
pub(super) fn rebuild(state: &mut AppState, read_model: String) -> Vec<Effect> {
    let tick = state.count();
    let Some(bench) = state.workbench_mut() else {
        return Vec::new();
    };
    let read_model = ReadModelName::new(read_model);
    let until = bench.seen(&read_model);
    let rebuild = Rebuild::new(&bench.timeline, read_model, until, tick);
    bench.projecting.rebuild = Some(rebuild);
    vec![wait(tick)]
}

/// The page has drawn: the next slice. A timer of another workspace, or of a rebuild that gave way, is stale.
pub(super) fn ticked(state: &mut AppState, tick: u64) -> Vec<Effect> {
    let Some(bench) = state.workbench_mut() else {
        return Vec::new();
    };
    let rebuild = bench.projecting.rebuild.as_mut();
    let Some(rebuild) = rebuild.filter(|rebuild| rebuild.awaits(tick)) else {
        return Vec::new();
    };
    match rebuild.fold_slice(&bench.timeline) {
        true => vec![wait(tick)],
        false => Vec::new(),
    }
}

/// A frame of the screen: every slice is seen.
const FRAME_MILLIS: u32 = 16;

pub(super) const fn wait(tick: u64) -> Effect {
    Effect::Wait {
        millis: FRAME_MILLIS,
        tick,
    }
}
