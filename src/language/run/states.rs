//! States of streams as plain data.

use super::super::program::FieldDef;
use super::super::value::Items;
use super::history::TextHistory;
use super::plain;
use super::world::TextWorld;
use crate::engine::names::{ProcessName, StreamName};
use crate::engine::slots::{Names, Slots};
use crate::engine::snapshot::Snapshot;
use crate::engine::value::Value;

/// Where the states of a kind of stream are.
enum Kind {
    Aggregate(usize),
    Process(usize),
}

fn kind_of(history: &TextHistory, category: &str) -> Option<Kind> {
    let prepared = &history.prepared;
    let aggregate = prepared.aggregates.get(category).copied();
    let process = || prepared.processes.get(&ProcessName::new(category)).copied();
    aggregate
        .map(Kind::Aggregate)
        .or_else(|| process().map(Kind::Process))
}

/// The streams that have a state, in order.
pub(super) fn streams(history: &TextHistory, world: &TextWorld) -> Vec<StreamName> {
    let program = &history.prepared.program;
    let mut streams = Vec::new();
    for (number, aggregate) in program.aggregates.iter().enumerate() {
        let (names, states) = (history.streams.get(number), world.aggregates.get(number));
        streams.extend(of_kind(&aggregate.category, names.zip(states)));
    }
    for (number, process) in program.processes.iter().enumerate() {
        let (names, states) = (history.instances.get(number), world.states.get(number));
        streams.extend(of_kind(process.name.as_str(), names.zip(states)));
    }
    streams.sort();
    streams
}

fn of_kind(category: &str, found: Option<(&Names, &Slots<Items>)>) -> Vec<StreamName> {
    let Some((names, states)) = found else {
        return Vec::new();
    };
    let filled = states.filled();
    let streams = filled.map(|(slot, _)| StreamName::new(category, names.name(slot)));
    streams.collect()
}

/// The state of one stream.
pub(super) fn state(
    history: &TextHistory,
    world: &TextWorld,
    stream: &StreamName,
) -> Option<Value> {
    let program = &history.prepared.program;
    let (names, states, fields): (&Names, &Slots<Items>, &[FieldDef]) =
        match kind_of(history, &stream.category)? {
            Kind::Aggregate(number) => (
                history.streams.get(number)?,
                world.aggregates.get(number)?,
                &program.aggregates.get(number)?.state,
            ),
            Kind::Process(number) => (
                history.instances.get(number)?,
                world.states.get(number)?,
                &program.processes.get(number)?.state,
            ),
        };
    let values = states.get(names.find(&stream.id)?)?;
    let texts = history.texts.borrow();
    Some(plain::write_fields(&texts, program, values, fields))
}

/// Puts the state of one stream into a world. `None` where it doesn't fit.
pub(super) fn restore(
    history: &mut TextHistory,
    world: &mut TextWorld,
    snapshot: &Snapshot,
) -> Option<()> {
    let plain = snapshot.state.value().ok()?;
    let (stream, program) = (&snapshot.stream, &history.prepared.program);
    let kind = kind_of(history, &stream.category)?;
    let fields = match kind {
        Kind::Aggregate(number) => &program.aggregates.get(number)?.state,
        Kind::Process(number) => &program.processes.get(number)?.state,
    };
    let mut texts = history.texts.borrow_mut();
    let values = plain::read_fields(&mut texts, program, &plain, fields).ok()?;
    let (names, states) = match kind {
        Kind::Aggregate(number) => (
            history.streams.get_mut(number)?,
            world.aggregates.get_mut(number)?,
        ),
        Kind::Process(number) => (
            history.instances.get_mut(number)?,
            world.states.get_mut(number)?,
        ),
    };
    *states.get_mut(names.intern(&stream.id)) = Items::new(values);
    Some(())
}
