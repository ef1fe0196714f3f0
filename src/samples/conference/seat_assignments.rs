//! The aggregate that says who sits on the seats of a confirmed order.
//!
//! Each seat of the order is a position, counted from zero. The stream is named by the assignments.

mod plain;

use super::interned::Id;
use super::names::ConferenceNames;
use super::seats::SeatsByName;
use crate::engine::journal::Refusal;
use crate::engine::slots::Slot;
use serde::{Deserialize, Serialize};
use thiserror::Error;

/// The category of the streams: one for each confirmed order.
pub const CATEGORY: &str = "SeatAssignments";

/// A seat that can be assigned.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Position<Text> {
    /// Its number.
    pub position: i64,
    /// Its type.
    pub seat_type: Text,
}

/// All seats that can be assigned.
pub type Positions<Text> = Vec<Position<Text>>;

/// What can happen.
///
/// NOTE: this is the stored format. Names of cases and fields can never change; an old shape is lifted when it is read.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all_fields = "camelCase")]
pub enum Event<Text, Order, Seats> {
    /// The seats of an order can be assigned.
    SeatAssignmentsCreated {
        /// The order.
        order: Order,
        /// Its seats.
        seats: Seats,
    },
    /// A free seat was given to somebody.
    SeatAssigned {
        /// Which.
        position: i64,
        /// Their first name.
        first_name: Text,
        /// Their last name.
        last_name: Text,
        /// Their e-mail address.
        email: Text,
    },
    /// A seat is free again.
    SeatUnassigned {
        /// Which.
        position: i64,
    },
    /// Who sits there has another name now.
    SeatAssignmentUpdated {
        /// Which.
        position: i64,
        /// Their first name.
        first_name: Text,
        /// Their last name.
        last_name: Text,
    },
}

/// An event as it is stored.
pub type StoredEvent = Event<String, String, Positions<String>>;

/// An event as it is folded.
pub type FoldedEvent = Event<Slot, Slot, Id<Positions<Slot>>>;

/// Somebody who sits somewhere.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Attendee<Text> {
    /// Their first name.
    pub first_name: Text,
    /// Their last name.
    pub last_name: Text,
    /// Their e-mail address.
    pub email: Text,
}

/// A seat, and who sits there.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Seat<Text> {
    /// Its number.
    pub position: i64,
    /// Its type.
    pub seat_type: Text,
    /// Who sits there; none where it is free.
    pub attendee: Option<Attendee<Text>>,
}

/// The seats of one order.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct State {
    order: Option<Slot>,
    seats: Vec<Seat<Slot>>,
}

impl State {
    /// The order. `None` where it is not known.
    pub fn order(&self) -> Option<Slot> {
        self.order
    }

    /// Its seats in the order of their positions.
    pub fn seats(&self) -> &[Seat<Slot>] {
        &self.seats
    }

    fn seat(&mut self, position: i64) -> Option<&mut Seat<Slot>> {
        self.seats.iter_mut().find(|seat| seat.position == position)
    }
}

/// Evolves the state by one event. Total: what it does not know it passes over.
pub fn evolve(state: &mut State, event: FoldedEvent, names: &ConferenceNames) {
    match event {
        Event::SeatAssignmentsCreated { order, seats } => {
            let free = names.positions.get(seats).iter().map(|seat| Seat {
                position: seat.position,
                seat_type: seat.seat_type,
                attendee: None,
            });
            state.order = Some(order);
            state.seats = free.collect();
        }
        Event::SeatAssigned {
            position,
            first_name,
            last_name,
            email,
        } => {
            if let Some(seat) = state.seat(position) {
                seat.attendee = Some(Attendee {
                    first_name,
                    last_name,
                    email,
                });
            }
        }
        Event::SeatUnassigned { position } => {
            if let Some(seat) = state.seat(position) {
                seat.attendee = None;
            }
        }
        Event::SeatAssignmentUpdated {
            position,
            first_name,
            last_name,
        } => {
            if let Some(attendee) = state.seat(position).and_then(|s| s.attendee.as_mut()) {
                attendee.first_name = first_name;
                attendee.last_name = last_name;
            }
        }
    }
}

/// The state as plain data.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
pub struct PlainState {
    order: Option<String>,
    seats: Vec<Seat<String>>,
}

/// What can be wanted. The assignments are told by the stream.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize)]
#[serde(rename_all_fields = "camelCase")]
pub enum Command {
    /// Let the seats of an order be assigned.
    CreateSeatAssignments {
        /// The order.
        order: String,
        /// The seats that were bought.
        seats: SeatsByName,
    },
    /// Give a seat to somebody.
    AssignSeat {
        /// Which.
        position: i64,
        /// Their first name.
        first_name: String,
        /// Their last name.
        last_name: String,
        /// Their e-mail address.
        email: String,
    },
    /// Free a seat.
    UnassignSeat {
        /// Which.
        position: i64,
    },
}

/// Why a command is refused.
#[derive(Clone, PartialEq, Eq, Debug, Error)]
pub enum Error {
    /// There are no such assignments.
    #[error("There are no seats to assign for “{0}”.")]
    UnknownAssignments(String),
    /// The order has no such seat.
    #[error("There is no seat at position {0}.")]
    UnknownPosition(i64),
    /// Nobody can be reached without one.
    #[error("The e-mail address of an attendee is required.")]
    NoEmail,
}

impl From<Error> for Refusal {
    fn from(error: Error) -> Self {
        let code = match &error {
            Error::UnknownAssignments(_) => "UNKNOWN_ASSIGNMENTS",
            Error::UnknownPosition(_) => "UNKNOWN_POSITION",
            Error::NoEmail => "NO_EMAIL",
        };
        Self::decided(code, error.to_string())
    }
}

/// Decides a command about these assignments. What changes nothing is accepted and records nothing.
///
/// # Errors
/// The rules say no.
pub fn decide(
    assignments: &str,
    state: Option<PlainState>,
    command: Command,
) -> Result<Vec<StoredEvent>, Error> {
    let known = state.filter(|state| state.order.is_some());
    let seat_at = |position: i64| {
        let unknown = || Error::UnknownAssignments(assignments.to_owned());
        let seats = &known.as_ref().ok_or_else(unknown)?.seats;
        let seat = seats.iter().find(|seat| seat.position == position);
        seat.ok_or(Error::UnknownPosition(position))
    };
    match command {
        Command::CreateSeatAssignments { order, seats } => Ok(match known {
            Some(_) => Vec::new(),
            None => vec![Event::SeatAssignmentsCreated {
                order,
                seats: positions(&seats),
            }],
        }),
        Command::AssignSeat {
            position,
            first_name,
            last_name,
            email,
        } => {
            let attendee = Attendee {
                first_name,
                last_name,
                email,
            };
            assign(seat_at(position)?, attendee)
        }
        Command::UnassignSeat { position } => Ok(match seat_at(position)?.attendee {
            Some(_) => vec![Event::SeatUnassigned { position }],
            None => Vec::new(),
        }),
    }
}

/// One position for each seat, type by type.
fn positions(seats: &SeatsByName) -> Positions<String> {
    let each = seats.iter().flat_map(|(seat_type, quantity)| {
        let quantity = usize::try_from(*quantity).unwrap_or(0);
        std::iter::repeat_n(seat_type.clone(), quantity)
    });
    let numbered = (0..).zip(each);
    let positions = numbered.map(|(position, seat_type)| Position {
        position,
        seat_type,
    });
    positions.collect()
}

/// Another e-mail address is another person, so the seat goes from one to the other.
fn assign(seat: &Seat<String>, attendee: Attendee<String>) -> Result<Vec<StoredEvent>, Error> {
    if attendee.email.trim().is_empty() {
        return Err(Error::NoEmail);
    }
    let position = seat.position;
    let Attendee {
        first_name,
        last_name,
        email,
    } = attendee;
    let Some(known) = &seat.attendee else {
        return Ok(vec![assigned(position, first_name, last_name, email)]);
    };
    if known.email.to_lowercase() != email.to_lowercase() {
        let assigned = assigned(position, first_name, last_name, email);
        return Ok(vec![Event::SeatUnassigned { position }, assigned]);
    }
    if known.first_name == first_name && known.last_name == last_name {
        return Ok(Vec::new());
    }
    Ok(vec![Event::SeatAssignmentUpdated {
        position,
        first_name,
        last_name,
    }])
}

fn assigned(position: i64, first_name: String, last_name: String, email: String) -> StoredEvent {
    Event::SeatAssigned {
        position,
        first_name,
        last_name,
        email,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::model::Model;
    use crate::engine::names::{Actor, StreamName};
    use crate::engine::specification::{Decision, Given};
    use crate::samples;

    const TWO: &str = r#"{"order":"o-1","seats":[{"position":0,"seatType":"General admission"},
        {"position":1,"seatType":"General admission"}]}"#;
    const ADA: &str = r#""position":0,"firstName":"Ada","lastName":"Lovelace","email":"a@a.com""#;

    fn given(model: &dyn Model) -> Given<'_> {
        Given::nothing(model, StreamName::new(CATEGORY, "o-1.seats"))
    }

    fn given_two(model: &dyn Model) -> Given<'_> {
        given(model).event("SeatAssignmentsCreated", TWO)
    }

    fn given_ada(model: &dyn Model) -> Given<'_> {
        given_two(model).event("SeatAssigned", &format!("{{{ADA}}}"))
    }

    #[track_caller]
    fn when<'m>(given: Given<'m>, command_type: &str, fields: &str) -> Decision<'m> {
        let payload = format!(r#"{{"assignments":"o-1.seats",{fields}}}"#);
        given.when(&Actor::new("Attendee", "Ada"), command_type, &payload)
    }

    #[test]
    fn s36_fifteen_seats_are_fifteen_positions() {
        let model = samples::conference();
        let seats = r#""order":"o-1","seats":{"CQRS workshop":5,"General admission":10}"#;
        let positions: Vec<String> = (0..15)
            .map(|position| {
                let seat_type = if position < 5 {
                    "CQRS workshop"
                } else {
                    "General admission"
                };
                format!(r#"{{"position":{position},"seatType":"{seat_type}"}}"#)
            })
            .collect();
        let created = format!(r#"{{"order":"o-1","seats":[{}]}}"#, positions.join(","));
        when(given(&*model), "CreateSeatAssignments", seats)
            .then(&[("SeatAssignmentsCreated", &created)])
            .then_deciding_again_changes_nothing();
    }

    #[test]
    fn s36_a_free_seat_is_assigned() {
        let model = samples::conference();
        when(given_two(&*model), "AssignSeat", ADA)
            .then(&[("SeatAssigned", &format!("{{{ADA}}}"))])
            .then_deciding_again_changes_nothing();
    }

    #[test]
    fn s36_another_address_takes_the_seat_from_one_and_gives_it_to_the_other() {
        let model = samples::conference();
        let ben = r#""position":0,"firstName":"Ben","lastName":"Bit","email":"b@b.com""#;
        when(given_ada(&*model), "AssignSeat", ben)
            .then(&[
                ("SeatUnassigned", r#"{"position":0}"#),
                ("SeatAssigned", &format!("{{{ben}}}")),
            ])
            .then_deciding_again_changes_nothing();
    }

    #[test]
    fn s36_the_same_address_in_any_case_with_another_name_is_an_update() {
        let model = samples::conference();
        let king = r#""position":0,"firstName":"Ada","lastName":"King","email":"A@a.COM""#;
        let updated = r#"{"position":0,"firstName":"Ada","lastName":"King"}"#;
        when(given_ada(&*model), "AssignSeat", king)
            .then(&[("SeatAssignmentUpdated", updated)])
            .then_deciding_again_changes_nothing();
    }

    #[test]
    fn s36_a_seat_is_freed_once() {
        let model = samples::conference();
        when(given_ada(&*model), "UnassignSeat", r#""position":0"#)
            .then(&[("SeatUnassigned", r#"{"position":0}"#)])
            .then_deciding_again_changes_nothing();
        when(given_two(&*model), "UnassignSeat", r#""position":1"#).then_nothing();
    }

    #[test]
    fn s36_there_is_no_position_99() {
        let model = samples::conference();
        let far = ADA.replace(r#""position":0"#, r#""position":99"#);
        when(given_two(&*model), "AssignSeat", &far).then_refused("UNKNOWN_POSITION");
        let far = r#""position":99"#;
        when(given_two(&*model), "UnassignSeat", far).then_refused("UNKNOWN_POSITION");
    }

    #[test]
    fn nobody_sits_anywhere_without_an_address_or_before_the_order_is_confirmed() {
        let model = samples::conference();
        let nobody = ADA.replace("a@a.com", " ");
        when(given_two(&*model), "AssignSeat", &nobody).then_refused("NO_EMAIL");
        when(given(&*model), "AssignSeat", ADA).then_refused("UNKNOWN_ASSIGNMENTS");
    }

    #[test]
    fn history_that_makes_no_sense_is_folded_all_the_same() {
        let model = samples::conference();
        given(&*model)
            .event("SeatAssigned", &format!("{{{ADA}}}"))
            .event(
                "SeatAssignmentUpdated",
                r#"{"position":7,"firstName":"A","lastName":"B"}"#,
            )
            .then_state(r#"{"order":null,"seats":[]}"#);
    }
}
