//! Order seats: who sits on each seat of a confirmed order.

use super::name;
use super::table::{Group, Projection, Table};
use crate::engine::schema::ReadModelSchema;
use crate::engine::slots::Slot;
use crate::engine::value::Value;
use crate::samples::conference::names::ConferenceNames;
use crate::samples::conference::schema::{self, id, number, text};
use crate::samples::conference::seat_assignments::{Attendee, State, evolve};
use crate::samples::conference::{Event, Happened};

/// A row for each seat. What is worth knowing of the assignments is all of their state.
pub type OrderSeats = Table<State>;

impl Group for State {
    /// The position.
    type Part = i64;

    fn parts(&self) -> impl Iterator<Item = i64> {
        self.seats().iter().map(|seat| seat.position)
    }

    /// Padded, so that the order of the keys is the order of the positions.
    fn key(names: &ConferenceNames, assignments: Slot, position: i64) -> String {
        format!("{} / {position:03}", names.assignments.name(assignments))
    }

    fn columns(&self, names: &ConferenceNames, assignments: Slot, position: i64) -> Option<Value> {
        let mut seats = self.seats().iter();
        let seat = seats.find(|seat| seat.position == position)?;
        let attendee =
            |text: fn(Attendee<Slot>) -> Slot| name(&names.texts, seat.attendee.map(text));
        Some(Value::map([
            ("assignments", names.assignments.name(assignments).into()),
            ("order", name(&names.orders, self.order())),
            ("position", position.into()),
            ("seatType", names.seat_types.name(seat.seat_type).into()),
            ("firstName", attendee(|attendee| attendee.first_name)),
            ("lastName", attendee(|attendee| attendee.last_name)),
            ("email", attendee(|attendee| attendee.email)),
        ]))
    }
}

impl Projection for State {
    const NAME: &'static str = "OrderSeats";

    fn schema() -> ReadModelSchema {
        schema::read_model(
            [
                Self::NAME,
                "Order seats",
                "Each seat of each confirmed order, and who sits there.",
            ],
            &[schema::REGISTRATION],
            &[
                "SeatAssignmentsCreated",
                "SeatAssigned",
                "SeatUnassigned",
                "SeatAssignmentUpdated",
            ],
            vec![
                id("assignments", "Seat assignments"),
                id("order", "Order"),
                number("position", "Position"),
                text("seatType", "Seat type"),
                text("firstName", "First name"),
                text("lastName", "Last name"),
                text("email", "E-mail"),
            ],
        )
    }

    fn project(table: &mut Table<Self>, event: &Event, names: &ConferenceNames) {
        if let Happened::SeatAssignments(happened) = event.happened
            && let Some(state) = table.news(event)
        {
            evolve(state, happened, names);
        }
    }
}
