//! Otto helps by hand, as far as the processes let him, and some orders are changed or forgotten.

use super::steps::{add, assign, complete, give_back, hide, hold, keep, pay, register, remove};
use super::{BERLIN, COCKTAIL, GENERAL, LISBON, OSLO};
use crate::engine::story::StoryStep;

pub(super) fn steps() -> Vec<StoryStep> {
    [by_hand(), changed_minds(), forgotten()].concat()
}

fn by_hand() -> Vec<StoryStep> {
    vec![
        hold("14:02:20", ("r-speakers", LISBON), &[(GENERAL, 2)]),
        hold("14:03:41", ("r-speakers", LISBON), &[(GENERAL, 3)]),
        keep("14:05:10", "r-speakers", LISBON),
        // Pressed twice: the seats are kept already, and nothing more happens.
        keep("14:05:12", "r-speakers", LISBON),
        // Behind these two stands a pillar.
        remove("14:08:33", LISBON, GENERAL, 2),
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
        // The same address with another name: Ada has married.
        assign(
            "15:40:19",
            "Ada",
            ("o-7f3a", 0),
            ["Ada", "Moreau-Lind", "ada@example.org"],
        ),
    ]
}

fn forgotten() -> Vec<StoryStep> {
    vec![
        register("15:58:30", "Chen", ("o-f81b", BERLIN), &[(GENERAL, 5)]),
        // It has expired. Otto means well, but an order that is over holds no seats.
        hold("16:40:03", ("o-f81b", BERLIN), &[(GENERAL, 5)]),
        // The pillar was a tree in a pot.
        add("16:52:37", LISBON, GENERAL, 2),
        hide("17:48:00", OSLO),
        // Nobody pays for this one either: it expires when everybody has gone home.
        register("17:56:42", "Chen", ("o-9b17", BERLIN), &[(GENERAL, 1)]),
    ]
}
