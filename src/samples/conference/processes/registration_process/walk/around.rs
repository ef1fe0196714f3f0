//! What the process meets: an order, seats and payments, as simple as can be, with the guards that count.
#![cfg(test)]

use super::super::NAME;
use crate::engine::journal::Refusal;
use crate::engine::process::{Input, SentCommand};
use crate::engine::specification::{by_process, happened};
use crate::engine::time::Timestamp;
use crate::engine::value::Value;
use std::collections::VecDeque;

/// A workshop costs this, a talk is free.
const PRICE: i64 = 1000;

const EXPIRATION: i64 = 900_000;

/// How much may still happen.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Moves {
    /// The attendee changes the order.
    pub(super) updates: u32,
    /// The attendee pays.
    pub(super) payments: u32,
    /// Somebody else takes a seat.
    pub(super) others: u32,
    /// Time passes until seats can't be reserved any more.
    pub(super) waits: u32,
    /// Whether the order may be placed when its time is over.
    pub(super) late: bool,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Order {
    Nothing,
    Pending,
    Partial,
    Reserved,
    Confirmed,
    Expired,
}

/// Seats of both types.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(super) struct Seats {
    workshop: i64,
    talk: i64,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
struct Payment {
    amount: i64,
    is_completed: bool,
    is_marked: bool,
}

/// All but the process.
#[derive(Clone, Debug)]
pub(super) struct Around {
    pub(super) now: Timestamp,
    /// What was not read yet, of registration and of payments.
    pub(super) logs: [VecDeque<Input>; 2],
    pub(super) order: Order,
    wanted: Seats,
    left: Seats,
    held: Seats,
    committed: Seats,
    payments: Vec<Payment>,
    person_called: bool,
    moves: Moves,
    /// Counts what people did, so that every event has a name of its own.
    acts: u32,
}

impl Seats {
    fn total(self) -> i64 {
        self.workshop * PRICE
    }

    fn is_none(self) -> bool {
        self == Self::default()
    }

    fn json(self) -> String {
        format!(r#"{{"Talk":{},"Workshop":{}}}"#, self.talk, self.workshop)
    }

    fn of(value: Option<&Value>) -> Self {
        let quantity = |name| value.and_then(|seats| seats.get(name)?.as_int());
        Self {
            workshop: quantity("Workshop").unwrap_or(0),
            talk: quantity("Talk").unwrap_or(0),
        }
    }
}

impl Around {
    pub(super) fn new(moves: Moves) -> Self {
        Self {
            now: Timestamp::from_millis(0),
            logs: [VecDeque::new(), VecDeque::new()],
            order: Order::Nothing,
            wanted: Seats::default(),
            left: Seats {
                workshop: 2,
                talk: 9,
            },
            held: Seats::default(),
            committed: Seats::default(),
            payments: Vec::new(),
            person_called: false,
            moves,
            acts: 0,
        }
    }

    /// Everything that people may do now.
    pub(super) fn moves(&self) -> Vec<(String, Self)> {
        let mut moves = Vec::new();
        self.ordering(&mut moves);
        self.paying(&mut moves);
        if self.order == Order::Reserved && self.wanted.total() == 0 {
            moves.push(self.after("attendee confirms", |after| {
                after.order = Order::Confirmed;
                after.tell_order("OrderConfirmed", "{}");
            }));
        }
        if self.moves.others > 0 && self.left.workshop > 0 {
            moves.push(self.after("somebody takes a seat", |after| {
                after.moves.others -= 1;
                after.left.workshop -= 1;
            }));
        }
        if self.moves.waits > 0 {
            moves.push(self.after("time passes", |after| {
                after.moves.waits -= 1;
                after.now = after.now.max(Timestamp::from_millis(EXPIRATION + 120_000));
            }));
        }
        moves
    }

    fn ordering(&self, moves: &mut Vec<(String, Self)>) {
        const CHOICES: [Seats; 3] = [
            Seats {
                workshop: 2,
                talk: 0,
            },
            Seats {
                workshop: 1,
                talk: 1,
            },
            Seats {
                workshop: 0,
                talk: 1,
            },
        ];
        let begins =
            self.order == Order::Nothing && (self.moves.late || self.now.millis() < EXPIRATION);
        let open = matches!(
            self.order,
            Order::Pending | Order::Partial | Order::Reserved
        );
        for wanted in CHOICES {
            if begins {
                moves.push(self.after(&format!("place {}", wanted.json()), |after| {
                    after.place(wanted, "OrderPlaced");
                }));
            }
            if open && self.moves.updates > 0 {
                moves.push(self.after(&format!("update {}", wanted.json()), |after| {
                    after.moves.updates -= 1;
                    after.place(wanted, "OrderUpdated");
                }));
            }
        }
    }

    fn paying(&self, moves: &mut Vec<(String, Self)>) {
        let payable = self.order == Order::Reserved && self.wanted.total() > 0;
        if payable && self.moves.payments > 0 {
            moves.push(self.after("payment begins", |after| {
                after.moves.payments -= 1;
                after.payments.push(Payment {
                    amount: after.wanted.total(),
                    is_completed: false,
                    is_marked: false,
                });
            }));
        }
        for (k, payment) in self.payments.iter().enumerate() {
            if !payment.is_completed {
                moves.push(self.after("payment completes", |after| {
                    after.payments[k].is_completed = true;
                    let amount = payment.amount;
                    let payload = format!(r#"{{"order":"o-1","amount":{amount}}}"#);
                    let stream = format!("Payment/{k}");
                    let event = happened(&stream, &stream, "PaymentCompleted", &payload);
                    after.logs[1].push_back(event);
                }));
            }
        }
    }

    fn after(&self, name: &str, act: impl FnOnce(&mut Self)) -> (String, Self) {
        let mut after = self.clone();
        after.acts += 1;
        act(&mut after);
        (name.to_owned(), after)
    }

    fn place(&mut self, wanted: Seats, event_type: &str) {
        self.order = Order::Pending;
        self.wanted = wanted;
        let seats = wanted.json();
        let payload = format!(
            r#"{{"conference":"gopher","seats":{seats},"reservationAutoExpiration":{EXPIRATION}}}"#
        );
        self.tell_order(event_type, &payload);
    }

    fn tell_order(&mut self, event_type: &str, payload: &str) {
        let command = format!("act-{}", self.acts);
        let event = happened(&command, "Order/o-1", event_type, payload);
        self.logs[0].push_back(event);
    }

    /// Carries out a command of the process.
    pub(super) fn take(&mut self, command: &SentCommand) -> Result<(), Refusal> {
        let seats = Seats::of(command.payload.get("seats"));
        match command.command_type.as_str() {
            "MakeSeatReservation" => self.reserve(command, seats)?,
            "CancelSeatReservation" => {
                self.left.workshop += self.held.workshop;
                self.left.talk += self.held.talk;
                self.held = Seats::default();
            }
            "CommitSeatReservation" => {
                self.committed.workshop += self.held.workshop;
                self.committed.talk += self.held.talk;
                self.held = Seats::default();
            }
            "MarkSeatsAsReserved" => match self.order {
                Order::Confirmed | Order::Expired => return Err(refused("CLOSED")),
                _ if self.wanted == seats => self.order = Order::Reserved,
                _ => {
                    self.order = Order::Partial;
                    self.wanted = seats;
                }
            },
            "RejectOrder" => match self.order {
                Order::Confirmed => return Err(refused("CONFIRMED")),
                _ => self.order = Order::Expired,
            },
            "ReinstateOrder" if self.order == Order::Expired => {
                self.order = Order::Reserved;
                self.wanted = seats;
            }
            "ReinstateOrder" => {}
            "ConfirmOrder" => self.confirm(command)?,
            "RequireManualIntervention" => self.intervene(command),
            other => panic!("nobody takes {other}"),
        }
        Ok(())
    }

    fn reserve(&mut self, command: &SentCommand, wanted: Seats) -> Result<(), Refusal> {
        if command.not_after.is_some_and(|last| self.now > last) {
            return Err(refused("TOO_LATE"));
        }
        let held = Seats {
            workshop: wanted.workshop.min(self.left.workshop + self.held.workshop),
            talk: wanted.talk.min(self.left.talk + self.held.talk),
        };
        self.left.workshop += self.held.workshop - held.workshop;
        self.left.talk += self.held.talk - held.talk;
        self.held = held;
        let seats = held.json();
        let payload = format!(r#"{{"reservation":"o-1","reservationDetails":{seats}}}"#);
        let (command, stream) = (command.id.as_str(), "SeatsAvailability/gopher");
        let event = happened(command, stream, "SeatsReserved", &payload);
        self.logs[0].push_back(event);
        Ok(())
    }

    fn confirm(&mut self, command: &SentCommand) -> Result<(), Refusal> {
        let paid = command.payload.get("paid").and_then(Value::as_int);
        match self.order {
            Order::Confirmed => return Ok(()),
            Order::Reserved if paid == Some(self.wanted.total()) => {}
            Order::Reserved => return Err(refused("PAYMENT_DOES_NOT_MATCH")),
            _ => return Err(refused("NOT_RESERVED")),
        }
        self.order = Order::Confirmed;
        let event = happened(command.id.as_str(), "Order/o-1", "OrderConfirmed", "{}");
        self.logs[0].push_back(by_process(event, NAME));
        Ok(())
    }

    fn intervene(&mut self, command: &SentCommand) {
        let payment = command.payload.get("payment").and_then(Value::as_text);
        let number = payment.and_then(|payment| payment.parse::<usize>().ok());
        match number.and_then(|number| self.payments.get_mut(number)) {
            Some(payment) => payment.is_marked = true,
            None => self.person_called = true,
        }
    }

    /// What is wrong when nothing more will come by itself.
    pub(super) fn problem(&self) -> Option<String> {
        let completed = self.payments.iter().filter(|payment| payment.is_completed);
        let kept: i64 = completed
            .filter(|payment| !payment.is_marked)
            .map(|payment| payment.amount)
            .sum();
        let confirmed = self.order == Order::Confirmed;
        let due = if confirmed { self.wanted.total() } else { 0 };
        if kept != due {
            return Some(format!("{kept} is kept where {due} is due"));
        }
        if !self.held.is_none() {
            return Some("seats are held for nothing".to_owned());
        }
        let committed = if confirmed {
            self.wanted
        } else {
            Seats::default()
        };
        if self.committed != committed && !self.person_called {
            return Some("an order has other seats than it should".to_owned());
        }
        None
    }
}

fn refused(code: &str) -> Refusal {
    Refusal::decided(code, "The rules say no.")
}
