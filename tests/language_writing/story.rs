//! The decisions of a story, as they were recorded.

use foldline::engine::commit::{Command, Visibility};
use foldline::engine::event::RecordedEvent;
use foldline::engine::event_store::{EventStore, HistoryEntry};
use foldline::engine::journal::JournalNote;
use foldline::engine::memory_store::MemoryStore;
use foldline::engine::model::Model;
use foldline::engine::names::{BranchId, ProcessName, StreamName};
use foldline::engine::position::Moment;
use foldline::engine::process::{ProcessEvent, RecordedStep};
use foldline::language::run::TextModel;
use foldline::language::writing::{Case, Ended, Happened, StepCase, matters};
use foldline::runtime::recorder::Recorder;
use pollster::block_on;
use std::collections::BTreeMap;
use std::rc::Rc;

/// What the story of a model leaves: log and journal.
pub(crate) fn told_story(model: Rc<dyn Model>) -> Vec<HistoryEntry> {
    let store = MemoryStore::new();
    let recorder = Recorder::new(&store, &model);
    block_on(async {
        for step in model.story() {
            recorder.send(step).await.expect("a store in memory");
        }
        recorder.finish().await.expect("a store in memory");
        let branch = BranchId::main();
        let history = store.read_history(&branch, Moment::START, usize::MAX);
        history.await.expect("a store in memory")
    })
}

/// Every decision of a history, each with what mattered to it.
pub(crate) fn cases(model: &TextModel, history: &[HistoryEntry]) -> Vec<Case> {
    let mut earlier: Vec<Happened> = Vec::new();
    let mut cases = Vec::new();
    for entry in history {
        let number = cases.len() + 1;
        match entry {
            HistoryEntry::Commit(commit) if commit.data.visibility == Visibility::Public => {
                let data = &commit.data;
                cases.push(Case {
                    title: format!("Case {number}: {}", data.command.command_type),
                    given: mattering(model, &data.command, &data.stream, &earlier),
                    command: data.command.clone(),
                    now: data.environment.now,
                    ended: Ended::Recorded(data.events.clone()),
                });
                earlier.extend(RecordedEvent::all_of(commit).map(|event| Happened {
                    event: event.data().clone(),
                    stream: event.stream().clone(),
                    by: data.command.actor.clone(),
                    at: commit.recorded_at,
                }));
            }
            HistoryEntry::Commit(_) => {}
            HistoryEntry::Journal(entry) => {
                let JournalNote::Refused {
                    command,
                    stream,
                    refusal,
                } = &entry.note
                else {
                    // Who lost a race was told of it before anything was decided that lasts.
                    let lost = matches!(entry.note, JournalNote::LostRace { .. });
                    assert!(lost || entry.note.command().is_none(), "{entry:?}");
                    continue;
                };
                cases.push(Case {
                    title: format!("Case {number}: {} is refused", command.command_type),
                    // A malformed command has no stream: what had happened makes no difference.
                    given: stream.as_ref().map_or_else(Vec::new, |stream| {
                        mattering(model, command, stream, &earlier)
                    }),
                    command: command.clone(),
                    now: entry.recorded_at,
                    ended: Ended::Refused(refusal.clone()),
                });
            }
        }
    }
    cases
}

pub(crate) fn mattering(
    model: &TextModel,
    command: &Command,
    stream: &StreamName,
    earlier: &[Happened],
) -> Vec<Happened> {
    let events = earlier.iter().map(|it| (&it.stream, &it.event));
    let places = matters(model.program(), &command.command_type, stream, events);
    places
        .into_iter()
        .map(|place| earlier[place].clone())
        .collect()
}

/// Every step of every process, each with the steps of its instance before.
pub(crate) fn steps_of(history: &[HistoryEntry]) -> Vec<StepCase> {
    let mut earlier: BTreeMap<StreamName, Vec<RecordedStep>> = BTreeMap::new();
    let mut cases = Vec::new();
    let commits = history.iter().filter_map(HistoryEntry::commit);
    let private = commits.filter(|commit| commit.data.visibility == Visibility::Private);
    for event in private.flat_map(RecordedEvent::all_of) {
        let Ok(ProcessEvent::StepRecorded(step)) = ProcessEvent::from_data(event.data()) else {
            continue;
        };
        let stream = event.stream();
        let before = earlier.entry(stream.clone()).or_default();
        cases.push(StepCase {
            title: format!("Step {}: {stream}", cases.len() + 1),
            process: ProcessName::new(&stream.category),
            instance: stream.id.to_string(),
            earlier: before.clone(),
            step: RecordedStep::clone(&step),
        });
        before.push(RecordedStep::clone(&step));
    }
    cases
}
