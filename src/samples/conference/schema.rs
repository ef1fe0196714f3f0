//! What the model says of itself: actors, contexts with their aggregates, read models, invariants and tasks.

mod fields;
mod management;
mod payments;
mod registration;

pub use fields::{id, line_fields, number, particulars, quantities, text, texts, yes_or_no};

use super::invariants;
use super::processes;
use super::read_models::ReadModels;
use super::tasks::tasks;
use super::upcasters::version_today;
use crate::engine::names::{CommandType, ContextName, EventType, ReadModelName, Role};
use crate::engine::schema::{
    ActorSchema, AggregateSchema, CommandSchema, ContextSchema, EventSchema, Field, Read,
    ReadModelSchema, Schema,
};

/// Where conferences are planned and published.
pub const MANAGEMENT: &str = "conference management";

/// Where seats are ordered: the context that owns them.
pub const REGISTRATION: &str = "registration";

/// Where orders are paid for.
pub const PAYMENTS: &str = "payments";

/// Who orders seats.
pub const ATTENDEE: &str = "Attendee";

/// Who offers seats.
pub const ORGANIZER: &str = "Organizer";

/// Who takes the money.
pub const PAYMENT_PROVIDER: &str = "Payment provider";

/// Who looks after the machine, by hand where it must be.
pub const OPERATOR: &str = "Operator";

/// Nobody: only processes send it.
const NOBODY: &[&str] = &[];

/// The model's schema.
pub fn schema() -> Schema {
    Schema {
        name: "conference".to_owned(),
        summary: "Conferences are planned and published; their seats are ordered, reserved, paid for and assigned."
            .to_owned(),
        revision: 2,
        actors: vec![
            actor(ATTENDEE, &["Ada", "Ben", "Chen", "Dora"]),
            actor(ORGANIZER, &["Olga"]),
            actor(PAYMENT_PROVIDER, &["Paywell"]),
            actor(OPERATOR, &["Otto"]),
        ],
        contexts: contexts(),
        read_models: ReadModels::schemas(),
        processes: processes::schemas(),
        invariants: invariants::schemas(),
        reference_bugs: processes::bugs::reference_bugs(),
        tasks: tasks(),
    }
}

/// Every context.
pub fn all_contexts() -> Vec<ContextName> {
    [MANAGEMENT, REGISTRATION, PAYMENTS]
        .map(ContextName::from)
        .to_vec()
}

/// Every event of the model.
pub fn all_events() -> Vec<EventType> {
    let contexts = contexts();
    let aggregates = contexts.iter().flat_map(|context| &context.aggregates);
    let events = aggregates.flat_map(|aggregate| &aggregate.events);
    events.map(|event| event.event_type.clone()).collect()
}

/// A read model: its name, title and summary, the contexts and events that it is made from, and its columns.
pub fn read_model(
    [name, title, summary]: [&str; 3],
    contexts: &[&str],
    events: &[&str],
    columns: Vec<Field>,
) -> ReadModelSchema {
    ReadModelSchema {
        name: ReadModelName::new(name),
        title: title.to_owned(),
        summary: summary.to_owned(),
        contexts: contexts
            .iter()
            .map(|name| ContextName::new(*name))
            .collect(),
        events: events.iter().map(|name| EventType::new(*name)).collect(),
        columns,
    }
}

fn contexts() -> Vec<ContextSchema> {
    let context = |name, aggregates| ContextSchema {
        name: ContextName::new(name),
        aggregates,
    };
    vec![
        context(MANAGEMENT, vec![management::conference()]),
        context(
            REGISTRATION,
            vec![
                registration::order(),
                registration::seats_availability(),
                registration::seat_assignments(),
            ],
        ),
        context(PAYMENTS, vec![payments::payment()]),
    ]
}

fn actor(role: &str, people: &[&str]) -> ActorSchema {
    ActorSchema {
        role: Role::new(role),
        people: people.iter().map(|person| (*person).into()).collect(),
    }
}

fn aggregate(
    category: &str,
    commands: Vec<CommandSchema>,
    events: Vec<EventSchema>,
) -> AggregateSchema {
    AggregateSchema {
        category: category.to_owned(),
        commands,
        events,
        state: Vec::new(),
    }
}

/// A command whose stream is named by its first field.
fn command(command_type: &str, roles: &[&str], key: Field, fields: Vec<Field>) -> CommandSchema {
    CommandSchema {
        command_type: CommandType::new(command_type),
        key: key.name.clone(),
        roles: roles.iter().map(|role| Role::new(*role)).collect(),
        reads: Vec::new(),
        fields: std::iter::once(key).chain(fields).collect(),
    }
}

/// The same, and its decision looks up the row that a field names.
fn reading(command: CommandSchema, read_model: &str, key_field: &str) -> CommandSchema {
    let read = Read {
        read_model: read_model.into(),
        key_field: key_field.to_owned(),
    };
    CommandSchema {
        reads: vec![read],
        ..command
    }
}

fn event(event_type: &str, fields: Vec<Field>) -> EventSchema {
    EventSchema {
        event_type: EventType::new(event_type),
        version: version_today(event_type),
        fields,
    }
}
