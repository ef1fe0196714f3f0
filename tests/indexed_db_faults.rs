//! What can go wrong in a browser's storage, made to go wrong: each is told plainly, and nothing is cut from the log.
#![cfg(target_arch = "wasm32")]

#[path = "support/event_store_contract/given.rs"]
#[allow(dead_code, reason = "shared with the contract, which uses all of it")]
mod given;
#[path = "support/raw_database.rs"]
#[allow(dead_code, reason = "shared with the fixture, which uses the rest")]
mod raw_database;

use foldline::browser::IndexedDbStore;
use foldline::engine::cache::Cache;
use foldline::engine::event_store::{EventStore, StoreError};
use foldline::engine::position::{ContextPosition, GlobalPosition, Moment};
use foldline::engine::version::{ExpectedVersion::Any, StreamVersion};
use foldline::engine::workspace::WorkspaceId;
use given::*;
use indexed_db_futures::database::Database;
use indexed_db_futures::prelude::*;
use serde_json::{Value, json};
use wasm_bindgen::prelude::*;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

async fn open(workspace: &WorkspaceId) -> IndexedDbStore {
    let opened = IndexedDbStore::open(workspace).await;
    opened.expect("the browser opens the database")
}

/// A workspace with five commits of two events each, a note after the third, and a store on it.
async fn workspace(name: &str) -> (WorkspaceId, IndexedDbStore) {
    let workspace = WorkspaceId::new(name);
    let store = open(&workspace).await;
    for n in 1..=5 {
        append(&store, decision(&format!("c{n}"), "a", 2)).await;
        if n == 3 {
            note(&store, "noted").await;
        }
    }
    (workspace, store)
}

/// Changes the record of the commit at a position.
async fn change_commit(workspace: &WorkspaceId, position: u64, change: impl FnOnce(&mut Value)) {
    let records = raw_database::records(workspace, "commits").await;
    let mut records = records.into_iter();
    let mut record = records
        .find(|record| record["position"] == json!(position))
        .expect("the commit");
    change(&mut record);
    raw_database::put(workspace, "commits", &record).await;
}

/// Why the stream that all commits are on can't be read.
async fn stream_error(store: &IndexedDbStore, after: u64) -> StoreError {
    let after = StreamVersion::new(after);
    let events = store.read_stream(&main(), &seats("a"), after).await;
    events.expect_err("the stream can't be read")
}

/// Why the context that all commits are in can't be read.
async fn context_error(store: &IndexedDbStore) -> StoreError {
    let (branch, name) = (main(), "registration".into());
    let events = store.read_context(&branch, &name, ContextPosition::START, ALL);
    events.await.expect_err("the context can't be read")
}

/// Why the history can't be read.
async fn history_error(store: &IndexedDbStore, after: Moment, limit: usize) -> StoreError {
    let entries = store.read_history(&main(), after, limit).await;
    entries.expect_err("the history can't be read")
}

/// Why the commit of a command can't be found.
async fn command_error(store: &IndexedDbStore, command: &str) -> StoreError {
    let found = store.find_command(&main(), &command.into()).await;
    found.expect_err("the commit can't be read")
}

/// Every way of reading that meets the commit at position 6 fails, and says of which record, and why.
async fn assert_corrupt(store: &IndexedDbStore, record: &str, why: &str) {
    let repeated = store.append(decision("c3", "a", 1), Any).await;
    let errors = [
        stream_error(store, 0).await,
        context_error(store).await,
        history_error(store, Moment::START, ALL).await,
        command_error(store, "c3").await,
        repeated.expect_err("the first answer can't be read"),
    ];
    for error in errors {
        assert_is_corrupt(error, record, why);
    }
}

fn assert_is_corrupt(error: StoreError, expected: &str, why: &str) {
    match error {
        StoreError::Corrupt { record, problem } => {
            assert_eq!(record, expected);
            assert!(problem.contains(why), "{problem}");
        }
        other => panic!("not corrupt: {other:?}"),
    }
}

#[wasm_bindgen_test]
async fn a_commit_that_lacks_a_field_is_named() {
    let (workspace, store) = workspace("lacking").await;
    change_commit(&workspace, 6, |record| {
        record.as_object_mut().expect("an object").remove("command");
    })
    .await;
    assert_corrupt(
        &store,
        "the commit at position 6",
        "missing field `command`",
    )
    .await;
    // What does not meet it can still be read, and added to.
    assert_eq!(stream_after(&store, "a", 6).await.len(), 4);
    append(&store, decision("c6", "a", 1)).await;
}

#[wasm_bindgen_test]
async fn a_payload_that_is_not_json_is_named() {
    let (workspace, store) = workspace("not-json").await;
    change_commit(&workspace, 6, |record| {
        record["events"][1]["payload"] = json!("{\"n\":");
    })
    .await;
    let why = "the payload of SeatsAdded can't be read";
    assert_corrupt(&store, "the commit at position 6", why).await;
}

#[wasm_bindgen_test]
async fn a_record_of_a_later_format_is_named() {
    let (workspace, store) = workspace("later-format").await;
    change_commit(&workspace, 6, |record| record["format"] = json!(2)).await;
    let why = "it has format 2, and this version reads up to 1";
    assert_corrupt(&store, "the commit at position 6", why).await;
    // That says more than which field the later version has renamed.
    change_commit(&workspace, 6, |record| {
        record.as_object_mut().expect("an object").remove("events");
    })
    .await;
    assert_corrupt(&store, "the commit at position 6", why).await;
}

#[wasm_bindgen_test]
async fn a_journal_entry_that_is_damaged_is_named() {
    let (workspace, store) = workspace("journal").await;
    let mut entries = raw_database::records(&workspace, "journal").await;
    entries[0]["note"] = json!("{");
    raw_database::put(&workspace, "journal", &entries[0]).await;
    let error = history_error(&store, Moment::START, ALL).await;
    assert_is_corrupt(error, "the journal entry at position 6+1", "EOF");
}

#[wasm_bindgen_test]
async fn a_missing_commit_is_a_hole_in_stream_and_history() {
    let (workspace, store) = workspace("hole").await;
    raw_database::delete(&workspace, "commits", &json!(["main", 6, 0])).await;
    let why = "an event is missing after position 4";
    for (after, limit) in [(0, ALL), (0, 4), (4, 1), (4, ALL)] {
        let after = Moment::after(GlobalPosition::new(after));
        assert_is_corrupt(history_error(&store, after, limit).await, "the log", why);
    }
    for after in [0, 3, 4] {
        let error = stream_error(&store, after).await;
        assert_is_corrupt(error, "the stream Seats/a", why);
    }
    let error = command_error(&store, "c3").await;
    assert_is_corrupt(error, "the commit at position 6", "it is missing");
    assert_eq!(stream_after(&store, "a", 6).await.len(), 4);
}

#[wasm_bindgen_test]
async fn a_missing_end_is_not_taken_for_the_end() {
    let (workspace, store) = workspace("no-end").await;
    raw_database::delete(&workspace, "commits", &json!(["main", 10, 0])).await;
    let why = "an event is missing after position 8";
    let error = history_error(&store, Moment::START, ALL).await;
    assert_is_corrupt(error, "the log", why);
    let error = stream_error(&store, 0).await;
    assert_is_corrupt(error, "the stream Seats/a", why);
}

#[wasm_bindgen_test]
async fn a_lost_position_overwrites_nothing() {
    let (workspace, store) = workspace("lost-position").await;
    let before = raw_database::records(&workspace, "commits").await;
    raw_database::delete(&workspace, "positions", &json!(["main"])).await;
    let answer = store.append(decision("c6", "b", 2), Any).await;
    let error = answer.expect_err("the place is taken");
    assert!(matches!(error, StoreError::Corrupt { .. }), "{error:?}");
    assert_eq!(raw_database::records(&workspace, "commits").await, before);
    assert_eq!(store.find_command(&main(), &"c6".into()).await, Ok(None));
}

#[wasm_bindgen_test]
async fn a_cache_that_can_not_be_read_is_empty() {
    let (workspace, store) = workspace("cache").await;
    let snapshot = json!({ "branch": "main", "stream": "Seats/a", "shape": "of a later version" });
    raw_database::put(&workspace, "snapshots", &snapshot).await;
    let steps = json!({ "entries": [{ "step": "ofALaterVersion" }] });
    let trace = json!({ "branch": "main", "position": 2, "index": 0, "trace": steps });
    raw_database::put(&workspace, "traces", &trace).await;
    let snapshot = store
        .snapshot(&main(), &seats("a"), &"rules-1".into())
        .await;
    assert_eq!(snapshot, Ok(None));
    let at = Moment::after(GlobalPosition::new(2));
    assert_eq!(store.trace(&main(), at).await, Ok(None));
}

#[wasm_bindgen_test]
async fn a_database_of_a_newer_version_is_left_alone() {
    let workspace = WorkspaceId::new("newer");
    let made = Database::open(raw_database::name_of(&workspace)).with_version(7_u32);
    made.build()
        .expect("a request")
        .await
        .expect("made")
        .close();
    let error = IndexedDbStore::open(&workspace).await.expect_err("newer");
    assert_eq!(error, StoreError::Newer { found: 7, known: 1 });
}

#[wasm_bindgen_test]
async fn a_tab_that_does_not_give_way_blocks_a_deletion() {
    let (workspace, store) = workspace("blocked").await;
    let stubborn = raw_database::open(&workspace).await;
    let answer = IndexedDbStore::delete(&workspace).await;
    assert_eq!(answer, Err(StoreError::Blocked));
    // The store itself gave way. Once the other tab is closed the deletion takes place.
    let answer = store.append(decision("c6", "a", 1), Any).await;
    assert!(matches!(answer, Err(StoreError::Closed(_))), "{answer:?}");
    stubborn.close();
    let fresh = open(&workspace).await;
    assert!(history(&fresh).await.is_empty());
}

#[wasm_bindgen_test]
async fn a_deleted_database_closes_the_stores_on_it() {
    let (workspace, store) = workspace("deleted").await;
    IndexedDbStore::delete(&workspace).await.expect("deleted");
    let closed = StoreError::Closed("another tab deletes it".to_owned());
    let answer = store.append(decision("c6", "a", 1), Any).await;
    assert_eq!(answer, Err(closed.clone()));
    assert_eq!(history_error(&store, Moment::START, ALL).await, closed);
    IndexedDbStore::delete(&workspace).await.expect("again");
}

#[wasm_bindgen_test]
async fn a_browser_that_refuses_to_store_is_told() {
    refuse_storage();
    let answer = IndexedDbStore::open(&WorkspaceId::new("refused")).await;
    allow_storage();
    let denied = StoreError::Denied("no storage here".to_owned());
    assert_eq!(answer.expect_err("refused"), denied);
    open(&WorkspaceId::new("refused")).await;
}

#[wasm_bindgen_test]
async fn a_full_disk_is_told_and_leaves_nothing_behind() {
    let (workspace, store) = workspace("full").await;
    let before = raw_database::dump(&workspace).await;
    // The commit itself still fits; what comes after it does not.
    fill_disk();
    let answer = store.append(decision("c6", "a", 1), Any).await;
    free_disk();
    assert_eq!(answer, Err(StoreError::Full));
    assert_eq!(raw_database::dump(&workspace).await, before);
    append(&store, decision("c6", "a", 1)).await;
}

#[wasm_bindgen(inline_js = r#"
    const storage = Object.getOwnPropertyDescriptor(window, "indexedDB");
    export function refuse_storage() {
        const get = () => { throw new DOMException("no storage here", "SecurityError"); };
        Object.defineProperty(window, "indexedDB", { get, configurable: true });
    }
    export function allow_storage() {
        Object.defineProperty(window, "indexedDB", storage);
    }
    const put = IDBObjectStore.prototype.put;
    export function fill_disk() {
        IDBObjectStore.prototype.put = () => { throw new DOMException("full", "QuotaExceededError"); };
    }
    export function free_disk() {
        IDBObjectStore.prototype.put = put;
    }
"#)]
extern "C" {
    fn refuse_storage();
    fn allow_storage();
    fn fill_disk();
    fn free_disk();
}
