//! The first history: what people do on its day, and what is left of it in the evening.

#[path = "support/recorded.rs"]
mod recorded;

use foldline::engine::event::RecordedEvent;
use foldline::engine::event_store::HistoryEntry;
use foldline::engine::journal::JournalNote;
use foldline::engine::names::{CommandType, Role};
use foldline::engine::timeline::{KeyframeSpacing, Timeline};
use foldline::engine::value::Value;
use foldline::samples;
use recorded::{Recorded, rows};
use std::collections::{BTreeMap, BTreeSet};

fn evening() -> Timeline {
    Recorded::new().timeline(KeyframeSpacing::default())
}

fn text<'v>(row: &'v Value, column: &str) -> &'v str {
    row.get(column).and_then(Value::as_text).expect(column)
}

fn number(row: &Value, column: &str) -> i64 {
    row.get(column).and_then(Value::as_int).expect(column)
}

/// What a row says of a thing, for each row with the same answer the keys.
fn by<'r>(rows: &'r [(String, Value)], column: &str) -> BTreeMap<&'r str, Vec<&'r str>> {
    let mut found: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for (key, row) in rows {
        found.entry(text(row, column)).or_default().push(key);
    }
    found
}

#[test]
fn it_is_one_day_on_which_every_task_is_done_by_everybody_who_may() {
    let model = samples::conference();
    let (schema, story) = (model.schema(), model.story());
    assert!(story.is_sorted_by(|one, two| one.at < two.at));
    let times = [&story[0], &story[story.len() - 1]].map(|step| step.at.iso());
    let times = times.each_ref().map(String::as_str);
    let day = ["2026-03-14T09:00:12.000Z", "2026-03-14T17:56:42.000Z"];
    assert_eq!((times, story.len()), (day, 98));
    let sent: BTreeSet<(&Role, &CommandType)> = story
        .iter()
        .map(|step| (&step.actor.role, &step.command_type))
        .collect();
    for task in &schema.tasks {
        let task = (&task.role, &task.command_type);
        assert!(sent.contains(&task), "{task:?}");
    }
    let people: BTreeSet<_> = story.iter().map(|step| &step.actor).collect();
    let known = schema.actors.iter().map(|actor| actor.people.len());
    assert_eq!(people.len(), known.sum::<usize>(), "{people:?}");
}

#[test]
fn some_of_it_is_refused_and_one_race_is_lost() {
    let recorded = Recorded::new();
    let (mut refused, mut lost) = (Vec::new(), Vec::new());
    for entry in &recorded.entries {
        let HistoryEntry::Journal(entry) = entry else {
            continue;
        };
        match &entry.note {
            JournalNote::Refused {
                command, refusal, ..
            } => refused.push((command.actor.person.as_str(), refusal.code.as_str())),
            JournalNote::LostRace { command, .. } => lost.push(command.command_type.as_str()),
            _ => {}
        }
    }
    let expected = [
        ("Ada", "UNKNOWN_SEAT_TYPE"),
        ("Olga", "SLUG_TAKEN"),
        ("Otto", "INVALID_FIELDS"),
        ("Ben", "ORDER_NOT_PAYABLE"),
        ("Ada", "NOT_PAID"),
        // Ben changed the order while it was being paid.
        ("RegistrationProcess", "PAYMENT_DOES_NOT_MATCH"),
    ];
    assert_eq!(refused, expected);
    assert_eq!(lost, ["UpdateSeat"]);
}

#[test]
fn it_leaves_these_orders_and_seats() {
    let evening = evening();
    let orders = rows(&evening, "DraftOrders");
    let confirmed = [
        "o-07be", "o-19c4", "o-2a6c", "o-3e58", "o-41d2", "o-5c2d", "o-60d7", "o-7f3a", "o-a02e",
        "o-b7f0", "o-c13f",
    ];
    let expired = ["o-6f9a", "o-8b05", "o-9b17", "o-f81b"];
    assert_eq!(
        by(&orders, "state"),
        BTreeMap::from([
            ("Confirmed", confirmed.to_vec()),
            ("Rejected", expired.to_vec())
        ])
    );
    let left: Vec<(String, i64, i64)> = rows(&evening, "Availability")
        .into_iter()
        .map(|(key, row)| (key, number(&row, "capacity"), number(&row, "remaining")))
        .collect();
    let left: Vec<(&str, i64, i64)> = left.iter().map(|(k, c, r)| (k.as_str(), *c, *r)).collect();
    assert_eq!(
        left,
        [
            ("event-storm-oslo / Cocktail party", 4, 0),
            ("event-storm-oslo / General admission", 14, 1),
            ("rustconf-lisbon / CQRS workshop", 10, 7),
            ("rustconf-lisbon / Cocktail party", 25, 22),
            ("rustconf-lisbon / General admission", 40, 31),
            ("rustconf-lisbon / Volunteer", 4, 2),
            ("wasm-days-berlin / CQRS workshop", 8, 4),
            ("wasm-days-berlin / General admission", 30, 26),
        ]
    );
    assert!(rows(&evening, "OpenReservations").is_empty());
}

#[test]
fn every_cent_that_was_taken_is_for_an_order_or_paid_back() {
    let evening = evening();
    let payments = rows(&evening, "PaymentDetails");
    let of_state = by(&payments, "state");
    assert_eq!(of_state["Rejected"], ["p-3e58", "p-b7f0"]);
    assert_eq!(of_state["Completed"].len() + 2, payments.len());
    let completed = payments
        .iter()
        .filter(|(_, payment)| text(payment, "state") == "Completed");
    let taken: i64 = completed
        .map(|(_, payment)| number(payment, "amount"))
        .sum();

    let orders = rows(&evening, "OrdersAndAttendees");
    let paid = orders
        .iter()
        .filter(|(_, order)| text(order, "status") == "Paid");
    let earned: i64 = paid.map(|(_, order)| number(order, "total")).sum();
    let attention = orders
        .iter()
        .filter_map(|(key, order)| match order.get("attention") {
            Some(Value::List(told)) => Some((key.as_str(), told.first()?.as_text()?)),
            _ => None,
        });
    let attention: Vec<(&str, &str)> = attention.collect();
    let back = [("o-41d2", 100_000), ("o-6f9a", 79_600), ("o-8b05", 39_800)];
    assert_eq!(attention.len(), back.len());
    for ((order, told), (expected, amount)) in attention.into_iter().zip(back) {
        assert_eq!(order, expected);
        assert!(told.contains(&format!("{amount} cents")), "{told}");
    }
    let back: i64 = back.iter().map(|(_, amount)| amount).sum();
    assert_eq!((taken, earned), (earned + back, 842_700));
}

#[test]
fn seats_are_assigned_given_to_others_and_freed() {
    let evening = evening();
    let seats = rows(&evening, "OrderSeats");
    let taken: Vec<[&str; 3]> = seats
        .iter()
        .filter(|(_, seat)| !text(seat, "email").is_empty())
        .map(|(key, seat)| [key, text(seat, "firstName"), text(seat, "lastName")])
        .collect();
    assert_eq!(
        taken,
        [
            ["o-7f3a.seats / 000", "Ada", "Moreau-Lind"],
            ["o-7f3a.seats / 001", "Barbara", "Lund"],
        ]
    );
}

#[test]
fn it_shows_what_a_newcomer_should_see() {
    let recorded = Recorded::new();
    let happened: BTreeSet<String> = recorded
        .events()
        .iter()
        .map(|event| event.data().event_type.to_string())
        .collect();
    let contexts = &recorded.model.schema().contexts;
    let aggregates = contexts.iter().flat_map(|context| &context.aggregates);
    for event in aggregates.flat_map(|aggregate| &aggregate.events) {
        assert!(happened.contains(event.event_type.as_str()), "{event:?}");
    }
    let mut timeline = Timeline::new(&*recorded.model, KeyframeSpacing::default());
    let mut oversold = false;
    for event in recorded.events() {
        timeline.extend([&event]);
        let left = rows(&timeline, "Availability").into_iter();
        oversold |= left
            .map(|(_, row)| number(&row, "remaining"))
            .any(|left| left < 0);
    }
    assert!(
        oversold,
        "at some moment fewer seats are offered than are taken"
    );
    assert!(timeline.skipped().is_empty() && timeline.stopped().is_none());
}

/// What holds only at rest is looked at where the next thing is a person's doing, or the end.
#[test]
fn every_invariant_holds_at_every_position_and_all_comes_to_rest() {
    let recorded = Recorded::new();
    let schema = recorded.model.schema();
    let at_rest = |name: &str| {
        schema
            .invariants
            .iter()
            .any(|it| it.name == name && it.at_rest)
    };
    let by_person = |entry: &HistoryEntry| {
        let commit = entry.commit()?;
        let role = &commit.data.command.actor.role;
        Some(schema.actors.iter().any(|actor| actor.role == *role))
    };
    let mut timeline = Timeline::new(&*recorded.model, KeyframeSpacing::default());
    for (number, entry) in recorded.entries.iter().enumerate() {
        for event in entry.commit().into_iter().flat_map(RecordedEvent::all_of) {
            timeline.extend([&event]);
            let broken = timeline.history().broken_invariants(timeline.live());
            let broken: Vec<_> = broken.iter().filter(|it| !at_rest(&it.name)).collect();
            assert!(broken.is_empty(), "{broken:?} after {event:?}");
        }
        let next = recorded.entries.get(number + 1);
        if next.is_none_or(|next| by_person(next) == Some(true)) {
            assert_at_rest(&timeline, next.is_none());
        }
    }
}

/// No process has anything to do, but perhaps deadlines to wait for.
fn assert_at_rest(timeline: &Timeline, is_evening: bool) {
    let broken = timeline.history().broken_invariants(timeline.live());
    assert!(broken.is_empty(), "{broken:?} at {:?}", timeline.end());
    let processes = timeline.history().processes(timeline.live());
    for process in &samples::conference().schema().processes {
        let Some(processor) = processes.processor(&process.name) else {
            continue;
        };
        for (_, open) in processor.open() {
            assert!(open.step.is_none() && open.trying.is_none(), "{open:?}");
            assert!(open.parked.is_none() && open.held.is_empty(), "{open:?}");
            assert!(open.deadlines.is_empty() || !is_evening, "{open:?}");
        }
    }
}
