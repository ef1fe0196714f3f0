//! A history under the rules of a program: what is decoded, and what is kept beside it.

use super::super::program::{Expr, Program};
use super::super::value::{Common, Datum, Items, Symbol, Texts};
use super::budget::Budget;
use super::evaluate::Run;
use super::folding::{around, fold};
use super::hearing::hear;
use super::locals::Locals;
use super::prepared::Prepared;
use super::table::RowKeys;
use super::world::{Event, Part, Step, TextWorld};
use super::{deciding, lifting, rows, states, telling};
use crate::engine::commit::Visibility;
use crate::engine::decision::DecisionInput;
use crate::engine::environment::DecisionEnvironment;
use crate::engine::event::{EventData, RecordedEvent};
use crate::engine::journal::Refusal;
use crate::engine::model::{BrokenInvariant, Decoded, FoldStopped, History, Rows, World};
use crate::engine::names::{Actor, EventType, ProcessName, ReadModelName, StreamName};
use crate::engine::process::{
    Input, ProcessEvent, ProcessFacts, Processes, Reaction, RecordedStep, step_id,
};
use crate::engine::slots::{Names, Slot};
use crate::engine::snapshot::Snapshot;
use crate::engine::upcasting::EventShape;
use crate::engine::value::Value;
use std::cell::RefCell;
use std::ops::Range;
use std::rc::Rc;

/// What is worked out of an event is kept with it where it is no larger.
const KEPT: usize = 24;

/// Decoded events in one row, with the end of each stored event's share of it.
pub(super) struct TextHistory {
    pub(super) prepared: Rc<Prepared>,
    pub(super) texts: RefCell<Texts>,
    /// The ids of the streams of each kind of aggregate.
    pub(super) streams: Vec<Names>,
    /// The names of the instances of each process.
    pub(super) instances: Vec<Names>,
    /// The keys of the rows of each read model.
    pub(super) keys: Vec<RefCell<RowKeys>>,
    pub(super) parts: Vec<Part>,
    /// The fields of all events.
    pub(super) fields: Vec<Datum>,
    /// The rows that events are about, for each read model that listens to one.
    pub(super) own_rows: Vec<Option<Slot>>,
    /// What many fields have in common.
    common: Common,
    ends: Vec<u32>,
    pub(super) facts: ProcessFacts,
    empty: TextWorld,
}

impl TextHistory {
    /// An empty history.
    pub(super) fn new(prepared: Rc<Prepared>) -> Self {
        let program = &prepared.program;
        let mut keys = Vec::new();
        keys.resize_with(program.read_models.len(), RefCell::default);
        Self {
            texts: RefCell::new(prepared.texts.clone()),
            streams: vec![Names::default(); program.aggregates.len()],
            instances: vec![Names::default(); program.processes.len()],
            keys,
            parts: Vec::new(),
            fields: Vec::new(),
            own_rows: Vec::new(),
            common: Common::default(),
            ends: Vec::new(),
            facts: ProcessFacts::default(),
            empty: TextWorld::new(&prepared),
            prepared,
        }
    }

    /// What was decoded of a stored event.
    pub(super) fn share(&self, stored: usize) -> &[Part] {
        let begin = stored
            .checked_sub(1)
            .map_or(0, |before| self.end_of(before));
        self.parts
            .get(begin..self.end_of(stored))
            .unwrap_or_default()
    }

    /// Where the share of a stored event ends.
    pub(super) fn end_of(&self, stored: usize) -> usize {
        self.ends
            .get(stored)
            .map_or(self.parts.len(), |end| *end as usize)
    }

    /// The world of this model; an empty one where it is of another.
    pub(super) fn world<'a>(&'a self, world: &'a World) -> &'a TextWorld {
        world.get().unwrap_or(&self.empty)
    }

    /// Does something whose texts nobody needs afterwards.
    pub(super) fn passing<T>(&self, work: impl FnOnce() -> T) -> T {
        let mark = self.texts.borrow().len();
        let result = work();
        self.texts.borrow_mut().truncate(mark);
        result
    }

    fn decode(&mut self, event: &RecordedEvent) -> Result<(), String> {
        if event.commit().data.visibility == Visibility::Public {
            return self.decode_event(event);
        }
        let stored = self.ends.len();
        let step = match self.facts.push(stored, event)? {
            ProcessEvent::StepRecorded(step) => step.clone(),
            _ => return Ok(()),
        };
        self.decode_step(event.stream(), &step)
    }

    fn decode_event(&mut self, event: &RecordedEvent) -> Result<(), String> {
        let data = event.data();
        let Some(shapes) = lifting::lifted(&self.prepared, &self.texts, data)? else {
            let payload = data.payload.value().unwrap_or_default();
            let shape = (&data.event_type, data.schema_version);
            return self.decode_part(event, 0, shape, &payload);
        };
        for (part, shape) in (0..).zip(shapes) {
            let name = (&shape.event_type, shape.schema_version);
            self.decode_part(event, part, name, &shape.payload)?;
        }
        Ok(())
    }

    fn decode_part(
        &mut self,
        event: &RecordedEvent,
        part: u16,
        shape: (&EventType, u32),
        payload: &Value,
    ) -> Result<(), String> {
        let texts = self.texts.get_mut();
        let (index, fields) = lifting::read(&self.prepared, texts, shape, payload)?;
        let stream = event.stream();
        let program = &self.prepared.program;
        let aggregate = program
            .events
            .get(index)
            .map_or(usize::MAX, |e| e.aggregate);
        let fits = program.aggregates.get(aggregate);
        if fits.is_none_or(|aggregate| *aggregate.category != *stream.category) {
            let name = &shape.0;
            return Err(format!("“{name}” is no event of “{}”.", stream.category));
        }
        let Some(names) = self.streams.get_mut(aggregate) else {
            return Ok(());
        };
        let own_rows = u32::try_from(self.own_rows.len()).unwrap_or(u32::MAX);
        let key = texts.intern(&stream.id);
        for on in self.prepared.listeners.get(index).map_or(&[][..], |on| on) {
            let slot = own_row(&self.prepared.program, &self.keys, *on, (key, &fields));
            self.own_rows.push(slot);
        }
        let commit = event.commit();
        let actor = &commit.data.command.actor;
        let mut decoded = Event {
            event: u32::try_from(index).unwrap_or(u32::MAX),
            stream: names.intern(&stream.id),
            key,
            person: texts.intern(actor.person.as_str()),
            role: texts.intern(actor.role.as_str()),
            fields: u32::try_from(self.fields.len()).unwrap_or(u32::MAX),
            own_rows,
            version: u32::try_from(event.version().count()).unwrap_or(u32::MAX),
            part,
            recorded_at: commit.recorded_at.millis(),
            position: event.context_position().number(),
            is_worked_out: false,
            command: commit.data.command.id.clone(),
        };
        let ahead = self.worked_out(&decoded, &fields);
        decoded.is_worked_out = ahead.is_some();
        self.parts.push(Part::Event(decoded));
        let all = fields.into_iter().chain(ahead.into_iter().flatten());
        let all = all.map(|field| self.common.shared(field));
        self.fields.extend(all);
        Ok(())
    }

    /// What follows from an event alone. None where that goes beyond the budget or is too much to be kept: then it is
    /// worked out in the fold, which may not need all of it.
    fn worked_out(&self, event: &Event, fields: &[Datum]) -> Option<Vec<Datum>> {
        let ahead = self.prepared.ahead.get(event.event as usize)?;
        let mark = self.texts.borrow().len();
        let around = around(self, event, fields, &[]);
        let (budget, mut state) = (Budget::new(), Items::default());
        let run = Run::new(&self.prepared, &self.texts, &budget, &around, &mut state);
        let values = run.values(&mut Locals::default(), ahead).ok();
        let kept = values.filter(|values| values.iter().all(|value| value.cells() <= KEPT));
        if kept.is_none() {
            self.texts.borrow_mut().truncate(mark);
        }
        kept
    }

    fn decode_step(&mut self, instance: &StreamName, step: &RecordedStep) -> Result<(), String> {
        let name = ProcessName::new(&instance.category);
        let Some(process) = self.prepared.processes.get(&name).copied() else {
            return Ok(());
        };
        let heard = hear(&self.prepared, &self.texts, process, &step.input)?;
        let Some(names) = self.instances.get_mut(process) else {
            return Ok(());
        };
        self.parts.push(Part::Step(Box::new(Step {
            process,
            slot: names.intern(&instance.id),
            instance: self.texts.get_mut().intern(&instance.id),
            heard,
            now: step.now.millis(),
            seed: step_id(&name, &instance.id, &step.input.cause).to_string(),
        })));
        Ok(())
    }
}

/// The row of a read model that an event with this key and these fields is about. None where there is no such row, or
/// where something else has to be known to find it.
fn own_row(
    program: &Program,
    keys: &[RefCell<RowKeys>],
    (read_model, clause): (usize, usize),
    (key, fields): (Symbol, &[Datum]),
) -> Option<Slot> {
    let on = program.read_models.get(read_model)?.clauses.get(clause)?;
    let parts = on.own_key.iter().map(|part| match part {
        Expr::Key => Some(Datum::Text(key)),
        Expr::Field(field) => fields.get(*field).cloned(),
        _ => None,
    });
    let parts = parts.collect::<Option<Vec<Datum>>>()?;
    let known = keys.get(read_model).filter(|_| !parts.is_empty())?;
    known.borrow_mut().intern(&parts).ok()
}

impl History for TextHistory {
    fn push(&mut self, event: &RecordedEvent) -> Decoded {
        let (parts, fields) = (self.parts.len(), self.fields.len());
        let decoded = self.decode(event);
        if decoded.is_err() {
            self.parts.truncate(parts);
            self.fields.truncate(fields);
        }
        self.ends
            .push(u32::try_from(self.parts.len()).unwrap_or(u32::MAX));
        match decoded {
            Ok(()) => Decoded::Known,
            Err(why) => Decoded::Skipped(why),
        }
    }

    fn len(&self) -> usize {
        self.ends.len()
    }

    fn initial_world(&self) -> World {
        World::new(self.empty.clone())
    }

    fn fold(&self, world: &mut World, events: Range<usize>) -> Result<(), FoldStopped> {
        match world.get_mut() {
            Some(world) => fold(self, world, events),
            None => Ok(()),
        }
    }

    fn decide(
        &self,
        world: &World,
        stream: &StreamName,
        decision: DecisionInput<'_>,
    ) -> Result<Vec<EventData>, Refusal> {
        self.passing(|| deciding::decide(self, self.world(world), stream, decision))
    }

    fn react(
        &self,
        world: &World,
        instance: &StreamName,
        input: &Input,
        environment: &DecisionEnvironment,
    ) -> Result<Reaction, String> {
        self.passing(|| deciding::react(self, self.world(world), instance, input, environment))
    }

    fn processes<'w>(&'w self, world: &'w World) -> &'w Processes {
        &self.world(world).processes
    }

    fn instances(&self, process: &ProcessName) -> Option<&Names> {
        self.facts.instances(process)
    }

    fn broken_invariants(&self, world: &World) -> Vec<BrokenInvariant> {
        self.passing(|| telling::broken_invariants(self, self.world(world)))
    }

    fn streams(&self, world: &World) -> Vec<StreamName> {
        states::streams(self, self.world(world))
    }

    fn state(&self, world: &World, stream: &StreamName) -> Option<Value> {
        states::state(self, self.world(world), stream)
    }

    fn restore(&mut self, snapshot: &Snapshot) -> Option<World> {
        let mut world = self.empty.clone();
        states::restore(self, &mut world, snapshot)?;
        Some(World::new(world))
    }

    fn rows(&self, world: &World, read_model: &ReadModelName, window: Range<usize>) -> Rows {
        self.passing(|| rows::rows(self, self.world(world), read_model, window))
    }

    fn row(&self, world: &World, read_model: &ReadModelName, key: &str) -> Option<Value> {
        self.passing(|| rows::row(self, self.world(world), read_model, key))
    }

    fn changed_rows(
        &self,
        before: &World,
        after: &World,
        read_model: &ReadModelName,
    ) -> Vec<String> {
        let worlds = (self.world(before), self.world(after));
        self.passing(|| rows::changed_rows(self, worlds, read_model))
    }

    fn sentence(&self, event: usize, actor: &Actor) -> String {
        if event >= self.len() {
            return String::new();
        }
        let of_process = self.facts.sentence(event);
        of_process.unwrap_or_else(|| self.passing(|| telling::sentence(self, event, actor)))
    }

    fn lifted(&self, event: &RecordedEvent) -> Vec<EventShape> {
        let lifted = lifting::lifted(&self.prepared, &self.texts, event.data());
        lifted.ok().flatten().unwrap_or_default()
    }
}
