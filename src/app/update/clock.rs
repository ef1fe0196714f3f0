//! The machine's time, told once a second for as long as somebody looks.

use crate::app::effect::Effect;
use crate::app::state::AppState;
use crate::engine::time::Timestamp;

const MILLIS_PER_SECOND: u32 = 1_000;

/// The page is seen: time is told from here on, unless it is already.
pub(super) fn start(state: &mut AppState) -> Vec<Effect> {
    if std::mem::replace(&mut state.time_is_told, true) {
        return Vec::new();
    }
    vec![Effect::TellTime { after: 0 }]
}

/// Nobody needs the time of a page that is hidden.
pub(super) fn told(state: &mut AppState, time: Timestamp) -> Vec<Effect> {
    if let Some(bench) = state.workbench_mut() {
        bench.machine_time = Some(time);
    }
    state.time_is_told = state.visible;
    match state.visible {
        true => vec![Effect::TellTime {
            after: MILLIS_PER_SECOND,
        }],
        false => Vec::new(),
    }
}
