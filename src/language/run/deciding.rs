//! Decisions and reactions.

use super::super::program::{Cause, Command};
use super::super::value::Datum;
use super::around::Around;
use super::budget::{Budget, Limit, Why};
use super::effects::Effects;
use super::evaluate::Run;
use super::hearing::hear;
use super::history::TextHistory;
use super::lifting::stopped;
use super::locals::Locals;
use super::plain;
use super::reacting::{Instance, Reacted};
use super::world::{TextWorld, copy_of};
use crate::engine::decision::DecisionInput;
use crate::engine::environment::DecisionEnvironment;
use crate::engine::event::EventData;
use crate::engine::journal::Refusal;
use crate::engine::names::{ProcessName, StreamName};
use crate::engine::process::{Input, NewCommand, NewDeadline, Reaction, step_id};
use crate::engine::time::Timestamp;
use crate::engine::value::Payload;

/// The last millisecond that every store can keep.
const LAST_MILLIS: i64 = (1 << 53) - 1;

/// Decides a command.
///
/// # Errors
/// The rules say no, or it goes beyond the budget.
pub(super) fn decide(
    history: &TextHistory,
    world: &TextWorld,
    stream: &StreamName,
    decision: DecisionInput<'_>,
) -> Result<Vec<EventData>, Refusal> {
    let prepared = &*history.prepared;
    let wanted = decision.command;
    let name = &wanted.command_type;
    let index = prepared.commands.get(name).copied().unwrap_or(usize::MAX);
    let Some(command) = prepared.program.commands.get(index) else {
        let reason = format!("This model has no command “{name}”.");
        return Err(Refusal::decided("UNKNOWN_COMMAND", reason));
    };
    let payload = wanted.payload.value().unwrap_or_default();
    let texts = &history.texts;
    let program = &prepared.program;
    let fields = plain::read_fields(&mut texts.borrow_mut(), program, &payload, &command.fields);
    let fields = fields.map_err(|field| {
        let reason = format!("“{name}” has no readable “{field}”.");
        Refusal::decided("UNREADABLE_COMMAND", reason)
    })?;
    let looked_up = looked_up(history, command, &decision);
    let slot = history.streams.get(command.aggregate);
    let slot = slot.and_then(|names| names.find(&stream.id));
    let states = world.aggregates.get(command.aggregate);
    let known = states.zip(slot).and_then(|(states, slot)| states.get(slot));
    let mut state = copy_of(known, prepared.new_aggregates.get(command.aggregate));
    let symbol = |text: &str| texts.borrow_mut().intern(text);
    let around = Around {
        fields: &fields,
        looked_up: &looked_up,
        key: symbol(&stream.id),
        now: Some(decision.environment.now.millis()),
        person: symbol(wanted.actor.person.as_str()),
        role: symbol(wanted.actor.role.as_str()),
        is_new: known.is_none(),
        seed: &decision.environment.id_seed,
        ..Around::nothing(prepared.empty)
    };
    let budget = Budget::new();
    let mut effects = Effects::default();
    let mut run = Run::new(prepared, texts, &budget, &around, &mut state);
    run.command = index;
    run.effects = Some(&mut effects);
    match run.block(&mut Locals::default(), &command.body) {
        Ok(()) => Ok(recorded(history, &effects)),
        Err(stop) => Err(match *stop {
            Why::Refused(refusal) => refusal,
            why => Refusal::decided(Limit::CODE, stopped(texts, &why)),
        }),
    }
}

/// The rows that were looked up, key in front. One that can't be read is as good as none.
fn looked_up(
    history: &TextHistory,
    command: &Command,
    decision: &DecisionInput<'_>,
) -> Vec<Option<Vec<Datum>>> {
    let prepared = &*history.prepared;
    let reads = command.reads.iter().enumerate();
    let rows = reads.map(|(place, read_model)| {
        let fact = decision.facts.get(place)?;
        let row = fact.row.as_ref()?.value().ok()?;
        let fields = &prepared.tables.get(*read_model)?.fields;
        let mut texts = history.texts.borrow_mut();
        plain::read_fields(&mut texts, &prepared.program, &row, fields).ok()
    });
    rows.collect()
}

fn recorded(history: &TextHistory, effects: &Effects) -> Vec<EventData> {
    let program = &history.prepared.program;
    let texts = history.texts.borrow();
    let events = effects.records.iter().filter_map(|(event, fields)| {
        let event = program.events.get(*event)?;
        Some(EventData {
            event_type: event.event_type.clone(),
            schema_version: event.version,
            payload: Payload::of(&plain::write_fields(&texts, program, fields, &event.fields)),
        })
    });
    events.collect()
}

/// What an instance of a process does about an input.
///
/// # Errors
/// It can't handle it: why.
pub(super) fn react(
    history: &TextHistory,
    world: &TextWorld,
    stream: &StreamName,
    input: &Input,
    environment: &DecisionEnvironment,
) -> Result<Reaction, String> {
    let prepared = &*history.prepared;
    let name = ProcessName::new(&stream.category);
    let index = prepared.processes.get(&name).copied().unwrap_or(usize::MAX);
    let Some(process) = prepared.program.processes.get(index) else {
        return Err(format!("This model has no process for {stream}."));
    };
    let heard = hear(prepared, &history.texts, index, input)?;
    let slot = history.instances.get(index);
    let slot = slot.and_then(|names| names.find(&stream.id));
    let states = world.states.get(index);
    let known = states.zip(slot).and_then(|(states, slot)| states.get(slot));
    // As the step will have it: asked whether there is an answer at all, the time and the ids do not matter.
    let seed = step_id(&name, &stream.id, &input.cause).to_string();
    let instance = Instance {
        prepared,
        texts: &history.texts,
        process,
        name: history.texts.borrow_mut().intern(&stream.id),
        now: Some(environment.now.millis()),
        seed: &seed,
        is_new: known.is_none(),
    };
    let refused = heard
        .first()
        .filter(|part| matches!(part.cause, Cause::RefusalOf(_)));
    if refused.is_some_and(|part| !instance.cares_for(part.cause)) {
        return Ok(Reaction::unhandled());
    }
    let mut state = copy_of(known, prepared.new_processes.get(index));
    match instance.react(&mut state, &heard) {
        Ok(reacted) => Ok(reaction(history, &process.deadlines, reacted)),
        Err(stop) => Err(stopped(&history.texts, &stop)),
    }
}

fn reaction(history: &TextHistory, deadlines: &[String], reacted: Reacted) -> Reaction {
    let program = &history.prepared.program;
    let texts = history.texts.borrow();
    let effects = reacted.effects;
    let commands = effects
        .sends
        .iter()
        .filter_map(|(command, fields, not_after)| {
            let command = program.commands.get(*command)?;
            Some(NewCommand {
                command_type: command.command_type.clone(),
                payload: plain::write_fields(&texts, program, fields, &command.fields),
                not_after: not_after.map(time),
                forgets_its_id: false,
            })
        });
    let set = effects.deadlines.iter().filter_map(|(deadline, due)| {
        Some(NewDeadline {
            name: deadlines.get(*deadline)?.clone(),
            due: time(*due),
        })
    });
    let cancelled = effects.cancelled.iter();
    Reaction {
        rule: reacted.rules.join(", "),
        commands: commands.collect(),
        deadlines: set.collect(),
        cancelled: cancelled
            .filter_map(|c| deadlines.get(*c).cloned())
            .collect(),
        ends: effects.ends,
        unhandled: false,
    }
}

/// A time that a store can keep.
fn time(millis: i64) -> Timestamp {
    Timestamp::from_millis(millis.clamp(-LAST_MILLIS, LAST_MILLIS))
}
