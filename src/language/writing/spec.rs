//! A spec from a decision that was recorded.

use super::literal::{instant, is_name};
use super::matter::{asked, command_named};
use super::mentions::{made, mentions};
use super::words::{Words, line, plain_line};
use super::{Case, Ended, Happened};
use crate::engine::event::EventData;
use crate::engine::journal::{Refusal, RefusalStage};
use crate::engine::names::{ProcessName, StreamName};
use crate::engine::value::Value;
use crate::language::program::{Command, Known};
use crate::language::run::TextModel;

/// The code of a rule that was given none: it says nothing, so the reason is written too.
const NO_CODE: &str = "REFUSED";

/// The one refusal of a malformed command that a spec can bring about.
const INVALID_FIELDS: &str = "INVALID_FIELDS";

/// The spec that a recorded decision makes: what had happened, what was sent, and what followed.
///
/// What makes no difference is left out: fields of given events that are zero; who recorded an event and when, unless
/// the state or a row that the command looks up depends on it; the time of the decision, unless the command asks for it.
/// A field that the command fills from `newId` or `newCode`, itself or by a `let`, is left out of `then`, for such a
/// field is another one at each decision.
///
/// The spec tells what was recorded. It passes if these rules decide the same from what is given: not where the rules
/// were others, where a row that was looked up was stale, or where the command that an event answers makes a difference
/// or its number in a stream of which not all is given.
///
/// # Errors
/// Something of it can't be said in the language, or is not known to this model: what, as a sentence.
pub fn spec(model: &TextModel, case: &Case) -> Result<String, String> {
    let writing = Writing::new(model, case)?;
    let mut text = format!("spec {} {{\n", writing.words.quoted(&case.title)?);
    for happened in &case.given {
        text += &writing.given(happened)?;
    }
    if mentions(&writing.command.body, &[Known::Now]) {
        text += &plain_line(format!("given now {}", instant(case.now)));
    }
    text += &writing.when()?;
    text += &match &case.ended {
        Ended::Refused(refusal) => writing.refused(refusal)?,
        Ended::Recorded(events) => writing.recorded(events)?,
    };
    text += "}\n";
    Ok(text)
}

/// What a spec is written from.
struct Writing<'a> {
    words: Words<'a>,
    case: &'a Case,
    command: &'a Command,
    payload: Value,
    /// The stream of the command.
    stream: StreamName,
}

impl<'a> Writing<'a> {
    fn new(model: &'a TextModel, case: &'a Case) -> Result<Self, String> {
        let words = Words::of(model);
        let command = command_named(words.program, &case.command.command_type)?;
        let payload = case.command.payload.value().unwrap_or_default();
        let category = words.program.aggregates.get(command.aggregate);
        let category = category.map_or("", |aggregate| &aggregate.category);
        let key = command.fields.first();
        let key = key.and_then(|key| payload.get(&key.name)?.as_text());
        Ok(Self {
            stream: StreamName::new(category, key.unwrap_or_default()),
            words,
            case,
            command,
            payload,
        })
    }

    /// An event that had happened, as it is today.
    fn given(&self, happened: &Happened) -> Result<String, String> {
        let mut text = String::new();
        let Happened {
            event,
            stream,
            by,
            at,
        } = happened;
        for (index, call) in self.words.heard("given ", stream, event)? {
            let is_own = *stream == self.stream;
            let asked = asked(self.words.program, self.command, index, is_own);
            text += &line(&call, &self.words.came_about(by, *at, asked)?);
        }
        Ok(text)
    }

    fn when(&self) -> Result<String, String> {
        let name = &self.case.command.command_type;
        let begin = format!("when {}", self.who()?);
        let call = self
            .words
            .command(&begin, (name, self.command), &self.payload, &|_| false)?;
        Ok(line(&call, ""))
    }

    /// Who sends the command, and as what. Nothing of a process where that is understood.
    fn who(&self) -> Result<String, String> {
        let (words, schema) = (self.words, &self.words.program.schema);
        let (name, actor) = (&self.case.command.command_type, &self.case.command.actor);
        let known = schema.command(name);
        let roles = known.map_or(&[][..], |(_, _, command)| &command.roles);
        let senders = schema
            .processes
            .iter()
            .filter(|it| it.commands.contains(name));
        let senders: Vec<&ProcessName> = senders.map(|process| &process.name).collect();
        let sender = ProcessName::new(actor.role.as_str());
        if !senders.contains(&&sender) && !roles.contains(&actor.role) {
            let (person, role) = (&actor.person, &actor.role);
            return Err(format!(
                "A spec can't say that {person} sends “{name}” as “{role}”."
            ));
        }
        let is_understood = roles.is_empty() && senders.first() == Some(&&sender);
        Ok(
            match is_understood && actor.person.as_str() == sender.as_str() {
                true => String::new(),
                false => format!("{} as {}: ", words.person(actor)?, words.role(actor)?),
            },
        )
    }

    fn refused(&self, refusal: &Refusal) -> Result<String, String> {
        let (code, reason) = (&refusal.code, &refusal.reason);
        if refusal.stage == RefusalStage::Validation && code != INVALID_FIELDS {
            return Err(format!("A spec can't bring this refusal about: {reason}"));
        }
        let told = match is_name(code) && code != NO_CODE {
            true => code.clone(),
            false => self.words.quoted(reason)?,
        };
        Ok(plain_line(format!("then refused {told}")))
    }

    fn recorded(&self, events: &[EventData]) -> Result<String, String> {
        let made = made(&self.command.body);
        let is_made = |event, field| made.contains(&(event, field));
        let mut text = String::new();
        for event in events {
            for shape in self.words.model.today(event)? {
                text += &line(&self.words.follows("then ", &shape, &is_made)?, "");
            }
        }
        Ok(match text.is_empty() {
            true => plain_line("then nothing"),
            false => text,
        })
    }
}
