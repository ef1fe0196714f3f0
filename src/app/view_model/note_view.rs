//! Journal notes as the log tells them: a word, its tone, and a sentence.

use super::Tone;
use crate::app::words::{task_title, why_refused};
use crate::app::workbench::Workbench;
use crate::engine::delivery::Delivery;
use crate::engine::faults::FaultPlan;
use crate::engine::journal::{JournalEntry, JournalNote};
use crate::engine::time::{Clock, Timestamp};

/// What a note says: a word for it, its tone, and a sentence.
pub(super) fn journal(bench: &Workbench, entry: &JournalEntry) -> (String, Tone, String) {
    match &entry.note {
        JournalNote::Refused {
            command, refusal, ..
        } => {
            let schema = bench.model.schema();
            let title = task_title(schema, command);
            let person = &command.actor.person;
            let why = why_refused(schema, command, refusal);
            let sentence = format!("{title} by {person}: {why}");
            ("refused".to_owned(), Tone::Bad, sentence)
        }
        JournalNote::LostRace {
            command,
            expected,
            actual,
            retried,
            ..
        } => {
            let end = if *retried { "; decided again" } else { "" };
            let title = task_title(bench.model.schema(), command);
            let person = &command.actor.person;
            let sentence =
                format!("{title} by {person}: expected {expected}, found version {actual}{end}.");
            ("lost race".to_owned(), Tone::Bad, sentence)
        }
        JournalNote::ModelApplied { name, .. } => {
            let sentence = format!("From here on the model “{name}” folds the history.");
            ("model applied".to_owned(), Tone::Plain, sentence)
        }
        other => setting(other),
    }
}

/// What was set, switched, broken or decided on purpose.
fn setting(note: &JournalNote) -> (String, Tone, String) {
    match note {
        JournalNote::ClockSet { clock, now } => {
            ("clock".to_owned(), Tone::Plain, clock_set(*clock, *now))
        }
        JournalNote::ReferenceBugSwitched { bug, on } => {
            let state = if *on { "on" } else { "off" };
            let sentence = format!("Reference bug {bug} is switched {state}.");
            ("reference bug".to_owned(), Tone::Plain, sentence)
        }
        JournalNote::FaultsPlanned { plan } => {
            ("faults".to_owned(), Tone::Plain, faults_planned(*plan))
        }
        JournalNote::FaultStruck { point } => {
            let sentence = format!("A fault struck on purpose: {}.", point.title());
            ("fault".to_owned(), Tone::Bad, sentence)
        }
        JournalNote::InputAbsorbed { instance, rule, .. } => {
            let sentence = format!("{instance}: an input came again and changed nothing ({rule}).");
            ("absorbed".to_owned(), Tone::Plain, sentence)
        }
        JournalNote::SnapshotsSet { every } => {
            let sentence = match every {
                0 => "From here on no snapshots are taken.".to_owned(),
                every => format!("From here on snapshots are taken every {every} events."),
            };
            ("snapshots".to_owned(), Tone::Plain, sentence)
        }
        JournalNote::ProjectionSet {
            read_model,
            delivery,
        } => {
            let how = delivered(*delivery);
            let sentence = format!("From here on the read model {read_model} {how}.");
            ("projection".to_owned(), Tone::ReadModel, sentence)
        }
        JournalNote::DeliveredAgain { position, fault } => {
            let why = fault.map_or_else(String::new, |fault| format!(": {}", fault.title()));
            let sentence =
                format!("The event at position {position} was delivered once more{why}.");
            ("delivered again".to_owned(), Tone::Plain, sentence)
        }
        JournalNote::ParkedInputDecided {
            instance,
            retry,
            actor,
            ..
        } => {
            let what = if *retry {
                "is tried again"
            } else {
                "was given up"
            };
            let sentence = format!("{}: the parked input of {instance} {what}.", actor.person);
            ("parked input".to_owned(), Tone::Plain, sentence)
        }
        JournalNote::Unknown { .. } => (
            "unknown note".to_owned(),
            Tone::Plain,
            "A newer Foldline wrote this note. It is kept as it is.".to_owned(),
        ),
        // Commands that ended are told above.
        _ => (String::new(), Tone::Plain, String::new()),
    }
}

fn delivered(delivery: Delivery) -> String {
    match delivery {
        Delivery::Live => "gets every event as soon as it is recorded".to_owned(),
        Delivery::Paused => "is paused: events wait for it".to_owned(),
        Delivery::Delayed { events } => format!("gets its events {events} events late"),
    }
}

fn faults_planned(plan: FaultPlan) -> String {
    match plan {
        FaultPlan::Off => "From here on no fault is wanted.".to_owned(),
        FaultPlan::Once { point } => format!("One fault is wanted: {}.", point.title()),
        FaultPlan::Seeded { seed, per_mille } => {
            format!("Faults strike {per_mille} times in a thousand, by seed {seed}.")
        }
    }
}

fn clock_set(clock: Clock, now: Timestamp) -> String {
    match clock {
        Clock::ByHand => format!("The clock was set by hand to {now}."),
        Clock::Real => "The clock follows the machine again.".to_owned(),
    }
}
