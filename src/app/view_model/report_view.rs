//! What differs since other rules fold the same history, for people.

use super::Tone;
use super::links::LinkView;
use crate::app::report::{Broken, ChangedRows, Report, Unread};
use crate::app::workbench::Workbench;
use crate::engine::position::Moment;

/// What differs.
#[derive(Clone, PartialEq, Debug)]
pub struct ReportView {
    /// In a sentence.
    pub summary: String,
    /// Whether something is worse than before.
    pub bad: bool,
    /// Read models whose rows differ.
    pub rows: Vec<ChangedRowsView>,
    /// Invariants that break.
    pub broken: Vec<BrokenView>,
    /// Kinds of events that can't be read any more.
    pub unread: Vec<UnreadView>,
    /// What processes have open that the rules know nothing of.
    pub leftovers: Vec<String>,
    /// Where the fold stopped.
    pub stopped: Option<String>,
}

/// A read model whose rows differ.
#[derive(Clone, PartialEq, Debug)]
pub struct ChangedRowsView {
    /// How messages name it.
    pub name: String,
    /// Its name for people.
    pub title: String,
    /// How many rows differ, for example "3 of 12 rows differ".
    pub text: String,
    /// The keys of the first of them.
    pub keys: Vec<String>,
    /// How many more there are.
    pub more: usize,
}

/// An invariant that breaks.
#[derive(Clone, PartialEq, Debug)]
pub struct BrokenView {
    /// What holds where all is well.
    pub title: String,
    /// What is wrong where it breaks first.
    pub problem: String,
    /// Whether it is broken at the live end too.
    pub still: bool,
    /// Where it breaks first.
    pub link: LinkView,
}

/// A kind of events that can't be read any more.
#[derive(Clone, PartialEq, Debug)]
pub struct UnreadView {
    /// For example "CoffeeBought, version 1: 3 events".
    pub title: String,
    /// Why.
    pub why: String,
    /// The first one.
    pub link: LinkView,
}

pub(super) fn report_view(bench: &Workbench, report: &Report) -> ReportView {
    ReportView {
        summary: summary(bench, report),
        bad: !report.broken.is_empty() || !report.unread.is_empty() || report.stopped.is_some(),
        rows: report.rows.iter().map(changed_rows).collect(),
        broken: report.broken.iter().map(broken).collect(),
        unread: report.unread.iter().map(unread).collect(),
        leftovers: report.leftovers.clone(),
        stopped: report.stopped.as_ref().map(|(position, why)| {
            format!(
                "The fold stopped at position {position}: {why}. Everything stands as it was before that event. The \
                 log is whole."
            )
        }),
    }
}

fn summary(bench: &Workbench, report: &Report) -> String {
    let events = bench.timeline.end().number();
    let folded = match events {
        0 => "There was nothing to fold yet.".to_owned(),
        1 => "The one event was folded through it.".to_owned(),
        _ => format!("All {events} events were folded through it."),
    };
    let outcome = match report.is_empty() {
        true => "Everything came out as before.",
        false => "This came out otherwise:",
    };
    format!(
        "“{}” is in force. {folded} No event was changed, and nothing was sent. {outcome}",
        bench.model.schema().name
    )
}

fn changed_rows(changed: &ChangedRows) -> ChangedRowsView {
    let (before, after) = changed.rows;
    let rows = match (before, after) {
        (before, after) if before == after => format!("{after} rows as before"),
        (before, after) => format!("{after} rows, {before} before"),
    };
    let differ = match changed.differing {
        1 => "1 differs".to_owned(),
        differing => format!("{differing} differ"),
    };
    ChangedRowsView {
        name: changed.read_model.to_string(),
        title: changed.title.clone(),
        text: format!("{differ}; {rows}"),
        more: changed.differing - changed.keys.len(),
        keys: changed.keys.clone(),
    }
}

fn broken(broken: &Broken) -> BrokenView {
    BrokenView {
        title: broken.title.clone(),
        problem: broken.problem.clone(),
        still: broken.still,
        link: link(broken.moment),
    }
}

fn unread(unread: &Unread) -> UnreadView {
    let events = match unread.count {
        1 => "1 event".to_owned(),
        count => format!("{count} events"),
    };
    let first = &unread.first;
    UnreadView {
        title: format!(
            "{}, version {}: {events}",
            first.event_type, first.schema_version
        ),
        why: unread.why.clone(),
        link: link(unread.moment),
    }
}

fn link(moment: Moment) -> LinkView {
    LinkView {
        tag: moment.position.to_string(),
        tone: Tone::Event,
        text: format!("at position {moment}"),
        moment: Some(moment),
    }
}
