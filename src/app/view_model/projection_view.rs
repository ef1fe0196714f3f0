//! What is delivered to a read model, how its rebuild goes, and the two counters beside it.

use crate::app::counters::{Again, Counters};
use crate::app::rebuild::{Rebuild, Stage};
use crate::app::workbench::{View, Workbench};
use crate::engine::delivery::Delivery;
use crate::engine::names::EventType;
use crate::engine::schema::ReadModelSchema;

/// What is delivered to a read model.
#[derive(Clone, PartialEq, Debug)]
pub struct ProjectionView {
    /// The read model: how messages name it.
    pub name: String,
    /// The position of the last event that it has seen.
    pub seen: u64,
    /// How many events it has not seen.
    pub behind: u64,
    /// How it gets its events.
    pub delivery: Delivery,
    /// Whether that can be changed: only at the live end.
    pub live: bool,
    /// Its rebuild, where one was wanted.
    pub rebuild: Option<RebuildView>,
}

/// How a rebuild goes.
#[derive(Clone, PartialEq, Debug)]
pub struct RebuildView {
    /// So many events are folded.
    pub folded: u64,
    /// Of so many.
    pub of: u64,
    /// Whether it is done.
    pub done: bool,
    /// Whether something differs.
    pub bad: bool,
    /// In words, for example "rebuilt up to position 41: the same 7 rows".
    pub text: String,
}

/// Two counters of one type of event.
#[derive(Clone, PartialEq, Debug)]
pub struct CountersView {
    /// What they count.
    pub event_type: String,
    /// What they may count.
    pub choices: Vec<String>,
    /// What the naive one says.
    pub naive: u64,
    /// What the idempotent one says.
    pub idempotent: u64,
    /// The last position that the idempotent one has handled.
    pub checkpoint: u64,
    /// Why they differ, or what would make them.
    pub why: String,
    /// Whether an event can be delivered again: only at the live end, and where there is one.
    pub can_deliver: bool,
}

/// So many rows that differ are named.
const NAMED: usize = 5;

pub(super) fn projection_view(bench: &Workbench, shown: &ReadModelSchema) -> ProjectionView {
    let settings = bench.settings.at(bench.moment());
    let rebuild = bench.projecting.rebuild.as_ref();
    let rebuild = rebuild.filter(|rebuild| rebuild.read_model == shown.name);
    ProjectionView {
        name: shown.name.to_string(),
        seen: bench.seen(&shown.name).number(),
        behind: bench.behind(&shown.name),
        delivery: settings.projection(&shown.name).delivery(),
        live: is_live(bench),
        rebuild: rebuild.map(rebuild_view),
    }
}

fn rebuild_view(rebuild: &Rebuild) -> RebuildView {
    let until = rebuild.until;
    let of = until.number();
    let (folded, done, bad, text) = match &rebuild.stage {
        Stage::Folding { events, .. } => {
            let folded = *events as u64;
            let text = format!("{folded} of {of} events folded again");
            (folded, false, false, text)
        }
        Stage::Done { rows, differing } if differing.is_empty() => {
            let rows = match rows {
                1 => "row".to_owned(),
                rows => format!("{rows} rows"),
            };
            let text = format!("rebuilt up to position {until}: the same {rows}");
            (of, true, false, text)
        }
        Stage::Done { differing, .. } => {
            let named: Vec<&str> = differing.iter().take(NAMED).map(String::as_str).collect();
            let text = format!(
                "rebuilt up to position {until}, and {} rows are not the same: {}",
                differing.len(),
                named.join(", ")
            );
            (of, true, true, text)
        }
    };
    RebuildView {
        folded,
        of,
        done,
        bad,
        text,
    }
}

/// The counters count what was delivered up to the moment shown, whatever read model is paused beside them.
pub(super) fn counters_view(bench: &Workbench) -> Option<CountersView> {
    let event_type = bench.counted()?;
    let counters = bench.counters(&event_type);
    Some(CountersView {
        choices: choices(bench),
        naive: counters.naive,
        idempotent: counters.idempotent,
        checkpoint: counters.checkpoint.number(),
        why: why(&event_type, counters),
        can_deliver: is_live(bench) && counters.idempotent > 0,
        event_type: event_type.to_string(),
    })
}

/// Every type of event that a model's aggregates record.
fn choices(bench: &Workbench) -> Vec<String> {
    let aggregates = bench.model.schema().aggregates();
    let events = aggregates.flat_map(|(_, aggregate)| &aggregate.events);
    events.map(|event| event.event_type.to_string()).collect()
}

fn why(event_type: &EventType, counters: Counters) -> String {
    let Some(Again { position, fault }) = counters.again else {
        return format!(
            "Every {event_type} came once so far, and both are right. Deliver one again, or let two instances of one \
             consumer get the same event, and only the naive one is wrong."
        );
    };
    let how = fault.map_or_else(String::new, |fault| format!(" ({})", fault.title()));
    let times = match counters.naive - counters.idempotent {
        1 => "one event".to_owned(),
        more => format!("{more} events"),
    };
    let instances = match counters.second {
        0 => String::new(),
        second => format!(
            " ({} by one instance, {second} by the other)",
            counters.naive - second
        ),
    };
    format!(
        "The {event_type} at position {position} was delivered again{how}. The naive one counts deliveries{instances}, and \
         is now {times} too high. The idempotent one keeps the last position that it has handled, and skipped what does not \
         lie beyond it."
    )
}

fn is_live(bench: &Workbench) -> bool {
    matches!(bench.view, View::Live)
}
