//! One instance of a process: what it has open, and the steps it took.

use super::Tone;
use super::links::{LinkView, input_link};
use super::processes_view::status_word;
use crate::app::plain::{inline, readable, readable_fields};
use crate::app::span::until_text;
use crate::app::workbench::{View, Workbench};
use crate::engine::event_store::HistoryEntry;
use crate::engine::journal::JournalNote;
use crate::engine::names::StreamName;
use crate::engine::position::Moment;
use crate::engine::process::{
    Answer, CommandAnswer, Deadline, OpenWork, ProcessEvent, RecordedStep, SentCommand,
};
use crate::engine::schema::ProcessSchema;
use crate::engine::slots::Slot;
use crate::engine::value::Value;

/// One instance.
#[derive(Clone, PartialEq, Debug)]
pub struct InstanceView {
    /// Its private stream: how messages name it.
    pub stream: StreamName,
    /// Its title, for example "Registration r-1".
    pub title: String,
    /// What became of it.
    pub status: &'static str,
    /// Its state by title; empty where it has none yet.
    pub state: Vec<(String, String)>,
    /// The input that a person has to decide on.
    pub parked: Option<ParkedView>,
    /// The command that is tried again.
    pub retry: Option<RetryView>,
    /// The inputs that wait, in order.
    pub held: Vec<LinkView>,
    /// The deadlines that are set, by when they are due.
    pub deadlines: Vec<DeadlineView>,
    /// Its steps, newest first.
    pub steps: Vec<StepView>,
    /// How many earlier steps are not shown.
    pub earlier: usize,
}

/// A parked input.
#[derive(Clone, PartialEq, Debug)]
pub struct ParkedView {
    /// The input.
    pub input: LinkView,
    /// Why it is parked.
    pub reason: String,
    /// Whether it can be decided on here and now.
    pub decidable: bool,
}

/// A command that is tried again.
#[derive(Clone, PartialEq, Debug)]
pub struct RetryView {
    /// Which command.
    pub command: String,
    /// Why it was refused.
    pub reason: String,
    /// How often it was tried.
    pub tries: u32,
    /// When it is tried again, ISO 8601.
    pub next_try: String,
    /// How long that is.
    pub until: String,
}

/// A deadline.
#[derive(Clone, PartialEq, Debug)]
pub struct DeadlineView {
    /// Its name.
    pub name: String,
    /// When it is due, ISO 8601.
    pub due: String,
    /// How long that is, for example "in 14 min".
    pub until: String,
}

/// A step that an instance took.
#[derive(Clone, PartialEq, Debug)]
pub struct StepView {
    /// The row of the process's table.
    pub rule: String,
    /// What it reacted to.
    pub input: LinkView,
    /// When it was decided, ISO 8601.
    pub time: String,
    /// Where the step stands.
    pub moment: Moment,
    /// The commands it sent.
    pub commands: Vec<StepCommandView>,
    /// What it did with deadlines, in words.
    pub deadlines: Vec<String>,
    /// Whether it ended the instance.
    pub ends: bool,
    /// Whether all its commands are answered, and that is recorded.
    pub settled: bool,
}

/// A command of a step.
#[derive(Clone, PartialEq, Debug)]
pub struct StepCommandView {
    /// Its type.
    pub name: String,
    /// Its fields, on one line.
    pub payload: String,
    /// How it was answered, in words.
    pub answer: String,
    /// The colour of the answer.
    pub tone: Tone,
    /// Where its commit or refusal stands, where there is one.
    pub moment: Option<Moment>,
    /// Until when it may be sent, ISO 8601; empty where there is no limit.
    pub not_after: String,
}

/// More steps than this can't be looked through anyway.
const MOST_STEPS: usize = 40;

/// The type of the event that records a step.
const STEP_RECORDED: &str = "StepRecorded";

pub(super) fn instance_view(
    bench: &Workbench,
    process: &ProcessSchema,
    slot: Slot,
) -> Option<InstanceView> {
    let history = bench.timeline.history();
    let name = history.instances(&process.name)?.name(slot);
    let stream = StreamName::new(process.name.as_str(), name);
    let processor = history.processes(bench.world()).processor(&process.name)?;
    let nothing = OpenWork::default();
    let open = processor.open_of(slot).unwrap_or(&nothing);
    let (steps, earlier) = steps(bench, &stream);
    let state = history.state(bench.world(), &stream).unwrap_or_default();
    Some(InstanceView {
        title: format!("{} {name}", process.title),
        status: status_word(processor.status(slot)),
        state: state_rows(process, &state),
        parked: open.parked.as_ref().map(|parked| ParkedView {
            input: input_link(bench, &parked.input),
            reason: parked.reason.clone(),
            decidable: matches!(bench.view, View::Live),
        }),
        retry: open.parked.is_none().then(|| retry(bench, open)).flatten(),
        held: open.held.iter().map(|it| input_link(bench, it)).collect(),
        deadlines: deadlines(bench, open),
        steps,
        earlier,
        stream,
    })
}

/// The state of an instance by the titles of its fields, in the order of the schema.
pub(super) fn state_rows(process: &ProcessSchema, state: &Value) -> Vec<(String, String)> {
    let Some(members) = state.as_map() else {
        return Vec::new();
    };
    let known = process.state.iter().filter_map(|field| {
        let value = readable(&field.field_type, members.get(&field.name)?);
        Some((field.title.clone(), inline(&value)))
    });
    let is_known = |name: &str| process.state.iter().any(|field| field.name == name);
    let others = members.iter().filter(|(name, _)| !is_known(name));
    let others = others.map(|(name, value)| (name.clone(), inline(value)));
    known.chain(others).collect()
}

fn retry(bench: &Workbench, open: &OpenWork) -> Option<RetryView> {
    let trying = open.trying.as_ref()?;
    let step = open.step.as_ref();
    let commands = step.into_iter().flat_map(|step| &step.commands);
    let command = commands
        .into_iter()
        .find(|command| command.id == trying.command);
    Some(RetryView {
        command: command.map_or_else(String::new, |it| it.command_type.to_string()),
        reason: trying.refusal.reason.clone(),
        tries: trying.tries,
        next_try: trying.next_try.iso(),
        until: until_text(bench.now().unwrap_or_default(), trying.next_try),
    })
}

fn deadlines(bench: &Workbench, open: &OpenWork) -> Vec<DeadlineView> {
    let mut deadlines: Vec<_> = open.deadlines.iter().collect();
    deadlines.sort_by_key(|deadline| deadline.due);
    let now = bench.now().unwrap_or_default();
    let view = |deadline: &Deadline| DeadlineView {
        name: deadline.name.clone(),
        due: deadline.due.iso(),
        until: until_text(now, deadline.due),
    };
    deadlines.into_iter().map(view).collect()
}

/// The newest steps, newest first, and how many came before them.
fn steps(bench: &Workbench, stream: &StreamName) -> (Vec<StepView>, usize) {
    let items = bench.log.items_of(stream, bench.moment());
    let mut answers: Vec<(String, Vec<CommandAnswer>)> = Vec::new();
    let mut steps = Vec::new();
    let mut earlier = 0;
    for item in items.iter().rev() {
        let Some(event) = bench.log.event(*item) else {
            continue;
        };
        if steps.len() >= MOST_STEPS {
            earlier += usize::from(event.data().event_type.as_str() == STEP_RECORDED);
            continue;
        }
        match ProcessEvent::from_data(event.data()) {
            Ok(ProcessEvent::StepSettled {
                cause, answers: of, ..
            }) => answers.push((cause, of)),
            Ok(ProcessEvent::StepRecorded(step)) => {
                let settled = answers.iter().find(|(cause, _)| *cause == step.input.cause);
                let settled = settled.map(|(_, answers)| answers.as_slice());
                steps.push(step_view(bench, &step, bench.log.moment(*item), settled));
            }
            _ => {}
        }
    }
    (steps, earlier)
}

fn step_view(
    bench: &Workbench,
    step: &RecordedStep,
    moment: Moment,
    answers: Option<&[CommandAnswer]>,
) -> StepView {
    let set = step.deadlines_set.iter();
    let set = set.map(|it| format!("sets {} for {}", it.name, it.due));
    let off = step.deadlines_cancelled.iter();
    let off = off.map(|name| format!("{name} is off"));
    StepView {
        rule: step.rule.clone(),
        input: input_link(bench, &step.input),
        time: step.now.iso(),
        moment,
        commands: step_commands(bench, step, answers),
        deadlines: set.chain(off).collect(),
        ends: step.ends,
        settled: answers.is_some(),
    }
}

/// The commands of a step with how each was answered: as it is settled, or as far as the log tells.
pub(super) fn step_commands(
    bench: &Workbench,
    step: &RecordedStep,
    answers: Option<&[CommandAnswer]>,
) -> Vec<StepCommandView> {
    let schema = bench.model.schema();
    let view = |command: &SentCommand| {
        let found = answers.into_iter().flatten();
        let answer = found
            .into_iter()
            .find(|answer| answer.command == command.id)
            .map(|answer| &answer.answer);
        let (answer, tone) = answer_words(bench, command, answer);
        StepCommandView {
            name: command.command_type.to_string(),
            payload: inline(&readable_fields(
                schema.command_fields(&command.command_type),
                &command.payload,
            )),
            answer,
            tone,
            moment: where_it_stands(bench, command),
            not_after: command.not_after.map_or_else(String::new, |it| it.iso()),
        }
    };
    step.commands.iter().map(view).collect()
}

fn answer_words(
    bench: &Workbench,
    command: &SentCommand,
    answer: Option<&Answer>,
) -> (String, Tone) {
    let words = |text: &str, tone| (text.to_owned(), tone);
    match answer {
        Some(Answer::Accepted) => words("accepted", Tone::ReadModel),
        Some(Answer::Repeated) => words("repeated: it had been accepted before", Tone::ReadModel),
        Some(Answer::Refused(refusal)) => (format!("refused: {}", refusal.reason), Tone::Bad),
        Some(Answer::Skipped) => words("given up", Tone::Bad),
        None if accepted(bench, command).is_some() => {
            words("accepted, not settled yet", Tone::ReadModel)
        }
        None => match refused(bench, command) {
            Some(reason) => (format!("refused: {reason}"), Tone::Bad),
            None => words("not answered yet", Tone::Plain),
        },
    }
}

fn accepted(bench: &Workbench, command: &SentCommand) -> Option<Moment> {
    let commit = bench.log.commit_of(&command.id)?;
    (commit.moment <= bench.moment()).then_some(commit.moment)
}

fn last_note(bench: &Workbench, command: &SentCommand) -> Option<usize> {
    let notes = bench.log.notes_about(&command.id).iter().rev();
    let mut happened = notes.filter(|item| bench.log.moment(**item) <= bench.moment());
    happened.next().copied()
}

fn refused<'b>(bench: &'b Workbench, command: &SentCommand) -> Option<&'b str> {
    let HistoryEntry::Journal(entry) = bench.log.entry(last_note(bench, command)?)? else {
        return None;
    };
    match &entry.note {
        JournalNote::Refused { refusal, .. } => Some(&refusal.reason),
        JournalNote::LostRace { .. } => Some("somebody else was faster"),
        _ => None,
    }
}

fn where_it_stands(bench: &Workbench, command: &SentCommand) -> Option<Moment> {
    accepted(bench, command)
        .or_else(|| last_note(bench, command).map(|item| bench.log.moment(item)))
}
