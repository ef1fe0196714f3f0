//! A model of nothing but the three processes: what their specifications run on.
#![cfg(test)]

use super::{Change, States, instance, schemas};
use crate::engine::decision::DecisionInput;
use crate::engine::environment::DecisionEnvironment;
use crate::engine::event::{EventData, RecordedEvent};
use crate::engine::journal::Refusal;
use crate::engine::model::Rows;
use crate::engine::names::{Actor, ProcessName, ReadModelName, StreamName};
use crate::engine::process::{Correlating, Input, Reaction, RecordedStep};
use crate::engine::schema::Schema;
use crate::engine::slots::{Names, Slot};
use crate::engine::snapshot::Snapshot;
use crate::engine::story::StoryStep;
use crate::engine::typed::{RustModel, TypedModel};
use crate::engine::upcasting::EventShape;
use crate::engine::value::Value;
use std::ops::Range;

/// The model, ready for a specification.
pub(super) fn model() -> RustModel<Alone> {
    RustModel::new()
}

#[derive(Debug)]
pub(super) struct Alone;

impl TypedModel for Alone {
    type Names = Names;
    type Event = (Slot, Change);
    type World = States;

    fn schema() -> Schema {
        Schema {
            name: "processes".to_owned(),
            summary: "Nothing but processes.".to_owned(),
            revision: 1,
            actors: Vec::new(),
            contexts: Vec::new(),
            read_models: Vec::new(),
            processes: schemas(),
            invariants: Vec::new(),
            reference_bugs: super::bugs::reference_bugs(),
            tasks: Vec::new(),
        }
    }

    fn story() -> Vec<StoryStep> {
        Vec::new()
    }

    fn decode(
        _names: &mut Names,
        _event: &RecordedEvent,
        _into: &mut Vec<Self::Event>,
    ) -> Result<(), String> {
        Err("There are no aggregates.".to_owned())
    }

    fn decode_step(
        names: &mut Names,
        stream: &StreamName,
        step: &RecordedStep,
        into: &mut Vec<Self::Event>,
    ) {
        let slot = names.intern(&stream.id);
        into.extend(Change::of(stream, step).map(|change| (slot, change)));
    }

    fn evolve(_names: &Names, world: &mut States, (instance, change): &Self::Event) {
        world.evolve(*instance, change);
    }

    fn decide(
        _names: &Names,
        _world: &States,
        _stream: &StreamName,
        _decision: DecisionInput<'_>,
    ) -> Result<Vec<EventData>, Refusal> {
        Ok(Vec::new())
    }

    fn instance(
        process: &ProcessName,
        input: &Input,
        correlating: Correlating<'_>,
    ) -> Option<String> {
        instance(process, input, correlating)
    }

    fn react(
        names: &Names,
        world: &States,
        stream: &StreamName,
        input: &Input,
        environment: &DecisionEnvironment,
    ) -> Result<Reaction, String> {
        world.react(stream, names.find(&stream.id), input, environment)
    }

    fn streams(_names: &Names, _world: &States) -> Vec<StreamName> {
        Vec::new()
    }

    fn state(names: &Names, world: &States, stream: &StreamName) -> Option<Value> {
        world.plain(&stream.category, names.find(&stream.id)?)
    }

    fn restore(names: &mut Names, world: &mut States, snapshot: &Snapshot) -> Option<()> {
        let (stream, plain) = (&snapshot.stream, snapshot.state.value().ok()?);
        world.restore(&stream.category, names.intern(&stream.id), &plain)
    }

    fn rows(
        _names: &Names,
        _world: &States,
        _read_model: &ReadModelName,
        _window: Range<usize>,
    ) -> Rows {
        Rows::default()
    }

    fn changed_rows(
        _names: &Names,
        _before: &States,
        _after: &States,
        _read_model: &ReadModelName,
    ) -> Vec<String> {
        Vec::new()
    }

    fn sentence(_names: &Names, _event: &Self::Event, _actor: &Actor) -> String {
        String::new()
    }

    fn lifted(_event: &RecordedEvent) -> Vec<EventShape> {
        Vec::new()
    }
}
