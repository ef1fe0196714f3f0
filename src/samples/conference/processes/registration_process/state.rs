//! Where one order stands: the fold of the steps that were recorded.

use super::super::reading::{number, seats, sent, text, time};
use super::EXPIRE;
use crate::engine::names::CommandId;
use crate::engine::process::{HappenedEvent, InputKind, RecordedStep};
use crate::engine::schema::{Field, FieldType};
use crate::engine::time::Timestamp;
use crate::engine::value::Value;
use crate::samples::conference::schema::{self, id, quantities, texts, yes_or_no};
use crate::samples::conference::seats::SeatsByName;
use serde::{Deserialize, Serialize};
use std::rc::Rc;

/// Where one order stands. A copy shares what is large.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct State {
    /// What is awaited.
    pub stage: Stage,
    /// What was said when the order was placed. `None` before.
    pub placed: Option<Rc<Placed>>,
    /// The seats that the order wants now.
    pub wanted: Rc<SeatsByName>,
    /// The latest command that reserves seats: its answer counts. `None` where there was none.
    pub reservation: Option<CommandId>,
    /// Whether the order was ever told what is held: from then on it may be confirmed.
    pub is_told: bool,
    /// The deadline that is set.
    pub deadline: Option<Rc<str>>,
    /// The payment that the order is to be confirmed with.
    pub payment: Option<Payment>,
    /// Every payment that has completed. Each is dealt with once.
    pub payments: Vec<Rc<str>>,
}

/// What the page says of the fields of the state.
pub(super) fn fields() -> Vec<Field> {
    let until = "reservationAutoExpiration";
    let placed = vec![
        id("order", "Order"),
        id("conference", "Conference"),
        Field::new(until, "Held until", FieldType::Instant),
    ];
    let payment = vec![
        id("payment", "Payment"),
        schema::number("amount", "Amount in cents"),
    ];
    vec![
        schema::text("stage", "Stage"),
        quantities("wanted", "Seats wanted"),
        Field::new("placed", "Placed", FieldType::Record(placed)),
        yes_or_no("isTold", "Told what is held"),
        Field::new("payment", "Confirmed by", FieldType::Record(payment)),
        texts("payments", "Payments dealt with"),
        id("reservation", "Reserving command"),
        id("deadline", "Deadline that is set"),
    ]
}

/// What a process awaits.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Default, Serialize, Deserialize)]
pub enum Stage {
    /// The order.
    #[default]
    NotStarted,
    /// The answer to its latest reservation.
    AwaitingReservationConfirmation,
    /// A payment, or that somebody confirms a free order: seats are held.
    ReservationConfirmationReceived,
    /// That the paid order is confirmed.
    PaymentConfirmationReceived,
    /// Seats that were given up: for a late payment, or without one for an order that is confirmed.
    Reacquiring,
    /// Nothing more.
    Completed(Ending),
}

/// How a process ended.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
pub enum Ending {
    /// The order is confirmed.
    Confirmed,
    /// The order was rejected: it has expired.
    Expired,
}

/// What was said when an order was placed.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Placed {
    /// The order, and the reservation too.
    pub order: Rc<str>,
    /// The conference.
    pub conference: Rc<str>,
    /// Until when its seats are to be held.
    pub reservation_auto_expiration: Timestamp,
}

/// A payment that has completed.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Payment {
    /// Its id.
    pub payment: Rc<str>,
    /// How much, in cents.
    pub amount: i64,
}

/// What a recorded step changed: a step as it is folded.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Change {
    news: News,
    sent: Sent,
    deadline: Option<Rc<str>>,
    is_deadline_off: bool,
    ends: bool,
}

/// What the step reacted to.
#[derive(Clone, PartialEq, Eq, Debug)]
enum News {
    Placed(Rc<Placed>, Rc<SeatsByName>),
    Updated(Rc<SeatsByName>),
    Paid(Payment),
    /// The order is confirmed: it says so, or it can't be rejected any more.
    Confirmed,
    Other,
}

/// The one of its commands that tells what is awaited next.
#[derive(Clone, PartialEq, Eq, Debug)]
enum Sent {
    Reservation(CommandId),
    Mark,
    Confirmation,
    Commitment,
    Other,
}

impl Change {
    /// What of a step matters. Total: what can't be read changes nothing.
    pub fn of(step: &RecordedStep) -> Self {
        let news = match &step.input.kind {
            InputKind::Event(event) => News::of(event).unwrap_or(News::Other),
            InputKind::Deadline(_) => News::Other,
            InputKind::Refused(command, _) => match command.command_type.as_str() {
                "RejectOrder" => News::Confirmed,
                _ => News::Other,
            },
        };
        let mut deadlines = step.deadlines_set.iter();
        let deadline = deadlines.find(|deadline| deadline.name == EXPIRE);
        Self {
            news,
            sent: Sent::of(step),
            deadline: deadline.map(|deadline| deadline.id.as_str().into()),
            is_deadline_off: step.ends || step.deadlines_cancelled.iter().any(|d| d == EXPIRE),
            ends: step.ends,
        }
    }
}

impl News {
    fn of(event: &HappenedEvent) -> Result<Self, String> {
        Ok(match event.event_type.as_str() {
            "OrderPlaced" => {
                Self::Placed(Rc::new(Placed::of(event)?), Rc::new(seats(event, "seats")))
            }
            "OrderUpdated" => Self::Updated(Rc::new(seats(event, "seats"))),
            "PaymentCompleted" => Self::Paid(Payment::of(event)?),
            "OrderConfirmed" => Self::Confirmed,
            _ => Self::Other,
        })
    }
}

impl Placed {
    /// What an event of an order says.
    ///
    /// # Errors
    /// It can't be read: why.
    pub fn of(event: &HappenedEvent) -> Result<Self, String> {
        Ok(Self {
            order: Rc::clone(&event.stream.id),
            conference: text(event, "conference")?.into(),
            reservation_auto_expiration: time(event, "reservationAutoExpiration")?,
        })
    }
}

impl Payment {
    /// What an event of a payment says.
    ///
    /// # Errors
    /// It can't be read: why.
    pub fn of(event: &HappenedEvent) -> Result<Self, String> {
        Ok(Self {
            payment: Rc::clone(&event.stream.id),
            amount: number(event, "amount")?,
        })
    }
}

impl Sent {
    fn of(step: &RecordedStep) -> Self {
        if let Some(command) = sent(step, "MakeSeatReservation") {
            return Self::Reservation(command.id.clone());
        }
        let sends = |command_type| sent(step, command_type).is_some();
        match () {
            () if sends("MarkSeatsAsReserved") => Self::Mark,
            () if sends("ConfirmOrder") => Self::Confirmation,
            () if sends("CommitSeatReservation") => Self::Commitment,
            () => Self::Other,
        }
    }
}

impl State {
    /// Evolves by one step. Total: it never decides again, it follows what the step reacted to and what it sent.
    pub fn evolve(&mut self, change: &Change) {
        let ending = self.ending(change);
        match &change.news {
            News::Placed(placed, wanted) if self.stage == Stage::NotStarted => {
                self.placed = Some(Rc::clone(placed));
                self.wanted = Rc::clone(wanted);
            }
            News::Updated(wanted) => self.wanted = Rc::clone(wanted),
            News::Paid(payment) => self.pay(payment, &change.sent),
            News::Confirmed => self.confirm(&change.sent),
            News::Placed(..) | News::Other => {}
        }
        match &change.sent {
            Sent::Reservation(command) => {
                self.reservation = Some(command.clone());
                self.stage = match change.news {
                    News::Paid(_) | News::Confirmed => Stage::Reacquiring,
                    _ => Stage::AwaitingReservationConfirmation,
                };
            }
            Sent::Mark => {
                self.is_told = true;
                self.stage = Stage::ReservationConfirmationReceived;
            }
            Sent::Confirmation => self.stage = Stage::PaymentConfirmationReceived,
            Sent::Commitment | Sent::Other => {}
        }
        if change.is_deadline_off {
            self.deadline = None;
        }
        if change.deadline.is_some() {
            self.deadline.clone_from(&change.deadline);
        }
        if change.ends {
            self.stage = Stage::Completed(ending);
        }
    }

    /// An order that is confirmed stays so; one that was neither confirmed nor given seats again has expired.
    fn ending(&self, change: &Change) -> Ending {
        let restoring = self.stage == Stage::Reacquiring && self.payment.is_none();
        match restoring || change.sent == Sent::Commitment {
            true => Ending::Confirmed,
            false => Ending::Expired,
        }
    }

    fn pay(&mut self, payment: &Payment, sent: &Sent) {
        if matches!(sent, Sent::Confirmation | Sent::Reservation(_)) {
            self.payment = Some(payment.clone());
        }
        if !self.payments.contains(&payment.payment) {
            self.payments.push(Rc::clone(&payment.payment));
        }
    }

    /// Seats that are reserved for an order that is confirmed are for no payment.
    fn confirm(&mut self, sent: &Sent) {
        if matches!(sent, Sent::Reservation(_)) {
            self.payment = None;
        }
        if matches!(self.stage, Stage::Completed(_)) {
            self.stage = Stage::Completed(Ending::Confirmed);
        }
    }

    /// The state as plain data: what a snapshot keeps and the page shows.
    pub fn plain(&self) -> Value {
        // Texts and whole numbers: JSON can always say it.
        Value::of(self).unwrap_or_default()
    }

    /// The state that plain data describes. `None` where it doesn't fit.
    pub fn from_plain(plain: &Value) -> Option<Self> {
        plain.clone().read().ok()
    }
}
