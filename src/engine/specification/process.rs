//! Specifications of processes: given the inputs that were handled, when one comes, then these commands are sent.

use super::{commit, json};
use crate::engine::commit::{Base, Visibility};
use crate::engine::environment::DecisionEnvironment;
use crate::engine::event::RecordedEvent;
use crate::engine::journal::Refusal;
use crate::engine::model::Model;
use crate::engine::names::{
    Actor, CommandId, ContextName, CorrelationId, EventType, ProcessName, ReferenceBug, StreamName,
};
use crate::engine::position::ContextPosition;
use crate::engine::process::{
    Checkpoint, HappenedEvent, Input, InputKind, ProcessEvent, Reaction, RecordedStep, SentCommand,
};
use crate::engine::stream_state::StreamState;
use crate::engine::time::{Clock, Timestamp};
use crate::engine::value::Value;
use std::rc::Rc;

/// One instance of a process, and the inputs that it has handled.
pub struct GivenProcess<'m> {
    model: &'m dyn Model,
    process: ProcessName,
    instance: String,
    environment: DecisionEnvironment,
    steps: Vec<Rc<RecordedStep>>,
}

/// What an input led to.
pub struct Reacted<'m> {
    given: GivenProcess<'m>,
    input: Input,
    reacted: Result<Reaction, String>,
}

/// An event as a process sees it: the id of the command that brought it about, its stream, type and payload.
#[track_caller]
pub fn happened(command: &str, stream: &str, event_type: &str, payload: &str) -> Input {
    let Some(stream) = StreamName::parse(stream) else {
        panic!("the specification has a bad stream name: {stream}")
    };
    Input {
        cause: format!("{command}.0"),
        correlation: CorrelationId::new("given"),
        kind: InputKind::Event(HappenedEvent {
            event_type: EventType::new(event_type),
            schema_version: 1,
            payload: json(payload),
            stream,
            command: CommandId::new(command),
            actor: Actor::new("Specification", "Specification"),
            recorded_at: Timestamp::default(),
            at: Checkpoint {
                context: ContextName::new("given"),
                position: ContextPosition::START,
            },
        }),
    }
}

/// The same event, brought about by a process.
#[must_use]
pub fn by_process(mut input: Input, process: &str) -> Input {
    if let InputKind::Event(event) = &mut input.kind {
        event.actor = Actor::new(process, process);
    }
    input
}

impl<'m> GivenProcess<'m> {
    /// An instance that has handled nothing, at the beginning of 1970.
    pub fn nothing(model: &'m dyn Model, process: &str, instance: &str) -> Self {
        Self {
            model,
            process: ProcessName::new(process),
            instance: instance.to_owned(),
            environment: super::environment(),
            steps: Vec::new(),
        }
    }

    /// And from now on it is this late.
    #[must_use]
    pub fn at(mut self, now: Timestamp) -> Self {
        self.environment.now = now;
        self.environment.clock = Clock::ByHand;
        self
    }

    /// And from now on these reference bugs are switched on.
    #[must_use]
    pub fn with_bugs(mut self, bugs: &[&str]) -> Self {
        self.environment.reference_bugs = bugs.iter().map(ReferenceBug::new).collect();
        self
    }

    /// And then this input was handled.
    #[track_caller]
    #[must_use]
    pub fn input(self, input: Input) -> Self {
        self.when(input).given()
    }

    /// When this input comes.
    pub fn when(self, input: Input) -> Reacted<'m> {
        let reacted = self.state().react(&input, &self.environment);
        Reacted {
            given: self,
            input,
            reacted,
        }
    }

    /// The latest command of this type that was sent.
    #[track_caller]
    pub fn sent(&self, command_type: &str) -> SentCommand {
        let steps = self.steps.iter().rev();
        let mut commands = steps.flat_map(|step| step.commands.iter().rev());
        match commands.find(|command| command.command_type.as_str() == command_type) {
            Some(command) => command.clone(),
            None => panic!("no {command_type} was sent"),
        }
    }

    /// That the latest command of this type is refused, as an input.
    #[track_caller]
    pub fn refused(&self, command_type: &str) -> Input {
        let refusal = Refusal::decided("REFUSED", "The rules say no.");
        let correlation = CorrelationId::new("given");
        Input::refused(self.sent(command_type), refusal, correlation)
    }

    /// That the latest deadline of this name has passed, as an input.
    #[track_caller]
    pub fn passed(&self, deadline: &str) -> Input {
        let steps = self.steps.iter().rev();
        let mut set = steps.flat_map(|step| step.deadlines_set.iter().rev());
        match set.find(|set| set.name == deadline) {
            Some(deadline) => Input::deadline(deadline.clone()),
            None => panic!("no deadline {deadline} was set"),
        }
    }

    fn state(&self) -> StreamState {
        let stream = StreamName::new(self.process.as_str(), &self.instance);
        let steps = self.steps.iter().map(Rc::clone);
        let events = steps.map(|step| ProcessEvent::StepRecorded(step).to_data());
        let private = (&stream, Visibility::Private);
        let commit = commit(self.model, private, events.collect(), Base::default());
        let mut state = StreamState::empty(self.model, &stream);
        let recorded: Vec<RecordedEvent> = RecordedEvent::all_of(&Rc::new(commit)).collect();
        state.evolve(&recorded);
        state
    }
}

impl<'m> Reacted<'m> {
    /// And this was handled: further inputs may come.
    #[track_caller]
    pub fn given(mut self) -> GivenProcess<'m> {
        let reaction = self.reaction().clone();
        let given = &mut self.given;
        let (process, now) = (&given.process, given.environment.now);
        let step = RecordedStep::new(process, &given.instance, self.input, now, reaction);
        given.steps.push(Rc::new(step));
        self.given
    }

    /// Then exactly these commands are sent: type and payload.
    #[track_caller]
    pub fn then(self, commands: &[(&str, &str)]) -> Self {
        let sent = self.reaction().commands.iter();
        let sent: Vec<(&str, Value)> = sent
            .map(|command| (command.command_type.as_str(), command.payload.clone()))
            .collect();
        let expected: Vec<(&str, Value)> = commands
            .iter()
            .map(|(command_type, payload)| (*command_type, json(payload)))
            .collect();
        assert_eq!(sent, expected);
        self
    }

    /// Then exactly this row of the process's table says so.
    #[track_caller]
    pub fn then_rule(self, rule: &str) -> Self {
        assert_eq!(self.reaction().rule, rule);
        self
    }

    /// Then nothing is sent and no deadline set, and the process goes on as before.
    #[track_caller]
    pub fn then_nothing(self) -> Self {
        let reaction = self.reaction();
        let nothing = Reaction::nothing(&reaction.rule);
        assert_eq!(*reaction, nothing);
        self
    }

    /// Then exactly these deadlines are set: name and time.
    #[track_caller]
    pub fn then_deadlines(self, deadlines: &[(&str, Timestamp)]) -> Self {
        let set = self.reaction().deadlines.iter();
        let set: Vec<(&str, Timestamp)> = set.map(|d| (d.name.as_str(), d.due)).collect();
        assert_eq!(set, deadlines);
        self
    }

    /// Then the first command is not sent after this time.
    #[track_caller]
    pub fn then_not_after(self, time: Timestamp) -> Self {
        let first = self.reaction().commands.first();
        assert_eq!(first.and_then(|command| command.not_after), Some(time));
        self
    }

    /// Then the instance has come to its end.
    #[track_caller]
    pub fn then_ends(self) -> Self {
        assert!(self.reaction().ends, "it goes on: {:?}", self.reaction());
        self
    }

    /// Then it has no answer to that: the refused command is tried again.
    #[track_caller]
    pub fn then_unhandled(self) -> Self {
        let reaction = self.reaction();
        assert!(reaction.unhandled, "it is handled: {reaction:?}");
        self
    }

    /// Then it has an answer to that.
    #[track_caller]
    pub fn then_handled(self) -> Self {
        let reaction = self.reaction();
        assert!(!reaction.unhandled, "it is not handled: {reaction:?}");
        self
    }

    /// Then it can't be handled, for this reason.
    #[track_caller]
    pub fn then_error(self, reason: &str) -> GivenProcess<'m> {
        match &self.reacted {
            Ok(reaction) => panic!("handled, with {reaction:?}"),
            Err(error) => assert_eq!(error, reason),
        }
        self.given
    }

    /// Then the instance stands where this says, once it is handled.
    #[track_caller]
    pub fn then_state(self, state: &str) -> GivenProcess<'m> {
        let given = self.given();
        assert_eq!(given.state().value(), Some(json(state)));
        given
    }

    #[track_caller]
    fn reaction(&self) -> &Reaction {
        match &self.reacted {
            Ok(reaction) => reaction,
            Err(error) => panic!("it can't be handled: {error}"),
        }
    }
}
