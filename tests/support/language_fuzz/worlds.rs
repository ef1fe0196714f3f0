//! What holds for every history, however it is folded, and all that a world can be asked.

use super::counts::Counts;
use super::dice::Dice;
use foldline::engine::event::RecordedEvent;
use foldline::engine::model::{Decoded, History, Model, World, world_hash};
use foldline::engine::names::{Actor, StreamName};
use foldline::engine::position::GlobalPosition;
use foldline::engine::snapshot::Snapshot;
use foldline::engine::timeline::{KeyframeSpacing, Timeline};
use foldline::engine::value::Payload;
use foldline::engine::version::StreamVersion;
use std::collections::BTreeSet;

/// Everything that can be asked of a history, and that it says the same however it is folded.
pub(crate) fn looked_at(
    dice: &Dice,
    model: &dyn Model,
    (events, recorded): (&[RecordedEvent], usize),
    counts: &mut Counts,
) {
    let schema = model.schema();
    let mut history = model.history();
    pushed(&mut *history, (events, recorded), counts);
    let (stepwise, end) = step_by_step(model, &*history, counts);
    let mut whole = history.initial_world();
    let folded = history.fold(&mut whole, 0..events.len());
    assert_eq!(folded.is_err(), end < events.len(), "it stops in both ways");
    assert!(
        whole == stepwise || folded.is_err(),
        "folded at once it is the same world"
    );
    let hash = world_hash(schema, &*history, &stepwise);
    let mut second = model.history();
    for event in &events[..end] {
        second.push(event);
    }
    let mut again = second.initial_world();
    assert_eq!(
        second.fold(&mut again, 0..end),
        Ok(()),
        "folded again it goes as far"
    );
    assert_eq!(
        world_hash(schema, &*second, &again),
        hash,
        "folded again it is the same"
    );
    with_keyframes(dice, model, &events[..end], &hash);
    asked(model, &*history, &stepwise, counts);
    restored(dice, model, &events[..end], counts);
}

/// Reads what is stored: only what was made up may be skipped.
fn pushed(
    history: &mut dyn History,
    (events, recorded): (&[RecordedEvent], usize),
    counts: &mut Counts,
) {
    for (place, event) in events.iter().enumerate() {
        let is_old = place >= recorded;
        match history.push(event) {
            Decoded::Known if is_old => counts.one("event lifted from an old shape"),
            Decoded::Known => {}
            Decoded::Skipped(why) => {
                assert!(
                    is_old,
                    "only what is made up can't be read: {why} {:?}",
                    event.data()
                );
                counts.one("event of an old shape skipped");
            }
        }
        let _ = history.lifted(event);
    }
}

/// Folds one event after another: the world, and how far it goes.
fn step_by_step(model: &dyn Model, history: &dyn History, counts: &mut Counts) -> (World, usize) {
    let ada = Actor::new("Nobody", "Ada");
    let mut stepwise = history.initial_world();
    for place in 0..history.len() {
        let before = stepwise.clone();
        if let Err(stopped) = history.fold(&mut stepwise, place..place + 1) {
            assert_eq!(stopped.event, place, "it stops where it stands");
            assert!(!stopped.problem.is_empty(), "it says why");
            assert!(stepwise == before, "the world is as before");
            counts.one("fold stopped beyond the budget");
            return (stepwise, place);
        }
        counts.one("event folded");
        let _ = history.sentence(place, &ada);
        changed(model, history, [&before, &stepwise]);
    }
    (stepwise, history.len())
}

/// Rows that changed differ.
fn changed(model: &dyn Model, history: &dyn History, worlds: [&World; 2]) {
    for read_model in &model.schema().read_models {
        let name = &read_model.name;
        let changed = history.changed_rows(worlds[0], worlds[1], name);
        for key in changed.iter().take(5) {
            let rows = worlds.map(|world| history.row(world, name, key));
            assert!(
                rows[0] != rows[1],
                "a changed row differs: {name} {key} {rows:?}"
            );
        }
    }
}

fn with_keyframes(dice: &Dice, model: &dyn Model, events: &[RecordedEvent], hash: &str) {
    let spacing = KeyframeSpacing {
        events: 1 + dice.below(7),
        ..KeyframeSpacing::default()
    };
    let mut timeline = Timeline::new(model, spacing);
    timeline.extend(events);
    assert!(timeline.stopped().is_none(), "it is folded to the end");
    let hash_of = |world: &World| world_hash(model.schema(), timeline.history(), world);
    assert_eq!(
        hash_of(timeline.live()),
        hash,
        "with keyframes it is the same"
    );
    let at = dice.below(events.len() + 1);
    let sought = timeline.world_at(GlobalPosition::new(at as u64));
    let mut plain = timeline.history().initial_world();
    let folded = timeline.history().fold(&mut plain, 0..at);
    assert_eq!(folded, Ok(()));
    assert_eq!(
        hash_of(&sought),
        hash_of(&plain),
        "so it is at any position: {at}"
    );
}

/// What a world tells.
fn asked(model: &dyn Model, history: &dyn History, world: &World, counts: &mut Counts) {
    let broken = history.broken_invariants(world);
    counts.many("invariant broken", broken.len());
    for stream in history.streams(world) {
        assert!(
            history.state(world, &stream).is_some(),
            "{stream} has a state"
        );
    }
    for read_model in &model.schema().read_models {
        let rows = history.rows(world, &read_model.name, 0..usize::MAX);
        assert_eq!(rows.rows.len(), rows.total, "all rows");
        counts.many("row shown", rows.total);
        let keys: BTreeSet<&str> = rows.rows.iter().map(|(key, _)| key.as_str()).collect();
        assert_eq!(
            keys.len(),
            rows.total,
            "each key is there once: {} {rows:#?}",
            read_model.name
        );
        for (key, row) in &rows.rows {
            let found = history.row(world, &read_model.name, key);
            assert_eq!(found.as_ref(), Some(row), "a row by its key: {key}");
        }
    }
}

/// A snapshot in the middle of a stream and the events after it give the same state as all of them.
fn restored(dice: &Dice, model: &dyn Model, events: &[RecordedEvent], counts: &mut Counts) {
    let streams: BTreeSet<&StreamName> = events.iter().map(RecordedEvent::stream).collect();
    for stream in streams {
        let own: Vec<&RecordedEvent> = events.iter().filter(|it| it.stream() == stream).collect();
        let at = dice.below(own.len() + 1);
        let mut history = model.history();
        for event in &own {
            history.push(event);
        }
        let mut world = history.initial_world();
        if history.fold(&mut world, 0..at).is_err() {
            continue;
        }
        let Some(state) = history.state(&world, stream) else {
            continue;
        };
        let snapshot = Snapshot {
            stream: stream.clone(),
            version: StreamVersion::new(at as u64),
            model: model.fingerprint().clone(),
            state: Payload::of(&state),
        };
        assert_eq!(history.fold(&mut world, at..own.len()), Ok(()));
        let mut later = model.history();
        let Some(mut tail) = later.restore(&snapshot) else {
            panic!("a snapshot fits: {stream} {}", state.to_json());
        };
        for event in &own[at..] {
            later.push(event);
        }
        assert_eq!(later.fold(&mut tail, 0..own.len() - at), Ok(()));
        assert_eq!(
            later.state(&tail, stream),
            history.state(&world, stream),
            "from a snapshot of {stream} at {at} it is the same state"
        );
        counts.one("snapshot restored");
    }
}
