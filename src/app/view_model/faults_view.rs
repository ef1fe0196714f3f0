//! Faults on purpose, reference bugs, invariants, and what came of it.

use super::Tone;
use super::links::LinkView;
use super::processes_view::unfinished;
use crate::app::verdict::{Conclusion, Ends, Verdict, verdict};
use crate::app::workbench::{View, Workbench};
use crate::engine::faults::{FaultPlan, FaultPoint};
use crate::engine::names::StreamName;
use crate::engine::position::Moment;
use crate::engine::schema::InvariantSchema;
use crate::engine::value::Value;

/// Faults on purpose, reference bugs and invariants.
#[derive(Clone, PartialEq, Debug)]
pub struct FaultsView {
    /// Whether anything can be changed: not in the past.
    pub live: bool,
    /// For example "as of position 41".
    pub as_of: String,
    /// The plan at this moment.
    pub plan: FaultPlan,
    /// The plan in words.
    pub plan_text: String,
    /// Snapshots are taken every so many events of a stream; 0 for none.
    pub snapshot_every: u64,
    /// The points at which something can go wrong.
    pub points: Vec<FaultPointView>,
    /// The reference bugs.
    pub bugs: Vec<ReferenceBugView>,
    /// The invariants of the model.
    pub invariants: Vec<InvariantView>,
    /// What came of the last run of faults.
    pub verdict: Option<VerdictView>,
}

/// A point at which something can go wrong.
#[derive(Clone, PartialEq, Debug)]
pub struct FaultPointView {
    /// How messages name it.
    pub point: FaultPoint,
    /// Its name.
    pub name: String,
    /// What goes wrong, in a few words.
    pub title: &'static str,
    /// What it means, in a sentence.
    pub explanation: &'static str,
}

/// A reference bug.
#[derive(Clone, PartialEq, Debug)]
pub struct ReferenceBugView {
    /// Its name: how messages name it.
    pub name: String,
    /// What goes wrong, in a few words.
    pub title: String,
    /// What the original did, and what is done here instead.
    pub summary: String,
    /// Whether it is switched on.
    pub on: bool,
}

/// An invariant.
#[derive(Clone, PartialEq, Debug)]
pub struct InvariantView {
    /// Its name.
    pub name: String,
    /// What holds.
    pub title: String,
    /// Whether it need only hold when no process has anything left to do.
    pub at_rest: bool,
    /// Whether that is so here: the processes are still at work, so it may be broken.
    pub excused: bool,
    /// What is wrong; empty where it holds.
    pub problems: Vec<String>,
}

/// What came of the last run of faults.
#[derive(Clone, PartialEq, Debug)]
pub struct VerdictView {
    /// In a word: "safe", "broken", "parked", "unfinished" or "quiet".
    pub kind: &'static str,
    /// In a sentence.
    pub title: &'static str,
    /// Where the run began.
    pub since: Moment,
    /// What happened, one line each; whether it is bad.
    pub lines: Vec<(String, bool)>,
    /// What waits for a person: instance and reason.
    pub parked: Vec<(StreamName, String)>,
    /// The journal's note at which it began.
    pub link: LinkView,
}

pub(super) fn faults_view(bench: &Workbench) -> FaultsView {
    let settings = bench.settings();
    let schema = bench.model.schema();
    FaultsView {
        live: matches!(bench.view, View::Live),
        as_of: format!("as of position {}", bench.moment().position),
        plan: settings.faults,
        plan_text: plan_text(settings.faults),
        snapshot_every: settings.snapshot_every.0,
        points: FaultPoint::ALL.into_iter().map(point_view).collect(),
        bugs: schema
            .reference_bugs
            .iter()
            .map(|bug| ReferenceBugView {
                name: bug.name.to_string(),
                title: bug.title.clone(),
                summary: bug.summary.clone(),
                on: settings.reference_bugs.contains(&bug.name),
            })
            .collect(),
        invariants: invariants(bench),
        verdict: settings.faults_since.map(|since| run(bench, since)),
    }
}

fn plan_text(plan: FaultPlan) -> String {
    match plan {
        FaultPlan::Off => "No fault is wanted.".to_owned(),
        FaultPlan::Once { point } => format!("Waits to strike once: {}.", point.title()),
        FaultPlan::Seeded { seed, per_mille } => {
            format!("Faults strike {per_mille} times in a thousand, by seed {seed}.")
        }
    }
}

fn point_view(point: FaultPoint) -> FaultPointView {
    let name = Value::of(&point).unwrap_or_default();
    FaultPointView {
        point,
        name: name.as_text().unwrap_or_default().to_owned(),
        title: point.title(),
        explanation: explanation(point),
    }
}

const fn explanation(point: FaultPoint) -> &'static str {
    use FaultPoint as F;
    match point {
        F::CrashBeforeAppend => {
            "The program dies when a command is decided and nothing is written: it was never recorded, and is sent again."
        }
        F::CrashAfterAppend => {
            "The commit is durable, but whoever sent the command never hears of it and sends it again under the same id."
        }
        F::CrashBeforeStep => {
            "A process has read an input and dies before it has recorded what to do: it reads the input again."
        }
        F::CrashAfterStep => {
            "A step is recorded and none of its commands is sent: the recorded step is carried out, never decided again."
        }
        F::CrashBetweenSends => {
            "The first command of a step is sent and the next is not: all are sent again, and the first is absorbed."
        }
        F::CrashBeforeSettling => {
            "All commands are sent and nobody noted the answers: they are sent again, and all are absorbed."
        }
        F::CrashAfterSettling => {
            "The step is settled and the program dies: it goes on after the checkpoint that was written with it."
        }
        F::DuplicateDelivery => {
            "The same event reaches a process twice: the second time finds its step recorded."
        }
        F::DelayedDelivery => {
            "The events of a context arrive a second late: the backlog grows, and is worked off."
        }
        F::ReorderedContexts => {
            "The events of another context arrive first: a process can't rely on an order between contexts."
        }
        F::TwoConsumers => {
            "Two instances of one consumer get the same event: the version of the private stream lets one of them win."
        }
        F::LostRace => {
            "Somebody writes to the stream between load and append: the command is decided again on the newer state."
        }
        F::FailedDisk => {
            "The store answers with an error: nothing that was acknowledged is lost, and it is tried again."
        }
    }
}

fn invariants(bench: &Workbench) -> Vec<InvariantView> {
    let broken = bench.timeline.history().broken_invariants(bench.world());
    let unfinished = unfinished(bench);
    let known = bench.model.schema().invariants.iter();
    let view = |known: &InvariantSchema| InvariantView {
        name: known.name.clone(),
        title: known.title.clone(),
        at_rest: known.at_rest,
        excused: known.at_rest && unfinished > 0,
        problems: broken
            .iter()
            .filter(|it| it.name == known.name)
            .map(|it| it.problem.clone())
            .collect(),
    };
    known.map(view).collect()
}

fn run(bench: &Workbench, since: Moment) -> VerdictView {
    let history = bench.timeline.history();
    let before = bench.timeline.world_at(since.position);
    let (parked, unfinished) = (parked(bench), unfinished(bench));
    let mut broken_now = history.broken_invariants(bench.world());
    broken_now.retain(|it| unfinished == 0 || !at_rest(bench, &it.name));
    let ends = Ends {
        broken_before: history.broken_invariants(&before),
        broken_now,
        parked: parked
            .iter()
            .map(|(stream, reason)| (stream.to_string(), reason.clone()))
            .collect(),
        unfinished,
    };
    let verdict = verdict(&bench.log, since, bench.moment(), ends);
    let (kind, title) = conclusion(verdict.conclusion());
    VerdictView {
        kind,
        title,
        since,
        lines: lines(&verdict),
        parked,
        link: LinkView {
            tag: "journal".to_owned(),
            tone: Tone::Plain,
            text: format!("since {since}"),
            moment: Some(since),
        },
    }
}

/// Whether an invariant need only hold when no process has anything left to do.
fn at_rest(bench: &Workbench, invariant: &str) -> bool {
    let mut known = bench.model.schema().invariants.iter();
    known.any(|known| known.name == invariant && known.at_rest)
}

/// What is parked at the moment shown.
fn parked(bench: &Workbench) -> Vec<(StreamName, String)> {
    let history = bench.timeline.history();
    let processes = history.processes(bench.world());
    let mut parked = Vec::new();
    for process in &bench.model.schema().processes {
        let processor = processes.processor(&process.name);
        let known = processor.zip(history.instances(&process.name));
        let Some((processor, names)) = known else {
            continue;
        };
        parked.extend(processor.open().filter_map(|(slot, open)| {
            let stream = StreamName::new(process.name.as_str(), names.name(slot));
            Some((stream, open.parked.as_ref()?.reason.clone()))
        }));
    }
    parked
}

const fn conclusion(conclusion: Conclusion) -> (&'static str, &'static str) {
    match conclusion {
        Conclusion::Quiet => ("quiet", "Nothing has gone wrong yet."),
        Conclusion::Unfinished => (
            "unfinished",
            "Not done yet: the processes are still at work.",
        ),
        Conclusion::Safe => ("safe", "Safe: what went wrong did no harm."),
        Conclusion::Parked => (
            "parked",
            "Nothing is broken, and something waits for a person.",
        ),
        Conclusion::Broken => (
            "broken",
            "Broken: something is wrong now that was right before.",
        ),
    }
}

fn lines(verdict: &Verdict) -> Vec<(String, bool)> {
    let struck = verdict.struck.iter().map(|(point, times)| {
        let times = match times {
            1 => "once".to_owned(),
            times => format!("{times} times"),
        };
        (format!("struck {times}: {}", point.title()), false)
    });
    let mut lines: Vec<(String, bool)> = struck.collect();
    let mut line = |count: usize, bad: bool, one: &str, many: &str| match count {
        0 => {}
        1 => lines.push((one.to_owned(), bad)),
        _ => lines.push((format!("{count} {many}"), bad)),
    };
    line(
        verdict.repeated,
        false,
        "1 command was sent again and absorbed by its id",
        "commands were sent again and absorbed by their ids",
    );
    line(
        verdict.absorbed,
        false,
        "1 input came again and changed nothing",
        "inputs came again and changed nothing",
    );
    line(
        verdict.races_retried,
        false,
        "1 race was lost and decided again",
        "races were lost and decided again",
    );
    line(
        verdict.races_told,
        false,
        "1 race was lost and told",
        "races were lost and told",
    );
    line(
        verdict.tried_again,
        false,
        "1 command of a process was refused and tried again",
        "times a command of a process was refused and tried again",
    );
    line(
        verdict.unfinished,
        false,
        "1 event or input is still to be handled",
        "events and inputs are still to be handled",
    );
    let doubled = verdict.doubled.iter();
    lines.extend(doubled.map(|(name, times)| {
        let text = format!("{name} took effect {times} times for one cause");
        (text, true)
    }));
    let broken = verdict.broken.iter();
    lines.extend(broken.map(|it| (format!("{}: {}", it.name, it.problem), true)));
    lines
}
