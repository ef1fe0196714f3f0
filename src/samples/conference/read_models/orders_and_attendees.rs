//! Orders and attendees: what the business customer sees of its sales.

use super::table::{Row, Table};
use super::{Checkpoint, ReadModel, ReadModels, Seen};
use crate::engine::model::Rows;
use crate::engine::names::{ContextName, ReadModelName};
use crate::engine::schema::{Field, FieldType, ReadModelSchema};
use crate::engine::slots::{Slot, SmallSlots};
use crate::engine::value::Value;
use crate::samples::conference::names::ConferenceNames;
use crate::samples::conference::order::{Event as OrderEvent, FoldedEvent as OrderFolded};
use crate::samples::conference::schema;
use crate::samples::conference::seat_assignments::{
    Event as AssignmentsEvent, FoldedEvent as AssignmentsFolded,
};
use crate::samples::conference::{Event, Happened};
use std::ops::Range;

/// A row for each order that has not expired, or that a person has to look after.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct OrdersAndAttendees {
    checkpoint: Checkpoint,
    table: Table<OrdersAndAttendeesRow>,
    /// The order of each seat assignments.
    orders: SmallSlots<Slot>,
}

#[derive(Clone, PartialEq, Debug, Default)]
struct OrdersAndAttendeesRow {
    seen: Seen,
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
    fn is_shown(&self) -> bool {
        !self.attention.is_empty() || self.conference.is_some() && !self.is_expired
    }

    fn columns(&self, names: &ConferenceNames, slot: Slot) -> Value {
        let text = |slot: Option<Slot>| slot.map_or("", |slot| names.texts.name(slot));
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
        let conference = self.conference.map_or("", |c| names.conferences.name(c));
        Value::map([
            ("order", names.orders.name(slot).into()),
            ("conference", conference.into()),
            ("accessCode", text(self.access_code).into()),
            ("status", status.into()),
            ("total", self.total.into()),
            (
                "registrant",
                self.registrant.map(person).unwrap_or_default().into(),
            ),
            (
                "email",
                text(self.registrant.map(|[_, _, email]| email)).into(),
            ),
            ("attendees", Value::List(attendees.collect())),
            ("attention", Value::List(attention.collect())),
        ])
    }
}

impl OrdersAndAttendees {
    /// The read model's name.
    pub const NAME: &'static str = "OrdersAndAttendees";
}

impl ReadModel for OrdersAndAttendees {
    fn name(&self) -> &'static str {
        Self::NAME
    }

    fn schema(&self) -> ReadModelSchema {
        ReadModelSchema {
            name: ReadModelName::new(Self::NAME),
            title: "Orders & attendees".to_owned(),
            summary: "Who bought and who comes, for the people of the conference. What needs a person's attention says so."
                .to_owned(),
            contexts: vec![ContextName::new(schema::REGISTRATION)],
            events: schema::events(&[
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
            ]),
            columns: vec![
                Field::new("order", "Order", schema::id_text()),
                Field::new("conference", "Conference", schema::id_text()),
                Field::new("accessCode", "Access code", schema::name_text()),
                Field::new("status", "Status", schema::name_text()),
                Field::new("total", "Total in cents", schema::any_number()),
                Field::new("registrant", "Registrant", schema::name_text()),
                Field::new("email", "E-mail", schema::name_text()),
                Field::new("attendees", "Attendees", FieldType::List(Box::new(schema::name_text()))),
                Field::new("attention", "Needs attention", FieldType::List(Box::new(schema::name_text()))),
            ],
        }
    }

    fn project(&mut self, event: &Event, _names: &ConferenceNames) {
        match event.happened {
            Happened::Order(happened) if self.checkpoint.pass(event) => {
                let row = self.table.get_mut(event.stream);
                if row.seen.pass(event) {
                    row.order(happened);
                }
            }
            Happened::SeatAssignments(happened) if self.checkpoint.pass(event) => {
                if let AssignmentsEvent::SeatAssignmentsCreated { order, .. } = happened {
                    self.orders.put(event.stream, order);
                }
                let Some(order) = self.orders.get(event.stream) else {
                    return;
                };
                let row = self.table.get_mut(*order);
                if row.seen_assignments.pass(event) {
                    row.seats(happened);
                }
            }
            _ => {}
        }
    }

    fn rows(&self, names: &ConferenceNames, window: Range<usize>) -> Rows {
        self.table.rows(names, &names.orders, window)
    }

    fn row(&self, names: &ConferenceNames, key: &str) -> Option<Value> {
        self.table.row(names, &names.orders, key)
    }

    fn changed_rows(&self, names: &ConferenceNames, before: &ReadModels) -> Vec<String> {
        let before = &before.orders_and_attendees.table;
        self.table.changed(names, &names.orders, before)
    }
}

#[cfg(test)]
mod tests {
    use crate::samples::conference::told::then_rows;

    const ORDER: &str = "Order/o-1";
    const SEATS: &str = "SeatAssignments/o-1.seats";
    const PLACED: &str = r#"{"conference":"rustconf-lisbon","seats":{"General admission":2},
        "reservationAutoExpiration":900000,"accessCode":"ABC123"}"#;
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
