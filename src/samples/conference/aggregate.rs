//! What every aggregate provides, and what the model does with each of them alike.

use super::names::ConferenceNames;
use super::{Happened, World, upcasters};
use crate::engine::decision::DecisionInput;
use crate::engine::event::EventData;
use crate::engine::journal::Refusal;
use crate::engine::names::StreamName;
use crate::engine::slots::{Names, Slot, Slots};
use crate::engine::snapshot::Snapshot;
use crate::engine::value::{Payload, Value};
use crate::samples::shapes;
use serde::Serialize;
use serde::de::DeserializeOwned;

/// An aggregate, by the state that its streams have. Its events are stored with texts and folded with small numbers.
pub trait Aggregate: Clone + Default + 'static {
    /// An event as it is stored.
    type Stored: Serialize + DeserializeOwned;
    /// The state as plain data: what a snapshot keeps, the page shows, and most decisions are made on.
    type Plain: Serialize + DeserializeOwned;
    /// What can be wanted.
    type Command: DeserializeOwned;

    /// An event with interned names.
    fn intern(stored: &Self::Stored, names: &mut ConferenceNames, stream: Slot) -> Happened;

    /// The state as plain data.
    fn plain(&self, names: &ConferenceNames, stream: Slot) -> Self::Plain;

    /// The state that plain data describes.
    fn from_plain(plain: &Self::Plain, names: &mut ConferenceNames, stream: Slot) -> Self;

    /// Decides a command.
    ///
    /// # Errors
    /// The rules say no.
    fn decide(known: &Known<'_, Self>, command: Self::Command) -> Decided<Self>;
}

/// What happens because of a command, or why nothing does.
pub type Decided<A> = Result<Vec<<A as Aggregate>::Stored>, Refusal>;

/// What a decision knows.
pub struct Known<'a, A> {
    /// The id of the stream.
    pub id: &'a str,
    /// The names of the history.
    pub names: &'a ConferenceNames,
    /// The stream and its state. `None` where nothing has happened.
    pub found: Option<(Slot, &'a A)>,
    /// What it may look at beside the state of its stream.
    pub input: DecisionInput<'a>,
}

impl<A: Aggregate> Known<'_, A> {
    /// The state as plain data. `None` where nothing has happened.
    pub fn plain(&self) -> Option<A::Plain> {
        let (stream, state) = self.found?;
        Some(state.plain(self.names, stream))
    }
}

/// Where the model keeps the streams of an aggregate, see [`streams!`].
pub struct Streams<A: 'static> {
    /// Their category.
    pub category: &'static str,
    /// Their ids.
    pub ids: fn(&ConferenceNames) -> &Names,
    /// Their ids, to add one.
    pub ids_mut: fn(&mut ConferenceNames) -> &mut Names,
    /// Their states.
    pub states: fn(&World) -> &Slots<A>,
    /// Their states, to set one.
    pub states_mut: fn(&mut World) -> &mut Slots<A>,
}

/// The [`Streams`] of an aggregate and the fields that hold them: `streams!(order, names.orders, world.orders)`.
macro_rules! streams {
    ($aggregate:ident, names.$ids:ident, world.$states:ident) => {
        Streams::<$aggregate::State> {
            category: $aggregate::CATEGORY,
            ids: |names| &names.$ids,
            ids_mut: |names| &mut names.$ids,
            states: |world| &world.$states,
            states_mut: |world| &mut world.$states,
        }
    };
}
pub(super) use streams;

/// The streams of an aggregate, whichever it is: what the model asks of all of them alike.
pub trait AnyStreams {
    /// Their category.
    fn category(&self) -> &'static str;

    /// Reads a stored event of the stream with this id.
    ///
    /// # Errors
    /// It is not an event that the aggregate knows: why.
    fn decode(
        &self,
        data: (&str, &Payload),
        names: &mut ConferenceNames,
        id: &str,
    ) -> Result<(Slot, Happened), String>;

    /// Decides a command on the state of a stream.
    ///
    /// # Errors
    /// The rules say no.
    fn decide(
        &self,
        names: &ConferenceNames,
        world: &World,
        stream: &StreamName,
        input: DecisionInput<'_>,
    ) -> Result<Vec<EventData>, Refusal>;

    /// Those that have a state, in order.
    fn all(&self, names: &ConferenceNames, world: &World) -> Vec<StreamName>;

    /// The state of a stream as plain data.
    fn state(&self, names: &ConferenceNames, world: &World, id: &str) -> Option<Value>;

    /// Puts the state of a stream into a world. `None` where the snapshot does not fit.
    fn restore(
        &self,
        names: &mut ConferenceNames,
        world: &mut World,
        snapshot: &Snapshot,
    ) -> Option<()>;
}

impl<A: Aggregate> AnyStreams for Streams<A> {
    fn category(&self) -> &'static str {
        self.category
    }

    fn decode(
        &self,
        (event_type, payload): (&str, &Payload),
        names: &mut ConferenceNames,
        id: &str,
    ) -> Result<(Slot, Happened), String> {
        let stored = shapes::read(event_type, payload)?;
        let stream = (self.ids_mut)(names).intern(id);
        Ok((stream, A::intern(&stored, names, stream)))
    }

    fn decide(
        &self,
        names: &ConferenceNames,
        world: &World,
        stream: &StreamName,
        input: DecisionInput<'_>,
    ) -> Result<Vec<EventData>, Refusal> {
        let (command_type, payload) = (&input.command.command_type, &input.command.payload);
        let wanted = shapes::read(command_type.as_str(), payload)
            .map_err(|why| Refusal::decided("UNREADABLE_COMMAND", why))?;
        let known = Known {
            id: &stream.id,
            names,
            found: self.find(names, world, &stream.id),
            input,
        };
        let events = A::decide(&known, wanted)?;
        let written = events.iter().filter_map(|event| {
            let mut data = shapes::write(event, 1)?;
            data.schema_version = upcasters::version_today(data.event_type.as_str());
            Some(data)
        });
        Ok(written.collect())
    }

    fn all(&self, names: &ConferenceNames, world: &World) -> Vec<StreamName> {
        let states = (self.states)(world);
        let ids = (self.ids)(names).sorted();
        ids.filter(|(_, slot)| states.get(*slot).is_some())
            .map(|(id, _)| StreamName::new(self.category, id))
            .collect()
    }

    fn state(&self, names: &ConferenceNames, world: &World, id: &str) -> Option<Value> {
        let (stream, state) = self.find(names, world, id)?;
        Value::of(&state.plain(names, stream)).ok()
    }

    fn restore(
        &self,
        names: &mut ConferenceNames,
        world: &mut World,
        snapshot: &Snapshot,
    ) -> Option<()> {
        let plain = snapshot.state.value().ok()?.read().ok()?;
        let stream = (self.ids_mut)(names).intern(&snapshot.stream.id);
        let state = A::from_plain(&plain, names, stream);
        *(self.states_mut)(world).get_mut(stream) = state;
        Some(())
    }
}

impl<A> Streams<A> {
    fn find<'w>(
        &self,
        names: &ConferenceNames,
        world: &'w World,
        id: &str,
    ) -> Option<(Slot, &'w A)> {
        let stream = (self.ids)(names).find(id)?;
        Some((stream, (self.states)(world).get(stream)?))
    }
}
