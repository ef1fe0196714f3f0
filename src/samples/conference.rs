//! Conferences: they are planned and published, their seats are ordered, paid for and assigned.
//!
//! The rooms, in reading order: [`conference_aggregate`], [`seats_availability`], [`order`], [`payment`] and
//! [`seat_assignments`] are the aggregates, [`upcasters`] lift their old events, [`read_models`] is what is shown of
//! them, [`schema`] and [`tasks`] what the page is made from, [`sentences`] what the activity feed says,
//! [`invariants`] what must hold, [`story`] the first history. This file joins them into one model: a further aggregate
//! gets a case in [`Happened`], a place in [`World`] and a line in each list below.

pub mod interned;
pub mod names;
pub mod seats;

pub mod aggregate;
pub mod conference_aggregate;
pub mod order;
pub mod payment;
pub mod seat_assignments;
pub mod seats_availability;
pub mod upcasters;

pub mod read_models;

pub mod invariants;
pub mod schema;
pub mod sentences;
pub mod story;
pub mod tasks;

use crate::engine::decision::DecisionInput;
use crate::engine::event::{EventData, RecordedEvent};
use crate::engine::journal::Refusal;
use crate::engine::model::{BrokenInvariant, Rows};
use crate::engine::names::{Actor, ReadModelName, StreamName};
use crate::engine::position::ContextPosition;
use crate::engine::schema::Schema;
use crate::engine::slots::{Slot, Slots};
use crate::engine::snapshot::Snapshot;
use crate::engine::story::StoryStep;
use crate::engine::time::Timestamp;
use crate::engine::typed::TypedModel;
use crate::engine::upcasting::{EventShape, lifted};
use crate::engine::value::{Payload, Value};
use aggregate::Aggregate;
use conference_aggregate::Conference;
use names::ConferenceNames;
use order::Order;
use payment::Payment;
use read_models::ReadModels;
use seat_assignments::SeatAssignments;
use seats_availability::SeatsAvailability;
use std::ops::Range;

/// The model.
#[derive(Debug)]
pub struct ConferenceModel;

/// A decoded event: what happened, and the little of its surroundings that read models need.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Event {
    /// What happened.
    pub happened: Happened,
    /// The stream it belongs to, among those of its aggregate.
    pub stream: Slot,
    /// Who brought it about.
    pub person: Slot,
    /// Its place in the log of its context.
    pub position: ContextPosition,
    /// When it was recorded.
    pub recorded_at: Timestamp,
    /// The version of its stream once it had happened. Four thousand million events do not fit into memory.
    pub version: u32,
    /// Which of the events that a stored one became, counted from zero.
    pub part: u16,
}

/// What can happen, by aggregate.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum Happened {
    /// To a conference.
    Conference(conference_aggregate::FoldedEvent),
    /// To the seats of a conference.
    SeatsAvailability(seats_availability::FoldedEvent),
    /// To an order.
    Order(order::FoldedEvent),
    /// To the seats of a confirmed order.
    SeatAssignments(seat_assignments::FoldedEvent),
    /// To a payment.
    Payment(payment::FoldedEvent),
}

/// The contexts, by number.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Context {
    /// Where conferences are managed.
    Management,
    /// Where seats are ordered.
    Registration,
    /// Where they are paid for.
    Payments,
}

impl Happened {
    /// The context in whose log it stands.
    pub const fn context(&self) -> Context {
        match self {
            Self::Conference(_) => Context::Management,
            Self::SeatsAvailability(_) | Self::Order(_) | Self::SeatAssignments(_) => {
                Context::Registration
            }
            Self::Payment(_) => Context::Payments,
        }
    }
}

/// Every aggregate and read model.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct World {
    conferences: Slots<conference_aggregate::State>,
    seats_availability: Slots<seats_availability::State>,
    orders: Slots<order::State>,
    seat_assignments: Slots<seat_assignments::State>,
    payments: Slots<payment::State>,
    read_models: ReadModels,
}

/// One event of today in its stored shape.
type Shape<'a> = (&'a str, u32, &'a Payload);

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
        let data = event.data();
        let shapes = lifted(&upcasters::UPCASTERS, data);
        if shapes.is_empty() {
            let shape = (data.event_type.as_str(), data.schema_version, &data.payload);
            into.push(decoded(names, event, 0, shape)?);
        }
        for (part, shape) in (0..).zip(shapes) {
            let payload = Payload::of(&shape.payload);
            let shape = (shape.event_type.as_str(), shape.schema_version, &payload);
            into.push(decoded(names, event, part, shape)?);
        }
        Ok(())
    }

    fn evolve(names: &ConferenceNames, world: &mut World, event: &Event) {
        let stream = event.stream;
        match event.happened {
            Happened::Conference(happened) => {
                let state = world.conferences.get_mut(stream);
                conference_aggregate::evolve(state, happened, names);
            }
            Happened::SeatsAvailability(happened) => {
                let state = world.seats_availability.get_mut(stream);
                seats_availability::evolve(state, happened, &names.seats);
            }
            Happened::Order(happened) => order::evolve(world.orders.get_mut(stream), happened),
            Happened::SeatAssignments(happened) => {
                let state = world.seat_assignments.get_mut(stream);
                seat_assignments::evolve(state, happened, names);
            }
            Happened::Payment(happened) => {
                payment::evolve(world.payments.get_mut(stream), happened);
            }
        }
        world.read_models.project(event, names);
    }

    fn decide(
        names: &ConferenceNames,
        world: &World,
        stream: &StreamName,
        input: DecisionInput<'_>,
    ) -> Result<Vec<EventData>, Refusal> {
        match &*stream.category {
            Conference::CATEGORY => aggregate::decide::<Conference>(names, world, stream, input),
            Order::CATEGORY => aggregate::decide::<Order>(names, world, stream, input),
            Payment::CATEGORY => aggregate::decide::<Payment>(names, world, stream, input),
            SeatAssignments::CATEGORY => {
                aggregate::decide::<SeatAssignments>(names, world, stream, input)
            }
            SeatsAvailability::CATEGORY => {
                aggregate::decide::<SeatsAvailability>(names, world, stream, input)
            }
            category => Err(Refusal::decided("UNKNOWN_AGGREGATE", unknown(category))),
        }
    }

    fn broken_invariants(names: &ConferenceNames, world: &World) -> Vec<BrokenInvariant> {
        invariants::broken(names, world)
    }

    fn streams(names: &ConferenceNames, world: &World) -> Vec<StreamName> {
        let by_category = [
            aggregate::streams::<Conference>(names, world),
            aggregate::streams::<Order>(names, world),
            aggregate::streams::<Payment>(names, world),
            aggregate::streams::<SeatAssignments>(names, world),
            aggregate::streams::<SeatsAvailability>(names, world),
        ];
        by_category.concat()
    }

    fn state(names: &ConferenceNames, world: &World, stream: &StreamName) -> Option<Value> {
        let id = &stream.id;
        match &*stream.category {
            Conference::CATEGORY => aggregate::state::<Conference>(names, world, id),
            Order::CATEGORY => aggregate::state::<Order>(names, world, id),
            Payment::CATEGORY => aggregate::state::<Payment>(names, world, id),
            SeatAssignments::CATEGORY => aggregate::state::<SeatAssignments>(names, world, id),
            SeatsAvailability::CATEGORY => aggregate::state::<SeatsAvailability>(names, world, id),
            _ => None,
        }
    }

    fn restore(names: &mut ConferenceNames, world: &mut World, snapshot: &Snapshot) -> Option<()> {
        match &*snapshot.stream.category {
            Conference::CATEGORY => aggregate::restore::<Conference>(names, world, snapshot),
            Order::CATEGORY => aggregate::restore::<Order>(names, world, snapshot),
            Payment::CATEGORY => aggregate::restore::<Payment>(names, world, snapshot),
            SeatAssignments::CATEGORY => {
                aggregate::restore::<SeatAssignments>(names, world, snapshot)
            }
            SeatsAvailability::CATEGORY => {
                aggregate::restore::<SeatsAvailability>(names, world, snapshot)
            }
            _ => None,
        }
    }

    fn rows(
        names: &ConferenceNames,
        world: &World,
        read_model: &ReadModelName,
        window: Range<usize>,
    ) -> Rows {
        let read_model = world.read_models.named(read_model);
        read_model.map_or_else(Rows::default, |found| found.rows(names, window))
    }

    fn row(
        names: &ConferenceNames,
        world: &World,
        read_model: &ReadModelName,
        key: &str,
    ) -> Option<Value> {
        world.read_models.named(read_model)?.row(names, key)
    }

    fn changed_rows(
        names: &ConferenceNames,
        before: &World,
        after: &World,
        read_model: &ReadModelName,
    ) -> Vec<String> {
        let read_model = after.read_models.named(read_model);
        read_model.map_or_else(Vec::new, |found| {
            found.changed_rows(names, &before.read_models)
        })
    }

    fn sentence(names: &ConferenceNames, event: &Event, actor: &Actor) -> String {
        sentences::sentence(names, event, actor.person.as_str())
    }

    fn lifted(event: &RecordedEvent) -> Vec<EventShape> {
        lifted(&upcasters::UPCASTERS, event.data())
    }
}

fn decoded(
    names: &mut ConferenceNames,
    event: &RecordedEvent,
    part: u16,
    (event_type, version, payload): Shape<'_>,
) -> Result<Event, String> {
    if version > upcasters::version_today(event_type) {
        return Err(format!(
            "“{event_type}” was recorded in version {version} of its shape, which is newer than this model."
        ));
    }
    let data = (event_type, payload);
    let (id, category) = (&event.stream().id, &*event.stream().category);
    let (stream, happened) = match category {
        Conference::CATEGORY => aggregate::decode::<Conference>(data, names, id)?,
        Order::CATEGORY => aggregate::decode::<Order>(data, names, id)?,
        Payment::CATEGORY => aggregate::decode::<Payment>(data, names, id)?,
        SeatAssignments::CATEGORY => aggregate::decode::<SeatAssignments>(data, names, id)?,
        SeatsAvailability::CATEGORY => aggregate::decode::<SeatsAvailability>(data, names, id)?,
        _ => return Err(unknown(category)),
    };
    let commit = event.commit();
    let person = commit.data.command.actor.person.as_str();
    Ok(Event {
        happened,
        stream,
        person: names.people.intern(person),
        position: event.context_position(),
        version: u32::try_from(event.version().count()).unwrap_or(u32::MAX),
        recorded_at: commit.recorded_at,
        part,
    })
}

fn unknown(category: &str) -> String {
    format!("This model has no aggregate “{category}”.")
}
