//! Commands in, events and refusals out: a model of one's own at work, with its processes, over a store in memory.

use super::CliError;
use super::door::step;
use super::model_file::ModelFile;
use super::watch::Watch;
use crate::engine::commit::{Command, Commit, Visibility};
use crate::engine::event::RecordedEvent;
use crate::engine::event_store::{EventStore, HistoryEntry};
use crate::engine::journal::{JournalNote, Refusal};
use crate::engine::memory_store::MemoryStore;
use crate::engine::model::Model;
use crate::engine::names::{BranchId, StreamName};
use crate::engine::position::Moment;
use crate::engine::process::ProcessEvent;
use crate::engine::time::Timestamp;
use crate::engine::value::Value;
use crate::runtime::recorder::Recorder;
use std::io::{BufRead, Write};
use std::path::Path;
use std::rc::Rc;

/// When the first command is sent where it does not say.
const BEGIN: &str = "2026-01-01T00:00:00Z";

/// Sends each command of the input in turn, and tells what came of it before the next is read.
///
/// # Errors
/// The model can't be run, or a line is no command.
pub(super) fn run(
    path: &Path,
    input: &mut impl BufRead,
    to: &mut impl Write,
) -> Result<(), CliError> {
    let mut told = Vec::new();
    let compiled = ModelFile::read(path)?.compile(&mut told);
    // What looks wrong is for `check` to tell; here only events and refusals are printed.
    let model: Rc<dyn Model> = match compiled {
        Ok(model) => Rc::new(model),
        Err(error) => {
            to.write_all(&told)?;
            return Err(error);
        }
    };
    let store = MemoryStore::new();
    let recorder = Recorder::new(&store, &model);
    let mut telling = Telling {
        model: &model,
        store: &store,
        watch: Watch::new(&model),
        shown: Moment::START,
    };
    let mut now = Timestamp::parse(BEGIN).unwrap_or_default();
    for (number, line) in (1..).zip(input.lines()) {
        let line = line?;
        if line.trim().is_empty() {
            continue;
        }
        let step = step(model.schema(), &line, now);
        let step = step.map_err(|why| CliError::Line { number, why })?;
        now = step.at;
        pollster::block_on(async {
            recorder.send(step).await?;
            telling.tell(number, to).await
        })?;
    }
    pollster::block_on(async {
        recorder.finish().await?;
        telling.tell(0, to).await
    })
}

/// Tells what came of the commands.
struct Telling<'a> {
    model: &'a Rc<dyn Model>,
    store: &'a MemoryStore,
    watch: Watch,
    /// How far it was told.
    shown: Moment,
}

impl Telling<'_> {
    /// Prints what is new in the history since the command of this line was sent.
    async fn tell(&mut self, number: i64, to: &mut impl Write) -> Result<(), CliError> {
        let branch = BranchId::main();
        let entries = self.store.read_history(&branch, self.shown, usize::MAX);
        let entries = entries.await?;
        for entry in &entries {
            self.shown = entry.moment();
            for line in self.lines(entry, number) {
                writeln!(to, "{}", line.to_json())?;
            }
        }
        self.watch.see(&entries);
        for (title, problem) in self.watch.newly_broken() {
            let line = Value::map([("broken", title.into()), ("problem", problem.into())]);
            writeln!(to, "{}", line.to_json())?;
        }
        Ok(())
    }

    fn lines(&self, entry: &HistoryEntry, number: i64) -> Vec<Value> {
        match entry {
            HistoryEntry::Commit(commit) if commit.data.visibility == Visibility::Public => {
                RecordedEvent::all_of(commit).map(|it| event(&it)).collect()
            }
            HistoryEntry::Commit(commit) => parked(commit).collect(),
            HistoryEntry::Journal(entry) => match &entry.note {
                JournalNote::Refused {
                    command,
                    stream,
                    refusal,
                } => {
                    let sender = command.actor.role.as_str().into();
                    let by_process = self.model.schema().process(&sender).is_some();
                    let number = (!by_process).then_some(number);
                    vec![refused((command, stream.as_ref()), refusal, number)]
                }
                _ => Vec::new(),
            },
        }
    }
}

/// A refusal, with the line of its command where a person has sent it.
fn refused(
    (command, stream): (&Command, Option<&StreamName>),
    refusal: &Refusal,
    number: Option<i64>,
) -> Value {
    let mut told = vec![
        ("refused", command.command_type.as_str().into()),
        ("code", refusal.code.as_str().into()),
        ("reason", refusal.reason.as_str().into()),
        ("by", command.actor.person.as_str().into()),
    ];
    if !refusal.fields.is_empty() {
        let fields = refusal.fields.iter();
        let fields = fields.map(|it| (it.field.as_str(), it.problem.as_str().into()));
        told.push(("fields", Value::map(fields)));
    }
    told.extend(stream.map(|stream| ("stream", stream.to_string().into())));
    told.extend(number.map(|number| ("line", Value::Int(number))));
    Value::map(told)
}

/// Inputs of processes that wait for a person now.
fn parked(commit: &Rc<Commit>) -> impl Iterator<Item = Value> {
    let events = RecordedEvent::all_of(commit);
    events.filter_map(|event| match ProcessEvent::from_data(event.data()) {
        Ok(ProcessEvent::InputParked { reason, .. }) => Some(Value::map([
            ("parked", event.stream().to_string().into()),
            ("reason", reason.into()),
        ])),
        _ => None,
    })
}

fn event(event: &RecordedEvent) -> Value {
    let commit = event.commit();
    Value::map([
        ("event", event.data().event_type.as_str().into()),
        ("stream", event.stream().to_string().into()),
        ("payload", event.data().payload.value().unwrap_or_default()),
        ("by", commit.data.command.actor.person.as_str().into()),
        ("at", commit.recorded_at.iso().into()),
    ])
}
