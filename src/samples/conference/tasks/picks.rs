//! What is picked instead of typed.

use crate::engine::names::ReadModelName;
use crate::engine::schema::{InputSource, Pick, Present};
use crate::engine::value::Value;
use crate::samples::conference::read_models::availability::Availability;
use crate::samples::conference::read_models::conferences::Conferences;
use crate::samples::conference::read_models::draft_orders::DraftOrders;
use crate::samples::conference::read_models::open_reservations::OpenReservations;
use crate::samples::conference::read_models::order_seats::OrderSeats;
use crate::samples::conference::read_models::payment_details::PaymentDetails;
use crate::samples::conference::read_models::priced_orders::PricedOrders;
use crate::samples::conference::read_models::seat_types::SeatTypes;

/// The values of a column.
fn pick(read_model: &str, column: &str, describe: &[&str], when_empty: &str) -> Pick {
    Pick {
        read_model: ReadModelName::new(read_model),
        column: column.to_owned(),
        describe: describe.iter().map(|column| (*column).to_owned()).collect(),
        matching: Vec::new(),
        only: Vec::new(),
        most: None,
        when_empty: when_empty.to_owned(),
    }
}

/// Only rows of what another field says; the column is called like the field.
fn of_the(field: &str, pick: Pick) -> Pick {
    Pick {
        matching: vec![(field.to_owned(), field.to_owned())],
        ..pick
    }
}

fn only(column: &str, value: Value, pick: Pick) -> Pick {
    let mut pick = pick;
    pick.only.push((column.to_owned(), value));
    pick
}

fn in_state(state: &str, pick: Pick) -> Pick {
    only("state", state.into(), pick)
}

/// What there is now, in the row of what other fields say; the columns are called like the fields.
fn present(read_model: &str, column: &str, fields: &[&str]) -> InputSource {
    let matching = fields.iter().map(|it| ((*it).to_owned(), (*it).to_owned()));
    InputSource::TypedOver(Present {
        read_model: ReadModelName::new(read_model),
        column: column.to_owned(),
        matching: matching.collect(),
    })
}

/// A conference that is managed.
pub(super) fn managed_conference() -> InputSource {
    InputSource::Picked(pick(
        Conferences::NAME,
        "conference",
        &["name"],
        "There is no conference yet. An organizer can create one.",
    ))
}

/// A conference that can be published, or hidden again.
pub(super) fn conference_to(is_published: bool, when_empty: &str) -> InputSource {
    let conferences = pick(Conferences::NAME, "conference", &["name"], when_empty);
    InputSource::Picked(only("isPublished", Value::Bool(!is_published), conferences))
}

/// What a conference says of itself now, for an organizer to change it.
pub(super) fn detail(column: &str) -> InputSource {
    present(Conferences::NAME, column, &["conference"])
}

/// A seat type that a conference offers or plans.
pub(super) fn managed_seat_type() -> InputSource {
    InputSource::Picked(of_the("conference", seat_types()))
}

/// A planned seat type.
pub(super) fn planned_seat_type() -> InputSource {
    InputSource::Picked(in_state("Draft", of_the("conference", seat_types())))
}

fn seat_types() -> Pick {
    pick(
        SeatTypes::NAME,
        "seatType",
        &["state", "quantity"],
        "This conference has no such seats yet. An organizer can create some.",
    )
}

/// What a conference says of one seat type now, for an organizer to change it.
pub(super) fn seat_detail(column: &str) -> InputSource {
    present(SeatTypes::NAME, column, &["conference", "seatType"])
}

/// A conference that everybody can see.
pub(super) fn published_conference() -> InputSource {
    InputSource::Picked(only(
        "isPublished",
        Value::Bool(true),
        pick(
            Conferences::NAME,
            "conference",
            &["name", "location"],
            "No conference is published yet. An organizer can publish one.",
        ),
    ))
}

/// Seats of a conference, no more than are left.
pub(super) fn seats_left() -> InputSource {
    let left = of_the(
        "conference",
        pick(
            Availability::NAME,
            "seatType",
            &["remaining"],
            "This conference offers no seats yet. An organizer can create some.",
        ),
    );
    InputSource::Picked(Pick {
        most: Some("remaining".to_owned()),
        ..left
    })
}

/// Any order that is neither confirmed nor over.
pub(super) fn open_order() -> InputSource {
    let orders = of_the("conference", orders("This conference has no open order."));
    InputSource::Picked(only("isOpen", Value::Bool(true), orders))
}

/// Any order.
pub(super) fn any_order() -> InputSource {
    InputSource::Picked(orders("There is no order yet. An attendee can register."))
}

/// The conference of some open order.
pub(super) fn conference_with_open_order() -> InputSource {
    let conferences = pick(
        DraftOrders::NAME,
        "conference",
        &[],
        "There is no open order.",
    );
    InputSource::Picked(only("isOpen", Value::Bool(true), conferences))
}

fn orders(when_empty: &str) -> Pick {
    pick(
        DraftOrders::NAME,
        "order",
        &["person", "state", "requested"],
        when_empty,
    )
}

/// An order whose seats are all reserved, and which is free of charge or not.
pub(super) fn payable_order(is_free: bool, when_empty: &str) -> InputSource {
    let orders = pick(
        PricedOrders::NAME,
        "order",
        &["person", "total"],
        when_empty,
    );
    let payable = in_state(PricedOrders::PAYABLE, orders);
    InputSource::Picked(only("isFreeOfCharge", Value::Bool(is_free), payable))
}

/// A payment that is being made.
pub(super) fn open_payment() -> InputSource {
    InputSource::Picked(in_state(
        "Initiated",
        pick(
            PaymentDetails::NAME,
            "payment",
            &["order", "person", "amount"],
            "No payment is being made.",
        ),
    ))
}

/// The seat assignments of an order.
pub(super) fn assignments() -> InputSource {
    InputSource::Picked(pick(
        OrderSeats::NAME,
        "assignments",
        &["order"],
        "There are no seats to assign: no order is confirmed yet.",
    ))
}

/// A seat of an order.
pub(super) fn position() -> InputSource {
    InputSource::Picked(of_the(
        "assignments",
        pick(
            OrderSeats::NAME,
            "position",
            &["seatType", "firstName", "lastName"],
            "This order has no seats.",
        ),
    ))
}

/// A conference whose seats are looked after.
pub(super) fn seated_conference() -> Pick {
    pick(
        Availability::NAME,
        "conference",
        &[],
        "No conference offers seats yet. An operator can add some.",
    )
}

/// A seat type whose seats are looked after.
pub(super) fn seat_type() -> Pick {
    of_the(
        "conference",
        pick(
            Availability::NAME,
            "seatType",
            &["remaining"],
            "This conference offers no seats yet. An operator can add some.",
        ),
    )
}

/// A conference with open reservations.
pub(super) fn conference_with_reservations() -> InputSource {
    InputSource::Picked(pick(
        OpenReservations::NAME,
        "conference",
        &[],
        "There is no open reservation.",
    ))
}

/// An open reservation.
pub(super) fn open_reservation() -> InputSource {
    InputSource::Picked(of_the(
        "conference",
        pick(
            OpenReservations::NAME,
            "reservation",
            &["person", "seats"],
            "This conference has no open reservation.",
        ),
    ))
}
