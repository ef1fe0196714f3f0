//! One step of one instance: recorded first, then carried out, then settled.

use super::private_stream::{Instance, PROCESSOR, Record};
use super::{Processors, Report, Stopped, Surroundings};
use crate::engine::cache::Cache;
use crate::engine::command_handler::{CommandRequest, Handled, Outcome};
use crate::engine::commit::Command;
use crate::engine::environment::{DecisionEnvironment, derived_id};
use crate::engine::event_store::{EventStore, HistoryEntry};
use crate::engine::faults::FaultPoint;
use crate::engine::journal::Refusal;
use crate::engine::names::CommandId;
use crate::engine::process::{
    Answer, CommandAnswer, Input, OpenWork, ProcessEvent, RecordedStep, SentCommand,
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
        if around
            .store
            .find_command(&self.branch, &id)
            .await?
            .is_some()
        {
            let rule = reaction.map_or_else(|why| why, |reaction| reaction.rule);
            return self.absorbed(around, instance, input, rule).await;
        }
        let reaction = match reaction {
            Ok(reaction) => reaction,
            Err(reason) => return self.park(around, instance, input, reason).await,
        };
        let rule = reaction.rule.clone();
        let process = instance.process.name.clone();
        let step = RecordedStep::new(
            &process,
            &instance.stream.id,
            input.clone(),
            seen.now,
            reaction,
        );
        let record = Record {
            id,
            cause: &input.cause,
            correlation: input.correlation.clone(),
            actor: instance.actor(),
            event: ProcessEvent::StepRecorded(step.clone()),
        };
        let recorded = self.record(around, instance, record, state.version());
        if let Some(commit) = recorded.await? {
            state.evolve_by(&commit);
            (around.told)(Report::Stepped { process, rule });
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
        let parked = {
            let followed = self.followed.borrow();
            let open = followed.open_of(&instance.process.name, &instance.stream.id);
            let parked = open.and_then(|open| open.parked.as_ref());
            parked.is_some_and(|parked| parked.input.cause == input.cause)
        };
        if parked {
            let rule = "parked".to_owned();
            return self.absorbed(around, instance, input, rule).await;
        }
        let step = instance.step_id(&input.cause);
        let id = CommandId::new(derived_id(step.as_str(), "held"));
        for known in [&step, &id] {
            if around
                .store
                .find_command(&self.branch, known)
                .await?
                .is_some()
            {
                return self
                    .absorbed(around, instance, input, "held".to_owned())
                    .await;
            }
        }
        let input = input.clone();
        self.record_at_head(
            around,
            instance,
            id,
            &input.cause.clone(),
            ProcessEvent::InputHeld { input },
        )
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
        let id = instance.step_id("start");
        self.record_at_head(around, &instance, id, "start", event)
            .await
    }

    /// An input that was handled before changes nothing.
    async fn absorbed<S: EventStore + Cache>(
        &self,
        around: &Surroundings<'_, S>,
        instance: &Instance<'_>,
        input: &Input,
        rule: String,
    ) -> Result<(), Stopped> {
        (around.told)(Report::Absorbed {
            instance: instance.stream.clone(),
            cause: input.cause.clone(),
            rule,
        });
        Ok(self.follow(around.store).await?)
    }

    async fn park<S: EventStore + Cache>(
        &self,
        around: &Surroundings<'_, S>,
        instance: &Instance<'_>,
        input: &Input,
        reason: String,
    ) -> Result<(), Stopped> {
        let version = self.followed.borrow().version(&instance.stream);
        let name = format!("parked at {}", version.count());
        let id = CommandId::new(derived_id(instance.step_id(&input.cause).as_str(), &name));
        let event = ProcessEvent::InputParked {
            input: input.clone(),
            reason,
        };
        self.record_at_head(around, instance, id, &input.cause, event)
            .await
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
            let answer = match self.send(around, instance, step, command).await?.outcome {
                Outcome::Accepted(_) => Answer::Accepted,
                Outcome::Repeated(_) => Answer::Repeated,
                // Nothing is expected of the version, so a lost race is one that was lost again and again.
                Outcome::Conflicted(conflict) => {
                    let reason = format!("the stream kept moving on, now at {}", conflict.actual);
                    let refusal = Refusal::decided("LOST_RACE", reason);
                    return self
                        .try_again(around, instance, step, command, refusal)
                        .await;
                }
                Outcome::Refused(refusal) => {
                    if !self.has_answer(around, state, step, command, &refusal) {
                        return self
                            .try_again(around, instance, step, command, refusal)
                            .await;
                    }
                    Answer::Refused(refusal)
                }
            };
            answers.push(CommandAnswer {
                command: command.id.clone(),
                answer,
            });
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

    /// Whether the process knows what to do about a refusal. What it does is decided when the step is settled.
    fn has_answer<S>(
        &self,
        around: &Surroundings<'_, S>,
        state: &StreamState,
        step: &RecordedStep,
        command: &SentCommand,
        refusal: &Refusal,
    ) -> bool {
        let correlation = step.input.correlation.clone();
        let input = Input::refused(command.clone(), refusal.clone(), correlation);
        let seen = DecisionEnvironment::for_command(&command.id, around.environment);
        let reaction = state.react(&input, &seen);
        reaction.is_ok_and(|reaction| !reaction.unhandled)
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
        let version = self.followed.borrow().version(&instance.stream);
        let id = derived_id(
            command.id.as_str(),
            &format!("failed at {}", version.count()),
        );
        let event = ProcessEvent::SendingFailed {
            cause: step.input.cause.clone(),
            command: command.id.clone(),
            refusal,
            tries,
            next_try: now.plus_millis(FIRST_RETRY_MILLIS << tried.min(30)),
        };
        self.record_at_head(
            around,
            instance,
            CommandId::new(id),
            &step.input.cause,
            event,
        )
        .await
    }

    fn tries(&self, instance: &Instance<'_>, command: &SentCommand) -> u32 {
        let followed = self.followed.borrow();
        let open = followed.open_of(&instance.process.name, &instance.stream.id);
        let trying = open.and_then(|open: &OpenWork| open.trying.as_ref());
        trying.map_or(0, |trying| {
            if trying.command == command.id {
                trying.tries
            } else {
                0
            }
        })
    }

    async fn settle<S: EventStore + Cache>(
        &self,
        around: &Surroundings<'_, S>,
        instance: &Instance<'_>,
        step: &RecordedStep,
        answers: Vec<CommandAnswer>,
    ) -> Result<(), Stopped> {
        let cause = &step.input.cause;
        let id = CommandId::new(derived_id(instance.step_id(cause).as_str(), "settled"));
        let event = ProcessEvent::StepSettled {
            cause: cause.clone(),
            answers,
            checkpoint: step.input.checkpoint().cloned(),
        };
        self.record_at_head(around, instance, id, cause, event)
            .await
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
