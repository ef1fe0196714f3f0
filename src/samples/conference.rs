//! Conference booking: seats are offered, reserved, given back and confirmed.
//!
//! The rooms, in reading order: [`seats_availability`] is the aggregate, [`read_models`] what is shown of it,
//! [`schema`] and [`tasks`] what the page is made from, [`sentences`] what the activity feed says, [`story`] the first
//! history. This file joins them into one model: a further aggregate gets a case in [`Happened`] and a place in
//! [`World`], a further read model a place in [`World`] and a line in each of the three lists of read models.

pub mod names;
pub mod seats;

pub mod seats_availability;

pub mod processes;

pub mod read_models;

pub mod schema;
pub mod sentences;
pub mod story;
pub mod tasks;

use super::shapes;
use crate::engine::decision::DecisionInput;
use crate::engine::event::{EventData, RecordedEvent};
use crate::engine::journal::Refusal;
use crate::engine::model::Rows;
use crate::engine::names::{Actor, ReadModelName, StreamName};
use crate::engine::position::ContextPosition;
use crate::engine::schema::Schema;
use crate::engine::slots::{Slot, Slots};
use crate::engine::snapshot::Snapshot;
use crate::engine::story::StoryStep;
use crate::engine::time::Timestamp;
use crate::engine::typed::TypedModel;
use crate::engine::value::Value;
use names::ConferenceNames;
use read_models::ReadModel;
use read_models::activity_feed::ActivityFeed;
use read_models::availability::Availability;
use read_models::open_reservations::OpenReservations;
use std::ops::Range;

/// The model.
#[derive(Debug)]
pub struct ConferenceModel;

/// A decoded event: what happened, and the little of its surroundings that read models need.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Event {
    /// The conference whose stream it belongs to.
    pub conference: Slot,
    /// Who brought it about.
    pub person: Slot,
    /// Its place in the log of its context.
    pub position: ContextPosition,
    /// When it was recorded.
    pub recorded_at: Timestamp,
    /// What happened.
    pub happened: Happened,
}

/// What can happen, by aggregate.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum Happened {
    /// To the seats of a conference.
    SeatsAvailability(seats_availability::FoldedEvent),
}

/// Every aggregate and read model.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct World {
    seats_availability: Slots<seats_availability::State>,
    availability: Availability,
    open_reservations: OpenReservations,
    activity_feed: ActivityFeed,
}

impl TypedModel for ConferenceModel {
    type Names = ConferenceNames;
    type Event = Event;
    type World = World;

    fn schema() -> Schema {
        schema::schema()
    }

    fn story() -> Vec<StoryStep> {
        story::story()
    }

    fn decode(
        names: &mut ConferenceNames,
        event: &RecordedEvent,
        into: &mut Vec<Event>,
    ) -> Result<(), String> {
        let stored = stored_event(event)?;
        let conference = names.conferences.intern(&event.stream().id);
        let commit = event.commit();
        into.push(Event {
            conference,
            person: names
                .people
                .intern(commit.data.command.actor.person.as_str()),
            position: event.context_position(),
            recorded_at: commit.recorded_at,
            happened: Happened::SeatsAvailability(stored.intern(names, conference)),
        });
        Ok(())
    }

    fn evolve(names: &ConferenceNames, world: &mut World, event: &Event) {
        match event.happened {
            Happened::SeatsAvailability(happened) => {
                let state = world.seats_availability.get_mut(event.conference);
                seats_availability::evolve(state, happened, &names.seats);
            }
        }
        world.availability.project(event, names);
        world.open_reservations.project(event, names);
        world.activity_feed.project(event, names);
    }

    fn decide(
        names: &ConferenceNames,
        world: &World,
        stream: &StreamName,
        decision: DecisionInput<'_>,
    ) -> Result<Vec<EventData>, Refusal> {
        let wanted = shapes::read(
            decision.command.command_type.as_str(),
            &decision.command.payload,
        )
        .map_err(|why| Refusal::decided("UNREADABLE_COMMAND", why))?;
        let conference = seats_availability::Conference {
            id: &stream.id,
            names,
            state: seats(names, world, stream).map(|(_, state)| state),
        };
        let events = seats_availability::decide(&conference, wanted)?;
        let version = seats_availability::EVENT_VERSION;
        Ok(events
            .iter()
            .filter_map(|event| shapes::write(event, version))
            .collect())
    }

    fn streams(names: &ConferenceNames, world: &World) -> Vec<StreamName> {
        let conferences = names.conferences.sorted();
        conferences
            .filter(|(_, slot)| world.seats_availability.get(*slot).is_some())
            .map(|(name, _)| StreamName::new(seats_availability::CATEGORY, name))
            .collect()
    }

    fn state(names: &ConferenceNames, world: &World, stream: &StreamName) -> Option<Value> {
        let (conference, state) = seats(names, world, stream)?;
        Value::of(&state.plain(names, conference)).ok()
    }

    fn restore(names: &mut ConferenceNames, world: &mut World, snapshot: &Snapshot) -> Option<()> {
        if *snapshot.stream.category != *seats_availability::CATEGORY {
            return None;
        }
        let plain = serde_json::from_str(snapshot.state.as_str()).ok()?;
        let conference = names.conferences.intern(&snapshot.stream.id);
        let state = seats_availability::State::from_plain(&plain, names, conference);
        *world.seats_availability.get_mut(conference) = state;
        Some(())
    }

    fn rows(
        names: &ConferenceNames,
        world: &World,
        read_model: &ReadModelName,
        window: Range<usize>,
    ) -> Rows {
        match read_model.as_str() {
            Availability::NAME => world.availability.rows(names, window),
            OpenReservations::NAME => world.open_reservations.rows(names, window),
            ActivityFeed::NAME => world.activity_feed.rows(names, window),
            _ => Rows::default(),
        }
    }

    fn changed_rows(
        names: &ConferenceNames,
        before: &World,
        after: &World,
        read_model: &ReadModelName,
    ) -> Vec<String> {
        match read_model.as_str() {
            Availability::NAME => after.availability.changed_rows(names, &before.availability),
            OpenReservations::NAME => after
                .open_reservations
                .changed_rows(names, &before.open_reservations),
            ActivityFeed::NAME => after
                .activity_feed
                .changed_rows(names, &before.activity_feed),
            _ => Vec::new(),
        }
    }

    fn sentence(names: &ConferenceNames, event: &Event, actor: &Actor) -> String {
        sentences::sentence(names, event, actor.person.as_str())
    }

    fn lifted(_event: &RecordedEvent) -> Option<Value> {
        // Every event is still in its first shape.
        None
    }
}

fn stored_event(event: &RecordedEvent) -> Result<seats_availability::StoredEvent, String> {
    let category = &*event.stream().category;
    if category != seats_availability::CATEGORY {
        return Err(format!("This model has no aggregate “{category}”."));
    }
    let data = event.data();
    if data.schema_version > seats_availability::EVENT_VERSION {
        let (event_type, version) = (&data.event_type, data.schema_version);
        return Err(format!(
            "“{event_type}” was recorded in version {version} of its shape, which is newer than this model."
        ));
    }
    shapes::read(data.event_type.as_str(), &data.payload)
}

fn seats<'w>(
    names: &ConferenceNames,
    world: &'w World,
    stream: &StreamName,
) -> Option<(Slot, &'w seats_availability::State)> {
    if *stream.category != *seats_availability::CATEGORY {
        return None;
    }
    let conference = names.conferences.find(&stream.id)?;
    Some((conference, world.seats_availability.get(conference)?))
}
