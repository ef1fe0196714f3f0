//! Aggregates, their commands and their events.

use super::{Kind, Parsed, Parser};
use crate::language::syntax::expression::Expr;
use crate::language::syntax::model::{Aggregate, Command, Event, Field, Invariant, Read};

/// Words that begin a member of an aggregate.
const MEMBERS: [&str; 4] = ["state", "command", "event", "invariant"];

impl Parser<'_> {
    /// `Book(book: Id) { … }`.
    pub(super) fn aggregate(&mut self) -> Parsed<Aggregate> {
        let name = self.name("the name of an aggregate")?;
        let key = self.key_in_brackets();
        let title = self.heading_title();
        let mut aggregate = Aggregate {
            name,
            key,
            title,
            state: Vec::new(),
            commands: Vec::new(),
            events: Vec::new(),
            invariants: Vec::new(),
        };
        let mut bracket = self.open_members()?;
        while self.inside(&mut bracket) {
            if self.member_of_aggregate(&mut aggregate).is_err() {
                self.lost = true;
                self.skip();
            }
        }
        Ok(aggregate)
    }

    fn member_of_aggregate(&mut self, aggregate: &mut Aggregate) -> Parsed<()> {
        match self.member_word(&MEMBERS)? {
            "state" => aggregate.state.extend(self.state()?),
            "command" => aggregate.commands.push(self.command()?),
            "event" => aggregate.events.push(self.event()?),
            _ => aggregate.invariants.push(self.invariant()?),
        }
        Ok(())
    }

    /// The word that begins a member here. It stays; one that is misspelt is told, and taken for what was meant.
    pub(super) fn member_word(&mut self, words: &[&'static str]) -> Parsed<&'static str> {
        let here = self.word_here();
        if let Some(word) = words.iter().find(|word| **word == here) {
            return Ok(word);
        }
        let quoted: Vec<String> = words.iter().map(|word| format!("`{word}`")).collect();
        let wanted = match quoted.split_last() {
            Some((last, others)) if !others.is_empty() => {
                format!("{} or {last}", others.join(", "))
            }
            _ => quoted.concat(),
        };
        let meant = self.meant(words);
        let failed = self.unexpected_among(&wanted, words);
        let meant = meant.and_then(|meant| words.iter().find(|word| **word == meant));
        meant.copied().ok_or(failed)
    }

    /// `state { … }`.
    pub(super) fn state(&mut self) -> Parsed<Vec<Field>> {
        self.bump();
        self.list(
            Kind::OpenBrace,
            "`{` and the fields of the state",
            Self::field,
        )
    }

    /// `invariant at rest "…": …`.
    pub(super) fn invariant(&mut self) -> Parsed<Invariant> {
        let first = self.bump();
        let mut at_rest = self.take_word("at");
        if at_rest {
            self.wanted_word("rest")?;
        }
        let title = self.quoted("what always holds, as a text,")?;
        if !at_rest && self.word_here() == "at" && self.word_ahead(1) == "rest" {
            let hint = "`at rest` stands before the text: `invariant at rest \"…\": …`.";
            self.unexpected_but("`:` and a condition", hint);
            self.bump();
            self.bump();
            at_rest = true;
        }
        self.wanted(Kind::Colon, "`:` and a condition")?;
        self.go_on();
        let condition = self.last_value();
        Ok(Invariant {
            at_rest,
            title,
            condition,
            span: self.since(first),
        })
    }

    fn command(&mut self) -> Parsed<Command> {
        let doc = self.doc();
        let first = self.bump();
        let name = self.name("the name of a command")?;
        let title = self.heading_title();
        let mut actors = match self.take_heading_word("by") {
            true => self.names("a role")?,
            false => Vec::new(),
        };
        let inputs = self.list(
            Kind::OpenRound,
            "`(` and the fields of the command",
            Self::input,
        )?;
        if actors.is_empty() && self.word_here() == "by" && !self.starts_line() {
            let hint = "`by` stands before the brackets: `command Name by Role (…)`.";
            self.unexpected_but("`{`", hint);
            self.bump();
            actors = self.names("a role")?;
        }
        let mut reads = Vec::new();
        if self.take_heading_word("reads") {
            reads.push(self.read()?);
            while self.take(Kind::Comma) {
                self.go_on();
                reads.push(self.read()?);
            }
        }
        let body = self.optional_block()?;
        Ok(Command {
            name,
            title,
            actors,
            inputs,
            reads,
            body,
            doc,
            span: self.since(first),
        })
    }

    /// `Shelf[book]`.
    fn read(&mut self) -> Parsed<Read> {
        let first = self.token();
        let read_model = self.name("a read model")?;
        let key = self.keys()?;
        Ok(Read {
            read_model,
            key,
            span: self.since(first),
        })
    }

    /// `[book]`.
    pub(super) fn keys(&mut self) -> Parsed<Vec<Expr>> {
        if self.starts_line() {
            return Err(self.unexpected("`[` and the key of a row"));
        }
        self.list(Kind::OpenSquare, "`[` and the key of a row", |parser| {
            Ok(parser.element_value())
        })
    }

    fn event(&mut self) -> Parsed<Event> {
        let doc = self.doc();
        let first = self.bump();
        let name = self.name("the name of an event")?;
        let version = self.version();
        let what = "`(` and the fields of the event";
        let fields = self.list(Kind::OpenRound, what, Self::parameter)?;
        let sentence = match self.kind().is_text() {
            true => {
                self.go_on();
                Some(self.template("a text")?)
            }
            false => None,
        };
        let body = self.optional_block()?;
        Ok(Event {
            name,
            version,
            fields,
            sentence,
            body,
            doc,
            span: self.since(first),
        })
    }
}
