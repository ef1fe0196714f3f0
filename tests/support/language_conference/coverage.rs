//! What the runs have reached: every command accepted and refused, every event, every rule of every process.

use super::counted::Counted;
use foldline::engine::commit::Visibility;
use foldline::engine::event::RecordedEvent;
use foldline::engine::event_store::HistoryEntry;
use foldline::engine::journal::JournalNote;
use foldline::engine::process::ProcessEvent;
use foldline::language::program::Program;

/// The rules whose answer is an error, by how it ends.
const ERRORS: [(&str, &str); 6] = [
    ("The order was placed for another conference.", "M4"),
    ("The order cannot be updated at this stage.", "M6"),
    ("Cannot handle seat reservation at this stage.", "M10"),
    ("Cannot handle payment confirmation at this stage.", "M12"),
    ("Cannot handle order confirmation at this stage.", "M14"),
    ("was never created.", "SeatUpdated"),
];

/// Everything that is to be reached, at zero.
pub(crate) fn to_reach(program: &Program) -> Counted {
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
    Counted::to_reach(all)
}

/// Counts what happened in a run.
pub(crate) fn count(counted: &mut Counted, history: &[HistoryEntry]) {
    for entry in history {
        match entry {
            HistoryEntry::Commit(commit) if commit.data.visibility == Visibility::Public => {
                counted.reach(format!(
                    "command {} accepted",
                    commit.data.command.command_type
                ));
                for event in &commit.data.events {
                    counted.reach(format!("event {}", event.event_type));
                }
            }
            HistoryEntry::Commit(commit) => {
                for event in RecordedEvent::all_of(commit) {
                    count_step(counted, &event);
                }
            }
            HistoryEntry::Journal(entry) => match &entry.note {
                JournalNote::Refused {
                    command, refusal, ..
                } => {
                    counted.reach(format!("command {} refused", command.command_type));
                    counted.meet(format!("refusal {}", refusal.code));
                }
                JournalNote::InputAbsorbed { instance, rule, .. } => {
                    rule_met(counted, &instance.category, rule);
                }
                JournalNote::FaultStruck { point } => {
                    counted.meet(format!("fault {}", point.title()))
                }
                JournalNote::LostRace { .. } => counted.meet("race lost".to_owned()),
                _ => {}
            },
        }
    }
}

fn count_step(counted: &mut Counted, event: &RecordedEvent) {
    match ProcessEvent::from_data(event.data()) {
        Ok(ProcessEvent::StepRecorded(step)) => {
            rule_met(counted, &event.stream().category, &step.rule)
        }
        Ok(ProcessEvent::InputParked { reason, .. }) => {
            let found = ERRORS.iter().find(|(said, _)| reason.ends_with(said));
            let rule = found.map_or(reason.as_str(), |(_, rule)| rule);
            rule_met(counted, &event.stream().category, rule);
        }
        _ => {}
    }
}

fn rule_met(counted: &mut Counted, process: &str, rule: &str) {
    counted.meet(format!("rule {process} {rule}"));
}
