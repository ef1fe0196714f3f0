//! Oslo gets a larger room, Berlin loses one, and a payment comes when its seats are gone.

use super::sales_open::ABOUT_BERLIN;
use super::steps::{
    About, assign, believing, change, complete, confirm_free, delete, free, give_details, hide,
    pay, publish, register, update,
};
use super::{BERLIN, GENERAL, LISBON, OSLO, WORKSHOP};
use crate::engine::story::StoryStep;

pub(super) fn steps() -> Vec<StoryStep> {
    [oslo(), berlin(), guests()].concat()
}

fn oslo() -> Vec<StoryStep> {
    vec![
        change("10:40:00", OSLO, GENERAL, 14),
        register("10:42:33", "Ben", ("o-6f9a", OSLO), &[(GENERAL, 4)]),
        pay("10:52:10", "Ben", "p-6f9a", "o-6f9a"),
        // Ben's order has expired, and three of its four seats find somebody else.
        register("11:13:20", "Dora", ("o-07be", OSLO), &[(GENERAL, 3)]),
        pay("11:14:02", "Dora", "p-07be", "o-07be"),
        complete("11:14:31", "p-07be"),
        complete("11:20:55", "p-6f9a"),
    ]
}

fn berlin() -> Vec<StoryStep> {
    vec![
        register(
            "11:31:16",
            "Ben",
            ("o-2a6c", BERLIN),
            &[(WORKSHOP, 4), (GENERAL, 4)],
        ),
        register("11:33:39", "Dora", ("o-94ee", BERLIN), &[(WORKSHOP, 1)]),
        pay("11:34:28", "Ben", "p-2a6c", "o-2a6c"),
        complete("11:34:57", "p-2a6c"),
        pay("11:36:01", "Dora", "p-94ee", "o-94ee"),
        complete("11:36:24", "p-94ee"),
        hide("11:48:02", BERLIN),
        // A room is lost: fewer seats are offered than are taken.
        change("11:49:15", BERLIN, WORKSHOP, 4),
        register(
            "11:50:36",
            "Chen",
            ("o-be72", BERLIN),
            &[(GENERAL, 2), (WORKSHOP, 1)],
        ),
        register("11:51:20", "Chen", ("o-be72", BERLIN), &[(GENERAL, 2)]),
        pay("11:52:08", "Chen", "p-be72", "o-be72"),
        complete("11:52:30", "p-be72"),
        // What was published stays.
        delete("11:55:44", BERLIN, WORKSHOP),
        update("12:01:10", BERLIN, about_berlin()),
        // Olga's other window still shows Berlin as it was.
        believing(8, change("12:02:25", BERLIN, WORKSHOP, 8)),
        change("12:03:05", BERLIN, WORKSHOP, 8),
        publish("12:04:30", BERLIN),
    ]
}

fn about_berlin() -> About {
    let mut about = ABOUT_BERLIN;
    about[3] = "Small and fast, and now with more room";
    about
}

fn guests() -> Vec<StoryStep> {
    vec![
        give_details(
            "12:20:41",
            "Ben",
            "o-2a6c",
            ["Ben", "Okafor", "ben@example.org"],
        ),
        assign(
            "12:22:00",
            "Ben",
            ("o-2a6c", 0),
            ["Ben", "Okafor", "ben@example.org"],
        ),
        assign(
            "12:22:50",
            "Ben",
            ("o-2a6c", 4),
            ["Ines", "Duarte", "ines@example.org"],
        ),
        // Grace can't come: Ada's second seat goes to Barbara.
        assign(
            "12:40:18",
            "Ada",
            ("o-7f3a", 1),
            ["Barbara", "Lund", "barbara@example.org"],
        ),
        free("12:44:09", "Ben", ("o-2a6c", 4)),
        // An order that costs something is confirmed by its payment.
        register("12:50:27", "Ada", ("o-41d2", LISBON), &[(WORKSHOP, 2)]),
        confirm_free("12:51:13", "Ada", "o-41d2"),
        // Impatient, Ada pays in two windows.
        pay("12:52:00", "Ada", "p-41d2", "o-41d2"),
        pay("12:52:08", "Ada", "p-41d3", "o-41d2"),
        complete("12:53:31", "p-41d2"),
        complete("12:53:40", "p-41d3"),
    ]
}
