//! What attendees do: register, pay, and say who comes.

use super::{Task, picks, task};
use crate::engine::schema::InputSource;
use crate::engine::value::Value;
use crate::samples::conference::schema::ATTENDEE;

pub(super) fn tasks() -> Vec<Task> {
    [registration(), payment(), seats()].concat()
}

fn registration() -> Vec<Task> {
    vec![
        task(ATTENDEE, "Register", "RegisterToConference")
            .summary("Order seats at a conference. They are held for you for a quarter of an hour.")
            .input("conference", picks::published_conference())
            .input("order", InputSource::NewId)
            .input("seats", picks::seats_left()),
        task(ATTENDEE, "Change the order", "RegisterToConference")
            .summary("Say anew which seats you want. Those that you no longer want are released.")
            .input("conference", picks::conference_with_open_order())
            .input("order", picks::open_order())
            .input("seats", picks::seats_left()),
        task(ATTENDEE, "Give your details", "AssignRegistrantDetails")
            .summary("Say who registers.")
            .input("order", picks::any_order())
            .typed(&["firstName", "lastName", "email"]),
    ]
}

fn payment() -> Vec<Task> {
    vec![
        task(ATTENDEE, "Pay", "InitiateThirdPartyProcessorPayment")
            .summary(
                "Begin to pay for an order whose seats are all reserved. The payment provider does \
                 the rest.",
            )
            .input(
                "order",
                picks::payable_order(
                    false,
                    "No order can be paid now: its seats must be reserved first.",
                ),
            )
            .input("payment", InputSource::NewId),
        task(
            ATTENDEE,
            "Cancel a payment",
            "CancelThirdPartyProcessorPayment",
        )
        .summary("Don't pay after all. The seats stay held for a while.")
        .input("payment", picks::open_payment()),
        task(ATTENDEE, "Confirm a free order", "ConfirmOrder")
            .summary("Make an order final that costs nothing.")
            .input(
                "order",
                picks::payable_order(
                    true,
                    "No order that is free of charge waits to be confirmed.",
                ),
            )
            .input("paid", InputSource::Always(Value::Int(0))),
    ]
}

fn seats() -> Vec<Task> {
    vec![
        task(ATTENDEE, "Assign a seat", "AssignSeat")
            .summary("Say who sits on a seat of a confirmed order.")
            .input("assignments", picks::assignments())
            .input("position", picks::position())
            .typed(&["firstName", "lastName", "email"]),
        task(ATTENDEE, "Free a seat", "UnassignSeat")
            .summary("Nobody sits there any more.")
            .input("assignments", picks::assignments())
            .input("position", picks::position()),
    ]
}
