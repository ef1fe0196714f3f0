//! What a history keeps: decoded events in a row, and worlds that they are folded into.

use super::super::value::{Datum, Items, Symbol};
use super::hearing::Heard;
use super::prepared::Prepared;
use crate::engine::names::CommandId;
use crate::engine::process::Processes;
use crate::engine::slots::{Slot, Slots};

/// Every aggregate, read model and process at one moment. A copy shares everything.
#[derive(Clone, PartialEq, Debug, Default)]
pub(super) struct TextWorld {
    /// The states of each kind of aggregate.
    pub(super) aggregates: Vec<Slots<Items>>,
    pub(super) tables: Vec<TableState>,
    /// The states of each process.
    pub(super) states: Vec<Slots<Items>>,
    pub(super) processes: Processes,
    /// What read models have seen of each context: an event that comes again changes nothing.
    pub(super) seen: Vec<(u64, u16)>,
    /// How many events are folded in.
    pub(super) folded: usize,
}

/// A read model at one moment.
#[derive(Clone, PartialEq, Debug, Default)]
pub(super) struct TableState {
    pub(super) rows: Slots<Items>,
    pub(super) state: Items,
}

impl TextWorld {
    pub(super) fn new(prepared: &Prepared) -> Self {
        let program = &prepared.program;
        let tables = program.read_models.iter().map(|read_model| TableState {
            rows: Slots::default(),
            state: Items::new(read_model.initial_state.clone()),
        });
        Self {
            aggregates: vec![Slots::default(); program.aggregates.len()],
            tables: tables.collect(),
            states: vec![Slots::default(); program.processes.len()],
            processes: Processes::default(),
            seen: vec![(0, 0); prepared.context_names.len()],
            folded: 0,
        }
    }
}

/// One thing that is folded.
#[derive(Debug)]
pub(super) enum Part {
    /// A public event, in today's shape.
    Event(Event),
    /// A step of a process.
    Step(Box<Step>),
}

/// A decoded event. Its fields stand in one row with those of all others.
#[derive(Debug)]
pub(super) struct Event {
    /// Its index in the program.
    pub(super) event: u32,
    pub(super) stream: Slot,
    pub(super) key: Symbol,
    pub(super) person: Symbol,
    pub(super) role: Symbol,
    /// Where its fields begin.
    pub(super) fields: u32,
    /// Where the rows begin that it is about: one for each clause on it.
    pub(super) own_rows: u32,
    pub(super) version: u32,
    /// Which of the events that the stored one was lifted to.
    pub(super) part: u16,
    /// Whether what follows from it alone stands behind its fields.
    pub(super) is_worked_out: bool,
    pub(super) recorded_at: i64,
    /// Its place in the log of its context.
    pub(super) position: u64,
    pub(super) command: CommandId,
}

/// A recorded step of a process.
#[derive(Debug)]
pub(super) struct Step {
    pub(super) process: usize,
    pub(super) slot: Slot,
    pub(super) instance: Symbol,
    pub(super) heard: Heard,
    pub(super) now: i64,
    /// What its ids are made from.
    pub(super) seed: String,
}

/// Puts the initial state where there is none yet.
pub(super) fn begun<'a>(state: &'a mut Items, initial: &Items) -> &'a mut Items {
    if state.is_empty() {
        state.clone_from(initial);
    }
    state
}

/// A state to try something on.
pub(super) fn copy_of(state: Option<&Items>, initial: Option<&Items>) -> Items {
    state.or(initial).cloned().unwrap_or_default()
}

/// The fields of an event.
pub(super) fn fields_of<'a>(all: &'a [Datum], event: &Event, count: usize) -> &'a [Datum] {
    let begin = event.fields as usize;
    all.get(begin..begin + count).unwrap_or_default()
}
