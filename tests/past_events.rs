//! Events as each version of the model recorded them. Every later version must read them.
//!
//! `tests/fixtures/past-events.json` holds events of every shape that there ever was, and what each of them is today.
//! They are never changed. A version that records another shape adds one.

use foldline::engine::event::{EventData, RecordedEvent};
use foldline::engine::model::{Decoded, Model};
use foldline::engine::names::{EventType, StreamName};
use foldline::engine::specification::recorded;
use foldline::engine::value::{Payload, Value};
use foldline::samples;

const PAST_EVENTS: &str = include_str!("fixtures/past-events.json");

#[cfg(target_arch = "wasm32")]
wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);

fn fixtures() -> Vec<Value> {
    match Value::from_json(PAST_EVENTS) {
        Ok(Value::List(events)) => events,
        other => panic!("no list of events: {other:?}"),
    }
}

fn text(fixture: &Value, field: &str) -> String {
    let text = fixture.get(field).and_then(Value::as_text);
    text.expect("a text").to_owned()
}

fn data(fixture: &Value) -> EventData {
    let version = fixture.get("version").and_then(Value::as_int);
    EventData {
        event_type: EventType::new(text(fixture, "type")),
        schema_version: u32::try_from(version.expect("a version")).expect("a small number"),
        payload: Payload::of(fixture.get("payload").expect("a payload")),
    }
}

fn all(model: &dyn Model) -> Vec<RecordedEvent> {
    assert_eq!(model.schema().name, "conference");
    let happened = fixtures().into_iter().map(|fixture| {
        let stream = StreamName::parse(&text(&fixture, "stream"));
        (stream.expect("a stream"), data(&fixture))
    });
    recorded(model, happened)
}

#[cfg_attr(not(target_arch = "wasm32"), test)]
#[cfg_attr(target_arch = "wasm32", wasm_bindgen_test::wasm_bindgen_test)]
fn every_past_event_is_read_and_lifted_to_what_it_is_today() {
    let model = samples::conference();
    let mut history = model.history();
    for (fixture, event) in fixtures().iter().zip(all(&*model)) {
        assert_eq!(history.push(&event), Decoded::Known, "{fixture:?}");
        let lifted = history.lifted(&event).into_iter().map(|shape| {
            Value::map([
                ("type", shape.event_type.as_str().into()),
                ("version", i64::from(shape.schema_version).into()),
                ("payload", shape.payload),
            ])
        });
        let today = fixture.get("today").expect("what it is today");
        assert_eq!(&Value::List(lifted.collect()), today);
    }
}

#[cfg_attr(not(target_arch = "wasm32"), test)]
#[cfg_attr(target_arch = "wasm32", wasm_bindgen_test::wasm_bindgen_test)]
fn one_event_that_became_two_is_folded_as_both_by_states_and_read_models() {
    let model = samples::conference();
    let mut history = model.history();
    for event in all(&*model) {
        history.push(&event);
    }
    let mut world = history.initial_world();
    history
        .fold(&mut world, 0..history.len())
        .expect("no budget to break");
    let seats = StreamName::new("SeatAssignments", "o-1.seats");
    let state = history.state(&world, &seats).expect("a state").to_json();
    assert!(state.contains(r#""firstName":"Ben""#), "{state}");
    let row = history.row(&world, &"OrderSeats".into(), "o-1.seats / 000");
    let row = row.expect("a row").to_json();
    assert!(row.contains(r#""firstName":"Ben""#), "{row}");
}

#[cfg_attr(not(target_arch = "wasm32"), test)]
#[cfg_attr(target_arch = "wasm32", wasm_bindgen_test::wasm_bindgen_test)]
fn what_a_later_version_recorded_is_skipped_and_says_why() {
    let model = samples::conference();
    let mut history = model.history();
    for (event_type, version) in [("OrderConfirmed", 3), ("OrderFramed", 1)] {
        let data = EventData {
            event_type: EventType::new(event_type),
            schema_version: version,
            payload: Payload::stored("{}"),
        };
        let event = recorded(&*model, [(StreamName::new("Order", "o-1"), data)]);
        match history.push(&event[0]) {
            Decoded::Skipped(why) => assert!(why.contains(event_type), "{why}"),
            Decoded::Known => panic!("{event_type} {version} is not known"),
        }
    }
}
