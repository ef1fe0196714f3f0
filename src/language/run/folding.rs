//! The fold: events change states and rows.

use super::super::value::Datum;
use super::around::Around;
use super::budget::{Budget, Limit, Stop, WORLD_BYTES, Why};
use super::evaluate::Run;
use super::history::TextHistory;
use super::lifting::stopped;
use super::locals::Locals;
use super::reacting::Instance;
use super::table::Table;
use super::world::{Event, Part, Step, TextWorld, begun, copy_of, fields_of};
use crate::engine::model::FoldStopped;
use crate::engine::slots::{Slot, alive_bytes};
use std::ops::Range;

/// Evolves a world by stored events.
///
/// # Errors
/// One goes beyond the budget: the world is then as before it.
pub(super) fn fold(
    history: &TextHistory,
    world: &mut TextWorld,
    events: Range<usize>,
) -> Result<(), FoldStopped> {
    let begin = world.clone();
    let mut locals = Locals::default();
    for stored in events.clone() {
        if let Err(stop) = fold_one(history, world, stored, &mut locals) {
            let problem = stopped(&history.texts, &stop);
            *world = begin;
            // What was folded before is folded again: an event that stops it has changed something already.
            fold(history, world, events.start..stored)?;
            return Err(FoldStopped {
                event: stored,
                problem,
            });
        }
    }
    history.facts.fold(&mut world.processes, events.clone());
    world.folded = world.folded.max(events.end);
    Ok(())
}

fn fold_one(
    history: &TextHistory,
    world: &mut TextWorld,
    stored: usize,
    locals: &mut Locals,
) -> Result<(), Stop> {
    for part in history.share(stored) {
        locals.clear();
        match part {
            Part::Event(event) => evolve(history, world, event, locals)?,
            Part::Step(step) => evolve_process(history, world, step)?,
        }
    }
    match alive_bytes() > WORLD_BYTES {
        true => Err(Limit::WorldBytes.into()),
        false => Ok(()),
    }
}

fn evolve(
    history: &TextHistory,
    world: &mut TextWorld,
    event: &Event,
    locals: &mut Locals,
) -> Result<(), Stop> {
    let prepared = &*history.prepared;
    let index = event.event as usize;
    let Some(known) = prepared.program.events.get(index) else {
        return Ok(());
    };
    let (fields, ahead) = (known.fields.len(), prepared.ahead.get(index));
    let ahead = ahead.filter(|_| event.is_worked_out).map_or(0, Vec::len);
    let all = fields_of(&history.fields, event, fields + ahead);
    let (fields, ahead) = all.split_at_checked(fields).unwrap_or_default();
    let around = around(history, event, fields, ahead);
    let budget = Budget::new();
    let states = world.aggregates.get_mut(known.aggregate);
    let initial = prepared.new_aggregates.get(known.aggregate);
    if let Some((states, initial)) = states.zip(initial) {
        let state = begun(states.get_mut(event.stream), initial);
        let mut run = Run::new(prepared, &history.texts, &budget, &around, state);
        run.block(locals, &known.body)?;
    }
    let listeners = prepared.listeners.get(index).map_or(&[][..], |l| l);
    if !listeners.is_empty() && is_new(history, world, known.aggregate, event) {
        let own_rows = history.own_rows.get(event.own_rows as usize..);
        let own_rows = own_rows.unwrap_or_default();
        for ((read_model, clause), own_row) in listeners.iter().zip(own_rows) {
            locals.clear();
            let on = (*read_model, *clause, *own_row);
            project(history, world, on, (&around, &budget), locals)?;
        }
    }
    Ok(())
}

/// What is known of an event.
pub(super) fn around<'h>(
    history: &'h TextHistory,
    event: &'h Event,
    fields: &'h [Datum],
    ahead: &'h [Datum],
) -> Around<'h> {
    Around {
        fields,
        ahead,
        key: event.key,
        person: event.person,
        role: event.role,
        answers: event.command.as_str(),
        recorded_at: event.recorded_at,
        version: i64::from(event.version),
        ..Around::nothing(history.prepared.empty)
    }
}

/// Whether the read models have not seen the event yet. From now on they have.
fn is_new(history: &TextHistory, world: &mut TextWorld, aggregate: usize, event: &Event) -> bool {
    let context = history.prepared.contexts.get(aggregate);
    let Some(seen) = context.and_then(|context| world.seen.get_mut(*context)) else {
        return true;
    };
    let place = (event.position, event.part + 1);
    let is_new = place > *seen;
    *seen = place.max(*seen);
    is_new
}

fn project(
    history: &TextHistory,
    world: &mut TextWorld,
    (read_model, clause, own_row): (usize, usize, Option<Slot>),
    (around, budget): (&Around<'_>, &Budget),
    locals: &mut Locals,
) -> Result<(), Stop> {
    let prepared = &*history.prepared;
    let clauses = prepared.program.read_models.get(read_model);
    let on = clauses.and_then(|read_model| read_model.clauses.get(clause));
    let table = world.tables.get_mut(read_model);
    let keys = history.keys.get(read_model);
    let ready = prepared.tables.get(read_model);
    let ((Some(on), Some(table)), (Some(keys), Some(ready))) = ((on, table), (keys, ready)) else {
        return Ok(());
    };
    let mut run = Run::new(prepared, &history.texts, budget, around, &mut table.state);
    run.table = Some(Table {
        rows: &mut table.rows,
        keys,
        zeros: &ready.zeros,
        initial: &ready.initial,
        own: (&on.own_key, own_row),
    });
    run.block(locals, &on.body)
}

/// The state of a process follows from what it heard. What it sends has been sent.
fn evolve_process(history: &TextHistory, world: &mut TextWorld, step: &Step) -> Result<(), Stop> {
    let prepared = &*history.prepared;
    let process = prepared.program.processes.get(step.process);
    let states = world.states.get_mut(step.process);
    let (Some(process), Some(states)) = (process, states) else {
        return Ok(());
    };
    let known = states.get(step.slot);
    let instance = Instance {
        prepared,
        texts: &history.texts,
        process,
        name: step.instance,
        now: Some(step.now),
        seed: &step.seed,
        is_new: known.is_none(),
    };
    let mut state = copy_of(known, prepared.new_processes.get(step.process));
    match instance.react(&mut state, &step.heard) {
        // An instance has begun when a clause has said so.
        Ok(reacted) if !reacted.rules.is_empty() => *states.get_mut(step.slot) = state,
        Err(stop) if matches!(*stop, Why::Beyond(_)) => return Err(stop),
        // These rules can't handle what others once did: then nothing of it is known.
        Ok(_) | Err(_) => {}
    }
    Ok(())
}
