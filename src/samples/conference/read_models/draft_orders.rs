//! Draft orders: what was wanted, what is reserved, and until when.

use super::table::{Projection, Row, Table};
use super::{name, time_text};
use crate::engine::schema::ReadModelSchema;
use crate::engine::slots::{Names, Slot};
use crate::engine::time::Timestamp;
use crate::engine::value::Value;
use crate::samples::conference::names::ConferenceNames;
use crate::samples::conference::order::{Event as OrderEvent, FoldedEvent};
use crate::samples::conference::schema::{self, id, quantities, text, yes_or_no};
use crate::samples::conference::seats::SeatsId;
use crate::samples::conference::{Event, Happened};

/// A row for each order.
pub type DraftOrders = Table<DraftOrdersRow>;

/// How far one order has got.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct DraftOrdersRow {
    conference: Option<Slot>,
    person: Option<Slot>,
    requested: Option<SeatsId>,
    reserved: Option<SeatsId>,
    expiration: Option<Timestamp>,
    email: Option<Slot>,
    access_code: Option<Slot>,
    state: DraftState,
}

#[derive(Clone, Copy, PartialEq, Debug, Default)]
enum DraftState {
    #[default]
    PendingReservation,
    PartiallyReserved,
    ReservationCompleted,
    Rejected,
    Confirmed,
}

impl DraftState {
    /// Whether the order can still be changed.
    const fn is_open(self) -> bool {
        !matches!(self, Self::Rejected | Self::Confirmed)
    }

    const fn name(self) -> &'static str {
        match self {
            Self::PendingReservation => "PendingReservation",
            Self::PartiallyReserved => "PartiallyReserved",
            Self::ReservationCompleted => "ReservationCompleted",
            Self::Rejected => "Rejected",
            Self::Confirmed => "Confirmed",
        }
    }
}

impl DraftOrdersRow {
    fn evolve(&mut self, event: FoldedEvent, person: Slot) {
        match event {
            OrderEvent::OrderPlaced {
                conference,
                seats,
                reservation_auto_expiration,
                access_code,
            } => {
                self.conference = Some(conference);
                self.person = Some(person);
                self.access_code = Some(access_code);
                self.expiration = Some(reservation_auto_expiration);
                self.request(seats);
            }
            OrderEvent::OrderUpdated { seats } => self.request(seats),
            OrderEvent::OrderPartiallyReserved {
                reservation_expiration,
                seats,
            } => self.reserve(DraftState::PartiallyReserved, seats, reservation_expiration),
            OrderEvent::OrderReservationCompleted {
                reservation_expiration,
                seats,
            }
            | OrderEvent::OrderReinstated {
                seats,
                reservation_expiration,
            } => self.reserve(
                DraftState::ReservationCompleted,
                seats,
                reservation_expiration,
            ),
            OrderEvent::OrderExpired {} => self.state = DraftState::Rejected,
            OrderEvent::OrderConfirmed { .. } => {
                self.state = DraftState::Confirmed;
                self.expiration = None;
            }
            OrderEvent::OrderRegistrantAssigned { email, .. } => self.email = Some(email),
            OrderEvent::OrderTotalsCalculated { .. }
            | OrderEvent::ManualInterventionRequired { .. } => {}
        }
    }

    fn request(&mut self, seats: SeatsId) {
        self.state = DraftState::PendingReservation;
        self.requested = Some(seats);
        self.reserved = None;
    }

    fn reserve(&mut self, state: DraftState, seats: SeatsId, until: Timestamp) {
        self.state = state;
        self.reserved = Some(seats);
        self.expiration = Some(until);
    }
}

impl Row for DraftOrdersRow {
    fn ids(names: &ConferenceNames) -> &Names {
        &names.orders
    }

    fn is_shown(&self) -> bool {
        self.conference.is_some()
    }

    fn columns(&self, names: &ConferenceNames, slot: Slot) -> Value {
        Value::map([
            ("order", names.orders.name(slot).into()),
            ("conference", name(&names.conferences, self.conference)),
            ("person", name(&names.people, self.person)),
            ("state", self.state.name().into()),
            ("isOpen", Value::Bool(self.state.is_open())),
            ("requested", names.seats_value(self.requested)),
            ("reserved", names.seats_value(self.reserved)),
            ("reservationExpiration", time_text(self.expiration)),
            ("registrantEmail", name(&names.texts, self.email)),
            ("accessCode", name(&names.texts, self.access_code)),
        ])
    }
}

impl Projection for DraftOrdersRow {
    const NAME: &'static str = "DraftOrders";

    fn schema() -> ReadModelSchema {
        schema::read_model(
            [
                Self::NAME,
                "Draft orders",
                "What each order wants and what is reserved for it, until it is confirmed or \
                 rejected.",
            ],
            &[schema::REGISTRATION],
            &[
                "OrderPlaced",
                "OrderUpdated",
                "OrderPartiallyReserved",
                "OrderReservationCompleted",
                "OrderReinstated",
                "OrderExpired",
                "OrderConfirmed",
                "OrderRegistrantAssigned",
            ],
            vec![
                id("order", "Order"),
                id("conference", "Conference"),
                text("person", "Placed by"),
                text("state", "State"),
                yes_or_no("isOpen", "Open"),
                quantities("requested", "Wanted"),
                quantities("reserved", "Reserved"),
                text("reservationExpiration", "Reserved until"),
                text("registrantEmail", "E-mail"),
                text("accessCode", "Access code"),
            ],
        )
    }

    fn project(table: &mut Table<Self>, event: &Event, _names: &ConferenceNames) {
        if let Happened::Order(happened) = event.happened
            && let Some(row) = table.news(event)
        {
            row.evolve(happened, event.person);
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::samples::conference::told::{PLACED, then_rows};

    const STREAM: &str = "Order/o-1";
    const COLUMNS: [&str; 5] = [
        "state",
        "isOpen",
        "requested",
        "reserved",
        "reservationExpiration",
    ];
    const TWO: &str = r#"{"reservationExpiration":900000,"seats":{"General admission":2}}"#;

    #[test]
    fn what_is_wanted_and_what_is_reserved_stand_beside_each_other() {
        let one = r#"{"reservationExpiration":900000,"seats":{"General admission":1}}"#;
        let told = [
            (STREAM, "OrderPlaced", PLACED),
            (STREAM, "OrderPartiallyReserved", one),
            (
                STREAM,
                "OrderUpdated",
                r#"{"seats":{"General admission":1}}"#,
            ),
            (STREAM, "OrderReservationCompleted", one),
            (
                STREAM,
                "OrderConfirmed",
                r#"{"seats":{"General admission":1}}"#,
            ),
        ];
        let until = r#""reservationExpiration":"1970-01-01T00:15:00.000Z""#;
        let rows = [
            format!(
                r#"{{"state":"PendingReservation","isOpen":true,"requested":{{"General admission":2}},"reserved":{{}},{until}}}"#
            ),
            format!(
                r#"{{"state":"PartiallyReserved","isOpen":true,"requested":{{"General admission":2}},"reserved":{{"General admission":1}},{until}}}"#
            ),
            format!(
                r#"{{"state":"PendingReservation","isOpen":true,"requested":{{"General admission":1}},"reserved":{{}},{until}}}"#
            ),
            format!(
                r#"{{"state":"ReservationCompleted","isOpen":true,"requested":{{"General admission":1}},"reserved":{{"General admission":1}},{until}}}"#
            ),
            r#"{"state":"Confirmed","isOpen":false,"requested":{"General admission":1},"reserved":{"General admission":1},
                "reservationExpiration":""}"#
                .to_owned(),
        ];
        for (happened, row) in (1..).zip(&rows) {
            then_rows(&told[..happened], "DraftOrders", &COLUMNS, &[("o-1", row)]);
        }
    }

    #[test]
    fn an_expired_order_is_rejected_until_it_is_reinstated() {
        let told = [
            (STREAM, "OrderPlaced", PLACED),
            (STREAM, "OrderReservationCompleted", TWO),
            (STREAM, "OrderExpired", "{}"),
            (STREAM, "OrderReinstated", TWO),
        ];
        let rejected = r#"{"state":"Rejected","isOpen":false}"#;
        then_rows(
            &told[..3],
            "DraftOrders",
            &["state", "isOpen"],
            &[("o-1", rejected)],
        );
        let back = r#"{"state":"ReservationCompleted","isOpen":true}"#;
        then_rows(&told, "DraftOrders", &["state", "isOpen"], &[("o-1", back)]);
    }
}
