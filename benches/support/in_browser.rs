//! What only a browser has: JavaScript to stand beside, and a storage on the disk.

use crate::figure::{figure, percentile};
use crate::folding::{self, OwnFold};
use crate::workload::Happened;
use foldline::browser::IndexedDbStore;
use foldline::engine::codec::StoredCommit;
use foldline::engine::command_handler::{CommandHandler, CommandRequest, Outcome};
use foldline::engine::commit::{Command, Commit};
use foldline::engine::environment::{Environment, FixedEnvironment};
use foldline::engine::names::{Actor, CommandId, CommandType};
use foldline::engine::snapshot::SnapshotEvery;
use foldline::engine::time::Timestamp;
use foldline::engine::value::{Payload, Value};
use foldline::engine::version::ExpectedVersion;
use foldline::engine::workspace::WorkspaceId;
use foldline::samples;
use serde_json::json;
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use wasm_bindgen_test::wasm_bindgen_test;

const APPENDS: usize = 300;

#[wasm_bindgen(module = "/benches/support/by_hand.js")]
extern "C" {
    /// Milliseconds since some moment.
    pub(crate) fn now() -> f64;

    fn read(json: &str);

    fn fold() -> usize;

    #[wasm_bindgen(catch)]
    async fn open(name: &str) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(catch)]
    async fn handle(database: &JsValue, like: &JsValue, command: &str) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(catch)]
    async fn append(database: &JsValue, like: &JsValue, command: &str) -> Result<JsValue, JsValue>;
}

/// The reducer in JavaScript, with its events on its own side.
struct JavaScript;

impl OwnFold for JavaScript {
    const NAME: &'static str = "hand-written JavaScript";

    fn read(&mut self, events: Vec<Happened>) {
        let events = events.iter().map(|event| {
            let (kind, at) = (event.event_type, event.at);
            let (conference, person, payload) = (&event.conference, event.person, &event.payload);
            format!(
                r#"{{"type":"{kind}","conference":"{conference}","person":"{person}","at":{at},"payload":{payload}}}"#
            )
        });
        read(&format!("[{}]", events.collect::<Vec<_>>().join(",")));
    }

    fn fold(&self) -> usize {
        fold()
    }
}

#[wasm_bindgen_test]
fn folds_and_seeks() {
    folding::measure_compiling();
    folding::measure_folds(JavaScript, folding::EVENTS);
    folding::measure_seeks();
}

/// One command after the other through the handler, each followed by the same by hand: both read the newer events of
/// the stream, then check head, positions and command id and write in one transaction. The handler also validates,
/// decides and evolves. Last comes the second half by hand alone, as by somebody who need not decide.
#[wasm_bindgen_test]
async fn appends() {
    let workspace = WorkspaceId::new("benchmark");
    let store = IndexedDbStore::open(&workspace).await.expect("it opens");
    let by_hand = open("benchmark-by-hand").await.expect("it opens");
    let half = open("benchmark-half").await.expect("it opens");
    let handler = CommandHandler::new(samples::conference(), SnapshotEvery::default());
    let start = Timestamp::parse("2026-03-14T09:00:00Z").expect("a time");
    let environment = FixedEnvironment::new(start, "benchmark");
    let (mut ours, mut theirs, mut halves) = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..APPENDS {
        let request = adding_seats(&environment);
        let begun = now();
        let handled = handler.handle(&store, &environment, &request).await;
        ours.push(now() - begun);
        let Outcome::Accepted(commit) = handled.expect("the storage works").outcome else {
            panic!("seats can always be added");
        };
        let (like, id) = (stored(&commit), environment.new_id());
        let begun = now();
        handle(&by_hand, &like, &id).await.expect("it is durable");
        theirs.push(now() - begun);
        let begun = now();
        append(&half, &like, &id).await.expect("it is durable");
        halves.push(now() - begun);
    }
    for (name, of_a_hundred) in [("median", 50), ("p90", 90)] {
        let by_hand = percentile(&mut theirs, of_a_hundred);
        let half = percentile(&mut halves, of_a_hundred);
        figure(
            &format!("one command, durable, {name}"),
            percentile(&mut ours, of_a_hundred),
            "ms",
            &[
                ("hand-written JavaScript", by_hand),
                ("its append alone", half),
            ],
        );
    }
}

fn adding_seats(environment: &FixedEnvironment) -> CommandRequest {
    let payload = Value::map([
        ("conference", Value::from("rustconf-lisbon")),
        ("seatType", Value::from("General admission")),
        ("quantity", Value::Int(1)),
    ]);
    let command = Command {
        id: CommandId::new(environment.new_id()),
        command_type: CommandType::new("AddSeats"),
        payload: Payload::of(&payload),
        actor: Actor::new("Operator", "Otto"),
        not_after: None,
    };
    CommandRequest::by_person(command, ExpectedVersion::Any)
}

/// The record that Foldline writes for a commit, as a plain object.
fn stored(commit: &Rc<Commit>) -> JsValue {
    let record = json!(StoredCommit::from(&**commit)).to_string();
    js_sys::JSON::parse(&record).expect("JSON")
}
