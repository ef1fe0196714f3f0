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

/// A kind of aggregate. Its events are stored with texts and folded with small numbers.
pub trait Aggregate: 'static {
    /// The category of its streams.
    const CATEGORY: &'static str;
    /// An event as it is stored.
    type Stored: Serialize + DeserializeOwned;
    /// The state as it is folded.
    type State: Clone + Default;
    /// The state as plain data: what a snapshot keeps, the page shows, and most decisions are made on.
    type Plain: Serialize + DeserializeOwned;
    /// What can be wanted.
    type Command: DeserializeOwned;

    /// The ids of its streams.
    fn ids(names: &ConferenceNames) -> &Names;

    /// The ids of its streams, to add one.
    fn ids_mut(names: &mut ConferenceNames) -> &mut Names;

    /// Its states.
    fn states(world: &World) -> &Slots<Self::State>;

    /// Its states, to evolve them.
    fn states_mut(world: &mut World) -> &mut Slots<Self::State>;

    /// An event with interned names.
    fn intern(stored: &Self::Stored, names: &mut ConferenceNames, stream: Slot) -> Happened;

    /// A state as plain data.
    fn plain(state: &Self::State, names: &ConferenceNames, stream: Slot) -> Self::Plain;

    /// The state that plain data describes.
    fn from_plain(plain: &Self::Plain, names: &mut ConferenceNames, stream: Slot) -> Self::State;

    /// Decides a command.
    ///
    /// # Errors
    /// The rules say no.
    fn decide(
        known: &Known<'_, Self>,
        command: Self::Command,
        input: DecisionInput<'_>,
    ) -> Result<Vec<Self::Stored>, Refusal>;
}

/// What a decision knows of its stream.
pub struct Known<'a, A: Aggregate + ?Sized> {
    /// The id of the stream.
    pub id: &'a str,
    /// The names of the history.
    pub names: &'a ConferenceNames,
    /// The stream and its state. `None` where nothing has happened.
    pub found: Option<(Slot, &'a A::State)>,
}

impl<A: Aggregate> Known<'_, A> {
    /// The state as plain data. `None` where nothing has happened.
    pub fn plain(&self) -> Option<A::Plain> {
        let (stream, state) = self.found?;
        Some(A::plain(state, self.names, stream))
    }
}

/// Reads a stored event of the stream with this id.
///
/// # Errors
/// It is not an event that the aggregate knows: why.
pub fn decode<A: Aggregate>(
    (event_type, payload): (&str, &Payload),
    names: &mut ConferenceNames,
    id: &str,
) -> Result<(Slot, Happened), String> {
    let stored = shapes::read(event_type, payload)?;
    let stream = A::ids_mut(names).intern(id);
    Ok((stream, A::intern(&stored, names, stream)))
}

/// Decides a command on the state of a stream.
///
/// # Errors
/// The rules say no.
pub fn decide<A: Aggregate>(
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
        found: find::<A>(names, world, &stream.id),
    };
    let events = A::decide(&known, wanted, input)?;
    let written = events.iter().filter_map(|event| {
        let mut data = shapes::write(event, 1)?;
        data.schema_version = upcasters::version_today(data.event_type.as_str());
        Some(data)
    });
    Ok(written.collect())
}

/// The streams that have a state, in order.
pub fn streams<A: Aggregate>(names: &ConferenceNames, world: &World) -> Vec<StreamName> {
    let ids = A::ids(names).sorted();
    ids.filter(|(_, slot)| A::states(world).get(*slot).is_some())
        .map(|(id, _)| StreamName::new(A::CATEGORY, id))
        .collect()
}

/// The state of a stream as plain data.
pub fn state<A: Aggregate>(names: &ConferenceNames, world: &World, id: &str) -> Option<Value> {
    let (stream, state) = find::<A>(names, world, id)?;
    Value::of(&A::plain(state, names, stream)).ok()
}

/// Puts the state of a stream into a world. `None` where the snapshot does not fit.
pub fn restore<A: Aggregate>(
    names: &mut ConferenceNames,
    world: &mut World,
    snapshot: &Snapshot,
) -> Option<()> {
    let plain = serde_json::from_str(snapshot.state.as_str()).ok()?;
    let stream = A::ids_mut(names).intern(&snapshot.stream.id);
    let state = A::from_plain(&plain, names, stream);
    *A::states_mut(world).get_mut(stream) = state;
    Some(())
}

fn find<'w, A: Aggregate>(
    names: &ConferenceNames,
    world: &'w World,
    id: &str,
) -> Option<(Slot, &'w A::State)> {
    let stream = A::ids(names).find(id)?;
    Some((stream, A::states(world).get(stream)?))
}
