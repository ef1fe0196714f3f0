//! The decoded events of private streams: what the fold of [`Processes`] is made of.

use super::book::Processes;
use super::event::ProcessEvent;
use crate::engine::event::RecordedEvent;
use crate::engine::names::ProcessName;
use crate::engine::slots::{Names, Slot};
use std::collections::BTreeMap;
use std::ops::Range;

/// Events of private streams in order, each with the index of the stored event that it was.
#[derive(Debug, Default)]
pub struct ProcessFacts {
    facts: Vec<ProcessFact>,
    instances: BTreeMap<ProcessName, Names>,
}

#[derive(Debug)]
struct ProcessFact {
    stored: usize,
    process: ProcessName,
    instance: Slot,
    event: ProcessEvent,
}

impl ProcessFacts {
    /// Decodes and keeps the event of a private stream; `stored` counts up from one event to the next.
    ///
    /// # Errors
    /// It can't be read: why, as a sentence.
    pub fn push(&mut self, stored: usize, event: &RecordedEvent) -> Result<&ProcessEvent, String> {
        let decoded = ProcessEvent::from_data(event.data())?;
        let stream = event.stream();
        let process = self.known(ProcessName::new(&stream.category));
        let instances = self.instances.entry(process.clone()).or_default();
        let instance = instances.intern(&stream.id);
        self.facts.push(ProcessFact {
            stored,
            process,
            instance,
            event: decoded,
        });
        Ok(&self.facts[self.facts.len() - 1].event)
    }

    /// Folds those that are among these stored events.
    pub fn fold(&self, processes: &mut Processes, stored: Range<usize>) {
        let first = self
            .facts
            .partition_point(|fact| fact.stored < stored.start);
        let facts = self.facts[first..].iter();
        for fact in facts.take_while(|fact| fact.stored < stored.end) {
            processes.evolve(&fact.process, fact.instance, &fact.event);
        }
    }

    /// What a stored event meant, as a sentence. `None` where it is none of a private stream.
    pub fn sentence(&self, stored: usize) -> Option<String> {
        let found = self.facts.binary_search_by_key(&stored, |fact| fact.stored);
        let fact = &self.facts[found.ok()?];
        let instance = self.instances(&fact.process)?.name(fact.instance);
        Some(fact.event.sentence(&fact.process, instance))
    }

    /// The instances of a process by name.
    pub fn instances(&self, process: &ProcessName) -> Option<&Names> {
        self.instances.get(process)
    }

    /// The same name as it is kept already, so that all facts of a process share it.
    fn known(&self, process: ProcessName) -> ProcessName {
        match self.instances.get_key_value(&process) {
            Some((known, _)) => known.clone(),
            None => process,
        }
    }
}
