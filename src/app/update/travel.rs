//! Moving through history.

use super::looking::find_trace;
use crate::app::effect::Effect;
use crate::app::message::PersonMessage;
use crate::app::state::AppState;
use crate::app::view_model::Speed;
use crate::app::workbench::{View, Workbench};
use crate::engine::event_store::HistoryEntry;
use crate::engine::position::Moment;
use crate::engine::time::Timestamp;

/// How long a stop is shown at the usual speed.
const MILLIS_PER_STOP: u32 = 500;

/// After this speed comes the usual one again.
const TOP_SPEED: u32 = 16;

pub(super) fn update(bench: &mut Workbench, message: PersonMessage) -> Vec<Effect> {
    match message {
        PersonMessage::MovedSlider(stop) => by_hand(bench, stop),
        PersonMessage::Stepped(by) => {
            let stop = i64::try_from(bench.stop()).unwrap_or(i64::MAX);
            let stop = stop.saturating_add(by).max(0);
            by_hand(bench, usize::try_from(stop).unwrap_or(0))
        }
        PersonMessage::WentToStart => by_hand(bench, 0),
        PersonMessage::WentLive => by_hand(bench, usize::MAX),
        PersonMessage::TravelledTo(moment) => {
            bench.playback.tick = None;
            go(bench, moment)
        }
        PersonMessage::ChoseSpeed => {
            let Speed(speed) = bench.playback.speed;
            bench.playback.speed = Speed(if speed >= TOP_SPEED { 1 } else { speed * 2 });
            Vec::new()
        }
        PersonMessage::ToggledByEvent => {
            bench.playback.by_event = !bench.playback.by_event;
            Vec::new()
        }
        _ => Vec::new(),
    }
}

pub(super) fn jump_to_time(state: &mut AppState, text: &str) -> Vec<Effect> {
    let Some(time) = read_time(text) else {
        state.tell(
            format!("“{text}” is no date and time. Write it like 2026-03-14T10:30."),
            true,
        );
        return Vec::new();
    };
    state.dialog = None;
    let Some(bench) = state.workbench_mut() else {
        return Vec::new();
    };
    bench.playback.tick = None;
    let entries = bench.log.entries();
    let happened = entries.partition_point(|entry| entry.recorded_at() <= time);
    let last = happened.checked_sub(1).and_then(|last| entries.get(last));
    go(bench, last.map_or(Moment::START, HistoryEntry::moment))
}

pub(super) fn toggle_play(state: &mut AppState) -> Vec<Effect> {
    let tick = state.count();
    let Some(bench) = state.workbench_mut() else {
        return Vec::new();
    };
    if bench.playback.tick.take().is_some() {
        return Vec::new();
    }
    let mut effects = Vec::new();
    if matches!(bench.view, View::Live) {
        effects = go(bench, Moment::START);
    }
    bench.playback.tick = Some(tick);
    effects.push(wait(bench, tick));
    effects
}

pub(super) fn ticked(state: &mut AppState, tick: u64) -> Vec<Effect> {
    let Some(bench) = state.workbench_mut() else {
        return Vec::new();
    };
    if bench.playback.tick != Some(tick) {
        return Vec::new();
    }
    let next = bench.moment_of_stop(bench.stop() + 1);
    let mut effects = go(bench, next);
    if matches!(bench.view, View::Live) {
        bench.playback.tick = None;
    } else {
        effects.push(wait(bench, tick));
    }
    effects
}

fn by_hand(bench: &mut Workbench, stop: usize) -> Vec<Effect> {
    bench.playback.tick = None;
    let moment = if stop >= bench.stops() {
        bench.log.last()
    } else {
        bench.moment_of_stop(stop)
    };
    go(bench, moment)
}

/// Shows a moment; what is selected follows the slider.
fn go(bench: &mut Workbench, moment: Moment) -> Vec<Effect> {
    bench.travel(moment);
    bench.looking.selected = None;
    bench.looking.rows_first = 0;
    find_trace(bench)
}

fn wait(bench: &Workbench, tick: u64) -> Effect {
    let Speed(speed) = bench.playback.speed;
    Effect::Wait {
        millis: MILLIS_PER_STOP / speed.max(1),
        tick,
    }
}

/// Reads a date and time in UTC, also without seconds and without a zone, as a form gives it.
fn read_time(text: &str) -> Option<Timestamp> {
    let text = text.trim();
    [text.to_owned(), format!("{text}:00")]
        .iter()
        .find_map(|text| Timestamp::parse(text))
}
