//! Every row of the table as the CQRS Journey has it, with late and doubled inputs.
#![cfg(test)]

use super::super::EXPIRE;
use super::given::{
    At, CONFIRM, MAKE, MAKE_THREE, MARK, THE_ORDER, THE_RESERVATION, UNNEEDED, answer, confirmed,
    confirmed_by_attendee, instance_with, minutes, paid, placed, placed_at, refund, updated,
};
use crate::engine::specification::happened;

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
    let other = At::start_of("o-2");
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
    let crate::engine::process::InputKind::Deadline(deadline) = given.passed(EXPIRE).kind else {
        panic!("a deadline is one")
    };
    let text = format!(
        r#"{{"stage":"PaymentConfirmationReceived","placed":{{"order":"o-1","conference":"gopher","reservationAutoExpiration":900000}},"wanted":{{"Workshop":2}},"reservation":"{make}","isTold":true,"deadline":"{}","payment":{{"payment":"p-1","amount":5000}},"payments":["p-1"]}}"#,
        deadline.id
    );
    given.when(paid("p-1")).then_state(&text);
    let plain = crate::engine::value::Value::from_json(&text).expect("plain data");
    let state = super::super::State::from_plain(&plain).expect("a state");
    assert_eq!(state.plain(), plain);
}
