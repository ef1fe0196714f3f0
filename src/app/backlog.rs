//! What processes have still to do at a moment: events they have not handled yet, and steps that are not settled.

use super::log::Log;
use crate::engine::model::{Model, World};
use crate::engine::names::{ContextName, ProcessName, ReferenceBug};
use crate::engine::position::Moment;
use crate::engine::process::{Correlating, Input, InstanceStatus, Processor};
use crate::engine::schema::ProcessSchema;
use crate::engine::timeline::Timeline;
use std::collections::BTreeSet;

/// In a longer backlog every event counts that the process listens to, whether an instance cares about it or not.
const LOOKED_AT: usize = 200;

/// One moment, as the processes see it.
pub struct Backlog<'a> {
    /// The rules.
    pub model: &'a dyn Model,
    /// What they made of the history.
    pub timeline: &'a Timeline,
    /// Log and journal.
    pub log: &'a Log,
    /// The moment.
    pub at: Moment,
    /// The world then.
    pub world: &'a World,
    /// What is wrong on purpose then.
    pub reference_bugs: &'a BTreeSet<ReferenceBug>,
}

impl<'a> Backlog<'a> {
    /// A processor at this moment. `None` where it has not begun.
    pub fn processor(&self, process: &ProcessName) -> Option<&'a Processor> {
        let history = self.timeline.history();
        history.processes(self.world).processor(process)
    }

    /// The events of a context that a process has not handled yet: their items, in order.
    pub fn waiting(&self, process: &ProcessSchema, context: &ContextName) -> Vec<u32> {
        let processor = self.processor(&process.name);
        let checkpoint = processor.map_or_else(Default::default, |p| p.checkpoint(context));
        let after = |kind| self.log.public_after((context, kind), checkpoint, self.at);
        let mut items: Vec<u32> = process.events.iter().flat_map(after).copied().collect();
        items.sort_unstable();
        if items.len() <= LOOKED_AT {
            items.retain(|item| self.cares(&process.name, *item as usize));
        }
        items
    }

    /// How many events and inputs are still to be handled, without anybody's help.
    pub fn unfinished(&self) -> usize {
        let of_process = |process: &ProcessSchema| {
            let waiting = process.reads.iter();
            let waiting = waiting.map(|context| self.waiting(process, context).len());
            let open = self.processor(&process.name).into_iter();
            let open = open.flat_map(Processor::open);
            let open = open.filter(|(_, open)| open.parked.is_none() && open.blocks());
            waiting.sum::<usize>() + open.count()
        };
        let processes = self.model.schema().processes.iter();
        processes.map(of_process).sum()
    }

    /// Whether an event is for an instance of a process.
    fn cares(&self, process: &ProcessName, item: usize) -> bool {
        let names = self.timeline.history().instances(process);
        let processor = self.processor(process);
        let status = |instance: &str| {
            let slot = names.and_then(|names| names.find(instance));
            let known = slot.zip(processor);
            known.map_or(InstanceStatus::Unknown, |(slot, it)| it.status(slot))
        };
        let correlating = Correlating {
            status: &status,
            reference_bugs: self.reference_bugs,
        };
        self.log.event(item).is_some_and(|event| {
            let input = Input::event(&event);
            self.model.instance(process, &input, correlating).is_some()
        })
    }
}
