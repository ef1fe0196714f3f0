//! Filling: a history that another store recorded is taken over whole.

use super::given::*;
use foldline::engine::commit::Visibility;
use foldline::engine::event_store::{Appended, EventStore, HistoryEntry, StoreError};
use foldline::engine::memory_store::MemoryStore;
use foldline::engine::names::BranchId;
use foldline::engine::position::Moment;
use foldline::engine::version::{ExpectedVersion, StreamVersion};
use std::rc::Rc;

/// Two streams, a private commit, a decision without events, and notes between them.
async fn recorded() -> MemoryStore {
    let store = MemoryStore::new();
    note(&store, "first").await;
    append(&store, decision("c1", "a", 2)).await;
    let mut private = decision("c2", "b", 1);
    private.visibility = Visibility::Private;
    append(&store, private).await;
    append(&store, decision("nothing", "b", 0)).await;
    note(&store, "second").await;
    append(&store, full_decision()).await;
    store
}

async fn filled(store: &impl EventStore) -> MemoryStore {
    let original = recorded().await;
    let history = history(&original).await;
    assert_eq!(store.fill(&main(), &history).await, Ok(()));
    original
}

async fn is_malformed(store: &impl EventStore, branch: &BranchId, history: &[HistoryEntry]) {
    let answer = store.fill(branch, history).await;
    assert!(
        matches!(answer, Err(StoreError::Malformed(_))),
        "{answer:?}"
    );
}

pub(crate) async fn a_history_of_another_store_is_filled_in_whole(store: impl EventStore) {
    let original = filled(&store).await;
    assert_eq!(history(&store).await, history(&original).await);
    for id in ["a", "b", "unknown"] {
        assert_eq!(stream(&store, id).await, stream(&original, id).await);
    }
    let of_context = context(&store, "registration").await;
    assert_eq!(of_context, context(&original, "registration").await);
    for id in ["c1", "c2", "nothing", "full", "unknown"] {
        assert_eq!(find(&store, id).await, find(&original, id).await);
    }
}

pub(crate) async fn a_store_goes_on_after_what_it_was_filled_with(store: impl EventStore) {
    let original = filled(&store).await;
    let repeated_command = decision("c1", "b", 1);
    let repeated = try_append(&store, repeated_command, ExpectedVersion::Any).await;
    assert!(matches!(repeated, Appended::Repeated(_)), "{repeated:?}");
    let version = ExpectedVersion::Exact(StreamVersion::new(1));
    let lost = conflict(try_append(&store, decision("c3", "a", 1), version).await);
    assert_eq!(lost.winners, stream_after(&original, "a", 1).await);
    let next = append(&store, decision("c3", "a", 1)).await;
    assert_eq!(next, append(&original, decision("c3", "a", 1)).await);
    let noted = note(&store, "third").await;
    assert_eq!(noted, note(&original, "third").await);
    assert_eq!(history(&store).await, history(&original).await);
}

pub(crate) async fn a_branch_on_which_something_happened_is_not_filled(store: impl EventStore) {
    let recorded = history(&recorded().await).await;
    let noted = note(&store, "before").await;
    is_malformed(&store, &main(), &recorded).await;
    assert_eq!(history(&store).await, [HistoryEntry::Journal(noted)]);
}

pub(crate) async fn a_history_with_a_gap_leaves_nothing_behind(store: impl EventStore) {
    let mut recorded = history(&recorded().await).await;
    is_malformed(&store, &BranchId::new("other"), &recorded).await;
    recorded.remove(2);
    is_malformed(&store, &main(), &recorded).await;
    assert_eq!(history(&store).await, []);
    assert_eq!(store.fill(&main(), &recorded[..2]).await, Ok(()));
}

pub(crate) async fn a_history_that_repeats_a_command_leaves_nothing_behind(store: impl EventStore) {
    let first = append(&MemoryStore::new(), decision("nothing", "a", 0)).await;
    let mut second = (*first).clone();
    second.moment = Moment::START.next_anchor().next_anchor();
    let entries = [first, Rc::new(second)].map(HistoryEntry::Commit);
    is_malformed(&store, &main(), &entries).await;
    assert_eq!(history(&store).await, []);
    assert_eq!(store.fill(&main(), &entries[..1]).await, Ok(()));
}
