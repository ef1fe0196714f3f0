//! A small model to try processors on: every order is answered by two letters, and reminded of after ten minutes.
//!
//! Letters are counted, so whatever is sent twice shows.

use foldline::engine::decision::DecisionInput;
use foldline::engine::environment::DecisionEnvironment;
use foldline::engine::event::{EventData, RecordedEvent};
use foldline::engine::journal::Refusal;
use foldline::engine::model::Rows;
use foldline::engine::names::{
    Actor, CommandType, ContextName, EventType, ProcessName, ReadModelName, Role, StreamName,
};
use foldline::engine::process::{
    Correlating, HappenedEvent, Input, InputKind, Reaction, RecordedStep,
};
use foldline::engine::schema::{
    self, ActorSchema, AggregateSchema, CommandSchema, ContextSchema, EventSchema, Field,
    FieldType, InputSource, ProcessSchema, Schema, TaskSchema,
};
use foldline::engine::snapshot::Snapshot;
use foldline::engine::story::StoryStep;
use foldline::engine::typed::{RustModel, TypedModel};
use foldline::engine::upcasting::EventShape;
use foldline::engine::value::{Payload, Value};
use std::collections::BTreeMap;
use std::ops::Range;
use std::rc::Rc;

pub(crate) const ORDERS: &str = "orders";
pub(crate) const LETTERS: &str = "letters";
/// Ten minutes.
pub(crate) const REMINDED_AFTER_MILLIS: i64 = 600_000;

pub(crate) fn relay() -> Rc<dyn foldline::engine::model::Model> {
    Rc::new(RustModel::<Relay>::new())
}

#[derive(Debug)]
pub(crate) struct Relay;

/// What happened to a stream, by the type of the event; of a step, its rule.
pub(crate) struct Happened {
    stream: StreamName,
    what: String,
}

/// How often each thing happened to each stream.
#[derive(Clone, PartialEq, Debug, Default)]
pub(crate) struct World(BTreeMap<StreamName, BTreeMap<String, i64>>);

impl World {
    fn count(&self, stream: &StreamName, what: &str) -> i64 {
        let stream = self.0.get(stream);
        stream
            .and_then(|counts| counts.get(what))
            .copied()
            .unwrap_or(0)
    }
}

impl TypedModel for Relay {
    type Names = ();
    type Event = Happened;
    type World = World;

    fn schema() -> Schema {
        Schema {
            name: "relay".to_owned(),
            summary: "Orders are answered by letters.".to_owned(),
            revision: 1,
            actors: vec![ActorSchema {
                role: Role::new("Customer"),
                people: vec!["Ada".into(), "Ben".into()],
            }],
            contexts: vec![
                context(
                    ORDERS,
                    "Order",
                    &["PlaceOrder", "ChangeOrder"],
                    &["OrderPlaced", "OrderChanged"],
                ),
                context(
                    LETTERS,
                    "Letter",
                    &["SendLetter", "BlockLetters", "AllowLetters"],
                    &["LetterSent", "LettersBlocked", "LettersAllowed"],
                ),
            ],
            read_models: Vec::new(),
            processes: vec![
                process("Audit", ORDERS, &["OrderPlaced"], &[]),
                process(
                    "Dispatch",
                    LETTERS,
                    &["OrderPlaced", "OrderChanged"],
                    &["SendLetter"],
                ),
            ],
            invariants: Vec::new(),
            reference_bugs: Vec::new(),
            tasks: ["PlaceOrder", "ChangeOrder", "BlockLetters", "AllowLetters"]
                .map(task)
                .into(),
        }
    }

    fn story() -> Vec<StoryStep> {
        Vec::new()
    }

    fn decode(_: &mut (), event: &RecordedEvent, into: &mut Vec<Happened>) -> Result<(), String> {
        into.push(Happened {
            stream: event.stream().clone(),
            what: event.data().event_type.to_string(),
        });
        Ok(())
    }

    fn decode_step(
        _: &mut (),
        instance: &StreamName,
        step: &RecordedStep,
        into: &mut Vec<Happened>,
    ) {
        into.push(Happened {
            stream: instance.clone(),
            what: step.rule.clone(),
        });
    }

    fn evolve(_: &(), world: &mut World, event: &Happened) {
        let counts = world.0.entry(event.stream.clone()).or_default();
        *counts.entry(event.what.clone()).or_default() += 1;
    }

    fn decide(
        _: &(),
        world: &World,
        stream: &StreamName,
        decision: DecisionInput<'_>,
    ) -> Result<Vec<EventData>, Refusal> {
        let blocked = world.count(stream, "LettersBlocked") > world.count(stream, "LettersAllowed");
        let event = match decision.command.command_type.as_str() {
            "SendLetter" if blocked => {
                return Err(Refusal::decided("BLOCKED", "No letters are taken here."));
            }
            "PlaceOrder" => "OrderPlaced",
            "ChangeOrder" => "OrderChanged",
            "SendLetter" => "LetterSent",
            "BlockLetters" => "LettersBlocked",
            _ => "LettersAllowed",
        };
        Ok(vec![EventData {
            event_type: EventType::new(event),
            schema_version: 1,
            payload: Payload::stored("{}"),
        }])
    }

    fn instance(_: &ProcessName, input: &Input, _: Correlating<'_>) -> Option<String> {
        match &input.kind {
            InputKind::Event(HappenedEvent { stream, .. }) => Some(stream.id.to_string()),
            _ => None,
        }
    }

    fn react(
        _: &(),
        _: &World,
        instance: &StreamName,
        input: &Input,
        environment: &DecisionEnvironment,
    ) -> Result<Reaction, String> {
        if &*instance.category == "Audit" {
            return Ok(Reaction::nothing("seen"));
        }
        let letter = |id: &str| Value::map([("id", Value::from(id))]);
        Ok(match (&input.kind, input.name()) {
            (InputKind::Event(_), "OrderPlaced") if &*instance.id == "unlucky" => {
                return Err("Unlucky orders can't be handled.".to_owned());
            }
            (InputKind::Event(_), "OrderPlaced") => Reaction::nothing("placed")
                .send("SendLetter", letter(&instance.id))
                .send("SendLetter", letter("archive"))
                .set("Remind", environment.now.plus_millis(REMINDED_AFTER_MILLIS)),
            (InputKind::Event(_), _) => {
                Reaction::nothing("changed").send("SendLetter", letter(&instance.id))
            }
            (InputKind::Deadline(_), _) => Reaction::nothing("reminded")
                .send("SendLetter", letter(&instance.id))
                .end(),
            (InputKind::Refused(..), _) => Reaction::unhandled(),
        })
    }

    fn streams(_: &(), world: &World) -> Vec<StreamName> {
        world.0.keys().cloned().collect()
    }

    fn state(_: &(), world: &World, stream: &StreamName) -> Option<Value> {
        let counts = world.0.get(stream)?.iter();
        Some(Value::map(
            counts.map(|(what, count)| (what.clone(), Value::Int(*count))),
        ))
    }

    fn restore(_: &mut (), _: &mut World, _: &Snapshot) -> Option<()> {
        None
    }

    fn rows(_: &(), _: &World, _: &ReadModelName, _: Range<usize>) -> Rows {
        Rows::default()
    }

    fn changed_rows(_: &(), _: &World, _: &World, _: &ReadModelName) -> Vec<String> {
        Vec::new()
    }

    fn sentence(_: &(), event: &Happened, _: &Actor) -> String {
        event.what.clone()
    }

    fn lifted(_: &RecordedEvent) -> Vec<EventShape> {
        Vec::new()
    }
}

fn context(name: &str, category: &str, commands: &[&str], events: &[&str]) -> ContextSchema {
    let id = Field::new("id", "Id", FieldType::Text { max_length: 60 });
    let commands = commands.iter().map(|command| CommandSchema {
        command_type: CommandType::new(command),
        key: "id".to_owned(),
        roles: vec![Role::new("Customer")],
        reads: Vec::new(),
        fields: vec![id.clone()],
    });
    let events = events.iter().map(|event| EventSchema {
        event_type: EventType::new(event),
        version: 1,
        fields: Vec::new(),
    });
    ContextSchema {
        name: ContextName::new(name),
        aggregates: vec![AggregateSchema {
            category: category.to_owned(),
            commands: commands.collect(),
            events: events.collect(),
            state: Vec::new(),
        }],
    }
}

fn process(name: &str, context: &str, events: &[&str], commands: &[&str]) -> ProcessSchema {
    ProcessSchema {
        name: ProcessName::new(name),
        title: name.to_owned(),
        summary: "It is tried here.".to_owned(),
        context: ContextName::new(context),
        reads: vec![ContextName::new(ORDERS)],
        events: events.iter().map(EventType::new).collect(),
        deadlines: vec!["Remind".to_owned()],
        commands: commands.iter().map(CommandType::new).collect(),
        state: Vec::new(),
        is_translation: false,
    }
}

fn task(command: &str) -> TaskSchema {
    TaskSchema {
        title: command.to_owned(),
        summary: String::new(),
        role: Role::new("Customer"),
        command_type: CommandType::new(command),
        inputs: vec![schema::Input {
            field: "id".to_owned(),
            source: InputSource::Typed,
        }],
    }
}
