//! The three processes as one: so that a model joins them in a few lines.

use super::{registration_process, seat_assignments_translation, seats_translation};
use crate::engine::environment::DecisionEnvironment;
use crate::engine::names::{ProcessName, StreamName};
use crate::engine::process::{Correlating, Input, Reaction, RecordedStep};
use crate::engine::slots::{Slot, Slots};
use crate::engine::value::Value;

/// Where every instance of every process stands. A copy shares everything.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct States {
    registrations: Slots<registration_process::State>,
    seats: Slots<seats_translation::State>,
    seat_assignments: Slots<seat_assignments_translation::State>,
}

/// What a recorded step of one of them changed.
#[derive(Clone, PartialEq, Debug)]
pub enum Change {
    /// Of the registration process.
    Registration(registration_process::Change),
    /// Of the translation of seats.
    Seats(seats_translation::Change),
    /// Of the translation of seat assignments.
    SeatAssignments(seat_assignments_translation::Change),
}

impl Change {
    /// What of a step on this private stream matters. `None` where no process has such a stream.
    pub fn of(stream: &StreamName, step: &RecordedStep) -> Option<Self> {
        Some(match &*stream.category {
            registration_process::NAME => {
                Self::Registration(registration_process::Change::of(step))
            }
            seats_translation::NAME => Self::Seats(seats_translation::Change::of(step)),
            seat_assignments_translation::NAME => {
                Self::SeatAssignments(seat_assignments_translation::Change::of(step))
            }
            _ => return None,
        })
    }
}

/// Which instance of a process an input is for. `None` where the process does not care.
pub fn instance(
    process: &ProcessName,
    input: &Input,
    correlating: Correlating<'_>,
) -> Option<String> {
    match process.as_str() {
        registration_process::NAME => registration_process::instance(input, correlating),
        seats_translation::NAME => seats_translation::instance(input, correlating),
        seat_assignments_translation::NAME => {
            seat_assignments_translation::instance(input, correlating)
        }
        _ => None,
    }
}

impl States {
    /// Evolves one instance by one step. Total.
    pub fn evolve(&mut self, instance: Slot, change: &Change) {
        match change {
            Change::Registration(change) => self.registrations.get_mut(instance).evolve(change),
            Change::Seats(change) => self.seats.get_mut(instance).evolve(change),
            Change::SeatAssignments(change) => {
                self.seat_assignments.get_mut(instance).evolve(*change);
            }
        }
    }

    /// What an instance does about an input. It has no slot where it has handled nothing yet.
    ///
    /// # Errors
    /// The process can't handle this input in its present state: why, as a sentence.
    pub fn react(
        &self,
        stream: &StreamName,
        instance: Option<Slot>,
        input: &Input,
        environment: &DecisionEnvironment,
    ) -> Result<Reaction, String> {
        match &*stream.category {
            registration_process::NAME => {
                let state = instance.and_then(|slot| self.registrations.get(slot));
                let state = state.cloned().unwrap_or_default();
                registration_process::react(&state, input, environment)
            }
            seats_translation::NAME => {
                let state = instance.and_then(|slot| self.seats.get(slot));
                let state = state.cloned().unwrap_or_default();
                seats_translation::react(&state, input, environment)
            }
            seat_assignments_translation::NAME => {
                let state = instance.and_then(|slot| self.seat_assignments.get(slot));
                let state = state.copied().unwrap_or_default();
                seat_assignments_translation::react(&stream.id, &state, input)
            }
            _ => Err(format!("This model has no process for {stream}.")),
        }
    }

    /// Whether an instance has handled anything.
    pub fn has_begun(&self, process: &str, instance: Slot) -> bool {
        match process {
            registration_process::NAME => self.registrations.get(instance).is_some(),
            seats_translation::NAME => self.seats.get(instance).is_some(),
            seat_assignments_translation::NAME => self.seat_assignments.get(instance).is_some(),
            _ => false,
        }
    }

    /// Where an instance stands, as plain data. `None` where it has handled nothing.
    pub fn plain(&self, process: &str, instance: Slot) -> Option<Value> {
        Some(match process {
            registration_process::NAME => self.registrations.get(instance)?.plain(),
            seats_translation::NAME => self.seats.get(instance)?.plain(),
            seat_assignments_translation::NAME => self.seat_assignments.get(instance)?.plain(),
            _ => return None,
        })
    }

    /// Puts an instance where plain data says it stands. `None` where that doesn't fit.
    pub fn restore(&mut self, process: &str, instance: Slot, plain: &Value) -> Option<()> {
        match process {
            registration_process::NAME => {
                let state = registration_process::State::from_plain(plain)?;
                *self.registrations.get_mut(instance) = state;
            }
            seats_translation::NAME => {
                let state = seats_translation::State::from_plain(plain)?;
                *self.seats.get_mut(instance) = state;
            }
            seat_assignments_translation::NAME => {
                let state = seat_assignments_translation::State::from_plain(plain)?;
                *self.seat_assignments.get_mut(instance) = state;
            }
            _ => return None,
        }
        Some(())
    }
}
