//! The last orders of the day.

use super::steps::{add, complete, confirm_free, give_details, hide, hold, pay, register};
use super::{BERLIN, COCKTAIL, GENERAL, LISBON, OSLO, VOLUNTEER};
use crate::engine::story::StoryStep;

pub(super) fn steps() -> Vec<StoryStep> {
    vec![
        // Chen's order has expired. Otto means well, but an order that is over holds no seats.
        hold("16:40:03", ("o-f81b", BERLIN), &[(GENERAL, 5)]),
        // The speakers find seats elsewhere.
        add("16:52:37", LISBON, GENERAL, 2),
        register(
            "17:05:24",
            "Ben",
            ("o-0d5e", LISBON),
            &[(GENERAL, 20), (COCKTAIL, 10)],
        ),
        pay("17:07:13", "Ben", "p-0d5e", "o-0d5e"),
        complete("17:07:49", "p-0d5e"),
        register("17:20:00", "Dora", ("o-2f64", LISBON), &[(VOLUNTEER, 1)]),
        give_details(
            "17:21:35",
            "Dora",
            "o-2f64",
            ["Dora", "Lindqvist", "dora@example.org"],
        ),
        confirm_free("17:22:10", "Dora", "o-2f64"),
        hide("17:48:00", OSLO),
        // Nobody pays for this one either: it expires when everybody has gone home.
        register("17:56:42", "Chen", ("o-9b17", BERLIN), &[(GENERAL, 1)]),
    ]
}
