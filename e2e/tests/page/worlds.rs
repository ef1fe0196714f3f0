//! What the page shows at a position, beside what is computed natively for it.

use e2e::json::{list, members, number, text};
use e2e::{Outcome, Page, native};
use foldline::app::plain::{inline, readable_fields};
use foldline::engine::value::Value as Plain;
use foldline::samples;
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// The stop of the slider at a position, among the ends of commits and the journal's entries.
pub(crate) fn stop_of(history: &[Value], position: u64) -> u64 {
    let stop = history.iter().position(|entry| {
        entry["events"].is_array() && number(&entry["position"]) == position && entry["index"] == 0
    });
    stop.map_or(0, |stop| stop as u64 + 1)
}

/// Every stream's state and every read model's rows are those of the position, and there are no others.
pub(crate) async fn assert_world(page: &Page, history: &[Value], position: u64) -> Outcome {
    let native = native::world(position)?;
    let shown = page.run("return states();", json!([])).await?;
    let streams: BTreeSet<&String> = members(&shown).keys().collect();
    assert_eq!(
        streams,
        members(&native["states"]).keys().collect(),
        "streams at {position}"
    );
    for (stream, state) in members(&shown) {
        let version = version_of(history, stream, position);
        assert_eq!(
            number(&state["version"]),
            version,
            "version of {stream} at {position}"
        );
        let expected = tree(&readable_state(stream, &native["states"][stream])?);
        assert_eq!(
            shown_tree(list(&state["rows"])),
            expected,
            "{stream} at {position}"
        );
    }
    let shown = page.run("return readModels();", json!([])).await?;
    let known = samples::conference();
    for read_model in &known.schema().read_models {
        let name = read_model.name.as_str();
        let rows = list(&native["readModels"][name]);
        assert_eq!(
            number(&shown[name]["total"]),
            rows.len() as u64,
            "{name} at {position}"
        );
        let row = |row: &Value| {
            let columns = read_model.columns.iter();
            let cells = columns.map(|column| words(&row["row"][&column.name]));
            json!({ "key": row["key"], "cells": cells.collect::<Vec<_>>() })
        };
        let expected: Vec<Value> = rows.iter().map(row).collect();
        assert_eq!(list(&shown[name]["rows"]), expected, "{name} at {position}");
    }
    Ok(())
}

fn version_of(history: &[Value], stream: &str, position: u64) -> u64 {
    let commits = history.iter().filter(|entry| {
        entry["events"].is_array()
            && entry["stream"] == stream
            && number(&entry["position"]) <= position
    });
    commits
        .map(|commit| list(&commit["events"]).len() as u64)
        .sum()
}

/// A state with its times as people read them.
fn readable_state(stream: &str, state: &Value) -> Outcome<Value> {
    let category = stream.split('/').next().unwrap_or_default();
    let state = Plain::from_json(&state.to_string())?;
    let readable = readable_fields(samples::conference().schema().state(category), &state);
    Ok(serde_json::from_str(&readable.to_json())?)
}

/// Depth, name and value of each row.
type Rows = Vec<(u64, String, String)>;

/// The rows that the page shows of a state, without what the last event removed from it.
fn shown_tree(rows: &[Value]) -> Rows {
    let kept: Vec<&Value> = rows
        .iter()
        .filter(|row| row["change"] != "removed")
        .collect();
    let mut found = Rows::new();
    for (place, row) in kept.iter().enumerate() {
        let depth = number(&row["depth"]);
        let next = kept.get(place + 1).map_or(0, |next| number(&next["depth"]));
        let emptied = text(&row["value"]).is_empty() && next <= depth;
        let value = if emptied { "none" } else { text(&row["value"]) };
        found.push((depth, text(&row["name"]).to_owned(), value.to_owned()));
    }
    found
}

/// The rows of a state that was computed natively.
fn tree(state: &Value) -> Rows {
    let mut found = Rows::new();
    grow(state, 0, &mut found);
    found
}

fn grow(state: &Value, depth: u64, found: &mut Rows) {
    for (name, value) in members(state) {
        let branch = value.as_object().is_some_and(|members| !members.is_empty());
        let shown = if branch { String::new() } else { words(value) };
        found.push((depth, name.clone(), shown));
        if branch {
            grow(value, depth + 1, found);
        }
    }
}

/// A value as it is written for people.
fn words(value: &Value) -> String {
    Plain::from_json(&value.to_string())
        .map_or_else(|error| error.to_string(), |value| inline(&value))
}
