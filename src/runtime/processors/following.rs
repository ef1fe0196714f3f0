//! Following the log: what is open, and how long each context's log is.

use super::{Processors, Surroundings};
use crate::engine::cache::Cache;
use crate::engine::commit::Visibility;
use crate::engine::event::RecordedEvent;
use crate::engine::event_store::{EventStore, HistoryEntry, StoreError};
use crate::engine::journal::JournalNote;
use crate::engine::model::Model;
use crate::engine::names::{ContextName, Fingerprint, ProcessName, StreamName};
use crate::engine::ordered;
use crate::engine::position::{ContextPosition, Moment};
use crate::engine::process::{
    Checkpoint, InstanceStatus, OpenWork, ProcessEvent, ProcessFacts, Processes, Processor,
};
use crate::engine::schema::ProcessSchema;
use crate::engine::slots::Slot;
use crate::engine::time::Timestamp;
use crate::engine::version::StreamVersion;
use std::collections::{BTreeMap, BTreeSet};

/// How many entries are read at once.
const BATCH: usize = 512;

/// What a processor knows of the log so far.
pub(super) struct Followed {
    to: Moment,
    facts: ProcessFacts,
    folded: usize,
    processes: Processes,
    ends: BTreeMap<ContextName, ContextPosition>,
    versions: BTreeMap<StreamName, StreamVersion>,
    /// The places of the processes in the model.
    places: BTreeMap<ProcessName, usize>,
    turns: BTreeSet<Turn>,
    rules: Fingerprint,
    first_rules: Option<Fingerprint>,
}

/// An instance that has something to do. In the order in which it is done.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Turn {
    pub(super) due: Timestamp,
    /// The place of its process in the model.
    pub(super) process: usize,
    pub(super) instance: Slot,
}

impl Followed {
    pub(super) fn new(model: &dyn Model) -> Self {
        let processes = model.schema().processes.iter();
        let names = processes.map(|process| process.name.clone());
        Self {
            to: Moment::START,
            facts: ProcessFacts::default(),
            folded: 0,
            processes: Processes::default(),
            ends: BTreeMap::new(),
            versions: BTreeMap::new(),
            places: ordered::map(names.zip(0..)),
            turns: BTreeSet::new(),
            rules: model.fingerprint().clone(),
            first_rules: None,
        }
    }

    pub(super) fn processor(&self, process: &ProcessName) -> Option<&Processor> {
        self.processes.processor(process)
    }

    /// The version of a private stream.
    pub(super) fn version(&self, stream: &StreamName) -> StreamVersion {
        self.versions
            .get(stream)
            .copied()
            .unwrap_or(StreamVersion::NONE)
    }

    /// Whether everything up to here was taken in.
    pub(super) fn knows(&self, moment: Moment) -> bool {
        self.to >= moment
    }

    /// What became of an instance.
    pub(super) fn status(&self, process: &ProcessName, instance: &str) -> InstanceStatus {
        let slot = self
            .facts
            .instances(process)
            .and_then(|names| names.find(instance));
        let found = slot.zip(self.processor(process));
        found.map_or(InstanceStatus::Unknown, |(slot, processor)| {
            processor.status(slot)
        })
    }

    /// What an instance has open.
    pub(super) fn open_of(&self, process: &ProcessName, instance: &str) -> Option<&OpenWork> {
        let slot = self.facts.instances(process)?.find(instance)?;
        self.processor(process)?.open_of(slot)
    }

    /// Whose turn is next, now or later.
    pub(super) fn next_turn(&self) -> Option<Turn> {
        self.turns.first().copied()
    }

    /// The instance whose turn it is, by name, and what it has open.
    pub(super) fn at_turn(&self, process: &ProcessName, turn: Turn) -> Option<(&str, &OpenWork)> {
        let name = self.facts.instances(process)?.name(turn.instance);
        let open = self.processor(process)?.open_of(turn.instance)?;
        Some((name, open))
    }

    /// Takes the next entries of log and journal in. Those that it knows, and those after a gap, are passed over.
    fn take(&mut self, entries: &[HistoryEntry]) {
        for entry in entries {
            if entry.follows(self.to) {
                self.to = entry.moment();
                self.take_one(entry);
            }
        }
    }

    fn take_one(&mut self, entry: &HistoryEntry) {
        match entry {
            HistoryEntry::Journal(entry) => {
                if let (None, JournalNote::ModelApplied { model, .. }) =
                    (&self.first_rules, &entry.note)
                {
                    self.first_rules = Some(model.clone());
                }
            }
            HistoryEntry::Commit(commit) => {
                for event in RecordedEvent::all_of(commit) {
                    let context = commit.data.context.clone();
                    self.ends.insert(context, event.context_position());
                    if commit.data.visibility == Visibility::Private {
                        self.versions
                            .insert(event.stream().clone(), event.version());
                        self.take_private(&event);
                    }
                }
            }
        }
    }

    /// One that a later version wrote is passed over here as in the world.
    fn take_private(&mut self, event: &RecordedEvent) {
        if self.facts.push(self.folded, event).is_err() {
            return;
        }
        if let Some(turn) = self.turn_of(event.stream()) {
            self.turns.remove(&turn);
        }
        self.facts
            .fold(&mut self.processes, self.folded..self.folded + 1);
        self.folded += 1;
        self.turns.extend(self.turn_of(event.stream()));
    }

    fn turn_of(&self, stream: &StreamName) -> Option<Turn> {
        let name = ProcessName::new(&stream.category);
        let process = *self.places.get(&name)?;
        let instance = self.facts.instances(&name)?.find(&stream.id)?;
        let due = self.processor(&name)?.open_of(instance)?.due()?;
        Some(Turn {
            due,
            process,
            instance,
        })
    }

    /// After which positions a processor begins to read that is new here: from the start where these rules made the
    /// whole history; else what had happened before is not its concern, for nobody expected anything to follow from it.
    fn beginning(&self, process: &ProcessSchema) -> Vec<Checkpoint> {
        let from_start = self
            .first_rules
            .as_ref()
            .is_none_or(|first| *first == self.rules);
        let contexts = process.reads.iter().cloned();
        let checkpoints = contexts.map(|context| {
            let end = self.ends.get(&context).copied().unwrap_or_default();
            let position = if from_start {
                ContextPosition::START
            } else {
                end
            };
            Checkpoint { context, position }
        });
        checkpoints.collect()
    }
}

impl Processors {
    /// Takes in what somebody else has read of the log, so that it need not be read twice.
    pub fn observe(&self, entries: &[HistoryEntry]) {
        self.followed.borrow_mut().take(entries);
    }

    /// Reads on to the end of the log.
    pub(super) async fn follow<S: EventStore>(&self, store: &S) -> Result<(), StoreError> {
        loop {
            let after = self.followed.borrow().to;
            let entries = store.read_history(&self.branch, after, BATCH).await?;
            let all = entries.len() < BATCH;
            self.observe(&entries);
            if all {
                return Ok(());
            }
        }
    }

    /// Records where each processor begins that has not begun.
    pub(super) async fn begin<S: EventStore + Cache>(
        &self,
        around: &Surroundings<'_, S>,
    ) -> Result<(), super::Stopped> {
        for process in &self.model.schema().processes {
            let known = self.followed.borrow().processor(&process.name).is_some();
            if !known {
                let checkpoints = self.followed.borrow().beginning(process);
                let event = ProcessEvent::ProcessorStarted { checkpoints };
                self.record_start(around, process, event).await?;
            }
        }
        Ok(())
    }
}
