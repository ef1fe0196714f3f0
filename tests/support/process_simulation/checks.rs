//! What must hold while faults strike, and what must hold when everything has come to rest.

use super::town::Town;
use foldline::engine::event::RecordedEvent;
use foldline::engine::event_store::HistoryEntry;
use foldline::engine::model::world_hash;
use foldline::engine::timeline::{KeyframeSpacing, Timeline};
use foldline::engine::value::Value;
use std::collections::{BTreeMap, BTreeSet};

/// What is wrong; nothing where all is well.
pub(crate) type Problems = Vec<String>;

/// The invariants that hold after every commit; at rest also the others.
pub(crate) fn invariants(town: &Town, tab: usize, at_rest: bool) -> Problems {
    town.look(tab, |bench| {
        let broken = bench
            .timeline
            .history()
            .broken_invariants(bench.timeline.live());
        let known = &town.model.schema().invariants;
        let waits = |name: &str| {
            known
                .iter()
                .any(|known| known.name == name && known.at_rest)
        };
        let broken = broken
            .into_iter()
            .filter(|broken| at_rest || !waits(&broken.name));
        broken
            .map(|broken| format!("{}: {}", broken.name, broken.problem))
            .collect()
    })
}

/// In a calm the processes come to rest, with deadlines still to come: then all invariants hold.
pub(crate) fn in_a_calm(town: &Town) -> Problems {
    let mut known = 0;
    while known < town.history(0).len() {
        known = town.history(0).len();
        town.wake(0);
    }
    let at_rest = town.open().iter().all(|(_, _, open)| !open.blocks());
    invariants(town, 0, at_rest)
}

/// All that must hold when every deadline has passed and nothing is left to do.
pub(crate) fn at_rest(town: &Town) -> Problems {
    let history = town.history(0);
    let events: Vec<RecordedEvent> = history
        .iter()
        .filter_map(HistoryEntry::commit)
        .flat_map(RecordedEvent::all_of)
        .collect();
    let mut problems = invariants(town, 0, true);
    problems.extend(work_left(town));
    problems.extend(seats_still_held(town));
    problems.extend(money(&events));
    problems.extend(offered(&events));
    problems.extend(assigned_twice(&events));
    problems.extend(rebuilt(town, &events));
    problems.extend(acknowledged(town, &history));
    problems
}

fn work_left(town: &Town) -> Problems {
    // What another tab did last is no work that is left, and an input that comes once more is none either.
    town.deliver_news(0);
    let commits = || {
        let history = town.history(0);
        history.iter().filter_map(HistoryEntry::commit).count()
    };
    let before = commits();
    town.wake(0);
    town.deliver_news(0);
    let after = commits();
    let open = town.open();
    let mut problems = Vec::new();
    if before != after {
        problems.push(format!(
            "{} commits more, and it was at rest",
            after - before
        ));
    }
    problems.extend(open.into_iter().map(|open| format!("still open: {open:?}")));
    problems
}

fn states<'a>(town: &'a Town, category: &'a str) -> Vec<(String, Value)> {
    town.look(0, |bench| {
        let (history, world) = (bench.timeline.history(), bench.timeline.live());
        let streams = history.streams(world).into_iter();
        let wanted = streams.filter(|stream| &*stream.category == category);
        wanted
            .map(|stream| {
                (
                    stream.id.to_string(),
                    history.state(world, &stream).unwrap_or_default(),
                )
            })
            .collect()
    })
}

/// Every order has come to its end, so nothing is held for any of them.
fn seats_still_held(town: &Town) -> Problems {
    let held = states(town, "SeatsAvailability")
        .into_iter()
        .filter_map(|(id, state)| {
            let mut pending = state.get("pending")?.as_map()?.clone();
            // What the operator holds for nobody is looked after by hand.
            pending.retain(|reservation, _| !reservation.starts_with("by hand"));
            (!pending.is_empty()).then(|| format!("{id} still holds {pending:?}"))
        });
    held.collect()
}

/// The money taken for an order is what it cost, if it was confirmed, and what is marked to be paid back.
fn money(events: &[RecordedEvent]) -> Problems {
    #[derive(Default)]
    struct Account {
        total: i64,
        confirmed: i64,
        taken: i64,
        marked: i64,
    }
    let mut accounts = BTreeMap::<String, Account>::new();
    for event in events {
        let payload = event.data().payload.value().unwrap_or_default();
        let int = |name: &str| payload.get(name).and_then(Value::as_int).unwrap_or(0);
        let of_stream = event.stream().id.to_string();
        match event.data().event_type.as_str() {
            "OrderTotalsCalculated" => accounts.entry(of_stream).or_default().total = int("total"),
            "OrderConfirmed" => {
                let account = accounts.entry(of_stream).or_default();
                account.confirmed = account.total;
            }
            "ManualInterventionRequired" => {
                accounts.entry(of_stream).or_default().marked += int("amount");
            }
            "PaymentCompleted" => {
                let order = payload
                    .get("order")
                    .and_then(Value::as_text)
                    .unwrap_or_default();
                accounts.entry(order.to_owned()).or_default().taken += int("amount");
            }
            _ => {}
        }
    }
    let wrong = accounts
        .into_iter()
        .filter(|(_, a)| a.taken != a.confirmed + a.marked);
    let wrong = wrong.map(|(order, a)| {
        let (taken, confirmed, marked) = (a.taken, a.confirmed, a.marked);
        format!("for {order} {taken} was taken, {confirmed} confirmed and {marked} marked to be paid back")
    });
    wrong.collect()
}

/// What the translation offered is what the organizer said last.
fn offered(events: &[RecordedEvent]) -> Problems {
    let mut quotas = BTreeMap::<(String, String), i64>::new();
    let mut offered = BTreeMap::<(String, String), i64>::new();
    for event in events {
        let payload = event.data().payload.value().unwrap_or_default();
        let stream = event.stream().id.to_string();
        match event.data().event_type.as_str() {
            "SeatCreated" | "SeatUpdated" => {
                let seat_type = payload
                    .get("seatType")
                    .and_then(Value::as_text)
                    .unwrap_or_default();
                let quantity = payload.get("quantity").and_then(Value::as_int).unwrap_or(0);
                quotas.insert((stream, seat_type.to_owned()), quantity);
            }
            "AvailableSeatsChanged" => {
                let sender = event.commit().data.command.actor.role.as_str();
                let seats = payload
                    .get("seats")
                    .and_then(Value::as_map)
                    .cloned()
                    .unwrap_or_default();
                for (seat_type, change) in
                    seats.into_iter().filter(|_| sender == "SeatsTranslation")
                {
                    *offered.entry((stream.clone(), seat_type)).or_default() +=
                        change.as_int().unwrap_or(0);
                }
            }
            _ => {}
        }
    }
    let wrong = quotas.into_iter().filter_map(|(seat, quota)| {
        let offered = offered.get(&seat).copied().unwrap_or(0);
        (offered != quota)
            .then(|| format!("{seat:?}: {quota} are to be offered, and {offered} are"))
    });
    wrong.collect()
}

fn assigned_twice(events: &[RecordedEvent]) -> Problems {
    let mut orders = BTreeSet::new();
    let created = events
        .iter()
        .filter(|event| event.data().event_type.as_str() == "SeatAssignmentsCreated");
    let twice = created.filter_map(|event| {
        let order = event
            .data()
            .payload
            .value()
            .ok()?
            .get("order")?
            .as_text()?
            .to_owned();
        (!orders.insert(order.clone())).then(|| format!("the seats of {order} are assigned twice"))
    });
    twice.collect()
}

/// All tabs show what a fold from the start gives.
fn rebuilt(town: &Town, events: &[RecordedEvent]) -> Problems {
    let mut timeline = Timeline::new(&*town.model, KeyframeSpacing::default());
    timeline.extend(events);
    let schema = town.model.schema();
    let rebuilt = world_hash(schema, timeline.history(), timeline.live());
    let tabs = (0..town.tabs()).filter(|tab| {
        town.deliver_news(*tab);
        let live = town.look(*tab, |bench| {
            world_hash(schema, bench.timeline.history(), bench.timeline.live())
        });
        live != rebuilt
    });
    tabs.map(|tab| format!("tab {tab} shows something else than a rebuild"))
        .collect()
}

/// What was acknowledged is there, once.
fn acknowledged(town: &Town, history: &[HistoryEntry]) -> Problems {
    let mut there = BTreeMap::new();
    for commit in history.iter().filter_map(HistoryEntry::commit) {
        *there.entry(commit.data.command.id.clone()).or_insert(0) += 1;
    }
    let acknowledged = town.acknowledged.borrow();
    let wrong = acknowledged.iter().filter_map(|commit| {
        let id = &commit.data.command.id;
        let times = there.get(id).copied().unwrap_or(0);
        (times != 1).then(|| format!("{id} was acknowledged and is there {times} times"))
    });
    wrong.collect()
}
