//! Orders and attendees: what the business customer sees of its sales.

use super::table::{Projection, Row, Table};
use super::{Seen, name};
use crate::engine::schema::ReadModelSchema;
use crate::engine::slots::{Names, Slot, SmallSlots};
use crate::engine::value::Value;
use crate::samples::conference::names::ConferenceNames;
use crate::samples::conference::order::{Event as OrderEvent, FoldedEvent as OrderFolded};
use crate::samples::conference::schema::{self, id, number, text, texts};
use crate::samples::conference::seat_assignments::{
    Event as AssignmentsEvent, FoldedEvent as AssignmentsFolded,
};
use crate::samples::conference::{Event, Happened};

/// A row for each order that has not expired, or that a person has to look after.
pub type OrdersAndAttendees = Table<OrdersAndAttendeesRow, OrderOfAssignments>;

/// The order of each seat assignments.
type OrderOfAssignments = SmallSlots<Slot>;

/// One order, who bought it and who sits on its seats.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct OrdersAndAttendeesRow {
    seen_assignments: Seen,
    conference: Option<Slot>,
    access_code: Option<Slot>,
    is_paid: bool,
    is_expired: bool,
    total: i64,
    registrant: Option<[Slot; 3]>,
    attendees: Vec<(i64, [Slot; 3])>,
    attention: Vec<(Slot, i64, Slot)>,
}

impl OrdersAndAttendeesRow {
    fn order(&mut self, event: OrderFolded) {
        match event {
            OrderEvent::OrderPlaced {
                conference,
                access_code,
                ..
            } => {
                self.conference = Some(conference);
                self.access_code = Some(access_code);
            }
            OrderEvent::OrderTotalsCalculated { total, .. } => self.total = total,
            OrderEvent::OrderConfirmed { .. } => self.is_paid = true,
            OrderEvent::OrderExpired {} => self.is_expired = true,
            OrderEvent::OrderReinstated { .. } => self.is_expired = false,
            OrderEvent::OrderRegistrantAssigned {
                first_name,
                last_name,
                email,
            } => self.registrant = Some([first_name, last_name, email]),
            OrderEvent::ManualInterventionRequired {
                payment,
                amount,
                reason,
            } => self.attention.push((payment, amount, reason)),
            OrderEvent::OrderUpdated { .. }
            | OrderEvent::OrderPartiallyReserved { .. }
            | OrderEvent::OrderReservationCompleted { .. } => {}
        }
    }

    fn seats(&mut self, event: AssignmentsFolded) {
        match event {
            AssignmentsEvent::SeatAssignmentsCreated { .. } => self.attendees.clear(),
            AssignmentsEvent::SeatAssigned {
                position,
                first_name,
                last_name,
                email,
            } => self.sit(position, Some([first_name, last_name, email])),
            AssignmentsEvent::SeatUnassigned { position } => self.sit(position, None),
            AssignmentsEvent::SeatAssignmentUpdated {
                position,
                first_name,
                last_name,
            } => {
                let known = self.attendees.iter().find(|(p, _)| *p == position);
                let renamed = known.map(|(_, [_, _, email])| [first_name, last_name, *email]);
                self.sit(position, renamed);
            }
        }
    }

    fn sit(&mut self, position: i64, attendee: Option<[Slot; 3]>) {
        self.attendees.retain(|(p, _)| *p != position);
        if let Some(attendee) = attendee {
            let place = self.attendees.partition_point(|(p, _)| *p < position);
            self.attendees.insert(place, (position, attendee));
        }
    }
}

impl Row for OrdersAndAttendeesRow {
    fn ids(names: &ConferenceNames) -> &Names {
        &names.orders
    }

    fn is_shown(&self) -> bool {
        !self.attention.is_empty() || self.conference.is_some() && !self.is_expired
    }

    fn columns(&self, names: &ConferenceNames, slot: Slot) -> Value {
        let person = |[first, last, _]: [Slot; 3]| {
            let name = [first, last].map(|slot| names.texts.name(slot)).join(" ");
            name.trim().to_owned()
        };
        let attendees = self.attendees.iter();
        let attendees = attendees.map(|(_, attendee)| Value::from(person(*attendee)));
        let attention = self.attention.iter().map(|(payment, amount, reason)| {
            let reason = names.texts.name(*reason);
            Value::from(match names.payments.name(*payment) {
                "" => reason.to_owned(),
                payment => format!("{reason} (pay back {amount} cents of {payment})"),
            })
        });
        let status = match (self.is_paid, self.is_expired) {
            (true, _) => "Paid",
            (false, true) => "Expired",
            (false, false) => "Pending",
        };
        let email = self.registrant.map(|[_, _, email]| email);
        Value::map([
            ("order", names.orders.name(slot).into()),
            ("conference", name(&names.conferences, self.conference)),
            ("accessCode", name(&names.texts, self.access_code)),
            ("status", status.into()),
            ("total", self.total.into()),
            (
                "registrant",
                self.registrant.map(person).unwrap_or_default().into(),
            ),
            ("email", name(&names.texts, email)),
            ("attendees", Value::List(attendees.collect())),
            ("attention", Value::List(attention.collect())),
        ])
    }
}

impl Projection<OrderOfAssignments> for OrdersAndAttendeesRow {
    const NAME: &'static str = "OrdersAndAttendees";

    fn schema() -> ReadModelSchema {
        schema::read_model(
            [
                Self::NAME,
                "Orders & attendees",
                "Who bought and who comes, for the people of the conference. What needs a \
                 person's attention says so.",
            ],
            &[schema::REGISTRATION],
            &[
                "OrderPlaced",
                "OrderRegistrantAssigned",
                "OrderTotalsCalculated",
                "OrderConfirmed",
                "OrderExpired",
                "OrderReinstated",
                "ManualInterventionRequired",
                "SeatAssignmentsCreated",
                "SeatAssigned",
                "SeatAssignmentUpdated",
                "SeatUnassigned",
            ],
            vec![
                id("order", "Order"),
                id("conference", "Conference"),
                text("accessCode", "Access code"),
                text("status", "Status"),
                number("total", "Total in cents"),
                text("registrant", "Registrant"),
                text("email", "E-mail"),
                texts("attendees", "Attendees"),
                texts("attention", "Needs attention"),
            ],
        )
    }

    fn project(
        table: &mut Table<Self, OrderOfAssignments>,
        event: &Event,
        _names: &ConferenceNames,
    ) {
        match event.happened {
            Happened::Order(happened) => {
                if let Some(row) = table.news(event) {
                    row.order(happened);
                }
            }
            Happened::SeatAssignments(happened) if table.pass(event) => {
                if let AssignmentsEvent::SeatAssignmentsCreated { order, .. } = happened {
                    table.memory.put(event.stream, order);
                }
                if let Some(order) = table.memory.get(event.stream).copied() {
                    let row = table.get_mut(order);
                    if row.seen_assignments.pass(event) {
                        row.seats(happened);
                    }
                }
            }
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::samples::conference::told::{PLACED, then_rows};

    const ORDER: &str = "Order/o-1";
    const SEATS: &str = "SeatAssignments/o-1.seats";
    const CREATED: &str = r#"{"order":"o-1","seats":[{"position":0,"seatType":"General admission"},
        {"position":1,"seatType":"General admission"}]}"#;

    #[test]
    fn who_bought_and_who_comes_is_one_row() {
        let told = [
            (ORDER, "OrderPlaced", PLACED),
            (
                ORDER,
                "OrderRegistrantAssigned",
                r#"{"firstName":"Ada","lastName":"Lovelace","email":"ada@example.com"}"#,
            ),
            (
                ORDER,
                "OrderConfirmed",
                r#"{"seats":{"General admission":2}}"#,
            ),
            (SEATS, "SeatAssignmentsCreated", CREATED),
            (
                SEATS,
                "SeatAssigned",
                r#"{"position":1,"firstName":"Ben","lastName":"Bit","email":"ben@example.com"}"#,
            ),
            (
                SEATS,
                "SeatAssigned",
                r#"{"position":0,"firstName":"Ada","lastName":"Lovelace","email":"ada@example.com"}"#,
            ),
            (
                SEATS,
                "SeatAssignmentUpdated",
                r#"{"position":0,"firstName":"Ada","lastName":"King"}"#,
            ),
            (SEATS, "SeatUnassigned", r#"{"position":1}"#),
        ];
        let columns = ["status", "registrant", "email", "attendees"];
        let both = r#"{"status":"Paid","registrant":"Ada Lovelace","email":"ada@example.com",
            "attendees":["Ada King","Ben Bit"]}"#;
        then_rows(&told[..7], "OrdersAndAttendees", &columns, &[("o-1", both)]);
        let one = both.replace(r#","Ben Bit""#, "");
        then_rows(&told, "OrdersAndAttendees", &columns, &[("o-1", &one)]);
        let seats = r#"{"firstName":"Ada","lastName":"King"}"#;
        let free = r#"{"firstName":"","lastName":""}"#;
        let rows = [("o-1.seats / 000", seats), ("o-1.seats / 001", free)];
        then_rows(&told, "OrderSeats", &["firstName", "lastName"], &rows);
    }

    #[test]
    fn s32_an_expired_order_goes_unless_a_person_has_to_look_after_it() {
        let told = [
            (ORDER, "OrderPlaced", PLACED),
            (ORDER, "OrderExpired", "{}"),
            (
                ORDER,
                "ManualInterventionRequired",
                r#"{"payment":"p-1","amount":39800,"reason":"It was paid too late."}"#,
            ),
        ];
        then_rows(&told[..2], "OrdersAndAttendees", &["status"], &[]);
        let row = r#"{"status":"Expired",
            "attention":["It was paid too late. (pay back 39800 cents of p-1)"]}"#;
        then_rows(
            &told,
            "OrdersAndAttendees",
            &["status", "attention"],
            &[("o-1", row)],
        );
    }
}
