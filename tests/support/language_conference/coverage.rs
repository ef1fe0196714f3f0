//! What the runs have reached: every command accepted and refused, every event, every rule of every process.

use foldline::engine::commit::Visibility;
use foldline::engine::event::RecordedEvent;
use foldline::engine::event_store::HistoryEntry;
use foldline::engine::journal::JournalNote;
use foldline::engine::process::ProcessEvent;
use foldline::language::program::Program;
use std::collections::BTreeMap;
use std::fmt::Write;

/// The rules whose answer is an error, by how it ends.
const ERRORS: [(&str, &str); 6] = [
    ("The order was placed for another conference.", "M4"),
    ("The order cannot be updated at this stage.", "M6"),
    ("Cannot handle seat reservation at this stage.", "M10"),
    ("Cannot handle payment confirmation at this stage.", "M12"),
    ("Cannot handle order confirmation at this stage.", "M14"),
    ("was never created.", "SeatUpdated"),
];

/// Counts by what was counted.
#[derive(Debug, Default)]
pub(crate) struct Coverage(BTreeMap<String, u64>);

impl Coverage {
    /// Everything that is to be reached, at zero.
    pub(crate) fn of(program: &Program) -> Self {
        let mut all = Vec::new();
        for command in &program.commands {
            let name = &command.command_type;
            all.push(format!("command {name} accepted"));
            all.push(format!("command {name} refused"));
        }
        all.extend(
            program
                .events
                .iter()
                .map(|event| format!("event {}", event.event_type)),
        );
        for process in &program.processes {
            let rules = process.clauses.iter();
            all.extend(rules.map(|clause| format!("rule {} {}", process.name, clause.rule)));
        }
        Self(all.into_iter().map(|what| (what, 0)).collect())
    }

    /// Counts what happened in a run.
    pub(crate) fn count(&mut self, history: &[HistoryEntry]) {
        for entry in history {
            match entry {
                HistoryEntry::Commit(commit) if commit.data.visibility == Visibility::Public => {
                    self.reach(format!(
                        "command {} accepted",
                        commit.data.command.command_type
                    ));
                    for event in &commit.data.events {
                        self.reach(format!("event {}", event.event_type));
                    }
                }
                HistoryEntry::Commit(commit) => {
                    for event in RecordedEvent::all_of(commit) {
                        self.count_step(&event);
                    }
                }
                HistoryEntry::Journal(entry) => match &entry.note {
                    JournalNote::Refused {
                        command, refusal, ..
                    } => {
                        self.reach(format!("command {} refused", command.command_type));
                        self.meet(format!("refusal {}", refusal.code));
                    }
                    JournalNote::InputAbsorbed { instance, rule, .. } => {
                        self.rule(&instance.category, rule);
                    }
                    JournalNote::FaultStruck { point } => {
                        self.meet(format!("fault {}", point.title()))
                    }
                    JournalNote::LostRace { .. } => self.meet("race lost".to_owned()),
                    _ => {}
                },
            }
        }
    }

    fn count_step(&mut self, event: &RecordedEvent) {
        match ProcessEvent::from_data(event.data()) {
            Ok(ProcessEvent::StepRecorded(step)) => self.rule(&event.stream().category, &step.rule),
            Ok(ProcessEvent::InputParked { reason, .. }) => {
                let found = ERRORS.iter().find(|(said, _)| reason.ends_with(said));
                let rule = found.map_or(reason.as_str(), |(_, rule)| rule);
                self.rule(&event.stream().category, rule);
            }
            _ => {}
        }
    }

    fn rule(&mut self, process: &str, rule: &str) {
        self.meet(format!("rule {process} {rule}"));
    }

    /// Counts what is to be reached.
    fn reach(&mut self, what: String) {
        if let Some(count) = self.0.get_mut(&what) {
            *count += 1;
        }
    }

    /// Counts what may be met, and what is to be reached.
    fn meet(&mut self, what: String) {
        *self.0.entry(what).or_default() += 1;
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
}
