//! The context where conferences are managed.

use super::fields::{
    conference as conference_field, long_text, offered_seats, particulars, seat_type, text,
};
use super::{ORGANIZER, aggregate, command, event};
use crate::engine::schema::{AggregateSchema, CommandSchema, Field};
use crate::samples::conference::conference_aggregate::CATEGORY;

pub(super) fn conference() -> AggregateSchema {
    let commands = vec![
        by_organizer("CreateConference", details()),
        by_organizer("UpdateConference", details()),
        by_organizer("CreateSeat", offered_seats()),
        by_organizer("UpdateSeat", offered_seats()),
        by_organizer("DeleteSeat", vec![seat_type()]),
        by_organizer("PublishConference", Vec::new()),
        by_organizer("UnpublishConference", Vec::new()),
    ];
    let events = vec![
        event("ConferenceCreated", details()),
        event("ConferenceUpdated", details()),
        event("SeatDrafted", offered_seats()),
        event("SeatDraftChanged", offered_seats()),
        event("SeatDraftDeleted", vec![seat_type()]),
        event("SeatCreated", offered_seats()),
        event("SeatUpdated", offered_seats()),
        event("ConferencePublished", Vec::new()),
        event("ConferenceUnpublished", Vec::new()),
    ];
    aggregate(CATEGORY, commands, events)
}

fn by_organizer(command_type: &str, fields: Vec<Field>) -> CommandSchema {
    command(command_type, &[ORGANIZER], conference_field(), fields)
}

fn details() -> Vec<Field> {
    let details = [
        text("name", "Name"),
        long_text("description", "Description"),
        text("location", "Location"),
    ];
    details.into_iter().chain(particulars()).collect()
}
