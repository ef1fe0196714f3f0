//! A spec from a step of a process that was recorded.

use super::StepCase;
use super::literal::instant;
use super::matter::{Asked, command_named};
use super::mentions::{clause_mentions, ids_sent};
use super::words::{Words, line, plain_line};
use crate::engine::event::EventData;
use crate::engine::names::CommandId;
use crate::engine::process::{Deadline, HappenedEvent, InputKind, RecordedStep, SentCommand};
use crate::engine::value::Payload;
use crate::language::program::{Cause, Clause, Known, Process};
use crate::language::run::TextModel;

/// The spec that a recorded step of a process makes: what its instance had heard, what it hears, and what it does.
///
/// What makes no difference is left out, as in [`spec`](super::spec()). An event answers a command where the process
/// asks for that and the command is the latest of its kind. A field of a command that holds the id of another is left
/// out of `then`, for ids of commands are others in a spec.
///
/// # Errors
/// Something of it can't be said in the language, or is not known to this model: what, as a sentence.
pub fn step_spec(model: &TextModel, case: &StepCase) -> Result<String, String> {
    let words = Words::of(model);
    let name = &case.process;
    let mut processes = words.program.processes.iter();
    let process = processes.find(|process| process.name == *name);
    let process = process.ok_or_else(|| format!("This model has no process “{name}”."))?;
    let writing = Writing {
        words,
        case,
        process,
        tells_time: process
            .clauses
            .iter()
            .any(|clause| clause_mentions(clause, &[Known::Now])),
    };
    let mut text = format!("spec {} {{\n", words.quoted(&case.title)?);
    for (place, step) in case.earlier.iter().enumerate() {
        text += &writing.time(step);
        for heard in writing.heard("given ", step, place)? {
            text += &heard;
        }
    }
    text += &writing.time(&case.step);
    let heard = writing.heard(
        &format!("when {name} hears "),
        &case.step,
        case.earlier.len(),
    )?;
    let [heard] = heard.as_slice() else {
        return Err("A spec can't say that an old event became several, or none, here.".to_owned());
    };
    text += heard;
    text += &writing.then()?;
    text += "}\n";
    Ok(text)
}

/// What a spec is written from.
struct Writing<'a> {
    words: Words<'a>,
    case: &'a StepCase,
    process: &'a Process,
    /// Whether the time of a step makes a difference.
    tells_time: bool,
}

impl Writing<'_> {
    fn time(&self, step: &RecordedStep) -> String {
        match self.tells_time {
            true => plain_line(format!("given now {}", instant(step.now))),
            false => String::new(),
        }
    }

    /// What an instance hears behind these letters, after so many steps: one line or more for each thing.
    fn heard(&self, begin: &str, step: &RecordedStep, after: usize) -> Result<Vec<String>, String> {
        match &step.input.kind {
            InputKind::Event(event) => self.event(begin, event, after),
            InputKind::Deadline(deadline) => {
                let name = self.deadline(deadline)?;
                let instance = self.words.quoted(&self.case.instance)?;
                Ok(vec![plain_line(format!(
                    "{begin}{name} passes for {instance}"
                ))])
            }
            InputKind::Refused(command, _) => Ok(vec![self.refusal(begin, command, after)?]),
        }
    }

    fn event(
        &self,
        begin: &str,
        event: &HappenedEvent,
        after: usize,
    ) -> Result<Vec<String>, String> {
        let data = EventData {
            event_type: event.event_type.clone(),
            schema_version: event.schema_version,
            payload: Payload::of(&event.payload),
        };
        let calls = self.words.heard(begin, &event.stream, &data)?;
        let lines = calls.into_iter().map(|(index, call)| {
            let clauses = self.clauses(Cause::Event(index));
            let is_asked = |known| {
                clauses
                    .iter()
                    .any(|clause| clause_mentions(clause, &[known]))
            };
            let answered = self.answered(&event.command, after);
            let answered = answered.filter(|_| is_asked(Known::AnswerTo));
            let mut asked = Asked::of(is_asked);
            if answered.is_some() {
                // The process has sent it: that says who.
                (asked.person, asked.role) = (false, false);
            }
            let mut following = self
                .words
                .came_about(&event.actor, event.recorded_at, asked)?;
            if let Some(command) = answered {
                following += &format!(" answering {}", command.command_type);
            }
            Ok(line(&call, &following))
        });
        lines.collect()
    }

    /// The command with this id, if it is the latest of its kind that the instance had sent after so many steps.
    fn answered(&self, id: &CommandId, after: usize) -> Option<&SentCommand> {
        let found = self.sent(after).find(|sent| sent.id == *id)?;
        self.is_latest(found, after).then_some(found)
    }

    fn is_latest(&self, command: &SentCommand, after: usize) -> bool {
        let mut alike = self
            .sent(after)
            .filter(|it| it.command_type == command.command_type);
        alike
            .next_back()
            .is_some_and(|latest| latest.id == command.id)
    }

    /// What the instance had sent after so many steps.
    fn sent(&self, after: usize) -> impl DoubleEndedIterator<Item = &SentCommand> {
        let steps = self.case.earlier.iter().take(after);
        steps.flat_map(|step| &step.commands)
    }

    fn deadline(&self, deadline: &Deadline) -> Result<String, String> {
        let name = &deadline.name;
        match self.process.deadlines.contains(name) {
            true => Ok(name.clone()),
            false => Err(format!("“{}” has no deadline “{name}”.", self.process.name)),
        }
    }

    fn refusal(&self, begin: &str, command: &SentCommand, after: usize) -> Result<String, String> {
        let name = &command.command_type;
        let mut commands = self.words.program.commands.iter();
        let index = commands.position(|known| known.command_type == *name);
        let index = index.ok_or_else(|| format!("This model has no command “{name}”."))?;
        let why = [Known::Code, Known::Reason];
        let clauses = self.clauses(Cause::RefusalOf(index));
        if clauses.iter().any(|clause| clause_mentions(clause, &why)) {
            return Err(format!(
                "A spec can't say why “{name}” was refused, and the process asks for that."
            ));
        }
        if !self.is_latest(command, after) {
            return Err(format!("A spec can speak of the latest “{name}” only."));
        }
        let instance = self.words.quoted(&self.case.instance)?;
        Ok(plain_line(format!(
            "{begin}refusal of {name} for {instance}"
        )))
    }

    fn clauses(&self, cause: Cause) -> Vec<&Clause> {
        let clauses = self.process.clauses.iter();
        clauses.filter(|clause| clause.cause == cause).collect()
    }

    /// What the process does.
    fn then(&self) -> Result<String, String> {
        let (words, step) = (self.words, &self.case.step);
        let ids = ids_sent(self.process);
        let mut text = String::new();
        for sent in &step.commands {
            let name = &sent.command_type;
            let command = command_named(words.program, name)?;
            let mut commands = words.program.commands.iter();
            let index = commands.position(|known| known.command_type == *name);
            let is_id = |field| index.is_some_and(|index| ids.contains(&(index, field)));
            let call = words.command("then sends ", (name, command), &sent.payload, &is_id)?;
            text += &line(&call, "");
        }
        for deadline in &step.deadlines_set {
            let (name, due) = (self.deadline(deadline)?, instant(deadline.due));
            text += &plain_line(format!("then sets {name} at {due}"));
        }
        for name in &step.deadlines_cancelled {
            text += &plain_line(format!("then cancels {name}"));
        }
        if step.ends {
            text += &plain_line("then ends");
        }
        Ok(match text.is_empty() {
            true => plain_line("then nothing"),
            false => text,
        })
    }
}
