//! What the operator does by hand, where else a process does it.

use super::{picks, task};
use crate::engine::schema::{InputSource, TaskSchema};
use crate::samples::conference::schema::OPERATOR;

pub(super) fn tasks() -> Vec<TaskSchema> {
    [seats(), reservations()].concat()
}

fn seats() -> Vec<TaskSchema> {
    vec![
        task(
            OPERATOR,
            [
                "Add seats",
                "Have more seats to reserve, also of a new type or at a new conference.",
                "AddSeats",
            ],
            vec![
                (
                    "conference",
                    InputSource::Suggested(picks::seated_conference()),
                ),
                ("seatType", InputSource::Suggested(picks::seat_type())),
                ("quantity", InputSource::Typed),
            ],
        ),
        task(
            OPERATOR,
            [
                "Remove seats",
                "Have fewer seats to reserve. Reservations keep what they hold, even if fewer are left than were taken.",
                "RemoveSeats",
            ],
            vec![
                (
                    "conference",
                    InputSource::Picked(picks::seated_conference()),
                ),
                ("seatType", InputSource::Picked(picks::seat_type())),
                ("quantity", InputSource::Typed),
            ],
        ),
    ]
}

fn reservations() -> Vec<TaskSchema> {
    vec![
        task(
            OPERATOR,
            [
                "Reserve seats",
                "Hold seats. A reservation gets as many as are left, which may be fewer than wanted.",
                "MakeSeatReservation",
            ],
            vec![
                (
                    "conference",
                    InputSource::Picked(picks::seated_conference()),
                ),
                ("reservation", InputSource::NewId),
                ("seats", InputSource::Picked(picks::seat_type())),
            ],
        ),
        task(
            OPERATOR,
            [
                "Change reservation",
                "Say anew which seats a reservation shall hold. Seats that are no longer wanted are released.",
                "MakeSeatReservation",
            ],
            vec![
                ("conference", picks::conference_with_reservations()),
                ("reservation", picks::open_reservation()),
                ("seats", InputSource::Picked(picks::seat_type())),
            ],
        ),
        task(
            OPERATOR,
            [
                "Cancel reservation",
                "Give all seats of a reservation back.",
                "CancelSeatReservation",
            ],
            vec![
                ("conference", picks::conference_with_reservations()),
                ("reservation", picks::open_reservation()),
            ],
        ),
        task(
            OPERATOR,
            [
                "Confirm reservation",
                "Make a reservation final: its seats are taken for good.",
                "CommitSeatReservation",
            ],
            vec![
                ("conference", picks::conference_with_reservations()),
                ("reservation", picks::open_reservation()),
            ],
        ),
    ]
}
