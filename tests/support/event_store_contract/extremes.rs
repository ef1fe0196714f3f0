//! Extremes: very many, very large, and the texts that break careless stores.

use super::given::*;
use foldline::engine::event::RecordedEvent;
use foldline::engine::event_store::EventStore;
use foldline::engine::names::StreamName;
use foldline::engine::value::{Payload, Value};
use std::collections::BTreeSet;

/// Texts that are keys of JavaScript's own objects, hold what separates, or hardly hold anything.
const TEXTS: [&str; 15] = [
    "__proto__",
    "constructor",
    "hasOwnProperty",
    "toString",
    "a/b/c",
    "/",
    "",
    " ",
    "\u{0}",
    ",",
    "[\"a\"]",
    "Zoë’s Größe — 東京 🦀",
    "e\u{301}",
    "\u{feff}bom\u{202e}",
    "9007199254740993",
];

pub(crate) async fn ten_thousand_events_in_one_stream(store: impl EventStore) {
    for n in 0..20 {
        append(&store, decision(&format!("c{n}"), "a", 500)).await;
        append(&store, decision(&format!("other{n}"), "b", 1)).await;
    }
    let all = stream(&store, "a").await;
    assert_eq!(all.len(), 10_000);
    for (n, event) in all.iter().enumerate() {
        assert_eq!(event.version().count(), n as u64 + 1);
        assert_eq!(event.data().payload, numbered(n % 500 + 1));
    }
    for after in [4_999, 5_000, 5_001, 9_999] {
        assert_eq!(
            stream_after(&store, "a", after).await,
            all[after as usize..]
        );
    }
    let portion = context_after(&store, 5_005, 700).await;
    assert_eq!(portion.len(), 700);
    assert_eq!(portion[0].context_position().number(), 5_006);
}

pub(crate) async fn any_text_is_a_name(store: impl EventStore) {
    for text in TEXTS {
        let mut data = decision(text, text, 1);
        data.context = text.into();
        data.correlation = text.into();
        data.causation = Some(text.to_owned());
        data.model = text.into();
        data.events[0].event_type = text.into();
        data.events[0].payload = Payload::of(&Value::map([(text, Value::from(text))]));
        let commit = append(&store, data).await;

        assert_eq!(stream(&store, text).await[0].commit(), &commit);
        assert_eq!(find(&store, text).await.as_ref(), Some(&commit));
        let events: Vec<_> = RecordedEvent::all_of(&commit).collect();
        assert_eq!(context(&store, text).await, events);
    }
    assert_eq!(history(&store).await.len(), TEXTS.len());
}

pub(crate) async fn names_that_look_alike_are_different(store: impl EventStore) {
    let alike = [
        ("a", "b/c"),
        ("a", "b"),
        ("a", "B"),
        ("", "a/b"),
        ("a", "é"),
        ("a", "e\u{301}"),
    ];
    let names: BTreeSet<_> = alike
        .map(|(category, id)| StreamName::new(category, id))
        .into();
    assert_eq!(names.len(), alike.len());
    for (n, name) in names.iter().enumerate() {
        let mut data = decision(&format!("c{n}"), "x", n + 1);
        data.stream = name.clone();
        append(&store, data).await;
    }
    for (n, name) in names.iter().enumerate() {
        assert_eq!(stream_on(&store, &main(), name).await.len(), n + 1);
    }
}

pub(crate) async fn integers_beyond_two_to_the_53rd_stay_exact(store: impl EventStore) {
    let numbers = [i64::MAX, i64::MIN, (1 << 53) + 1, -(1 << 53) - 1];
    let value = Value::List(numbers.map(Value::Int).into());
    let mut data = full_decision();
    data.command.payload = Payload::of(&value);
    data.events[0].payload = Payload::of(&value);
    data.facts[0].row = Some(Payload::of(&value));
    append(&store, data.clone()).await;
    let events = stream(&store, "a").await;
    assert_eq!(events[0].commit().data, data);
    assert_eq!(events[0].data().payload.value().expect("JSON"), value);
}

pub(crate) async fn a_payload_of_a_megabyte(store: impl EventStore) {
    let text: String = "€abc".repeat(1 << 18);
    let mut data = decision("c1", "a", 2);
    data.events[1].payload = Payload::of(&Value::from(text));
    append(&store, data.clone()).await;
    append(&store, decision("c2", "a", 1)).await;
    let events = stream(&store, "a").await;
    assert_eq!(events.len(), 3);
    assert_eq!(events[1].data(), &data.events[1]);
    assert!(events[1].data().payload.as_str().len() > 1 << 20);
}
