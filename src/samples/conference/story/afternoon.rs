//! Otto helps by hand, which the processes do not always like.

use super::steps::{assign, complete, give_back, give_details, hold, keep, pay, register, remove};
use super::{BERLIN, COCKTAIL, GENERAL, LISBON, WORKSHOP};
use crate::engine::story::StoryStep;

pub(super) fn steps() -> Vec<StoryStep> {
    [by_hand(), changed_minds()].concat()
}

fn by_hand() -> Vec<StoryStep> {
    vec![
        // Nobody ordered these seats, so they are given back at once, and there is nothing to keep.
        hold("14:02:20", ("speakers", LISBON), &[(GENERAL, 2)]),
        keep("14:03:05", "speakers", LISBON),
        remove("14:05:33", LISBON, GENERAL, 2),
        register(
            "14:16:45",
            "Chen",
            ("o-c13f", LISBON),
            &[(GENERAL, 3), (COCKTAIL, 3)],
        ),
        // Otto takes it for an old one.
        give_back("14:18:10", "o-c13f", LISBON),
        register(
            "14:20:52",
            "Chen",
            ("o-c13f", LISBON),
            &[(GENERAL, 3), (COCKTAIL, 3)],
        ),
        pay("14:21:30", "Chen", "p-c13f", "o-c13f"),
        complete("14:21:57", "p-c13f"),
    ]
}

fn changed_minds() -> Vec<StoryStep> {
    vec![
        register("15:04:08", "Ben", ("o-8b05", LISBON), &[(GENERAL, 2)]),
        pay("15:05:12", "Ben", "p-8b05", "o-8b05"),
        // What Ben pays is no longer what the order costs.
        register("15:06:40", "Ben", ("o-8b05", LISBON), &[(GENERAL, 3)]),
        complete("15:07:02", "p-8b05"),
        // Three workshop seats become two and two for the party.
        register("15:20:55", "Dora", ("o-e4a9", LISBON), &[(WORKSHOP, 3)]),
        register(
            "15:22:14",
            "Dora",
            ("o-e4a9", LISBON),
            &[(WORKSHOP, 2), (COCKTAIL, 2)],
        ),
        pay("15:24:00", "Dora", "p-e4a9", "o-e4a9"),
        complete("15:24:36", "p-e4a9"),
        give_details(
            "15:26:48",
            "Dora",
            "o-e4a9",
            ["Dora", "Lindqvist", "dora@example.org"],
        ),
        // The same address with another name: Ada has married.
        assign(
            "15:40:19",
            "Ada",
            ("o-7f3a", 0),
            ["Ada", "Moreau-Lind", "ada@example.org"],
        ),
        // This one is forgotten.
        register("15:58:30", "Chen", ("o-f81b", BERLIN), &[(GENERAL, 5)]),
    ]
}
