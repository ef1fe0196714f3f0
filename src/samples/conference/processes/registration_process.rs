//! The process manager that sees an order through: seats are reserved, the order is told, it is confirmed when it has
//! been paid, and what is neither paid nor confirmed in time is given back.
//!
//! Its table, in the words of the CQRS Journey. `ARC` awaits the reservation, in `RCR` seats are held, `PCR` awaits
//! that the paid order is confirmed; `Reacquiring` tries to get seats back that were given up too early.
//!
//! | row | where | input | what it does |
//! |---|---|---|---|
//! | M1 | not started | order placed in time | reserve seats, set the deadline → ARC |
//! | M2 | not started | order placed too late | reject the order, end |
//! | M3, M4 | begun | order placed again | nothing; for another conference an error |
//! | M5 | ARC, RCR | order updated | reserve the new seats → ARC |
//! | M6 | else | order updated | an error; nothing where it has ended |
//! | M7, M8 | ARC | seats reserved | tell the order → RCR; nothing where it answers an earlier command |
//! | M9, M10 | RCR, PCR | seats reserved | nothing where the answer is known; else an error |
//! | M11 | RCR | payment completed | confirm the order → PCR |
//! | M12 | else | payment completed | mark the payment for refund; an error where no order is known |
//! | M13 | RCR, PCR | order confirmed | make the reservation final, end |
//! | M14 | else | order confirmed | an error; nothing where it has ended |
//! | M15 | ARC, RCR | deadline | reject the order, give the seats back, end; nothing in PCR |
//! | M16 | any | another deadline | nothing |
//! | H4 | ended | order placed again | nothing |
//! | H5 | expired | payment completed | reserve the seats again → Reacquiring |
//! | H5 | Reacquiring | seats reserved | all: reinstate and confirm the order → PCR; fewer: give back, refund, end |
//! | H7 | unknown, ended | seats reserved | give them back |
//! | R1 | ARC, Reacquiring | reserving refused | reject the order or refund, end |
//! | R2 | ended | rejecting refused | the order is confirmed: reserve its seats again → Reacquiring |
//! | R3 | Reacquiring | seats reserved | all: make the reservation final; fewer: give back, call a person; end |
//! | R4 | PCR | confirming refused | mark the payment for refund, reject the order, give the seats back, end |
//! | R7 | ARC, told before | order confirmed | reserve its seats again → Reacquiring |
//! | R5, R6 | any | telling the order or reinstating it refused | nothing more to do |

mod commands;
mod reacting;
mod state;

mod specifications;
mod walk;

pub use reacting::react;
pub use state::{Change, Ending, Payment, Placed, Stage, State};

use super::bugs::{H4, H7};
use crate::engine::names::ProcessName;
use crate::engine::process::{Correlating, HappenedEvent, Input, InputKind, InstanceStatus};
use crate::engine::schema::ProcessSchema;
use crate::engine::value::Value;
use crate::samples::conference::schema::OPERATOR;

/// Its name.
pub const NAME: &str = "RegistrationProcess";

/// The deadline after which seats that are not paid for are given back.
pub const EXPIRE: &str = "Expire";

/// What the process says of itself.
pub fn schema() -> ProcessSchema {
    ProcessSchema {
        name: ProcessName::new(NAME),
        title: "Registration".to_owned(),
        summary: "Sees an order through: reserves its seats, confirms it when it has been paid, and gives the seats \
                  back when it has not been paid in time."
            .to_owned(),
        context: super::CONTEXT.into(),
        reads: vec![super::CONTEXT.into(), "payments".into()],
        events: [
            "OrderPlaced",
            "OrderUpdated",
            "SeatsReserved",
            "OrderConfirmed",
            "PaymentCompleted",
        ]
        .map(Into::into)
        .to_vec(),
        deadlines: vec![EXPIRE.to_owned()],
        commands: [
            "MakeSeatReservation",
            "MarkSeatsAsReserved",
            "ConfirmOrder",
            "CommitSeatReservation",
            "RejectOrder",
            "CancelSeatReservation",
            "ReinstateOrder",
            "RequireManualIntervention",
        ]
        .map(Into::into)
        .to_vec(),
        state: state::fields(),
        is_translation: false,
    }
}

/// The instance an event is for: that of its order, whose id is also that of the reservation. `None` where the
/// process does not care.
///
/// With the reference bug H4 instances that have ended are passed over, and an order that is placed again begins the
/// next one; with H7 nobody is asked about seats of an unknown order. What an operator reserves by hand for no order
/// is looked after by hand.
pub fn instance(input: &Input, correlating: Correlating<'_>) -> Option<String> {
    let InputKind::Event(event) = &input.kind else {
        return None;
    };
    let order = order_of(event)?;
    let placed = event.event_type.as_str() == "OrderPlaced";
    let reserved = event.event_type.as_str() == "SeatsReserved";
    let status = (correlating.status)(order);
    if status == InstanceStatus::Ended && correlating.has_bug(H4) {
        let mut next = (2_u32..).map(|k| format!("{order}#{k}"));
        let open = next.find(|name| (correlating.status)(name) != InstanceStatus::Ended)?;
        if placed || (correlating.status)(&open) == InstanceStatus::Running {
            return Some(open);
        }
    }
    let by_hand = event.actor.role.as_str() == OPERATOR;
    if status == InstanceStatus::Unknown && reserved && (by_hand || correlating.has_bug(H7)) {
        return None;
    }
    Some(order.to_owned())
}

fn order_of(event: &HappenedEvent) -> Option<&str> {
    match event.event_type.as_str() {
        "OrderPlaced" | "OrderUpdated" | "OrderConfirmed" => Some(&event.stream.id),
        "SeatsReserved" => event.payload.get("reservation").and_then(Value::as_text),
        "PaymentCompleted" => event.payload.get("order").and_then(Value::as_text),
        _ => None,
    }
}
