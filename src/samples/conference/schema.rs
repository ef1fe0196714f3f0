//! What the model says of itself: actors, the context with its aggregate, events and commands, and the read models.

use super::read_models::ReadModel;
use super::read_models::activity_feed::ActivityFeed;
use super::read_models::availability::Availability;
use super::read_models::open_reservations::OpenReservations;
use super::seats_availability::{CATEGORY, EVENT_VERSION};
use super::tasks::tasks;
use crate::engine::names::{CommandType, ContextName, EventType, Role};
use crate::engine::schema::{
    ActorSchema, AggregateSchema, CommandSchema, ContextSchema, EventSchema, Field, FieldType,
    Schema,
};

/// Orders and registrations: the context that owns the seats.
pub const CONTEXT: &str = "registration";

/// Who books seats.
pub const ATTENDEE: &str = "Attendee";

/// Who offers seats and confirms reservations.
pub const ORGANIZER: &str = "Organizer";

/// The most seats of one type that one reservation may want.
const MOST_SEATS_WANTED: i64 = 20;

/// The most seats that are added or removed at once.
const MOST_SEATS_OFFERED: i64 = 100_000;

const RESERVATION_EVENTS: [&str; 3] = [
    "SeatsReserved",
    "SeatsReservationCancelled",
    "SeatsReservationCommitted",
];

/// The model's schema.
pub fn schema() -> Schema {
    Schema {
        name: "conference".to_owned(),
        summary: "Seats of conferences are offered, reserved, given back and confirmed.".to_owned(),
        revision: 1,
        actors: vec![
            actor(ATTENDEE, &["Ada", "Ben", "Chen", "Dora"]),
            actor(ORGANIZER, &["Olga"]),
        ],
        contexts: vec![ContextSchema {
            name: ContextName::new(CONTEXT),
            aggregates: vec![seats_availability()],
        }],
        read_models: vec![
            Availability::schema(),
            OpenReservations::schema(),
            ActivityFeed::schema(),
        ],
        processes: Vec::new(),
        invariants: Vec::new(),
        reference_bugs: Vec::new(),
        tasks: tasks(),
    }
}

/// A text that identifies something.
pub fn id_text() -> FieldType {
    FieldType::Text { max_length: 60 }
}

/// A text that people read.
pub fn name_text() -> FieldType {
    FieldType::Text { max_length: 60 }
}

/// A whole number without bounds.
pub fn any_number() -> FieldType {
    FieldType::Int {
        min: i64::MIN,
        max: i64::MAX,
    }
}

/// Every event of the model.
pub fn all_events() -> Vec<EventType> {
    let mut events = vec![EventType::new("AvailableSeatsChanged")];
    events.extend(reservation_events());
    events
}

/// The events that tell of a reservation.
pub fn reservation_events() -> Vec<EventType> {
    RESERVATION_EVENTS.map(EventType::from).to_vec()
}

fn actor(role: &str, people: &[&str]) -> ActorSchema {
    ActorSchema {
        role: Role::new(role),
        people: people.iter().map(|person| (*person).into()).collect(),
    }
}

fn seats_availability() -> AggregateSchema {
    AggregateSchema {
        category: CATEGORY.to_owned(),
        commands: vec![
            command("AddSeats", ORGANIZER, vec![seat_type(), quantity()]),
            command("RemoveSeats", ORGANIZER, vec![seat_type(), quantity()]),
            command(
                "MakeSeatReservation",
                ATTENDEE,
                vec![reservation(), wanted_seats()],
            ),
            command("CancelSeatReservation", ATTENDEE, vec![reservation()]),
            command("CommitSeatReservation", ORGANIZER, vec![reservation()]),
        ],
        events: vec![
            event(
                "AvailableSeatsChanged",
                vec![quantities("seats", "More or fewer")],
            ),
            event(
                "SeatsReserved",
                vec![
                    reservation(),
                    quantities("reservationDetails", "Held now"),
                    quantities("availableSeatsChanged", "Change of the seats left"),
                ],
            ),
            event(
                "SeatsReservationCancelled",
                vec![
                    reservation(),
                    quantities("availableSeatsChanged", "Change of the seats left"),
                ],
            ),
            event("SeatsReservationCommitted", vec![reservation()]),
        ],
    }
}

/// Every command names its conference, which is its stream.
fn command(command_type: &str, role: &str, fields: Vec<Field>) -> CommandSchema {
    let conference = Field::new("conference", "Conference", id_text());
    CommandSchema {
        command_type: CommandType::new(command_type),
        key: conference.name.clone(),
        roles: vec![Role::new(role)],
        reads: Vec::new(),
        fields: std::iter::once(conference).chain(fields).collect(),
    }
}

fn event(event_type: &str, fields: Vec<Field>) -> EventSchema {
    EventSchema {
        event_type: EventType::new(event_type),
        version: EVENT_VERSION,
        fields,
    }
}

fn seat_type() -> Field {
    Field::new("seatType", "Seat type", name_text())
}

fn quantity() -> Field {
    let bounds = FieldType::Int {
        min: 1,
        max: MOST_SEATS_OFFERED,
    };
    Field::new("quantity", "Quantity", bounds)
}

fn reservation() -> Field {
    Field::new("reservation", "Reservation", id_text())
}

fn wanted_seats() -> Field {
    let bounds = FieldType::Int {
        min: 0,
        max: MOST_SEATS_WANTED,
    };
    Field::new("seats", "Seats", FieldType::Map(Box::new(bounds)))
}

fn quantities(name: &str, title: &str) -> Field {
    Field::new(name, title, FieldType::Map(Box::new(any_number())))
}
