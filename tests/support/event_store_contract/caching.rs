//! What a store keeps beside the log, and may lose.

use super::given::*;
use foldline::engine::cache::Cache;
use foldline::engine::names::BranchId;
use foldline::engine::position::{GlobalPosition, Moment};
use foldline::engine::snapshot::Snapshot;
use foldline::engine::trace::{LoadSource, Trace, TraceEntry};
use foldline::engine::value::{Payload, Value};
use foldline::engine::version::{ExpectedVersion, StreamVersion};

fn snapshot(id: &str, version: u64, rules: &str) -> Snapshot {
    let state = Value::map([("__proto__", Value::Int(i64::MAX)), ("é", Value::Null)]);
    Snapshot {
        stream: seats(id),
        version: StreamVersion::new(version),
        model: rules.into(),
        state: Payload::of(&state),
    }
}

async fn kept(store: &impl Cache, id: &str, rules: &str) -> Option<Snapshot> {
    let found = store.snapshot(&main(), &seats(id), &rules.into()).await;
    found.expect("the store can look a snapshot up")
}

async fn keep(store: &impl Cache, snapshot: &Snapshot) {
    let done = store.keep_snapshot(&main(), snapshot.clone()).await;
    done.expect("the store can keep a snapshot");
}

pub(crate) async fn a_snapshot_is_kept_and_replaced(store: impl Cache) {
    assert_eq!(kept(&store, "a", "r1").await, None);
    let (first, second) = (snapshot("a", 100, "r1"), snapshot("a", 200, "r1"));
    keep(&store, &first).await;
    keep(&store, &snapshot("__proto__", 7, "r1")).await;
    assert_eq!(kept(&store, "a", "r1").await, Some(first));
    keep(&store, &second).await;
    assert_eq!(kept(&store, "a", "r1").await, Some(second));
    let other = BranchId::new("other");
    let elsewhere = store.snapshot(&other, &seats("a"), &"r1".into()).await;
    assert_eq!(elsewhere, Ok(None));
}

pub(crate) async fn a_snapshot_of_other_rules_is_ignored(store: impl Cache) {
    keep(&store, &snapshot("a", 100, "r1")).await;
    assert_eq!(kept(&store, "a", "r2").await, None);
    let under_new_rules = snapshot("a", 100, "r2");
    keep(&store, &under_new_rules).await;
    assert_eq!(kept(&store, "a", "r2").await, Some(under_new_rules));
    assert_eq!(kept(&store, "a", "r1").await, None);
}

pub(crate) async fn snapshots_can_be_forgotten(store: impl Cache) {
    keep(&store, &snapshot("a", 100, "r1")).await;
    keep(&store, &snapshot("b", 100, "r1")).await;
    store.forget_snapshots().await.expect("forgotten");
    assert_eq!(kept(&store, "a", "r1").await, None);
    assert_eq!(kept(&store, "b", "r1").await, None);
}

pub(crate) async fn a_trace_is_kept_by_its_moment(store: impl Cache) {
    let at = Moment::after(GlobalPosition::new(3));
    let other = Moment::after(GlobalPosition::new(4));
    let traces = [(at, trace()), (other, Trace::default())];
    store.keep_traces(&main(), &traces).await.expect("kept");
    assert_eq!(store.trace(&main(), at).await, Ok(Some(trace())));
    assert_eq!(
        store.trace(&main(), other).await,
        Ok(Some(Trace::default()))
    );
    assert_eq!(store.trace(&main(), at.next_anchor()).await, Ok(None));
    assert_eq!(store.trace(&BranchId::new("other"), at).await, Ok(None));
    let again = [(at, Trace::default())];
    store.keep_traces(&main(), &again).await.expect("kept");
    assert_eq!(store.trace(&main(), at).await, Ok(Some(Trace::default())));
}

fn trace() -> Trace {
    let mut trace = Trace::default();
    trace.add(TraceEntry::Validated {
        fields: 3,
        stream: seats("a"),
    });
    trace.add(TraceEntry::Loaded {
        attempt: 1,
        source: LoadSource::Store {
            snapshot: None,
            events: 12,
        },
    });
    trace.add(TraceEntry::Conflicted {
        attempt: 1,
        expected: ExpectedVersion::Exact(StreamVersion::new(12)),
        actual: StreamVersion::new(13),
        winners: vec!["SeatsAdded".into()],
    });
    trace
}
