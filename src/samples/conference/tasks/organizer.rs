//! What organizers do: plan a conference, offer its seats, publish it.

use super::{picks, task};
use crate::engine::schema::{InputSource, TaskSchema};
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

pub(super) fn tasks() -> Vec<TaskSchema> {
    [conference(), seats(), publication()].concat()
}

fn conference() -> Vec<TaskSchema> {
    let typed = DETAILS.map(|field| (field, InputSource::Typed));
    let changed = DETAILS.map(|field| (field, picks::detail(field)));
    let slug = [("conference", InputSource::Typed)];
    let known = [("conference", picks::managed_conference())];
    vec![
        task(
            ORGANIZER,
            [
                "Create a conference",
                "Plan a conference. Its slug is its name in addresses, and nobody else can have the same.",
                "CreateConference",
            ],
            slug.into_iter().chain(typed).collect(),
        ),
        task(
            ORGANIZER,
            [
                "Change a conference",
                "Say anew what there is to know of a conference.",
                "UpdateConference",
            ],
            known.into_iter().chain(changed).collect(),
        ),
    ]
}

fn seats() -> Vec<TaskSchema> {
    vec![
        task(
            ORGANIZER,
            [
                "Create seats",
                "Offer seats of a new type. Before the first publication they are only planned.",
                "CreateSeat",
            ],
            vec![
                ("conference", picks::managed_conference()),
                ("seatType", InputSource::Typed),
                ("description", InputSource::Typed),
                ("price", InputSource::Typed),
                ("quantity", InputSource::Typed),
            ],
        ),
        task(
            ORGANIZER,
            [
                "Change seats",
                "Say anew what seats of a type cost, and how many there are.",
                "UpdateSeat",
            ],
            vec![
                ("conference", picks::managed_conference()),
                ("seatType", picks::managed_seat_type()),
                ("description", picks::seat_detail("description")),
                ("price", picks::seat_detail("price")),
                ("quantity", picks::seat_detail("quantity")),
            ],
        ),
        task(
            ORGANIZER,
            [
                "Delete seats",
                "Don't offer planned seats after all. Once published, seats stay.",
                "DeleteSeat",
            ],
            vec![
                ("conference", picks::managed_conference()),
                ("seatType", picks::planned_seat_type()),
            ],
        ),
    ]
}

fn publication() -> Vec<TaskSchema> {
    vec![
        task(
            ORGANIZER,
            [
                "Publish a conference",
                "Let everybody see the conference and order its seats.",
                "PublishConference",
            ],
            vec![(
                "conference",
                picks::conference_to(true, "There is no conference that is not published."),
            )],
        ),
        task(
            ORGANIZER,
            [
                "Hide a conference",
                "Don't show the conference any more. Its orders stay as they are.",
                "UnpublishConference",
            ],
            vec![(
                "conference",
                picks::conference_to(false, "There is no published conference."),
            )],
        ),
    ]
}
