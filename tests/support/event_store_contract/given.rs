//! What the cases are made from: decisions to append, and short ways to ask a store.

use foldline::engine::commit::{Command, Commit, CommitData, LookedUpFact, Visibility};
use foldline::engine::environment::DecisionEnvironment;
use foldline::engine::event::{EventData, RecordedEvent};
use foldline::engine::event_store::{Appended, Conflict, EventStore, HistoryEntry};
use foldline::engine::journal::{JournalEntry, JournalNote};
use foldline::engine::names::{Actor, BranchId, StreamName};
use foldline::engine::position::{ContextPosition, GlobalPosition, Moment};
use foldline::engine::time::{Clock, Timestamp};
use foldline::engine::value::{Payload, Value};
use foldline::engine::version::{ExpectedVersion, StreamVersion};
use std::rc::Rc;

/// The time of every decision that does not say otherwise.
pub(crate) const NOON: Timestamp = Timestamp::from_millis(1_773_489_600_000);

/// A limit that no case reaches.
pub(crate) const ALL: usize = 1_000_000;

/// The branch that the cases use where they need only one.
pub(crate) fn main() -> BranchId {
    BranchId::main()
}

/// The stream `Seats/{id}`.
pub(crate) fn seats(id: &str) -> StreamName {
    StreamName::new("Seats", id)
}

/// A payload that tells events apart.
pub(crate) fn numbered(n: usize) -> Payload {
    Payload::of(&Value::map([("n", Value::Int(n as i64))]))
}

/// The decision to record `events` events on `Seats/{stream}`, made for the command `command`.
pub(crate) fn decision(command: &str, stream: &str, events: usize) -> CommitData {
    let event = |n| EventData {
        event_type: "SeatsAdded".into(),
        schema_version: 1,
        payload: numbered(n),
    };
    CommitData {
        branch: main(),
        context: "registration".into(),
        stream: seats(stream),
        visibility: Visibility::Public,
        command: Command {
            id: command.into(),
            command_type: "AddSeats".into(),
            payload: numbered(events),
            actor: Actor::new("Organizer", "Olga"),
            not_after: None,
        },
        correlation: command.into(),
        causation: None,
        environment: DecisionEnvironment::new(NOON, Clock::ByHand, command),
        facts: Vec::new(),
        model: "rules-1".into(),
        events: (1..=events).map(event).collect(),
    }
}

/// A decision in which everything that may be absent is there.
pub(crate) fn full_decision() -> CommitData {
    let mut data = decision("full", "a", 2);
    data.command.not_after = Some(NOON.plus_millis(60_000));
    data.causation = Some("cause.0".to_owned());
    data.environment.clock = Clock::Real;
    data.events[1].schema_version = 7;
    data.facts = vec![
        LookedUpFact {
            read_model: "Availability".into(),
            key: "a".to_owned(),
            row: Some(numbered(3)),
            as_of: GlobalPosition::new(5),
        },
        LookedUpFact {
            read_model: "Availability".into(),
            key: String::new(),
            row: None,
            as_of: GlobalPosition::START,
        },
    ];
    data
}

/// Appends, whatever the version of the stream.
pub(crate) async fn append(store: &impl EventStore, data: CommitData) -> Rc<Commit> {
    committed(try_append(store, data, ExpectedVersion::Any).await)
}

/// Appends and gives the answer.
pub(crate) async fn try_append(
    store: &impl EventStore,
    data: CommitData,
    expected: ExpectedVersion,
) -> Appended {
    let answer = store.append(data, expected).await;
    answer.expect("the store can append")
}

/// The commit that an append made.
pub(crate) fn committed(answer: Appended) -> Rc<Commit> {
    match answer {
        Appended::Committed(commit) => commit,
        other => panic!("not committed: {other:?}"),
    }
}

/// The race that an append lost.
pub(crate) fn conflict(answer: Appended) -> Conflict {
    match answer {
        Appended::Conflict(conflict) => conflict,
        other => panic!("no conflict: {other:?}"),
    }
}

/// The commit that an append had made before.
pub(crate) fn repeated(answer: Appended) -> Rc<Commit> {
    match answer {
        Appended::Repeated(commit) => commit,
        other => panic!("not repeated: {other:?}"),
    }
}

/// Notes that a model was applied.
pub(crate) async fn note(store: &impl EventStore, name: &str) -> Rc<JournalEntry> {
    let applied = JournalNote::ModelApplied {
        name: name.to_owned(),
        model: "rules-1".into(),
        text: Some(format!("model \"{name}\"\n")),
    };
    let entry = store.note(&main(), (NOON, Clock::ByHand), applied).await;
    entry.expect("the store can note")
}

/// All events of `Seats/{id}`.
pub(crate) async fn stream(store: &impl EventStore, id: &str) -> Vec<RecordedEvent> {
    stream_after(store, id, 0).await
}

/// The events of `Seats/{id}` after a version.
pub(crate) async fn stream_after(
    store: &impl EventStore,
    id: &str,
    after: u64,
) -> Vec<RecordedEvent> {
    let after = StreamVersion::new(after);
    let events = store.read_stream(&main(), &seats(id), after).await;
    events.expect("the store can read a stream")
}

/// All events of any stream on any branch.
pub(crate) async fn stream_on(
    store: &impl EventStore,
    branch: &BranchId,
    name: &StreamName,
) -> Vec<RecordedEvent> {
    let events = store.read_stream(branch, name, StreamVersion::NONE).await;
    events.expect("the store can read a stream")
}

/// All events of any context.
pub(crate) async fn context(store: &impl EventStore, name: &str) -> Vec<RecordedEvent> {
    let (branch, name) = (main(), name.into());
    let events = store.read_context(&branch, &name, ContextPosition::START, ALL);
    events.await.expect("the store can read a context")
}

/// The commit that accepted a command.
pub(crate) async fn find(store: &impl EventStore, command: &str) -> Option<Rc<Commit>> {
    let found = store.find_command(&main(), &command.into()).await;
    found.expect("the store can look a command up")
}

/// The events of the context `registration` after a position.
pub(crate) async fn context_after(
    store: &impl EventStore,
    after: u64,
    limit: usize,
) -> Vec<RecordedEvent> {
    let after = ContextPosition::new(after);
    let (branch, name) = (main(), "registration".into());
    let events = store.read_context(&branch, &name, after, limit);
    events.await.expect("the store can read a context")
}

/// Everything in the history of the branch that the cases use.
pub(crate) async fn history(store: &impl EventStore) -> Vec<HistoryEntry> {
    history_after(store, Moment::START, ALL).await
}

/// The history after a moment.
pub(crate) async fn history_after(
    store: &impl EventStore,
    after: Moment,
    limit: usize,
) -> Vec<HistoryEntry> {
    let entries = store.read_history(&main(), after, limit).await;
    entries.expect("the store can read its history")
}

/// The moments of `entries`, as `position+index`.
pub(crate) fn moments(entries: &[HistoryEntry]) -> Vec<String> {
    entries.iter().map(|e| e.moment().to_string()).collect()
}

/// The ids of `events`.
pub(crate) fn ids(events: &[RecordedEvent]) -> Vec<String> {
    events.iter().map(RecordedEvent::id).collect()
}
