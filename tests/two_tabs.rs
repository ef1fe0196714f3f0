//! Two tabs, each with a command handler of its own, over one store.

#![cfg(not(target_arch = "wasm32"))]

#[path = "support/playing.rs"]
mod playing;

use foldline::engine::command_handler::{CommandHandler, CommandRequest, Outcome};
use foldline::engine::names::Actor;
use foldline::engine::snapshot::SnapshotEvery;
use foldline::engine::value::Value;
use foldline::engine::version::{ExpectedVersion, StreamVersion};
use foldline::samples;
use playing::Playing;

fn adding(playing: &Playing, seat_type: &str) -> CommandRequest {
    let payload = Value::map([
        ("conference", Value::from("rustconf-lisbon")),
        ("seatType", Value::from(seat_type)),
        ("quantity", Value::Int(10)),
    ]);
    let operator = Actor::new("Operator", "Otto");
    playing.request(&operator, "AddSeats", &payload, ExpectedVersion::Any)
}

/// This tab has added ten seats of general admission, and has the state in memory. Then another tab does something.
fn given_another_tab_adds(seat_type: &str) -> Playing {
    let here = Playing::new(samples::conference(), SnapshotEvery::default());
    here.handle(&adding(&here, "General admission"));
    let there = CommandHandler::new(samples::conference(), SnapshotEvery::default());
    let added = adding(&here, seat_type);
    let added = there.handle(&here.store, &here.environment, &added);
    pollster::block_on(added).expect("a store in memory does not fail");
    here
}

fn reserving(here: &Playing, seat_type: &str, expected: ExpectedVersion) -> Outcome {
    let payload = Value::map([
        ("conference", Value::from("rustconf-lisbon")),
        ("reservation", Value::from("r-1")),
        ("seats", Value::map([(seat_type, Value::Int(15))])),
    ]);
    let operator = Actor::new("Operator", "Ada");
    let request = here.request(&operator, "MakeSeatReservation", &payload, expected);
    here.handle(&request).outcome
}

#[test]
fn what_another_tab_has_made_possible_is_not_refused() {
    let here = given_another_tab_adds("Boat trip");
    let outcome = reserving(&here, "Boat trip", ExpectedVersion::Any);
    assert!(matches!(outcome, Outcome::Accepted(_)), "{outcome:?}");
}

#[test]
fn who_has_seen_what_another_tab_did_gets_it_decided_on() {
    let told = [
        ExpectedVersion::Exact(StreamVersion::new(2)),
        ExpectedVersion::StreamExists,
        ExpectedVersion::Any,
    ];
    for expected in told {
        let here = given_another_tab_adds("General admission");
        let Outcome::Accepted(commit) = reserving(&here, "General admission", expected) else {
            panic!("there are seats, and nobody was faster");
        };
        let payload = commit.data.events[0].payload.as_str();
        assert!(
            payload.contains(r#""reservationDetails":{"General admission":15}"#),
            "{payload}"
        );
    }
}

#[test]
fn who_has_not_seen_what_another_tab_did_is_told() {
    let here = given_another_tab_adds("General admission");
    let seen = ExpectedVersion::Exact(StreamVersion::new(1));
    let outcome = reserving(&here, "General admission", seen);
    assert!(matches!(outcome, Outcome::Conflicted(_)), "{outcome:?}");
    let outcome = reserving(&here, "General admission", ExpectedVersion::NoStream);
    assert!(matches!(outcome, Outcome::Conflicted(_)), "{outcome:?}");
}
