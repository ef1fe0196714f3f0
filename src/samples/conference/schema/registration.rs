//! The context where seats are ordered, reserved and assigned.

use super::fields::{
    at_least_zero, conference, id, line_fields, long_text, number, order as order_field, person,
    quantities, quantity, seat_type, text, wanted_seats,
};
use super::{ATTENDEE, NOBODY, OPERATOR, aggregate, command, event, reading};
use crate::engine::schema::{AggregateSchema, CommandSchema, EventSchema, Field, FieldType};
use crate::samples::conference::read_models::conferences::Conferences;
use crate::samples::conference::{order, seat_assignments, seats_availability};

pub(super) fn order() -> AggregateSchema {
    AggregateSchema {
        state: vec![time("expiration", "Reserved until")],
        ..aggregate(order::CATEGORY, order_commands(), order_events())
    }
}

fn order_commands() -> Vec<CommandSchema> {
    let on_order =
        |command_type, roles, fields| command(command_type, roles, order_field(), fields);
    let register = on_order(
        "RegisterToConference",
        &[ATTENDEE],
        vec![conference(), wanted_seats()],
    );
    let reserved = || {
        vec![
            quantities("seats", "Seats"),
            time("expiration", "Reserved until"),
        ]
    };
    vec![
        reading(register, Conferences::NAME, "conference"),
        on_order("MarkSeatsAsReserved", NOBODY, reserved()),
        on_order("RejectOrder", NOBODY, Vec::new()),
        on_order(
            "ConfirmOrder",
            &[ATTENDEE],
            vec![at_least_zero("paid", "Paid, in cents")],
        ),
        on_order("ReinstateOrder", NOBODY, reserved()),
        on_order("RequireManualIntervention", NOBODY, intervention()),
        on_order("AssignRegistrantDetails", &[ATTENDEE], person()),
    ]
}

fn order_events() -> Vec<EventSchema> {
    let reserved = || {
        vec![
            time("reservationExpiration", "Reserved until"),
            quantities("seats", "Seats"),
        ]
    };
    let lines = FieldType::List(Box::new(FieldType::Record(line_fields())));
    vec![
        event(
            "OrderPlaced",
            vec![
                conference(),
                quantities("seats", "Seats"),
                time("reservationAutoExpiration", "Held until"),
                text("accessCode", "Access code"),
            ],
        ),
        event("OrderUpdated", vec![quantities("seats", "Seats")]),
        event(
            "OrderTotalsCalculated",
            vec![
                number("total", "Total in cents"),
                Field::new("lines", "Lines", lines),
                Field::new("isFreeOfCharge", "Free of charge", FieldType::Bool),
            ],
        ),
        event("OrderPartiallyReserved", reserved()),
        event("OrderReservationCompleted", reserved()),
        event("OrderReinstated", reserved()),
        event("OrderExpired", Vec::new()),
        event("OrderConfirmed", vec![quantities("seats", "Seats")]),
        event("OrderRegistrantAssigned", person()),
        event("ManualInterventionRequired", intervention()),
    ]
}

/// The payment is empty where it is about none.
fn intervention() -> Vec<Field> {
    let payment = FieldType::OptionalText { max_length: 60 };
    vec![
        Field::new("payment", "Payment", payment),
        at_least_zero("amount", "Amount in cents"),
        long_text("reason", "Reason"),
    ]
}

pub(super) fn seats_availability() -> AggregateSchema {
    let by_hand = |command_type, fields| command(command_type, &[OPERATOR], conference(), fields);
    let reservation = || id("reservation", "Reservation");
    let change = || quantities("availableSeatsChanged", "Change of the seats left");
    let commands = vec![
        by_hand("AddSeats", vec![seat_type(), quantity()]),
        by_hand("RemoveSeats", vec![seat_type(), quantity()]),
        by_hand("MakeSeatReservation", vec![reservation(), wanted_seats()]),
        by_hand("CancelSeatReservation", vec![reservation()]),
        by_hand("CommitSeatReservation", vec![reservation()]),
    ];
    let events = vec![
        event(
            "AvailableSeatsChanged",
            vec![quantities("seats", "More or fewer")],
        ),
        event(
            "SeatsReserved",
            vec![
                reservation(),
                quantities("reservationDetails", "Held now"),
                change(),
            ],
        ),
        event("SeatsReservationCancelled", vec![reservation(), change()]),
        event("SeatsReservationCommitted", vec![reservation()]),
    ];
    aggregate(seats_availability::CATEGORY, commands, events)
}

pub(super) fn seat_assignments() -> AggregateSchema {
    let on_seats = |command_type, roles, fields| {
        let assignments = id("assignments", "Seat assignments");
        command(command_type, roles, assignments, fields)
    };
    let position = || at_least_zero("position", "Position");
    let seated = || std::iter::once(position()).chain(person()).collect();
    let commands = vec![
        on_seats(
            "CreateSeatAssignments",
            NOBODY,
            vec![order_field(), quantities("seats", "Seats")],
        ),
        on_seats("AssignSeat", &[ATTENDEE], seated()),
        on_seats("UnassignSeat", &[ATTENDEE], vec![position()]),
    ];
    let seat = FieldType::Record(vec![number("position", "Position"), seat_type()]);
    let seats = Field::new("seats", "Seats", FieldType::List(Box::new(seat)));
    let events = vec![
        event("SeatAssignmentsCreated", vec![order_field(), seats]),
        event("SeatAssigned", seated()),
        event("SeatUnassigned", vec![position()]),
        event(
            "SeatAssignmentUpdated",
            vec![
                position(),
                text("firstName", "First name"),
                text("lastName", "Last name"),
            ],
        ),
    ];
    aggregate(seat_assignments::CATEGORY, commands, events)
}

fn time(name: &str, title: &str) -> Field {
    Field::new(name, title, FieldType::Instant)
}
