//! Olga plans three conferences and publishes them, and the first seats are sold.

use super::steps::{
    About, add, change, complete, create, delete, give_details, offer, pay, publish, register,
};
use super::{BERLIN, BOAT_TRIP, COCKTAIL, GENERAL, LISBON, OSLO, VOLUNTEER, WORKSHOP};
use crate::engine::story::StoryStep;

const ABOUT_LISBON: About = [
    "RustConf Lisbon",
    "Two days of talks by people who build with Rust, and a workshop before them.",
    "Lisbon",
    "Fearless by the river",
    "#rustconflisbon",
    "2026-06-11",
    "2026-06-12",
];

/// Berlin as it is planned; its tagline changes later.
pub(super) const ABOUT_BERLIN: About = [
    "Wasm Days Berlin",
    "What runs in a browser, and what no longer needs one.",
    "Berlin",
    "Small and fast",
    "#wasmdays",
    "2026-09-03",
    "2026-09-04",
];

const ABOUT_OSLO: About = [
    "Event Storm Oslo",
    "Ten people, one wall, and many coloured notes.",
    "Oslo",
    "What happened next?",
    "#eventstormoslo",
    "2026-11-19",
    "2026-11-20",
];

pub(super) fn steps() -> Vec<StoryStep> {
    [lisbon(), berlin_and_oslo()].concat()
}

fn lisbon() -> Vec<StoryStep> {
    vec![
        create("09:00:12", LISBON, ABOUT_LISBON),
        offer("09:01:05", LISBON, GENERAL, 40),
        offer("09:01:40", LISBON, WORKSHOP, 8),
        offer("09:02:11", LISBON, COCKTAIL, 25),
        offer("09:02:48", LISBON, BOAT_TRIP, 12),
        // The sale has not begun.
        register("09:03:20", "Ada", ("o-7f3a", LISBON), &[(GENERAL, 2)]),
        // What is only planned can still be changed, and dropped.
        change("09:03:52", LISBON, WORKSHOP, 10),
        delete("09:04:16", LISBON, BOAT_TRIP),
        publish("09:05:00", LISBON),
        register("09:06:20", "Ada", ("o-7f3a", LISBON), &[(GENERAL, 2)]),
        register(
            "09:07:58",
            "Ben",
            ("o-19c4", LISBON),
            &[(GENERAL, 1), (WORKSHOP, 1)],
        ),
        pay("09:08:41", "Ada", "p-7f3a", "o-7f3a"),
        complete("09:09:03", "p-7f3a"),
        give_details(
            "09:10:26",
            "Ada",
            "o-7f3a",
            ["Ada", "Moreau", "ada@example.org"],
        ),
    ]
}

fn berlin_and_oslo() -> Vec<StoryStep> {
    vec![
        create("09:11:30", BERLIN, ABOUT_BERLIN),
        offer("09:12:04", BERLIN, GENERAL, 30),
        offer("09:12:37", BERLIN, WORKSHOP, 6),
        publish("09:13:15", BERLIN),
        // The form still has Berlin's slug in it.
        create("09:14:50", BERLIN, ABOUT_OSLO),
        create("09:15:12", OSLO, ABOUT_OSLO),
        offer("09:15:49", OSLO, GENERAL, 10),
        offer("09:16:20", OSLO, COCKTAIL, 4),
        publish("09:17:02", OSLO),
        // Lisbon is published, so what is offered now is known at once.
        offer("09:18:33", LISBON, VOLUNTEER, 4),
        // Somebody slips on the keyboard.
        add("09:19:10", BERLIN, COCKTAIL, 0),
    ]
}
