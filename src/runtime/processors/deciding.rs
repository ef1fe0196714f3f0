//! Deciding: what becomes of a parked input is for a person to say.

use super::private_stream::{Instance, Record};
use super::{Processors, Stopped, Surroundings};
use crate::engine::cache::Cache;
use crate::engine::event_store::EventStore;
use crate::engine::names::{Actor, CommandId, ProcessName, StreamName};
use crate::engine::process::{Answer, CommandAnswer, ProcessEvent, RecordedStep};
use std::rc::Rc;

impl Processors {
    /// Tries a parked input again, or gives it up. Answers which input it was; `None` where none is parked any more.
    ///
    /// # Errors
    /// The store failed.
    pub async fn decide_parked<S: EventStore + Cache>(
        &self,
        around: &Surroundings<'_, S>,
        stream: &StreamName,
        retry: bool,
        actor: Actor,
    ) -> Result<Option<String>, Stopped> {
        self.follow(around.store).await?;
        let name = ProcessName::new(&stream.category);
        let Some(process) = self.model.schema().process(&name) else {
            return Ok(None);
        };
        let instance = Instance::new(process, &stream.id);
        let version = self.followed.borrow().version(stream);
        let open = self
            .open_of(&instance)
            .and_then(|open| Some((open.parked.clone()?, open.step.clone())));
        let Some((parked, step)) = open else {
            return Ok(None);
        };
        let cause = parked.input.cause.clone();
        let event = match (retry, step) {
            (true, _) => ProcessEvent::RetryAsked {
                cause: cause.clone(),
            },
            (false, Some(step)) => self.given_up(around.store, &step).await?,
            (false, None) => ProcessEvent::InputSkipped {
                cause: cause.clone(),
            },
        };
        let record = Record {
            id: CommandId::new(around.environment.new_id()),
            correlation: parked.input.correlation.clone(),
            actor,
            event,
        };
        let recorded = self.record(around, &instance, record, version).await?;
        Ok(recorded.map(|_| cause))
    }

    /// The end of a step whose remaining commands are not sent any more.
    async fn given_up<S: EventStore>(
        &self,
        store: &S,
        step: &Rc<RecordedStep>,
    ) -> Result<ProcessEvent, Stopped> {
        let mut answers = Vec::new();
        for command in &step.commands {
            let answer = match self.was_accepted(store, &command.id).await? {
                true => Answer::Accepted,
                false => Answer::Skipped,
            };
            let command = command.id.clone();
            answers.push(CommandAnswer { command, answer });
        }
        Ok(ProcessEvent::StepSettled {
            cause: step.input.cause.clone(),
            answers,
            checkpoint: step.input.checkpoint().cloned(),
        })
    }
}
