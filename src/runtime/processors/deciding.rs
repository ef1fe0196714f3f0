//! Deciding: what becomes of a parked input is for a person to say.

use super::private_stream::{Instance, Record};
use super::{Processors, Stopped, Surroundings};
use crate::engine::cache::Cache;
use crate::engine::event_store::EventStore;
use crate::engine::names::{Actor, CommandId, ProcessName, StreamName};
use crate::engine::process::{Answer, CommandAnswer, OpenWork, ProcessEvent, RecordedStep};
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
        let (parked, step, version) = {
            let followed = self.followed.borrow();
            let open: Option<&OpenWork> = followed.open_of(&name, &stream.id);
            let parked = open.and_then(|open| open.parked.clone());
            let step = open.and_then(|open| open.step.clone());
            (parked, step, followed.version(stream))
        };
        let Some(parked) = parked else {
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
            cause: &cause,
            correlation: parked.input.correlation.clone(),
            actor,
            event,
        };
        let instance = Instance::new(process, &stream.id);
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
            let accepted = store
                .find_command(&self.branch, &command.id)
                .await?
                .is_some();
            answers.push(CommandAnswer {
                command: command.id.clone(),
                answer: if accepted {
                    Answer::Accepted
                } else {
                    Answer::Skipped
                },
            });
        }
        Ok(ProcessEvent::StepSettled {
            cause: step.input.cause.clone(),
            answers,
            checkpoint: step.input.checkpoint().cloned(),
        })
    }
}
