//! The conference system as one model: what each aggregate, read model and process does, joined.

use super::aggregate::{AnyStreams, Streams, streams};
use super::names::ConferenceNames;
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

/// The streams of every aggregate.
const STREAMS: [&dyn AnyStreams; 5] = [
    &streams!(conference_aggregate, names.conferences, world.conferences),
    &streams!(order, names.orders, world.orders),
    &streams!(payment, names.payments, world.payments),
    &streams!(seat_assignments, names.assignments, world.seat_assignments),
    &streams!(
        seats_availability,
        names.conferences,
        world.seats_availability
    ),
];

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
        match streams_of(&stream.category) {
            Some(streams) => streams.decide(names, world, stream, input),
            None => Err(Refusal::decided(
                "UNKNOWN_AGGREGATE",
                unknown(&stream.category),
            )),
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
        let of_aggregates = STREAMS.iter().map(|known| known.all(names, world));
        let mut all: Vec<StreamName> = of_aggregates.flatten().collect();
        all.extend(process_streams(names, world));
        all.sort_unstable();
        all
    }

    fn state(names: &ConferenceNames, world: &World, stream: &StreamName) -> Option<Value> {
        match streams_of(&stream.category) {
            Some(streams) => streams.state(names, world, &stream.id),
            None => {
                let instance = names.instances.find(&stream.id)?;
                world.processes.plain(&stream.category, instance)
            }
        }
    }

    fn restore(names: &mut ConferenceNames, world: &mut World, snapshot: &Snapshot) -> Option<()> {
        match streams_of(&snapshot.stream.category) {
            Some(streams) => streams.restore(names, world, snapshot),
            None => {
                let instance = names.instances.intern(&snapshot.stream.id);
                let plain = snapshot.state.value().ok()?;
                let process = &snapshot.stream.category;
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
        let (before, after) = (&before.read_models, &after.read_models);
        match (before.named(read_model), after.named(read_model)) {
            (Some(before), Some(after)) => after.changed_rows(names, before),
            _ => Vec::new(),
        }
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
    let StreamName { category, id } = event.stream();
    let streams = streams_of(category).ok_or_else(|| unknown(category))?;
    let (stream, happened) = streams.decode((event_type, payload), names, id)?;
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

/// The streams of this category. `None` where no aggregate has such.
fn streams_of(category: &str) -> Option<&'static dyn AnyStreams> {
    STREAMS
        .into_iter()
        .find(|streams| streams.category() == category)
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
