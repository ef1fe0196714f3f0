//! Delivering: what is open goes on, what is due is handled, and events are read from the contexts' logs.

use super::private_stream::Instance;
use super::{Processors, Report, Stopped, Surroundings};
use crate::engine::cache::Cache;
use crate::engine::event::RecordedEvent;
use crate::engine::event_store::EventStore;
use crate::engine::faults::FaultPoint;
use crate::engine::hash::stable_hash;
use crate::engine::journal::JournalNote;
use crate::engine::names::{ContextName, ProcessName};
use crate::engine::position::{ContextPosition, GlobalPosition};
use crate::engine::process::{Correlating, Input, Work};
use crate::engine::schema::ProcessSchema;
use crate::engine::time::Timestamp;

/// What was delivered twice comes once more at most so many runs later.
const MOST_RUNS_LATER: u32 = 48;

/// An event that a fault delivers once more.
pub(super) struct Again {
    process: ProcessName,
    input: Input,
    position: GlobalPosition,
    /// How many times the processors run before that.
    runs_left: u32,
}

/// How many events of a context are read at once.
const BATCH: usize = 64;

impl Processors {
    /// Does the most urgent thing that is open. False where nothing is.
    pub(super) async fn open_work<S: EventStore + Cache>(
        &self,
        around: &Surroundings<'_, S>,
    ) -> Result<bool, Stopped> {
        let Some((process, id, work)) = self.most_urgent(around.environment.now()) else {
            return Ok(false);
        };
        let instance = Instance::new(process, &id);
        match work {
            Work::Resume(step) => self.resume(around, &instance, &step).await?,
            Work::Handle(input) => self.handle(around, &instance, &input).await?,
            Work::Deadline(deadline) => {
                let input = Input::deadline(deadline);
                if around.faults.strikes(FaultPoint::DuplicateDelivery) {
                    self.deliver_to(around, &instance, &input).await?;
                }
                self.deliver_to(around, &instance, &input).await?;
            }
        }
        Ok(true)
    }

    fn most_urgent(&self, now: Timestamp) -> Option<(&ProcessSchema, String, Work)> {
        let followed = self.followed.borrow();
        let turn = followed.next_turn().filter(|turn| turn.due <= now)?;
        let process = self.model.schema().processes.get(turn.process)?;
        let (instance, open) = followed.at_turn(&process.name, turn)?;
        Some((process, instance.to_owned(), open.next(now)?))
    }

    /// Reads one batch of each context for each process and delivers it. False where nothing new was found.
    pub(super) async fn deliver<S: EventStore + Cache>(
        &self,
        around: &Surroundings<'_, S>,
    ) -> Result<bool, Stopped> {
        let mut found = false;
        for process in &self.model.schema().processes {
            let mut contexts: Vec<&ContextName> = process.reads.iter().collect();
            if contexts.len() > 1 && around.faults.strikes(FaultPoint::ReorderedContexts) {
                contexts.reverse();
            }
            for context in contexts {
                found |= self.deliver_context(around, process, context).await?;
            }
        }
        Ok(found)
    }

    async fn deliver_context<S: EventStore + Cache>(
        &self,
        around: &Surroundings<'_, S>,
        process: &ProcessSchema,
        context: &ContextName,
    ) -> Result<bool, Stopped> {
        let after = self.read_to(process, context);
        let events = around
            .store
            .read_context(&self.branch, context, after, BATCH)
            .await?;
        if !events.is_empty() && around.faults.strikes(FaultPoint::DelayedDelivery) {
            self.delayed.set(true);
            return Ok(false);
        }
        for event in &events {
            if process.events.contains(&event.data().event_type) {
                self.deliver_event(around, process, event).await?;
            }
            let key = (process.name.clone(), context.clone());
            self.read_to
                .borrow_mut()
                .insert(key, event.context_position());
        }
        Ok(!events.is_empty())
    }

    async fn deliver_event<S: EventStore + Cache>(
        &self,
        around: &Surroundings<'_, S>,
        process: &ProcessSchema,
        event: &RecordedEvent,
    ) -> Result<(), Stopped> {
        let input = Input::event(event);
        let position = event.global_position();
        if around.faults.strikes(FaultPoint::TwoConsumers) {
            tell_again(around, position, FaultPoint::TwoConsumers);
            let other = Self::new(self.model.clone(), self.branch.clone());
            other.follow(around.store).await?;
            // Boxed, for it is the same work again.
            Box::pin(other.deliver_input(around, process, &input)).await?;
        }
        self.deliver_input(around, process, &input).await?;
        if around.faults.strikes(FaultPoint::DuplicateDelivery) {
            let again = Again {
                runs_left: u32::from(stable_hash([input.cause.as_bytes()])[0]) % MOST_RUNS_LATER,
                process: process.name.clone(),
                input,
                position,
            };
            self.deliver_again(around, &again).await?;
            self.again.borrow_mut().push(again);
        }
        Ok(())
    }

    /// What was delivered twice may come once more, when nobody thinks of it any longer.
    pub(super) async fn deliver_once_more<S: EventStore + Cache>(
        &self,
        around: &Surroundings<'_, S>,
    ) -> Result<(), Stopped> {
        let mut waiting = self.again.take();
        let due = waiting.extract_if(.., |again| again.runs_left == 0);
        let due: Vec<Again> = due.collect();
        waiting.iter_mut().for_each(|again| again.runs_left -= 1);
        self.again.replace(waiting);
        for again in &due {
            self.deliver_again(around, again).await?;
        }
        Ok(())
    }

    async fn deliver_again<S: EventStore + Cache>(
        &self,
        around: &Surroundings<'_, S>,
        again: &Again,
    ) -> Result<(), Stopped> {
        let Some(process) = self.model.schema().process(&again.process) else {
            return Ok(());
        };
        tell_again(around, again.position, FaultPoint::DuplicateDelivery);
        self.deliver_input(around, process, &again.input).await
    }

    async fn deliver_input<S: EventStore + Cache>(
        &self,
        around: &Surroundings<'_, S>,
        process: &ProcessSchema,
        input: &Input,
    ) -> Result<(), Stopped> {
        let bugs = around.environment.reference_bugs();
        let instance = {
            let followed = self.followed.borrow();
            let correlating = Correlating {
                status: &|instance| followed.status(&process.name, instance),
                reference_bugs: &bugs,
            };
            self.model.instance(&process.name, input, correlating)
        };
        let Some(instance) = instance else {
            return Ok(());
        };
        self.deliver_to(around, &Instance::new(process, &instance), input)
            .await
    }

    async fn deliver_to<S: EventStore + Cache>(
        &self,
        around: &Surroundings<'_, S>,
        instance: &Instance<'_>,
        input: &Input,
    ) -> Result<(), Stopped> {
        let blocked = self.open_of(instance).is_some_and(|open| open.blocks());
        match blocked {
            true => self.hold(around, instance, input).await,
            false => self.handle(around, instance, input).await,
        }
    }

    fn read_to(&self, process: &ProcessSchema, context: &ContextName) -> ContextPosition {
        let key = (process.name.clone(), context.clone());
        let read = self.read_to.borrow().get(&key).copied().unwrap_or_default();
        let followed = self.followed.borrow();
        let checkpoint = followed
            .processor(&process.name)
            .map(|p| p.checkpoint(context));
        read.max(checkpoint.unwrap_or_default())
    }
}

fn tell_again<S>(around: &Surroundings<'_, S>, position: GlobalPosition, fault: FaultPoint) {
    let fault = Some(fault);
    (around.told)(Report::Noticed(JournalNote::DeliveredAgain {
        position,
        fault,
    }));
}
