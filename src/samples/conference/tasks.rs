//! What people can do: intentions in the words of the domain, and where each field of the command comes from.

use super::read_models::ReadModel;
use super::read_models::availability::Availability;
use super::read_models::open_reservations::OpenReservations;
use super::schema::{ATTENDEE, ORGANIZER};
use crate::engine::names::{CommandType, ReadModelName, Role};
use crate::engine::schema::{Input, InputSource, Pick, TaskSchema};

/// Every task: those of attendees first.
pub fn tasks() -> Vec<TaskSchema> {
    attendee_tasks()
        .into_iter()
        .chain(organizer_tasks())
        .collect()
}

fn attendee_tasks() -> Vec<TaskSchema> {
    vec![
        TaskSchema {
            title: "Reserve seats".to_owned(),
            summary: "Hold seats for you. You get as many as are left, which may be fewer than you want.".to_owned(),
            role: Role::new(ATTENDEE),
            command_type: CommandType::new("MakeSeatReservation"),
            inputs: vec![
                input("conference", InputSource::Picked(conference())),
                input("reservation", InputSource::NewId),
                input("seats", InputSource::Picked(seat_type())),
            ],
        },
        TaskSchema {
            title: "Change reservation".to_owned(),
            summary: "Say anew which seats a reservation shall hold. Seats that you no longer want are released."
                .to_owned(),
            role: Role::new(ATTENDEE),
            command_type: CommandType::new("MakeSeatReservation"),
            inputs: vec![
                input("conference", InputSource::Picked(conference_with_reservations())),
                input("reservation", InputSource::Picked(open_reservation())),
                input("seats", InputSource::Picked(seat_type())),
            ],
        },
        TaskSchema {
            title: "Cancel reservation".to_owned(),
            summary: "Give all seats of a reservation back.".to_owned(),
            role: Role::new(ATTENDEE),
            command_type: CommandType::new("CancelSeatReservation"),
            inputs: on_reservation(),
        },
    ]
}

fn organizer_tasks() -> Vec<TaskSchema> {
    vec![
        TaskSchema {
            title: "Add seats".to_owned(),
            summary: "Offer more seats, also of a new type or at a new conference.".to_owned(),
            role: Role::new(ORGANIZER),
            command_type: CommandType::new("AddSeats"),
            inputs: vec![
                input("conference", InputSource::Suggested(conference())),
                input("seatType", InputSource::Suggested(seat_type())),
                input("quantity", InputSource::Typed),
            ],
        },
        TaskSchema {
            title: "Remove seats".to_owned(),
            summary: "Offer fewer seats. Reservations keep what they hold, even if fewer are left than were taken."
                .to_owned(),
            role: Role::new(ORGANIZER),
            command_type: CommandType::new("RemoveSeats"),
            inputs: vec![
                input("conference", InputSource::Picked(conference())),
                input("seatType", InputSource::Picked(seat_type())),
                input("quantity", InputSource::Typed),
            ],
        },
        TaskSchema {
            title: "Confirm reservation".to_owned(),
            summary: "Make a reservation final: its seats are taken for good.".to_owned(),
            role: Role::new(ORGANIZER),
            command_type: CommandType::new("CommitSeatReservation"),
            inputs: on_reservation(),
        },
    ]
}

fn on_reservation() -> Vec<Input> {
    vec![
        input(
            "conference",
            InputSource::Picked(conference_with_reservations()),
        ),
        input("reservation", InputSource::Picked(open_reservation())),
    ]
}

fn input(field: &str, source: InputSource) -> Input {
    Input {
        field: field.to_owned(),
        source,
    }
}

fn conference() -> Pick {
    Pick {
        read_model: ReadModelName::new(Availability::NAME),
        column: "conference".to_owned(),
        describe: Vec::new(),
        matching: Vec::new(),
        when_empty: "No conference offers seats yet. An organizer can add some.".to_owned(),
    }
}

fn seat_type() -> Pick {
    Pick {
        read_model: ReadModelName::new(Availability::NAME),
        column: "seatType".to_owned(),
        describe: vec!["remaining".to_owned()],
        matching: of_the_conference(),
        when_empty: "This conference offers no seats yet. An organizer can add some.".to_owned(),
    }
}

fn conference_with_reservations() -> Pick {
    Pick {
        read_model: ReadModelName::new(OpenReservations::NAME),
        column: "conference".to_owned(),
        describe: Vec::new(),
        matching: Vec::new(),
        when_empty: "There is no open reservation.".to_owned(),
    }
}

fn open_reservation() -> Pick {
    Pick {
        read_model: ReadModelName::new(OpenReservations::NAME),
        column: "reservation".to_owned(),
        describe: vec!["person".to_owned(), "seats".to_owned()],
        matching: of_the_conference(),
        when_empty: "This conference has no open reservation.".to_owned(),
    }
}

fn of_the_conference() -> Vec<(String, String)> {
    vec![("conference".to_owned(), "conference".to_owned())]
}
