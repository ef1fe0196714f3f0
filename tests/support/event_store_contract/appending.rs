//! Appending: the checks, their outcomes, and that they and the write are one.

use super::given::*;
use foldline::engine::commit::{Commit, CommitData};
use foldline::engine::event_store::{EventStore, StoreError};
use foldline::engine::names::BranchId;
use foldline::engine::position::{ContextPosition, GlobalPosition, Moment};
use foldline::engine::time::Timestamp;
use foldline::engine::value::Payload;
use foldline::engine::version::ExpectedVersion::{self, Any, Exact, NoStream, StreamExists};
use foldline::engine::version::StreamVersion;
use std::rc::Rc;

pub(crate) async fn what_is_appended_reads_back_whole(store: impl EventStore) {
    append(&store, decision("c1", "b", 3)).await;
    let commit = append(&store, full_decision()).await;
    assert_eq!(commit.data, full_decision());
    assert_eq!(commit.base.version, StreamVersion::NONE);
    assert_eq!(commit.base.position, GlobalPosition::new(3));
    assert_eq!(commit.base.context_position, ContextPosition::new(3));
    assert_eq!(commit.moment, Moment::after(GlobalPosition::new(5)));
    assert_eq!(commit.recorded_at, NOON);

    let events = stream(&store, "a").await;
    assert_eq!(ids(&events), ["full.0", "full.1"]);
    for event in &events {
        assert_eq!(event.commit(), &commit);
    }
    assert_eq!(events[1].version(), StreamVersion::new(2));
    assert_eq!(events[1].global_position(), GlobalPosition::new(5));
    assert_eq!(events[1].context_position(), ContextPosition::new(5));
    assert_eq!(history(&store).await[1].commit(), Some(&commit));
}

pub(crate) async fn any_version_always_appends(store: impl EventStore) {
    committed(try_append(&store, decision("c1", "a", 1), Any).await);
    committed(try_append(&store, decision("c2", "a", 1), Any).await);
    assert_eq!(ids(&stream(&store, "a").await), ["c1.0", "c2.0"]);
}

pub(crate) async fn no_stream_appends_only_to_a_new_stream(store: impl EventStore) {
    committed(try_append(&store, decision("c1", "a", 1), NoStream).await);
    let lost = conflict(try_append(&store, decision("c2", "a", 1), NoStream).await);
    assert_eq!(lost.actual, StreamVersion::new(1));
    assert_eq!(ids(&lost.winners), ["c1.0"]);
}

pub(crate) async fn stream_exists_appends_only_to_an_old_stream(store: impl EventStore) {
    let lost = conflict(try_append(&store, decision("c1", "a", 1), StreamExists).await);
    assert_eq!(lost.actual, StreamVersion::NONE);
    assert!(lost.winners.is_empty());
    append(&store, decision("c2", "a", 1)).await;
    committed(try_append(&store, decision("c3", "a", 1), StreamExists).await);
}

pub(crate) async fn exact_version_appends_only_to_that_version(store: impl EventStore) {
    let exact = |version| Exact(StreamVersion::new(version));
    committed(try_append(&store, decision("c1", "a", 2), exact(0)).await);
    committed(try_append(&store, decision("c2", "a", 1), exact(2)).await);
    for (id, wrong) in [("c3", 0), ("c4", 2), ("c5", 4)] {
        let lost = conflict(try_append(&store, decision(id, "a", 1), exact(wrong)).await);
        assert_eq!(lost.expected, exact(wrong));
        assert_eq!(lost.actual, StreamVersion::new(3));
    }
    committed(try_append(&store, decision("c6", "a", 1), exact(3)).await);
}

pub(crate) async fn a_conflict_names_the_events_that_won_and_writes_nothing(
    store: impl EventStore,
) {
    append(&store, decision("known", "a", 2)).await;
    append(&store, decision("elsewhere", "b", 1)).await;
    append(&store, decision("won", "a", 3)).await;
    let before = history(&store).await;

    // The loser knew the first event of the second commit: only what came after it has won.
    let known = Exact(StreamVersion::new(3));
    let lost = conflict(try_append(&store, decision("lost", "a", 1), known).await);
    assert_eq!(ids(&lost.winners), ["won.1", "won.2"]);
    assert_eq!(lost.winners, stream_after(&store, "a", 3).await);

    assert_eq!(history(&store).await, before);
    assert_eq!(find(&store, "lost").await, None);
    let next = append(&store, decision("next", "a", 1)).await;
    assert_eq!(next.base.position, GlobalPosition::new(6));
}

pub(crate) async fn a_commit_with_a_malformed_event_leaves_nothing_behind(store: impl EventStore) {
    append(&store, decision("c1", "a", 1)).await;
    let before = history(&store).await;
    let mut bad = decision("bad", "a", 3);
    bad.events[2].payload = Payload::stored("{\"n\":");
    let answer = store.append(bad, Any).await;
    assert!(
        matches!(answer, Err(StoreError::Malformed(_))),
        "{answer:?}"
    );

    assert_eq!(history(&store).await, before);
    assert_eq!(ids(&stream(&store, "a").await), ["c1.0"]);
    assert_eq!(ids(&context_after(&store, 0, ALL).await), ["c1.0"]);
    assert_eq!(find(&store, "bad").await, None);
    let next = append(&store, decision("bad", "a", 1)).await;
    assert_eq!(next.base.version, StreamVersion::new(1));
    assert_eq!(next.base.position, GlobalPosition::new(1));
    assert_eq!(next.base.context_position, ContextPosition::new(1));
}

pub(crate) async fn a_time_that_is_no_safe_integer_is_malformed(store: impl EventStore) {
    let mut late = decision("late", "a", 1);
    late.environment.now = Timestamp::from_millis(i64::MAX);
    let mut patient = decision("patient", "a", 1);
    patient.command.not_after = Some(Timestamp::from_millis(1 << 53));
    for data in [late, patient] {
        let answer = store.append(data, Any).await;
        assert!(
            matches!(answer, Err(StoreError::Malformed(_))),
            "{answer:?}"
        );
    }
    assert!(history(&store).await.is_empty());
}

pub(crate) async fn a_repeated_command_gets_the_first_answer(store: impl EventStore) {
    let first = append(&store, decision("c1", "a", 2)).await;
    append(&store, decision("c2", "b", 1)).await;
    let before = history(&store).await;
    assert_eq!(again(&store, decision("c1", "a", 2), Any).await, first);
    // Neither another stream nor another content makes it another command.
    assert_eq!(again(&store, decision("c1", "b", 5), Any).await, first);
    assert_eq!(history(&store).await, before);
}

pub(crate) async fn a_repeated_command_without_events_gets_the_first_answer(
    store: impl EventStore,
) {
    append(&store, decision("c1", "a", 1)).await;
    let first = append(&store, decision("nothing", "a", 0)).await;
    assert_eq!(first.version(), StreamVersion::new(1));
    append(&store, decision("c2", "a", 1)).await;
    assert_eq!(again(&store, decision("nothing", "a", 1), Any).await, first);
    assert_eq!(find(&store, "nothing").await, Some(first));
}

pub(crate) async fn a_repeated_command_is_no_conflict(store: impl EventStore) {
    let first = append(&store, decision("c1", "a", 1)).await;
    append(&store, decision("c2", "a", 1)).await;
    for expected in [
        NoStream,
        Exact(StreamVersion::NONE),
        Exact(StreamVersion::new(9)),
    ] {
        assert_eq!(again(&store, decision("c1", "a", 1), expected).await, first);
    }
}

pub(crate) async fn a_command_is_found_by_its_id(store: impl EventStore) {
    let commit = append(&store, decision("c1", "a", 2)).await;
    assert_eq!(find(&store, "c1").await, Some(commit));
    assert_eq!(find(&store, "c2").await, None);
    let elsewhere = store
        .find_command(&BranchId::new("other"), &"c1".into())
        .await;
    assert_eq!(elsewhere, Ok(None));
}

pub(crate) async fn time_never_goes_backwards(store: impl EventStore) {
    let at = |id: &str, now: Timestamp| {
        let mut data = decision(id, "a", 1);
        data.environment.now = now;
        data
    };
    let early = NOON.plus_millis(-5_000);
    let (later, earlier) = (append(&store, at("c1", NOON)).await, at("c2", early));
    let earlier = append(&store, earlier).await;
    assert_eq!(later.recorded_at, NOON);
    assert_eq!(earlier.recorded_at, NOON);
    assert_eq!(earlier.data.environment.now, early);
    let next = append(&store, at("c3", NOON.plus_millis(1))).await;
    assert_eq!(next.recorded_at, NOON.plus_millis(1));
}

pub(crate) async fn branches_are_separate(store: impl EventStore) {
    let what_if = BranchId::new("what-if");
    append(&store, decision("c1", "a", 2)).await;
    let before = history(&store).await;
    let mut data = decision("c1", "a", 1);
    data.branch = what_if.clone();
    data.environment.now = NOON.plus_millis(-1);
    let other = committed(try_append(&store, data, NoStream).await);
    assert_eq!(other.base.position, GlobalPosition::START);
    assert_eq!(other.base.context_position, ContextPosition::START);
    assert_eq!(other.recorded_at, NOON.plus_millis(-1));
    assert_eq!(history(&store).await, before);
    assert_eq!(stream(&store, "a").await.len(), 2);
    assert_eq!(stream_on(&store, &what_if, &seats("a")).await.len(), 1);
}

async fn again(store: &impl EventStore, data: CommitData, expected: ExpectedVersion) -> Rc<Commit> {
    repeated(try_append(store, data, expected).await)
}
