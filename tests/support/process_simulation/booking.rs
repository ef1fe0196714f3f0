//! What must hold of conference booking when everything has come to rest.

use super::checks::{Problems, events_of};
use super::town::Town;
use foldline::engine::event::RecordedEvent;
use foldline::engine::value::Value;
use std::collections::{BTreeMap, BTreeSet};

/// No seat is held, all money is accounted for, and nothing was offered or assigned twice.
pub(crate) fn at_rest(town: &Town) -> Problems {
    let events = events_of(&town.history(0));
    let mut problems = seats_still_held(town);
    problems.extend(money(&events));
    problems.extend(offered(&events));
    problems.extend(assigned_twice(&events));
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
