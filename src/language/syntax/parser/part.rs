//! A file: its heading and its parts.

use super::brackets::PARTS;
use super::{Failed, Kind, Parsed, Parser};
use crate::language::diagnostic::Code;
use crate::language::syntax::model::{ModelText, Part, PartKind};

/// A whole file.
pub(in crate::language::syntax) fn model(parser: &mut Parser<'_>) -> ModelText {
    let mut model = ModelText::default();
    parser.heading(&mut model);
    while parser.kind() != Kind::End {
        let before = parser.at;
        parser.go_on();
        match parser.part() {
            Ok(part) => model.parts.push(part),
            Err(Failed) => {
                parser.lost = true;
                parser.skip_to_part(before);
            }
        }
    }
    model.is_partial = parser.lost;
    model
}

impl Parser<'_> {
    /// `model "Lending library"`.
    fn heading(&mut self, model: &mut ModelText) {
        self.go_on();
        let begins = self.word_here() == "model" || self.meant(&["model"]).is_some();
        if !begins || !self.follows(1).is_some_and(Kind::is_text) {
            let span = self.token().span;
            let message = "A file begins with `model` and the name of the model.";
            self.tell(
                Code::NoModel,
                span,
                message,
                "For example: `model \"Lending library\"`.",
            );
            if begins {
                self.bump();
            }
            return;
        }
        model.summary = self.doc();
        if self.word_here() != "model" {
            self.unexpected_among("`model`", &["model"]);
        }
        self.bump();
        model.title = self.title_on_line();
    }

    fn part(&mut self) -> Parsed<Part> {
        let doc = self.doc();
        let first = self.token();
        let word = self.part_word()?;
        self.bump();
        let kind = match word {
            "actor" => PartKind::Actor(self.actor()?),
            "context" => PartKind::Context(self.context()?),
            "type" => PartKind::Type(self.type_alias()?),
            "enum" => PartKind::Enum(self.enum_type()?),
            "record" => PartKind::Record(self.record_type()?),
            "define" => PartKind::Define(self.define()?),
            "aggregate" => PartKind::Aggregate(self.aggregate()?),
            "read" => PartKind::ReadModel(self.read_model()?),
            "process" => PartKind::Process(self.process(false)?),
            "translation" => PartKind::Process(self.process(true)?),
            "upcast" => PartKind::Upcast(self.upcast()?),
            "task" => PartKind::Task(self.task()?),
            "spec" => PartKind::Spec(self.spec()?),
            _ => PartKind::Story(self.story()?),
        };
        let span = self.since(first);
        Ok(Part { kind, doc, span })
    }

    /// The word that begins a part here. One that is misspelt is told, and taken for what was meant.
    fn part_word(&mut self) -> Parsed<&'static str> {
        let here = self.word_here();
        if let Some(word) = PARTS.into_iter().find(|word| *word == here) {
            return Ok(word);
        }
        let token = self.token();
        if self.begins_member() {
            let message = match here {
                "command" | "event" => format!("`{here}` stands in an aggregate."),
                "deadline" | "starts" => format!("`{here}` stands in a process."),
                _ => format!("`{here}` can't stand here, outside of any braces."),
            };
            let hint = "Perhaps there is a `}` too many before it.";
            self.tell(Code::Unexpected, token.span, message, hint);
            return Err(Failed);
        }
        if token.kind.closes() {
            let message = format!("This `{}` closes nothing.", self.slice(token.span));
            self.tell(Code::Unexpected, token.span, message, "");
            return Err(Failed);
        }
        if here == "model" {
            let message = "`model` stands once, at the beginning.";
            self.tell(Code::Unexpected, token.span, message, "");
            return Err(Failed);
        }
        if !self
            .follows(1)
            .is_some_and(|kind| kind == Kind::Word || kind.is_text())
        {
            return Err(self.unexpected("a part of the model, such as `aggregate`,"));
        }
        let meant = self.meant(&PARTS);
        let failed = self.unexpected_among("a part of the model, such as `aggregate`,", &PARTS);
        PARTS
            .into_iter()
            .find(|word| Some(*word) == meant)
            .ok_or(failed)
    }

    /// Passes over everything up to the next part.
    fn skip_to_part(&mut self, before: usize) {
        if self.at == before {
            self.bump();
        }
        while self.kind() != Kind::End && !self.begins_part() && !self.begins_like_part() {
            self.bump();
        }
    }

    /// Whether a word of a part stands at the very beginning of a line, whatever follows it.
    fn begins_like_part(&self) -> bool {
        let token = self.token();
        let line_start = (token.span.start as usize).checked_sub(1);
        let outside = line_start.is_none_or(|at| self.text.as_bytes().get(at) == Some(&b'\n'));
        outside && PARTS.contains(&self.word_here()) && self.ahead(1).kind != Kind::Colon
    }
}
