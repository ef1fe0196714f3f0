//! What an old importer writes: events in shapes of long ago, of orders that nobody placed, and
//! onto streams that no aggregate has. Whatever comes of it is the same under both models.

use super::town::Town;
use foldline::engine::event::EventData;
use foldline::engine::names::{EventType, StreamName};
use foldline::engine::value::Payload;

/// Writes one event of the importer.
pub(crate) fn write(town: &Town, number: usize) {
    let (dice, order) = (&town.dice, order(town));
    let seats = r#"{"seats":{"General":1}}"#;
    let own = StreamName::new("ImportedOrder", &order);
    let real = StreamName::new("Order", &order);
    let sitting = StreamName::new("SeatAssignments", &format!("{order}.seats"));
    let conference = StreamName::new("ImportedConference", "rust");
    let ours = "registration";
    let (stream, event_type, version, payload) = match dice.below(11) {
        0 => ((ours, own), "OrderPlaced", 1, placed(town)),
        1 => ((ours, own), "OrderUpdated", 1, seats.to_owned()),
        2 => ((ours, own), "OrderConfirmed", 1, "{}".to_owned()),
        3 => ((ours, own), "OrderConfirmed", 2, seats.to_owned()),
        4 => ((ours, own), "OrderPaymentConfirmed", 1, "{}".to_owned()),
        5 => ((ours, real), "OrderExpired", 1, "{}".to_owned()),
        6 => {
            let old = r#"{"name":"Ada King Lovelace","email":"ada@example.org"}"#;
            ((ours, real), "OrderRegistrantAssigned", 1, old.to_owned())
        }
        7 => {
            let seated =
                r#"{"position":0,"firstName":"Ada","lastName":"King","email":"ada@example.org"}"#;
            ((ours, sitting), "SeatReassigned", 1, seated.to_owned())
        }
        8 => {
            let seat = r#"{"seatType":"SEAT","description":"text","price":0,"quantity":3}"#;
            let seat = seat.replace(
                "SEAT",
                dice.pick(&["General", "Sofa"]).copied().unwrap_or("Sofa"),
            );
            (
                ("conference management", conference),
                "SeatUpdated",
                1,
                seat,
            )
        }
        _ => {
            let payment = StreamName::new("ImportedPayment", &format!("i-{}", dice.below(3)));
            let paid = format!(r#"{{"order":"{order}","amount":{}}}"#, dice.below(2) * 100);
            (("payments", payment), "PaymentCompleted", 1, paid)
        }
    };
    if !is_foreign(&stream.1) && !has_begun(town, &stream.1) {
        return;
    }
    let event = EventData {
        event_type: EventType::new(event_type),
        schema_version: version,
        payload: Payload::stored(&payload),
    };
    town.import(number, stream, event);
}

/// Whether no aggregate has such a stream.
fn is_foreign(stream: &StreamName) -> bool {
    stream.category.starts_with("Imported")
}

/// Whether the stream has a beginning: both models may rely on that one, and show different things without it.
fn has_begun(town: &Town, stream: &StreamName) -> bool {
    town.look(0, |bench| {
        let timeline = &bench.timeline;
        timeline.history().state(timeline.live(), stream).is_some()
    })
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
    let unknown = || format!("imported-{}", dice.below(3));
    dice.pick(&orders).cloned().unwrap_or_else(unknown)
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
