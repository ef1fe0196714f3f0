//! What organizers do: plan a conference, offer its seats, publish it.

use super::{Task, picks, task};
use crate::samples::conference::schema::ORGANIZER;

/// The details of a conference, field by field.
const DETAILS: [&str; 9] = [
    "name",
    "description",
    "location",
    "tagline",
    "twitterSearch",
    "startDate",
    "endDate",
    "ownerName",
    "ownerEmail",
];

pub(super) fn tasks() -> Vec<Task> {
    [conference(), seats(), publication()].concat()
}

fn conference() -> Vec<Task> {
    vec![
        task(ORGANIZER, "Create a conference", "CreateConference")
            .summary(
                "Plan a conference. Its slug is its name in addresses, and nobody else can have \
                 the same.",
            )
            .typed(&["conference"])
            .typed(&DETAILS),
        task(ORGANIZER, "Change a conference", "UpdateConference")
            .summary("Say anew what there is to know of a conference.")
            .input("conference", picks::managed_conference())
            .inputs(DETAILS.map(|field| (field, picks::detail(field)))),
    ]
}

fn seats() -> Vec<Task> {
    vec![
        task(ORGANIZER, "Create seats", "CreateSeat")
            .summary(
                "Offer seats of a new type. Before the first publication they are only planned.",
            )
            .input("conference", picks::managed_conference())
            .typed(&["seatType", "description", "price", "quantity"]),
        task(ORGANIZER, "Change seats", "UpdateSeat")
            .summary("Say anew what seats of a type cost, and how many there are.")
            .input("conference", picks::managed_conference())
            .input("seatType", picks::managed_seat_type())
            .input("description", picks::seat_detail("description"))
            .input("price", picks::seat_detail("price"))
            .input("quantity", picks::seat_detail("quantity")),
        task(ORGANIZER, "Delete seats", "DeleteSeat")
            .summary("Don't offer planned seats after all. Once published, seats stay.")
            .input("conference", picks::managed_conference())
            .input("seatType", picks::planned_seat_type()),
    ]
}

fn publication() -> Vec<Task> {
    vec![
        task(ORGANIZER, "Publish a conference", "PublishConference")
            .summary("Let everybody see the conference and order its seats.")
            .input(
                "conference",
                picks::conference_to(true, "There is no conference that is not published."),
            ),
        task(ORGANIZER, "Hide a conference", "UnpublishConference")
            .summary("Don't show the conference any more. Its orders stay as they are.")
            .input(
                "conference",
                picks::conference_to(false, "There is no published conference."),
            ),
    ]
}
