//! What every processor has open at one moment: a fold of the private streams, the same for every model.

use super::event::{Answer, ProcessEvent, RecordedStep};
use super::input::{Checkpoint, Deadline, Input};
use super::reaction::InstanceStatus;
use crate::engine::journal::Refusal;
use crate::engine::names::{CommandId, ContextName, ProcessName};
use crate::engine::position::ContextPosition;
use crate::engine::slots::{Slot, SmallSlots};
use crate::engine::time::Timestamp;
use std::collections::BTreeMap;
use std::rc::Rc;

/// Every process manager at one moment. A copy shares everything.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Processes {
    processors: BTreeMap<ProcessName, Rc<Processor>>,
}

/// One process manager: how far it has read, and what its instances have open.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Processor {
    checkpoints: BTreeMap<ContextName, ContextPosition>,
    statuses: SmallSlots<InstanceStatus>,
    open: BTreeMap<Slot, Rc<OpenWork>>,
}

/// What one instance has open.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct OpenWork {
    /// The step that is recorded and not settled.
    pub step: Option<Rc<RecordedStep>>,
    /// The command of that step which is being tried again.
    pub trying: Option<Trying>,
    /// The input that a person has to decide on.
    pub parked: Option<ParkedInput>,
    /// The inputs that wait, in order.
    pub held: Vec<Rc<Input>>,
    /// The deadlines that are set.
    pub deadlines: Vec<Deadline>,
}

/// A refused command that will be tried again.
#[derive(Clone, PartialEq, Debug)]
pub struct Trying {
    /// The command.
    pub command: CommandId,
    /// Why it was refused.
    pub refusal: Refusal,
    /// How often it was tried.
    pub tries: u32,
    /// When it is tried again.
    pub next_try: Timestamp,
}

/// An input that can't be handled by itself.
#[derive(Clone, PartialEq, Debug)]
pub struct ParkedInput {
    /// The input.
    pub input: Rc<Input>,
    /// Why.
    pub reason: String,
}

impl Processes {
    /// One processor. `None` where it has not begun.
    pub fn processor(&self, process: &ProcessName) -> Option<&Processor> {
        self.processors.get(process).map(|processor| &**processor)
    }

    /// Evolves by one event of a private stream.
    pub fn evolve(&mut self, process: &ProcessName, instance: Slot, event: &ProcessEvent) {
        let processor = match self.processors.get_mut(process) {
            Some(processor) => processor,
            None => self.processors.entry(process.clone()).or_default(),
        };
        Rc::make_mut(processor).evolve(instance, event);
    }
}

impl Processor {
    /// The last position in a context that it has durably handled.
    pub fn checkpoint(&self, context: &ContextName) -> ContextPosition {
        let known = self.checkpoints.get(context);
        known.copied().unwrap_or(ContextPosition::START)
    }

    /// What became of an instance.
    pub fn status(&self, instance: Slot) -> InstanceStatus {
        self.statuses.get(instance).copied().unwrap_or_default()
    }

    /// What an instance has open. `None` where it has nothing.
    pub fn open_of(&self, instance: Slot) -> Option<&OpenWork> {
        self.open.get(&instance).map(|open| &**open)
    }

    /// The instances that have something open.
    pub fn open(&self) -> impl Iterator<Item = (Slot, &OpenWork)> {
        self.open.iter().map(|(slot, open)| (*slot, &**open))
    }

    /// The instances that have begun, each with what became of it.
    pub fn instances(&self) -> impl Iterator<Item = (Slot, InstanceStatus)> {
        self.statuses.filled().map(|(slot, status)| (slot, *status))
    }

    fn evolve(&mut self, instance: Slot, event: &ProcessEvent) {
        match event {
            ProcessEvent::ProcessorStarted { checkpoints } => {
                checkpoints
                    .iter()
                    .for_each(|checkpoint| self.pass(checkpoint));
                return;
            }
            ProcessEvent::StepRecorded(step) => self.began(instance, step.ends),
            ProcessEvent::InputHeld { input } | ProcessEvent::InputParked { input, .. } => {
                self.pass_all(input.checkpoint());
            }
            ProcessEvent::StepSettled { checkpoint, .. } => self.pass_all(checkpoint.as_ref()),
            _ => {}
        }
        let open = Rc::make_mut(self.open.entry(instance).or_default());
        open.evolve(event);
        if *open == OpenWork::default() {
            self.open.remove(&instance);
        }
    }

    fn began(&mut self, instance: Slot, ends: bool) {
        let status = match ends {
            true => InstanceStatus::Ended,
            false if self.status(instance) == InstanceStatus::Ended => InstanceStatus::Ended,
            false => InstanceStatus::Running,
        };
        self.statuses.put(instance, status);
    }

    fn pass_all<'a>(&mut self, checkpoints: impl IntoIterator<Item = &'a Checkpoint>) {
        checkpoints
            .into_iter()
            .for_each(|checkpoint| self.pass(checkpoint));
    }

    fn pass(&mut self, checkpoint: &Checkpoint) {
        let context = checkpoint.context.clone();
        let known = self.checkpoints.entry(context).or_default();
        *known = checkpoint.position.max(*known);
    }
}

impl OpenWork {
    /// What there is to do at this time, if anything.
    pub fn next(&self, now: Timestamp) -> Option<Work> {
        if self.parked.is_some() {
            return None;
        }
        if let Some(step) = &self.step {
            let may_try = self.trying.as_ref().is_none_or(|t| t.next_try <= now);
            return may_try.then(|| Work::Resume(Rc::clone(step)));
        }
        if let Some(input) = self.held.first() {
            return Some(Work::Handle(Rc::clone(input)));
        }
        let due = self.deadlines.iter().filter(|deadline| deadline.due <= now);
        let first = due.min_by_key(|deadline| deadline.due)?;
        Some(Work::Deadline(first.clone()))
    }

    /// When there will be something to do, if nothing else happens before: from then on there is a [`OpenWork::next`].
    /// `None` where only a person can tell.
    pub fn due(&self) -> Option<Timestamp> {
        if self.parked.is_some() {
            return None;
        }
        if self.step.is_some() {
            let next_try = self.trying.as_ref().map(|trying| trying.next_try);
            return Some(next_try.unwrap_or(Timestamp::from_millis(i64::MIN)));
        }
        if !self.held.is_empty() {
            return Some(Timestamp::from_millis(i64::MIN));
        }
        self.deadlines.iter().map(|deadline| deadline.due).min()
    }

    /// Whether an input has to wait for an earlier one.
    pub fn blocks(&self) -> bool {
        self.step.is_some() || self.parked.is_some() || !self.held.is_empty()
    }

    fn evolve(&mut self, event: &ProcessEvent) {
        match event {
            ProcessEvent::ProcessorStarted { .. } => {}
            ProcessEvent::InputHeld { input } => self.held.push(Rc::clone(input)),
            ProcessEvent::StepRecorded(step) => self.begin(step),
            ProcessEvent::SendingFailed {
                command,
                refusal,
                tries,
                next_try,
                ..
            } => {
                self.trying = Some(Trying {
                    command: command.clone(),
                    refusal: refusal.clone(),
                    tries: *tries,
                    next_try: *next_try,
                });
            }
            ProcessEvent::StepSettled { cause, answers, .. } => {
                let answers = answers.iter().map(|answer| &answer.answer);
                self.settle(cause, answers);
            }
            ProcessEvent::InputParked { input, reason } => {
                self.held.retain(|held| held.cause != input.cause);
                self.parked = Some(ParkedInput {
                    input: Rc::clone(input),
                    reason: reason.clone(),
                });
            }
            ProcessEvent::RetryAsked { cause } => self.retry(cause),
            ProcessEvent::InputSkipped { cause } => {
                self.parked.take_if(|parked| parked.input.cause == *cause);
            }
        }
    }

    fn begin(&mut self, step: &Rc<RecordedStep>) {
        self.held.retain(|held| held.cause != step.input.cause);
        self.deadlines.retain(|known| {
            let replaced = step.deadlines_set.iter().any(|new| new.name == known.name);
            let off = step.deadlines_cancelled.contains(&known.name);
            !(step.ends || replaced || off || known.id == step.input.cause)
        });
        self.deadlines.extend(step.deadlines_set.iter().cloned());
        self.trying = None;
        self.step = Some(Rc::clone(step));
    }

    /// Refused commands come back as inputs, before anything that waits.
    fn settle<'a>(&mut self, cause: &str, answers: impl Iterator<Item = &'a Answer>) {
        let Some(step) = self.step.take_if(|step| step.input.cause == cause) else {
            return;
        };
        self.trying = None;
        self.parked.take_if(|parked| parked.input.cause == cause);
        let refused = step
            .commands
            .iter()
            .zip(answers)
            .filter_map(|(command, answer)| {
                let Answer::Refused(refusal) = answer else {
                    return None;
                };
                let correlation = step.input.correlation.clone();
                Some(Input::refused(
                    command.clone(),
                    refusal.clone(),
                    correlation,
                ))
            });
        let refused: Vec<Rc<Input>> = refused.map(Rc::new).collect();
        self.held.splice(0..0, refused);
    }

    fn retry(&mut self, cause: &str) {
        let Some(parked) = self.parked.take_if(|parked| parked.input.cause == *cause) else {
            return;
        };
        self.trying = None;
        if self.step.is_none() {
            self.held.insert(0, parked.input);
        }
    }
}

/// Something that an instance has to do.
#[derive(Clone, PartialEq, Debug)]
pub enum Work {
    /// A step is recorded: send its commands and settle it.
    Resume(Rc<RecordedStep>),
    /// An input waits.
    Handle(Rc<Input>),
    /// A deadline has passed.
    Deadline(Deadline),
}
