//! The holes of the original, closed and switched on.
#![cfg(test)]

use super::super::EXPIRE;
use super::given::{
    At, CONFIRM, MAKE, MAKE_THREE, TAKEN, THE_ORDER, THE_RESERVATION, answer, confirmed,
    instance_with, minutes, paid, placed, refund, reserved, updated,
};
use crate::engine::names::CommandId;
use crate::engine::process::{Input, InstanceStatus};
use crate::engine::specification::happened;

#[test]
fn h4_a_finished_order_does_not_begin_again() {
    for given in [At::confirmed(), At::expired()] {
        given.when(placed()).then_rule("H4").then_nothing();
    }
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
    At::start_of("o-1#2")
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
