//! Priced orders: what each order costs, and whether it can be paid.

use super::table::{Projection, Row, Table};
use super::{name, time_text};
use crate::engine::schema::{Field, FieldType, ReadModelSchema};
use crate::engine::slots::{Names, Slot};
use crate::engine::time::Timestamp;
use crate::engine::value::Value;
use crate::samples::conference::interned::Id;
use crate::samples::conference::names::ConferenceNames;
use crate::samples::conference::order::{Event as OrderEvent, FoldedEvent, Lines};
use crate::samples::conference::schema::{self, id, number, text, yes_or_no};
use crate::samples::conference::seat_assignments::Event as AssignmentsEvent;
use crate::samples::conference::{Event, Happened};

/// A row for each order that has not expired. The row of an expired one is only remembered: the order may come back.
pub type PricedOrders = Table<PricedOrdersRow>;

/// What one order costs.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct PricedOrdersRow {
    state: Option<PricedState>,
    person: Option<Slot>,
    is_expired: bool,
    total: i64,
    lines: Option<Id<Lines<Slot>>>,
    is_free_of_charge: bool,
    expiration: Option<Timestamp>,
    assignments: Option<Slot>,
}

#[derive(Clone, Copy, PartialEq, Debug)]
enum PricedState {
    PendingReservation,
    PartiallyReserved,
    ReservationCompleted,
    Confirmed,
}

impl PricedState {
    const fn name(self) -> &'static str {
        match self {
            Self::PendingReservation => "PendingReservation",
            Self::PartiallyReserved => "PartiallyReserved",
            Self::ReservationCompleted => PricedOrders::PAYABLE,
            Self::Confirmed => "Confirmed",
        }
    }
}

impl PricedOrdersRow {
    fn evolve(&mut self, event: FoldedEvent, person: Slot) {
        match event {
            OrderEvent::OrderPlaced {
                reservation_auto_expiration,
                ..
            } => {
                self.person = Some(person);
                self.reach(
                    PricedState::PendingReservation,
                    Some(reservation_auto_expiration),
                );
            }
            OrderEvent::OrderUpdated { .. } => {
                self.reach(PricedState::PendingReservation, self.expiration);
            }
            OrderEvent::OrderTotalsCalculated {
                total,
                lines,
                is_free_of_charge,
            } => {
                self.total = total;
                self.lines = Some(lines);
                self.is_free_of_charge = is_free_of_charge;
            }
            OrderEvent::OrderPartiallyReserved {
                reservation_expiration,
                ..
            } => self.reach(PricedState::PartiallyReserved, Some(reservation_expiration)),
            OrderEvent::OrderReservationCompleted {
                reservation_expiration,
                ..
            } => self.reach(
                PricedState::ReservationCompleted,
                Some(reservation_expiration),
            ),
            OrderEvent::OrderReinstated {
                reservation_expiration,
                ..
            } => {
                self.is_expired = false;
                self.reach(
                    PricedState::ReservationCompleted,
                    Some(reservation_expiration),
                );
            }
            OrderEvent::OrderExpired {} => self.is_expired = true,
            OrderEvent::OrderConfirmed { .. } => self.reach(PricedState::Confirmed, None),
            OrderEvent::OrderRegistrantAssigned { .. }
            | OrderEvent::ManualInterventionRequired { .. } => {}
        }
    }

    fn reach(&mut self, state: PricedState, expiration: Option<Timestamp>) {
        self.state = Some(state);
        self.expiration = expiration;
    }
}

impl Row for PricedOrdersRow {
    fn ids(names: &ConferenceNames) -> &Names {
        &names.orders
    }

    fn is_shown(&self) -> bool {
        self.state.is_some() && !self.is_expired
    }

    fn columns(&self, names: &ConferenceNames, slot: Slot) -> Value {
        let lines = self.lines.map(|lines| names.lines_by_name(lines));
        Value::map([
            ("order", names.orders.name(slot).into()),
            ("person", name(&names.people, self.person)),
            ("state", self.state.map_or("", PricedState::name).into()),
            ("total", self.total.into()),
            ("isFreeOfCharge", Value::Bool(self.is_free_of_charge)),
            (
                "lines",
                Value::of(&lines.unwrap_or_default()).unwrap_or_default(),
            ),
            ("reservationExpiration", time_text(self.expiration)),
            ("assignments", name(&names.assignments, self.assignments)),
        ])
    }
}

fn lines() -> FieldType {
    FieldType::List(Box::new(FieldType::Record(schema::line_fields())))
}

impl PricedOrders {
    /// The state of an order that can be paid.
    pub const PAYABLE: &'static str = "ReservationCompleted";
}

impl Projection for PricedOrdersRow {
    const NAME: &'static str = "PricedOrders";

    fn schema() -> ReadModelSchema {
        schema::read_model(
            [
                Self::NAME,
                "Priced orders",
                "What each order costs, in cents, and whether it can be paid now. An order that \
                 has expired is not listed.",
            ],
            &[schema::REGISTRATION],
            &[
                "OrderPlaced",
                "OrderUpdated",
                "OrderTotalsCalculated",
                "OrderPartiallyReserved",
                "OrderReservationCompleted",
                "OrderReinstated",
                "OrderExpired",
                "OrderConfirmed",
                "SeatAssignmentsCreated",
            ],
            vec![
                id("order", "Order"),
                text("person", "Placed by"),
                text("state", "State"),
                number("total", "Total in cents"),
                yes_or_no("isFreeOfCharge", "Free of charge"),
                Field::new("lines", "Lines", lines()),
                text("reservationExpiration", "Reserved until"),
                id("assignments", "Seat assignments"),
            ],
        )
    }

    fn project(table: &mut Table<Self>, event: &Event, _names: &ConferenceNames) {
        match event.happened {
            Happened::Order(happened) => {
                if let Some(row) = table.news(event) {
                    row.evolve(happened, event.person);
                }
            }
            Happened::SeatAssignments(AssignmentsEvent::SeatAssignmentsCreated {
                order, ..
            }) if table.pass(event) => {
                table.get_mut(order).assignments = Some(event.stream);
            }
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::samples::conference::told::{PLACED, then_rows};

    const STREAM: &str = "Order/o-1";
    const TOTALS: &str = r#"{"total":39800,"isFreeOfCharge":false,"lines":[
        {"seatType":"General admission","unitPrice":19900,"quantity":2,"lineTotal":39800}]}"#;
    const TWO: &str = r#"{"reservationExpiration":900000,"seats":{"General admission":2}}"#;

    #[test]
    fn s30_the_row_of_an_expired_order_goes_and_comes_back_with_the_order() {
        let told = [
            (STREAM, "OrderPlaced", PLACED),
            (STREAM, "OrderTotalsCalculated", TOTALS),
            (STREAM, "OrderReservationCompleted", TWO),
            (STREAM, "OrderExpired", "{}"),
            (STREAM, "OrderReinstated", TWO),
        ];
        let row = r#"{"state":"ReservationCompleted","total":39800,"isFreeOfCharge":false}"#;
        let columns = ["state", "total", "isFreeOfCharge"];
        then_rows(&told[..3], "PricedOrders", &columns, &[("o-1", row)]);
        then_rows(&told[..4], "PricedOrders", &columns, &[]);
        then_rows(&told, "PricedOrders", &columns, &[("o-1", row)]);
    }

    #[test]
    fn a_confirmed_order_has_no_expiration_and_knows_its_seat_assignments() {
        let told = [
            (STREAM, "OrderPlaced", PLACED),
            (STREAM, "OrderTotalsCalculated", TOTALS),
            (STREAM, "OrderReservationCompleted", TWO),
            (
                STREAM,
                "OrderConfirmed",
                r#"{"seats":{"General admission":2}}"#,
            ),
            (
                "SeatAssignments/o-1.seats",
                "SeatAssignmentsCreated",
                r#"{"order":"o-1","seats":[]}"#,
            ),
        ];
        let row = r#"{"state":"Confirmed","reservationExpiration":"","assignments":"o-1.seats","lines":[
            {"seatType":"General admission","unitPrice":19900,"quantity":2,"lineTotal":39800}]}"#;
        let columns = ["state", "reservationExpiration", "assignments", "lines"];
        then_rows(&told, "PricedOrders", &columns, &[("o-1", row)]);
    }
}
