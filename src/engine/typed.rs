//! Models written in Rust: typed states and events inside, the one model interface outside.

use super::commit::Visibility;
use super::decision::DecisionInput;
use super::environment::DecisionEnvironment;
use super::event::{EventData, RecordedEvent};
use super::hash::hash_id;
use super::journal::Refusal;
use super::model::{BrokenInvariant, Decoded, FoldStopped, History, Model, Rows, World};
use super::names::{Actor, Fingerprint, ProcessName, ReadModelName, StreamName};
use super::process::{
    Correlating, Input, ProcessEvent, ProcessFacts, Processes, Reaction, RecordedStep,
};
use super::schema::Schema;
use super::slots::Names;
use super::snapshot::Snapshot;
use super::story::StoryStep;
use super::upcasting::EventShape;
use super::value::Value;
use std::marker::PhantomData;
use std::ops::Range;

/// What a model written in Rust provides. `Names` interns the ids of one history; `Event` is one decoded event.
pub trait TypedModel: 'static {
    /// The interned names of a history.
    type Names: Default;
    /// A decoded event.
    type Event;
    /// Every aggregate and read model.
    type World: Clone + PartialEq + Default + 'static;

    /// What the model says of itself.
    fn schema() -> Schema;

    /// Commands that make a first history.
    fn story() -> Vec<StoryStep>;

    /// Decodes and lifts a stored event into none, one or several of today's events.
    ///
    /// # Errors
    /// The event is of an unknown type or a newer version: why, as a sentence.
    fn decode(
        names: &mut Self::Names,
        event: &RecordedEvent,
        into: &mut Vec<Self::Event>,
    ) -> Result<(), String>;

    /// Decodes a step of a process: what of it changes the state of the instance.
    fn decode_step(
        _names: &mut Self::Names,
        _instance: &StreamName,
        _step: &RecordedStep,
        _into: &mut Vec<Self::Event>,
    ) {
    }

    /// Evolves the world by one event. Total. What events hold in common may be interned, and is looked up in `names`.
    fn evolve(names: &Self::Names, world: &mut Self::World, event: &Self::Event);

    /// Decides a command on the state of one stream.
    ///
    /// # Errors
    /// The rules say no.
    fn decide(
        names: &Self::Names,
        world: &Self::World,
        stream: &StreamName,
        decision: DecisionInput<'_>,
    ) -> Result<Vec<EventData>, Refusal>;

    /// Which instance of a process an input is for. `None` where the process does not care.
    fn instance(
        _process: &ProcessName,
        _input: &Input,
        _correlating: Correlating<'_>,
    ) -> Option<String> {
        None
    }

    /// What an instance of a process does about an input.
    ///
    /// # Errors
    /// The process can't handle this input in its present state: why, as a sentence.
    fn react(
        _names: &Self::Names,
        _world: &Self::World,
        instance: &StreamName,
        _input: &Input,
        _environment: &DecisionEnvironment,
    ) -> Result<Reaction, String> {
        Err(format!("This model has no process for {instance}."))
    }

    /// Which invariants of the model do not hold.
    fn broken_invariants(_names: &Self::Names, _world: &Self::World) -> Vec<BrokenInvariant> {
        Vec::new()
    }

    /// The streams that have a state, in order.
    fn streams(names: &Self::Names, world: &Self::World) -> Vec<StreamName>;

    /// The state of one stream.
    fn state(names: &Self::Names, world: &Self::World, stream: &StreamName) -> Option<Value>;

    /// Puts the state of one stream into an empty world. `None` where it doesn't fit.
    fn restore(names: &mut Self::Names, world: &mut Self::World, snapshot: &Snapshot)
    -> Option<()>;

    /// Some rows of a read model in the order of their keys.
    fn rows(
        names: &Self::Names,
        world: &Self::World,
        read_model: &ReadModelName,
        window: Range<usize>,
    ) -> Rows;

    /// The row of a read model with this key.
    fn row(
        names: &Self::Names,
        world: &Self::World,
        read_model: &ReadModelName,
        key: &str,
    ) -> Option<Value> {
        let rows = Self::rows(names, world, read_model, 0..usize::MAX).rows;
        let found = rows.into_iter().find(|(known, _)| known == key);
        found.map(|(_, row)| row)
    }

    /// The keys of the rows that differ between two worlds.
    fn changed_rows(
        names: &Self::Names,
        before: &Self::World,
        after: &Self::World,
        read_model: &ReadModelName,
    ) -> Vec<String>;

    /// What an event meant, as a sentence.
    fn sentence(names: &Self::Names, event: &Self::Event, actor: &Actor) -> String;

    /// The event in today's shape, which may be several; nothing where that is the stored one.
    fn lifted(event: &RecordedEvent) -> Vec<EventShape>;
}

/// A [`TypedModel`] behind the one model interface.
pub struct RustModel<M> {
    schema: Schema,
    fingerprint: Fingerprint,
    typed: PhantomData<M>,
}

impl<M: TypedModel> RustModel<M> {
    /// The model. Its fingerprint is a hash of its schema, which holds a revision for changes of rules alone.
    pub fn new() -> Self {
        let schema = M::schema();
        let text = Value::of(&schema).unwrap_or_default().to_json();
        Self {
            fingerprint: Fingerprint::new(hash_id([text.as_bytes()])),
            schema,
            typed: PhantomData,
        }
    }
}

impl<M: TypedModel> Default for RustModel<M> {
    fn default() -> Self {
        Self::new()
    }
}

impl<M: TypedModel> Model for RustModel<M> {
    fn schema(&self) -> &Schema {
        &self.schema
    }

    fn fingerprint(&self) -> &Fingerprint {
        &self.fingerprint
    }

    fn history(&self) -> Box<dyn History> {
        Box::new(TypedHistory::<M>::default())
    }

    fn instance(
        &self,
        process: &ProcessName,
        input: &Input,
        correlating: Correlating<'_>,
    ) -> Option<String> {
        M::instance(process, input, correlating)
    }

    fn story(&self) -> Vec<StoryStep> {
        M::story()
    }
}

/// Decoded events in one vector, with the end of each stored event's share of it.
struct TypedHistory<M: TypedModel> {
    names: M::Names,
    events: Vec<M::Event>,
    ends: Vec<u32>,
    facts: ProcessFacts,
    empty: TypedWorld<M::World>,
}

/// The model's own world, and what its processes have open.
#[derive(Clone, PartialEq, Default)]
struct TypedWorld<W> {
    model: W,
    processes: Processes,
}

impl<M: TypedModel> Default for TypedHistory<M> {
    fn default() -> Self {
        Self {
            names: M::Names::default(),
            events: Vec::new(),
            ends: Vec::new(),
            facts: ProcessFacts::default(),
            empty: TypedWorld::default(),
        }
    }
}

impl<M: TypedModel> TypedHistory<M> {
    fn end_of(&self, stored: usize) -> usize {
        match stored {
            0 => 0,
            _ => self
                .ends
                .get(stored - 1)
                .map_or(self.events.len(), |end| *end as usize),
        }
    }

    fn share(&self, stored: Range<usize>) -> &[M::Event] {
        &self.events[self.end_of(stored.start)..self.end_of(stored.end)]
    }

    fn world<'a>(&'a self, world: &'a World) -> &'a M::World {
        &self.whole(world).model
    }

    fn whole<'a>(&'a self, world: &'a World) -> &'a TypedWorld<M::World> {
        world.get().unwrap_or(&self.empty)
    }

    fn decode(&mut self, event: &RecordedEvent) -> Result<(), String> {
        if event.commit().data.visibility == Visibility::Public {
            return M::decode(&mut self.names, event, &mut self.events);
        }
        let stored = self.ends.len();
        if let ProcessEvent::StepRecorded(step) = self.facts.push(stored, event)? {
            M::decode_step(&mut self.names, event.stream(), step, &mut self.events);
        }
        Ok(())
    }
}

impl<M: TypedModel> History for TypedHistory<M> {
    fn push(&mut self, event: &RecordedEvent) -> Decoded {
        let before = self.events.len();
        let decoded = self.decode(event);
        if decoded.is_err() {
            self.events.truncate(before);
        }
        self.ends
            .push(u32::try_from(self.events.len()).unwrap_or(u32::MAX));
        match decoded {
            Ok(()) => Decoded::Known,
            Err(why) => Decoded::Skipped(why),
        }
    }

    fn len(&self) -> usize {
        self.ends.len()
    }

    fn initial_world(&self) -> World {
        World::new(TypedWorld::<M::World>::default())
    }

    fn fold(&self, world: &mut World, events: Range<usize>) -> Result<(), FoldStopped> {
        if let Some(world) = world.get_mut::<TypedWorld<M::World>>() {
            self.facts.fold(&mut world.processes, events.clone());
            for event in self.share(events) {
                M::evolve(&self.names, &mut world.model, event);
            }
        }
        Ok(())
    }

    fn decide(
        &self,
        world: &World,
        stream: &StreamName,
        decision: DecisionInput<'_>,
    ) -> Result<Vec<EventData>, Refusal> {
        M::decide(&self.names, self.world(world), stream, decision)
    }

    fn react(
        &self,
        world: &World,
        instance: &StreamName,
        input: &Input,
        environment: &DecisionEnvironment,
    ) -> Result<Reaction, String> {
        M::react(&self.names, self.world(world), instance, input, environment)
    }

    fn processes<'w>(&'w self, world: &'w World) -> &'w Processes {
        &self.whole(world).processes
    }

    fn instances(&self, process: &ProcessName) -> Option<&Names> {
        self.facts.instances(process)
    }

    fn broken_invariants(&self, world: &World) -> Vec<BrokenInvariant> {
        M::broken_invariants(&self.names, self.world(world))
    }

    fn streams(&self, world: &World) -> Vec<StreamName> {
        M::streams(&self.names, self.world(world))
    }

    fn state(&self, world: &World, stream: &StreamName) -> Option<Value> {
        M::state(&self.names, self.world(world), stream)
    }

    fn restore(&mut self, snapshot: &Snapshot) -> Option<World> {
        let mut world = TypedWorld::<M::World>::default();
        M::restore(&mut self.names, &mut world.model, snapshot)?;
        Some(World::new(world))
    }

    fn rows(&self, world: &World, read_model: &ReadModelName, window: Range<usize>) -> Rows {
        M::rows(&self.names, self.world(world), read_model, window)
    }

    fn row(&self, world: &World, read_model: &ReadModelName, key: &str) -> Option<Value> {
        M::row(&self.names, self.world(world), read_model, key)
    }

    fn changed_rows(
        &self,
        before: &World,
        after: &World,
        read_model: &ReadModelName,
    ) -> Vec<String> {
        let (before, after) = (self.world(before), self.world(after));
        M::changed_rows(&self.names, before, after, read_model)
    }

    fn sentence(&self, event: usize, actor: &Actor) -> String {
        if event >= self.len() {
            return String::new();
        }
        if let Some(sentence) = self.facts.sentence(event) {
            return sentence;
        }
        let parts = self.share(event..event + 1).iter();
        let parts: Vec<String> = parts.map(|e| M::sentence(&self.names, e, actor)).collect();
        parts.join(" ")
    }

    fn lifted(&self, event: &RecordedEvent) -> Vec<EventShape> {
        M::lifted(event)
    }
}
