//! A small world in which a spec is played.

use crate::engine::commit::{Base, Command, Commit, CommitData, Visibility};
use crate::engine::decision::DecisionInput;
use crate::engine::environment::DecisionEnvironment;
use crate::engine::event::{EventData, RecordedEvent};
use crate::engine::journal::Refusal;
use crate::engine::lookup::looked_up_in;
use crate::engine::model::{History, Model, World};
use crate::engine::names::{Actor, CommandId, ContextName, CorrelationId, ProcessName, StreamName};
use crate::engine::position::{ContextPosition, GlobalPosition, Moment};
use crate::engine::process::{
    Correlating, Deadline, Input, InstanceStatus, ProcessEvent, Reaction, RecordedStep,
    SentCommand, step_id,
};
use crate::engine::time::{Clock, Timestamp};
use crate::engine::validation::validate;
use crate::engine::value::{Payload, Value};
use crate::engine::version::StreamVersion;
use crate::language::program::{
    Expr, FieldDef, Given, Heard, HeardEvent, Process, Program, Spec, Type,
};
use crate::language::run::TextModel;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

/// What the clock of a spec shows where nothing tells: 2026-03-02T09:00.
const UNTOLD: Timestamp = Timestamp::from_millis(1_772_442_000_000);

/// What had happened, and the world that follows.
pub(super) struct Play<'a> {
    model: &'a TextModel,
    process: Option<&'a Process>,
    history: Box<dyn History>,
    world: World,
    /// The latest time that was told.
    told: Option<Timestamp>,
    versions: BTreeMap<StreamName, StreamVersion>,
    /// The steps of the process, each with its instance.
    steps: Vec<(String, RecordedStep)>,
    commits: u32,
}

impl<'a> Play<'a> {
    pub(super) fn new(model: &'a TextModel, spec: &Spec) -> Self {
        let history = model.history();
        let processes = &model.program().processes;
        Self {
            model,
            process: spec.process.and_then(|process| processes.get(process)),
            world: history.initial_world(),
            history,
            told: None,
            versions: BTreeMap::new(),
            steps: Vec::new(),
            commits: 0,
        }
    }

    fn now(&self) -> Timestamp {
        self.told.unwrap_or(UNTOLD)
    }

    /// It is at least this late.
    fn moves_on(&mut self, to: Timestamp) {
        self.told = self.told.max(Some(to));
    }

    fn program(&self) -> &'a Program {
        self.model.program()
    }

    /// Lets something have happened.
    ///
    /// # Errors
    /// The process can't handle it, or the fold stopped: why.
    pub(super) fn give(&mut self, given: &Given) -> Result<(), String> {
        match given {
            Given::Now(time) => self.told = Some(self.time(time)),
            Given::Heard(heard) => {
                if let Some(reacted) = self.hear(heard) {
                    reacted?;
                }
            }
        }
        Ok(())
    }

    /// Somebody sends a command: what it recorded.
    pub(super) fn command(
        &mut self,
        actor: &Actor,
        command: usize,
        fields: &[Expr],
    ) -> Result<Vec<EventData>, Refusal> {
        let Some(rule) = self.program().commands.get(command) else {
            return Ok(Vec::new());
        };
        let payload = self.model.constants(fields, &rule.fields, self.now());
        let command = Command {
            id: CommandId::new("spec"),
            command_type: rule.command_type.clone(),
            payload: Payload::of(&payload),
            actor: actor.clone(),
            not_after: None,
        };
        let target = validate(self.model.schema(), &command)?;
        let live = (&*self.history, &self.world);
        let facts = looked_up_in(self.model, live, GlobalPosition::START, &command);
        let environment = self.environment("spec");
        let decision = DecisionInput {
            command: &command,
            facts: &facts,
            environment: &environment,
        };
        let decided = self.history.decide(&self.world, &target.stream, decision)?;
        let visibility = Visibility::Public;
        let recorded = self.record(&target.stream, visibility, command, decided.clone());
        // A fold that stops is told by the rows, which do not follow.
        drop(recorded);
        Ok(decided)
    }

    /// What the process does about something. None where it does not care, or there is none.
    pub(super) fn hear(&mut self, heard: &Heard) -> Option<Result<Reaction, String>> {
        let (instance, input) = match heard {
            Heard::Event(event) => match self.happen(event)? {
                Ok(input) => (self.instance_for(&input)?, input),
                Err(why) => return Some(Err(why)),
            },
            Heard::Passes(deadline, instance) => {
                let instance = self.text(instance);
                let name = self.deadline(*deadline);
                let set = self.latest_set(&name, &instance);
                let deadline = set.unwrap_or_else(|| Deadline {
                    id: name.clone(),
                    name,
                    due: self.now(),
                    correlation: CorrelationId::new("spec"),
                });
                self.moves_on(deadline.due);
                (instance, Input::deadline(deadline))
            }
            Heard::Refusal(command, why, instance) => {
                let instance = self.text(instance);
                let sent = self.latest_sent(*command, Some(&instance));
                let Some(sent) = sent else {
                    return Some(Err("The process has sent no such command.".to_owned()));
                };
                let code = why.code.as_deref().unwrap_or("REFUSED");
                let reason = why.reason.as_deref().unwrap_or("The rules say no.");
                let refusal = Refusal::decided(code, reason);
                let correlation = CorrelationId::new("spec");
                (instance, Input::refused(sent, refusal, correlation))
            }
        };
        let name = self.process?.name.clone();
        Some(self.react(&name, &instance, input))
    }

    fn react(
        &mut self,
        process: &ProcessName,
        instance: &str,
        input: Input,
    ) -> Result<Reaction, String> {
        let stream = StreamName::new(process.as_str(), instance);
        let id = step_id(process, instance, &input.cause);
        let environment = self.environment(id.as_str());
        let reaction = self
            .history
            .react(&self.world, &stream, &input, &environment)?;
        let step = RecordedStep::new(process, instance, input, self.now(), reaction.clone());
        let event = ProcessEvent::StepRecorded(Rc::new(step.clone())).to_data();
        self.steps.push((instance.to_owned(), step));
        let command = self.told_by(&Actor::new(process.as_str(), process.as_str()), id);
        self.record(&stream, Visibility::Private, command, vec![event])?;
        Ok(reaction)
    }

    /// An event happens. None where the program has none such.
    fn happen(&mut self, heard: &HeardEvent) -> Option<Result<Input, String>> {
        let program = self.program();
        let rule = program.events.get(heard.event)?;
        let aggregate = program.aggregates.get(rule.aggregate)?;
        let stream = StreamName::new(&aggregate.category, &self.text(&heard.key));
        let event = EventData {
            event_type: rule.event_type.clone(),
            schema_version: rule.version,
            payload: Payload::of(
                &self
                    .model
                    .constants(&heard.fields, &rule.fields, self.now()),
            ),
        };
        let answered = heard
            .answering
            .and_then(|command| self.latest_sent(command, None));
        let command = match (answered, self.process) {
            (Some(sent), Some(process)) => {
                let name = process.name.as_str();
                self.told_by(&Actor::new(name, name), sent.id)
            }
            _ => {
                self.commits += 1;
                let id = CommandId::new(format!("given {}", self.commits));
                self.told_by(&heard.by, id)
            }
        };
        // What came earlier than the latest is recorded at its own time all the same.
        let latest = self.told;
        if let Some(at) = &heard.at {
            self.told = Some(self.time(at));
        }
        let recorded = self.record(&stream, Visibility::Public, command, vec![event]);
        self.told = self.told.max(latest);
        match recorded {
            Ok(recorded) => Some(Ok(Input::event(&recorded?))),
            Err(why) => Some(Err(why)),
        }
    }

    fn instance_for(&self, input: &Input) -> Option<String> {
        let known = |instance: &str| match self.steps_of(instance).next() {
            Some(_) => InstanceStatus::Running,
            None => InstanceStatus::Unknown,
        };
        let correlating = Correlating {
            status: &known,
            reference_bugs: &BTreeSet::new(),
        };
        self.model.instance(&self.process?.name, input, correlating)
    }

    fn steps_of(&self, instance: &str) -> impl DoubleEndedIterator<Item = &RecordedStep> {
        let steps = self
            .steps
            .iter()
            .filter(move |(known, _)| known == instance);
        steps.map(|(_, step)| step)
    }

    /// The latest setting of a deadline by an instance.
    fn latest_set(&self, deadline: &str, instance: &str) -> Option<Deadline> {
        let steps = self.steps_of(instance).rev();
        let mut set = steps.flat_map(|step| step.deadlines_set.iter().rev());
        set.find(|set| set.name == deadline).cloned()
    }

    /// The latest command of a kind that the process has sent, or one of its instances.
    fn latest_sent(&self, command: usize, instance: Option<&str>) -> Option<SentCommand> {
        let command_type = &self.program().commands.get(command)?.command_type;
        let steps = self.steps.iter().rev();
        let steps = steps.filter(|(known, _)| instance.is_none_or(|instance| known == instance));
        let mut sent = steps.flat_map(|(_, step)| step.commands.iter().rev());
        sent.find(|sent| sent.command_type == *command_type)
            .cloned()
    }

    fn told_by(&self, actor: &Actor, id: CommandId) -> Command {
        Command {
            id,
            command_type: "Given".into(),
            payload: Payload::of(&Value::Null),
            actor: actor.clone(),
            not_after: None,
        }
    }

    /// Records events and folds them in. Answers the last of them.
    fn record(
        &mut self,
        stream: &StreamName,
        visibility: Visibility,
        command: Command,
        events: Vec<EventData>,
    ) -> Result<Option<RecordedEvent>, String> {
        let begin = self.history.len();
        let version = self.versions.entry(stream.clone()).or_default();
        let before = *version;
        *version = version.plus(events.len() as u64);
        let commit = Commit {
            base: Base {
                version: before,
                position: GlobalPosition::new(begin as u64),
                context_position: ContextPosition::new(begin as u64),
            },
            moment: Moment::after(GlobalPosition::new((begin + events.len()) as u64)),
            recorded_at: self.now(),
            data: CommitData {
                branch: "main".into(),
                context: self.context_of(stream),
                stream: stream.clone(),
                visibility,
                command,
                correlation: CorrelationId::new("spec"),
                causation: None,
                environment: self.environment("spec"),
                facts: Vec::new(),
                model: self.model.fingerprint().clone(),
                events,
            },
        };
        let recorded: Vec<RecordedEvent> = RecordedEvent::all_of(&Rc::new(commit)).collect();
        for event in &recorded {
            self.history.push(event);
        }
        let end = self.history.len();
        let folded = self.history.fold(&mut self.world, begin..end);
        folded.map_err(|stopped| stopped.problem)?;
        Ok(recorded.into_iter().next_back())
    }

    fn context_of(&self, stream: &StreamName) -> ContextName {
        let mut aggregates = self.program().aggregates.iter();
        let known = aggregates.find(|aggregate| *aggregate.category == *stream.category);
        known.map_or_else(|| ContextName::new("spec"), |known| known.context.clone())
    }

    fn environment(&self, seed: &str) -> DecisionEnvironment {
        DecisionEnvironment::new(self.now(), Clock::ByHand, seed)
    }

    /// The name of an event, and those of its fields that are told.
    pub(super) fn event(&self, event: usize, fields: &[Option<Expr>]) -> (String, Value) {
        let event = self.program().events.get(event);
        event.map_or_else(Default::default, |event| {
            let name = event.event_type.to_string();
            (name, self.told(&event.fields, fields))
        })
    }

    /// The name of a command, and those of its fields that are told.
    pub(super) fn sent(&self, command: usize, fields: &[Option<Expr>]) -> (String, Value) {
        let command = self.program().commands.get(command);
        command.map_or_else(Default::default, |command| {
            let name = command.command_type.to_string();
            (name, self.told(&command.fields, fields))
        })
    }

    fn told(&self, fields: &[FieldDef], told: &[Option<Expr>]) -> Value {
        let pairs = fields.iter().zip(told).filter_map(|(field, told)| {
            let value = self
                .model
                .constant(told.as_ref()?, &field.field_type, self.now());
            Some((field.name.as_str(), value))
        });
        Value::map(pairs)
    }

    /// The columns of a row that are told, as wanted and as they are.
    pub(super) fn row(
        &self,
        read_model: usize,
        key: &[Expr],
        columns: &[(usize, Expr)],
    ) -> (Value, Value) {
        let known = self.program().read_models.get(read_model);
        let known = known.map_or(&[][..], |read_model| &read_model.columns);
        let told = columns.iter().filter_map(|(column, told)| {
            let column = known.get(*column)?;
            let value = self.model.constant(told, &column.field_type, self.now());
            Some((column.name.as_str(), value))
        });
        let expected = Value::map(told);
        let row = self.whole_row(read_model, key);
        let actual = row.map(|row| super::named(&row, &expected));
        (expected, actual.unwrap_or_default())
    }

    /// All of a row.
    pub(super) fn whole_row(&self, read_model: usize, key: &[Expr]) -> Option<Value> {
        let known = self.program().read_models.get(read_model)?;
        let key = self.model.key_of_row(key, &known.key, self.now());
        self.history.row(&self.world, &known.name, &key)
    }

    /// The name of a deadline.
    pub(super) fn deadline(&self, deadline: usize) -> String {
        let name = self.process.and_then(|p| p.deadlines.get(deadline));
        name.cloned().unwrap_or_default()
    }

    pub(super) fn time(&self, time: &Expr) -> Timestamp {
        let millis = self.model.constant(time, &Type::Instant, self.now());
        Timestamp::from_millis(millis.as_int().unwrap_or(0))
    }

    fn text(&self, text: &Expr) -> String {
        match self.model.constant(text, &Type::Text, self.now()) {
            Value::Text(text) => text,
            _ => String::new(),
        }
    }
}
