//! Specs: what had happened, what is done, and whether what must follow does.

mod play;

use super::super::program::{Expectation, Expr, Heard, Spec, Trial};
use super::super::syntax::Span;
use super::TextModel;
use crate::engine::event::EventData;
use crate::engine::journal::Refusal;
use crate::engine::process::Reaction;
use crate::engine::value::Value;
use play::Play;

/// How a spec went.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Outcome {
    /// What did not follow; nothing where all did.
    pub problems: Vec<Problem>,
}

impl Outcome {
    /// Whether all that must follow does.
    pub fn passed(&self) -> bool {
        self.problems.is_empty()
    }
}

/// Something that did not follow.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Problem {
    /// Where it is wanted.
    pub span: Span,
    /// What was wanted; nothing where something followed that nobody wanted.
    pub expected: Value,
    /// What followed, as far as it is of the same kind.
    pub actual: Value,
}

/// Runs a spec of a model.
pub fn run(model: &TextModel, spec: &Spec) -> Outcome {
    let mut play = Play::new(model, spec);
    for given in &spec.given {
        if let Err(why) = play.give(given) {
            return outcome(vec![Problem {
                span: spec.span,
                expected: Value::Null,
                actual: Value::map([("fails", Value::from(why))]),
            }]);
        }
    }
    let followed = match &spec.trial {
        Some(Trial::Command(actor, command, fields)) => {
            Followed::Decided(play.command(actor, *command, fields))
        }
        Some(Trial::Heard(heard)) => reacted(&mut play, heard),
        None => Followed::Nothing,
    };
    let mut checking = Checking {
        play: &play,
        followed,
        events: 0,
        sends: 0,
        problems: Vec::new(),
    };
    for (expectation, span) in &spec.then {
        checking.check(expectation, *span);
    }
    checking.nothing_more(spec);
    outcome(checking.problems)
}

fn outcome(problems: Vec<Problem>) -> Outcome {
    Outcome { problems }
}

fn reacted(play: &mut Play<'_>, heard: &Heard) -> Followed {
    match play.hear(heard) {
        Some(reacted) => Followed::Reacted(reacted),
        None => Followed::Nothing,
    }
}

/// What followed from what was done.
enum Followed {
    Nothing,
    Decided(Result<Vec<EventData>, Refusal>),
    Reacted(Result<Reaction, String>),
}

impl Followed {
    fn events(&self) -> &[EventData] {
        match self {
            Self::Decided(Ok(events)) => events,
            _ => &[],
        }
    }

    fn reaction(&self) -> Option<&Reaction> {
        match self {
            Self::Reacted(Ok(reaction)) => Some(reaction),
            _ => None,
        }
    }

    /// All of it, as plain data.
    fn plain(&self) -> Value {
        match self {
            Self::Nothing => Value::Null,
            Self::Decided(Ok(events)) => Value::List(events.iter().map(event).collect()),
            Self::Decided(Err(refusal)) => refused(refusal),
            Self::Reacted(Err(reason)) => Value::map([("fails", reason.as_str().into())]),
            Self::Reacted(Ok(reaction)) => reaction_plain(reaction),
        }
    }

    fn is_nothing(&self) -> bool {
        match self {
            Self::Nothing => true,
            Self::Decided(decided) => decided.as_ref().is_ok_and(Vec::is_empty),
            Self::Reacted(reacted) => reacted.as_ref().is_ok_and(|reaction| {
                reaction.commands.is_empty()
                    && reaction.deadlines.is_empty()
                    && reaction.cancelled.is_empty()
                    && !reaction.ends
            }),
        }
    }
}

fn event(event: &EventData) -> Value {
    let payload = event.payload.value().unwrap_or_default();
    Value::map([(event.event_type.as_str(), payload)])
}

fn refused(refusal: &Refusal) -> Value {
    let fields = refusal.fields.iter();
    let fields = fields.map(|field| (field.field.as_str(), field.problem.as_str().into()));
    let mut pairs = vec![
        ("refused", Value::from(refusal.code.as_str())),
        ("reason", refusal.reason.as_str().into()),
    ];
    if !refusal.fields.is_empty() {
        pairs.push(("fields", Value::map(fields)));
    }
    Value::map(pairs)
}

fn reaction_plain(reaction: &Reaction) -> Value {
    let commands = reaction.commands.iter();
    let commands = commands.map(|c| Value::map([(c.command_type.as_str(), c.payload.clone())]));
    let cancelled = reaction.cancelled.iter();
    Value::map([
        ("sends", Value::List(commands.collect())),
        ("sets", deadlines(reaction)),
        (
            "cancels",
            Value::List(cancelled.map(|name| name.as_str().into()).collect()),
        ),
        ("ends", reaction.ends.into()),
    ])
}

fn deadlines(reaction: &Reaction) -> Value {
    let deadlines = reaction.deadlines.iter();
    Value::map(deadlines.map(|deadline| (deadline.name.as_str(), deadline.due.iso().into())))
}

/// What must follow, held against what did.
struct Checking<'a> {
    play: &'a Play<'a>,
    followed: Followed,
    /// How many events and commands were named so far.
    events: usize,
    sends: usize,
    problems: Vec<Problem>,
}

impl Checking<'_> {
    fn check(&mut self, expectation: &Expectation, span: Span) {
        let (expected, actual) = match expectation {
            Expectation::Event(number, fields) => self.event(*number, fields),
            Expectation::Sends(number, fields) => self.sends(*number, fields),
            Expectation::Nothing if self.followed.is_nothing() => return,
            Expectation::Nothing => (Value::from("nothing"), self.followed.plain()),
            Expectation::Refused(code, reason) => self.refused(code, reason),
            Expectation::Row(read_model, key, columns) => self.play.row(*read_model, key, columns),
            Expectation::NoRow(read_model, key) => (
                Value::Null,
                self.play.whole_row(*read_model, key).unwrap_or_default(),
            ),
            Expectation::Sets(deadline, due) => self.sets(*deadline, due),
            Expectation::Cancels(deadline) => {
                let name = self.play.deadline(*deadline);
                let reaction = self.followed.reaction();
                if reaction.is_some_and(|r| r.cancelled.contains(&name)) {
                    return;
                }
                let expected = Value::map([("cancels", Value::from(name))]);
                (expected, self.followed.plain())
            }
            Expectation::Ends => {
                if self
                    .followed
                    .reaction()
                    .is_some_and(|reaction| reaction.ends)
                {
                    return;
                }
                (Value::map([("ends", true.into())]), self.followed.plain())
            }
            Expectation::Fails(reason) => self.fails(reason.as_deref()),
        };
        self.compare(span, expected, actual);
    }

    fn compare(&mut self, span: Span, expected: Value, actual: Value) {
        if expected != actual {
            self.problems.push(Problem {
                span,
                expected,
                actual,
            });
        }
    }

    /// The next event, and only the fields of it that are named.
    fn event(&mut self, number: usize, fields: &[Option<Expr>]) -> (Value, Value) {
        let (name, expected) = self.play.event(number, fields);
        let found = self.followed.events().get(self.events);
        self.events += 1;
        let actual = match found {
            Some(found) if found.event_type.as_str() == name => {
                let payload = found.payload.value().unwrap_or_default();
                Value::map([(name.as_str(), named(&payload, &expected))])
            }
            Some(other) => event(other),
            None if matches!(self.followed, Followed::Decided(Ok(_))) => Value::Null,
            None => self.followed.plain(),
        };
        (Value::map([(name.as_str(), expected)]), actual)
    }

    fn sends(&mut self, number: usize, fields: &[Option<Expr>]) -> (Value, Value) {
        let (name, expected) = self.play.sent(number, fields);
        let reaction = self.followed.reaction();
        let found = reaction.and_then(|reaction| reaction.commands.get(self.sends));
        self.sends += 1;
        let actual = match found {
            Some(found) if found.command_type.as_str() == name => {
                Value::map([(name.as_str(), named(&found.payload, &expected))])
            }
            Some(found) => Value::map([(found.command_type.as_str(), found.payload.clone())]),
            None => self.followed.plain(),
        };
        (Value::map([(name.as_str(), expected)]), actual)
    }

    fn refused(&self, code: &Option<String>, reason: &Option<String>) -> (Value, Value) {
        let Followed::Decided(Err(refusal)) = &self.followed else {
            let code = code.as_deref().unwrap_or("");
            return (
                Value::map([("refused", code.into())]),
                self.followed.plain(),
            );
        };
        let wanted = code.as_deref().unwrap_or(&refusal.code);
        let because = reason.as_deref().unwrap_or(&refusal.reason);
        let expected = Refusal {
            code: wanted.to_owned(),
            reason: because.to_owned(),
            ..refusal.clone()
        };
        (refused(&expected), refused(refusal))
    }

    fn sets(&self, deadline: usize, due: &Expr) -> (Value, Value) {
        let name = self.play.deadline(deadline);
        let due = self.play.time(due).iso();
        let expected = Value::map([(name.as_str(), Value::from(due))]);
        let actual = match self.followed.reaction() {
            Some(reaction) => named(&deadlines(reaction), &expected),
            None => self.followed.plain(),
        };
        (expected, actual)
    }

    fn fails(&self, reason: Option<&str>) -> (Value, Value) {
        let Followed::Reacted(Err(actual)) = &self.followed else {
            let expected = Value::map([("fails", reason.unwrap_or("").into())]);
            return (expected, self.followed.plain());
        };
        (reason.unwrap_or(actual).into(), actual.as_str().into())
    }

    /// What is named is all there is, where any of its kind is named.
    fn nothing_more(&mut self, spec: &Spec) {
        let kinds = || spec.then.iter().map(|(expectation, _)| expectation);
        let only_rows = kinds().all(|e| {
            matches!(
                e,
                Expectation::Row(..) | Expectation::NoRow(..) | Expectation::Nothing
            )
        });
        if only_rows {
            return;
        }
        let events = self.followed.events().iter().skip(self.events).map(event);
        let commands = self.followed.reaction().map_or(&[][..], |r| &r.commands);
        let commands = commands.iter().skip(self.sends);
        let commands = commands.map(|c| Value::map([(c.command_type.as_str(), c.payload.clone())]));
        let more: Vec<Value> = events.chain(commands).collect();
        for actual in more {
            self.compare(spec.span, Value::Null, actual);
        }
    }
}

/// The members of a map that another names.
fn named(all: &Value, names: &Value) -> Value {
    let names = names.as_map().into_iter().flatten();
    let pairs = names.filter_map(|(name, _)| Some((name.as_str(), all.get(name)?.clone())));
    Value::map(pairs)
}
