//! What the specifications are told: one order, and the places it can be at.
#![cfg(test)]

use super::super::{EXPIRE, NAME, instance};
use crate::engine::names::{CommandId, ReferenceBug};
use crate::engine::process::{Correlating, Input, InstanceStatus};
use crate::engine::specification::{GivenProcess, by_process, happened};
use crate::engine::time::Timestamp;
use crate::samples;
use std::collections::{BTreeMap, BTreeSet};

pub(super) const MINUTE: i64 = 60_000;
pub(super) const MAKE: &str =
    r#"{"conference":"gopher","reservation":"o-1","seats":{"Workshop":2}}"#;
pub(super) const MAKE_THREE: &str =
    r#"{"conference":"gopher","reservation":"o-1","seats":{"Workshop":3}}"#;
pub(super) const MARK: &str = r#"{"order":"o-1","seats":{"Workshop":2},"expiration":900000}"#;
pub(super) const THE_RESERVATION: &str = r#"{"conference":"gopher","reservation":"o-1"}"#;
pub(super) const THE_ORDER: &str = r#"{"order":"o-1"}"#;
pub(super) const CONFIRM: &str = r#"{"order":"o-1","paid":5000}"#;
pub(super) const TAKEN: &str = "The order had expired, and its seats are gone.";
pub(super) const UNNEEDED: &str = "The order did not need this payment any more.";
pub(super) const UNFIT: &str = "The payment does not fit the order as it is now.";
pub(super) const LOST: &str = "The order is confirmed, and its seats are gone.";

pub(super) fn minutes(minutes: i64) -> Timestamp {
    Timestamp::from_millis(minutes * MINUTE)
}

/// An order of two workshop seats, to be paid within a quarter of an hour.
pub(super) fn placed() -> Input {
    placed_at("gopher")
}

pub(super) fn placed_at(conference: &str) -> Input {
    let payload = format!(
        r#"{{"conference":"{conference}","seats":{{"Dinner":0,"Workshop":2}},"reservationAutoExpiration":900000,"accessCode":"ABC123"}}"#
    );
    happened("place", "Order/o-1", "OrderPlaced", &payload)
}

pub(super) fn updated(command: &str) -> Input {
    let payload = r#"{"seats":{"Workshop":3}}"#;
    happened(command, "Order/o-1", "OrderUpdated", payload)
}

pub(super) fn reserved(command: &CommandId, seats: i64) -> Input {
    let payload = format!(
        r#"{{"reservation":"o-1","reservationDetails":{{"Workshop":{seats}}},"availableSeatsChanged":{{"Workshop":{}}}}}"#,
        -seats
    );
    let stream = "SeatsAvailability/gopher";
    happened(command.as_str(), stream, "SeatsReserved", &payload)
}

pub(super) fn paid(payment: &str) -> Input {
    let stream = format!("Payment/{payment}");
    let payload = r#"{"order":"o-1","amount":5000}"#;
    happened(payment, &stream, "PaymentCompleted", payload)
}

pub(super) fn confirmed() -> Input {
    let payload = r#"{"seats":{"Workshop":2}}"#;
    let event = happened("confirm", "Order/o-1", "OrderConfirmed", payload);
    by_process(event, NAME)
}

pub(super) fn confirmed_by_attendee() -> Input {
    let payload = r#"{"seats":{"Workshop":2}}"#;
    happened("confirm", "Order/o-1", "OrderConfirmed", payload)
}

pub(super) fn refund(payment: &str, amount: i64, reason: &str) -> String {
    format!(r#"{{"order":"o-1","payment":"{payment}","amount":{amount},"reason":"{reason}"}}"#)
}

/// The answer to the latest reservation.
pub(super) fn answer(given: &GivenProcess<'_>, seats: i64) -> Input {
    reserved(&given.sent("MakeSeatReservation").id, seats)
}

/// The process has handled what brings it somewhere.
pub(super) struct At;

impl At {
    pub(super) fn start() -> GivenProcess<'static> {
        Self::start_of("o-1")
    }

    pub(super) fn start_of(instance: &str) -> GivenProcess<'static> {
        // A specification borrows its model, and these go from function to function.
        let model = Box::leak(Box::new(samples::conference()));
        GivenProcess::nothing(&**model, NAME, instance)
    }

    pub(super) fn awaiting_reservation() -> GivenProcess<'static> {
        Self::start().input(placed())
    }

    pub(super) fn reserved() -> GivenProcess<'static> {
        let given = Self::awaiting_reservation();
        let answer = answer(&given, 2);
        given.input(answer)
    }

    pub(super) fn paid() -> GivenProcess<'static> {
        Self::reserved().input(paid("p-1"))
    }

    pub(super) fn confirmed() -> GivenProcess<'static> {
        Self::paid().input(confirmed())
    }

    pub(super) fn expired() -> GivenProcess<'static> {
        let given = Self::reserved();
        let passed = given.passed(EXPIRE);
        given.at(minutes(29)).input(passed)
    }

    pub(super) fn reacquiring() -> GivenProcess<'static> {
        Self::expired().input(paid("p-1"))
    }

    /// The attendee of a free order confirmed it just before it expired.
    pub(super) fn restoring() -> GivenProcess<'static> {
        let given = Self::expired();
        let refused = given.refused("RejectOrder");
        given.input(refused)
    }

    pub(super) fn everywhere() -> Vec<GivenProcess<'static>> {
        vec![
            Self::start(),
            Self::awaiting_reservation(),
            Self::reserved(),
            Self::paid(),
            Self::confirmed(),
            Self::expired(),
            Self::reacquiring(),
            Self::restoring(),
        ]
    }
}

pub(super) fn instance_with(
    bugs: &[&str],
    input: &Input,
    known: &[(&str, InstanceStatus)],
) -> Option<String> {
    let known: BTreeMap<&str, InstanceStatus> = known.iter().copied().collect();
    let reference_bugs: BTreeSet<ReferenceBug> = bugs.iter().map(ReferenceBug::new).collect();
    let correlating = Correlating {
        status: &|name| known.get(name).copied().unwrap_or_default(),
        reference_bugs: &reference_bugs,
    };
    instance(input, correlating)
}
