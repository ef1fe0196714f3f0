//! What must hold in every world, and what is said where it does not.

use super::World;
use super::names::ConferenceNames;
use super::payment::Status;
use crate::engine::model::BrokenInvariant;
use crate::engine::schema::InvariantSchema;
use crate::engine::slots::Slot;
use std::collections::BTreeMap;

const NO_SEAT_SOLD_TWICE: &str = "NoSeatSoldTwice";
const NEVER_CONFIRMED_AND_EXPIRED: &str = "NeverConfirmedAndExpired";
const NOBODY_CHARGED_TWICE: &str = "NobodyChargedTwice";
const HELD_SEATS_ARE_LIVE_RESERVATIONS: &str = "HeldSeatsAreLiveReservations";

/// What the model says of its invariants.
pub fn schemas() -> Vec<InvariantSchema> {
    let invariant = |name: &str, title: &str, at_rest| InvariantSchema {
        name: name.to_owned(),
        title: title.to_owned(),
        at_rest,
    };
    vec![
        invariant(
            NO_SEAT_SOLD_TWICE,
            "No more seats are held and sold than were ever offered at once.",
            false,
        ),
        invariant(
            NEVER_CONFIRMED_AND_EXPIRED,
            "No order is both confirmed and expired.",
            false,
        ),
        invariant(
            NOBODY_CHARGED_TWICE,
            "Of the payments that were completed for one order, all but one are marked to be paid back.",
            true,
        ),
        invariant(
            HELD_SEATS_ARE_LIVE_RESERVATIONS,
            "Every held seat belongs to an order that is neither confirmed nor expired.",
            true,
        ),
    ]
}

/// Those that do not hold.
pub fn broken(names: &ConferenceNames, world: &World) -> Vec<BrokenInvariant> {
    let all = [
        seats_sold_twice(names, world),
        confirmed_and_expired(names, world),
        charged_twice(names, world),
        held_for_nobody(names, world),
    ];
    all.concat()
}

fn broken_one(name: &str, problem: String) -> BrokenInvariant {
    BrokenInvariant {
        name: name.to_owned(),
        problem,
    }
}

/// Offering fewer seats than are taken is the organizer's own doing; selling one that was never there is not.
fn seats_sold_twice(names: &ConferenceNames, world: &World) -> Vec<BrokenInvariant> {
    let mut confirmed: BTreeMap<(Slot, Slot), i64> = BTreeMap::new();
    for (conference, seats) in world.orders.filled().filter_map(|(_, order)| order.sold()) {
        for (seat_type, quantity) in names.seats.get(seats).iter() {
            let sold = confirmed.entry((conference, seat_type)).or_default();
            *sold = sold.saturating_add(quantity);
        }
    }
    let taken = world.read_models.seats_taken();
    let oversold = taken.filter_map(|(conference, seat_type, taken)| {
        let confirmed = confirmed.get(&(conference, seat_type)).copied();
        let sold = taken.taken.max(confirmed.unwrap_or(0));
        let by = Some(sold.saturating_sub(taken.most)).filter(|by| *by > 0)?;
        let conference = names.conferences.name(conference);
        let seat_type = names.seat_types.name(seat_type);
        Some(broken_one(
            NO_SEAT_SOLD_TWICE,
            format!("SeatsAvailability/{conference} has sold {by} more seats of the type “{seat_type}” than it had."),
        ))
    });
    oversold.collect()
}

fn confirmed_and_expired(names: &ConferenceNames, world: &World) -> Vec<BrokenInvariant> {
    let both = world.orders.filled();
    let both = both.filter(|(_, order)| order.is_confirmed_and_expired());
    let broken = both.map(|(order, _)| {
        broken_one(
            NEVER_CONFIRMED_AND_EXPIRED,
            format!(
                "Order/{} is confirmed, and it has expired.",
                names.orders.name(order)
            ),
        )
    });
    broken.collect()
}

fn charged_twice(names: &ConferenceNames, world: &World) -> Vec<BrokenInvariant> {
    let mut kept: BTreeMap<Slot, Vec<&str>> = BTreeMap::new();
    for (payment, state) in world.payments.filled() {
        let Some(order) = state.order.filter(|_| state.status == Status::Completed) else {
            continue;
        };
        let marked = world.orders.get(order);
        if !marked.is_some_and(|order| order.needs_intervention(payment)) {
            kept.entry(order)
                .or_default()
                .push(names.payments.name(payment));
        }
    }
    let twice = kept.into_iter().filter(|(_, payments)| payments.len() > 1);
    let broken = twice.map(|(order, payments)| {
        let order = names.orders.name(order);
        let payments = payments.join(" and Payment/");
        broken_one(
            NOBODY_CHARGED_TWICE,
            format!("Order/{order} was paid by Payment/{payments}, and nothing is marked to be paid back."),
        )
    });
    broken.collect()
}

/// A reservation that was made by hand, for no order at all, is looked after by hand.
fn held_for_nobody(names: &ConferenceNames, world: &World) -> Vec<BrokenInvariant> {
    let mut broken = Vec::new();
    for (conference, seats) in world.seats_availability.filled() {
        for reservation in seats.held() {
            let order = names.reservation(conference, reservation);
            let known = names.orders.find(order);
            let state = known.and_then(|order| world.orders.get(order));
            if state.is_some_and(|order| !order.is_open()) {
                let conference = names.conferences.name(conference);
                broken.push(broken_one(
                    HELD_SEATS_ARE_LIVE_RESERVATIONS,
                    format!("SeatsAvailability/{conference} holds seats for Order/{order}, which is over."),
                ));
            }
        }
    }
    broken
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::samples::conference::told::{PLACED, broken};

    const TWO: &str = r#"{"seats":{"General admission":2}}"#;
    const HELD: &str = r#"{"reservation":"o-1","reservationDetails":{"General admission":2},
        "availableSeatsChanged":{"General admission":-2}}"#;
    const COMPLETED: &str = r#"{"order":"o-1","amount":39800}"#;
    const SEATS: &str = "SeatsAvailability/rustconf-lisbon";

    #[test]
    fn seats_that_were_given_back_and_sold_again_are_sold_twice() {
        let told = [
            (SEATS, "AvailableSeatsChanged", TWO),
            ("Order/o-1", "OrderPlaced", PLACED),
            ("Order/o-1", "OrderConfirmed", TWO),
            ("Order/o-2", "OrderPlaced", PLACED),
            ("Order/o-2", "OrderConfirmed", TWO),
        ];
        assert!(broken(&told[..4]).is_empty());
        assert_eq!(broken(&told), [NO_SEAT_SOLD_TWICE]);
    }

    #[test]
    fn fewer_seats_offered_than_were_sold_are_sold_once() {
        let told = [
            (SEATS, "AvailableSeatsChanged", TWO),
            (SEATS, "SeatsReserved", HELD),
            (
                SEATS,
                "AvailableSeatsChanged",
                r#"{"seats":{"General admission":-1}}"#,
            ),
            ("Order/o-1", "OrderPlaced", PLACED),
            ("Order/o-1", "OrderConfirmed", TWO),
            (
                SEATS,
                "SeatsReservationCommitted",
                r#"{"reservation":"o-1"}"#,
            ),
        ];
        assert!(broken(&told).is_empty());
    }

    #[test]
    fn an_order_that_is_confirmed_and_expired_is_told() {
        let told = [
            ("Order/o-1", "OrderPlaced", PLACED),
            ("Order/o-1", "OrderExpired", "{}"),
            ("Order/o-1", "OrderConfirmed", r#"{"seats":{}}"#),
        ];
        assert!(broken(&told[..2]).is_empty());
        assert_eq!(broken(&told), [NEVER_CONFIRMED_AND_EXPIRED]);
    }

    #[test]
    fn a_second_payment_is_told_until_it_is_marked_to_be_paid_back() {
        let marked = r#"{"payment":"p-2","amount":39800,"reason":"It was paid twice."}"#;
        let told = [
            ("Payment/p-1", "PaymentCompleted", COMPLETED),
            ("Payment/p-2", "PaymentCompleted", COMPLETED),
            ("Order/o-1", "ManualInterventionRequired", marked),
        ];
        assert!(broken(&told[..1]).is_empty());
        assert_eq!(broken(&told[..2]), [NOBODY_CHARGED_TWICE]);
        assert!(broken(&told).is_empty());
    }

    #[test]
    fn seats_that_are_held_for_an_order_that_is_over_are_told() {
        let told = [
            (SEATS, "AvailableSeatsChanged", TWO),
            (SEATS, "SeatsReserved", HELD),
            ("Order/o-1", "OrderPlaced", PLACED),
            ("Order/o-1", "OrderExpired", "{}"),
            (
                SEATS,
                "SeatsReservationCancelled",
                r#"{"reservation":"o-1","availableSeatsChanged":{"General admission":2}}"#,
            ),
        ];
        assert!(broken(&told[..3]).is_empty());
        assert_eq!(broken(&told[..4]), [HELD_SEATS_ARE_LIVE_RESERVATIONS]);
        assert!(broken(&told).is_empty());
    }
}
