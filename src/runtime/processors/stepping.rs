//! One step of one instance: recorded first, then carried out, then settled.

use super::private_stream::{Instance, PROCESSOR, Record, START};
use super::{Processors, Report, Stopped, Surroundings};
use crate::engine::cache::Cache;
use crate::engine::command_handler::{CommandRequest, Handled, Outcome};
use crate::engine::commit::Command;
use crate::engine::environment::{DecisionEnvironment, derived_id};
use crate::engine::event_store::{EventStore, HistoryEntry};
use crate::engine::faults::FaultPoint;
use crate::engine::journal::{JournalNote, Refusal};
use crate::engine::names::CommandId;
use crate::engine::process::{
    Answer, CommandAnswer, Input, ProcessEvent, RecordedStep, SentCommand,
};
use crate::engine::schema::ProcessSchema;
use crate::engine::stream_state::StreamState;
use crate::engine::value::Payload;
use crate::engine::version::ExpectedVersion;
use std::rc::Rc;

/// How often a refused command is tried before it is parked.
const MOST_TRIES: u32 = 5;

/// How long the first retry waits; each further one waits twice as long.
const FIRST_RETRY_MILLIS: i64 = 1_000;

impl Processors {
    /// Reacts to an input: the reaction is recorded and carried out; one that fails parks the input.
    pub(super) async fn handle<S: EventStore + Cache>(
        &self,
        around: &Surroundings<'_, S>,
        instance: &Instance<'_>,
        input: &Input,
    ) -> Result<(), Stopped> {
        self.crash(around, FaultPoint::CrashBeforeStep)?;
        let mut state = self.load(around.store, instance).await?;
        let id = instance.step_id(&input.cause);
        let seen = DecisionEnvironment::for_command(&id, around.environment);
        let reaction = state.react(input, &seen);
        if self.was_accepted(around.store, &id).await? {
            let rule = reaction.map_or_else(|why| why, |reaction| reaction.rule);
            return self.absorbed(around, instance, input, rule).await;
        }
        let reaction = match self.chains.too_long(input) {
            Some(reason) => Err(reason),
            None => reaction,
        };
        let reaction = match reaction {
            Ok(reaction) => reaction,
            Err(reason) => return self.park(around, instance, input, reason).await,
        };
        let (process, name) = (&instance.process.name, &instance.stream.id);
        let step = RecordedStep::new(process, name, input.clone(), seen.now, reaction);
        let step = Rc::new(step);
        let record = Record {
            id,
            correlation: input.correlation.clone(),
            actor: instance.actor(),
            event: ProcessEvent::StepRecorded(Rc::clone(&step)),
        };
        let recorded = self.record(around, instance, record, state.version());
        if let Some(commit) = recorded.await? {
            state.evolve_by(&commit);
            self.chains.follow(&step);
            (around.told)(Report::Stepped {
                process: process.clone(),
                rule: step.rule.clone(),
            });
            self.crash(around, FaultPoint::CrashAfterStep)?;
            self.carry_out(around, instance, &step, &state).await?;
        }
        Ok(())
    }

    /// Goes on with a step that was recorded and not settled.
    pub(super) async fn resume<S: EventStore + Cache>(
        &self,
        around: &Surroundings<'_, S>,
        instance: &Instance<'_>,
        step: &RecordedStep,
    ) -> Result<(), Stopped> {
        let state = self.load(around.store, instance).await?;
        self.carry_out(around, instance, step, &state).await
    }

    /// Keeps an input until the earlier ones of its instance are done with.
    pub(super) async fn hold<S: EventStore + Cache>(
        &self,
        around: &Surroundings<'_, S>,
        instance: &Instance<'_>,
        input: &Input,
    ) -> Result<(), Stopped> {
        let parked = self.open_of(instance).and_then(|open| open.parked.clone());
        if parked.is_some_and(|parked| parked.input.cause == input.cause) {
            let rule = "parked".to_owned();
            return self.absorbed(around, instance, input, rule).await;
        }
        let step = instance.step_id(&input.cause);
        let id = derived(&step, "held");
        for known in [&step, &id] {
            if self.was_accepted(around.store, known).await? {
                let rule = "held".to_owned();
                return self.absorbed(around, instance, input, rule).await;
            }
        }
        let input = Rc::new(input.clone());
        self.record_at_head(around, instance, id, ProcessEvent::InputHeld { input })
            .await
    }

    /// Records where a processor begins.
    pub(super) async fn record_start<S: EventStore + Cache>(
        &self,
        around: &Surroundings<'_, S>,
        process: &ProcessSchema,
        event: ProcessEvent,
    ) -> Result<(), Stopped> {
        let instance = Instance::new(process, PROCESSOR);
        let id = instance.step_id(START);
        self.record_at_head(around, &instance, id, event).await
    }

    /// An input that was handled before changes nothing.
    async fn absorbed<S: EventStore + Cache>(
        &self,
        around: &Surroundings<'_, S>,
        instance: &Instance<'_>,
        input: &Input,
        rule: String,
    ) -> Result<(), Stopped> {
        (around.told)(Report::Noticed(JournalNote::InputAbsorbed {
            instance: instance.stream.clone(),
            cause: input.cause.clone(),
            rule,
        }));
        Ok(self.follow(around.store).await?)
    }

    async fn park<S: EventStore + Cache>(
        &self,
        around: &Surroundings<'_, S>,
        instance: &Instance<'_>,
        input: &Input,
        reason: String,
    ) -> Result<(), Stopped> {
        let id = self.derived_at_head(instance, &instance.step_id(&input.cause), "parked");
        let event = ProcessEvent::InputParked {
            input: Rc::new(input.clone()),
            reason,
        };
        self.record_at_head(around, instance, id, event).await
    }

    async fn carry_out<S: EventStore + Cache>(
        &self,
        around: &Surroundings<'_, S>,
        instance: &Instance<'_>,
        step: &RecordedStep,
        state: &StreamState,
    ) -> Result<(), Stopped> {
        let mut answers = Vec::new();
        for command in &step.commands {
            if !answers.is_empty() {
                self.crash(around, FaultPoint::CrashBetweenSends)?;
            }
            let sent = self.send(around, instance, step, command).await?;
            match answer_to(around, state, step, command, sent.outcome) {
                Ok(answer) => answers.push(CommandAnswer {
                    command: command.id.clone(),
                    answer,
                }),
                Err(refusal) => {
                    return self
                        .try_again(around, instance, step, command, refusal)
                        .await;
                }
            }
        }
        self.crash(around, FaultPoint::CrashBeforeSettling)?;
        self.settle(around, instance, step, answers).await?;
        self.crash(around, FaultPoint::CrashAfterSettling)
    }

    async fn send<S: EventStore + Cache>(
        &self,
        around: &Surroundings<'_, S>,
        instance: &Instance<'_>,
        step: &RecordedStep,
        command: &SentCommand,
    ) -> Result<Handled, Stopped> {
        let id = match command.forgets_its_id {
            true => CommandId::new(around.environment.new_id()),
            false => command.id.clone(),
        };
        let request = CommandRequest {
            branch: self.branch.clone(),
            command: Command {
                id,
                command_type: command.command_type.clone(),
                payload: Payload::of(&command.payload),
                actor: instance.actor(),
                not_after: command.not_after,
            },
            facts: Vec::new(),
            expected: ExpectedVersion::Any,
            correlation: step.input.correlation.clone(),
            causation: Some(step.input.cause.clone()),
        };
        let handled = around
            .handler
            .handle(around.store, around.environment, &request)
            .await?;
        let notes = handled.notes.iter().cloned().map(HistoryEntry::Journal);
        let commit = match &handled.outcome {
            Outcome::Accepted(commit) => Some(HistoryEntry::Commit(Rc::clone(commit))),
            _ => None,
        };
        self.observe(&notes.chain(commit).collect::<Vec<_>>());
        (around.told)(Report::Sent(Box::new(handled.clone())));
        Ok(handled)
    }

    async fn try_again<S: EventStore + Cache>(
        &self,
        around: &Surroundings<'_, S>,
        instance: &Instance<'_>,
        step: &RecordedStep,
        command: &SentCommand,
        refusal: Refusal,
    ) -> Result<(), Stopped> {
        let tried = self.tries(instance, command);
        let tries = tried + 1;
        let now = around.environment.now();
        let too_late = command.not_after.is_some_and(|not_after| now > not_after);
        if too_late || tries >= MOST_TRIES {
            let (what, why) = (&command.command_type, &refusal.reason);
            let reason = format!("“{what}” was refused {tries} times: {why}");
            return self.park(around, instance, &step.input, reason).await;
        }
        let id = self.derived_at_head(instance, &command.id, "failed");
        let event = ProcessEvent::SendingFailed {
            cause: step.input.cause.clone(),
            command: command.id.clone(),
            refusal,
            tries,
            next_try: now.plus_millis(FIRST_RETRY_MILLIS << tried.min(30)),
        };
        self.record_at_head(around, instance, id, event).await
    }

    /// How often this command was refused so far.
    fn tries(&self, instance: &Instance<'_>, command: &SentCommand) -> u32 {
        let trying = self.open_of(instance).and_then(|open| open.trying.clone());
        trying
            .filter(|trying| trying.command == command.id)
            .map_or(0, |trying| trying.tries)
    }

    /// The id of what may be recorded more than once about the same thing: the version tells which time it is.
    fn derived_at_head(&self, instance: &Instance<'_>, of: &CommandId, what: &str) -> CommandId {
        let version = self.followed.borrow().version(&instance.stream);
        derived(of, &format!("{what} at {}", version.count()))
    }

    async fn settle<S: EventStore + Cache>(
        &self,
        around: &Surroundings<'_, S>,
        instance: &Instance<'_>,
        step: &RecordedStep,
        answers: Vec<CommandAnswer>,
    ) -> Result<(), Stopped> {
        let cause = &step.input.cause;
        let id = derived(&instance.step_id(cause), "settled");
        let event = ProcessEvent::StepSettled {
            cause: cause.clone(),
            answers,
            checkpoint: step.input.checkpoint().cloned(),
        };
        self.record_at_head(around, instance, id, event).await
    }
}

fn derived(of: &CommandId, what: &str) -> CommandId {
    CommandId::new(derived_id(of.as_str(), what))
}

/// How a command of a step was answered. A refusal that the process has no answer to is given back: it is tried again.
fn answer_to<S>(
    around: &Surroundings<'_, S>,
    state: &StreamState,
    step: &RecordedStep,
    command: &SentCommand,
    outcome: Outcome,
) -> Result<Answer, Refusal> {
    let refusal = match outcome {
        Outcome::Accepted(_) => return Ok(Answer::Accepted),
        Outcome::Repeated(_) => return Ok(Answer::Repeated),
        // Nothing is expected of the version, so a lost race is one that was lost again and again.
        Outcome::Conflicted(conflict) => {
            let reason = format!("the stream kept moving on, now at {}", conflict.actual);
            return Err(Refusal::decided("LOST_RACE", reason));
        }
        Outcome::Refused(refusal) => refusal,
    };
    // What the process does about it is decided when the step is settled; here only whether it knows.
    let correlation = step.input.correlation.clone();
    let input = Input::refused(command.clone(), refusal.clone(), correlation);
    let seen = DecisionEnvironment::for_command(&command.id, around.environment);
    match state.react(&input, &seen) {
        Ok(reaction) if !reaction.unhandled => Ok(Answer::Refused(refusal)),
        _ => Err(refusal),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::time::Timestamp;

    #[test]
    fn retries_wait_longer_each_time() {
        let now = Timestamp::from_millis(0);
        let waits = (0..4).map(|tried| now.plus_millis(FIRST_RETRY_MILLIS << tried).millis());
        assert_eq!(waits.collect::<Vec<_>>(), [1_000, 2_000, 4_000, 8_000]);
    }
}
