//! The journal: what is part of the story but no event.

use super::given::*;
use foldline::engine::event_store::{EventStore, HistoryEntry, StoreError};
use foldline::engine::journal::{FieldProblem, JournalNote, Refusal, RefusalStage};
use foldline::engine::names::BranchId;
use foldline::engine::position::Moment;
use foldline::engine::time::{Clock, Timestamp};
use foldline::engine::value::Payload;
use foldline::engine::version::{ExpectedVersion, StreamVersion};

fn refused() -> JournalNote {
    JournalNote::Refused {
        command: full_decision().command,
        stream: Some(seats("a")),
        refusal: Refusal {
            stage: RefusalStage::Validation,
            code: "NOT_VALID".to_owned(),
            reason: "“quantity” must be at least 1".to_owned(),
            fields: vec![FieldProblem {
                field: "quantity".to_owned(),
                problem: "it must be at least 1".to_owned(),
            }],
        },
    }
}

fn lost_race() -> JournalNote {
    JournalNote::LostRace {
        command: decision("c1", "a", 0).command,
        stream: seats("a"),
        expected: ExpectedVersion::Exact(StreamVersion::new(3)),
        actual: StreamVersion::new(4),
        winners: vec!["c0.0".to_owned()],
        retried: true,
    }
}

fn of_a_later_version() -> JournalNote {
    JournalNote::Unknown {
        stored: Payload::stored(r#"{"kind":"clockMoved","by":9007199254740993}"#),
    }
}

pub(crate) async fn the_journal_keeps_every_kind_of_note(store: impl EventStore) {
    let notes = [refused(), lost_race(), of_a_later_version()];
    for note in &notes {
        let noted = store.note(&main(), (NOON, Clock::Real), note.clone()).await;
        let noted = noted.expect("the store can note");
        assert_eq!((&noted.note, noted.clock), (note, Clock::Real));
        let read = history_after(&store, before(noted.moment), 1).await;
        assert_eq!(read, [HistoryEntry::Journal(noted)]);
    }
    assert_eq!(moments(&history(&store).await), ["0+1", "0+2", "0+3"]);
}

pub(crate) async fn notes_and_decisions_without_events_are_anchored_and_numbered(
    store: impl EventStore,
) {
    append(&store, decision("nothing", "a", 0)).await;
    note(&store, "one").await;
    append(&store, decision("c1", "a", 2)).await;
    note(&store, "two").await;
    let eventless = append(&store, decision("again nothing", "a", 0)).await;
    append(&store, decision("still nothing", "b", 0)).await;
    append(&store, decision("c2", "b", 1)).await;

    let entries = history(&store).await;
    assert_eq!(
        moments(&entries),
        ["0+1", "0+2", "2", "2+1", "2+2", "2+3", "3"]
    );
    assert_eq!(entries[4].commit(), Some(&eventless));
    assert_eq!(eventless.version(), StreamVersion::new(2));
}

pub(crate) async fn a_note_takes_its_time_like_a_commit(store: impl EventStore) {
    append(&store, decision("c1", "a", 1)).await;
    let at = |now: Timestamp| (now, Clock::ByHand);
    let branch = main();
    let early = store.note(&branch, at(NOON.plus_millis(-1)), lost_race());
    assert_eq!(early.await.expect("noted").recorded_at, NOON);
    let late = NOON.plus_millis(9);
    let noted = store.note(&branch, at(late), lost_race()).await;
    assert_eq!(noted.expect("noted").recorded_at, late);
    let next = append(&store, decision("c2", "a", 1)).await;
    assert_eq!(next.recorded_at, late);
}

pub(crate) async fn a_note_at_a_time_out_of_range_leaves_nothing_behind(store: impl EventStore) {
    let never = (Timestamp::from_millis(i64::MAX), Clock::ByHand);
    let answer = store.note(&main(), never, lost_race()).await;
    assert!(
        matches!(answer, Err(StoreError::Malformed(_))),
        "{answer:?}"
    );
    assert!(history(&store).await.is_empty());
}

pub(crate) async fn a_note_changes_no_stream_and_no_context(store: impl EventStore) {
    let first = append(&store, decision("c1", "a", 1)).await;
    note(&store, "a note").await;
    let other = BranchId::new("other");
    let noted = store.note(&other, (NOON, Clock::ByHand), refused()).await;
    assert_eq!(noted.expect("noted").moment, Moment::START.next_anchor());
    let next = append(&store, decision("c2", "a", 1)).await;
    assert_eq!(next.base.version, first.version());
    assert_eq!(next.base.position, first.moment.position);
    assert_eq!(positions_of(&store).await, [1, 2]);
}

async fn positions_of(store: &impl EventStore) -> Vec<u64> {
    let events = context_after(store, 0, ALL).await;
    let positions = events.iter().map(|e| e.context_position().number());
    positions.collect()
}

/// The place before an anchored one.
fn before(moment: Moment) -> Moment {
    Moment {
        index: moment.index - 1,
        ..moment
    }
}
