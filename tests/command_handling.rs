//! What the command handler does beyond deciding: snapshots, lost races, refusals, commands sent twice.

#[path = "support/playing.rs"]
mod playing;
#[path = "support/sneaking_store.rs"]
mod sneaking_store;

use foldline::engine::cache::Cache;
use foldline::engine::command_handler::{
    CommandHandler, CommandRequest, Handled, MOST_ATTEMPTS, Outcome,
};
use foldline::engine::event::EventData;
use foldline::engine::event_store::HistoryEntry;
use foldline::engine::journal::JournalNote;
use foldline::engine::names::{Actor, BranchId, EventType, Fingerprint, StreamName};
use foldline::engine::snapshot::{Snapshot, SnapshotEvery};
use foldline::engine::stream_state::StreamState;
use foldline::engine::trace::{LoadSource, TraceEntry};
use foldline::engine::value::{Payload, Value};
use foldline::engine::version::{ExpectedVersion, StreamVersion};
use foldline::samples;
use playing::{Playing, ready};
use sneaking_store::SneakingStore;
use std::cell::Cell;
use std::rc::Rc;

const CONFERENCE: &str = "rustconf-lisbon";

fn playing() -> Playing {
    Playing::new(samples::conference(), SnapshotEvery(10))
}

fn stream() -> StreamName {
    StreamName::new("SeatsAvailability", CONFERENCE)
}

fn add_seats(playing: &Playing, quantity: i64, expected: ExpectedVersion) -> CommandRequest {
    let payload = Value::map([
        ("conference", CONFERENCE.into()),
        ("seatType", "General admission".into()),
        ("quantity", quantity.into()),
    ]);
    playing.request(
        &Actor::new("Operator", "Otto"),
        "AddSeats",
        &payload,
        expected,
    )
}

fn reserve_ten(playing: &Playing, expected: ExpectedVersion) -> CommandRequest {
    let payload = Value::map([
        ("conference", CONFERENCE.into()),
        ("reservation", "r-1".into()),
        ("seats", Value::map([("General admission", Value::Int(10))])),
    ]);
    playing.request(
        &Actor::new("Operator", "Ada"),
        "MakeSeatReservation",
        &payload,
        expected,
    )
}

fn add_one_seat(playing: &Playing) -> Handled {
    playing.handle(&add_seats(playing, 1, ExpectedVersion::Any))
}

fn loaded(handled: &Handled) -> Vec<&LoadSource> {
    let entries = handled.trace.entries.iter();
    entries
        .filter_map(|entry| match entry {
            TraceEntry::Loaded { source, .. } => Some(source),
            _ => None,
        })
        .collect()
}

fn from_store(snapshot: Option<u64>, events: usize) -> LoadSource {
    let snapshot = snapshot.map(StreamVersion::new);
    LoadSource::Store { snapshot, events }
}

fn keep(playing: &Playing, snapshot: Snapshot) {
    let branch = BranchId::main();
    ready(playing.store.keep_snapshot(&branch, snapshot));
}

#[test]
fn a_forgotten_state_is_loaded_from_the_snapshot_and_the_events_after_it() {
    let playing = playing();
    for _ in 0..9 {
        add_one_seat(&playing);
    }
    playing.handler.forget_states();
    assert_eq!(loaded(&add_one_seat(&playing)), [&from_store(None, 9)]);
    let in_memory = LoadSource::Memory {
        version: StreamVersion::new(10),
        events: 0,
    };
    assert_eq!(loaded(&add_one_seat(&playing)), [&in_memory]);
    add_one_seat(&playing);
    playing.handler.forget_states();
    let handled = add_one_seat(&playing);
    assert_eq!(loaded(&handled), [&from_store(Some(10), 2)]);
    let replayed = TraceEntry::Replayed {
        attempt: 1,
        version: StreamVersion::new(12),
    };
    assert!(handled.trace.entries.contains(&replayed));
}

#[test]
fn a_snapshot_of_other_rules_or_one_that_cannot_be_read_is_passed_over() {
    let playing = playing();
    for _ in 0..12 {
        add_one_seat(&playing);
    }
    let ours = playing.model.fingerprint().clone();
    let snapshot = |model: &Fingerprint, state: &str| Snapshot {
        stream: stream(),
        version: StreamVersion::new(12),
        model: model.clone(),
        state: Payload::stored(state),
    };
    let foreign = snapshot(
        &Fingerprint::new("other rules"),
        r#"{"remaining":{},"pending":{}}"#,
    );
    let unreadable = snapshot(&ours, r#"{"left":{}}"#);
    for passed_over in [foreign, unreadable] {
        assert!(StreamState::from_snapshot(&*playing.model, &passed_over).is_none());
        keep(&playing, passed_over);
        playing.handler.forget_states();
        let handled = add_one_seat(&playing);
        let events = usize::try_from(version(&handled).count()).expect("few") - 1;
        assert_eq!(loaded(&handled), [&from_store(None, events)]);
    }
}

fn version(handled: &Handled) -> StreamVersion {
    match &handled.outcome {
        Outcome::Accepted(commit) => commit.version(),
        other => panic!("not accepted: {other:?}"),
    }
}

/// Whoever is faster takes four seats away.
fn sneaking(playing: &Playing, sneaks: u32) -> SneakingStore<'_> {
    let taken = Value::map([("seats", Value::map([("General admission", Value::Int(-4))]))]);
    SneakingStore {
        inner: &playing.store,
        event: EventData {
            event_type: EventType::new("AvailableSeatsChanged"),
            schema_version: 1,
            payload: Payload::of(&taken),
        },
        sneaks: Cell::new(sneaks),
    }
}

fn handle_in(store: &SneakingStore<'_>, playing: &Playing, request: &CommandRequest) -> Handled {
    ready(playing.handler.handle(store, &playing.environment, request))
}

/// For each lost race in the journal: whether the command was decided again.
fn lost_races(playing: &Playing) -> Vec<bool> {
    let history = playing.history();
    let notes = history.iter().filter_map(|entry| match entry {
        HistoryEntry::Journal(entry) => Some(&entry.note),
        HistoryEntry::Commit(_) => None,
    });
    notes
        .filter_map(|note| match note {
            JournalNote::LostRace { retried, .. } => Some(*retried),
            _ => None,
        })
        .collect()
}

#[test]
fn a_lost_race_is_decided_again_on_what_won() {
    let playing = playing();
    playing.handle(&add_seats(&playing, 10, ExpectedVersion::Any));
    let request = reserve_ten(&playing, ExpectedVersion::Any);
    let handled = handle_in(&sneaking(&playing, 2), &playing, &request);
    let Outcome::Accepted(commit) = &handled.outcome else {
        panic!("not accepted: {:?}", handled.outcome);
    };
    let expected = r#"{"availableSeatsChanged":{"General admission":-2},"reservation":"r-1","reservationDetails":{"General admission":2}}"#;
    assert_eq!(commit.data.events[0].payload.as_str(), expected);
    assert_eq!(loaded(&handled).len(), 3);
    assert_eq!(lost_races(&playing), [true, true]);
    assert_eq!(handled.notes.len(), 2);
}

#[test]
fn who_loses_too_often_is_told() {
    let playing = playing();
    playing.handle(&add_seats(&playing, 100, ExpectedVersion::Any));
    let request = reserve_ten(&playing, ExpectedVersion::Any);
    let handled = handle_in(&sneaking(&playing, MOST_ATTEMPTS), &playing, &request);
    assert!(matches!(handled.outcome, Outcome::Conflicted(_)));
    assert_eq!(lost_races(&playing), [true, true, true, true, false]);
    // Sent once more, with nobody faster, it succeeds.
    let again = handle_in(&sneaking(&playing, 0), &playing, &request);
    assert!(matches!(again.outcome, Outcome::Accepted(_)));
}

#[test]
fn a_belief_that_may_still_come_true_appends_nothing() {
    // Somebody's append would make the belief true just before one's own, which was decided on the empty stream.
    let playing = playing();
    let request = add_seats(&playing, 5, ExpectedVersion::StreamExists);
    let handled = handle_in(&sneaking(&playing, 1), &playing, &request);
    assert!(matches!(handled.outcome, Outcome::Conflicted(_)));
    assert_eq!(playing.events(), []);
}

#[test]
fn who_sends_after_somebody_else_has_lost_no_race() {
    let playing = playing();
    add_one_seat(&playing);
    // Another tab, with a handler of its own, in the meantime.
    let other = CommandHandler::new(Rc::clone(&playing.model), SnapshotEvery::default());
    let request = add_seats(&playing, 5, ExpectedVersion::Any);
    ready(other.handle(&playing.store, &playing.environment, &request));
    let handled = add_one_seat(&playing);
    assert!(matches!(handled.outcome, Outcome::Accepted(_)));
    assert_eq!(lost_races(&playing), Vec::<bool>::new());
}

#[test]
fn who_expects_a_version_is_told_at_once() {
    let playing = playing();
    playing.handle(&add_seats(&playing, 10, ExpectedVersion::NoStream));
    let exact = ExpectedVersion::Exact(StreamVersion::new(1));
    let request = reserve_ten(&playing, exact);
    let handled = handle_in(&sneaking(&playing, 1), &playing, &request);
    let Outcome::Conflicted(conflict) = &handled.outcome else {
        panic!("no conflict: {:?}", handled.outcome);
    };
    assert_eq!(
        (conflict.expected, conflict.actual),
        (exact, StreamVersion::new(2))
    );
    assert_eq!(conflict.winners.len(), 1);
    assert_eq!(lost_races(&playing), [false]);
    assert_eq!(playing.events().len(), 2);
    // The state in memory was the old one: it is read anew, so the next command races with nobody.
    let handled = playing.handle(&reserve_ten(&playing, ExpectedVersion::Any));
    let Outcome::Accepted(commit) = &handled.outcome else {
        panic!("not accepted: {:?}", handled.outcome);
    };
    assert!(
        commit.data.events[0]
            .payload
            .as_str()
            .contains(r#""reservationDetails":{"General admission":6}"#)
    );
    assert_eq!(lost_races(&playing), [false]);
}

#[test]
fn a_command_sent_twice_takes_effect_once() {
    let playing = playing();
    let request = add_seats(&playing, 10, ExpectedVersion::Any);
    let first = playing.handle(&request);
    playing.handler.forget_states();
    let second = playing.handle(&request);
    match (first.outcome, second.outcome) {
        (Outcome::Accepted(first), Outcome::Repeated(second)) => assert_eq!(first, second),
        other => panic!("not accepted and repeated: {other:?}"),
    }
    assert_eq!(playing.events().len(), 1);
}

#[test]
fn a_refused_command_leaves_the_log_alone_and_is_decided_again_later() {
    let playing = playing();
    let request = reserve_ten(&playing, ExpectedVersion::Any);
    let refused = playing.handle(&request);
    assert!(matches!(refused.outcome, Outcome::Refused(_)));
    assert_eq!((playing.events().len(), refused.notes.len()), (0, 1));
    playing.handle(&add_seats(&playing, 10, ExpectedVersion::Any));
    assert!(matches!(
        playing.handle(&request).outcome,
        Outcome::Accepted(_)
    ));
}
