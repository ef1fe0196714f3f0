//! What is done about commands that are refused, and where an order went ahead of its process.
#![cfg(test)]

use super::super::EXPIRE;
use super::given::{
    At, LOST, MAKE, MAKE_THREE, THE_ORDER, THE_RESERVATION, UNFIT, answer, confirmed_by_attendee,
    minutes, paid, placed, refund, updated,
};

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
fn r7_an_order_that_is_confirmed_while_its_change_is_heard_keeps_its_seats() {
    let given = At::reserved()
        .input(updated("update"))
        .when(confirmed_by_attendee())
        .then_rule("R7")
        .then(&[("MakeSeatReservation", MAKE_THREE)])
        .given();
    let passed = given.passed(EXPIRE);
    let given = given.when(passed).then_rule("M16").then_nothing().given();
    let all = answer(&given, 3);
    given
        .when(all)
        .then_rule("R3")
        .then(&[("CommitSeatReservation", THE_RESERVATION)])
        .then_ends();
}
