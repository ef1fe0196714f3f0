//! The first history: one day on which three conferences sell their seats.
//!
//! Until processes run while it is recorded, seats are reserved by hand in it. It shows what a newcomer should see
//! once: a reservation that gets only a part, one that gets nothing, a swap, fewer seats offered than were taken, a
//! command that changes nothing, refusals, and one lost race.

use super::schema::{ATTENDEE, OPERATOR};
use crate::engine::names::{Actor, CommandType};
use crate::engine::story::StoryStep;
use crate::engine::time::Timestamp;
use crate::engine::value::Value;
use crate::engine::version::{ExpectedVersion, StreamVersion};

const LISBON: &str = "rustconf-lisbon";
const BERLIN: &str = "wasm-days-berlin";
const OSLO: &str = "event-storm-oslo";

const GENERAL: &str = "General admission";
const WORKSHOP: &str = "CQRS workshop";
const COCKTAIL: &str = "Cocktail party";

/// All steps in order.
pub fn story() -> Vec<StoryStep> {
    [sales_open(), morning(), noon(), afternoon()].concat()
}

fn sales_open() -> Vec<StoryStep> {
    vec![
        add("09:00:12", LISBON, GENERAL, 40),
        add("09:00:47", LISBON, WORKSHOP, 10),
        add("09:01:30", LISBON, COCKTAIL, 25),
        add("09:04:05", BERLIN, GENERAL, 30),
        add("09:04:41", BERLIN, WORKSHOP, 6),
        reserve("09:06:20", "Ada", LISBON, "r-7f3a", &[(GENERAL, 2)]),
        reserve(
            "09:07:58",
            "Ben",
            LISBON,
            "r-19c4",
            &[(GENERAL, 1), (WORKSHOP, 1)],
        ),
        // Oslo's sale has not begun.
        reserve("09:08:33", "Chen", OSLO, "r-a02e", &[(GENERAL, 2)]),
        add("09:11:02", OSLO, GENERAL, 10),
        add("09:11:25", OSLO, COCKTAIL, 4),
        reserve("09:12:10", "Chen", OSLO, "r-a02e", &[(GENERAL, 2)]),
        reserve(
            "09:13:44",
            "Dora",
            BERLIN,
            "r-d6b1",
            &[(GENERAL, 3), (WORKSHOP, 2)],
        ),
        confirm("09:16:09", LISBON, "r-7f3a"),
        // Somebody slips on the keyboard.
        add("09:17:31", BERLIN, COCKTAIL, 0),
        add("09:17:52", BERLIN, COCKTAIL, 20),
    ]
}

fn morning() -> Vec<StoryStep> {
    vec![
        reserve("09:24:15", "Ada", OSLO, "r-3e58", &[(GENERAL, 6)]),
        // Four are left, so Dora gets four of five.
        reserve(
            "09:25:03",
            "Dora",
            OSLO,
            "r-b7f0",
            &[(GENERAL, 3), (COCKTAIL, 5)],
        ),
        // Nothing is left for Ben.
        reserve("09:25:40", "Ben", OSLO, "r-5c2d", &[(GENERAL, 2)]),
        reserve(
            "09:26:12",
            "Ben",
            OSLO,
            "r-5c2d",
            &[(GENERAL, 1), (COCKTAIL, 1)],
        ),
        cancel("09:31:55", "Chen", OSLO, "r-a02e"),
        reserve("09:32:18", "Ben", OSLO, "r-5c2d", &[(GENERAL, 2)]),
        confirm("09:40:00", OSLO, "r-5c2d"),
        reserve("09:47:21", "Chen", LISBON, "r-e4a9", &[(GENERAL, 6)]),
        reserve("09:49:02", "Chen", LISBON, "r-e4a9", &[(GENERAL, 8)]),
        reserve(
            "09:52:37",
            "Chen",
            LISBON,
            "r-e4a9",
            &[(GENERAL, 3), (COCKTAIL, 3)],
        ),
        // Lisbon has no such party.
        reserve("10:03:14", "Dora", LISBON, "r-60d7", &[("Boat trip", 2)]),
        reserve(
            "10:04:26",
            "Dora",
            LISBON,
            "r-60d7",
            &[(GENERAL, 2), (COCKTAIL, 2)],
        ),
        confirm("10:15:33", BERLIN, "r-d6b1"),
        confirm("10:18:49", LISBON, "r-19c4"),
        reserve("10:22:07", "Ada", BERLIN, "r-f81b", &[(WORKSHOP, 3)]),
        // Three workshop seats become three of the party.
        reserve("10:24:50", "Ada", BERLIN, "r-f81b", &[(COCKTAIL, 3)]),
    ]
}

fn noon() -> Vec<StoryStep> {
    vec![
        reserve(
            "11:02:16",
            "Ben",
            BERLIN,
            "r-2a6c",
            &[(WORKSHOP, 4), (GENERAL, 4)],
        ),
        reserve("11:05:39", "Dora", BERLIN, "r-94ee", &[(WORKSHOP, 1)]),
        // An attendee tries what only an operator may do.
        StoryStep {
            actor: Actor::new(ATTENDEE, "Dora"),
            ..add("11:06:11", BERLIN, WORKSHOP, 2)
        },
        add("11:20:45", BERLIN, WORKSHOP, 2),
        reserve(
            "11:23:08",
            "Dora",
            BERLIN,
            "r-94ee",
            &[(WORKSHOP, 1), (GENERAL, 1)],
        ),
        confirm("11:31:27", BERLIN, "r-2a6c"),
        // A room is lost: fewer seats are offered than are taken.
        remove("11:48:02", OSLO, GENERAL, 4),
        reserve("11:50:36", "Chen", OSLO, "r-c13f", &[(GENERAL, 1)]),
        cancel("11:55:19", "Dora", OSLO, "r-b7f0"),
        reserve(
            "11:56:40",
            "Chen",
            OSLO,
            "r-c13f",
            &[(GENERAL, 1), (COCKTAIL, 2)],
        ),
        // Olga looks at an old page of Lisbon: while she thinks, reservations come in.
        StoryStep {
            expected: ExpectedVersion::Exact(StreamVersion::new(8)),
            ..remove("12:04:53", LISBON, COCKTAIL, 10)
        },
        remove("12:06:30", LISBON, COCKTAIL, 10),
        cancel("12:10:11", "Dora", LISBON, "r-60d7"),
        // Pressed twice: the reservation is gone, and nothing more happens.
        cancel("12:10:14", "Dora", LISBON, "r-60d7"),
        reserve(
            "12:31:48",
            "Ben",
            LISBON,
            "r-8b05",
            &[(GENERAL, 12), (WORKSHOP, 4)],
        ),
    ]
}

fn afternoon() -> Vec<StoryStep> {
    vec![
        confirm("13:05:22", OSLO, "r-3e58"),
        add("13:17:09", OSLO, GENERAL, 8),
        reserve(
            "13:18:31",
            "Chen",
            OSLO,
            "r-c13f",
            &[(GENERAL, 3), (COCKTAIL, 2)],
        ),
        confirm("13:29:57", OSLO, "r-c13f"),
        reserve(
            "13:42:14",
            "Ada",
            LISBON,
            "r-41d2",
            &[(WORKSHOP, 8), (COCKTAIL, 2)],
        ),
        reserve(
            "13:44:38",
            "Ada",
            LISBON,
            "r-41d2",
            &[(WORKSHOP, 5), (COCKTAIL, 2)],
        ),
        confirm("13:58:03", LISBON, "r-e4a9"),
        reserve("14:09:26", "Dora", LISBON, "r-07be", &[(GENERAL, 20)]),
        cancel("14:12:50", "Ben", LISBON, "r-8b05"),
        reserve(
            "14:13:45",
            "Dora",
            LISBON,
            "r-07be",
            &[(GENERAL, 20), (WORKSHOP, 2)],
        ),
        remove("14:30:00", BERLIN, GENERAL, 10),
        reserve("14:41:17", "Chen", BERLIN, "r-be72", &[(GENERAL, 15)]),
        cancel("14:52:29", "Ada", BERLIN, "r-f81b"),
        confirm("15:04:08", LISBON, "r-41d2"),
        reserve("15:20:55", "Ben", OSLO, "r-6f9a", &[(GENERAL, 2)]),
        confirm("15:33:12", BERLIN, "r-94ee"),
    ]
}

fn add(clock: &str, conference: &str, seat_type: &str, quantity: i64) -> StoryStep {
    change_seats(clock, "AddSeats", conference, (seat_type, quantity))
}

fn remove(clock: &str, conference: &str, seat_type: &str, quantity: i64) -> StoryStep {
    change_seats(clock, "RemoveSeats", conference, (seat_type, quantity))
}

fn change_seats(
    clock: &str,
    command_type: &str,
    conference: &str,
    seats: (&str, i64),
) -> StoryStep {
    let payload = Value::map([
        ("conference", conference.into()),
        ("seatType", seats.0.into()),
        ("quantity", seats.1.into()),
    ]);
    step(clock, Actor::new(OPERATOR, "Olga"), command_type, payload)
}

fn reserve(
    clock: &str,
    person: &str,
    conference: &str,
    reservation: &str,
    seats: &[(&str, i64)],
) -> StoryStep {
    let seats = seats.iter().map(|(name, q)| (*name, Value::Int(*q)));
    let payload = Value::map([
        ("conference", conference.into()),
        ("reservation", reservation.into()),
        ("seats", Value::map(seats)),
    ]);
    let operator = Actor::new(OPERATOR, person);
    step(clock, operator, "MakeSeatReservation", payload)
}

fn cancel(clock: &str, person: &str, conference: &str, reservation: &str) -> StoryStep {
    let payload = on_reservation(conference, reservation);
    let operator = Actor::new(OPERATOR, person);
    step(clock, operator, "CancelSeatReservation", payload)
}

fn confirm(clock: &str, conference: &str, reservation: &str) -> StoryStep {
    let payload = on_reservation(conference, reservation);
    let operator = Actor::new(OPERATOR, "Olga");
    step(clock, operator, "CommitSeatReservation", payload)
}

fn on_reservation(conference: &str, reservation: &str) -> Value {
    Value::map([
        ("conference", conference.into()),
        ("reservation", reservation.into()),
    ])
}

fn step(clock: &str, actor: Actor, command_type: &str, payload: Value) -> StoryStep {
    StoryStep {
        // Every clock in this file can be read; the test of the story would see one that can't.
        at: Timestamp::parse(&format!("2026-03-14T{clock}Z")).unwrap_or_default(),
        actor,
        command_type: CommandType::new(command_type),
        payload,
        expected: ExpectedVersion::Any,
    }
}
