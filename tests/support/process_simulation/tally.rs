//! What the runs have reached: every command accepted and refused, every row of the process, every fault.

use super::town::Town;
use foldline::engine::event::RecordedEvent;
use foldline::engine::event_store::HistoryEntry;
use foldline::engine::faults::FaultPoint;
use foldline::engine::journal::JournalNote;
use foldline::engine::process::ProcessEvent;
use foldline::samples;
use std::collections::BTreeMap;
use std::fmt::Write;

/// Counts by what was counted.
#[derive(Debug, Default)]
pub(crate) struct Tally(BTreeMap<String, u64>);

/// The rows whose answer is an error, by its text.
const ERRORS: [(&str, &str); 5] = [
    ("The order was placed for another conference.", "M4"),
    ("The order cannot be updated at this stage.", "M6"),
    ("Cannot handle seat reservation at this stage.", "M10"),
    ("Cannot handle payment confirmation at this stage.", "M12"),
    ("Cannot handle order confirmation at this stage.", "M14"),
];

impl Tally {
    /// Everything that is to be reached, at zero.
    pub(crate) fn new() -> Self {
        let mut tally = Self::default();
        for (_, aggregate) in samples::conference().schema().aggregates() {
            for command in &aggregate.commands {
                let name = &command.command_type;
                tally.0.insert(format!("command {name} accepted"), 0);
                tally.0.insert(format!("command {name} refused"), 0);
            }
        }
        for row in 1..=16 {
            tally.0.insert(format!("row M{row:02}"), 0);
        }
        for point in FaultPoint::ALL {
            tally.0.insert(format!("fault {}", point.title()), 0);
        }
        tally
    }

    /// Counts what happened in a run.
    pub(crate) fn count(&mut self, town: &Town) {
        for entry in town.history(0) {
            match entry {
                HistoryEntry::Commit(commit) => {
                    let name = &commit.data.command.command_type;
                    self.reach(format!("command {name} accepted"));
                    for event in RecordedEvent::all_of(&commit) {
                        self.count_step(&event);
                    }
                }
                HistoryEntry::Journal(entry) => self.count_note(&entry.note),
            }
        }
    }

    /// Both together.
    pub(crate) fn plus(mut self, other: Self) -> Self {
        for (what, count) in other.0 {
            *self.0.entry(what).or_default() += count;
        }
        self
    }

    /// What was never reached.
    pub(crate) fn missed(&self) -> Vec<&str> {
        let missed = self.0.iter().filter(|(_, count)| **count == 0);
        missed.map(|(what, _)| what.as_str()).collect()
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

    fn count_step(&mut self, event: &RecordedEvent) {
        match ProcessEvent::from_data(event.data()) {
            Ok(ProcessEvent::StepRecorded(step)) => self.rule(&step.rule),
            Ok(ProcessEvent::InputParked { reason, .. }) => self.rule(&reason),
            _ => {}
        }
    }

    fn count_note(&mut self, note: &JournalNote) {
        match note {
            JournalNote::Refused { command, .. } => {
                self.reach(format!("command {} refused", command.command_type));
            }
            JournalNote::FaultStruck { point } => self.reach(format!("fault {}", point.title())),
            JournalNote::InputAbsorbed { rule, .. } => self.rule(rule),
            _ => {}
        }
    }

    fn rule(&mut self, rule: &str) {
        let error = ERRORS.iter().find(|(text, _)| *text == rule);
        let row = error.map_or(rule, |(_, row)| row);
        if let Some(number) = row.strip_prefix('M').and_then(|row| row.parse::<u8>().ok()) {
            self.reach(format!("row M{number:02}"));
        }
    }

    fn reach(&mut self, what: String) {
        if let Some(count) = self.0.get_mut(&what) {
            *count += 1;
        }
    }
}
