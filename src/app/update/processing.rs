//! Running the processes: one tab does, and it is one that is seen.

use super::clock;
use super::opening::read_on;
use crate::app::effect::Effect;
use crate::app::explain::{Doing, explain};
use crate::app::message::{PersonMessage, RuntimeMessage};
use crate::app::state::AppState;
use crate::app::workbench::{View, Workbench};
use crate::engine::event_store::StoreError;
use crate::engine::journal::JournalNote;
use crate::engine::names::ReferenceBug;
use crate::engine::time::Timestamp;
use crate::engine::workspace::WorkspaceId;

pub(super) fn update(state: &mut AppState, message: RuntimeMessage) -> Vec<Effect> {
    match message {
        RuntimeMessage::ChangedVisibility(visible) => {
            state.visible = visible;
            changed_visibility(state)
        }
        RuntimeMessage::BecameLeader => on_bench(state, |bench| {
            bench.processing.leading = true;
            run(bench)
        }),
        RuntimeMessage::AskedToLead(workspace) => asked(state, &workspace),
        RuntimeMessage::HandledByProcess(handled) => on_bench(state, |bench| {
            bench.processing.handled.push(*handled);
            read_on(bench)
        }),
        RuntimeMessage::ProcessesRested(rested) => came_to_rest(state, rested),
        RuntimeMessage::Woke(number) => woke(state, number),
        RuntimeMessage::ForgotSnapshots(forgot) => {
            match forgot {
                Ok(()) => state.tell("All snapshots are gone. The next commands load their streams from the first event.", false),
                Err(error) => state.tell(explain(&error, Doing::Processing).text(), true),
            }
            Vec::new()
        }
        _ => Vec::new(),
    }
}

pub(super) fn by_person(bench: &mut Workbench, message: PersonMessage) -> Vec<Effect> {
    let effect = match message {
        PersonMessage::MovedClock(clock_move) => Effect::MoveClock(clock_move),
        PersonMessage::SwitchedReferenceBug { bug, on } => {
            let bug = ReferenceBug::new(bug);
            Effect::Note(JournalNote::ReferenceBugSwitched { bug, on })
        }
        PersonMessage::SetSnapshots(every) => Effect::Note(JournalNote::SnapshotsSet { every }),
        PersonMessage::PlannedFaults(plan) => Effect::Note(JournalNote::FaultsPlanned { plan }),
        PersonMessage::DecidedParked { instance, retry } => Effect::DecideParked {
            instance,
            retry,
            actor: bench.desk.actor.clone(),
        },
        PersonMessage::ClickedForgetSnapshots if !is_past(bench) => {
            return vec![Effect::ForgetSnapshots];
        }
        _ => return Vec::new(),
    };
    order(bench, effect)
}

/// What is recorded is recorded at the live end, and the processes go on from there.
pub(super) fn order(bench: &mut Workbench, effect: Effect) -> Vec<Effect> {
    if is_past(bench) {
        return Vec::new();
    }
    bench.processing.running = true;
    vec![effect]
}

/// What is settled for the whole history, wherever one stands in it.
pub(super) fn note(bench: &mut Workbench, note: JournalNote) -> Vec<Effect> {
    bench.processing.running = true;
    vec![Effect::Note(note)]
}

const fn is_past(bench: &Workbench) -> bool {
    matches!(bench.view, View::Past { .. })
}

/// The workbench is there: from now on this tab wants to run the processes.
pub(super) fn began(state: &mut AppState) -> Vec<Effect> {
    let mut effects = vec![Effect::Lead];
    effects.extend(ask_soon(state));
    effects
}

/// There is news: whoever leads looks at it.
pub(super) fn run(bench: &mut Workbench) -> Vec<Effect> {
    let processing = &mut bench.processing;
    if !processing.leading {
        return Vec::new();
    }
    if processing.running {
        processing.again = true;
        return Vec::new();
    }
    processing.again = false;
    processing.running = true;
    vec![Effect::RunProcesses]
}

fn on_bench(
    state: &mut AppState,
    change: impl FnOnce(&mut Workbench) -> Vec<Effect>,
) -> Vec<Effect> {
    state.workbench_mut().map_or_else(Vec::new, change)
}

/// A hidden tab lets another one lead; waiting anew it stands behind all that wait already.
fn changed_visibility(state: &mut AppState) -> Vec<Effect> {
    if !state.visible {
        return stand_down(state);
    }
    let mut effects = ask_soon(state);
    effects.extend(clock::start(state));
    effects
}

fn stand_down(state: &mut AppState) -> Vec<Effect> {
    on_bench(state, |bench| {
        if !bench.processing.leading {
            return Vec::new();
        }
        bench.processing.leading = false;
        vec![Effect::StandDown, Effect::Lead]
    })
}

fn asked(state: &mut AppState, workspace: &WorkspaceId) -> Vec<Effect> {
    let open = state
        .workbench()
        .is_some_and(|bench| bench.info.id == *workspace);
    match open && !state.visible {
        true => stand_down(state),
        false => Vec::new(),
    }
}

/// A tab that is seen and does not lead keeps asking.
fn ask_soon(state: &mut AppState) -> Vec<Effect> {
    let number = state.count();
    let visible = state.visible;
    on_bench(state, |bench| {
        if bench.processing.leading || !visible {
            return Vec::new();
        }
        bench.processing.timer = Some(number);
        vec![Effect::WakeProcesses { at: None, number }]
    })
}

fn woke(state: &mut AppState, number: u64) -> Vec<Effect> {
    let Some(bench) = state.workbench_mut() else {
        return Vec::new();
    };
    if bench.processing.timer != Some(number) {
        return Vec::new();
    }
    bench.processing.timer = None;
    if bench.processing.leading {
        return run(bench);
    }
    let mut effects = ask_soon(state);
    if !effects.is_empty() {
        effects.push(Effect::AskToLead);
    }
    effects
}

fn came_to_rest(
    state: &mut AppState,
    rested: Result<Option<Timestamp>, StoreError>,
) -> Vec<Effect> {
    let number = state.count();
    let Some(bench) = state.workbench_mut() else {
        return Vec::new();
    };
    let processing = &mut bench.processing;
    processing.running = false;
    let again = std::mem::take(&mut processing.again);
    processing.timer = None;
    match rested {
        Ok(at) => {
            processing.problem = None;
            let mut effects = read_on(bench);
            if again {
                effects.extend(run(bench));
            } else if at.is_some() && bench.processing.leading {
                bench.processing.timer = Some(number);
                effects.push(Effect::WakeProcesses { at, number });
            }
            effects
        }
        Err(error) => {
            let known = processing.problem.replace(error.clone()).is_some();
            if !known {
                state.tell(explain(&error, Doing::Processing).text(), true);
            }
            // Nothing recorded is lost; it goes on in a while.
            on_bench(state, |bench| {
                bench.processing.timer = Some(number);
                let mut effects = read_on(bench);
                effects.push(Effect::WakeProcesses { at: None, number });
                effects
            })
        }
    }
}
