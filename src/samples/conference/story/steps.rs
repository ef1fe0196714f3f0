//! The steps that the story is made of: one function for each thing that people do in it.

use super::{BOAT_TRIP, COCKTAIL, GENERAL, WORKSHOP};
use crate::engine::names::{Actor, CommandType};
use crate::engine::story::StoryStep;
use crate::engine::time::Timestamp;
use crate::engine::value::Value;
use crate::engine::version::{ExpectedVersion, StreamVersion};
use crate::samples::conference::schema::{ATTENDEE, OPERATOR, ORGANIZER, PAYMENT_PROVIDER};

/// Somebody by first name, last name and e-mail address.
pub(super) type Person = [&'static str; 3];

/// Seats by type.
pub(super) type Wanted<'a> = &'a [(&'a str, i64)];

/// A conference by its name, what it is about, its place, its tagline, its tag, and its first and last day.
pub(super) type About = [&'static str; 7];

pub(super) fn create(clock: &str, conference: &str, about: About) -> StoryStep {
    about_conference(clock, "CreateConference", conference, about)
}

pub(super) fn update(clock: &str, conference: &str, about: About) -> StoryStep {
    about_conference(clock, "UpdateConference", conference, about)
}

fn about_conference(
    clock: &str,
    command_type: &str,
    conference: &str,
    [
        name,
        description,
        location,
        tagline,
        twitter,
        first_day,
        last_day,
    ]: About,
) -> StoryStep {
    let fields = [
        ("conference", conference),
        ("name", name),
        ("description", description),
        ("location", location),
        ("tagline", tagline),
        ("twitterSearch", twitter),
        ("startDate", first_day),
        ("endDate", last_day),
        ("ownerName", "Olga Petrova"),
        ("ownerEmail", "olga@example.org"),
    ];
    organizer(clock, command_type, texts(fields))
}

/// Offers seats of a new type.
pub(super) fn offer(clock: &str, conference: &str, seat_type: &str, quantity: i64) -> StoryStep {
    let payload = offered(conference, seat_type, quantity);
    organizer(clock, "CreateSeat", payload)
}

/// Offers more or fewer seats of a type.
pub(super) fn change(clock: &str, conference: &str, seat_type: &str, quantity: i64) -> StoryStep {
    let payload = offered(conference, seat_type, quantity);
    organizer(clock, "UpdateSeat", payload)
}

/// A seat costs the same at every conference.
fn offered(conference: &str, seat_type: &str, quantity: i64) -> Value {
    let (description, price) = match seat_type {
        GENERAL => ("All talks of both days.", 19_900),
        WORKSHOP => ("A day with pen, paper and events.", 50_000),
        COCKTAIL => ("The evening between the days.", 5_000),
        BOAT_TRIP => ("Two hours on the river.", 3_500),
        _ => ("For those who help.", 0),
    };
    Value::map([
        ("conference", conference.into()),
        ("seatType", seat_type.into()),
        ("description", description.into()),
        ("price", Value::Int(price)),
        ("quantity", Value::Int(quantity)),
    ])
}

pub(super) fn delete(clock: &str, conference: &str, seat_type: &str) -> StoryStep {
    let payload = texts([("conference", conference), ("seatType", seat_type)]);
    organizer(clock, "DeleteSeat", payload)
}

pub(super) fn publish(clock: &str, conference: &str) -> StoryStep {
    let payload = texts([("conference", conference)]);
    organizer(clock, "PublishConference", payload)
}

pub(super) fn hide(clock: &str, conference: &str) -> StoryStep {
    let payload = texts([("conference", conference)]);
    organizer(clock, "UnpublishConference", payload)
}

/// The same step, sent by somebody who looks at an old page.
pub(super) fn believing(version: u64, step: StoryStep) -> StoryStep {
    StoryStep {
        expected: ExpectedVersion::Exact(StreamVersion::new(version)),
        ..step
    }
}

/// Places an order, or says anew what an order is for.
pub(super) fn register(
    clock: &str,
    person: &str,
    (order, conference): (&str, &str),
    seats: Wanted<'_>,
) -> StoryStep {
    let payload = Value::map([
        ("conference", conference.into()),
        ("order", order.into()),
        ("seats", quantities(seats)),
    ]);
    attendee(clock, person, "RegisterToConference", payload)
}

pub(super) fn confirm_free(clock: &str, person: &str, order: &str) -> StoryStep {
    let payload = Value::map([("order", order.into()), ("paid", Value::Int(0))]);
    attendee(clock, person, "ConfirmOrder", payload)
}

pub(super) fn give_details(
    clock: &str,
    person: &str,
    order: &str,
    registrant: Person,
) -> StoryStep {
    let payload = Value::map(
        [("order", order.into())]
            .into_iter()
            .chain(named(registrant)),
    );
    attendee(clock, person, "AssignRegistrantDetails", payload)
}

pub(super) fn pay(clock: &str, person: &str, payment: &str, order: &str) -> StoryStep {
    let payload = texts([("payment", payment), ("order", order)]);
    let command_type = "InitiateThirdPartyProcessorPayment";
    attendee(clock, person, command_type, payload)
}

pub(super) fn complete(clock: &str, payment: &str) -> StoryStep {
    let command_type = "CompleteThirdPartyProcessorPayment";
    provider(clock, command_type, payment)
}

/// The payment provider doesn't take the money.
pub(super) fn reject(clock: &str, payment: &str) -> StoryStep {
    let command_type = "CancelThirdPartyProcessorPayment";
    provider(clock, command_type, payment)
}

/// The attendee doesn't want to pay after all.
pub(super) fn cancel_payment(clock: &str, person: &str, payment: &str) -> StoryStep {
    let payload = texts([("payment", payment)]);
    let command_type = "CancelThirdPartyProcessorPayment";
    attendee(clock, person, command_type, payload)
}

/// Says who sits on a seat of a confirmed order.
pub(super) fn assign(
    clock: &str,
    person: &str,
    (order, position): (&str, i64),
    guest: Person,
) -> StoryStep {
    let payload = Value::map(seat(order, position).into_iter().chain(named(guest)));
    attendee(clock, person, "AssignSeat", payload)
}

pub(super) fn free(clock: &str, person: &str, (order, position): (&str, i64)) -> StoryStep {
    let payload = Value::map(seat(order, position));
    attendee(clock, person, "UnassignSeat", payload)
}

fn seat(order: &str, position: i64) -> [(&'static str, Value); 2] {
    [
        ("assignments", format!("{order}.seats").into()),
        ("position", Value::Int(position)),
    ]
}

pub(super) fn add(clock: &str, conference: &str, seat_type: &str, quantity: i64) -> StoryStep {
    by_hand(clock, "AddSeats", conference, (seat_type, quantity))
}

pub(super) fn remove(clock: &str, conference: &str, seat_type: &str, quantity: i64) -> StoryStep {
    by_hand(clock, "RemoveSeats", conference, (seat_type, quantity))
}

fn by_hand(
    clock: &str,
    command_type: &str,
    conference: &str,
    (seat_type, quantity): (&str, i64),
) -> StoryStep {
    let payload = Value::map([
        ("conference", conference.into()),
        ("seatType", seat_type.into()),
        ("quantity", Value::Int(quantity)),
    ]);
    operator(clock, command_type, payload)
}

/// Holds seats by hand.
pub(super) fn hold(
    clock: &str,
    (reservation, conference): (&str, &str),
    seats: Wanted<'_>,
) -> StoryStep {
    let payload = Value::map([
        ("conference", conference.into()),
        ("reservation", reservation.into()),
        ("seats", quantities(seats)),
    ]);
    operator(clock, "MakeSeatReservation", payload)
}

pub(super) fn give_back(clock: &str, reservation: &str, conference: &str) -> StoryStep {
    let payload = texts([("conference", conference), ("reservation", reservation)]);
    operator(clock, "CancelSeatReservation", payload)
}

pub(super) fn keep(clock: &str, reservation: &str, conference: &str) -> StoryStep {
    let payload = texts([("conference", conference), ("reservation", reservation)]);
    operator(clock, "CommitSeatReservation", payload)
}

fn organizer(clock: &str, command_type: &str, payload: Value) -> StoryStep {
    step(clock, Actor::new(ORGANIZER, "Olga"), command_type, payload)
}

fn attendee(clock: &str, person: &str, command_type: &str, payload: Value) -> StoryStep {
    step(clock, Actor::new(ATTENDEE, person), command_type, payload)
}

fn provider(clock: &str, command_type: &str, payment: &str) -> StoryStep {
    let actor = Actor::new(PAYMENT_PROVIDER, "Paywell");
    step(clock, actor, command_type, texts([("payment", payment)]))
}

fn operator(clock: &str, command_type: &str, payload: Value) -> StoryStep {
    step(clock, Actor::new(OPERATOR, "Otto"), command_type, payload)
}

fn step(clock: &str, actor: Actor, command_type: &str, payload: Value) -> StoryStep {
    StoryStep {
        // Every clock in this story can be read; its test would see one that can't.
        at: Timestamp::parse(&format!("2026-03-14T{clock}Z")).unwrap_or_default(),
        actor,
        command_type: CommandType::new(command_type),
        payload,
        expected: ExpectedVersion::Any,
    }
}

fn named([first_name, last_name, email]: Person) -> [(&'static str, Value); 3] {
    [
        ("firstName", first_name.into()),
        ("lastName", last_name.into()),
        ("email", email.into()),
    ]
}

fn quantities(seats: Wanted<'_>) -> Value {
    Value::map(seats.iter().map(|(name, q)| (*name, Value::Int(*q))))
}

fn texts<const N: usize>(fields: [(&str, &str); N]) -> Value {
    Value::map(fields.map(|(name, text)| (name, text.into())))
}
