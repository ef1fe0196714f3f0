//! What is done about an order: the table of the process, row by row.

use super::super::bugs::{H4, H5, H6, H7};
use super::super::reading::{seats, text};
use super::commands::cancel;
use super::state::{Ending, Payment, Placed, Stage, State};
use super::{EXPIRE, NAME};
use crate::engine::environment::DecisionEnvironment;
use crate::engine::names::ReferenceBug;
use crate::engine::process::{
    Deadline, HappenedEvent, Input, InputKind, NewCommand, Reaction, SentCommand,
};
use crate::samples::conference::seats::SeatsByName;

const MINUTE: i64 = 60_000;

/// How long after the expiration a payment in flight is waited for.
const PAYING_MILLIS: i64 = 14 * MINUTE;

/// How long a reinstated order may take to be confirmed.
const REINSTATED_MILLIS: i64 = 15 * MINUTE;

/// What an instance does about an input.
///
/// # Errors
/// The table has no answer for this input where the order stands: why.
pub fn react(
    state: &State,
    input: &Input,
    environment: &DecisionEnvironment,
) -> Result<Reaction, String> {
    match &input.kind {
        InputKind::Event(event) => match event.event_type.as_str() {
            "OrderPlaced" => placed(state, event, environment),
            "OrderUpdated" => updated(state, event),
            "SeatsReserved" => reserved(state, event, environment),
            "PaymentCompleted" => paid(state, event, environment),
            "OrderConfirmed" => confirmed(state, event),
            other => Err(format!("“{other}” is not this process's concern.")),
        },
        InputKind::Deadline(deadline) => Ok(expired(state, deadline, environment)),
        InputKind::Refused(command, _) => Ok(refused(state, command, environment)),
    }
}

fn placed(
    state: &State,
    event: &HappenedEvent,
    environment: &DecisionEnvironment,
) -> Result<Reaction, String> {
    let new = Placed::of(event)?;
    match (state.stage, &state.placed) {
        (Stage::Completed(_), _) => Ok(Reaction::nothing("H4")),
        (_, Some(known)) if known.conference == new.conference => Ok(Reaction::nothing("M3")),
        (_, Some(_)) => Err("The order was placed for another conference.".to_owned()),
        (_, None) if new.reservation_auto_expiration <= environment.now => {
            Ok(rule("M2", [new.reject()]).end())
        }
        (_, None) => {
            let due = new.reservation_auto_expiration.plus_millis(PAYING_MILLIS);
            let command = new.reserve_in_time(&seats(event, "seats"));
            Ok(rule("M1", [command]).set(EXPIRE, due))
        }
    }
}

fn updated(state: &State, event: &HappenedEvent) -> Result<Reaction, String> {
    use Stage::{AwaitingReservationConfirmation, ReservationConfirmationReceived};
    match (state.stage, &state.placed) {
        (AwaitingReservationConfirmation | ReservationConfirmationReceived, Some(placed)) => {
            let command = placed.reserve_in_time(&seats(event, "seats"));
            Ok(rule("M5", [command]))
        }
        // Its order was rejected meanwhile. What it wants now is remembered, should a late payment come.
        (Stage::Completed(_) | Stage::Reacquiring, _) => Ok(Reaction::nothing("M6")),
        _ => Err("The order cannot be updated at this stage.".to_owned()),
    }
}

fn reserved(
    state: &State,
    event: &HappenedEvent,
    environment: &DecisionEnvironment,
) -> Result<Reaction, String> {
    let answers = state.reservation.as_ref() == Some(&event.command);
    let held = seats(event, "reservationDetails");
    match (state.stage, &state.placed) {
        (Stage::NotStarted | Stage::Completed(_), _) | (_, None) => {
            surplus(event, has_bug(environment, H7))
        }
        (Stage::AwaitingReservationConfirmation, Some(placed)) if answers => {
            Ok(rule("M7", [placed.mark(&held)]))
        }
        (Stage::Reacquiring, Some(placed)) if answers => {
            Ok(reacquired(state, placed, &held, environment))
        }
        (Stage::AwaitingReservationConfirmation | Stage::Reacquiring, _) => {
            Ok(Reaction::nothing("M8"))
        }
        _ if answers => Ok(Reaction::nothing("M9")),
        _ => Err("Cannot handle seat reservation at this stage.".to_owned()),
    }
}

/// Nobody waits for these seats.
fn surplus(event: &HappenedEvent, leaks: bool) -> Result<Reaction, String> {
    if leaks {
        return Ok(Reaction::nothing("H7"));
    }
    let reservation = text(event, "reservation")?;
    Ok(rule("H7", [cancel(&event.stream.id, reservation)]))
}

/// Seats that had been given up are held again, or not all of them.
fn reacquired(
    state: &State,
    placed: &Placed,
    held: &SeatsByName,
    environment: &DecisionEnvironment,
) -> Reaction {
    let all = *held == *state.wanted;
    match (&state.payment, all) {
        (Some(payment), true) => {
            let expiration = environment.now.plus_millis(REINSTATED_MILLIS);
            let reinstate = placed.reinstate(held, expiration);
            rule("H5", [reinstate, placed.confirm(payment)])
        }
        (Some(payment), false) => {
            let refund = placed.refund(payment, "The order had expired, and its seats are gone.");
            rule("H5", [placed.cancel(), refund]).end()
        }
        (None, true) => rule("R3", [placed.commit()]).end(),
        (None, false) => rule("R3", [placed.cancel(), placed.call_a_person()]).end(),
    }
}

fn paid(
    state: &State,
    event: &HappenedEvent,
    environment: &DecisionEnvironment,
) -> Result<Reaction, String> {
    let payment = Payment::of(event)?;
    let Some(placed) = &state.placed else {
        return Err("Cannot handle payment confirmation at this stage.".to_owned());
    };
    if state.payments.contains(&payment.payment) {
        return Ok(Reaction::nothing("M12"));
    }
    Ok(match state.stage {
        Stage::ReservationConfirmationReceived => rule("M11", [placed.confirm(&payment)]),
        Stage::Completed(Ending::Expired) if has_bug(environment, H5) => Reaction::nothing("H5"),
        Stage::Completed(Ending::Expired) => rule("H5", [placed.reserve(&state.wanted)]),
        Stage::AwaitingReservationConfirmation => {
            let reason = "The order was changed while it was being paid.";
            rule("M12", [placed.refund(&payment, reason)])
        }
        _ => {
            let reason = "The order did not need this payment any more.";
            rule("M12", [placed.refund(&payment, reason)])
        }
    })
}

fn confirmed(state: &State, event: &HappenedEvent) -> Result<Reaction, String> {
    match (state.stage, &state.placed) {
        (Stage::ReservationConfirmationReceived, Some(placed)) => {
            Ok(rule("M13", [placed.commit()]).cancel(EXPIRE).end())
        }
        (Stage::PaymentConfirmationReceived, Some(placed)) => {
            // A free order may have been confirmed by its attendee just before: then nobody looked at the payment.
            let unused = state.payment.as_ref().filter(|_| by_another(event));
            let reason = "The order was confirmed without this payment.";
            let refund = unused.map(|payment| placed.refund(payment, reason));
            let commands = [placed.commit()].into_iter().chain(refund);
            Ok(rule("M13", commands).cancel(EXPIRE).end())
        }
        // It was changed while it was told, to what it was told, and confirmed at once: that is heard out of turn.
        (Stage::AwaitingReservationConfirmation, Some(placed)) if state.is_told => {
            Ok(rule("R7", [placed.reserve(&state.wanted)]).cancel(EXPIRE))
        }
        (Stage::Completed(_) | Stage::Reacquiring, _) => Ok(Reaction::nothing("M14")),
        _ => Err("Cannot handle order confirmation at this stage.".to_owned()),
    }
}

fn expired(state: &State, deadline: &Deadline, environment: &DecisionEnvironment) -> Reaction {
    let set = state.deadline.as_deref() == Some(deadline.id.as_str());
    match (state.stage, &state.placed) {
        (Stage::Completed(_) | Stage::Reacquiring, _) | (_, None) => Reaction::nothing("M16"),
        _ if !set => Reaction::nothing("M16"),
        (Stage::PaymentConfirmationReceived, _) if !has_bug(environment, H6) => {
            Reaction::nothing("M15")
        }
        (_, Some(placed)) => rule("M15", [placed.reject(), placed.cancel()]).end(),
    }
}

/// Whether there is an answer depends on the command alone: it is asked for before the step is folded too.
fn refused(state: &State, command: &SentCommand, environment: &DecisionEnvironment) -> Reaction {
    let placed = state.placed.as_deref();
    match command.command_type.as_str() {
        "MakeSeatReservation" => placed.map_or_else(|| rule("R1", []), |p| no_seats(state, p)),
        "RejectOrder" => {
            placed.map_or_else(|| rule("R2", []), |p| not_rejected(state, p, environment))
        }
        "ConfirmOrder" => placed.map_or_else(|| rule("R4", []), |p| not_confirmed(state, p)),
        // The order has expired or is confirmed: what it holds is looked after there.
        "MarkSeatsAsReserved" => Reaction::nothing("R5"),
        // Then it can't be confirmed either, and that is answered.
        "ReinstateOrder" => Reaction::nothing("R6"),
        _ => Reaction::unhandled(),
    }
}

/// Reserving seats came too late, or was refused.
fn no_seats(state: &State, placed: &Placed) -> Reaction {
    match (state.stage, &state.payment) {
        (Stage::Reacquiring, Some(payment)) => {
            let reason = "The order had expired, and its seats can't be reserved again.";
            rule("R1", [placed.refund(payment, reason)]).end()
        }
        (Stage::Reacquiring, None) => rule("R1", [placed.call_a_person()]).end(),
        // An earlier reservation of an order that was changed may hold seats.
        _ => rule("R1", [placed.reject(), placed.cancel()])
            .cancel(EXPIRE)
            .end(),
    }
}

/// The order was confirmed before it could be rejected, and its seats may have been given back.
fn not_rejected(state: &State, placed: &Placed, environment: &DecisionEnvironment) -> Reaction {
    let as_original = has_bug(environment, H4) || has_bug(environment, H6);
    match state.reservation {
        Some(_) if !as_original => rule("R2", [placed.reserve(&state.wanted)]),
        _ => Reaction::nothing("R2"),
    }
}

/// The order was changed meanwhile, or the payment is not its total.
fn not_confirmed(state: &State, placed: &Placed) -> Reaction {
    let reason = "The payment does not fit the order as it is now.";
    let refund = state
        .payment
        .as_ref()
        .map(|payment| placed.refund(payment, reason));
    let commands = refund.into_iter().chain([placed.reject(), placed.cancel()]);
    rule("R4", commands).cancel(EXPIRE).end()
}

fn has_bug(environment: &DecisionEnvironment, bug: &str) -> bool {
    let bug = ReferenceBug::new(bug);
    environment.reference_bugs.contains(&bug)
}

fn by_another(event: &HappenedEvent) -> bool {
    event.actor.role.as_str() != NAME
}

fn rule(row: &str, commands: impl IntoIterator<Item = NewCommand>) -> Reaction {
    Reaction {
        commands: commands.into_iter().collect(),
        ..Reaction::nothing(row)
    }
}
