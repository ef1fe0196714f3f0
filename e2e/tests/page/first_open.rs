//! What a newcomer finds.

use e2e::database::Dump;
use e2e::json::list;
use e2e::page::FIRST_WORKSPACE;
use e2e::{Outcome, Page, native};
use serde_json::{Value, json};

#[tokio::test]
async fn the_first_open_shows_the_recorded_history() -> Outcome {
    let page = Page::first_visit("first-open").await?;
    let history = native::history()?;
    let events: usize = history.iter().map(events_of).sum();
    let entries: usize = history.iter().map(|entry| events_of(entry).max(1)).sum();

    let place = page.place().await?;
    assert!(place.live, "{place:?}");
    assert_eq!((place.position, place.last), (events as u64, events as u64));
    assert_eq!(place.stop, history.len() as u64);
    let count = page.see("log-count", json!({})).await?;
    assert_eq!(count["all"], json!(entries.to_string()));

    let markers = page
        .run(
            "return all('marker').map((it) => it.dataset.kind);",
            json!([]),
        )
        .await?;
    let markers: Vec<&str> = list(&markers).iter().filter_map(Value::as_str).collect();
    let noted = |kind: &str| {
        history
            .iter()
            .filter(|entry| note_kind(entry) == kind)
            .count()
    };
    let shown = |kind: &str| markers.iter().filter(|it| **it == kind).count();
    assert!(
        noted("refused") > 0 && noted("lostRace") > 0,
        "{:?}",
        history.last()
    );
    assert_eq!(shown("refused"), noted("refused"));
    assert_eq!(shown("conflict"), noted("lostRace"));

    let newest = &page.log().await?[0];
    let last = history.iter().rfind(|entry| events_of(entry) > 0).unwrap();
    assert_eq!(
        newest["title"],
        list(&last["events"]).last().unwrap()["type"]
    );
    page.end_quietly().await
}

#[tokio::test]
async fn what_is_stored_is_what_the_command_line_records() -> Outcome {
    let page = Page::first_visit("stored").await?;
    let stored = Dump::of(&page, FIRST_WORKSPACE).await?;
    stored.assert_whole();
    let native = native::history()?;
    let of_kind = |commits: bool| {
        native
            .iter()
            .filter(move |entry| entry["events"].is_array() == commits)
    };
    let told = [
        "position",
        "index",
        "stream",
        "firstVersion",
        "recordedAt",
        "command",
        "events",
        "model",
    ];
    assert_same(stored.records("commits"), of_kind(true), &told);
    assert_same(
        stored.records("journal"),
        of_kind(false),
        &["position", "index", "recordedAt", "note"],
    );
    page.end_quietly().await
}

fn assert_same<'a>(stored: &[Value], native: impl Iterator<Item = &'a Value>, told: &[&str]) {
    let native: Vec<&Value> = native.collect();
    assert_eq!(stored.len(), native.len());
    for (stored, native) in stored.iter().zip(native) {
        for name in told {
            assert_eq!(
                plain(&stored[name]),
                plain(&native[name]),
                "{name} of {native}"
            );
        }
    }
}

/// Without what only the browser's form of a record has, or lacks: numbers are numbers there.
fn plain(value: &Value) -> Value {
    match value {
        Value::Number(number) => json!(number.as_f64()),
        Value::Array(values) => values.iter().map(plain).collect(),
        Value::Object(members) => members
            .iter()
            .map(|(name, value)| (name.clone(), plain(value)))
            .collect(),
        other => other.clone(),
    }
}

fn events_of(entry: &Value) -> usize {
    entry["events"].as_array().map_or(0, Vec::len)
}

/// What a journal entry tells of; nothing for a commit. A note is stored as JSON text.
fn note_kind(entry: &Value) -> String {
    let note = entry["note"].as_str().unwrap_or("{}");
    let note: Value = serde_json::from_str(note).unwrap_or_default();
    note["kind"].as_str().unwrap_or_default().to_owned()
}
