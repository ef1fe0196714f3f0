//! What an old importer writes: events in shapes of long ago, of orders that nobody placed, and
//! onto streams that no aggregate has. Whatever comes of it is the same under both models.

use super::town::Town;
use foldline::engine::event::EventData;
use foldline::engine::names::{EventType, ReadModelName, StreamName};
use foldline::engine::value::{Payload, Value};

const OURS: &str = "registration";
const SEATS: &str = r#"{"seats":{"General":1}}"#;

/// An event with the log and the stream that it is written to.
type Written = ((&'static str, StreamName), EventData);

/// Writes one event of the importer, or two at once: nobody does anything about the first before the second is there.
pub(crate) fn write(town: &Town, number: usize) {
    let dice = &town.dice;
    // It looks at what is there now.
    town.deliver_news(0);
    let order = order(town);
    let written = match dice.below(14) {
        0..6 => vec![of_order(town, &order)],
        6 => vec![
            updated(&order),
            event(OURS, own(&order), ("OrderConfirmed", 2), SEATS),
        ],
        7..9 => vec![
            updated(&order),
            event(OURS, real(&order), ("OrderConfirmed", 2), SEATS),
        ],
        9..11 => vec![of_old_shape(town, &order)],
        11 => vec![seat_updated(town)],
        _ => vec![paid(town, order)],
    };
    for (index, ((log, stream), event)) in written.into_iter().enumerate() {
        if fits(town, &stream, &event) {
            town.import(1_000 * index + number, (log, stream), event);
        }
    }
}

fn event(
    log: &'static str,
    stream: StreamName,
    (event_type, schema_version): (&str, u32),
    payload: &str,
) -> Written {
    let event = EventData {
        event_type: EventType::new(event_type),
        schema_version,
        payload: Payload::stored(payload),
    };
    ((log, stream), event)
}

/// A stream that no aggregate has.
fn own(order: &str) -> StreamName {
    StreamName::new("ImportedOrder", order)
}

/// The stream of the order itself.
fn real(order: &str) -> StreamName {
    StreamName::new("Order", order)
}

fn updated(order: &str) -> Written {
    event(OURS, own(order), ("OrderUpdated", 1), SEATS)
}

fn of_order(town: &Town, order: &str) -> Written {
    match town.dice.below(6) {
        0 => event(OURS, own(order), ("OrderPlaced", 1), &placed(town)),
        1 => updated(order),
        2 => event(OURS, own(order), ("OrderConfirmed", 1), "{}"),
        3 => event(OURS, own(order), ("OrderConfirmed", 2), SEATS),
        4 => event(OURS, own(order), ("OrderPaymentConfirmed", 1), "{}"),
        _ => event(OURS, real(order), ("OrderExpired", 1), "{}"),
    }
}

fn of_old_shape(town: &Town, order: &str) -> Written {
    if town.dice.chance(500) {
        let registrant = r#"{"name":"Ada King Lovelace","email":"ada@example.org"}"#;
        return event(
            OURS,
            real(order),
            ("OrderRegistrantAssigned", 1),
            registrant,
        );
    }
    let stream = StreamName::new("SeatAssignments", &format!("{order}.seats"));
    let seated = r#"{"position":0,"firstName":"Ada","lastName":"King","email":"ada@example.org"}"#;
    event(OURS, stream, ("SeatReassigned", 1), seated)
}

fn seat_updated(town: &Town) -> Written {
    let seat_type = town
        .dice
        .pick(&["General", "Sofa"])
        .copied()
        .unwrap_or("Sofa");
    let seat = r#"{"seatType":"SEAT","description":"text","price":0,"quantity":3}"#;
    let stream = StreamName::new("ImportedConference", "rust");
    let seat = seat.replace("SEAT", seat_type);
    event("conference management", stream, ("SeatUpdated", 1), &seat)
}

/// A payment that nobody began, often for an order that nobody placed.
fn paid(town: &Town, order: String) -> Written {
    let dice = &town.dice;
    let order = if dice.chance(500) {
        imported(town)
    } else {
        order
    };
    let stream = StreamName::new("ImportedPayment", &format!("i-{}", dice.below(3)));
    let paid = format!(r#"{{"order":"{order}","amount":{}}}"#, dice.below(2) * 100);
    event("payments", stream, ("PaymentCompleted", 1), &paid)
}

/// An order that nobody placed.
fn imported(town: &Town) -> String {
    format!("imported-{}", town.dice.below(3))
}

/// Whether the history stays one that an aggregate could have. Both models may rely on that, and show different
/// things where a stream has no beginning, or where an order is both confirmed and expired.
fn fits(town: &Town, stream: &StreamName, event: &EventData) -> bool {
    let column = match &*stream.category {
        "Order" => match event.event_type.as_str() {
            "OrderConfirmed" | "OrderExpired" => "isOpen",
            _ => "order",
        },
        "SeatAssignments" => "assignments",
        _ => return true,
    };
    let read_model = match column {
        "assignments" => ReadModelName::new("PricedOrders"),
        _ => ReadModelName::new("DraftOrders"),
    };
    let order = stream.id.trim_end_matches(".seats");
    let row = town.look(0, |bench| {
        let timeline = &bench.timeline;
        timeline.history().row(timeline.live(), &read_model, order)
    });
    let value = row.and_then(|row| row.get(column).cloned());
    value.is_some_and(|value| value != Value::Bool(false) && value != Value::from(""))
}

/// An order that is under way, one that is over, or one that nobody placed.
fn order(town: &Town) -> String {
    let dice = &town.dice;
    let running = town.open().into_iter();
    let running = running.filter(|(process, ..)| process.as_str() == "RegistrationProcess");
    let running: Vec<String> = running.map(|(_, order, _)| order).collect();
    let orders = match dice.below(4) {
        0 => town.ended_orders(),
        1 => Vec::new(),
        _ => running,
    };
    let picked = dice.pick(&orders).cloned();
    picked.unwrap_or_else(|| imported(town))
}

/// An order with a quarter of an hour to pay, or none any more.
fn placed(town: &Town) -> String {
    let late = town.dice.chance(200);
    let now = town.now().plus_millis(if late { 0 } else { 900_000 });
    let now = now.millis();
    format!(
        r#"{{"accessCode":"AAAAAA","conference":"rust","reservationAutoExpiration":{now},"seats":{{"General":1}}}}"#
    )
}
