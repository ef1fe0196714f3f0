//! The first history: one day on which three conferences sell their seats.
//!
//! It shows what a newcomer should see once: conferences that are planned and published, orders that are paid, changed,
//! confirmed and left to expire, a reservation that gets only a part and one that gets nothing, payments that are
//! cancelled, rejected, made twice or made too late, seats that are assigned, a room that is lost, refusals, and one
//! lost race. People send what is told here; what processes do about it is recorded as it comes.

mod afternoon;
mod morning;
mod noon;
mod sales_open;
mod steps;

use crate::engine::story::StoryStep;

const LISBON: &str = "rustconf-lisbon";
const BERLIN: &str = "wasm-days-berlin";
const OSLO: &str = "event-storm-oslo";

const GENERAL: &str = "General admission";
const WORKSHOP: &str = "CQRS workshop";
const COCKTAIL: &str = "Cocktail party";
const VOLUNTEER: &str = "Volunteer";
const BOAT_TRIP: &str = "Boat trip";

/// All steps in order.
pub fn story() -> Vec<StoryStep> {
    [
        sales_open::steps(),
        morning::steps(),
        noon::steps(),
        afternoon::steps(),
    ]
    .concat()
}
