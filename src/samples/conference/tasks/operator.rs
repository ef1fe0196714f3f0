//! What the operator does by hand, where else a process does it.

use super::{Task, picks, task};
use crate::engine::schema::InputSource;
use crate::samples::conference::schema::OPERATOR;

pub(super) fn tasks() -> Vec<Task> {
    [seats(), reservations()].concat()
}

fn seats() -> Vec<Task> {
    vec![
        task(OPERATOR, "Add seats", "AddSeats")
            .summary("Have more seats to reserve, also of a new type or at a new conference.")
            .input(
                "conference",
                InputSource::Suggested(picks::seated_conference()),
            )
            .input("seatType", InputSource::Suggested(picks::seat_type()))
            .typed(&["quantity"]),
        task(OPERATOR, "Remove seats", "RemoveSeats")
            .summary(
                "Have fewer seats to reserve. Reservations keep what they hold, even if fewer are \
                 left than were taken.",
            )
            .input(
                "conference",
                InputSource::Picked(picks::seated_conference()),
            )
            .input("seatType", InputSource::Picked(picks::seat_type()))
            .typed(&["quantity"]),
    ]
}

fn reservations() -> Vec<Task> {
    vec![
        task(OPERATOR, "Reserve seats", "MakeSeatReservation")
            .summary(
                "Hold seats. A reservation gets as many as are left, which may be fewer than \
                 wanted.",
            )
            .input(
                "conference",
                InputSource::Picked(picks::seated_conference()),
            )
            .input("reservation", InputSource::NewId)
            .input("seats", InputSource::Picked(picks::seat_type())),
        task(OPERATOR, "Change reservation", "MakeSeatReservation")
            .summary(
                "Say anew which seats a reservation shall hold. Seats that are no longer wanted \
                 are released.",
            )
            .input("conference", picks::conference_with_reservations())
            .input("reservation", picks::open_reservation())
            .input("seats", InputSource::Picked(picks::seat_type())),
        task(OPERATOR, "Cancel reservation", "CancelSeatReservation")
            .summary("Give all seats of a reservation back.")
            .input("conference", picks::conference_with_reservations())
            .input("reservation", picks::open_reservation()),
        task(OPERATOR, "Confirm reservation", "CommitSeatReservation")
            .summary("Make a reservation final: its seats are taken for good.")
            .input("conference", picks::conference_with_reservations())
            .input("reservation", picks::open_reservation()),
    ]
}
