//! Workspaces as each version wrote them. Every later version must open them and read everything.
//!
//! The fixtures are what lies in the browser: `tests/fixtures/workspace-v1.json` holds the version of the database, its
//! object stores and indexes, and every record. They are never changed. A version that writes another shape adds one.
#![cfg(target_arch = "wasm32")]

#[path = "support/event_store_contract/given.rs"]
#[allow(dead_code, reason = "shared with the contract, which uses all of it")]
mod given;
#[path = "support/raw_database.rs"]
#[allow(dead_code, reason = "shared with the faults, which use the rest")]
mod raw_database;

use foldline::browser::IndexedDbStore;
use foldline::engine::cache::Cache;
use foldline::engine::commit::{CommitData, Visibility};
use foldline::engine::event_store::EventStore;
use foldline::engine::journal::{FieldProblem, JournalNote, Refusal, RefusalStage};
use foldline::engine::memory_store::MemoryStore;
use foldline::engine::names::BranchId;
use foldline::engine::position::{GlobalPosition, Moment};
use foldline::engine::snapshot::Snapshot;
use foldline::engine::time::Clock;
use foldline::engine::trace::{Trace, TraceEntry};
use foldline::engine::value::{Payload, Value};
use foldline::engine::version::ExpectedVersion::{Any, Exact};
use foldline::engine::version::StreamVersion;
use foldline::engine::workspace::WorkspaceId;
use given::*;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

const VERSION_1: &str = include_str!("fixtures/workspace-v1.json");

fn what_if() -> BranchId {
    BranchId::new("what-if")
}

/// Everything that version 1 could store, at least once.
async fn tell_the_story_of_version_1(store: &(impl EventStore + Cache)) {
    append(store, full_decision()).await;
    append(store, of_a_process()).await;
    append(store, decision("nothing", "a", 0)).await;
    for note in notes() {
        let noted = store
            .note(&main(), (NOON.plus_millis(5), Clock::Real), note)
            .await;
        noted.expect("noted");
    }
    append(store, with_peculiar_names()).await;
    let mut branched = decision("full", "a", 1);
    branched.branch = what_if();
    append(store, branched).await;
    store
        .keep_snapshot(&main(), snapshot())
        .await
        .expect("kept");
    let at = Moment::after(GlobalPosition::new(2));
    let traces = [(at, trace())];
    store.keep_traces(&main(), &traces).await.expect("kept");
}

fn of_a_process() -> CommitData {
    let mut data = decision("step", "process", 1);
    data.visibility = Visibility::Private;
    data.context = "payments".into();
    data.causation = Some("full.1".to_owned());
    data
}

fn with_peculiar_names() -> CommitData {
    let mut data = decision("c/ü/1", "__proto__", 2);
    data.context = "__proto__".into();
    let exact = Value::map([("größe", Value::Int(i64::MAX)), ("leer", Value::Null)]);
    data.events[1].payload = Payload::of(&exact);
    data
}

fn notes() -> Vec<JournalNote> {
    let command = full_decision().command;
    let refusal = Refusal {
        stage: RefusalStage::Validation,
        code: "NOT_VALID".to_owned(),
        reason: "“quantity” must be at least 1".to_owned(),
        fields: vec![FieldProblem {
            field: "quantity".to_owned(),
            problem: "it must be at least 1".to_owned(),
        }],
    };
    vec![
        JournalNote::Refused {
            command: command.clone(),
            stream: Some(seats("a")),
            refusal,
        },
        JournalNote::LostRace {
            command,
            stream: seats("a"),
            expected: Exact(StreamVersion::new(1)),
            actual: StreamVersion::new(2),
            winners: vec!["full.1".to_owned()],
            retried: false,
        },
        JournalNote::ModelApplied {
            name: "Conference booking".to_owned(),
            model: "rules-1".into(),
            text: None,
        },
        JournalNote::Unknown {
            stored: Payload::stored(r#"{"kind":"ofALaterVersion","by":9007199254740993}"#),
        },
    ]
}

fn snapshot() -> Snapshot {
    Snapshot {
        stream: seats("a"),
        version: StreamVersion::new(2),
        model: "rules-1".into(),
        state: Payload::of(&Value::map([("remaining", Value::Int(-3))])),
    }
}

fn trace() -> Trace {
    let mut trace = Trace::default();
    trace.add(TraceEntry::Decided {
        attempt: 1,
        accepted: true,
    });
    trace.add(TraceEntry::Appended {
        version: StreamVersion::new(2),
        position: GlobalPosition::new(2),
        events: 2,
    });
    trace
}

#[wasm_bindgen_test]
async fn a_workspace_of_version_1_opens_and_reads_whole() {
    let workspace = WorkspaceId::new("of-version-1");
    let fixture = serde_json::from_str(VERSION_1).expect("JSON");
    raw_database::restore(&workspace, &fixture).await;
    let store = IndexedDbStore::open(&workspace).await.expect("it opens");
    let reference = MemoryStore::new();
    tell_the_story_of_version_1(&reference).await;

    for branch in [main(), what_if()] {
        let entries = store.read_history(&branch, Moment::START, ALL).await;
        let told = reference.read_history(&branch, Moment::START, ALL).await;
        assert_eq!(entries, told);
        assert!(entries.is_ok_and(|entries| !entries.is_empty()));
        for id in ["a", "process", "__proto__"] {
            let events = stream_on(&store, &branch, &seats(id)).await;
            assert_eq!(events, stream_on(&reference, &branch, &seats(id)).await);
        }
    }
    for name in ["registration", "payments", "__proto__"] {
        assert_eq!(context(&store, name).await, context(&reference, name).await);
    }
    for command in ["full", "step", "nothing", "c/ü/1"] {
        let found = find(&store, command).await;
        assert!(found.is_some() && found == find(&reference, command).await);
    }
    let kept = store
        .snapshot(&main(), &seats("a"), &"rules-1".into())
        .await;
    assert_eq!(kept, Ok(Some(snapshot())));
    let at = Moment::after(GlobalPosition::new(2));
    assert_eq!(store.trace(&main(), at).await, Ok(Some(trace())));

    // And it goes on from there.
    let next = try_append(
        &store,
        decision("next", "a", 1),
        Exact(StreamVersion::new(2)),
    )
    .await;
    let told = try_append(&reference, decision("next", "a", 1), Any).await;
    assert_eq!(next, told);
}

/// Falls with the version that writes another shape; what it says then is how the next fixture is made.
#[wasm_bindgen_test]
async fn this_version_writes_what_the_fixture_holds() {
    let workspace = WorkspaceId::new("of-this-version");
    let store = IndexedDbStore::open(&workspace).await.expect("it opens");
    tell_the_story_of_version_1(&store).await;
    let dumped = raw_database::dump(&workspace).await;
    let fixture: serde_json::Value = serde_json::from_str(VERSION_1).expect("JSON");
    assert!(dumped == fixture, "this version writes:\n{dumped:#}");
}
