//! The commands that see an order through.

use super::super::reading::seats_value;
use super::state::{Payment, Placed};
use crate::engine::names::CommandType;
use crate::engine::process::NewCommand;
use crate::engine::time::Timestamp;
use crate::engine::value::Value;
use crate::samples::conference::seats::SeatsByName;

/// How long after the expiration seats may still be reserved.
const RESERVING_MILLIS: i64 = 60_000;

impl Placed {
    /// Hold these seats, whenever that may be.
    pub(super) fn reserve(&self, wanted: &SeatsByName) -> NewCommand {
        let seats = ("seats", seats_value(wanted));
        let [conference, reservation] = reservation(&self.conference, &self.order);
        command("MakeSeatReservation", [conference, reservation, seats])
    }

    /// Hold these seats, while the order can still be paid in time.
    pub(super) fn reserve_in_time(&self, wanted: &SeatsByName) -> NewCommand {
        let last = self.reservation_auto_expiration;
        NewCommand {
            not_after: Some(last.plus_millis(RESERVING_MILLIS)),
            ..self.reserve(wanted)
        }
    }

    /// Give the seats back.
    pub(super) fn cancel(&self) -> NewCommand {
        cancel(&self.conference, &self.order)
    }

    /// Keep the seats for good.
    pub(super) fn commit(&self) -> NewCommand {
        let fields = reservation(&self.conference, &self.order);
        command("CommitSeatReservation", fields)
    }

    /// Tell the order which seats are held.
    pub(super) fn mark(&self, held: &SeatsByName) -> NewCommand {
        let expiration = self.reservation_auto_expiration;
        self.holding("MarkSeatsAsReserved", held, expiration)
    }

    /// Tell an expired order that its seats are held again.
    pub(super) fn reinstate(&self, held: &SeatsByName, expiration: Timestamp) -> NewCommand {
        self.holding("ReinstateOrder", held, expiration)
    }

    /// The order has expired.
    pub(super) fn reject(&self) -> NewCommand {
        command("RejectOrder", [self.order()])
    }

    /// The order is paid.
    pub(super) fn confirm(&self, payment: &Payment) -> NewCommand {
        let paid = ("paid", Value::Int(payment.amount));
        command("ConfirmOrder", [self.order(), paid])
    }

    /// A payment has to be given back.
    pub(super) fn refund(&self, payment: &Payment, reason: &str) -> NewCommand {
        self.intervention(&payment.payment, payment.amount, reason)
    }

    /// A confirmed order has lost its seats: somebody must find a way.
    pub(super) fn call_a_person(&self) -> NewCommand {
        self.intervention("", 0, "The order is confirmed, and its seats are gone.")
    }

    fn intervention(&self, payment: &str, amount: i64, reason: &str) -> NewCommand {
        let fields = [
            self.order(),
            ("payment", payment.into()),
            ("amount", amount.into()),
            ("reason", reason.into()),
        ];
        command("RequireManualIntervention", fields)
    }

    fn holding(&self, command_type: &str, held: &SeatsByName, until: Timestamp) -> NewCommand {
        let seats = ("seats", seats_value(held));
        let expiration = ("expiration", Value::Int(until.millis()));
        command(command_type, [self.order(), seats, expiration])
    }

    fn order(&self) -> (&'static str, Value) {
        ("order", Value::from(&*self.order))
    }
}

/// Give the seats of a reservation back.
pub(super) fn cancel(conference: &str, id: &str) -> NewCommand {
    command("CancelSeatReservation", reservation(conference, id))
}

fn reservation(conference: &str, id: &str) -> [(&'static str, Value); 2] {
    [
        ("conference", conference.into()),
        ("reservation", id.into()),
    ]
}

fn command<const N: usize>(command_type: &str, fields: [(&str, Value); N]) -> NewCommand {
    NewCommand {
        command_type: CommandType::new(command_type),
        payload: Value::map(fields),
        not_after: None,
        forgets_its_id: false,
    }
}
