//! What people do: they open conferences, register, pay, change their minds, and now and then send nonsense.

use super::dice::Dice;
use super::town::Town;
use foldline::engine::command_handler::CommandRequest;
use foldline::engine::commit::Command;
use foldline::engine::names::{Actor, CommandId, CommandType};
use foldline::engine::value::{Payload, Value};
use foldline::engine::version::{ExpectedVersion, StreamVersion};

const CONFERENCES: [&str; 2] = ["rust", "wasm"];
const SEATS: [&str; 3] = ["General", "Workshop", "Free talk"];
/// How many orders people care about at a time.
const ORDERS: usize = 4;
const ORDERS_CHANGE_EVERY: usize = 12;
const PAYMENTS: usize = 3;

/// The next command that somebody sends.
pub(crate) fn next(town: &Town, number: usize) -> CommandRequest {
    let dice = &town.dice;
    // Before anything else there has to be something to register for.
    let (role, command_type, payload) = match number {
        0 => create(CONFERENCES[0]),
        1..=3 => seat(dice, "CreateSeat", CONFERENCES[0], SEATS[number - 1]),
        4 => on_conference("PublishConference", CONFERENCES[0]),
        _ => any(town, number),
    };
    let id = format!("command {number}");
    let command = Command {
        id: CommandId::new(&id),
        command_type: CommandType::new(command_type),
        payload: Payload::of(&nonsense(dice, payload)),
        actor: Actor::new(role_of(dice, role), "Somebody"),
        not_after: None,
    };
    let expected = match dice.below(20) {
        0 => ExpectedVersion::Exact(StreamVersion::new(dice.below(4) as u64)),
        _ => ExpectedVersion::Any,
    };
    CommandRequest::by_person(command, expected)
}

type Wanted = (&'static str, &'static str, Value);

fn any(town: &Town, number: usize) -> Wanted {
    let dice = &town.dice;
    let conference = CONFERENCES[usize::from(dice.chance(300))];
    match dice.below(100) {
        0..2 => create(conference),
        2..4 => details("UpdateConference", conference),
        4..7 => seat(dice, "CreateSeat", conference, pick(dice, &SEATS)),
        7..11 => seat(dice, "UpdateSeat", conference, pick(dice, &SEATS)),
        11..12 => seat_name("DeleteSeat", conference, pick(dice, &SEATS)),
        12..14 => on_conference("PublishConference", conference),
        14..15 => on_conference("UnpublishConference", conference),
        15..45 => register(dice, number, conference),
        45..58 => initiate(dice, number),
        58..72 => on_payment(dice, number, "CompleteThirdPartyProcessorPayment"),
        72..75 => on_payment(dice, number, "CancelThirdPartyProcessorPayment"),
        75..82 => order((dice, number), "ConfirmOrder", [("paid", Value::Int(0))]),
        82..86 => order((dice, number), "AssignRegistrantDetails", person()),
        86..91 => seat_of(dice, number, ("AssignSeat", true)),
        91..93 => seat_of(dice, number, ("UnassignSeat", false)),
        93..97 => by_hand(town, conference),
        _ => for_processes_only(dice, number, conference),
    }
}

fn create(conference: &str) -> Wanted {
    details("CreateConference", conference)
}

fn details(command_type: &'static str, conference: &str) -> Wanted {
    let names = [
        "name",
        "description",
        "location",
        "tagline",
        "twitterSearch",
        "startDate",
        "endDate",
        "ownerName",
        "ownerEmail",
    ];
    let fields = names.map(|name| (name, Value::from("text")));
    let all = fields
        .into_iter()
        .chain([("conference", Value::from(conference))]);
    ("Organizer", command_type, Value::map(all))
}

fn on_conference(command_type: &'static str, conference: &str) -> Wanted {
    let fields = [("conference", Value::from(conference))];
    ("Organizer", command_type, Value::map(fields))
}

fn seat_name(command_type: &'static str, conference: &str, seat_type: &str) -> Wanted {
    let fields = [
        ("conference", Value::from(conference)),
        ("seatType", Value::from(seat_type)),
    ];
    ("Organizer", command_type, Value::map(fields))
}

fn seat(dice: &Dice, command_type: &'static str, conference: &str, seat_type: &str) -> Wanted {
    let price = match seat_type {
        "General" => 19_900,
        "Workshop" => 50_000,
        _ => 0,
    };
    let fields = [
        ("conference", Value::from(conference)),
        ("seatType", Value::from(seat_type)),
        ("description", Value::from("text")),
        ("quantity", Value::Int(4 + dice.below(20) as i64)),
        ("price", Value::Int(price)),
    ];
    ("Organizer", command_type, Value::map(fields))
}

fn register(dice: &Dice, number: usize, conference: &str) -> Wanted {
    let seats = SEATS.iter().filter_map(|seat_type| {
        let wanted = dice.below(5) as i64 - 1;
        (wanted > 0).then_some((*seat_type, Value::Int(wanted)))
    });
    let fields = [
        ("conference", Value::from(conference)),
        ("seats", Value::map(seats)),
    ];
    order((dice, number), "RegisterToConference", fields)
}

fn order(
    (dice, number): (&Dice, usize),
    command_type: &'static str,
    fields: impl IntoIterator<Item = (&'static str, Value)>,
) -> Wanted {
    let order = [("order", order_id(dice, number))];
    let fields = order.into_iter().chain(fields);
    ("Attendee", command_type, Value::map(fields))
}

/// As time goes by other orders are what people care about.
fn order_id(dice: &Dice, number: usize) -> Value {
    Value::from(format!(
        "o-{}",
        number / ORDERS_CHANGE_EVERY + dice.below(ORDERS)
    ))
}

fn payment_id(dice: &Dice, number: usize) -> Value {
    Value::from(format!(
        "p-{}",
        number / ORDERS_CHANGE_EVERY + dice.below(PAYMENTS)
    ))
}

fn person() -> [(&'static str, Value); 3] {
    ["firstName", "lastName", "email"].map(|name| (name, Value::from("ada@example.org")))
}

fn initiate(dice: &Dice, number: usize) -> Wanted {
    let fields = [
        ("payment", payment_id(dice, number)),
        ("order", order_id(dice, number)),
    ];
    (
        "Attendee",
        "InitiateThirdPartyProcessorPayment",
        Value::map(fields),
    )
}

fn on_payment(dice: &Dice, number: usize, command_type: &'static str) -> Wanted {
    let payment = payment_id(dice, number);
    (
        "Payment provider",
        command_type,
        Value::map([("payment", payment)]),
    )
}

fn seat_of(dice: &Dice, number: usize, (command_type, named): (&'static str, bool)) -> Wanted {
    let mut fields = vec![
        ("assignments", assignments_id(dice, number)),
        ("position", Value::Int(dice.below(6) as i64)),
    ];
    if named {
        fields.extend(person());
    }
    ("Attendee", command_type, Value::map(fields))
}

fn assignments_id(dice: &Dice, number: usize) -> Value {
    let order = order_id(dice, number);
    Value::from(format!("{}.seats", order.as_text().unwrap_or_default()))
}

/// The operator reserves by hand: for nobody, or by mistake for an order that is over; such seats are given back.
fn by_hand(town: &Town, conference: &str) -> Wanted {
    let dice = &town.dice;
    let mut fields = vec![("conference", Value::from(conference))];
    let ended = town.ended_orders();
    let reservation = match dice.pick(&ended).filter(|_| dice.chance(500)) {
        Some(order) => {
            let seats = Value::map([(pick(dice, &SEATS), Value::Int(1))]);
            fields.extend([
                ("reservation", Value::from(order.as_str())),
                ("seats", seats),
            ]);
            return ("Operator", "MakeSeatReservation", Value::map(fields));
        }
        None => Value::from(format!("by hand {}", dice.below(3))),
    };
    let reservation = ("reservation", reservation);
    let command_type = match dice.below(5) {
        0 => "CancelSeatReservation",
        1 => "CommitSeatReservation",
        2 => "RemoveSeats",
        _ => "MakeSeatReservation",
    };
    match command_type {
        "RemoveSeats" => {
            fields.push(("seatType", Value::from(pick(dice, &SEATS))));
            fields.push(("quantity", Value::Int(1)));
        }
        "MakeSeatReservation" => {
            let seats = Value::map([(pick(dice, &SEATS), Value::Int(1))]);
            fields.extend([reservation, ("seats", seats)]);
        }
        _ => fields.push(reservation),
    }
    ("Operator", command_type, Value::map(fields))
}

/// What no person may send.
fn for_processes_only(dice: &Dice, number: usize, conference: &str) -> Wanted {
    match dice.below(6) {
        0 => order((dice, number), "RejectOrder", []),
        1 => order((dice, number), "MarkSeatsAsReserved", reserved()),
        2 => order((dice, number), "ReinstateOrder", reserved()),
        3 => order(
            (dice, number),
            "RequireManualIntervention",
            [
                ("payment", Value::from("p-0")),
                ("amount", Value::Int(1)),
                ("reason", Value::from("text")),
            ],
        ),
        4 => {
            let fields = [
                ("conference", Value::from(conference)),
                ("seatType", Value::from("General")),
                ("quantity", Value::Int(1)),
            ];
            ("Attendee", "AddSeats", Value::map(fields))
        }
        _ => {
            let fields = [
                ("assignments", Value::from("o-0.seats")),
                ("order", Value::from("o-0")),
                ("seats", Value::map([("General", Value::Int(1))])),
            ];
            ("Attendee", "CreateSeatAssignments", Value::map(fields))
        }
    }
}

fn reserved() -> [(&'static str, Value); 2] {
    [
        ("seats", Value::map([("General", Value::Int(1))])),
        ("expiration", Value::Int(0)),
    ]
}

fn pick<'a>(dice: &Dice, from: &[&'a str]) -> &'a str {
    dice.pick(from).copied().unwrap_or_default()
}

/// Now and then a field is missing.
fn nonsense(dice: &Dice, payload: Value) -> Value {
    match payload {
        Value::Map(mut fields) if dice.chance(15) => {
            fields.pop_last();
            Value::Map(fields)
        }
        other => other,
    }
}

/// Now and then somebody tries what is not for them.
fn role_of(dice: &Dice, role: &'static str) -> &'static str {
    match dice.chance(10) {
        true => "Payment provider",
        false => role,
    }
}
