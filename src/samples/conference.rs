//! Conferences: they are planned and published, their seats are ordered, paid for and assigned.
//!
//! The rooms, in reading order: [`conference_aggregate`], [`seats_availability`], [`order`], [`payment`] and
//! [`seat_assignments`] are the aggregates, [`upcasters`] lift their old events, [`read_models`] is what is shown of
//! them, [`processes`] send commands when nobody does, [`schema`] and [`tasks`] are what the page is made from,
//! [`sentences`] what the activity feed says, [`invariants`] what must hold, [`story`] the first history. This file is
//! the table of all that, and `model.rs` joins it: a further aggregate gets a case in [`Happened`], a place in
//! [`World`], and a line in the list and in `evolve` there.

pub mod interned;
pub mod names;
pub mod seats;

pub mod aggregate;
pub mod conference_aggregate;
pub mod order;
pub mod payment;
pub mod seat_assignments;
pub mod seats_availability;
pub mod upcasters;

pub mod processes;

pub mod read_models;

mod model;

pub mod invariants;
pub mod schema;
pub mod sentences;
pub mod story;
pub mod tasks;

use crate::engine::position::ContextPosition;
use crate::engine::slots::{Slot, Slots};
use crate::engine::time::Timestamp;
pub use model::ConferenceModel;
use names::StepId;
use read_models::ReadModels;

/// A decoded event: what happened, and the little of its surroundings that read models need.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Event {
    /// What happened.
    pub happened: Happened,
    /// The stream it belongs to, among those of its aggregate.
    pub stream: Slot,
    /// Who brought it about.
    pub person: Slot,
    /// Its place in the log of its context.
    pub position: ContextPosition,
    /// When it was recorded.
    pub recorded_at: Timestamp,
    /// The version of its stream once it had happened. Four thousand million events do not fit into memory.
    pub version: u32,
    /// Which of the events that a stored one became, counted from zero.
    pub part: u16,
}

/// What can happen, by aggregate.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum Happened {
    /// To a conference.
    Conference(conference_aggregate::FoldedEvent),
    /// To the seats of a conference.
    SeatsAvailability(seats_availability::FoldedEvent),
    /// To an order.
    Order(order::FoldedEvent),
    /// To the seats of a confirmed order.
    SeatAssignments(seat_assignments::FoldedEvent),
    /// To a payment.
    Payment(payment::FoldedEvent),
    /// To an instance of a process: it took a step.
    Process(StepId),
}

/// The contexts, by number.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Context {
    /// Where conferences are managed.
    Management,
    /// Where seats are ordered.
    Registration,
    /// Where they are paid for.
    Payments,
}

impl Context {
    /// Its name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Management => schema::MANAGEMENT,
            Self::Registration => schema::REGISTRATION,
            Self::Payments => schema::PAYMENTS,
        }
    }
}

impl Happened {
    /// The context in whose log it stands.
    pub const fn context(&self) -> Context {
        match self {
            Self::Conference(_) => Context::Management,
            Self::SeatsAvailability(_)
            | Self::Order(_)
            | Self::SeatAssignments(_)
            | Self::Process(_) => Context::Registration,
            Self::Payment(_) => Context::Payments,
        }
    }
}

/// Every aggregate and read model.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct World {
    conferences: Slots<conference_aggregate::State>,
    seats_availability: Slots<seats_availability::State>,
    orders: Slots<order::State>,
    seat_assignments: Slots<seat_assignments::State>,
    payments: Slots<payment::State>,
    processes: processes::States,
    read_models: ReadModels,
}

#[cfg(test)]
mod told;
