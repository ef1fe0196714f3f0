//! Journal notes as the inspector shows them.

use super::Tone;
use super::inspector_view::{
    SectionView, command_rows, command_section, payload_rows, row, section,
};
use super::links::{LinkView, event_link};
use crate::app::workbench::Workbench;
use crate::engine::delivery::Delivery;
use crate::engine::faults::FaultPoint;
use crate::engine::journal::JournalNote;
use crate::engine::position::Moment;
use crate::engine::time::Clock;

/// All that a note says.
pub(super) fn note_sections(bench: &Workbench, note: &JournalNote) -> Vec<SectionView> {
    match note {
        JournalNote::Refused {
            command,
            refusal,
            stream,
        } => {
            let mut why = vec![row("reason", &refusal.reason), row("rule", &refusal.code)];
            why.extend(refusal.fields.iter().map(|p| row(&p.field, &p.problem)));
            why.extend(stream.iter().map(|stream| row("stream", stream)));
            vec![
                section("Why", why),
                section("What was wanted", command_rows(bench, command)),
                command_section(bench, command),
            ]
        }
        JournalNote::LostRace {
            command,
            stream,
            expected,
            actual,
            winners,
            retried,
        } => {
            let why = vec![
                row("stream", stream),
                row("expected", expected),
                row("found", format!("version {actual}")),
                row("decided again", if *retried { "yes" } else { "no" }),
            ];
            let links = winners.iter().map(|id| event_link(bench, id));
            vec![
                section("Why", why),
                SectionView {
                    links: links.collect(),
                    ..section("Who won", Vec::new())
                },
                section("What was wanted", command_rows(bench, command)),
                command_section(bench, command),
            ]
        }
        JournalNote::ModelApplied { name, model, text } => {
            let written = match text {
                Some(text) => format!("a text of {} lines", text.lines().count()),
                None => "built in".to_owned(),
            };
            let rows = vec![
                row("name", name),
                row("is", written),
                row("fingerprint", model),
            ];
            vec![section("Model", rows)]
        }
        other => setting_sections(other),
    }
}

/// What was set, switched, broken or decided on purpose.
fn setting_sections(note: &JournalNote) -> Vec<SectionView> {
    match note {
        JournalNote::ClockSet { clock, now } => {
            let hand = match clock {
                Clock::Real => "the machine",
                Clock::ByHand => "by hand",
            };
            vec![section(
                "Clock",
                vec![row("moved by", hand), row("showed", now)],
            )]
        }
        JournalNote::ReferenceBugSwitched { bug, on } => {
            let state = if *on { "on" } else { "off" };
            vec![section(
                "Reference bug",
                vec![row("name", bug), row("is", state)],
            )]
        }
        JournalNote::FaultStruck { point } => {
            vec![section("Fault", vec![row("where", point.title())])]
        }
        JournalNote::InputAbsorbed {
            instance,
            cause,
            rule,
        } => {
            let rows = vec![
                row("instance", instance),
                row("input", cause),
                row("rule", rule),
            ];
            vec![section("Absorbed input", rows)]
        }
        JournalNote::ParkedInputDecided {
            instance,
            cause,
            retry,
            actor,
        } => {
            let decided = if *retry { "tried again" } else { "given up" };
            let rows = vec![
                row("instance", instance),
                row("input", cause),
                row("is", decided),
                row("decided by", &actor.person),
            ];
            vec![section("Parked input", rows)]
        }
        JournalNote::Unknown { stored } => vec![section("Note", payload_rows(&[], stored))],
        other => delivery_sections(other),
    }
}

/// What is delivered to read models.
fn delivery_sections(note: &JournalNote) -> Vec<SectionView> {
    match note {
        JournalNote::ProjectionSet {
            read_model,
            delivery,
        } => {
            let how = match delivery {
                Delivery::Live => "at once".to_owned(),
                Delivery::Paused => "not for now".to_owned(),
                Delivery::Delayed { events } => format!("{events} events late"),
            };
            let rows = vec![row("read model", read_model), row("gets its events", how)];
            vec![section("Projection", rows)]
        }
        JournalNote::DeliveredAgain { position, fault } => {
            let why = fault.map_or("a person wanted it", FaultPoint::title);
            let event = Moment::after(*position);
            let link = LinkView {
                tag: "event".to_owned(),
                tone: Tone::Event,
                text: format!("at position {position}"),
                moment: Some(event),
            };
            vec![SectionView {
                links: vec![link],
                ..section("Delivered again", vec![row("why", why)])
            }]
        }
        _ => Vec::new(),
    }
}
