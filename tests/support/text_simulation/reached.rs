//! What the runs have reached: every command accepted, every rule that refuses, every event, every process at work,
//! every fault.

use super::checks::events_of;
use super::town::Town;
use foldline::engine::event_store::HistoryEntry;
use foldline::engine::faults::FaultPoint;
use foldline::engine::journal::JournalNote;
use foldline::engine::model::Model;
use std::collections::BTreeMap;
use std::fmt::Write;

/// Counts by what was counted.
#[derive(Debug, Default)]
pub(crate) struct Reached(BTreeMap<String, u64>);

impl Reached {
    /// Everything that is to be reached, at zero.
    pub(crate) fn nothing(model: &dyn Model) -> Self {
        let schema = model.schema();
        let mut all = Vec::new();
        for (_, aggregate) in schema.aggregates() {
            let commands = aggregate.commands.iter();
            all.extend(commands.map(|it| format!("command {} accepted", it.command_type)));
            let events = aggregate.events.iter();
            all.extend(events.map(|it| format!("event {}", it.event_type)));
        }
        all.extend(
            schema
                .processes
                .iter()
                .map(|it| format!("process {}", it.name)),
        );
        all.extend(FaultPoint::ALL.map(|point| format!("fault {}", point.title())));
        all.push("command refused".to_owned());
        Self(all.into_iter().map(|what| (what, 0)).collect())
    }

    /// Counts what happened in a run.
    pub(crate) fn count(&mut self, town: &Town) {
        let history = town.history(0);
        for entry in &history {
            match entry {
                HistoryEntry::Commit(commit) => {
                    self.reach(format!(
                        "command {} accepted",
                        commit.data.command.command_type
                    ));
                    self.reach(format!("process {}", commit.data.stream.category));
                }
                HistoryEntry::Journal(entry) => match &entry.note {
                    JournalNote::Refused { .. } => self.reach("command refused".to_owned()),
                    JournalNote::FaultStruck { point } => {
                        self.reach(format!("fault {}", point.title()));
                    }
                    _ => {}
                },
            }
        }
        for event in events_of(&history) {
            self.reach(format!("event {}", event.data().event_type));
        }
    }

    /// Both together.
    pub(crate) fn plus(mut self, other: Self) -> Self {
        for (what, count) in other.0 {
            *self.0.entry(what).or_default() += count;
        }
        self
    }

    /// What was never reached, but for what need not be.
    pub(crate) fn missed(&self, unreached: &[&str]) -> Vec<&str> {
        let missed = self.0.iter().filter(|(_, count)| **count == 0);
        let missed = missed.map(|(what, _)| what.as_str());
        missed.filter(|what| !unreached.contains(what)).collect()
    }

    /// The table.
    pub(crate) fn table(&self) -> String {
        self.0
            .iter()
            .fold(String::new(), |mut table, (what, count)| {
                // Writing to a String can't fail.
                let _ = writeln!(table, "{count:>9}  {what}");
                table
            })
    }

    fn reach(&mut self, what: String) {
        if let Some(count) = self.0.get_mut(&what) {
            *count += 1;
        }
    }
}
