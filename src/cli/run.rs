//! Commands in, events and refusals out: a model of one's own at work, with its processes, over a store in memory.

use super::CliError;
use super::model_file::ModelFile;
use crate::engine::commit::Visibility;
use crate::engine::event::RecordedEvent;
use crate::engine::event_store::{EventStore, HistoryEntry};
use crate::engine::journal::JournalNote;
use crate::engine::memory_store::MemoryStore;
use crate::engine::model::Model;
use crate::engine::names::{Actor, BranchId, CommandType};
use crate::engine::position::Moment;
use crate::engine::story::StoryStep;
use crate::engine::time::Timestamp;
use crate::engine::value::Value;
use crate::engine::version::ExpectedVersion;
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
    let mut shown = Moment::START;
    let mut now = Timestamp::parse(BEGIN).unwrap_or_default();
    for (number, line) in (1..).zip(input.lines()) {
        let line = line?;
        if line.trim().is_empty() {
            continue;
        }
        let step = step(&line, now).map_err(|why| CliError::Line { number, why })?;
        now = step.at;
        shown = pollster::block_on(async {
            recorder.send(step).await?;
            tell(&store, shown, to).await
        })?;
    }
    pollster::block_on(async {
        recorder.finish().await?;
        tell(&store, shown, to).await
    })?;
    Ok(())
}

/// Reads a command.
fn step(line: &str, now: Timestamp) -> Result<StoryStep, String> {
    let value = Value::from_json(line).map_err(|error| error.to_string())?;
    let text = |name: &str| value.get(name).and_then(Value::as_text);
    let command = text("command").ok_or("it has no \"command\"")?;
    let role = text("role").ok_or("it has no \"role\"")?;
    let at = match text("at") {
        Some(at) => Timestamp::parse(at).ok_or_else(|| format!("“{at}” is no time"))?,
        None => now,
    };
    Ok(StoryStep {
        at: at.max(now),
        actor: Actor::new(role, text("person").unwrap_or(role)),
        command_type: CommandType::new(command),
        payload: value.get("payload").cloned().unwrap_or_default(),
        expected: ExpectedVersion::Any,
    })
}

/// Prints what the history has after a moment, and says where it ends now.
async fn tell(store: &MemoryStore, after: Moment, to: &mut impl Write) -> Result<Moment, CliError> {
    let branch = BranchId::main();
    let entries = store.read_history(&branch, after, usize::MAX).await?;
    let mut end = after;
    for entry in &entries {
        end = entry.moment();
        for line in lines(entry) {
            writeln!(to, "{}", line.to_json())?;
        }
    }
    Ok(end)
}

fn lines(entry: &HistoryEntry) -> Vec<Value> {
    match entry {
        HistoryEntry::Commit(commit) if commit.data.visibility == Visibility::Public => {
            RecordedEvent::all_of(commit).map(|it| event(&it)).collect()
        }
        HistoryEntry::Commit(_) => Vec::new(),
        HistoryEntry::Journal(entry) => match &entry.note {
            JournalNote::Refused {
                command, refusal, ..
            } => vec![Value::map([
                ("refused", command.command_type.as_str().into()),
                ("code", refusal.code.as_str().into()),
                ("reason", refusal.reason.as_str().into()),
            ])],
            _ => Vec::new(),
        },
    }
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
