//! Specs that are made of what happened: of a command that was decided, or of a step of a process.

use super::log::Log;
use super::words::in_words;
use crate::engine::commit::{Command, Commit, Visibility};
use crate::engine::event::RecordedEvent;
use crate::engine::event_store::HistoryEntry;
use crate::engine::journal::{JournalEntry, JournalNote, Refusal, RefusalStage};
use crate::engine::names::{ProcessName, StreamName};
use crate::engine::position::Moment;
use crate::engine::process::{ProcessEvent, RecordedStep};
use crate::language::run::TextModel;
use crate::language::writing::{Case, Ended, Happened, StepCase, matters, spec, step_spec};

/// Whether an entry can become a spec: a decision of people's commands, or a step of a process.
pub fn makes_spec(entry: &HistoryEntry) -> bool {
    match entry {
        HistoryEntry::Commit(commit) => match commit.data.visibility {
            Visibility::Public => commit.data.causation.is_none(),
            Visibility::Private => step_of(commit).is_some(),
        },
        HistoryEntry::Journal(entry) => refused(entry).is_some(),
    }
}

/// What happened at a moment as a spec of a model, to be put behind its text.
///
/// # Errors
/// It can't be said as a spec: why, as a sentence.
pub fn made_spec(log: &Log, model: &TextModel, moment: Moment) -> Result<String, String> {
    let item = log.item_at(moment);
    match item.and_then(|item| log.entry(item)) {
        Some(HistoryEntry::Commit(commit)) => match step_of(commit) {
            Some(step) => of_step(log, model, commit, step),
            None => of_commit(log, model, commit),
        },
        Some(HistoryEntry::Journal(entry)) => match refused(entry) {
            Some(refused) => of_refusal(log, model, (entry, refused)),
            None => Err(nothing()),
        },
        None => Err(nothing()),
    }
}

fn nothing() -> String {
    "Only a decided command or a step of a process can become a spec.".to_owned()
}

/// A refused command: the command, its stream as far as that could be told, and why.
type Refused<'a> = (&'a Command, Option<&'a StreamName>, &'a Refusal);

/// What the rules refused.
fn refused(entry: &JournalEntry) -> Option<Refused<'_>> {
    match &entry.note {
        JournalNote::Refused {
            command,
            stream,
            refusal,
        } if refusal.stage == RefusalStage::Decision => Some((command, stream.as_ref(), refusal)),
        _ => None,
    }
}

fn step_of(commit: &Commit) -> Option<RecordedStep> {
    let mut events = commit.data.events.iter();
    events.find_map(|event| match ProcessEvent::from_data(event) {
        Ok(ProcessEvent::StepRecorded(step)) => Some((*step).clone()),
        _ => None,
    })
}

fn of_commit(log: &Log, model: &TextModel, commit: &Commit) -> Result<String, String> {
    let data = &commit.data;
    let ended = match data.events.is_empty() {
        true => "changes nothing",
        false => "is done",
    };
    let case = Case {
        title: title(model, &data.command, ended),
        given: given(
            log,
            model,
            (&data.command, Some(&data.stream)),
            commit.moment,
        ),
        command: data.command.clone(),
        now: data.environment.now,
        ended: Ended::Recorded(data.events.clone()),
    };
    spec(model, &case)
}

fn of_refusal(
    log: &Log,
    model: &TextModel,
    (entry, (command, stream, refusal)): (&JournalEntry, Refused<'_>),
) -> Result<String, String> {
    let case = Case {
        title: title(model, command, "is refused"),
        given: given(log, model, (command, stream), entry.moment),
        command: command.clone(),
        now: entry.recorded_at,
        ended: Ended::Refused(refusal.clone()),
    };
    spec(model, &case)
}

fn of_step(
    log: &Log,
    model: &TextModel,
    commit: &Commit,
    step: RecordedStep,
) -> Result<String, String> {
    let stream = &commit.data.stream;
    let earlier = commits_before(log, commit.moment);
    let earlier = earlier.filter(|it| it.data.stream == *stream);
    let case = StepCase {
        title: unused(model, &format!("{}: {}", stream.category, step.rule)),
        process: ProcessName::new(&*stream.category),
        instance: stream.id.to_string(),
        earlier: earlier.filter_map(step_of).collect(),
        step,
    };
    step_spec(model, &case)
}

/// The commits before the one that ends at a moment.
fn commits_before(log: &Log, moment: Moment) -> impl Iterator<Item = &Commit> {
    let until = log.entries().partition_point(|it| it.moment() < moment);
    let entries = log.entries()[..until].iter();
    entries.filter_map(|entry| entry.commit().map(|commit| &**commit))
}

/// What had happened before, as far as it matters to a command.
fn given(
    log: &Log,
    model: &TextModel,
    (command, stream): (&Command, Option<&StreamName>),
    moment: Moment,
) -> Vec<Happened> {
    let Some(stream) = stream else {
        return Vec::new();
    };
    let entries = log.entries().iter().take_while(|it| it.moment() < moment);
    let commits = entries.filter_map(HistoryEntry::commit);
    let public = commits.filter(|commit| commit.data.visibility == Visibility::Public);
    let events: Vec<RecordedEvent> = public.flat_map(RecordedEvent::all_of).collect();
    let earlier = events.iter().map(|event| (event.stream(), event.data()));
    let places = matters(model.program(), &command.command_type, stream, earlier);
    let mattering = places.into_iter().filter_map(|place| events.get(place));
    let happened = mattering.map(|event| Happened {
        event: event.data().clone(),
        stream: event.stream().clone(),
        by: event.commit().data.command.actor.clone(),
        at: event.commit().recorded_at,
    });
    happened.collect()
}

fn title(model: &TextModel, command: &Command, ended: &str) -> String {
    let what = in_words(command.command_type.as_str());
    unused(
        model,
        &format!("{what} by {} {ended}", command.actor.person),
    )
}

/// A title that no spec of the model has yet.
fn unused(model: &TextModel, title: &str) -> String {
    let specs = &model.program().specs;
    let taken = |title: &str| specs.iter().any(|spec| spec.title == title);
    let others = (2..=specs.len() + 2).map(|number| format!("{title} ({number})"));
    let mut titles = std::iter::once(title.to_owned()).chain(others);
    titles.find(|title| !taken(title)).unwrap_or_default()
}
