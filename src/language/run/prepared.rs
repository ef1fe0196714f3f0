//! A program made ready to run: what is found by name outside is found once.

use super::super::program::{Expr, FieldDef, Program, Type};
use super::super::value::{Datum, Items, Symbol, Texts};
use super::{ahead, plain};
use crate::engine::names::{CommandType, ContextName, EventType, ProcessName, ReadModelName};
use std::collections::BTreeMap;

/// A program, and tables beside it.
#[derive(Debug)]
pub(super) struct Prepared {
    pub(super) program: Program,
    /// The program's texts, and the empty one.
    pub(super) texts: Texts,
    pub(super) empty: Symbol,
    pub(super) events: BTreeMap<EventType, usize>,
    pub(super) commands: BTreeMap<CommandType, usize>,
    pub(super) read_models: BTreeMap<ReadModelName, usize>,
    pub(super) processes: BTreeMap<ProcessName, usize>,
    pub(super) aggregates: BTreeMap<String, usize>,
    /// Of every aggregate: its context.
    pub(super) contexts: Vec<usize>,
    pub(super) context_names: Vec<ContextName>,
    /// Of every event: the read models that listen to it, each with its clause.
    pub(super) listeners: Vec<Vec<(usize, usize)>>,
    /// Of every event: what is worked out when it is read.
    pub(super) ahead: Vec<Vec<Expr>>,
    pub(super) tables: Vec<PreparedTable>,
    /// States before the first event: of aggregates and of processes.
    pub(super) new_aggregates: Vec<Items>,
    pub(super) new_processes: Vec<Items>,
}

/// A read model made ready.
#[derive(Debug)]
pub(super) struct PreparedTable {
    /// The types of the key's parts.
    pub(super) key_types: Vec<Type>,
    /// The fields of a whole row, the key's first.
    pub(super) fields: Vec<FieldDef>,
    /// Zeros of the columns.
    pub(super) zeros: Vec<Datum>,
    /// Zeros of the whole row.
    pub(super) whole_zeros: Vec<Datum>,
    /// A new row.
    pub(super) initial: Items,
}

impl Prepared {
    pub(super) fn new(mut program: Program) -> Self {
        let ahead = ahead::find(&mut program);
        let mut texts = Texts::beginning(program.texts.iter().map(String::as_str));
        let empty = texts.intern("");
        let tables = program.read_models.iter().map(|read_model| {
            let fields = [&read_model.key[..], &read_model.columns[..]].concat();
            let zeros = fields
                .iter()
                .map(|field| plain::zero(&program, &field.field_type, empty));
            let whole_zeros: Vec<Datum> = zeros.collect();
            let key = read_model.key.iter();
            PreparedTable {
                key_types: key.map(|part| part.field_type.clone()).collect(),
                zeros: whole_zeros
                    .iter()
                    .skip(read_model.key.len())
                    .cloned()
                    .collect(),
                whole_zeros,
                fields,
                initial: Items::new(read_model.initial_row.clone()),
            }
        });
        let tables = tables.collect();
        let mut context_names: Vec<ContextName> = Vec::new();
        let mut contexts = Vec::new();
        for aggregate in &program.aggregates {
            let known = context_names.iter().position(|c| *c == aggregate.context);
            contexts.push(known.unwrap_or(context_names.len()));
            if known.is_none() {
                context_names.push(aggregate.context.clone());
            }
        }
        Self {
            texts,
            empty,
            events: numbered(program.events.iter().map(|event| event.event_type.clone())),
            commands: numbered(program.commands.iter().map(|c| c.command_type.clone())),
            read_models: numbered(program.read_models.iter().map(|r| r.name.clone())),
            processes: numbered(program.processes.iter().map(|process| process.name.clone())),
            aggregates: numbered(program.aggregates.iter().map(|a| a.category.clone())),
            contexts,
            context_names,
            listeners: listeners(&program),
            ahead,
            tables,
            new_aggregates: states(program.aggregates.iter().map(|a| &a.initial)),
            new_processes: states(program.processes.iter().map(|process| &process.initial)),
            program,
        }
    }

    /// The name of an event's context.
    pub(super) fn context_of(&self, event: u32) -> &str {
        let event = self.program.events.get(event as usize);
        let context = event.and_then(|event| self.contexts.get(event.aggregate));
        let name = context.and_then(|context| self.context_names.get(*context));
        name.map_or("", ContextName::as_str)
    }

    /// What stands in a row that a command has looked up and that was not there.
    pub(super) fn zero_of_read(&self, command: usize, read: usize, part: usize) -> &Datum {
        let command = self.program.commands.get(command);
        let read_model = command.and_then(|command| command.reads.get(read));
        let table = read_model.and_then(|read_model| self.tables.get(*read_model));
        let zero = table.and_then(|table| table.whole_zeros.get(part));
        zero.unwrap_or(super::locals::NOTHING)
    }
}

fn numbered<T: Ord>(names: impl Iterator<Item = T>) -> BTreeMap<T, usize> {
    let mut all = BTreeMap::new();
    for (number, name) in names.enumerate() {
        all.insert(name, number);
    }
    all
}

fn listeners(program: &Program) -> Vec<Vec<(usize, usize)>> {
    let mut listeners = vec![Vec::new(); program.events.len()];
    for (read_model, of) in program.read_models.iter().enumerate() {
        for (clause, on) in of.clauses.iter().enumerate() {
            if let Some(listening) = listeners.get_mut(on.event) {
                listening.push((read_model, clause));
            }
        }
    }
    listeners
}

fn states<'a>(initial: impl Iterator<Item = &'a Vec<Datum>>) -> Vec<Items> {
    initial.map(|values| Items::new(values.clone())).collect()
}
