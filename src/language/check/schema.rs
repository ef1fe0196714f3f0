//! The schema: what a model says of itself.

use super::Checker;
use super::aggregate::{command_title, invariant_name};
use super::known::{CommandKnown, EventKnown, ReadModelKnown, title};
use super::scope::LookedUp;
use super::types::Member;
use crate::engine::names::{
    CommandType, ContextName, EventType, Person, ProcessName, ReadModelName, Role,
};
use crate::engine::schema::{
    ActorSchema, AggregateSchema, CommandSchema, ContextSchema, EventSchema, Field, FieldType,
    InvariantSchema, ProcessSchema, Read, ReadModelSchema, Schema,
};
use crate::language::program::{Cause, Clause, Process, ReadModel};
use crate::language::syntax::Word;
use crate::language::syntax::model::{self, ModelText};
use std::collections::BTreeSet;

impl<'t> Checker<'t> {
    /// The schema, once everything is looked into.
    pub(super) fn schema(
        &mut self,
        text: &'t ModelText,
        read_models: &[ReadModel],
        processes: &[Process],
    ) -> Schema {
        let tasks = self.tasks(text);
        Schema {
            name: text
                .title
                .as_ref()
                .map_or_else(String::new, |title| title.text.clone()),
            summary: text.summary.clone(),
            revision: 1,
            actors: self
                .known
                .actors
                .iter()
                .map(|actor| ActorSchema {
                    role: Role::new(actor.role()),
                    people: actor
                        .tree
                        .people
                        .iter()
                        .map(|person| Person::new(&person.text))
                        .collect(),
                })
                .collect(),
            contexts: self.context_schemas(),
            read_models: self.read_model_schemas(read_models),
            processes: self.process_schemas(processes),
            invariants: self.invariant_schemas(),
            reference_bugs: Vec::new(),
            tasks,
        }
    }

    fn context_schemas(&self) -> Vec<ContextSchema> {
        let mut contexts = Vec::new();
        for (context, name) in self.known.contexts.iter().enumerate() {
            let mut aggregates = Vec::new();
            for (index, known) in self.known.aggregates.iter().enumerate() {
                if known.context == context {
                    let commands = self
                        .known
                        .commands
                        .iter()
                        .filter(|it| it.aggregate == index);
                    let events = self.known.events.iter().filter(|it| it.aggregate == index);
                    aggregates.push(AggregateSchema {
                        category: known.tree.name.text.clone(),
                        commands: commands.map(|it| self.command_schema(it)).collect(),
                        events: events.map(event_schema).collect(),
                        state: fields(&known.state),
                    });
                }
            }
            contexts.push(ContextSchema {
                name: ContextName::new(name),
                aggregates,
            });
        }
        contexts
    }

    fn command_schema(&self, known: &CommandKnown<'t>) -> CommandSchema {
        let key = known
            .fields
            .first()
            .map_or_else(String::new, |key| key.name.clone());
        let read = |read: &LookedUp| {
            let read_model = self.known.read_models.get(read.read_model)?;
            Some(Read {
                read_model: ReadModelName::new(&read_model.tree.name.text),
                key_field: known.fields.get(read.field)?.name.clone(),
            })
        };
        CommandSchema {
            command_type: CommandType::new(&known.tree.name.text),
            key,
            roles: self.roles(&known.tree.actors),
            reads: known.reads.iter().filter_map(read).collect(),
            fields: fields(&known.fields),
        }
    }

    /// The roles with these names.
    pub(super) fn roles(&self, names: &[Word]) -> Vec<Role> {
        let actors = names.iter().filter_map(|name| {
            let index = self.known.find(super::known::Kind::Actor, &name.text)?;
            self.known.actors.get(index)
        });
        actors.map(|actor| Role::new(actor.role())).collect()
    }

    fn context_of(&self, event: usize) -> ContextName {
        let event = self.known.events.get(event);
        let aggregate = event.and_then(|event| self.known.aggregates.get(event.aggregate));
        let context = aggregate.and_then(|aggregate| self.known.contexts.get(aggregate.context));
        ContextName::new(context.map_or("", String::as_str))
    }

    fn contexts_of(&self, events: &[usize]) -> Vec<ContextName> {
        let mut contexts = Vec::new();
        for event in events {
            let context = self.context_of(*event);
            if !contexts.contains(&context) {
                contexts.push(context);
            }
        }
        contexts
    }

    fn types_of(&self, events: &[usize]) -> Vec<EventType> {
        let events = events
            .iter()
            .filter_map(|event| self.known.events.get(*event));
        events
            .map(|event| EventType::new(&event.tree.name.text))
            .collect()
    }

    fn read_model_schemas(&self, read_models: &[ReadModel]) -> Vec<ReadModelSchema> {
        let all = self.known.read_models.iter().zip(read_models);
        let schemas = all.map(|(known, read_model)| {
            let events: Vec<usize> = read_model.clauses.iter().map(|on| on.event).collect();
            if read_model.is_feed {
                return self.feed_schema(known, read_model);
            }
            let columns = known.key.iter().chain(known.columns.iter());
            ReadModelSchema {
                name: read_model.name.clone(),
                title: title(known.tree.title.as_ref(), &known.tree.name),
                summary: known.doc.to_owned(),
                contexts: self.contexts_of(&events),
                events: self.types_of(&events),
                columns: columns.map(Member::field).collect(),
            }
        });
        schemas.collect()
    }

    /// The feed listens to everything.
    fn feed_schema(&self, known: &ReadModelKnown<'t>, read_model: &ReadModel) -> ReadModelSchema {
        let all: Vec<usize> = (0..self.known.events.len()).collect();
        let column = |name: &str, title: &str, field_type| Field::new(name, title, field_type);
        let number = FieldType::Int {
            min: i64::MIN,
            max: i64::MAX,
        };
        ReadModelSchema {
            name: read_model.name.clone(),
            title: title(known.tree.title.as_ref(), &known.tree.name),
            summary: known.doc.to_owned(),
            contexts: self.known.contexts.iter().map(ContextName::new).collect(),
            events: self.types_of(&all),
            columns: vec![
                column("context", "Context", FieldType::Text { max_length: 500 }),
                column("position", "Position", number),
                column("at", "At", FieldType::Text { max_length: 70 }),
                column(
                    "sentence",
                    "What happened",
                    FieldType::Text { max_length: 500 },
                ),
            ],
        }
    }

    fn process_schemas(&self, processes: &[Process]) -> Vec<ProcessSchema> {
        let mut schemas = Vec::new();
        for (index, process) in processes.iter().enumerate() {
            let events = heard(process);
            let sent = self.sent.get(index).cloned().unwrap_or_default();
            let Some(known) = self.known.processes.get(index) else {
                continue;
            };
            let sent = sent
                .iter()
                .filter_map(|command| self.known.commands.get(*command));
            let context = self.known.contexts.get(known.context);
            schemas.push(ProcessSchema {
                name: ProcessName::new(&known.tree.name.text),
                title: title(known.tree.title.as_ref(), &known.tree.name),
                summary: known.doc.to_owned(),
                context: ContextName::new(context.map_or("", String::as_str)),
                reads: self.contexts_of(&events),
                events: self.types_of(&events),
                deadlines: process.deadlines.clone(),
                commands: sent
                    .map(|command| CommandType::new(&command.tree.name.text))
                    .collect(),
                is_translation: known.tree.is_translation,
                state: fields(&known.state),
            });
        }
        schemas
    }

    fn invariant_schemas(&self) -> Vec<InvariantSchema> {
        let of = |owner: &str, invariants: &[model::Invariant]| {
            let all = invariants.iter().enumerate();
            let all = all.map(|(number, invariant)| InvariantSchema {
                name: invariant_name(owner, number),
                title: invariant.title.text.clone(),
                at_rest: invariant.at_rest,
            });
            all.collect::<Vec<_>>()
        };
        let aggregates = self
            .known
            .aggregates
            .iter()
            .map(|it| (&it.tree.name, &it.tree.invariants));
        let read_models = self
            .known
            .read_models
            .iter()
            .map(|it| (&it.tree.name, &it.tree.invariants));
        let all = aggregates.chain(read_models);
        all.flat_map(|(name, invariants)| of(&name.text, invariants))
            .collect()
    }

    /// What people call a command.
    pub(super) fn title_of(&self, command: usize) -> String {
        let command = self.known.commands.get(command);
        command.map_or_else(String::new, |command| command_title(command.tree))
    }
}

fn event_schema(known: &EventKnown<'_>) -> EventSchema {
    EventSchema {
        event_type: EventType::new(&known.tree.name.text),
        version: known.version,
        fields: fields(&known.fields),
    }
}

/// Fields as the schema has them.
pub(super) fn fields(members: &[Member]) -> Vec<Field> {
    members.iter().map(Member::field).collect()
}

/// The events that a process hears of, in the order of the model.
fn heard(process: &Process) -> Vec<usize> {
    let causes = process.clauses.iter().map(|Clause { cause, .. }| *cause);
    let events = causes.filter_map(|cause| match cause {
        Cause::Event(event) => Some(event),
        Cause::Deadline(_) | Cause::RefusalOf(_) => None,
    });
    events.collect::<BTreeSet<usize>>().into_iter().collect()
}
