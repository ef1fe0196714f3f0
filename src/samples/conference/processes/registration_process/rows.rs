//! Every row of the table, each late or doubled input, and each hole of the original in both settings.

use super::super::alone::model;
use super::{EXPIRE, NAME, instance};
use crate::engine::names::{CommandId, ReferenceBug};
use crate::engine::process::{Correlating, Input, InstanceStatus};
use crate::engine::specification::{GivenProcess, by_process, happened};
use crate::engine::time::Timestamp;
use std::collections::{BTreeMap, BTreeSet};

const MINUTE: i64 = 60_000;
const MAKE: &str = r#"{"conference":"gopher","reservation":"o-1","seats":{"Workshop":2}}"#;
const MAKE_THREE: &str = r#"{"conference":"gopher","reservation":"o-1","seats":{"Workshop":3}}"#;
const MARK: &str = r#"{"order":"o-1","seats":{"Workshop":2},"expiration":900000}"#;
const THE_RESERVATION: &str = r#"{"conference":"gopher","reservation":"o-1"}"#;
const THE_ORDER: &str = r#"{"order":"o-1"}"#;
const CONFIRM: &str = r#"{"order":"o-1","paid":5000}"#;
const TAKEN: &str = "The order had expired, and its seats are gone.";
const UNNEEDED: &str = "The order did not need this payment any more.";
const UNFIT: &str = "The payment does not fit the order as it is now.";
const LOST: &str = "The order is confirmed, and its seats are gone.";

fn minutes(minutes: i64) -> Timestamp {
    Timestamp::from_millis(minutes * MINUTE)
}

/// An order of two workshop seats, to be paid within a quarter of an hour.
fn placed() -> Input {
    placed_at("gopher")
}

fn placed_at(conference: &str) -> Input {
    let payload = format!(
        r#"{{"conference":"{conference}","seats":{{"Dinner":0,"Workshop":2}},"reservationAutoExpiration":900000,"accessCode":"ABC123"}}"#
    );
    happened("place", "Order/o-1", "OrderPlaced", &payload)
}

fn updated(command: &str) -> Input {
    let payload = r#"{"seats":{"Workshop":3}}"#;
    happened(command, "Order/o-1", "OrderUpdated", payload)
}

fn reserved(command: &CommandId, seats: i64) -> Input {
    let payload = format!(
        r#"{{"reservation":"o-1","reservationDetails":{{"Workshop":{seats}}},"availableSeatsChanged":{{"Workshop":-{seats}}}}}"#
    );
    let stream = "SeatsAvailability/gopher";
    happened(command.as_str(), stream, "SeatsReserved", &payload)
}

fn paid(payment: &str) -> Input {
    let stream = format!("Payment/{payment}");
    let payload = r#"{"order":"o-1","amount":5000}"#;
    happened(payment, &stream, "PaymentCompleted", payload)
}

fn confirmed() -> Input {
    let payload = r#"{"seats":{"Workshop":2}}"#;
    let event = happened("confirm", "Order/o-1", "OrderConfirmed", payload);
    by_process(event, NAME)
}

fn confirmed_by_attendee() -> Input {
    let payload = r#"{"seats":{"Workshop":2}}"#;
    happened("confirm", "Order/o-1", "OrderConfirmed", payload)
}

fn refund(payment: &str, amount: i64, reason: &str) -> String {
    format!(r#"{{"order":"o-1","payment":"{payment}","amount":{amount},"reason":"{reason}"}}"#)
}

/// The answer to the latest reservation.
fn answer(given: &GivenProcess<'_>, seats: i64) -> Input {
    reserved(&given.sent("MakeSeatReservation").id, seats)
}

/// The process has handled what brings it somewhere.
struct At;

impl At {
    fn start() -> GivenProcess<'static> {
        // A specification borrows its model, and these go from function to function.
        GivenProcess::nothing(Box::leak(Box::new(model())), NAME, "o-1")
    }

    fn awaiting_reservation() -> GivenProcess<'static> {
        Self::start().input(placed())
    }

    fn reserved() -> GivenProcess<'static> {
        let given = Self::awaiting_reservation();
        let answer = answer(&given, 2);
        given.input(answer)
    }

    fn paid() -> GivenProcess<'static> {
        Self::reserved().input(paid("p-1"))
    }

    fn confirmed() -> GivenProcess<'static> {
        Self::paid().input(confirmed())
    }

    fn expired() -> GivenProcess<'static> {
        let given = Self::reserved();
        let passed = given.passed(EXPIRE);
        given.at(minutes(29)).input(passed)
    }

    fn reacquiring() -> GivenProcess<'static> {
        Self::expired().input(paid("p-1"))
    }

    /// The attendee of a free order confirmed it just before it expired.
    fn restoring() -> GivenProcess<'static> {
        let given = Self::expired();
        let refused = given.refused("RejectOrder");
        given.input(refused)
    }

    fn everywhere() -> Vec<GivenProcess<'static>> {
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

#[test]
fn m1_an_order_in_time_reserves_its_seats_and_sets_the_deadline() {
    At::start()
        .when(placed())
        .then_rule("M1")
        .then(&[("MakeSeatReservation", MAKE)])
        .then_not_after(minutes(16))
        .then_deadlines(&[(EXPIRE, minutes(29))]);
}

#[test]
fn m2_an_order_whose_time_is_over_is_rejected_at_once() {
    At::start()
        .at(minutes(15))
        .when(placed())
        .then_rule("M2")
        .then(&[("RejectOrder", THE_ORDER)])
        .then_deadlines(&[])
        .then_ends();
}

#[test]
fn m3_m4_an_order_that_is_placed_again_changes_nothing_unless_it_is_another() {
    for given in [At::awaiting_reservation(), At::reserved(), At::paid()] {
        given
            .when(placed())
            .then_rule("M3")
            .then_nothing()
            .given()
            .when(placed_at("rustfest"))
            .then_error("The order was placed for another conference.");
    }
}

#[test]
fn m5_an_updated_order_reserves_the_new_seats_under_a_new_command() {
    for given in [At::awaiting_reservation(), At::reserved()] {
        let first = given.sent("MakeSeatReservation").id;
        let given = given
            .when(updated("update"))
            .then_rule("M5")
            .then(&[("MakeSeatReservation", MAKE_THREE)])
            .then_not_after(minutes(16))
            .then_deadlines(&[])
            .given();
        assert_ne!(given.sent("MakeSeatReservation").id, first);
    }
}

#[test]
fn m6_an_order_can_be_updated_before_it_is_paid_only() {
    let error = "The order cannot be updated at this stage.";
    for given in [At::start(), At::paid()] {
        given.when(updated("update")).then_error(error);
    }
    for given in [At::confirmed(), At::expired(), At::reacquiring()] {
        let reacted = given.when(updated("update"));
        reacted.then_rule("M6").then_nothing();
    }
}

#[test]
fn m7_the_order_is_told_what_is_held_also_when_that_is_less() {
    let given = At::awaiting_reservation();
    let all = answer(&given, 2);
    given
        .when(all)
        .then_rule("M7")
        .then(&[("MarkSeatsAsReserved", MARK)]);
    let given = At::awaiting_reservation();
    let none = answer(&given, 0);
    given.when(none).then(&[(
        "MarkSeatsAsReserved",
        r#"{"order":"o-1","seats":{},"expiration":900000}"#,
    )]);
}

#[test]
fn m8_m9_m10_only_the_answer_to_the_latest_reservation_counts_and_only_once() {
    let given = At::awaiting_reservation();
    let stale = answer(&given, 2);
    let given = given.input(updated("update"));
    let current = answer(&given, 3);
    let given = given
        .when(stale.clone())
        .then_rule("M8")
        .then_nothing()
        .given()
        .input(current.clone());
    let given = given.when(current).then_rule("M9").then_nothing().given();
    let error = "Cannot handle seat reservation at this stage.";
    let given = given.when(stale.clone()).then_error(error);
    let paid = given.input(paid("p-1"));
    let current = answer(&paid, 3);
    paid.when(current)
        .then_rule("M9")
        .then_nothing()
        .given()
        .when(stale)
        .then_error(error);
}

#[test]
fn m11_a_paid_order_is_confirmed_with_what_was_paid() {
    At::reserved()
        .when(paid("p-1"))
        .then_rule("M11")
        .then(&[("ConfirmOrder", CONFIRM)]);
}

#[test]
fn m12_a_payment_that_the_order_does_not_need_is_refunded() {
    let error = "Cannot handle payment confirmation at this stage.";
    At::start().when(paid("p-1")).then_error(error);
    At::awaiting_reservation()
        .when(paid("p-1"))
        .then_rule("M12")
        .then(&[(
            "RequireManualIntervention",
            &refund(
                "p-1",
                5000,
                "The order was changed while it was being paid.",
            ),
        )]);
    let refund = refund("p-2", 5000, UNNEEDED);
    for given in [
        At::paid(),
        At::confirmed(),
        At::reacquiring(),
        At::restoring(),
    ] {
        given
            .when(paid("p-2"))
            .then_rule("M12")
            .then(&[("RequireManualIntervention", &refund)]);
    }
}

#[test]
fn m12_a_payment_is_dealt_with_once_wherever_it_comes_again() {
    for given in [At::paid(), At::confirmed(), At::reacquiring()] {
        given.when(paid("p-1")).then_rule("M12").then_nothing();
    }
    let given = At::awaiting_reservation().input(paid("p-1"));
    let answer = answer(&given, 2);
    given.input(answer).when(paid("p-1")).then_nothing();
}

#[test]
fn m13_a_confirmed_order_keeps_its_seats_paid_or_free() {
    At::paid()
        .when(confirmed())
        .then_rule("M13")
        .then(&[("CommitSeatReservation", THE_RESERVATION)])
        .then_ends();
    At::reserved()
        .when(confirmed_by_attendee())
        .then_rule("M13")
        .then(&[("CommitSeatReservation", THE_RESERVATION)])
        .then_ends();
}

#[test]
fn m13_a_payment_that_a_free_order_was_confirmed_without_is_refunded() {
    let reason = "The order was confirmed without this payment.";
    At::paid().when(confirmed_by_attendee()).then(&[
        ("CommitSeatReservation", THE_RESERVATION),
        ("RequireManualIntervention", &refund("p-1", 5000, reason)),
    ]);
}

#[test]
fn m14_a_confirmation_out_of_place_is_an_error_and_a_late_one_is_not() {
    let error = "Cannot handle order confirmation at this stage.";
    for given in [At::start(), At::awaiting_reservation()] {
        given.when(confirmed()).then_error(error);
    }
    for given in [At::confirmed(), At::expired(), At::restoring()] {
        given.when(confirmed()).then_rule("M14").then_nothing();
    }
}

#[test]
fn m15_an_order_that_is_not_paid_in_time_expires_and_its_seats_are_given_back() {
    for given in [At::awaiting_reservation(), At::reserved()] {
        let passed = given.passed(EXPIRE);
        given
            .at(minutes(29))
            .when(passed)
            .then_rule("M15")
            .then(&[
                ("RejectOrder", THE_ORDER),
                ("CancelSeatReservation", THE_RESERVATION),
            ])
            .then_ends();
    }
}

#[test]
fn m16_a_deadline_that_is_not_the_one_that_was_set_changes_nothing() {
    let other = GivenProcess::nothing(Box::leak(Box::new(model())), NAME, "o-2");
    let other = other.input(placed()).passed(EXPIRE);
    for given in At::everywhere() {
        let reacted = given.when(other.clone());
        reacted.then_rule("M16").then_nothing();
    }
    for given in [At::confirmed(), At::expired()] {
        let own = given.passed(EXPIRE);
        given.when(own).then_rule("M16").then_nothing();
    }
}

#[test]
fn h4_a_finished_order_does_not_begin_again() {
    for given in [At::confirmed(), At::expired()] {
        given.when(placed()).then_rule("H4").then_nothing();
    }
}

fn instance_with(bugs: &[&str], input: &Input, known: &[(&str, InstanceStatus)]) -> Option<String> {
    let known: BTreeMap<&str, InstanceStatus> = known.iter().copied().collect();
    let reference_bugs: BTreeSet<ReferenceBug> = bugs.iter().map(ReferenceBug::new).collect();
    let correlating = Correlating {
        status: &|name| known.get(name).copied().unwrap_or_default(),
        reference_bugs: &reference_bugs,
    };
    instance(input, correlating)
}

#[test]
fn every_event_is_for_the_instance_of_its_order() {
    let reserved = reserved(&CommandId::new("make"), 2);
    for input in [placed(), updated("u"), reserved, paid("p-1"), confirmed()] {
        assert_eq!(instance_with(&[], &input, &[]).as_deref(), Some("o-1"));
        let ended = [("o-1", InstanceStatus::Ended)];
        assert_eq!(instance_with(&[], &input, &ended).as_deref(), Some("o-1"));
    }
    let other = happened("c", "Order/o-1", "OrderExpired", "{}");
    assert_eq!(instance_with(&[], &other, &[]), None);
}

#[test]
fn h4_in_the_original_a_finished_order_begins_a_second_time() {
    let ended = ("o-1", InstanceStatus::Ended);
    let second = |status| [ended, ("o-1#2", status)];
    let at = |input: &Input, known: &[_]| instance_with(&["H4"], input, known);
    let running = [("o-1", InstanceStatus::Running)];
    assert_eq!(at(&placed(), &running).as_deref(), Some("o-1"));
    assert_eq!(at(&placed(), &[ended]).as_deref(), Some("o-1#2"));
    let known = second(InstanceStatus::Running);
    assert_eq!(at(&placed(), &known).as_deref(), Some("o-1#2"));
    assert_eq!(at(&confirmed(), &known).as_deref(), Some("o-1#2"));
    let known = second(InstanceStatus::Ended);
    assert_eq!(at(&placed(), &known).as_deref(), Some("o-1#3"));
    assert_eq!(at(&paid("p-1"), &known).as_deref(), Some("o-1"));
    GivenProcess::nothing(&model(), NAME, "o-1#2")
        .with_bugs(&["H4"])
        .when(placed())
        .then(&[("MakeSeatReservation", MAKE)]);
}

#[test]
fn h5_seats_of_an_expired_order_are_reserved_again_for_a_late_payment() {
    let given = At::expired()
        .when(paid("p-1"))
        .then_rule("H5")
        .then(&[("MakeSeatReservation", MAKE)])
        .given();
    let all = answer(&given, 2);
    given
        .when(all)
        .then_rule("H5")
        .then(&[
            (
                "ReinstateOrder",
                r#"{"order":"o-1","seats":{"Workshop":2},"expiration":2640000}"#,
            ),
            ("ConfirmOrder", CONFIRM),
        ])
        .given()
        .when(confirmed())
        .then_rule("M13")
        .then(&[("CommitSeatReservation", THE_RESERVATION)])
        .then_ends();
}

#[test]
fn h5_a_late_payment_is_refunded_where_the_seats_are_gone() {
    let given = At::reacquiring();
    let fewer = answer(&given, 1);
    let given = given
        .when(fewer)
        .then_rule("H5")
        .then(&[
            ("CancelSeatReservation", THE_RESERVATION),
            ("RequireManualIntervention", &refund("p-1", 5000, TAKEN)),
        ])
        .then_ends()
        .given();
    // The next one is tried by itself.
    given
        .when(paid("p-2"))
        .then_rule("H5")
        .then(&[("MakeSeatReservation", MAKE)]);
}

#[test]
fn h5_only_the_answer_to_the_second_reservation_reinstates_an_order() {
    let given = At::reserved();
    let stale = answer(&given, 2);
    let passed = given.passed(EXPIRE);
    let given = given.at(minutes(29)).input(passed).input(paid("p-1"));
    given.when(stale).then_rule("M8").then_nothing();
}

#[test]
fn h5_the_latest_wanted_seats_count_even_when_that_is_heard_late() {
    At::expired()
        .input(updated("update"))
        .when(paid("p-1"))
        .then(&[("MakeSeatReservation", MAKE_THREE)]);
}

#[test]
fn h5_in_the_original_a_late_payment_is_dropped() {
    At::expired()
        .with_bugs(&["H5"])
        .when(paid("p-1"))
        .then_rule("H5")
        .then_nothing();
}

#[test]
fn h6_a_paid_order_does_not_expire() {
    let given = At::paid();
    let passed = given.passed(EXPIRE);
    given
        .at(minutes(29))
        .when(passed)
        .then_rule("M15")
        .then_nothing()
        .given()
        .when(confirmed())
        .then(&[("CommitSeatReservation", THE_RESERVATION)]);
}

#[test]
fn h6_in_the_original_a_paid_order_expires_while_it_is_confirmed() {
    let given = At::paid().with_bugs(&["H6"]);
    let passed = given.passed(EXPIRE);
    let given = given
        .at(minutes(29))
        .when(passed)
        .then(&[
            ("RejectOrder", THE_ORDER),
            ("CancelSeatReservation", THE_RESERVATION),
        ])
        .then_ends()
        .given();
    let refused = given.refused("RejectOrder");
    given
        .when(refused)
        .then_nothing()
        .given()
        .when(confirmed())
        .then_nothing();
}

#[test]
fn h7_seats_that_nobody_waits_for_are_given_back() {
    let by_hand = reserved(&CommandId::new("by hand"), 2);
    for given in [At::start(), At::confirmed(), At::expired()] {
        let reacted = given.when(by_hand.clone()).then_rule("H7");
        reacted.then(&[("CancelSeatReservation", THE_RESERVATION)]);
    }
    // An order of that name may still be placed.
    At::start()
        .input(by_hand)
        .when(placed())
        .then(&[("MakeSeatReservation", MAKE)]);
}

#[test]
fn h7_in_the_original_seats_that_nobody_waits_for_stay_held() {
    let by_hand = reserved(&CommandId::new("by hand"), 2);
    assert_eq!(instance_with(&["H7"], &by_hand, &[]), None);
    for given in [At::confirmed(), At::expired()] {
        given
            .with_bugs(&["H7"])
            .when(by_hand.clone())
            .then_nothing();
    }
    // What a late payment waits for is something else.
    let given = At::reacquiring().with_bugs(&["H7"]);
    let all = answer(&given, 2);
    given.when(all).then_rule("H5");
}

#[test]
fn r1_an_order_whose_seats_cannot_be_reserved_is_rejected() {
    for given in [
        At::awaiting_reservation(),
        At::reserved().input(updated("update")),
    ] {
        let refused = given.refused("MakeSeatReservation");
        given
            .when(refused)
            .then_rule("R1")
            .then(&[
                ("RejectOrder", THE_ORDER),
                ("CancelSeatReservation", THE_RESERVATION),
            ])
            .then_ends();
    }
}

#[test]
fn r1_a_late_payment_is_refunded_where_seats_cannot_be_reserved_again() {
    let given = At::reacquiring();
    let refused = given.refused("MakeSeatReservation");
    let reason = "The order had expired, and its seats can't be reserved again.";
    given
        .when(refused)
        .then(&[("RequireManualIntervention", &refund("p-1", 5000, reason))])
        .then_ends();
    let given = At::restoring();
    let refused = given.refused("MakeSeatReservation");
    given
        .when(refused)
        .then(&[("RequireManualIntervention", &refund("", 0, LOST))])
        .then_ends();
}

#[test]
fn r2_r3_an_order_that_was_confirmed_before_it_could_be_rejected_gets_its_seats_again() {
    let given = At::expired();
    let refused = given.refused("RejectOrder");
    let given = given
        .when(refused)
        .then_rule("R2")
        .then(&[("MakeSeatReservation", MAKE)])
        .given();
    let all = answer(&given, 2);
    given
        .when(all)
        .then_rule("R3")
        .then(&[("CommitSeatReservation", THE_RESERVATION)])
        .then_ends();
    let given = At::restoring();
    let fewer = answer(&given, 1);
    given
        .when(fewer)
        .then_rule("R3")
        .then(&[
            ("CancelSeatReservation", THE_RESERVATION),
            ("RequireManualIntervention", &refund("", 0, LOST)),
        ])
        .then_ends();
}

#[test]
fn r2_an_order_that_never_had_seats_of_this_process_gets_none() {
    let given = At::start().at(minutes(15)).input(placed());
    let refused = given.refused("RejectOrder");
    // It is confirmed: a further payment is one too many.
    given
        .when(refused)
        .then_rule("R2")
        .then_nothing()
        .given()
        .when(paid("p-1"))
        .then_rule("M12");
}

#[test]
fn r4_a_payment_that_does_not_fit_is_refunded_and_the_order_given_up() {
    let given = At::paid();
    let refused = given.refused("ConfirmOrder");
    given
        .when(refused)
        .then_rule("R4")
        .then(&[
            ("RequireManualIntervention", &refund("p-1", 5000, UNFIT)),
            ("RejectOrder", THE_ORDER),
            ("CancelSeatReservation", THE_RESERVATION),
        ])
        .then_ends();
}

#[test]
fn r5_r6_an_order_that_went_its_own_way_needs_nothing_more() {
    let given = At::reserved();
    let refused = given.refused("MarkSeatsAsReserved");
    given.when(refused).then_rule("R5").then_nothing();
    let given = At::reacquiring();
    let all = answer(&given, 2);
    let given = given.input(all);
    let refused = given.refused("ReinstateOrder");
    given.when(refused).then_rule("R6").then_nothing();
}

#[test]
fn whether_a_refusal_is_answered_does_not_depend_on_where_the_order_stands() {
    let paid = At::paid();
    let expired = At::expired();
    let answered = [
        paid.refused("MakeSeatReservation"),
        paid.refused("MarkSeatsAsReserved"),
        paid.refused("ConfirmOrder"),
        expired.refused("RejectOrder"),
    ];
    let confirmed = At::confirmed();
    let unanswered = [
        expired.refused("CancelSeatReservation"),
        confirmed.refused("CommitSeatReservation"),
    ];
    for input in answered {
        for given in At::everywhere() {
            given.when(input.clone()).then_handled();
        }
    }
    for input in unanswered {
        for given in At::everywhere() {
            given.when(input.clone()).then_unhandled();
        }
    }
}

#[test]
fn a_cancelled_payment_leaves_the_seats_held_for_the_next() {
    let rejected = happened(
        "p-1",
        "Payment/p-1",
        "PaymentRejected",
        r#"{"order":"o-1"}"#,
    );
    assert_eq!(instance_with(&[], &rejected, &[]), None);
    At::reserved()
        .when(paid("p-2"))
        .then(&[("ConfirmOrder", CONFIRM)]);
}

#[test]
fn the_state_is_shown_plainly_and_survives_a_snapshot() {
    let given = At::reserved();
    let make = given.sent("MakeSeatReservation").id;
    let super::InputKind::Deadline(deadline) = given.passed(EXPIRE).kind else {
        panic!("a deadline is one")
    };
    let text = format!(
        r#"{{"stage":"PaymentConfirmationReceived","placed":{{"order":"o-1","conference":"gopher","reservationAutoExpiration":900000}},"wanted":{{"Workshop":2}},"reservation":"{make}","deadline":"{}","payment":{{"payment":"p-1","amount":5000}},"payments":["p-1"]}}"#,
        deadline.id
    );
    given.when(paid("p-1")).then_state(&text);
    let plain = crate::engine::value::Value::from_json(&text).expect("plain data");
    let state = super::State::from_plain(&plain).expect("a state");
    assert_eq!(state.plain(), plain);
}
