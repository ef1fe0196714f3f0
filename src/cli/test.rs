//! The specs of a model, run, and its story, played.

use super::CliError;
use super::model_file::ModelFile;
use super::watch::Watch;
use crate::engine::event_store::{EventStore, HistoryEntry};
use crate::engine::journal::JournalNote;
use crate::engine::memory_store::MemoryStore;
use crate::engine::model::Model;
use crate::engine::names::BranchId;
use crate::engine::position::Moment;
use crate::language::run::spec;
use crate::runtime::recorder::Recorder;
use std::io::Write;
use std::path::Path;
use std::rc::Rc;

/// Runs every spec, plays the story, and tells how each went.
///
/// # Errors
/// The model can't be run, a spec fails, or the story breaks an invariant or stops the fold.
pub(super) fn run(path: &Path, to: &mut impl Write) -> Result<(), CliError> {
    let file = ModelFile::read(path)?;
    let model = file.compile(to)?;
    let (mut passed, mut failed) = (0, 0);
    for spec in &model.program().specs {
        let outcome = spec::run(&model, spec);
        if outcome.passed() {
            passed += 1;
            writeln!(to, "ok      {}", spec.title)?;
            continue;
        }
        failed += 1;
        writeln!(to, "FAILED  {}", spec.title)?;
        for problem in &outcome.problems {
            writeln!(to, "        {}", file.place(problem.span))?;
            writeln!(to, "        expected {}", problem.expected.to_json())?;
            writeln!(to, "        actual   {}", problem.actual.to_json())?;
        }
    }
    let went_well = play(&(Rc::new(model) as Rc<dyn Model>), to)?;
    writeln!(to, "{passed} passed, {failed} failed")?;
    match failed == 0 && went_well {
        true => Ok(()),
        false => Err(CliError::Failed),
    }
}

/// Plays the story where there is one. Answers whether all invariants hold at its end.
fn play(model: &Rc<dyn Model>, to: &mut impl Write) -> Result<bool, CliError> {
    let story = model.story();
    if story.is_empty() {
        return Ok(true);
    }
    let commands = story.len();
    let store = MemoryStore::new();
    let recorder = Recorder::new(&store, model);
    let entries = pollster::block_on(async {
        for step in story {
            recorder.send(step).await?;
        }
        recorder.finish().await?;
        store
            .read_history(&BranchId::main(), Moment::START, usize::MAX)
            .await
    })?;
    let refused = entries.iter().filter(|it| is_refusal(&**model, it)).count();
    let mut watch = Watch::new(model);
    watch.see(&entries);
    let broken = watch.broken();
    let verdict = match (watch.stopped(), broken.len()) {
        (Some(stopped), _) => {
            let (event, problem) = (stopped.event + 1, &stopped.problem);
            format!("the fold stopped at event {event}: {problem}")
        }
        (None, 0) => "all invariants hold".to_owned(),
        (None, 1) => "one invariant is broken".to_owned(),
        (None, count) => format!("{count} invariants are broken"),
    };
    let refused = format!("{refused} refused");
    writeln!(to, "story: {commands} commands, {refused}, {verdict}")?;
    for (title, problem) in &broken {
        writeln!(to, "BROKEN  {title}")?;
        writeln!(to, "        {problem}")?;
    }
    Ok(broken.is_empty() && watch.stopped().is_none())
}

/// Whether a command of a person was refused. What processes are refused is their matter.
fn is_refusal(model: &dyn Model, entry: &HistoryEntry) -> bool {
    match entry {
        HistoryEntry::Journal(entry) => match &entry.note {
            JournalNote::Refused { command, .. } => {
                let sender = command.actor.role.as_str().into();
                model.schema().process(&sender).is_none()
            }
            _ => false,
        },
        HistoryEntry::Commit(_) => false,
    }
}
