//! Commands of conference booking made from a few numbers, so that both properties and seeds can choose them.

#![allow(dead_code, reason = "each test uses a part of it")]

use foldline::engine::names::Actor;
use foldline::engine::value::Value;

/// A command in the making.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Action {
    pub(crate) kind: u64,
    pub(crate) conference: u64,
    pub(crate) reservation: u64,
    pub(crate) general: u64,
    pub(crate) workshop: u64,
}

/// How many kinds of action there are.
pub(crate) const KINDS: u64 = 10;

impl Action {
    /// The `n`-th action of an endless, fixed sequence.
    pub(crate) fn seeded(seed: &mut u64) -> Self {
        let mut next = |below: u64| {
            // Knuth's constants; the upper bits are the better ones.
            *seed = seed
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            (*seed >> 33) % below
        };
        Self {
            kind: next(KINDS),
            conference: next(3),
            reservation: next(6),
            general: next(21),
            workshop: next(21),
        }
    }

    /// Who sends it, its type and its payload.
    pub(crate) fn command(self) -> (Actor, &'static str, Value) {
        let conference = format!("conference-{}", self.conference);
        let reservation = format!("r-{}", self.reservation);
        let seats = |first: &'static str| {
            let quantity = |n: u64| Value::Int(i64::try_from(n).expect("a small number"));
            Value::map([
                (first, quantity(self.general)),
                ("CQRS workshop", quantity(self.workshop)),
            ])
        };
        let quantity = Value::Int(i64::try_from(self.general * 2).expect("a small number"));
        let seat_type = ["CQRS workshop", "General admission"][usize::from(self.workshop > 10)];
        let (role, command_type, fields) = match self.kind {
            0 | 1 => (
                "Operator",
                "AddSeats",
                vec![("seatType", seat_type.into()), ("quantity", quantity)],
            ),
            2 => (
                "Operator",
                "RemoveSeats",
                vec![("seatType", seat_type.into()), ("quantity", quantity)],
            ),
            3 => (
                "Operator",
                "CommitSeatReservation",
                vec![("reservation", reservation.into())],
            ),
            4 => (
                "Operator",
                "CancelSeatReservation",
                vec![("reservation", reservation.into())],
            ),
            5 => (
                "Operator",
                "MakeSeatReservation",
                vec![
                    ("reservation", reservation.into()),
                    ("seats", seats("Boat trip")),
                ],
            ),
            _ => (
                "Operator",
                "MakeSeatReservation",
                vec![
                    ("reservation", reservation.into()),
                    ("seats", seats("General admission")),
                ],
            ),
        };
        let payload = [("conference", conference.into())]
            .into_iter()
            .chain(fields);
        (
            Actor::new(role, ["Ada", "Ben"][usize::from(self.general > 10)]),
            command_type,
            Value::map(payload),
        )
    }
}
