//! Properties that hold for any history: every position, every version, every way to get there.
//!
//! Histories are made as in life: random commands, through the command handler, into a store.
#![cfg(not(target_arch = "wasm32"))]

#[path = "support/actions.rs"]
mod actions;
#[path = "support/playing.rs"]
mod playing;

use actions::{Action, KINDS};
use foldline::engine::commit::Command;
use foldline::engine::decision::DecisionInput;
use foldline::engine::environment::DecisionEnvironment;
use foldline::engine::event::RecordedEvent;
use foldline::engine::model::{History, Model, Rows, World, world_hash};
use foldline::engine::names::{CommandId, CommandType, ReadModelName, StreamName};
use foldline::engine::position::GlobalPosition;
use foldline::engine::slots::alive_bytes;
use foldline::engine::snapshot::SnapshotEvery;
use foldline::engine::stream_state::StreamState;
use foldline::engine::time::{Clock, Timestamp};
use foldline::engine::timeline::{FEWEST_KEYFRAMES, KeyframeSpacing, Timeline};
use foldline::engine::value::{Payload, Value};
use foldline::engine::version::ExpectedVersion;
use foldline::samples;
use playing::Playing;
use proptest::prelude::*;
use std::collections::BTreeMap;

fn any_action() -> impl Strategy<Value = Action> {
    let numbers = (0..KINDS, 0..3_u64, 0..4_u64, 0..=20_u64, 0..=20_u64);
    numbers.prop_map(
        |(kind, conference, reservation, general, workshop)| Action {
            kind,
            conference,
            reservation,
            general,
            workshop,
        },
    )
}

fn any_actions() -> impl Strategy<Value = Vec<Action>> {
    prop::collection::vec(any_action(), 0..60)
}

fn any_spacing() -> impl Strategy<Value = KeyframeSpacing> {
    let events = prop::sample::select(vec![1, 2, 3, 7, 4096]);
    let bytes = prop::sample::select(vec![0, 2_000, 10_000, 64_000_000]);
    (events, bytes).prop_map(|(events, bytes)| KeyframeSpacing { events, bytes })
}

fn played(actions: &[Action]) -> Playing {
    let playing = Playing::new(samples::conference(), SnapshotEvery(7));
    for action in actions {
        let (actor, command_type, payload) = action.command();
        let request = playing.request(&actor, command_type, &payload, ExpectedVersion::Any);
        playing.handle(&request);
    }
    playing
}

fn decoded(model: &dyn Model, events: &[RecordedEvent]) -> Box<dyn History> {
    let mut history = model.history();
    for event in events {
        history.push(event);
    }
    history
}

fn folded(history: &dyn History, events: usize) -> World {
    let mut world = history.initial_world();
    history
        .fold(&mut world, 0..events)
        .expect("no budget to break");
    world
}

fn rows(history: &dyn History, world: &World, read_model: &str) -> Rows {
    history.rows(world, &ReadModelName::new(read_model), 0..usize::MAX)
}

fn streams(events: &[RecordedEvent]) -> BTreeMap<StreamName, Vec<RecordedEvent>> {
    let mut streams = BTreeMap::<_, Vec<_>>::new();
    for event in events {
        streams
            .entry(event.stream().clone())
            .or_default()
            .push(event.clone());
    }
    streams
}

fn config() -> ProptestConfig {
    ProptestConfig {
        cases: 96,
        failure_persistence: None,
        ..ProptestConfig::default()
    }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn the_world_at_every_position_is_the_fold_from_zero(
        actions in any_actions(),
        spacing in any_spacing(),
        cut in 0..60_usize,
        again in 0..60_usize,
    ) {
        let playing = played(&actions);
        let (model, events) = (&*playing.model, playing.events());
        let history = decoded(model, &events);
        let again = again.min(events.len());
        let fold_again = folded(&*history, again);
        let before = alive_bytes();
        let mut timeline = Timeline::new(model, spacing);
        // Events come in pieces, as they do in life.
        let (first, second) = events.split_at(cut.min(events.len()));
        timeline.extend(first);
        timeline.extend(second);
        prop_assert_eq!(timeline.bytes(), alive_bytes() - before, "what is counted is there");
        for position in 0..=events.len() {
            let fold = folded(&*history, position);
            // Worlds that were sought before are kept: one goes there from elsewhere, and twice.
            for position in [again, position, position] {
                let seek = timeline.world_at(GlobalPosition::new(position as u64));
                let expected = if position == again { &fold_again } else { &fold };
                prop_assert!(seek == *expected, "the world at {position}");
            }
            let seek = timeline.world_at(GlobalPosition::new(position as u64));
            let schema = model.schema();
            prop_assert_eq!(
                world_hash(schema, timeline.history(), &seek),
                world_hash(schema, &*history, &fold)
            );
        }
        prop_assert!(spacing.bytes > 0 || timeline.keyframes() <= FEWEST_KEYFRAMES);
        prop_assert!(*timeline.live() == folded(&*history, events.len()));
    }

    #[test]
    fn a_snapshot_and_the_tail_are_the_full_fold_and_decide_alike(
        actions in any_actions(),
        probes in prop::collection::vec(any_action(), 8),
    ) {
        let playing = played(&actions);
        let model = &*playing.model;
        for (stream, events) in streams(&playing.events()) {
            let mut full = StreamState::empty(model, &stream);
            full.evolve(&events);
            for version in 1..=events.len() {
                let (head, tail) = events.split_at(version);
                let mut state = StreamState::empty(model, &stream);
                state.evolve(head);
                let snapshot = state.snapshot().expect("a stream with events has a state");
                let mut restored = StreamState::from_snapshot(model, &snapshot).expect("it fits");
                prop_assert_eq!(restored.value(), state.value());
                prop_assert_eq!(restored.version(), state.version());
                for probe in &probes {
                    prop_assert_eq!(decided(&restored, probe), decided(&state, probe));
                }
                restored.evolve(tail);
                prop_assert_eq!(restored.value(), full.value());
                prop_assert_eq!(restored.version(), full.version());
            }
        }
    }

    #[test]
    fn the_state_of_a_stream_by_itself_is_its_state_in_the_world(actions in any_actions()) {
        let playing = played(&actions);
        let (model, events) = (&*playing.model, playing.events());
        let history = decoded(model, &events);
        let world = folded(&*history, events.len());
        let streams = streams(&events);
        let names: Vec<StreamName> = streams.keys().cloned().collect();
        prop_assert_eq!(history.streams(&world), names);
        for (stream, events) in streams {
            let mut state = StreamState::empty(model, &stream);
            state.evolve(&events);
            prop_assert_eq!(history.state(&world, &stream), state.value());
        }
    }

    #[test]
    fn events_that_come_twice_leave_the_read_models_as_they_are(
        actions in any_actions(),
        again in 0..60_usize,
    ) {
        let playing = played(&actions);
        let (model, events) = (&*playing.model, playing.events());
        let once = decoded(model, &events);
        let each_twice: Vec<_> = events.iter().flat_map(|e| [e.clone(), e.clone()]).collect();
        let tail_twice = [&events[..], &events[again.min(events.len())..]].concat();
        for repeated in [each_twice, tail_twice] {
            let twice = decoded(model, &repeated);
            for read_model in &model.schema().read_models {
                prop_assert_eq!(
                    rows(&*twice, &folded(&*twice, repeated.len()), read_model.name.as_str()),
                    rows(&*once, &folded(&*once, events.len()), read_model.name.as_str())
                );
            }
        }
    }

    #[test]
    fn every_seat_is_held_committed_or_remaining(actions in any_actions()) {
        let playing = played(&actions);
        let events = playing.events();
        let history = decoded(&*playing.model, &events);
        for position in 0..=events.len() {
            let world = folded(&*history, position);
            let open = rows(&*history, &world, "OpenReservations").rows;
            for (key, row) in rows(&*history, &world, "Availability").rows {
                let figure = |name: &str| row.get(name).and_then(Value::as_int).expect("a figure");
                let text = |name: &str| row.get(name).and_then(Value::as_text).expect("a text");
                let all = figure("held") + figure("committed") + figure("remaining");
                prop_assert_eq!(figure("capacity"), all, "{} at {}", key, position);

                let stream = StreamName::new("SeatsAvailability", text("conference"));
                let state = history.state(&world, &stream).expect("a state");
                let remaining = state.get("remaining").and_then(|r| r.get(text("seatType")));
                prop_assert_eq!(remaining, Some(&Value::Int(figure("remaining"))));

                let here = open.iter().filter(|(_, r)| r.get("conference") == row.get("conference"));
                let held = here.filter_map(|(_, r)| r.get("seats")?.get(text("seatType"))?.as_int());
                prop_assert_eq!(figure("held"), held.sum::<i64>(), "{} at {}", key, position);
            }
        }
    }

    #[test]
    fn changed_rows_are_the_rows_that_differ(actions in any_actions(), from in 0..60_usize) {
        let playing = played(&actions);
        let events = playing.events();
        let history = decoded(&*playing.model, &events);
        let before = folded(&*history, from.min(events.len()));
        let after = folded(&*history, events.len());
        for read_model in &playing.model.schema().read_models {
            let name = read_model.name.as_str();
            let by_key = |world| -> BTreeMap<_, _> { rows(&*history, world, name).rows.into_iter().collect() };
            let (then, now) = (by_key(&before), by_key(&after));
            let keys: std::collections::BTreeSet<&String> = then.keys().chain(now.keys()).collect();
            let differ: Vec<&String> = keys.into_iter().filter(|key| then.get(*key) != now.get(*key)).collect();
            let mut changed = history.changed_rows(&before, &after, &read_model.name);
            changed.sort();
            prop_assert_eq!(changed.iter().collect::<Vec<_>>(), differ, "{}", name);
        }
    }
}

fn decided(state: &StreamState, action: &Action) -> String {
    let (actor, command_type, payload) = action.command();
    let command = Command {
        id: CommandId::new("probe"),
        command_type: CommandType::new(command_type),
        payload: Payload::of(&payload),
        actor,
        not_after: None,
    };
    let environment = DecisionEnvironment::new(Timestamp::default(), Clock::ByHand, "probe");
    let decision = DecisionInput::without_facts(&command, &environment);
    format!("{:?}", state.decide(decision))
}
