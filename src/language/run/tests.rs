//! Models of text, run: by hand, at random, and against their budgets.
#![cfg(test)]

mod budgets;
mod folding;
mod processes;
mod specs;
mod values;

use super::TextModel;
use crate::engine::commit::{Base, Command, Commit, CommitData, Visibility};
use crate::engine::decision::DecisionInput;
use crate::engine::environment::DecisionEnvironment;
use crate::engine::event::{EventData, RecordedEvent};
use crate::engine::journal::Refusal;
use crate::engine::lookup::looked_up_in;
use crate::engine::model::{Decoded, FoldStopped, History, Model, World};
use crate::engine::names::{Actor, StreamName};
use crate::engine::position::{ContextPosition, GlobalPosition, Moment};
use crate::engine::time::{Clock, Timestamp};
use crate::engine::value::{Payload, Value};
use crate::engine::version::StreamVersion;
use crate::language::check::check;
use crate::language::syntax::read;
use std::collections::BTreeMap;
use std::rc::Rc;

/// The model that a text is.
#[track_caller]
pub(super) fn model(text: &str) -> TextModel {
    let (tree, told) = read(text);
    assert!(told.is_empty(), "{told:#?}");
    let checked = check(&tree);
    match checked.program {
        Some(program) => TextModel::new(program, text),
        None => panic!("{:#?}", checked.diagnostics),
    }
}

/// Numbers that are the same at every run.
pub(super) struct Dice(pub(super) u64);

impl Dice {
    pub(super) fn throw(&mut self, sides: u64) -> u64 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1);
        (self.0 >> 33) % sides
    }
}

/// A model, what has happened, and the world that follows.
pub(super) struct Town {
    pub(super) model: TextModel,
    pub(super) history: Box<dyn History>,
    pub(super) world: World,
    pub(super) recorded: Vec<RecordedEvent>,
    versions: BTreeMap<StreamName, u64>,
    commands: u64,
    folds: bool,
    pub(super) now: i64,
}

impl Town {
    #[track_caller]
    pub(super) fn new(text: &str) -> Self {
        let model = model(text);
        let history = model.history();
        Self {
            world: history.initial_world(),
            history,
            model,
            recorded: Vec::new(),
            versions: BTreeMap::new(),
            commands: 0,
            folds: true,
            now: 1_000,
        }
    }

    /// Somebody sends a command: what it recorded, or why it was refused.
    pub(super) fn send(
        &mut self,
        actor: (&str, &str),
        command: &str,
        payload: &str,
    ) -> Result<Vec<(String, String)>, Refusal> {
        self.commands += 1;
        let command = Command {
            id: format!("c{}", self.commands).as_str().into(),
            command_type: command.into(),
            payload: Payload::of(&json(payload)),
            actor: Actor::new(actor.1, actor.0),
            not_after: None,
        };
        let schema = self.model.schema();
        let target = crate::engine::validation::validate(schema, &command)?;
        let decided = self.decide(&command, &target.stream)?;
        let shown = decided.iter().map(shape).collect();
        self.record(&target.stream, command, decided);
        Ok(shown)
    }

    fn decide(&self, command: &Command, stream: &StreamName) -> Result<Vec<EventData>, Refusal> {
        let live = (&*self.history, &self.world);
        let facts = looked_up_in(&self.model, live, GlobalPosition::START, command);
        let environment = self.environment(command.id.as_str());
        let decision = DecisionInput {
            command,
            facts: &facts,
            environment: &environment,
        };
        self.history.decide(&self.world, stream, decision)
    }

    pub(super) fn environment(&self, seed: &str) -> DecisionEnvironment {
        DecisionEnvironment::new(Timestamp::from_millis(self.now), Clock::ByHand, seed)
    }

    /// Something happens without any decision.
    #[track_caller]
    pub(super) fn happens(&mut self, stream: &str, event: &str, version: u32, payload: &str) {
        let stream = StreamName::parse(stream).expect("a stream");
        let event = EventData {
            event_type: event.into(),
            schema_version: version,
            payload: Payload::stored(payload),
        };
        let command = Command {
            id: "told".into(),
            command_type: "Told".into(),
            payload: Payload::stored("{}"),
            actor: Actor::new("Teller", "Tom"),
            not_after: None,
        };
        self.record(&stream, command, vec![event]);
    }

    fn record(&mut self, stream: &StreamName, command: Command, events: Vec<EventData>) {
        let visibility = Visibility::Public;
        self.commit(stream, visibility, command, events);
    }

    pub(super) fn commit(
        &mut self,
        stream: &StreamName,
        visibility: Visibility,
        command: Command,
        events: Vec<EventData>,
    ) {
        let begin = self.recorded.len();
        let position = begin as u64;
        let environment = self.environment("told");
        let version = self.versions.entry(stream.clone()).or_default();
        let commit = Commit {
            base: Base {
                version: StreamVersion::new(*version),
                position: GlobalPosition::new(position),
                context_position: ContextPosition::new(position),
            },
            moment: Moment::after(GlobalPosition::new(position + 1)),
            recorded_at: Timestamp::from_millis(self.now),
            data: CommitData {
                branch: "main".into(),
                context: "Main".into(),
                stream: stream.clone(),
                visibility,
                correlation: "told".into(),
                causation: None,
                environment,
                facts: Vec::new(),
                model: self.model.fingerprint().clone(),
                command,
                events,
            },
        };
        *version += commit.data.events.len() as u64;
        for event in RecordedEvent::all_of(&Rc::new(commit)) {
            let _ = self.history.push(&event);
            self.recorded.push(event);
        }
        let end = self.history.len();
        if !self.folds {
            return;
        }
        assert_eq!(self.history.fold(&mut self.world, begin..end), Ok(()));
    }

    /// Something happens that may go beyond the budget.
    pub(super) fn tries(&mut self, stream: &str, event: &str) -> Result<(), FoldStopped> {
        let begin = self.recorded.len();
        self.folds = false;
        self.happens(stream, event, 1, "{}");
        self.folds = true;
        self.history.fold(&mut self.world, begin..begin + 1)
    }

    /// The rows of a read model, as texts.
    pub(super) fn rows(&self, read_model: &str) -> Vec<(String, String)> {
        let rows = self
            .history
            .rows(&self.world, &read_model.into(), 0..usize::MAX);
        assert_eq!(rows.total, rows.rows.len());
        let rows = rows.rows.into_iter();
        rows.map(|(key, row)| (key, row.to_json())).collect()
    }

    /// The state of a stream, as text.
    pub(super) fn state(&self, stream: &str) -> Option<String> {
        let stream = StreamName::parse(stream)?;
        let state = self.history.state(&self.world, &stream)?;
        Some(state.to_json())
    }

    /// A history of the same events, from the start or of one stream.
    pub(super) fn again(&self, of: impl Fn(&RecordedEvent) -> bool) -> Box<dyn History> {
        let mut history = self.model.history();
        for event in self.recorded.iter().filter(|event| of(event)) {
            assert_eq!(history.push(event), Decoded::Known);
        }
        history
    }
}

pub(super) fn shape(event: &EventData) -> (String, String) {
    (
        event.event_type.to_string(),
        event.payload.as_str().to_owned(),
    )
}

#[track_caller]
pub(super) fn json(text: &str) -> Value {
    Value::from_json(text).expect("JSON")
}
