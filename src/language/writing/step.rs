//! A spec from a step of a process that was recorded.

use super::StepCase;
use super::literal::{instant, is_name};
use super::matter::{Asked, command_named};
use super::mentions::{clause_mentions, ids_sent};
use super::words::{Words, line, plain_line};
use crate::engine::event::EventData;
use crate::engine::journal::Refusal;
use crate::engine::names::CommandId;
use crate::engine::process::{Deadline, HappenedEvent, InputKind, RecordedStep, SentCommand};
use crate::engine::time::Timestamp;
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
    let mut writing = Writing {
        words,
        case,
        process,
        now: None,
    };
    let mut text = format!("spec {} {{\n", words.quoted(&case.title)?);
    for (place, step) in case.earlier.iter().enumerate() {
        let heard = writing.heard("given ", step, place)?;
        text += &writing.at_its_time(step, &heard);
    }
    let begin = format!("when {name} hears ");
    let heard = writing.heard(&begin, &case.step, case.earlier.len())?;
    if heard.len() != 1 {
        return Err(
            "A spec hears of one event at a time, and this old one became others.".to_owned(),
        );
    }
    text += &writing.at_its_time(&case.step, &heard);
    text += &writing.then()?;
    text += "}\n";
    Ok(text)
}

/// What a spec is written from.
struct Writing<'a> {
    words: Words<'a>,
    case: &'a StepCase,
    process: &'a Process,
    /// What the clock shows; nothing where that was not told yet.
    now: Option<Timestamp>,
}

/// A line, and the cause that it is for the process.
type HeardLine = (Cause, String);

impl Writing<'_> {
    /// The lines of what is heard, after the time where that makes a difference and is another one.
    fn at_its_time(&mut self, step: &RecordedStep, heard: &[HeardLine]) -> String {
        let mut text = String::new();
        let mut clauses = heard.iter().flat_map(|(cause, _)| self.clauses(*cause));
        let is_asked = clauses.any(|clause| clause_mentions(clause, &[Known::Now]));
        if is_asked && self.now != Some(step.now) {
            self.now = Some(step.now);
            text += &plain_line(format!("given now {}", instant(step.now)));
        }
        text.extend(heard.iter().map(|(_, line)| line.as_str()));
        text
    }

    /// What an instance hears after so many steps, behind these letters.
    fn heard(
        &self,
        begin: &str,
        step: &RecordedStep,
        after: usize,
    ) -> Result<Vec<HeardLine>, String> {
        Ok(match &step.input.kind {
            InputKind::Event(event) => self.event(begin, event, after)?,
            InputKind::Deadline(deadline) => vec![self.deadline_passes(begin, deadline)?],
            InputKind::Refused(command, refusal) => {
                vec![self.refusal(begin, (command, refusal), after)?]
            }
        })
    }

    fn event(
        &self,
        begin: &str,
        event: &HappenedEvent,
        after: usize,
    ) -> Result<Vec<HeardLine>, String> {
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
            Ok((Cause::Event(index), line(&call, &following)))
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

    fn deadline_passes(&self, begin: &str, deadline: &Deadline) -> Result<HeardLine, String> {
        let (place, name) = self.deadline(deadline)?;
        let instance = self.words.quoted(&self.case.instance)?;
        let line = plain_line(format!("{begin}{name} passes for {instance}"));
        Ok((Cause::Deadline(place), line))
    }

    fn deadline(&self, deadline: &Deadline) -> Result<(usize, &str), String> {
        let mut known = self.process.deadlines.iter().enumerate();
        let found = known.find(|(_, name)| **name == deadline.name);
        let unknown = || {
            format!(
                "“{}” has no deadline “{}”.",
                self.process.name, deadline.name
            )
        };
        let (place, name) = found.ok_or_else(unknown)?;
        Ok((place, name))
    }

    fn refusal(
        &self,
        begin: &str,
        (command, refusal): (&SentCommand, &Refusal),
        after: usize,
    ) -> Result<HeardLine, String> {
        let name = &command.command_type;
        let mut commands = self.words.program.commands.iter();
        let index = commands.position(|known| known.command_type == *name);
        let index = index.ok_or_else(|| format!("This model has no command “{name}”."))?;
        if !self.is_latest(command, after) {
            return Err(format!("A spec can speak of the latest “{name}” only."));
        }
        let instance = self.words.quoted(&self.case.instance)?;
        let why = self.why(Cause::RefusalOf(index), refusal)?;
        let line = plain_line(format!("{begin}refusal of {name}{why} for {instance}"));
        Ok((Cause::RefusalOf(index), line))
    }

    /// Code and reason of a refusal, as far as a clause asks for them.
    fn why(&self, cause: Cause, refusal: &Refusal) -> Result<String, String> {
        let clauses = self.clauses(cause);
        let is_asked = |known| {
            let mut clauses = clauses.iter();
            clauses.any(|clause| clause_mentions(clause, &[known]))
        };
        let mut why = String::new();
        if is_asked(Known::Code) {
            if !is_name(&refusal.code) {
                let code = &refusal.code;
                return Err(format!("A spec can't say the code “{code}”."));
            }
            why += &format!(" {}", refusal.code);
        }
        if is_asked(Known::Reason) {
            why += &format!(" {}", self.words.quoted(&refusal.reason)?);
        }
        Ok(why)
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
            let ((_, name), due) = (self.deadline(deadline)?, instant(deadline.due));
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
