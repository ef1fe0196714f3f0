//! The aggregate of one payment through a payment provider.
//!
//! A payment is for one order. A rejected one is never taken up again: who tries again begins another payment. The
//! stream is named by the payment.

use super::Happened;
use super::aggregate::{Aggregate, Decided, Known};
use super::names::ConferenceNames;
use super::read_models::priced_orders::PricedOrders;
use crate::engine::journal::Refusal;
use crate::engine::names::ReadModelName;
use crate::engine::slots::Slot;
use crate::engine::value::Value;
use serde::{Deserialize, Serialize};
use thiserror::Error;

/// The category of the streams: one for each payment.
pub const CATEGORY: &str = "Payment";

/// What everything is paid in.
const CURRENCY: &str = "USD";

/// What can happen.
///
/// NOTE: this is the stored format. Names of cases and fields can never change; an old shape is lifted when it is read.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum Event<Text, Order> {
    /// Somebody is about to pay.
    PaymentInitiated {
        /// For which order.
        order: Order,
        /// How much, in cents.
        amount: i64,
        /// Of which money.
        currency: Text,
    },
    /// The money was taken.
    PaymentCompleted {
        /// For which order.
        order: Order,
        /// How much, in cents.
        amount: i64,
    },
    /// No money was taken, nor will be.
    PaymentRejected {
        /// For which order.
        order: Order,
    },
}

/// An event as it is stored.
pub type StoredEvent = Event<String, String>;

/// An event as it is folded.
pub type FoldedEvent = Event<Slot, Slot>;

/// How far a payment has got.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub enum Status {
    /// It is being made.
    #[default]
    Initiated,
    /// The money was taken.
    Completed,
    /// It came to nothing.
    Rejected,
}

impl Status {
    /// Its name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Initiated => "Initiated",
            Self::Completed => "Completed",
            Self::Rejected => "Rejected",
        }
    }
}

/// One payment.
#[derive(Clone, Copy, PartialEq, Debug, Default)]
pub struct State {
    /// The order. `None` where it is not known.
    pub order: Option<Slot>,
    /// How much, in cents.
    pub amount: i64,
    /// Of which money.
    pub currency: Option<Slot>,
    /// How far it has got.
    pub status: Status,
}

/// Evolves the state by one event. Total: what it does not know it passes over.
pub fn evolve(state: &mut State, event: FoldedEvent) {
    match event {
        Event::PaymentInitiated {
            order,
            amount,
            currency,
        } => {
            *state = State {
                order: Some(order),
                amount,
                currency: Some(currency),
                status: Status::Initiated,
            };
        }
        Event::PaymentCompleted { order, amount } => {
            state.order = Some(order);
            state.amount = amount;
            state.status = Status::Completed;
        }
        Event::PaymentRejected { order } => {
            state.order = Some(order);
            state.status = Status::Rejected;
        }
    }
}

/// The state as plain data.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
pub struct PlainState {
    order: Option<String>,
    amount: i64,
    currency: Option<String>,
    status: Status,
}

/// What can be wanted. The payment is told by the stream.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize)]
pub enum Command {
    /// Begin to pay for an order.
    InitiateThirdPartyProcessorPayment {
        /// Which.
        order: String,
    },
    /// Take the money.
    CompleteThirdPartyProcessorPayment {},
    /// Don't.
    CancelThirdPartyProcessorPayment {},
}

/// Why a command is refused.
#[derive(Clone, PartialEq, Eq, Debug, Error)]
pub enum Error {
    /// Nothing is to be paid for this order now.
    #[error("Only an order whose seats are all reserved can be paid.")]
    OrderNotPayable,
    /// There is such a payment already.
    #[error("The payment “{0}” is for another order.")]
    PaymentExists(String),
    /// There is no such payment.
    #[error("There is no payment “{0}”.")]
    UnknownPayment(String),
    /// It has come to its end.
    #[error("Invalid operation: the payment is {0} already.")]
    Ended(&'static str),
}

impl From<Error> for Refusal {
    fn from(error: Error) -> Self {
        let code = match &error {
            Error::OrderNotPayable => "ORDER_NOT_PAYABLE",
            Error::PaymentExists(_) => "PAYMENT_EXISTS",
            Error::UnknownPayment(_) => "UNKNOWN_PAYMENT",
            Error::Ended(_) => "PAYMENT_ENDED",
        };
        Self::decided(code, error.to_string())
    }
}

/// Decides a command about this payment, where `priced` is the row of its order that was looked up.
///
/// # Errors
/// The rules say no.
pub fn decide(
    payment: &str,
    state: Option<PlainState>,
    command: Command,
    priced: Option<&Value>,
) -> Result<Vec<StoredEvent>, Error> {
    if let Command::InitiateThirdPartyProcessorPayment { order } = command {
        return initiate(payment, state, order, priced);
    }
    let state = state.ok_or_else(|| Error::UnknownPayment(payment.to_owned()))?;
    let order = state.order.unwrap_or_default();
    match (command, state.status) {
        (_, Status::Completed) => Err(Error::Ended("completed")),
        (_, Status::Rejected) => Err(Error::Ended("rejected")),
        (Command::CancelThirdPartyProcessorPayment {}, Status::Initiated) => {
            Ok(vec![Event::PaymentRejected { order }])
        }
        (_, Status::Initiated) => Ok(vec![Event::PaymentCompleted {
            order,
            amount: state.amount,
        }]),
    }
}

fn initiate(
    payment: &str,
    state: Option<PlainState>,
    order: String,
    priced: Option<&Value>,
) -> Result<Vec<StoredEvent>, Error> {
    match state {
        Some(state) if state.order.as_ref() == Some(&order) => Ok(Vec::new()),
        Some(_) => Err(Error::PaymentExists(payment.to_owned())),
        None => {
            let total = priced.filter(|row| is_payable(row));
            let total = total.and_then(|row| row.get("total")?.as_int());
            let amount = total.ok_or(Error::OrderNotPayable)?;
            Ok(vec![Event::PaymentInitiated {
                order,
                amount,
                currency: CURRENCY.to_owned(),
            }])
        }
    }
}

fn is_payable(row: &Value) -> bool {
    row.get("state").and_then(Value::as_text) == Some(PricedOrders::PAYABLE)
}

impl Aggregate for State {
    type Stored = StoredEvent;
    type Plain = PlainState;
    type Command = Command;

    fn intern(stored: &StoredEvent, names: &mut ConferenceNames, _stream: Slot) -> Happened {
        Happened::Payment(match stored {
            Event::PaymentInitiated {
                order,
                amount,
                currency,
            } => Event::PaymentInitiated {
                order: names.orders.intern(order),
                amount: *amount,
                currency: names.texts.intern(currency),
            },
            Event::PaymentCompleted { order, amount } => Event::PaymentCompleted {
                order: names.orders.intern(order),
                amount: *amount,
            },
            Event::PaymentRejected { order } => Event::PaymentRejected {
                order: names.orders.intern(order),
            },
        })
    }

    fn plain(&self, names: &ConferenceNames, _stream: Slot) -> PlainState {
        PlainState {
            order: self.order.map(|order| names.orders.name(order).to_owned()),
            amount: self.amount,
            currency: self
                .currency
                .map(|currency| names.texts.name(currency).to_owned()),
            status: self.status,
        }
    }

    fn from_plain(plain: &PlainState, names: &mut ConferenceNames, _stream: Slot) -> Self {
        Self {
            order: plain.order.as_ref().map(|order| names.orders.intern(order)),
            amount: plain.amount,
            currency: plain.currency.as_ref().map(|text| names.texts.intern(text)),
            status: plain.status,
        }
    }

    fn decide(known: &Known<'_, Self>, command: Command) -> Decided<Self> {
        let priced = known.input.fact(&ReadModelName::new(PricedOrders::NAME));
        Ok(decide(known.id, known.plain(), command, priced.as_ref())?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::model::Model;
    use crate::engine::names::{Actor, StreamName};
    use crate::engine::specification::{Decision, Given};
    use crate::samples;

    const INITIATED: &str = r#"{"order":"o-1","amount":24900,"currency":"USD"}"#;

    fn given(model: &dyn Model) -> Given<'_> {
        Given::nothing(model, StreamName::new(CATEGORY, "p-1"))
    }

    fn given_initiated(model: &dyn Model) -> Given<'_> {
        given(model).event("PaymentInitiated", INITIATED)
    }

    fn given_priced<'m>(model: &'m dyn Model, state: &str) -> Given<'m> {
        let row = format!(r#"{{"total":24900,"state":"{state}"}}"#);
        given(model).looking_up("PricedOrders", "o-1", &row)
    }

    #[track_caller]
    fn when<'m>(given: Given<'m>, command_type: &str) -> Decision<'m> {
        let payload = match command_type {
            "InitiateThirdPartyProcessorPayment" => r#"{"payment":"p-1","order":"o-1"}"#,
            _ => r#"{"payment":"p-1"}"#,
        };
        given.when(&Actor::new("Anybody", "Ada"), command_type, payload)
    }

    #[test]
    fn the_price_of_the_order_is_the_amount() {
        let model = samples::conference();
        let reserved = given_priced(&*model, "ReservationCompleted");
        when(reserved, "InitiateThirdPartyProcessorPayment")
            .then(&[("PaymentInitiated", INITIATED)])
            .then_deciding_again_changes_nothing();
    }

    #[test]
    fn s24_an_order_that_is_not_reserved_in_full_cannot_be_paid() {
        let model = samples::conference();
        for state in ["PendingReservation", "PartiallyReserved", "Confirmed"] {
            let order = given_priced(&*model, state);
            when(order, "InitiateThirdPartyProcessorPayment").then_refused("ORDER_NOT_PAYABLE");
        }
        when(given(&*model), "InitiateThirdPartyProcessorPayment")
            .then_refused("ORDER_NOT_PAYABLE");
    }

    #[test]
    fn a_payment_is_completed_with_its_amount() {
        let model = samples::conference();
        when(
            given_initiated(&*model),
            "CompleteThirdPartyProcessorPayment",
        )
        .then(&[("PaymentCompleted", r#"{"order":"o-1","amount":24900}"#)]);
    }

    #[test]
    fn s35_a_cancelled_payment_is_rejected() {
        let model = samples::conference();
        when(given_initiated(&*model), "CancelThirdPartyProcessorPayment")
            .then(&[("PaymentRejected", r#"{"order":"o-1"}"#)]);
    }

    // Deciding again is refused, as in the original: only the command's id makes these safe to repeat.
    #[test]
    fn s34_a_payment_that_has_ended_can_be_neither_completed_nor_cancelled() {
        let model = samples::conference();
        let ends = [
            ("PaymentCompleted", r#"{"order":"o-1","amount":24900}"#),
            ("PaymentRejected", r#"{"order":"o-1"}"#),
        ];
        for (ended, payload) in ends {
            for command_type in [
                "CompleteThirdPartyProcessorPayment",
                "CancelThirdPartyProcessorPayment",
            ] {
                let given = given_initiated(&*model).event(ended, payload);
                when(given, command_type).then_refused("PAYMENT_ENDED");
            }
        }
    }

    #[test]
    fn a_payment_that_nobody_began_is_unknown() {
        let model = samples::conference();
        for command_type in [
            "CompleteThirdPartyProcessorPayment",
            "CancelThirdPartyProcessorPayment",
        ] {
            when(given(&*model), command_type).then_refused("UNKNOWN_PAYMENT");
        }
    }
}
