//! What must hold of any model while faults strike, and what must hold when everything has come to rest.

use super::town::Town;
use foldline::engine::event::RecordedEvent;
use foldline::engine::event_store::HistoryEntry;
use foldline::engine::model::world_hash;
use foldline::engine::timeline::{KeyframeSpacing, Timeline};
use std::collections::BTreeMap;

/// What is wrong; nothing where all is well.
pub(crate) type Problems = Vec<String>;

/// The invariants that hold after every commit; at rest also the others.
pub(crate) fn invariants(town: &Town, tab: usize, at_rest: bool) -> Problems {
    town.look(tab, |bench| {
        let broken = bench
            .timeline
            .history()
            .broken_invariants(bench.timeline.live());
        let known = &town.model.schema().invariants;
        let waits = |name: &str| {
            known
                .iter()
                .any(|known| known.name == name && known.at_rest)
        };
        let broken = broken
            .into_iter()
            .filter(|broken| at_rest || !waits(&broken.name));
        broken
            .map(|broken| format!("{}: {}", broken.name, broken.problem))
            .collect()
    })
}

/// In a calm the processes come to rest, with deadlines still to come: then all invariants hold.
pub(crate) fn in_a_calm(town: &Town) -> Problems {
    let mut known = 0;
    while known < town.history(0).len() {
        known = town.history(0).len();
        town.wake(0);
    }
    let at_rest = town.open().iter().all(|(_, _, open)| !open.blocks());
    invariants(town, 0, at_rest)
}

/// All that must hold when every deadline has passed and nothing is left to do.
pub(crate) fn at_rest(town: &Town) -> Problems {
    let history = town.history(0);
    let events = events_of(&history);
    let mut problems = invariants(town, 0, true);
    problems.extend(work_left(town));
    problems.extend(rebuilt(town, &events));
    problems.extend(acknowledged(town, &history));
    problems
}

/// All events of a history.
pub(crate) fn events_of(history: &[HistoryEntry]) -> Vec<RecordedEvent> {
    let commits = history.iter().filter_map(HistoryEntry::commit);
    commits.flat_map(RecordedEvent::all_of).collect()
}

fn work_left(town: &Town) -> Problems {
    // What another tab did last is no work that is left, and an input that comes once more is none either.
    town.deliver_news(0);
    let commits = || {
        let history = town.history(0);
        history.iter().filter_map(HistoryEntry::commit).count()
    };
    let before = commits();
    town.wake(0);
    town.deliver_news(0);
    let after = commits();
    let open = town.open();
    let mut problems = Vec::new();
    if before != after {
        problems.push(format!(
            "{} commits more, and it was at rest",
            after - before
        ));
    }
    problems.extend(open.into_iter().map(|open| format!("still open: {open:?}")));
    problems
}

/// All tabs show what a fold from the start gives.
fn rebuilt(town: &Town, events: &[RecordedEvent]) -> Problems {
    let mut timeline = Timeline::new(&*town.model, KeyframeSpacing::default());
    timeline.extend(events);
    let schema = town.model.schema();
    let rebuilt = world_hash(schema, timeline.history(), timeline.live());
    let tabs = (0..town.tabs()).filter(|tab| {
        town.deliver_news(*tab);
        let live = town.look(*tab, |bench| {
            world_hash(schema, bench.timeline.history(), bench.timeline.live())
        });
        live != rebuilt
    });
    tabs.map(|tab| format!("tab {tab} shows something else than a rebuild"))
        .collect()
}

/// What was acknowledged is there, once.
fn acknowledged(town: &Town, history: &[HistoryEntry]) -> Problems {
    let mut there = BTreeMap::new();
    for commit in history.iter().filter_map(HistoryEntry::commit) {
        *there.entry(commit.data.command.id.clone()).or_insert(0) += 1;
    }
    let acknowledged = town.acknowledged.borrow();
    let wrong = acknowledged.iter().filter_map(|commit| {
        let id = &commit.data.command.id;
        let times = there.get(id).copied().unwrap_or(0);
        (times != 1).then(|| format!("{id} was acknowledged and is there {times} times"))
    });
    wrong.collect()
}
