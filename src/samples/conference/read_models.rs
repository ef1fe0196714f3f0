//! What is shown of conference booking: one file for each read model, with its schema, its projection and its rows.

pub mod activity_feed;
pub mod availability;
pub mod conferences;
pub mod draft_orders;
pub mod open_reservations;
pub mod order_seats;
pub mod orders_and_attendees;
pub mod payment_details;
pub mod priced_orders;
pub mod seat_types;
pub mod table;

use super::Event;
use super::names::ConferenceNames;
use crate::engine::model::Rows;
use crate::engine::names::ReadModelName;
use crate::engine::position::ContextPosition;
use crate::engine::schema::ReadModelSchema;
use crate::engine::slots::{Names, Slot};
use crate::engine::time::Timestamp;
use crate::engine::value::Value;
use activity_feed::ActivityFeed;
use availability::Availability;
pub use availability::Taken;
use conferences::Conferences;
use draft_orders::DraftOrders;
use open_reservations::OpenReservations;
use order_seats::OrderSeats;
use orders_and_attendees::OrdersAndAttendees;
use payment_details::PaymentDetails;
use priced_orders::PricedOrders;
use seat_types::SeatTypes;
use std::any::Any;
use std::ops::Range;

/// All read models.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct ReadModels {
    conferences: Conferences,
    seat_types: SeatTypes,
    availability: Availability,
    draft_orders: DraftOrders,
    priced_orders: PricedOrders,
    order_seats: OrderSeats,
    orders_and_attendees: OrdersAndAttendees,
    payment_details: PaymentDetails,
    open_reservations: OpenReservations,
    activity_feed: ActivityFeed,
}

impl ReadModels {
    /// Brings each of them up to date with one event.
    pub fn project(&mut self, event: &Event, names: &ConferenceNames) {
        self.conferences.project(event, names);
        self.seat_types.project(event, names);
        self.availability.project(event, names);
        self.draft_orders.project(event, names);
        self.priced_orders.project(event, names);
        self.order_seats.project(event, names);
        self.orders_and_attendees.project(event, names);
        self.payment_details.project(event, names);
        self.open_reservations.project(event, names);
        self.activity_feed.project(event, names);
    }

    /// What each of them says of itself.
    pub fn schemas() -> Vec<ReadModelSchema> {
        let schemas = Self::default();
        schemas.all().map(|read_model| read_model.schema()).to_vec()
    }

    /// One of them. `None` where there is none of this name.
    pub fn named(&self, name: &ReadModelName) -> Option<&dyn ReadModel> {
        let mut all = self.all().into_iter();
        all.find(|read_model| read_model.name() == name.as_str())
    }

    /// For each conference and seat type: how many seats are taken, and how many there ever were at once.
    pub fn seats_taken(&self) -> impl Iterator<Item = (Slot, Slot, Taken)> {
        self.availability.taken()
    }

    fn all(&self) -> [&dyn ReadModel; 10] {
        [
            &self.availability,
            &self.open_reservations,
            &self.draft_orders,
            &self.priced_orders,
            &self.payment_details,
            &self.order_seats,
            &self.orders_and_attendees,
            &self.conferences,
            &self.seat_types,
            &self.activity_feed,
        ]
    }
}

/// A read model with the projection that builds it. Most are a [`table::Table`].
pub trait ReadModel: Any {
    /// Its name.
    fn name(&self) -> &'static str;

    /// What it says of itself.
    fn schema(&self) -> ReadModelSchema;

    /// Brings it up to date with one event. An event that it has seen changes nothing.
    fn project(&mut self, event: &Event, names: &ConferenceNames);

    /// Some of its rows.
    fn rows(&self, names: &ConferenceNames, window: Range<usize>) -> Rows;

    /// One of its rows.
    fn row(&self, names: &ConferenceNames, key: &str) -> Option<Value> {
        let rows = self.rows(names, 0..usize::MAX).rows;
        let found = rows.into_iter().find(|(known, _)| known == key);
        found.map(|(_, row)| row)
    }

    /// The keys of the rows that differ from those of the same read model before.
    fn changed_rows(&self, names: &ConferenceNames, before: &dyn ReadModel) -> Vec<String>;
}

/// The last place in the log of each context that a read model has seen.
#[derive(Clone, Copy, PartialEq, Debug, Default)]
pub struct Checkpoint([(ContextPosition, u16); 3]);

impl Checkpoint {
    /// Moves on to `event`. False where it had been passed: then the event is to be skipped.
    pub fn pass(&mut self, event: &Event) -> bool {
        let place = (event.position, event.part);
        let seen = &mut self.0[event.happened.context() as usize];
        let is_new = place > *seen;
        if is_new {
            *seen = place;
        }
        is_new
    }
}

/// The version of a stream that a row has seen: an event that is not later was told twice, or too late.
#[derive(Clone, Copy, PartialEq, Debug, Default)]
pub struct Seen(u32, u16);

impl Seen {
    /// Moves on to `event`. False where it had been seen: then the event is to be skipped.
    pub fn pass(&mut self, event: &Event) -> bool {
        let is_new = (event.version, event.part) > (self.0, self.1);
        if is_new {
            *self = Self(event.version, event.part);
        }
        is_new
    }
}

/// A time as rows show it; empty where there is none.
fn time_text(time: Option<Timestamp>) -> Value {
    time.map_or_else(String::new, Timestamp::iso).into()
}

/// A name as rows show it; empty where there is none.
fn name(known: &Names, slot: Option<Slot>) -> Value {
    slot.map_or("", |slot| known.name(slot)).into()
}

/// The key of what a conference has of one seat type.
fn seats_key(names: &ConferenceNames, conference: Slot, seat_type: Slot) -> String {
    let conference = names.conferences.name(conference);
    format!("{conference} / {}", names.seat_types.name(seat_type))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::samples::conference::Happened;
    use crate::samples::conference::order::Event as OrderEvent;

    #[test]
    fn a_row_passes_over_what_is_told_again_or_too_late() {
        let event = |version, part| Event {
            happened: Happened::Order(OrderEvent::OrderExpired {}),
            stream: ConferenceNames::default().orders.intern("o-1"),
            person: ConferenceNames::default().people.intern("Ada"),
            position: ContextPosition::new(1),
            recorded_at: Timestamp::default(),
            version,
            part,
        };
        let mut seen = Seen::default();
        let passed = [(1, 0), (3, 0), (3, 1), (3, 1), (2, 0), (3, 0), (4, 0)]
            .map(|(version, part)| seen.pass(&event(version, part)));
        assert_eq!(passed, [true, true, true, false, false, false, true]);
    }
}
