//! The translation that makes the list of seats of an order, once it is confirmed: so that attendees can be named.
//!
//! | row | input | what it does |
//! |---|---|---|
//! | T1 | the order is confirmed | make the list, end |
//! | T2 | the order is confirmed, and the list is made | nothing |
//! | T3 | the order is confirmed without any seat | nothing |

use super::bugs::H12;
use super::reading::{seats, seats_value, sent};
use crate::engine::names::ProcessName;
use crate::engine::process::{
    Correlating, Input, InputKind, InstanceStatus, Reaction, RecordedStep,
};
use crate::engine::schema::{Field, FieldType, ProcessSchema};
use crate::engine::value::Value;
use serde::{Deserialize, Serialize};

/// Its name.
pub const NAME: &str = "SeatAssignmentsTranslation";

const CREATE: &str = "CreateSeatAssignments";

/// What the translation says of itself.
pub fn schema() -> ProcessSchema {
    ProcessSchema {
        name: ProcessName::new(NAME),
        title: "Seats of an order".to_owned(),
        summary: "Makes the list of an order's seats when the order is confirmed.".to_owned(),
        context: super::CONTEXT.into(),
        reads: vec![super::CONTEXT.into()],
        events: vec!["OrderConfirmed".into()],
        deadlines: Vec::new(),
        commands: vec![CREATE.into()],
        state: vec![Field::new("isCreated", "The list is made", FieldType::Bool)],
        is_translation: true,
    }
}

/// Whether the list of one order is made.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct State {
    is_created: bool,
}

/// What a recorded step changed: whether it made the list.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Change(bool);

impl Change {
    /// What of a step matters.
    pub fn of(step: &RecordedStep) -> Self {
        Self(sent(step, CREATE).is_some())
    }
}

impl State {
    /// Evolves by one step. Total.
    pub const fn evolve(&mut self, change: Change) {
        self.is_created |= change.0;
    }

    /// The state as plain data: what a snapshot keeps and the page shows.
    pub fn plain(&self) -> Value {
        // One truth: JSON can always say it.
        Value::of(self).unwrap_or_default()
    }

    /// The state that plain data describes. `None` where it doesn't fit.
    pub fn from_plain(plain: &Value) -> Option<Self> {
        plain.clone().read().ok()
    }
}

/// The instance an event is for: that of its order. `None` where the translation does not care.
///
/// With the reference bug H12 every delivery begins an instance of its own.
pub fn instance(input: &Input, correlating: Correlating<'_>) -> Option<String> {
    let InputKind::Event(event) = &input.kind else {
        return None;
    };
    let order = &event.stream.id;
    let is_known = |name: &str| (correlating.status)(name) != InstanceStatus::Unknown;
    if correlating.has_bug(H12) && is_known(order) {
        let mut next = (2_u32..).map(|k| format!("{order}#{k}"));
        return next.find(|name| !is_known(name));
    }
    Some(order.to_string())
}

/// What an instance does about an input. Its name tells which of an order's lists it makes.
///
/// # Errors
/// The input is not its concern.
pub fn react(instance: &str, state: &State, input: &Input) -> Result<Reaction, String> {
    let event = match &input.kind {
        InputKind::Event(event) => event,
        InputKind::Refused(..) => return Ok(Reaction::unhandled()),
        InputKind::Deadline(_) => return Err("This translation sets no deadline.".to_owned()),
    };
    let seats = seats(event, "seats");
    if state.is_created {
        return Ok(Reaction::nothing("T2"));
    }
    if seats.is_empty() {
        return Ok(Reaction::nothing("T3"));
    }
    let order = &*event.stream.id;
    let which = instance.strip_prefix(order).unwrap_or_default();
    let payload = Value::map([
        ("assignments", Value::from(format!("{order}.seats{which}"))),
        ("order", Value::from(order)),
        ("seats", seats_value(&seats)),
    ]);
    Ok(Reaction::nothing("T1").send(CREATE, payload).end())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::names::ReferenceBug;
    use crate::engine::specification::{GivenProcess, happened};
    use crate::samples;
    use std::collections::BTreeSet;

    fn confirmed(command: &str) -> Input {
        let payload = r#"{"seats":{"Dinner":0,"Workshop":2}}"#;
        happened(command, "Order/o-1", "OrderConfirmed", payload)
    }

    fn instance_with(bugs: &[&str], known: &[&str]) -> Option<String> {
        let reference_bugs: BTreeSet<ReferenceBug> = bugs.iter().map(ReferenceBug::new).collect();
        let correlating = Correlating {
            status: &|name| match known.contains(&name) {
                true => InstanceStatus::Ended,
                false => InstanceStatus::Unknown,
            },
            reference_bugs: &reference_bugs,
        };
        instance(&confirmed("c-1"), correlating)
    }

    #[test]
    fn a_confirmed_order_gets_its_list_of_seats_once() {
        let model = samples::conference();
        let list = r#"{"assignments":"o-1.seats","order":"o-1","seats":{"Workshop":2}}"#;
        GivenProcess::nothing(&*model, NAME, "o-1")
            .when(confirmed("c-1"))
            .then_rule("T1")
            .then(&[("CreateSeatAssignments", list)])
            .then_ends()
            .given()
            .when(confirmed("c-2"))
            .then_rule("T2")
            .then_nothing();
    }

    #[test]
    fn an_order_without_seats_has_no_list() {
        let model = samples::conference();
        // So it was confirmed before its seats were told with it.
        let old = happened("c-1", "Order/o-1", "OrderConfirmed", "{}");
        GivenProcess::nothing(&*model, NAME, "o-1")
            .when(old)
            .then_rule("T3")
            .then_nothing();
    }

    #[test]
    fn h12_a_confirmation_that_is_delivered_again_makes_no_second_list() {
        assert_eq!(instance_with(&[], &["o-1"]).as_deref(), Some("o-1"));
    }

    #[test]
    fn h12_in_the_original_it_makes_a_second_list() {
        assert_eq!(instance_with(&[H12], &[]).as_deref(), Some("o-1"));
        assert_eq!(instance_with(&[H12], &["o-1"]).as_deref(), Some("o-1#2"));
        let two = ["o-1", "o-1#2"];
        assert_eq!(instance_with(&[H12], &two).as_deref(), Some("o-1#3"));
        let model = samples::conference();
        let list = r#"{"assignments":"o-1.seats#2","order":"o-1","seats":{"Workshop":2}}"#;
        GivenProcess::nothing(&*model, NAME, "o-1#2")
            .when(confirmed("c-1"))
            .then(&[("CreateSeatAssignments", list)]);
    }
}
