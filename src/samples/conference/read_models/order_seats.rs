//! Order seats: who sits on each seat of a confirmed order.

use super::{Checkpoint, ReadModel, ReadModels, Seen, differing, window_by_key};
use crate::engine::model::Rows;
use crate::engine::names::{ContextName, ReadModelName};
use crate::engine::schema::{Field, ReadModelSchema};
use crate::engine::slots::{Slot, Slots};
use crate::engine::value::Value;
use crate::samples::conference::names::ConferenceNames;
use crate::samples::conference::schema;
use crate::samples::conference::seat_assignments::{Seat, State, evolve};
use crate::samples::conference::{Event, Happened};
use std::ops::Range;

/// A row for each seat. What is worth knowing of the assignments is all of their state.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct OrderSeats {
    checkpoint: Checkpoint,
    assignments: Slots<Assigned>,
}

#[derive(Clone, PartialEq, Debug, Default)]
struct Assigned {
    seen: Seen,
    state: State,
}

impl OrderSeats {
    /// The read model's name.
    pub const NAME: &'static str = "OrderSeats";

    fn shown(&self, names: &ConferenceNames, assignments: Slot) -> Vec<(String, Value)> {
        let assigned = self.assignments.get(assignments);
        let rows = assigned.into_iter().flat_map(|assigned| {
            let seats = assigned.state.seats().iter();
            seats.map(|seat| {
                let key = key(names, assignments, seat.position);
                (key, assigned.columns(names, assignments, seat))
            })
        });
        rows.collect()
    }
}

impl Assigned {
    fn columns(&self, names: &ConferenceNames, assignments: Slot, seat: &Seat<Slot>) -> Value {
        let text = |slot: Option<Slot>| slot.map_or("", |slot| names.texts.name(slot)).into();
        let attendee = seat.attendee;
        let order = self.state.order();
        let order = order.map_or("", |order| names.orders.name(order));
        Value::map([
            ("assignments", names.assignments.name(assignments).into()),
            ("order", order.into()),
            ("position", seat.position.into()),
            ("seatType", names.seat_types.name(seat.seat_type).into()),
            (
                "firstName",
                text(attendee.map(|attendee| attendee.first_name)),
            ),
            (
                "lastName",
                text(attendee.map(|attendee| attendee.last_name)),
            ),
            ("email", text(attendee.map(|attendee| attendee.email))),
        ])
    }
}

impl ReadModel for OrderSeats {
    fn name(&self) -> &'static str {
        Self::NAME
    }

    fn schema(&self) -> ReadModelSchema {
        ReadModelSchema {
            name: ReadModelName::new(Self::NAME),
            title: "Order seats".to_owned(),
            summary: "Each seat of each confirmed order, and who sits there.".to_owned(),
            contexts: vec![ContextName::new(schema::REGISTRATION)],
            events: schema::events(&[
                "SeatAssignmentsCreated",
                "SeatAssigned",
                "SeatUnassigned",
                "SeatAssignmentUpdated",
            ]),
            columns: vec![
                Field::new("assignments", "Seat assignments", schema::id_text()),
                Field::new("order", "Order", schema::id_text()),
                Field::new("position", "Position", schema::any_number()),
                Field::new("seatType", "Seat type", schema::name_text()),
                Field::new("firstName", "First name", schema::name_text()),
                Field::new("lastName", "Last name", schema::name_text()),
                Field::new("email", "E-mail", schema::name_text()),
            ],
        }
    }

    fn project(&mut self, event: &Event, names: &ConferenceNames) {
        let Happened::SeatAssignments(happened) = event.happened else {
            return;
        };
        if self.checkpoint.pass(event) {
            let assigned = self.assignments.get_mut(event.stream);
            if assigned.seen.pass(event) {
                evolve(&mut assigned.state, happened, names);
            }
        }
    }

    fn rows(&self, names: &ConferenceNames, window: Range<usize>) -> Rows {
        let rows = self.assignments.filled().flat_map(|(slot, assigned)| {
            let seats = assigned.state.seats().iter();
            seats.map(move |seat| (key(names, slot, seat.position), (slot, assigned, seat)))
        });
        window_by_key(rows.collect(), window, |(slot, assigned, seat)| {
            assigned.columns(names, slot, seat)
        })
    }

    fn changed_rows(&self, names: &ConferenceNames, before: &ReadModels) -> Vec<String> {
        let before = &before.order_seats;
        let changed = self.assignments.changed(&before.assignments);
        let keys = changed.flat_map(|assignments| {
            let now = self.shown(names, assignments);
            differing(now, before.shown(names, assignments))
        });
        keys.collect()
    }
}

/// Padded, so that the order of the keys is the order of the positions.
fn key(names: &ConferenceNames, assignments: Slot, position: i64) -> String {
    format!("{} / {position:03}", names.assignments.name(assignments))
}
