//! The one interface through which engine, application and page know a model.
//!
//! Nobody can tell a model written in Rust from one written as text. Stored events are decoded and lifted once, when
//! they are pushed into a [`History`]; the fold touches only decoded events.

use super::decision::DecisionInput;
use super::environment::DecisionEnvironment;
use super::event::{EventData, RecordedEvent};
use super::hash::{hex, stable_hash};
use super::journal::Refusal;
use super::names::{Actor, Fingerprint, ProcessName, ReadModelName, StreamName};
use super::position::ContextPosition;
use super::process::{Correlating, Input, Processes, Reaction};
use super::schema::Schema;
use super::slots::Names;
use super::snapshot::Snapshot;
use super::story::StoryStep;
use super::upcasting::EventShape;
use super::value::Value;
use std::any::Any;
use std::fmt;
use std::ops::Range;

/// A model: its schema and its rules.
pub trait Model {
    /// What the model says of itself.
    fn schema(&self) -> &Schema;

    /// Identifies the rules.
    fn fingerprint(&self) -> &Fingerprint;

    /// An empty history under these rules.
    fn history(&self) -> Box<dyn History>;

    /// Which instance of a process an input is for. `None` where the process does not care.
    fn instance(
        &self,
        process: &ProcessName,
        input: &Input,
        correlating: Correlating<'_>,
    ) -> Option<String>;

    /// Commands that make a first history worth looking at.
    fn story(&self) -> Vec<StoryStep>;
}

/// Decoded events in order, and the pure functions that work on them.
///
/// It need not begin at the start of a branch: one stream's events make a history too.
pub trait History {
    /// Decodes, lifts and keeps one stored event. One that can't be read is kept as a gap and told.
    fn push(&mut self, event: &RecordedEvent) -> Decoded;

    /// How many stored events were pushed.
    fn len(&self) -> usize;

    /// Whether nothing was pushed.
    fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The world before the first event.
    fn initial_world(&self) -> World;

    /// Evolves the world by the events with these indices, counted from 0. Total: it never refuses an event.
    ///
    /// # Errors
    /// An event that would break the model's budget stops the fold there; the world is then as before that event.
    fn fold(&self, world: &mut World, events: Range<usize>) -> Result<(), FoldStopped>;

    /// Decides a command on the state of one stream.
    ///
    /// # Errors
    /// The rules say no.
    fn decide(
        &self,
        world: &World,
        stream: &StreamName,
        decision: DecisionInput<'_>,
    ) -> Result<Vec<EventData>, Refusal>;

    /// What an instance of a process does about an input. Its state is that of its private stream in `world`.
    ///
    /// # Errors
    /// The process can't handle this input in its present state: why, as a sentence.
    fn react(
        &self,
        world: &World,
        instance: &StreamName,
        input: &Input,
        environment: &DecisionEnvironment,
    ) -> Result<Reaction, String>;

    /// What every process has open in this world.
    fn processes<'w>(&'w self, world: &'w World) -> &'w Processes;

    /// The names of a process's instances, which stand for them in [`History::processes`].
    fn instances(&self, process: &ProcessName) -> Option<&Names>;

    /// Which invariants of the model do not hold in this world.
    fn broken_invariants(&self, world: &World) -> Vec<BrokenInvariant>;

    /// The streams that have a state in this world, in order.
    fn streams(&self, world: &World) -> Vec<StreamName>;

    /// The state of one stream. `None` where it has none.
    fn state(&self, world: &World, stream: &StreamName) -> Option<Value>;

    /// A world that holds the state of one stream as its snapshot has it. `None` where the snapshot doesn't fit.
    fn restore(&mut self, snapshot: &Snapshot) -> Option<World>;

    /// Some rows of a read model, in the order of their keys. An unknown read model has none.
    fn rows(&self, world: &World, read_model: &ReadModelName, window: Range<usize>) -> Rows;

    /// The row of a read model with this key.
    fn row(&self, world: &World, read_model: &ReadModelName, key: &str) -> Option<Value>;

    /// The keys of the rows of a read model that differ between two worlds.
    fn changed_rows(
        &self,
        before: &World,
        after: &World,
        read_model: &ReadModelName,
    ) -> Vec<String>;

    /// What the event with this index meant, as a sentence; empty for one that could not be read.
    fn sentence(&self, event: usize, actor: &Actor) -> String;

    /// The event as the model reads it today, which may be several; nothing where that is as it is stored.
    fn lifted(&self, event: &RecordedEvent) -> Vec<EventShape>;
}

/// An invariant of the model that does not hold.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct BrokenInvariant {
    /// Its name in the schema.
    pub name: String,
    /// What is wrong, as a sentence that names the streams.
    pub problem: String,
}

/// How pushing an event went.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Decoded {
    /// The model knows it.
    Known,
    /// It is kept and shown, and the fold skips it: why.
    Skipped(String),
}

/// A fold that stopped.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct FoldStopped {
    /// The index of the event that could not be folded, counted from 0.
    pub event: usize,
    /// Why.
    pub problem: String,
}

/// A window onto a read model.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Rows {
    /// How many rows the read model has in all.
    pub total: usize,
    /// The rows in the window: key and columns.
    pub rows: Vec<(String, Value)>,
}

/// The key of an event's row in a read model that has one row for each event: where it stands in the log of its context,
/// and which of the events that the stored one was lifted to it is, where there are several.
pub fn feed_key(context: &str, position: ContextPosition, part: u16) -> String {
    match part {
        0 => format!("{context} {position}"),
        _ => format!("{context} {position}.{part}"),
    }
}

/// Every aggregate, read model and process at one moment. Cheap to clone; equal worlds compare equal.
pub struct World(Box<dyn WorldState>);

/// What a world must be able to do, whatever its model keeps in it.
pub trait WorldState: Any {
    /// A copy that shares structure.
    fn copy(&self) -> Box<dyn WorldState>;
    /// Whether the other world is of the same model and the same in all parts.
    fn same(&self, other: &dyn Any) -> bool;
}

impl<T: Clone + PartialEq + 'static> WorldState for T {
    fn copy(&self) -> Box<dyn WorldState> {
        Box::new(self.clone())
    }

    fn same(&self, other: &dyn Any) -> bool {
        other.downcast_ref::<T>().is_some_and(|other| self == other)
    }
}

impl World {
    /// A world with this content.
    pub fn new<T: Clone + PartialEq + 'static>(content: T) -> Self {
        Self(Box::new(content))
    }

    /// The content, for the model that made it.
    pub fn get<T: 'static>(&self) -> Option<&T> {
        (&*self.0 as &dyn Any).downcast_ref()
    }

    /// The content, to evolve it.
    pub fn get_mut<T: 'static>(&mut self) -> Option<&mut T> {
        (&mut *self.0 as &mut dyn Any).downcast_mut()
    }
}

impl Clone for World {
    fn clone(&self) -> Self {
        Self((*self.0).copy())
    }
}

impl PartialEq for World {
    fn eq(&self, other: &Self) -> bool {
        (*self.0).same(&*other.0 as &dyn Any)
    }
}

impl fmt::Debug for World {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("World(..)")
    }
}

/// A stable hash of everything in a world: of its plain data as canonical bytes, so natively and in wasm the same.
///
/// It reads the whole world: for tests and comparisons, not for a hot path.
pub fn world_hash(schema: &Schema, history: &dyn History, world: &World) -> String {
    let states = history.streams(world).into_iter().map(|stream| {
        let state = history.state(world, &stream).unwrap_or_default();
        (stream.to_string(), state)
    });
    let read_models = schema.read_models.iter().map(|read_model| {
        let rows = history.rows(world, &read_model.name, 0..usize::MAX).rows;
        let rows = rows
            .into_iter()
            .map(|(key, row)| Value::List(vec![Value::Text(key), row]));
        (read_model.name.to_string(), Value::List(rows.collect()))
    });
    let all = Value::List(vec![Value::map(states), Value::map(read_models)]);
    hex(&stable_hash([all.to_json().as_bytes()]))
}
