//! The aggregate of one order: which seats somebody wants, which of them are reserved, and what they cost.
//!
//! It is the `Order` of the CQRS Journey. An order is placed, its seats are reserved by a process, and it is confirmed
//! once it is paid, or expires. The stream is named by the order.

mod plain;

pub use plain::PlainState;

use super::interned::Id;
use super::seats::{SeatsByName, SeatsId};
use crate::engine::journal::Refusal;
use crate::engine::slots::Slot;
use crate::engine::time::Timestamp;
use serde::{Deserialize, Serialize};
use thiserror::Error;

mod decide;

pub use decide::{Asked, decide};

/// The category of the streams: one for each order.
pub const CATEGORY: &str = "Order";

/// What one kind of seat in an order costs, in cents.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Line<Text> {
    /// The type.
    pub seat_type: Text,
    /// What one seat costs.
    pub unit_price: i64,
    /// How many.
    pub quantity: i64,
    /// What all of them cost.
    pub line_total: i64,
}

/// The lines of an order.
pub type Lines<Text> = Vec<Line<Text>>;

/// What can happen.
///
/// NOTE: this is the stored format. Names of cases and fields can never change; an old shape is lifted when it is read.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all_fields = "camelCase")]
pub enum Event<Text, Conference, Payment, Quantities, Prices> {
    /// Somebody wants seats.
    OrderPlaced {
        /// Where.
        conference: Conference,
        /// Which.
        seats: Quantities,
        /// Until when they will be held.
        reservation_auto_expiration: Timestamp,
        /// Finds the order again, together with an e-mail address.
        access_code: Text,
    },
    /// Other seats are wanted.
    OrderUpdated {
        /// All that are wanted now.
        seats: Quantities,
    },
    /// The price was calculated.
    OrderTotalsCalculated {
        /// What all seats cost.
        total: i64,
        /// What each kind costs.
        lines: Prices,
        /// Whether there is nothing to pay.
        is_free_of_charge: bool,
    },
    /// Fewer seats are reserved than were wanted, perhaps none.
    OrderPartiallyReserved {
        /// Until when.
        reservation_expiration: Timestamp,
        /// Those that are.
        seats: Quantities,
    },
    /// All wanted seats are reserved.
    OrderReservationCompleted {
        /// Until when.
        reservation_expiration: Timestamp,
        /// All of them.
        seats: Quantities,
    },
    /// The time was up, and the seats were acquired once more.
    OrderReinstated {
        /// Which.
        seats: Quantities,
        /// Until when.
        reservation_expiration: Timestamp,
    },
    /// The time is up: nothing is reserved any more.
    OrderExpired {},
    /// The order is final.
    OrderConfirmed {
        /// The seats that were bought.
        seats: Quantities,
    },
    /// It is known who registers.
    OrderRegistrantAssigned {
        /// Their first name.
        first_name: Text,
        /// Their last name.
        last_name: Text,
        /// Their e-mail address.
        email: Text,
    },
    /// A person of the business has to look after this, for example to pay money back.
    ManualInterventionRequired {
        /// The payment that it is about; empty where it is about none.
        payment: Payment,
        /// How much is to be paid back.
        amount: i64,
        /// Why.
        reason: Text,
    },
}

/// An event as it is stored.
pub type StoredEvent = Event<String, String, String, SeatsByName, Lines<String>>;

/// An event as it is folded.
pub type FoldedEvent = Event<Slot, Slot, Slot, SeatsId, Id<Lines<Slot>>>;

/// How far the reservation of an order has got.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub enum Reservation {
    /// It is asked for.
    #[default]
    Pending,
    /// There were fewer seats than wanted.
    Partial,
    /// All wanted seats are reserved.
    Completed,
}

/// One order.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct State {
    conference: Option<Slot>,
    seats: Option<SeatsId>,
    lines: Option<Id<Lines<Slot>>>,
    total: i64,
    reservation: Reservation,
    expiration: Option<Timestamp>,
    is_confirmed: bool,
    is_expired: bool,
    access_code: Option<Slot>,
    registrant: Option<Registrant<Slot>>,
    interventions: Vec<Slot>,
}

/// Who registers.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Registrant<Text> {
    first_name: Text,
    last_name: Text,
    email: Text,
}

/// Evolves the state by one event. Total: what it does not know it passes over.
pub fn evolve(state: &mut State, event: FoldedEvent) {
    match event {
        Event::OrderPlaced {
            conference,
            seats,
            reservation_auto_expiration,
            access_code,
        } => {
            state.conference = Some(conference);
            state.access_code = Some(access_code);
            state.reserve(
                Reservation::Pending,
                seats,
                Some(reservation_auto_expiration),
            );
        }
        Event::OrderUpdated { seats } => {
            state.reserve(Reservation::Pending, seats, state.expiration);
        }
        Event::OrderTotalsCalculated { total, lines, .. } => {
            state.total = total;
            state.lines = Some(lines);
        }
        Event::OrderPartiallyReserved {
            reservation_expiration,
            seats,
        } => state.reserve(Reservation::Partial, seats, Some(reservation_expiration)),
        Event::OrderReservationCompleted {
            reservation_expiration,
            seats,
        } => state.reserve(Reservation::Completed, seats, Some(reservation_expiration)),
        Event::OrderReinstated {
            seats,
            reservation_expiration,
        } => {
            state.is_expired = false;
            state.reserve(Reservation::Completed, seats, Some(reservation_expiration));
        }
        Event::OrderExpired {} => state.is_expired = true,
        Event::OrderConfirmed { .. } => {
            state.is_confirmed = true;
            state.expiration = None;
        }
        Event::OrderRegistrantAssigned {
            first_name,
            last_name,
            email,
        } => {
            state.registrant = Some(Registrant {
                first_name,
                last_name,
                email,
            });
        }
        Event::ManualInterventionRequired { payment, .. } => state.interventions.push(payment),
    }
}

impl State {
    fn reserve(&mut self, to: Reservation, seats: SeatsId, expiration: Option<Timestamp>) {
        self.reservation = to;
        self.seats = Some(seats);
        self.expiration = expiration;
    }

    /// Whether the order is final and has expired: what must never be.
    pub fn is_confirmed_and_expired(&self) -> bool {
        self.is_confirmed && self.is_expired
    }

    /// What was sold, and where; nothing before it is final.
    pub fn sold(&self) -> Option<(Slot, SeatsId)> {
        let conference = self.conference.filter(|_| self.is_confirmed)?;
        Some((conference, self.seats?))
    }

    /// Whether its reservation may hold seats: it is neither final nor over.
    pub fn is_open(&self) -> bool {
        !self.is_confirmed && !self.is_expired
    }

    /// Whether a payment is marked to be looked after by a person.
    pub fn needs_intervention(&self, payment: Slot) -> bool {
        self.interventions.contains(&payment)
    }
}

/// What can be wanted. The order is told by the stream.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize)]
#[serde(rename_all_fields = "camelCase")]
pub enum Command {
    /// Place the order, or want other seats.
    RegisterToConference {
        /// Where.
        conference: String,
        /// All that is wanted. None of a type is like not naming it.
        seats: SeatsByName,
    },
    /// Seats were reserved for it, perhaps fewer than were wanted.
    MarkSeatsAsReserved {
        /// Which.
        seats: SeatsByName,
        /// Until when.
        expiration: Timestamp,
    },
    /// The time is up.
    RejectOrder {},
    /// Make it final.
    ConfirmOrder {
        /// What was paid, in cents.
        paid: i64,
    },
    /// Its seats were acquired again after the time was up.
    ReinstateOrder {
        /// Which.
        seats: SeatsByName,
        /// Until when.
        expiration: Timestamp,
    },
    /// Have a person of the business look after it.
    RequireManualIntervention {
        /// The payment that it is about; empty where it is about none.
        payment: String,
        /// How much is to be paid back.
        amount: i64,
        /// Why.
        reason: String,
    },
    /// Say who registers.
    AssignRegistrantDetails {
        /// Their first name.
        first_name: String,
        /// Their last name.
        last_name: String,
        /// Their e-mail address.
        email: String,
    },
}

/// Why a command is refused.
#[derive(Clone, PartialEq, Eq, Debug, Error)]
pub enum Error {
    /// No seat is wanted.
    #[error("One or more items are required.")]
    NoItems,
    /// Fewer than no seats are wanted.
    #[error("Invalid registration.")]
    InvalidRegistration,
    /// There is no such conference.
    #[error("There is no conference “{0}”.")]
    UnknownConference(String),
    /// It has no such seats.
    #[error("{conference} has no seats of the type “{seat_type}”.")]
    UnknownSeatType {
        /// The conference.
        conference: String,
        /// The type.
        seat_type: String,
    },
    /// The order is for another conference.
    #[error("This order is for {0}.")]
    OtherConference(String),
    /// There is no such order.
    #[error("There is no order “{0}”.")]
    UnknownOrder(String),
    /// It is final.
    #[error("Cannot modify a confirmed order.")]
    Confirmed,
    /// It is final, and so it does not expire.
    #[error("Cannot expire a confirmed order.")]
    ConfirmedDoesNotExpire,
    /// It has expired.
    #[error("The order has expired.")]
    Expired,
    /// Not all that is wanted is reserved.
    #[error("Only an order whose seats are all reserved can be confirmed.")]
    NotReserved,
    /// It is not free of charge, and nobody paid.
    #[error("An order that is not free of charge is confirmed by its payment.")]
    NotPaid,
    /// The wrong amount was paid.
    #[error("The payment does not match: {paid} was paid and {total} is the price, in cents.")]
    PaymentDoesNotMatch {
        /// What was paid.
        paid: i64,
        /// The price.
        total: i64,
    },
    /// That is no e-mail address.
    #[error("“{0}” is no e-mail address.")]
    InvalidEmail(String),
}

impl From<Error> for Refusal {
    fn from(error: Error) -> Self {
        let code = match &error {
            Error::NoItems => "NO_ITEMS",
            Error::InvalidRegistration => "INVALID_REGISTRATION",
            Error::UnknownConference(_) => "UNKNOWN_CONFERENCE",
            Error::UnknownSeatType { .. } => "UNKNOWN_SEAT_TYPE",
            Error::OtherConference(_) => "OTHER_CONFERENCE",
            Error::UnknownOrder(_) => "UNKNOWN_ORDER",
            Error::Confirmed | Error::ConfirmedDoesNotExpire => "ORDER_CONFIRMED",
            Error::Expired => "ORDER_EXPIRED",
            Error::NotReserved => "ORDER_NOT_RESERVED",
            Error::NotPaid => "NOT_PAID",
            Error::PaymentDoesNotMatch { .. } => "PAYMENT_DOES_NOT_MATCH",
            Error::InvalidEmail(_) => "INVALID_EMAIL",
        };
        Self::decided(code, error.to_string())
    }
}
