//! Oslo is small, and everybody wants to go there.

use super::steps::{
    assign, cancel_payment, complete, confirm_free, give_details, pay, register, reject,
};
use super::{COCKTAIL, GENERAL, LISBON, OSLO, VOLUNTEER};
use crate::engine::story::StoryStep;

pub(super) fn steps() -> Vec<StoryStep> {
    [rush(), money(), too_late()].concat()
}

fn rush() -> Vec<StoryStep> {
    vec![
        pay("09:20:44", "Ben", "p-19c4", "o-19c4"),
        complete("09:21:10", "p-19c4"),
        register("09:24:15", "Chen", ("o-a02e", OSLO), &[(GENERAL, 6)]),
        // There is room for four at the party, so Dora gets four of five.
        register(
            "09:25:03",
            "Dora",
            ("o-b7f0", OSLO),
            &[(GENERAL, 3), (COCKTAIL, 5)],
        ),
        // One is left for Ben, and none for Ada.
        register("09:25:40", "Ben", ("o-5c2d", OSLO), &[(GENERAL, 2)]),
        register("09:26:12", "Ada", ("o-3e58", OSLO), &[(GENERAL, 2)]),
        // Not all that Ben wants is reserved.
        pay("09:26:50", "Ben", "p-5c2d", "o-5c2d"),
        register("09:27:31", "Ben", ("o-5c2d", OSLO), &[(GENERAL, 1)]),
        register(
            "09:28:05",
            "Dora",
            ("o-b7f0", OSLO),
            &[(GENERAL, 3), (COCKTAIL, 4)],
        ),
        // Chen needs fewer, and Ada asks once more.
        register("09:30:22", "Chen", ("o-a02e", OSLO), &[(GENERAL, 4)]),
        register("09:31:47", "Ada", ("o-3e58", OSLO), &[(GENERAL, 2)]),
    ]
}

fn money() -> Vec<StoryStep> {
    vec![
        pay("09:32:18", "Ben", "p-5c2e", "o-5c2d"),
        complete("09:32:40", "p-5c2e"),
        pay("09:33:05", "Dora", "p-b7f0", "o-b7f0"),
        // Dora thinks better of it, and better again.
        cancel_payment("09:33:52", "Dora", "p-b7f0"),
        pay("09:36:14", "Dora", "p-b7f1", "o-b7f0"),
        complete("09:36:39", "p-b7f1"),
        // Ada's card is not taken.
        pay("09:37:20", "Ada", "p-3e58", "o-3e58"),
        reject("09:37:45", "p-3e58"),
        pay("09:39:02", "Ada", "p-3e59", "o-3e58"),
        complete("09:39:30", "p-3e59"),
        // Chen begins to pay, and then the phone rings.
        pay("09:41:11", "Chen", "p-a02e", "o-a02e"),
        // Helping costs nothing.
        register("09:48:09", "Ben", ("o-60d7", LISBON), &[(VOLUNTEER, 2)]),
        confirm_free("09:49:00", "Ben", "o-60d7"),
    ]
}

fn too_late() -> Vec<StoryStep> {
    vec![
        // Chen's order has expired five minutes ago, but its seats are still there.
        complete("09:58:30", "p-a02e"),
        give_details(
            "10:02:49",
            "Chen",
            "o-a02e",
            ["Chen", "Wei", "chen@example.org"],
        ),
        assign(
            "10:05:00",
            "Ada",
            ("o-7f3a", 0),
            ["Ada", "Moreau", "ada@example.org"],
        ),
        assign(
            "10:05:48",
            "Ada",
            ("o-7f3a", 1),
            ["Grace", "Huber", "grace@example.org"],
        ),
    ]
}
