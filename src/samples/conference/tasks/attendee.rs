//! What attendees do: register, pay, and say who comes.

use super::{picks, task};
use crate::engine::schema::{InputSource, TaskSchema};
use crate::engine::value::Value;
use crate::samples::conference::schema::ATTENDEE;

pub(super) fn tasks() -> Vec<TaskSchema> {
    [registration(), payment(), seats()].concat()
}

fn registration() -> Vec<TaskSchema> {
    vec![
        task(
            ATTENDEE,
            [
                "Register",
                "Order seats at a conference. They are held for you for a quarter of an hour.",
                "RegisterToConference",
            ],
            vec![
                ("conference", picks::published_conference()),
                ("order", InputSource::NewId),
                ("seats", picks::seats_left()),
            ],
        ),
        task(
            ATTENDEE,
            [
                "Change the order",
                "Say anew which seats you want. Those that you no longer want are released.",
                "RegisterToConference",
            ],
            vec![
                ("conference", picks::conference_with_open_order()),
                ("order", picks::open_order()),
                ("seats", picks::seats_left()),
            ],
        ),
        task(
            ATTENDEE,
            [
                "Give your details",
                "Say who registers.",
                "AssignRegistrantDetails",
            ],
            vec![
                ("order", picks::any_order()),
                ("firstName", InputSource::Typed),
                ("lastName", InputSource::Typed),
                ("email", InputSource::Typed),
            ],
        ),
    ]
}

fn payment() -> Vec<TaskSchema> {
    vec![
        task(
            ATTENDEE,
            [
                "Pay",
                "Begin to pay for an order whose seats are all reserved. The payment provider does the rest.",
                "InitiateThirdPartyProcessorPayment",
            ],
            vec![
                (
                    "order",
                    picks::payable_order(
                        false,
                        "No order can be paid now: its seats must be reserved first.",
                    ),
                ),
                ("payment", InputSource::NewId),
            ],
        ),
        task(
            ATTENDEE,
            [
                "Cancel a payment",
                "Don't pay after all. The seats stay held for a while.",
                "CancelThirdPartyProcessorPayment",
            ],
            vec![("payment", picks::open_payment())],
        ),
        task(
            ATTENDEE,
            [
                "Confirm a free order",
                "Make an order final that costs nothing.",
                "ConfirmOrder",
            ],
            vec![
                (
                    "order",
                    picks::payable_order(
                        true,
                        "No order that is free of charge waits to be confirmed.",
                    ),
                ),
                ("paid", InputSource::Always(Value::Int(0))),
            ],
        ),
    ]
}

fn seats() -> Vec<TaskSchema> {
    vec![
        task(
            ATTENDEE,
            [
                "Assign a seat",
                "Say who sits on a seat of a confirmed order.",
                "AssignSeat",
            ],
            vec![
                ("assignments", picks::assignments()),
                ("position", picks::position()),
                ("firstName", InputSource::Typed),
                ("lastName", InputSource::Typed),
                ("email", InputSource::Typed),
            ],
        ),
        task(
            ATTENDEE,
            ["Free a seat", "Nobody sits there any more.", "UnassignSeat"],
            vec![
                ("assignments", picks::assignments()),
                ("position", picks::position()),
            ],
        ),
    ]
}
