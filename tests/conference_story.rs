//! The first history of conference booking, played through the real command handler.

#[path = "support/playing.rs"]
mod playing;

use foldline::engine::command_handler::{Handled, Outcome};
use foldline::engine::names::{CommandType, ReadModelName};
use foldline::engine::snapshot::SnapshotEvery;
use foldline::engine::timeline::{KeyframeSpacing, Timeline};
use foldline::samples;
use playing::Playing;
use std::collections::BTreeSet;

fn played() -> (Playing, Vec<Handled>) {
    let playing = Playing::new(samples::conference(), SnapshotEvery::default());
    let story = playing.model.story();
    let handled = story.iter().map(|step| playing.play(step)).collect();
    (playing, handled)
}

fn timeline(playing: &Playing) -> Timeline {
    let mut timeline = Timeline::new(&*playing.model, KeyframeSpacing::default());
    timeline.extend(&playing.events());
    timeline
}

fn rows(timeline: &Timeline, read_model: &str) -> Vec<(String, String)> {
    let name = ReadModelName::new(read_model);
    let rows = timeline
        .history()
        .rows(timeline.live(), &name, 0..usize::MAX);
    rows.rows
        .into_iter()
        .map(|(key, row)| (key, row.to_json()))
        .collect()
}

#[test]
fn it_ends_as_it_is_told() {
    let (playing, handled) = played();
    let (mut events, mut eventless, mut refused, mut conflicts) = (0, 0, Vec::new(), 0);
    for handled in &handled {
        match &handled.outcome {
            Outcome::Accepted(commit) if commit.data.events.is_empty() => eventless += 1,
            Outcome::Accepted(commit) => events += commit.data.events.len(),
            Outcome::Refused(refusal) => refused.push(refusal.code.as_str()),
            Outcome::Conflicted(_) => conflicts += 1,
            Outcome::Repeated(_) => panic!("every command has an id of its own"),
        }
    }
    let expected = [
        "UNKNOWN_SEAT_TYPE",
        "INVALID_FIELDS",
        "UNKNOWN_SEAT_TYPE",
        "WRONG_ROLE",
    ];
    assert_eq!(refused, expected);
    assert_eq!(
        (handled.len(), events, eventless, conflicts),
        (62, 56, 1, 1)
    );
    assert_eq!(playing.events().len(), 56);
    assert!(timeline(&playing).skipped().is_empty());
}

#[test]
fn it_leaves_these_seats_and_reservations() {
    let (playing, _) = played();
    let timeline = timeline(&playing);
    let figures = |key: &str| {
        let rows = rows(&timeline, "Availability");
        let row = rows.into_iter().find(|(found, _)| found == key);
        row.expect("a row").1
    };
    assert_eq!(
        figures("event-storm-oslo / General admission"),
        r#"{"capacity":14,"committed":11,"conference":"event-storm-oslo","held":2,"price":null,"remaining":1,"seatType":"General admission"}"#
    );
    assert_eq!(
        figures("rustconf-lisbon / CQRS workshop"),
        r#"{"capacity":10,"committed":6,"conference":"rustconf-lisbon","held":2,"price":null,"remaining":2,"seatType":"CQRS workshop"}"#
    );
    let open: Vec<String> = rows(&timeline, "OpenReservations")
        .into_iter()
        .map(|(key, _)| key)
        .collect();
    assert_eq!(
        open,
        [
            "event-storm-oslo / r-6f9a",
            "rustconf-lisbon / r-07be",
            "wasm-days-berlin / r-be72"
        ]
    );
}

#[test]
fn it_shows_what_a_newcomer_should_see() {
    let (playing, _) = played();
    let timeline = timeline(&playing);
    let told: Vec<String> = rows(&timeline, "ActivityFeed")
        .into_iter()
        .map(|(_, row)| row)
        .collect();
    for sentence in [
        "2 General admission seats held for Ada at rustconf-lisbon (r-7f3a).",
        "1 CQRS workshop seat and 1 General admission seat held for Ben at rustconf-lisbon (r-19c4).",
        "Ben got no seats at event-storm-oslo (r-5c2d).",
        "Ada took 3 Cocktail party seats and released 3 CQRS workshop seats at wasm-days-berlin; \
         reservation r-f81b now holds 3 Cocktail party seats.",
        "Ada asked again; reservation r-41d2 at rustconf-lisbon still holds 5 CQRS workshop seats and \
         2 Cocktail party seats.",
        "Ada cancelled reservation r-f81b at wasm-days-berlin and gave back 3 Cocktail party seats.",
        "Olga confirmed reservation r-7f3a at rustconf-lisbon.",
        "Olga removed 4 General admission seats at event-storm-oslo.",
    ] {
        assert!(told.iter().any(|row| row.contains(sentence)), "{sentence}");
    }
    let oversold = (0..=56).any(|position| {
        let name = ReadModelName::new("Availability");
        let world = timeline.world_at(foldline::engine::position::GlobalPosition::new(position));
        let rows = timeline.history().rows(&world, &name, 0..usize::MAX).rows;
        rows.iter()
            .any(|(_, row)| row.get("remaining").and_then(|v| v.as_int()) < Some(0))
    });
    assert!(
        oversold,
        "at some moment fewer seats are offered than are taken"
    );
}

/// Until processes run while it is recorded, it tells of seats by hand alone.
#[test]
fn it_uses_every_task_of_the_operator_in_the_order_of_time() {
    let model = samples::conference();
    let (schema, story) = (model.schema(), model.story());
    assert!(
        story.is_sorted_by(|one, two| one.at < two.at),
        "in the order of time"
    );
    assert_eq!(story[0].at.iso(), "2026-03-14T09:00:12.000Z");
    let sent: BTreeSet<&CommandType> = story.iter().map(|step| &step.command_type).collect();
    let by_hand = schema
        .tasks
        .iter()
        .filter(|task| task.role == "Operator".into());
    assert!(
        by_hand
            .map(|task| &task.command_type)
            .all(|c| sent.contains(c))
    );
    let people: BTreeSet<&str> = story
        .iter()
        .map(|step| step.actor.person.as_str())
        .collect();
    assert!(
        ["Ada", "Ben", "Chen", "Dora", "Olga"]
            .iter()
            .all(|person| people.contains(person))
    );
}
