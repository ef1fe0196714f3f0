//! What the runs have reached: every command accepted, every rule that refuses, every event, every process at work,
//! every fault.

use super::checks::events_of;
use super::counted::Counted;
use super::town::Town;
use foldline::engine::event_store::HistoryEntry;
use foldline::engine::faults::FaultPoint;
use foldline::engine::journal::JournalNote;
use foldline::engine::model::Model;

/// Everything that is to be reached, at zero.
pub(crate) fn to_reach(model: &dyn Model) -> Counted {
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
    Counted::to_reach(all)
}

/// Counts what happened in a run.
pub(crate) fn count(counted: &mut Counted, town: &Town) {
    let history = town.history(0);
    for entry in &history {
        match entry {
            HistoryEntry::Commit(commit) => {
                counted.reach(format!(
                    "command {} accepted",
                    commit.data.command.command_type
                ));
                counted.reach(format!("process {}", commit.data.stream.category));
            }
            HistoryEntry::Journal(entry) => match &entry.note {
                JournalNote::Refused { .. } => counted.reach("command refused".to_owned()),
                JournalNote::FaultStruck { point } => {
                    counted.reach(format!("fault {}", point.title()));
                }
                _ => {}
            },
        }
    }
    for event in events_of(&history) {
        counted.reach(format!("event {}", event.data().event_type));
    }
}
