//! The conference system as one model: what each aggregate, read model and process does, joined.

use super::aggregate::{self, Aggregate};
use super::conference_aggregate::Conference;
use super::names::ConferenceNames;
use super::order::Order;
use super::payment::Payment;
use super::seat_assignments::SeatAssignments;
use super::seats_availability::SeatsAvailability;
use super::{
    Event, Happened, World, conference_aggregate, invariants, order, payment, processes, schema,
    seat_assignments, seats_availability, sentences, story, upcasters,
};
use crate::engine::decision::DecisionInput;
use crate::engine::environment::DecisionEnvironment;
use crate::engine::event::{EventData, RecordedEvent};
use crate::engine::journal::Refusal;
use crate::engine::model::{BrokenInvariant, Rows};
use crate::engine::names::{Actor, ProcessName, ReadModelName, StreamName};
use crate::engine::position::ContextPosition;
use crate::engine::process::{Correlating, Input, Reaction, RecordedStep};
use crate::engine::schema::{ProcessSchema, Schema};
use crate::engine::snapshot::Snapshot;
use crate::engine::story::StoryStep;
use crate::engine::typed::TypedModel;
use crate::engine::upcasting::{EventShape, lifted};
use crate::engine::value::{Payload, Value};
use std::ops::Range;

/// The model.
#[derive(Debug)]
pub struct ConferenceModel;

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

    fn decode_step(
        names: &mut ConferenceNames,
        instance: &StreamName,
        step: &RecordedStep,
        into: &mut Vec<Event>,
    ) {
        let Some(change) = processes::Change::of(instance, step) else {
            return;
        };
        into.push(Event {
            happened: Happened::Process(names.steps.keep(change)),
            stream: names.instances.intern(&instance.id),
            person: names.people.intern(instance.category.as_ref()),
            position: ContextPosition::START,
            recorded_at: step.now,
            version: 0,
            part: 0,
        });
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
            // What a process does is nobody else's business.
            Happened::Process(step) => {
                world.processes.evolve(stream, names.steps.get(step));
                return;
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

    fn instance(
        process: &ProcessName,
        input: &Input,
        correlating: Correlating<'_>,
    ) -> Option<String> {
        processes::instance(process, input, correlating)
    }

    fn react(
        names: &ConferenceNames,
        world: &World,
        instance: &StreamName,
        input: &Input,
        environment: &DecisionEnvironment,
    ) -> Result<Reaction, String> {
        let slot = names.instances.find(&instance.id);
        world.processes.react(instance, slot, input, environment)
    }

    fn broken_invariants(names: &ConferenceNames, world: &World) -> Vec<BrokenInvariant> {
        invariants::broken(names, world)
    }

    fn streams(names: &ConferenceNames, world: &World) -> Vec<StreamName> {
        let mut all = [
            aggregate::streams::<Conference>(names, world),
            aggregate::streams::<Order>(names, world),
            aggregate::streams::<Payment>(names, world),
            aggregate::streams::<SeatAssignments>(names, world),
            aggregate::streams::<SeatsAvailability>(names, world),
            process_streams(names, world),
        ]
        .concat();
        all.sort();
        all
    }

    fn state(names: &ConferenceNames, world: &World, stream: &StreamName) -> Option<Value> {
        let id = &stream.id;
        match &*stream.category {
            Conference::CATEGORY => aggregate::state::<Conference>(names, world, id),
            Order::CATEGORY => aggregate::state::<Order>(names, world, id),
            Payment::CATEGORY => aggregate::state::<Payment>(names, world, id),
            SeatAssignments::CATEGORY => aggregate::state::<SeatAssignments>(names, world, id),
            SeatsAvailability::CATEGORY => aggregate::state::<SeatsAvailability>(names, world, id),
            process => world.processes.plain(process, names.instances.find(id)?),
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
            process => {
                let instance = names.instances.intern(&snapshot.stream.id);
                let plain = snapshot.state.value().ok()?;
                world.processes.restore(process, instance, &plain)
            }
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

/// The private streams of processes.
fn process_streams(names: &ConferenceNames, world: &World) -> Vec<StreamName> {
    let processes = processes::schemas();
    let of_process = |process: &ProcessSchema| {
        let category = process.name.to_string();
        let instances = names.instances.sorted();
        let begun = instances.filter(|(_, slot)| world.processes.has_begun(&category, *slot));
        let streams: Vec<StreamName> = begun
            .map(|(id, _)| StreamName::new(&category, id))
            .collect();
        streams
    };
    processes.iter().flat_map(of_process).collect()
}

fn unknown(category: &str) -> String {
    format!("This model has no aggregate “{category}”.")
}
