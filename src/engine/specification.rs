//! Specifications: given / when / then for deciders and processes, given / then for projections.
//!
//! A failure points at the line of the test that states the expectation.

mod process;

pub use process::{GivenProcess, Reacted, by_process, happened};

use super::commit::{Base, Command, Commit, CommitData, LookedUpFact, Visibility};
use super::decision::DecisionInput;
use super::environment::DecisionEnvironment;
use super::event::{EventData, RecordedEvent};
use super::journal::Refusal;
use super::model::Model;
use super::names::{
    Actor, BranchId, CommandId, CommandType, ContextName, CorrelationId, EventType, ReadModelName,
    StreamName,
};
use super::position::{ContextPosition, GlobalPosition, Moment};
use super::stream_state::StreamState;
use super::time::{Clock, Timestamp};
use super::timeline::{KeyframeSpacing, Timeline};
use super::value::{Payload, Value};
use super::version::StreamVersion;
use std::collections::BTreeMap;
use std::rc::Rc;

/// Events that have happened in one stream, as a specification states them: type and payload.
pub struct Given<'m> {
    model: &'m dyn Model,
    stream: StreamName,
    happened: Vec<EventData>,
    facts: Vec<LookedUpFact>,
}

/// What a command led to.
pub struct Decision<'m> {
    given: Given<'m>,
    command: Command,
    decided: Result<Vec<EventData>, Refusal>,
}

impl<'m> Given<'m> {
    /// Nothing has happened in `stream`.
    pub fn nothing(model: &'m dyn Model, stream: StreamName) -> Self {
        Self {
            model,
            stream,
            happened: Vec::new(),
            facts: Vec::new(),
        }
    }

    /// And a decision that looks this row up finds it.
    #[track_caller]
    #[must_use]
    pub fn looking_up(mut self, read_model: &str, key: &str, row: &str) -> Self {
        self.facts.push(LookedUpFact {
            read_model: ReadModelName::new(read_model),
            key: key.to_owned(),
            row: Some(Payload::of(&json(row))),
            as_of: GlobalPosition::START,
        });
        self
    }

    /// And then this event happened.
    #[track_caller]
    #[must_use]
    pub fn event(mut self, event_type: &str, payload: &str) -> Self {
        self.happened.push(event(self.model, event_type, payload));
        self
    }

    /// And then what this command decides happened.
    #[track_caller]
    #[must_use]
    pub fn command(self, actor: &Actor, command_type: &str, payload: &str) -> Self {
        let decision = self.when(actor, command_type, payload);
        match decision.decided {
            Ok(events) => {
                let mut given = decision.given;
                given.happened.extend(events);
                given
            }
            Err(refusal) => panic!("the given command {command_type} was refused: {refusal}"),
        }
    }

    /// When somebody sends a command.
    #[track_caller]
    pub fn when(self, actor: &Actor, command_type: &str, payload: &str) -> Decision<'m> {
        let command = Command {
            id: CommandId::new("command"),
            command_type: CommandType::new(command_type),
            payload: Payload::of(&json(payload)),
            actor: actor.clone(),
            not_after: None,
        };
        let environment = environment();
        let decided = self.state().decide(DecisionInput {
            command: &command,
            facts: &self.facts,
            environment: &environment,
        });
        Decision {
            given: self,
            command,
            decided,
        }
    }

    /// Then a read model has exactly these rows: key and columns.
    #[track_caller]
    pub fn then_rows(self, read_model: &str, rows: &[(&str, &str)]) -> Self {
        let mut timeline = Timeline::new(self.model, KeyframeSpacing::default());
        timeline.extend(&self.recorded());
        let found = timeline.history().rows(
            timeline.live(),
            &ReadModelName::new(read_model),
            0..usize::MAX,
        );
        let expected: Vec<(String, Value)> = rows
            .iter()
            .map(|(key, row)| ((*key).to_owned(), json(row)))
            .collect();
        assert_eq!(found.rows, expected, "the rows of {read_model}");
        self
    }

    /// Then the stream has this state.
    #[track_caller]
    pub fn then_state(self, state: &str) -> Self {
        assert_eq!(self.state().value(), Some(json(state)));
        self
    }

    fn state(&self) -> StreamState {
        let mut state = StreamState::empty(self.model, &self.stream);
        state.evolve(&self.recorded());
        state
    }

    fn recorded(&self) -> Vec<RecordedEvent> {
        let happened = self.happened.clone();
        let stream = (&self.stream, Visibility::Public);
        let commit = commit(self.model, stream, happened, Base::default());
        RecordedEvent::all_of(&Rc::new(commit)).collect()
    }
}

impl<'m> Decision<'m> {
    /// Then exactly these events are recorded: type and payload.
    #[track_caller]
    pub fn then(self, events: &[(&str, &str)]) -> Self {
        let expected: Vec<(String, Value)> = events
            .iter()
            .map(|(event_type, payload)| ((*event_type).to_owned(), json(payload)))
            .collect();
        match &self.decided {
            Ok(decided) => assert_eq!(readable(decided), expected),
            Err(refusal) => panic!("refused with {}: {refusal}", refusal.code),
        }
        self
    }

    /// Then it is accepted, and there was nothing to record.
    #[track_caller]
    pub fn then_nothing(self) -> Self {
        self.then(&[])
    }

    /// Then it is refused by this rule.
    #[track_caller]
    pub fn then_refused(self, code: &str) -> Self {
        match &self.decided {
            Ok(decided) => panic!("accepted, with {:?}", readable(decided)),
            Err(refusal) => assert_eq!(refusal.code, code, "{refusal}"),
        }
        self
    }

    /// Then the same command again finds nothing more to do.
    #[track_caller]
    pub fn then_deciding_again_changes_nothing(self) -> Self {
        let mut given = self.given;
        given.happened.extend(self.decided.unwrap_or_default());
        let environment = environment();
        let decided = given.state().decide(DecisionInput {
            command: &self.command,
            facts: &given.facts,
            environment: &environment,
        });
        match &decided {
            Ok(events) => assert_eq!(readable(events), [], "deciding again"),
            Err(refusal) => panic!("deciding again was refused: {refusal}"),
        }
        Self {
            given,
            command: self.command,
            decided,
        }
    }
}

fn event(model: &dyn Model, event_type: &str, payload: &str) -> EventData {
    let event_type = EventType::new(event_type);
    let version = model.schema().event(&event_type).map_or(1, |e| e.version);
    EventData {
        event_type,
        schema_version: version,
        payload: Payload::of(&json(payload)),
    }
}

/// Events of several streams in the order in which they happened, each recorded by itself.
pub fn recorded(
    model: &dyn Model,
    happened: impl IntoIterator<Item = (StreamName, EventData)>,
) -> Vec<RecordedEvent> {
    let mut versions: BTreeMap<StreamName, StreamVersion> = BTreeMap::new();
    let numbered = (0..).zip(happened);
    let recorded = numbered.flat_map(|(before, (stream, event))| {
        let version = versions.entry(stream.clone()).or_default();
        let base = Base {
            version: *version,
            position: GlobalPosition::new(before),
            context_position: ContextPosition::new(before),
        };
        *version = version.plus(1);
        let stream = (&stream, Visibility::Public);
        RecordedEvent::all_of(&Rc::new(commit(model, stream, vec![event], base)))
    });
    recorded.collect()
}

fn commit(
    model: &dyn Model,
    (stream, visibility): (&StreamName, Visibility),
    events: Vec<EventData>,
    base: Base,
) -> Commit {
    let count = events.len() as u64;
    Commit {
        data: CommitData {
            branch: BranchId::main(),
            context: context(model, stream),
            stream: stream.clone(),
            visibility,
            command: Command {
                id: CommandId::new("given"),
                command_type: CommandType::new("Given"),
                payload: Payload::of(&Value::Null),
                actor: Actor::new("Specification", "Specification"),
                not_after: None,
            },
            correlation: CorrelationId::new("given"),
            causation: None,
            environment: environment(),
            facts: Vec::new(),
            model: model.fingerprint().clone(),
            events,
        },
        base,
        moment: Moment::after(base.position.plus(count)),
        recorded_at: Timestamp::default(),
    }
}

fn context(model: &dyn Model, stream: &StreamName) -> ContextName {
    let found = model
        .schema()
        .aggregates()
        .find(|(_, aggregate)| aggregate.category == *stream.category);
    found.map_or_else(|| ContextName::new("unknown"), |(c, _)| c.name.clone())
}

fn environment() -> DecisionEnvironment {
    DecisionEnvironment::new(Timestamp::default(), Clock::ByHand, "specification")
}

fn readable(events: &[EventData]) -> Vec<(String, Value)> {
    events
        .iter()
        .map(|event| (event.event_type.to_string(), json(event.payload.as_str())))
        .collect()
}

#[track_caller]
fn json(text: &str) -> Value {
    match Value::from_json(text) {
        Ok(value) => value,
        Err(error) => panic!("the specification has bad JSON: {error} in {text}"),
    }
}
