//! What a model says of itself: all that forms, logs, tables and diagrams are made from.

use super::names::{
    CommandType, ContextName, EventType, Person, ProcessName, ReadModelName, ReferenceBug, Role,
};
use super::value::Value;
use serde::{Deserialize, Serialize};

/// A model's description of itself.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Schema {
    /// The model's name, for people.
    pub name: String,
    /// What the model is about, in a sentence.
    pub summary: String,
    /// Counts up whenever rules change without the schema changing, so that the fingerprint changes too.
    pub revision: u32,
    /// Who acts.
    pub actors: Vec<ActorSchema>,
    /// The contexts, each with its aggregates.
    pub contexts: Vec<ContextSchema>,
    /// The read models.
    pub read_models: Vec<ReadModelSchema>,
    /// The process managers and translations.
    pub processes: Vec<ProcessSchema>,
    /// What must hold in every world.
    pub invariants: Vec<InvariantSchema>,
    /// The holes of the original that can be switched on.
    pub reference_bugs: Vec<ReferenceBugSchema>,
    /// What people can do, in the order in which it is shown.
    pub tasks: Vec<TaskSchema>,
}

/// A role, and people who play it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct ActorSchema {
    /// The role.
    pub role: Role,
    /// People to act as, for a start.
    pub people: Vec<Person>,
}

/// A bounded context.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct ContextSchema {
    /// Its name.
    pub name: ContextName,
    /// Its aggregates.
    pub aggregates: Vec<AggregateSchema>,
}

/// A kind of aggregate.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct AggregateSchema {
    /// The category of its streams.
    pub category: String,
    /// The commands it decides.
    pub commands: Vec<CommandSchema>,
    /// The events it records.
    pub events: Vec<EventSchema>,
    /// The fields of its state that are more than plain data to a person; perhaps none.
    pub state: Vec<Field>,
}

/// A command.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct CommandSchema {
    /// Its type.
    pub command_type: CommandType,
    /// The field that names the stream; it is a text.
    pub key: String,
    /// The roles that may send it. A command that only processes send has none.
    pub roles: Vec<Role>,
    /// The rows that its decision looks up.
    pub reads: Vec<Read>,
    /// Its fields.
    pub fields: Vec<Field>,
}

/// A row of a read model that a decision looks up: the one whose key is the value of a field of the command.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Read {
    /// The read model.
    pub read_model: ReadModelName,
    /// The field of the command that holds the key of the row.
    pub key_field: String,
}

/// A process manager, or a translation: the same machine with nothing to wait for.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct ProcessSchema {
    /// Its name: also the category of its private streams, and the role in which it sends commands.
    pub name: ProcessName,
    /// Its name for people.
    pub title: String,
    /// What it looks after, in a sentence.
    pub summary: String,
    /// The context whose log holds its private streams.
    pub context: ContextName,
    /// The contexts whose public events it reads; it has a checkpoint for each.
    pub reads: Vec<ContextName>,
    /// The events it cares about.
    pub events: Vec<EventType>,
    /// The deadlines it sets.
    pub deadlines: Vec<String>,
    /// The commands it sends.
    pub commands: Vec<CommandType>,
    /// The fields of an instance's state, in the order in which they are shown.
    pub state: Vec<Field>,
    /// Whether it only turns one context's events into another's commands.
    pub is_translation: bool,
}

/// Something that must hold in every world.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct InvariantSchema {
    /// Its name.
    pub name: String,
    /// What holds, as a sentence.
    pub title: String,
    /// Whether it holds only when no process has anything left to do: between two commits it may be broken.
    pub at_rest: bool,
}

/// A hole of the original system, to be watched on purpose.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct ReferenceBugSchema {
    /// Its name.
    pub name: ReferenceBug,
    /// What goes wrong, in a few words.
    pub title: String,
    /// What the original did, and what is done here instead.
    pub summary: String,
}

/// An event.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct EventSchema {
    /// Its type.
    pub event_type: EventType,
    /// The version of its shape today.
    pub version: u32,
    /// Its fields.
    pub fields: Vec<Field>,
}

/// A named, typed piece of data.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Field {
    /// Its name in the payload.
    pub name: String,
    /// Its name for people.
    pub title: String,
    /// What it may hold.
    pub field_type: FieldType,
}

impl Field {
    /// A field.
    pub fn new(name: &str, title: &str, field_type: FieldType) -> Self {
        Self {
            name: name.to_owned(),
            title: title.to_owned(),
            field_type,
        }
    }
}

/// What a field may hold.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum FieldType {
    /// Yes or no.
    Bool,
    /// A whole number within bounds, both included.
    Int {
        /// The least.
        min: i64,
        /// The greatest.
        max: i64,
    },
    /// A moment in time: milliseconds since 1970, in UTC.
    Instant,
    /// A span of time: milliseconds, not less than none.
    Duration,
    /// A number with four digits after the point, within bounds, both included; a text like `1.5`.
    Decimal {
        /// The least, in ten-thousandths.
        min: i64,
        /// The greatest, in ten-thousandths.
        max: i64,
    },
    /// A day; a text like `2026-03-02`.
    Date,
    /// One of these words.
    Enum(Vec<String>),
    /// A text; it may not be empty.
    Text {
        /// The most characters.
        max_length: usize,
    },
    /// A text that may be empty.
    OptionalText {
        /// The most characters.
        max_length: usize,
    },
    /// A text with so many characters.
    TextWithin {
        /// The fewest characters.
        min_length: usize,
        /// The most characters.
        max_length: usize,
    },
    /// A value, or nothing.
    Optional(Box<FieldType>),
    /// Values in order.
    List(Box<FieldType>),
    /// Values in order, each once.
    Set(Box<FieldType>),
    /// Values by text.
    Map(Box<FieldType>),
    /// Values by keys of a type: key and value. The keys are stored as texts.
    MapBy(Box<FieldType>, Box<FieldType>),
    /// Named fields.
    Record(Vec<Field>),
}

/// A read model: a table.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct ReadModelSchema {
    /// Its name.
    pub name: ReadModelName,
    /// Its name for people.
    pub title: String,
    /// What it tells, in a sentence.
    pub summary: String,
    /// The contexts it reads; it has a checkpoint for each.
    pub contexts: Vec<ContextName>,
    /// The events it listens to.
    pub events: Vec<EventType>,
    /// Its columns.
    pub columns: Vec<Field>,
}

/// Something an actor can do: an intention, in the words of the domain.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct TaskSchema {
    /// What it is called, for example "Reserve seats".
    pub title: String,
    /// What it does, in a sentence.
    pub summary: String,
    /// Who performs it.
    pub role: Role,
    /// The command it sends.
    pub command_type: CommandType,
    /// How each field of the command is filled in. Every field has an entry.
    pub inputs: Vec<Input>,
}

/// How a field of a command is filled in.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Input {
    /// The field.
    pub field: String,
    /// From where.
    pub source: InputSource,
}

/// Where the value of a field comes from.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum InputSource {
    /// The person types it.
    Typed,
    /// The person types it over what is there now.
    TypedOver(Present),
    /// It is a new id.
    NewId,
    /// It is always this; nobody is asked.
    Always(Value),
    /// The person picks it from a read model; new values may be typed.
    Suggested(Pick),
    /// The person picks it from a read model; without a row the task can't be done. The keys of a map are picked alike.
    Picked(Pick),
}

/// What is there now: a column of the row that other fields pick.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Present {
    /// The read model.
    pub read_model: ReadModelName,
    /// The column that holds the value.
    pub column: String,
    /// The row is the first whose column equals another field of this task: (column, field).
    pub matching: Vec<(String, String)>,
}

/// Values offered from a column of a read model.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Pick {
    /// The read model.
    pub read_model: ReadModelName,
    /// The column that holds the value.
    pub column: String,
    /// Further columns that tell a person which row it is.
    pub describe: Vec<String>,
    /// Only rows whose column equals another field of this task: (column, field).
    pub matching: Vec<(String, String)>,
    /// Only rows whose column has this value: (column, value).
    pub only: Vec<(String, Value)>,
    /// A column that says how many of the value there are: no more than that are offered.
    pub most: Option<String>,
    /// What to say when there is nothing to pick, for example "There is no open reservation."
    pub when_empty: String,
}

impl FieldType {
    /// What a map holds for each of its keys. None of what is no map.
    pub fn of_each_key(&self) -> Option<&Self> {
        match self {
            Self::Map(value) | Self::MapBy(_, value) => Some(value),
            _ => None,
        }
    }
}

impl Schema {
    /// The aggregate, with its context, that decides a command.
    pub fn command(
        &self,
        command_type: &CommandType,
    ) -> Option<(&ContextSchema, &AggregateSchema, &CommandSchema)> {
        self.aggregates().find_map(|(context, aggregate)| {
            let command = aggregate
                .commands
                .iter()
                .find(|command| command.command_type == *command_type)?;
            Some((context, aggregate, command))
        })
    }

    /// The description of an event type.
    pub fn event(&self, event_type: &EventType) -> Option<&EventSchema> {
        self.aggregates()
            .flat_map(|(_, aggregate)| &aggregate.events)
            .find(|event| event.event_type == *event_type)
    }

    /// The fields of a command; none of one that the model does not know.
    pub fn command_fields(&self, command_type: &CommandType) -> &[Field] {
        let known = self.command(command_type);
        known.map_or(&[], |(_, _, command)| &command.fields)
    }

    /// The fields of an event as it is today; none of one that the model does not know.
    pub fn event_fields(&self, event_type: &EventType) -> &[Field] {
        self.event(event_type).map_or(&[], |event| &event.fields)
    }

    /// The description of a process.
    pub fn process(&self, name: &ProcessName) -> Option<&ProcessSchema> {
        self.processes.iter().find(|known| known.name == *name)
    }

    /// The description of a read model.
    pub fn read_model(&self, name: &ReadModelName) -> Option<&ReadModelSchema> {
        self.read_models.iter().find(|known| known.name == *name)
    }

    /// What is known of the fields of a stream's state, by its category: that of an aggregate or of a process.
    pub fn state(&self, category: &str) -> &[Field] {
        let mut aggregates = self.aggregates().map(|(_, aggregate)| aggregate);
        if let Some(aggregate) = aggregates.find(|aggregate| aggregate.category == category) {
            return &aggregate.state;
        }
        let process = self.process(&ProcessName::new(category));
        process.map_or(&[], |process| &process.state)
    }

    /// Every aggregate with its context.
    pub fn aggregates(&self) -> impl Iterator<Item = (&ContextSchema, &AggregateSchema)> {
        self.contexts
            .iter()
            .flat_map(|context| context.aggregates.iter().map(move |a| (context, a)))
    }
}
