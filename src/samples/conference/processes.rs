//! The processes of the conference system: what sends commands when nobody does.
//!
//! Each is a few pure functions: which instance an input is for, what that instance does about it, and how its state
//! evolves by a step that was recorded. The fold never decides again: where a process stands follows from what a
//! step reacted to and what it sent. Holes of the original are closed unless they are switched on, see
//! [`bugs`].

pub mod bugs;
pub mod registration_process;
pub mod seat_assignments_translation;
pub mod seats_translation;

mod reading;
mod states;

pub use states::{Change, States, instance};

use crate::engine::schema::ProcessSchema;

/// The context that runs all of them.
const CONTEXT: &str = "registration";

/// What the processes say of themselves.
pub fn schemas() -> Vec<ProcessSchema> {
    vec![
        registration_process::schema(),
        seats_translation::schema(),
        seat_assignments_translation::schema(),
    ]
}
