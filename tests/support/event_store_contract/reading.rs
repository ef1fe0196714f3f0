//! Reading: by stream, by context, and everything in its one order.

use super::given::*;
use foldline::engine::commit::Visibility;
use foldline::engine::event::RecordedEvent;
use foldline::engine::event_store::EventStore;
use foldline::engine::names::BranchId;
use foldline::engine::position::{GlobalPosition, Moment};

pub(crate) async fn unknown_and_empty_streams_have_no_events(store: impl EventStore) {
    assert!(stream(&store, "a").await.is_empty());
    assert!(context_after(&store, 0, ALL).await.is_empty());
    assert!(history(&store).await.is_empty());

    append(&store, decision("nothing", "a", 0)).await;
    append(&store, decision("c1", "b", 1)).await;
    assert!(stream(&store, "a").await.is_empty());
    assert!(stream(&store, "unknown").await.is_empty());
    assert!(stream_after(&store, "b", 1).await.is_empty());
    assert!(stream_after(&store, "b", 99).await.is_empty());
    let elsewhere = stream_on(&store, &BranchId::new("unknown"), &seats("b")).await;
    assert!(elsewhere.is_empty());
    assert!(context(&store, "unknown").await.is_empty());
}

pub(crate) async fn a_stream_is_read_in_order_after_a_version(store: impl EventStore) {
    append(&store, decision("c1", "a", 2)).await;
    append(&store, decision("c2", "b", 2)).await;
    append(&store, decision("c3", "a", 0)).await;
    append(&store, decision("c4", "a", 3)).await;
    let all = ["c1.0", "c1.1", "c4.0", "c4.1", "c4.2"];
    for after in 0..=all.len() {
        let events = stream_after(&store, "a", after as u64).await;
        assert_eq!(ids(&events), all[after..]);
        let versions: Vec<_> = events.iter().map(|e| e.version().count()).collect();
        let expected: Vec<_> = (after as u64 + 1..=5).collect();
        assert_eq!(versions, expected);
    }
}

pub(crate) async fn a_context_is_read_in_order_across_its_streams(store: impl EventStore) {
    append(&store, decision("c1", "a", 1)).await;
    let mut elsewhere = decision("c2", "a", 2);
    elsewhere.context = "payments".into();
    append(&store, elsewhere).await;
    append(&store, decision("c3", "b", 1)).await;
    append(&store, decision("c4", "a", 1)).await;

    let events = context_after(&store, 0, ALL).await;
    assert_eq!(ids(&events), ["c1.0", "c3.0", "c4.0"]);
    assert_eq!(positions(&events), [1, 2, 3]);
    let payments = context(&store, "payments").await;
    assert_eq!(ids(&payments), ["c2.0", "c2.1"]);
    assert_eq!(positions(&payments), [1, 2]);
}

pub(crate) async fn private_commits_are_gaps_in_their_context(store: impl EventStore) {
    let private = |id: &str, events| {
        let mut data = decision(id, "process", events);
        data.visibility = Visibility::Private;
        data
    };
    append(&store, private("p1", 2)).await;
    append(&store, decision("c1", "a", 2)).await;
    append(&store, private("p2", 1)).await;
    append(&store, private("p3", 3)).await;
    append(&store, decision("c2", "a", 1)).await;
    append(&store, private("p4", 1)).await;

    let events = context_after(&store, 0, ALL).await;
    assert_eq!(ids(&events), ["c1.0", "c1.1", "c2.0"]);
    assert_eq!(positions(&events), [3, 4, 9]);
    // Any position is a place to go on from, also one that the reader never saw an event at.
    for (after, rest) in [(2, 3), (3, 2), (4, 1), (6, 1), (8, 1), (9, 0), (10, 0)] {
        assert_eq!(context_after(&store, after, ALL).await, events[3 - rest..]);
    }
    assert_eq!(stream(&store, "process").await.len(), 7);
    assert_eq!(history(&store).await.len(), 6);
}

pub(crate) async fn a_context_is_read_in_portions(store: impl EventStore) {
    for n in 1..=5 {
        append(&store, decision(&format!("c{n}"), "a", n)).await;
    }
    let all = context_after(&store, 0, ALL).await;
    assert_eq!(all.len(), 15);
    assert!(context_after(&store, 0, 0).await.is_empty());
    for limit in [1, 2, 4, 15, 16] {
        let (mut read, mut after) = (Vec::new(), 0);
        loop {
            let portion = context_after(&store, after, limit).await;
            assert!(portion.len() <= limit);
            let Some(last) = portion.last() else { break };
            after = last.context_position().number();
            read.extend(portion);
        }
        assert_eq!(read, all);
    }
}

pub(crate) async fn history_holds_everything_in_one_order(store: impl EventStore) {
    append(&store, decision("c1", "b", 2)).await;
    note(&store, "first").await;
    append(&store, decision("c2", "a", 1)).await;
    append(&store, decision("c3", "b", 0)).await;
    note(&store, "second").await;
    append(&store, decision("c4", "b", 3)).await;

    let entries = history(&store).await;
    assert_eq!(moments(&entries), ["2", "2+1", "3", "3+1", "3+2", "6"]);
    let commits = entries.iter().filter_map(|e| e.commit());
    let events: Vec<_> = commits.flat_map(RecordedEvent::all_of).collect();
    let ids = ids(&events);
    assert_eq!(ids, ["c1.0", "c1.1", "c2.0", "c4.0", "c4.1", "c4.2"]);
    let globals: Vec<_> = events
        .iter()
        .map(|e| e.global_position().number())
        .collect();
    assert_eq!(globals, [1, 2, 3, 4, 5, 6]);
}

pub(crate) async fn history_is_read_in_portions(store: impl EventStore) {
    note(&store, "before everything").await;
    for n in 0..6 {
        append(&store, decision(&format!("c{n}"), "a", n % 3)).await;
        note(&store, &format!("after {n}")).await;
    }
    let all = history(&store).await;
    assert_eq!(all.len(), 13);
    assert!(history_after(&store, Moment::START, 0).await.is_empty());
    for limit in [1, 2, 5, 13, 14] {
        let (mut read, mut after) = (Vec::new(), Moment::START);
        loop {
            let portion = history_after(&store, after, limit).await;
            assert!(portion.len() <= limit);
            let Some(last) = portion.last() else { break };
            after = last.moment();
            read.extend(portion);
        }
        assert_eq!(read, all);
    }
    let end = all.last().map(|e| e.moment()).expect("a last entry");
    let beyond = Moment::after(GlobalPosition::new(end.position.number() + 9));
    assert!(history_after(&store, beyond, ALL).await.is_empty());
}

fn positions(events: &[RecordedEvent]) -> Vec<u64> {
    let positions = events.iter().map(|e| e.context_position().number());
    positions.collect()
}
