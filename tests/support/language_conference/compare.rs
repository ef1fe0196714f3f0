//! What is compared: histories entry by entry, states and rows by name, and what the models say of themselves.

use super::town::Town;
use foldline::engine::commit::{Commit, Visibility};
use foldline::engine::event_store::HistoryEntry;
use foldline::engine::journal::{JournalEntry, JournalNote};
use foldline::engine::names::{Fingerprint, ReadModelName, StreamName};
use foldline::engine::schema::{Field, Schema};
use foldline::engine::value::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::{Debug, Write};

/// What happened in two towns since an entry is the same. Answers how many entries there are.
#[track_caller]
pub(crate) fn assert_same_histories(towns: &[Town; 2], from: usize, place: &str) -> usize {
    let news = towns.each_ref().map(|town| {
        town.look(0, |bench| {
            let entries = bench.log.entries();
            entries.get(from..).unwrap_or_default().to_vec()
        })
    });
    for (one, other) in news[0].iter().zip(&news[1]) {
        assert_same_entry(one, other, place);
    }
    let more = news.each_ref().map(|news| news.len());
    let shorter = more[0].min(more[1]);
    assert_eq!(
        more[0],
        more[1],
        "{place}: more happened: {:#?}",
        [&news[0][shorter..], &news[1][shorter..]]
    );
    from + more[0]
}

/// An entry is the same in all parts, but for the rules that made it.
#[track_caller]
pub(crate) fn assert_same_entry(one: &HistoryEntry, other: &HistoryEntry, place: &str) {
    match (one, other) {
        (HistoryEntry::Commit(one), HistoryEntry::Commit(other)) => {
            let (one, other) = (without_rules(one), without_rules(other));
            assert_same(&one, &other, place);
        }
        (HistoryEntry::Journal(one), HistoryEntry::Journal(other)) => {
            assert_same(&rules_noted(one), &rules_noted(other), place);
        }
        _ => panic!("{place}: {one:#?} and {other:#?}"),
    }
}

#[track_caller]
fn assert_same<T: PartialEq + Debug>(one: &T, other: &T, place: &str) {
    if one != other {
        let (one, other) = (format!("{one:#?}"), format!("{other:#?}"));
        panic!(
            "{place}:\n{}\nRust: {one}\ntext: {other}",
            differing(&one, &other)
        );
    }
}

/// The lines that differ.
fn differing(one: &str, other: &str) -> String {
    let mut lines = String::new();
    for (one, other) in one.lines().zip(other.lines()) {
        if one != other {
            lines += &format!("- {one}\n+ {other}\n");
        }
    }
    lines
}

fn without_rules(commit: &Commit) -> Commit {
    let mut commit = commit.clone();
    commit.data.model = Fingerprint::new("the same");
    commit
}

fn rules_noted(entry: &JournalEntry) -> JournalEntry {
    let mut entry = entry.clone();
    if let JournalNote::ModelApplied { model, .. } = &mut entry.note {
        *model = Fingerprint::new("the same");
    }
    entry
}

/// The public events of a history as bytes: place, stream, version, type and payload.
pub(crate) fn public_bytes(history: &[HistoryEntry], bytes: &mut Vec<u8>) {
    let mut lines = String::new();
    let commits = history.iter().filter_map(HistoryEntry::commit);
    for commit in commits.filter(|commit| commit.data.visibility == Visibility::Public) {
        let (stream, version) = (&commit.data.stream, commit.version());
        for event in &commit.data.events {
            let (what, shape) = (&event.event_type, event.schema_version);
            let payload = event.payload.as_str();
            // Writing to a String can't fail.
            let _ = writeln!(
                lines,
                "{} {stream} {version:?} {what} {shape} {payload}",
                commit.moment
            );
        }
    }
    bytes.extend(lines.into_bytes());
}

/// The states, processes, rows, sentences and broken invariants of two towns are the same as far as both have them.
#[track_caller]
pub(crate) fn assert_same_towns(towns: &[Town; 2], place: &str) {
    let read_models = &towns[0].model.schema().read_models;
    for read_model in read_models {
        let rows = towns.each_ref().map(|town| rows(town, &read_model.name));
        let shared = shared(towns, &read_model.name);
        let [one, other] = rows.map(|rows| only(rows, &shared));
        let place = format!("{place}, rows of {}", read_model.name);
        assert_same(&one, &other, &place);
    }
    let [one, other] = towns.each_ref().map(states);
    let keys = |states: &[(StreamName, Value)]| -> Vec<StreamName> {
        states.iter().map(|(stream, _)| stream.clone()).collect()
    };
    assert_same(&keys(&one), &keys(&other), &format!("{place}, streams"));
    for ((stream, one), (_, other)) in one.iter().zip(&other) {
        let (one, other) = in_common(stream, one, other);
        assert_same(&one, &other, &format!("{place}, state of {stream}"));
    }
    let [one, other] = towns.each_ref().map(broken);
    assert_same(&one, &other, &format!("{place}, broken invariants"));
}

/// The invariants that do not hold, by what they say: one model names orders where the other names payments.
fn broken(town: &Town) -> BTreeSet<String> {
    let known = &town.model.schema().invariants;
    let broken = town.look(0, |bench| {
        let timeline = &bench.timeline;
        timeline.history().broken_invariants(timeline.live())
    });
    let titles = broken.iter().map(|broken| {
        let found = known.iter().find(|known| known.name == broken.name);
        found.expect("a known invariant").title.clone()
    });
    titles.collect()
}

fn rows(town: &Town, read_model: &ReadModelName) -> Vec<(String, Value)> {
    town.look(0, |bench| {
        let timeline = &bench.timeline;
        let rows = timeline
            .history()
            .rows(timeline.live(), read_model, 0..usize::MAX);
        assert_eq!(rows.total, rows.rows.len());
        rows.rows
    })
}

/// The columns that both models have.
fn shared(towns: &[Town; 2], read_model: &ReadModelName) -> BTreeSet<String> {
    let [one, other] = towns.each_ref().map(|town| {
        let found = town.model.schema().read_model(read_model);
        names(&found.expect("it is in both models").columns)
    });
    &one & &other
}

fn names(fields: &[Field]) -> BTreeSet<String> {
    fields.iter().map(|field| field.name.clone()).collect()
}

/// Rows with these columns only.
fn only(rows: Vec<(String, Value)>, shared: &BTreeSet<String>) -> Vec<(String, Value)> {
    let rows = rows.into_iter().map(|(key, row)| match row {
        Value::Map(mut columns) => {
            columns.retain(|name, _| shared.contains(name));
            (key, Value::Map(columns))
        }
        other => (key, other),
    });
    rows.collect()
}

fn states(town: &Town) -> Vec<(StreamName, Value)> {
    town.look(0, |bench| {
        let (history, world) = (bench.timeline.history(), bench.timeline.live());
        let streams = history.streams(world).into_iter();
        let states = streams.map(|stream| {
            let state = history.state(world, &stream).unwrap_or_default();
            (stream, state)
        });
        states.collect()
    })
}

/// The fields that both states have under one name. The text says flatly what the process in Rust keeps in records.
fn in_common(stream: &StreamName, one: &Value, other: &Value) -> (Value, Value) {
    let (Value::Map(one), Value::Map(other)) = (one, other) else {
        return (one.clone(), other.clone());
    };
    let mut one = match &*stream.category {
        "RegistrationProcess" => flat(one),
        _ => one.clone(),
    };
    let mut other = other.clone();
    one.retain(|name, _| other.contains_key(name));
    other.retain(|name, _| one.contains_key(name));
    (Value::Map(one), Value::Map(other))
}

/// The state of a registration process in the words of the text. The amount is of no meaning without its payment.
fn flat(state: &BTreeMap<String, Value>) -> BTreeMap<String, Value> {
    let mut flat = state.clone();
    let field = |record: &str, name: &str| state.get(record)?.get(name).cloned();
    if let Some(ending) = field("stage", "Completed") {
        let ending = ending.as_text().unwrap_or_default();
        flat.insert("stage".to_owned(), format!("Completed{ending}").into());
    }
    let placed = |name: &str, none: Value| field("placed", name).unwrap_or(none);
    let expiration = placed("reservationAutoExpiration", Value::Int(0));
    flat.insert("conference".to_owned(), placed("conference", "".into()));
    flat.insert("expiration".to_owned(), expiration);
    let asked = state.get("reservation").cloned().unwrap_or_default();
    flat.insert("asked".to_owned(), asked);
    let payment = field("payment", "payment").unwrap_or_default();
    flat.insert("payment".to_owned(), payment);
    flat.extend(field("payment", "amount").map(|amount| ("amount".to_owned(), amount)));
    flat
}

/// What two models say of themselves differently: commands, events, read models and processes, with their fields.
pub(crate) fn schemas(one: &Schema, other: &Schema) -> Vec<String> {
    let [one, other] = [one, other].map(lines);
    let missing = one.difference(&other).map(|line| format!("Rust: {line}"));
    let more = other.difference(&one).map(|line| format!("text: {line}"));
    missing.chain(more).collect()
}

fn lines(schema: &Schema) -> BTreeSet<String> {
    let mut lines = BTreeSet::new();
    for (context, aggregate) in schema.aggregates() {
        let category = &aggregate.category;
        for command in &aggregate.commands {
            let (what, key, roles) = (&command.command_type, &command.key, &command.roles);
            let reads = &command.reads;
            lines.insert(format!(
                "{} {category} {what} {key} {roles:?} {reads:?}",
                context.name
            ));
            lines.extend(fields(what.as_str(), &command.fields));
        }
        for event in &aggregate.events {
            let (what, version) = (&event.event_type, event.version);
            lines.insert(format!("{} {category} {what} {version}", context.name));
            lines.extend(fields(what.as_str(), &event.fields));
        }
    }
    for process in &schema.processes {
        let (name, context, reads) = (&process.name, &process.context, &process.reads);
        let (deadlines, kind) = (&process.deadlines, process.is_translation);
        let (events, commands): (BTreeSet<_>, BTreeSet<_>) = (
            process.events.iter().collect(),
            process.commands.iter().collect(),
        );
        lines.insert(format!(
            "{name} {context} {reads:?} {deadlines:?} {kind} {events:?} {commands:?}"
        ));
    }
    for read_model in &schema.read_models {
        // The columns of a text's key come first; those of a Rust model are in any order.
        let columns = names(&read_model.columns);
        lines.insert(format!(
            "{} {} {columns:?}",
            read_model.name, read_model.title
        ));
    }
    lines.extend(
        schema
            .invariants
            .iter()
            .map(|it| format!("{} {}", it.title, it.at_rest)),
    );
    lines.extend(schema.actors.iter().map(|actor| format!("{actor:?}")));
    lines.extend(schema.tasks.iter().map(|task| {
        let (title, summary) = (&task.title, &task.summary);
        format!("{title} {summary} {} {}", task.role, task.command_type)
    }));
    lines
}

fn fields(of: &str, fields: &[Field]) -> Vec<String> {
    let lines = fields
        .iter()
        .map(|field| format!("{of}.{}: {:?}", field.name, field.field_type));
    lines.collect()
}
