//! What the runs have reached: every command accepted and refused, every row of the process, every fault.

use super::counted::Counted;
use super::town::Town;
use foldline::engine::event::RecordedEvent;
use foldline::engine::event_store::HistoryEntry;
use foldline::engine::faults::FaultPoint;
use foldline::engine::journal::JournalNote;
use foldline::engine::process::ProcessEvent;
use foldline::samples;

/// The rows whose answer is an error, by its text.
const ERRORS: [(&str, &str); 5] = [
    ("The order was placed for another conference.", "M4"),
    ("The order cannot be updated at this stage.", "M6"),
    ("Cannot handle seat reservation at this stage.", "M10"),
    ("Cannot handle payment confirmation at this stage.", "M12"),
    ("Cannot handle order confirmation at this stage.", "M14"),
];

/// Everything that is to be reached, at zero.
pub(crate) fn to_reach() -> Counted {
    let mut all = Vec::new();
    for (_, aggregate) in samples::conference().schema().aggregates() {
        for command in &aggregate.commands {
            let name = &command.command_type;
            all.push(format!("command {name} accepted"));
            all.push(format!("command {name} refused"));
        }
    }
    for row in 1..=16 {
        all.push(format!("row M{row:02}"));
    }
    for point in FaultPoint::ALL {
        all.push(format!("fault {}", point.title()));
    }
    Counted::to_reach(all)
}

/// Counts what happened in a run.
pub(crate) fn count(counted: &mut Counted, town: &Town) {
    for entry in town.history(0) {
        match entry {
            HistoryEntry::Commit(commit) => {
                let name = &commit.data.command.command_type;
                counted.reach(format!("command {name} accepted"));
                for event in RecordedEvent::all_of(&commit) {
                    count_step(counted, &event);
                }
            }
            HistoryEntry::Journal(entry) => count_note(counted, &entry.note),
        }
    }
}

fn count_step(counted: &mut Counted, event: &RecordedEvent) {
    match ProcessEvent::from_data(event.data()) {
        Ok(ProcessEvent::StepRecorded(step)) => rule_met(counted, &step.rule),
        Ok(ProcessEvent::InputParked { reason, .. }) => rule_met(counted, &reason),
        _ => {}
    }
}

fn count_note(counted: &mut Counted, note: &JournalNote) {
    match note {
        JournalNote::Refused { command, .. } => {
            counted.reach(format!("command {} refused", command.command_type));
        }
        JournalNote::FaultStruck { point } => counted.reach(format!("fault {}", point.title())),
        JournalNote::InputAbsorbed { rule, .. } => rule_met(counted, rule),
        _ => {}
    }
}

fn rule_met(counted: &mut Counted, rule: &str) {
    let error = ERRORS.iter().find(|(text, _)| *text == rule);
    let row = error.map_or(rule, |(_, row)| row);
    if let Some(number) = row.strip_prefix('M').and_then(|row| row.parse::<u8>().ok()) {
        counted.reach(format!("row M{number:02}"));
    }
}
