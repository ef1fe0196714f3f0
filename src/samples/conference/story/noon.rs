//! Oslo gets a larger room, Berlin loses one, and a payment comes when its seats are gone.

use super::sales_open::ABOUT_BERLIN;
use super::steps::{
    assign, believing, change, complete, confirm_free, free, hide, pay, publish, register, update,
};
use super::{BERLIN, GENERAL, LISBON, OSLO, WORKSHOP};
use crate::engine::story::StoryStep;

pub(super) fn steps() -> Vec<StoryStep> {
    [oslo(), berlin(), ada_and_ben()].concat()
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
    let (mut more_room, tagline) = (ABOUT_BERLIN, 3);
    more_room[tagline] = "Small and fast, and now with more room";
    vec![
        register(
            "11:31:16",
            "Ben",
            ("o-2a6c", BERLIN),
            &[(WORKSHOP, 4), (GENERAL, 4)],
        ),
        pay("11:34:28", "Ben", "p-2a6c", "o-2a6c"),
        complete("11:34:57", "p-2a6c"),
        // A room is lost: fewer seats are offered than are taken, and nobody shall order more.
        change("11:48:02", BERLIN, WORKSHOP, 3),
        hide("11:48:50", BERLIN),
        update("12:01:10", BERLIN, more_room),
        // Olga's other window still shows Berlin as it was.
        believing(8, change("12:02:25", BERLIN, WORKSHOP, 8)),
        change("12:03:05", BERLIN, WORKSHOP, 8),
        publish("12:04:30", BERLIN),
    ]
}

fn ada_and_ben() -> Vec<StoryStep> {
    vec![
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
