//! What happened to the seats of a confirmed order.

use super::Teller;
use crate::samples::conference::seat_assignments::{Event as AssignmentsEvent, FoldedEvent};

impl Teller<'_> {
    pub(super) fn seat_assignments(&self, happened: FoldedEvent) -> String {
        let person = self.person;
        let assignments = self.names.assignments.name(self.event.stream);
        match happened {
            AssignmentsEvent::SeatAssignmentsCreated { order, seats } => {
                let order = self.names.orders.name(order);
                match self.names.positions.get(seats).len() {
                    1 => format!("The seat of {order} can be assigned."),
                    seats => format!("The {seats} seats of {order} can be assigned."),
                }
            }
            AssignmentsEvent::SeatAssigned {
                position,
                first_name,
                last_name,
                ..
            } => {
                let name = self.name(first_name, last_name);
                format!("{person} gave seat {position} of {assignments} to {name}.")
            }
            AssignmentsEvent::SeatUnassigned { position } => {
                format!("{person} freed seat {position} of {assignments}.")
            }
            AssignmentsEvent::SeatAssignmentUpdated {
                position,
                first_name,
                last_name,
            } => {
                let name = self.name(first_name, last_name);
                format!("Seat {position} of {assignments} is now in the name of {name}.")
            }
        }
    }
}
