//! The translation that offers the seats which the organizers of a conference create: their quantities become seats to
//! reserve.
//!
//! | row | input | what it does |
//! |---|---|---|
//! | T1 | a new seat type | add its seats |
//! | T2 | a seat type that is known | nothing |
//! | T3, T4, T5 | a changed seat type | add more, remove some, or nothing where the quantity is the same |

use super::bugs::H10;
use super::reading::{number, text};
use crate::engine::environment::DecisionEnvironment;
use crate::engine::names::{ProcessName, ReferenceBug};
use crate::engine::process::{
    Correlating, HappenedEvent, Input, InputKind, Reaction, RecordedStep,
};
use crate::engine::schema::ProcessSchema;
use crate::engine::value::Value;
use crate::samples::conference::schema::quantities;
use crate::samples::conference::seats::SeatsByName;
use serde::{Deserialize, Serialize};
use std::rc::Rc;

/// Its name.
pub const NAME: &str = "SeatsTranslation";

/// What the translation says of itself.
pub fn schema() -> ProcessSchema {
    ProcessSchema {
        name: ProcessName::new(NAME),
        title: "Seats on offer".to_owned(),
        summary:
            "Turns the seat types that organizers create or change into seats that can be reserved."
                .to_owned(),
        context: super::CONTEXT.into(),
        reads: vec!["conference management".into()],
        events: vec!["SeatCreated".into(), "SeatUpdated".into()],
        deadlines: Vec::new(),
        commands: vec!["AddSeats".into(), "RemoveSeats".into()],
        state: vec![quantities("quantities", "Seats offered")],
        is_translation: true,
    }
}

/// The quantities of one conference's seat types, as far as they were translated.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct State {
    quantities: Rc<SeatsByName>,
}

/// What a recorded step changed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Change {
    /// A seat type was created, perhaps once more.
    Created(Rc<str>, i64),
    /// A seat type has another quantity now.
    Updated(Rc<str>, i64),
    /// Nothing that could be read.
    Nothing,
}

impl Change {
    /// What of a step matters. Total: what can't be read changes nothing.
    pub fn of(step: &RecordedStep) -> Self {
        let InputKind::Event(event) = &step.input.kind else {
            return Self::Nothing;
        };
        match (event.event_type.as_str(), offered(event)) {
            ("SeatCreated", Ok((seat_type, quantity))) => Self::Created(seat_type.into(), quantity),
            ("SeatUpdated", Ok((seat_type, quantity))) => Self::Updated(seat_type.into(), quantity),
            _ => Self::Nothing,
        }
    }
}

impl State {
    /// Evolves by one step. Total.
    pub fn evolve(&mut self, change: &Change) {
        let quantities = Rc::make_mut(&mut self.quantities);
        match change {
            Change::Created(seat_type, quantity) => {
                quantities.entry(seat_type.to_string()).or_insert(*quantity);
            }
            Change::Updated(seat_type, quantity) => {
                quantities.insert(seat_type.to_string(), *quantity);
            }
            Change::Nothing => {}
        }
    }

    /// The state as plain data: what a snapshot keeps and the page shows.
    pub fn plain(&self) -> Value {
        // Texts and whole numbers: JSON can always say it.
        Value::of(self).unwrap_or_default()
    }

    /// The state that plain data describes. `None` where it doesn't fit.
    pub fn from_plain(plain: &Value) -> Option<Self> {
        plain.clone().read().ok()
    }
}

/// The instance an event is for: that of its conference. `None` where the translation does not care.
pub fn instance(input: &Input, _correlating: Correlating<'_>) -> Option<String> {
    match &input.kind {
        InputKind::Event(event) => Some(event.stream.id.to_string()),
        InputKind::Deadline(_) | InputKind::Refused(..) => None,
    }
}

/// What an instance does about an input.
///
/// # Errors
/// A seat type was changed that was never created.
pub fn react(
    state: &State,
    input: &Input,
    environment: &DecisionEnvironment,
) -> Result<Reaction, String> {
    let event = match &input.kind {
        InputKind::Event(event) => event,
        InputKind::Refused(..) => return Ok(Reaction::unhandled()),
        InputKind::Deadline(_) => return Err("This translation sets no deadline.".to_owned()),
    };
    let (seat_type, quantity) = offered(event)?;
    let known = state.quantities.get(seat_type).copied();
    let mut reaction = match (event.event_type.as_str(), known) {
        ("SeatCreated", None) => change("T1", event, seat_type, quantity),
        ("SeatCreated", Some(_)) => Reaction::nothing("T2"),
        ("SeatUpdated", Some(known)) => match quantity.saturating_sub(known) {
            0 => Reaction::nothing("T5"),
            more if more > 0 => change("T3", event, seat_type, more),
            fewer => change("T4", event, seat_type, fewer),
        },
        ("SeatUpdated", None) => {
            return Err(format!("The seat type “{seat_type}” was never created."));
        }
        (other, _) => return Err(format!("“{other}” is not this translation's concern.")),
    };
    let forgets = environment.reference_bugs.contains(&ReferenceBug::new(H10));
    for command in &mut reaction.commands {
        command.forgets_its_id = forgets;
    }
    Ok(reaction)
}

fn offered(event: &HappenedEvent) -> Result<(&str, i64), String> {
    Ok((text(event, "seatType")?, number(event, "quantity")?))
}

/// Nobody can add or remove no seats at all.
fn change(row: &str, event: &HappenedEvent, seat_type: &str, change: i64) -> Reaction {
    let command = match change {
        0 => return Reaction::nothing(row),
        more if more > 0 => "AddSeats",
        _ => "RemoveSeats",
    };
    let payload = Value::map([
        ("conference", Value::from(&*event.stream.id)),
        ("seatType", Value::from(seat_type)),
        ("quantity", Value::Int(change.saturating_abs())),
    ]);
    Reaction::nothing(row).send(command, payload)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::specification::{GivenProcess, happened};
    use crate::samples;

    fn seats(command: &str, event_type: &str, quantity: i64) -> Input {
        let payload = format!(
            r#"{{"seatType":"Workshop","description":"A day","price":50000,"quantity":{quantity}}}"#
        );
        happened(command, "Conference/gopher", event_type, &payload)
    }

    fn changed(quantity: i64) -> String {
        format!(r#"{{"conference":"gopher","seatType":"Workshop","quantity":{quantity}}}"#)
    }

    #[test]
    fn created_seats_are_offered_once() {
        let model = samples::conference();
        GivenProcess::nothing(&*model, NAME, "gopher")
            .when(seats("c-1", "SeatCreated", 100))
            .then_rule("T1")
            .then(&[("AddSeats", &changed(100))])
            .given()
            .when(seats("c-1", "SeatCreated", 100))
            .then_rule("T2")
            .then_nothing();
    }

    #[test]
    fn a_changed_quantity_adds_or_removes_the_difference() {
        let model = samples::conference();
        GivenProcess::nothing(&*model, NAME, "gopher")
            .input(seats("c-1", "SeatCreated", 100))
            .when(seats("c-2", "SeatUpdated", 130))
            .then_rule("T3")
            .then(&[("AddSeats", &changed(30))])
            .given()
            .input(seats("c-1", "SeatCreated", 100))
            .when(seats("c-3", "SeatUpdated", 90))
            .then_rule("T4")
            .then(&[("RemoveSeats", &changed(40))])
            .given()
            .when(seats("c-4", "SeatUpdated", 90))
            .then_rule("T5")
            .then_nothing()
            .then_state(r#"{"quantities":{"Workshop":90}}"#);
    }

    #[test]
    fn a_type_without_seats_is_known_and_may_get_some() {
        let model = samples::conference();
        GivenProcess::nothing(&*model, NAME, "gopher")
            .when(seats("c-1", "SeatCreated", 0))
            .then_nothing()
            .given()
            .when(seats("c-2", "SeatUpdated", 5))
            .then(&[("AddSeats", &changed(5))]);
    }

    #[test]
    fn seats_that_were_never_created_cannot_change() {
        let model = samples::conference();
        GivenProcess::nothing(&*model, NAME, "gopher")
            .when(seats("c-1", "SeatUpdated", 5))
            .then_error("The seat type “Workshop” was never created.");
    }

    #[test]
    fn h10_a_command_keeps_its_id_and_forgets_it_in_the_original() {
        let model = samples::conference();
        for (bugs, forgets) in [(&[][..], false), (&[H10][..], true)] {
            let given = GivenProcess::nothing(&*model, NAME, "gopher")
                .with_bugs(bugs)
                .input(seats("c-1", "SeatCreated", 100));
            assert_eq!(given.sent("AddSeats").forgets_its_id, forgets);
        }
    }
}
