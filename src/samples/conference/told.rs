//! Histories of several streams, as the tests of read models and invariants tell them.

use crate::engine::commit::{Base, Command, Commit, CommitData, Visibility};
use crate::engine::environment::DecisionEnvironment;
use crate::engine::event::{EventData, RecordedEvent};
use crate::engine::model::{Decoded, World};
use crate::engine::names::{Actor, BranchId, EventType, StreamName};
use crate::engine::position::{ContextPosition, GlobalPosition, Moment};
use crate::engine::time::{Clock, Timestamp};
use crate::engine::value::{Payload, Value};
use crate::engine::version::StreamVersion;
use crate::samples;
use crate::samples::conference::upcasters::version_today;
use std::collections::BTreeMap;
use std::rc::Rc;

/// Events of a stream: its name, type and payload. Everything is told by Ada, at the beginning of 1970.
pub(super) type Told<'a> = &'a [(&'a str, &'a str, &'a str)];

/// What an order was placed with: two seats at one conference.
pub(super) const PLACED: &str = r#"{"conference":"rustconf-lisbon","seats":{"General admission":2},
    "reservationAutoExpiration":900000,"accessCode":"ABC123"}"#;

/// The rows of a read model once all of it has happened: key, and the columns named.
#[track_caller]
pub(super) fn then_rows(told: Told<'_>, read_model: &str, columns: &[&str], rows: &[(&str, &str)]) {
    let events = recorded(told);
    assert_rows(&events, read_model, columns, rows);
    let twice: Vec<_> = events.iter().flat_map(|e| [e.clone(), e.clone()]).collect();
    assert_rows(&twice, read_model, columns, rows);
}

/// The names of the invariants that do not hold once all of it has happened.
pub(super) fn broken(told: Told<'_>) -> Vec<String> {
    let model = samples::conference();
    let mut history = model.history();
    for event in recorded(told) {
        assert_eq!(history.push(&event), Decoded::Known);
    }
    let mut world: World = history.initial_world();
    assert_eq!(history.fold(&mut world, 0..history.len()), Ok(()));
    let broken = history.broken_invariants(&world).into_iter();
    broken.map(|broken| broken.name).collect()
}

#[track_caller]
fn assert_rows(
    events: &[RecordedEvent],
    read_model: &str,
    columns: &[&str],
    rows: &[(&str, &str)],
) {
    let model = samples::conference();
    let mut history = model.history();
    for event in events {
        assert_eq!(history.push(event), Decoded::Known);
    }
    let mut world: World = history.initial_world();
    assert_eq!(history.fold(&mut world, 0..history.len()), Ok(()));
    let found = history.rows(&world, &read_model.into(), 0..usize::MAX).rows;
    let shown = found.iter().map(|(key, row)| {
        assert_eq!(
            history.row(&world, &read_model.into(), key).as_ref(),
            Some(row)
        );
        let column = |name: &&str| {
            let value = row.get(name).cloned();
            ((*name).to_owned(), value.unwrap_or_default())
        };
        (key.clone(), Ok(Value::map(columns.iter().map(column))))
    });
    let expected = rows.iter().map(|(key, row)| {
        let row = Value::from_json(row).map_err(|error| error.to_string());
        ((*key).to_owned(), row)
    });
    assert_eq!(
        shown.collect::<Vec<_>>(),
        expected.collect::<Vec<_>>(),
        "the rows of {read_model}"
    );
}

fn recorded(told: Told<'_>) -> Vec<RecordedEvent> {
    let mut versions: BTreeMap<&str, u64> = BTreeMap::new();
    let numbered = (0..).zip(told);
    let events = numbered.filter_map(|(position, (stream, event_type, payload))| {
        let version = versions.entry(stream).or_default();
        *version += 1;
        let now = Timestamp::default();
        let commit = Commit {
            base: Base {
                version: StreamVersion::new(*version - 1),
                position: GlobalPosition::new(position),
                context_position: ContextPosition::new(position),
            },
            moment: Moment::after(GlobalPosition::new(position + 1)),
            recorded_at: now,
            data: CommitData {
                branch: BranchId::main(),
                context: "told".into(),
                stream: StreamName::parse(stream)?,
                visibility: Visibility::Public,
                command: Command {
                    id: "told".into(),
                    command_type: "Told".into(),
                    payload: Payload::stored("{}"),
                    actor: Actor::new("Attendee", "Ada"),
                    not_after: None,
                },
                correlation: "told".into(),
                causation: None,
                environment: DecisionEnvironment::new(now, Clock::ByHand, "told"),
                facts: Vec::new(),
                model: "told".into(),
                events: vec![EventData {
                    event_type: EventType::new(*event_type),
                    schema_version: version_today(event_type),
                    payload: Payload::stored(payload),
                }],
            },
        };
        RecordedEvent::all_of(&Rc::new(commit)).next()
    });
    events.collect()
}
