//! Specs and stories.

use super::{Failed, Kind, Parsed, Parser};
use crate::language::diagnostic::Code;
use crate::language::syntax::expression::Expr;
use crate::language::syntax::scenario::{
    Acted, Given, Heard, HeardEvent, Spec, Step, Story, Then, ThenKind, When, Why,
};
use crate::language::syntax::{Span, Word};

/// Words that begin what is expected, besides events and read models.
const EXPECTED: [&str; 8] = [
    "nothing", "refused", "no", "sends", "sets", "cancels", "ends", "fails",
];

impl Parser<'_> {
    /// `"A book is lent once" { given … when … then … }`.
    pub(super) fn spec(&mut self) -> Parsed<Spec> {
        let first = self.token();
        let title = self.quoted("what it shows, as a text,")?;
        let mut spec = Spec {
            title,
            given: Vec::new(),
            when: None,
            then: Vec::new(),
            is_partial: false,
            span: first.span,
        };
        let told = self.told.len();
        let mut bracket = self.open(Kind::OpenBrace, "`{`")?;
        while self.inside(&mut bracket) {
            if self.line_of_spec(&mut spec).is_err() {
                spec.is_partial = true;
                self.skip();
            }
        }
        spec.span = self.since(first);
        spec.is_partial |= self.told.len() > told;
        Ok(spec)
    }

    fn line_of_spec(&mut self, spec: &mut Spec) -> Parsed<()> {
        let first = self.token();
        match self.member_word(&["given", "when", "then"])? {
            "given" => {
                if spec.when.is_some() || !spec.then.is_empty() {
                    self.out_of_order("What is given stands before `when` and `then`.");
                }
                self.bump();
                spec.given.push(self.given()?);
            }
            "when" => {
                if spec.when.is_some() {
                    self.out_of_order("A spec has one `when`: write a second spec.");
                } else if !spec.then.is_empty() {
                    self.out_of_order("What is done stands before `then`.");
                }
                self.bump();
                spec.when = Some(self.when()?);
            }
            _ => {
                self.bump();
                let kind = self.then()?;
                let span = self.since(first);
                spec.then.push(Then { kind, span });
            }
        }
        Ok(())
    }

    fn out_of_order(&mut self, message: &str) {
        let span = self.token().span;
        self.tell(Code::Unexpected, span, message, "");
    }

    fn given(&mut self) -> Parsed<Given> {
        if self.word_here() == "now" && self.ahead(1).kind != Kind::OpenRound {
            self.bump();
            return Ok(Given::Now(self.last_value()));
        }
        Ok(Given::Heard(self.heard("an event")?))
    }

    /// What a process hears of: an event, a deadline, a refusal.
    fn heard(&mut self, what: &str) -> Parsed<Heard> {
        if self.word_ahead(1) == "passes" {
            let deadline = self.name("a deadline")?;
            self.wanted_word("passes")?;
            self.wanted_word("for")?;
            return Ok(Heard::Passes(deadline, self.last_value()));
        }
        if self.word_ahead(1) == "of" && self.take_word("refusal") {
            self.wanted_word("of")?;
            let command = self.name("a command")?;
            let why = self.why()?;
            self.wanted_word("for")?;
            return Ok(Heard::Refusal(command, why, self.last_value()));
        }
        let call = self.call(what)?;
        let mut event = HeardEvent {
            call,
            by: None,
            role: None,
            at: None,
            answering: None,
        };
        if self.take_word("by") {
            event.by = Some(self.person()?);
            if self.take_word("as") {
                event.role = Some(self.name("a role")?);
            }
        }
        if self.take_word("at") {
            event.at = Some(self.expression()?);
        }
        if self.take_word("answering") {
            event.answering = Some(self.name("a command")?);
        }
        Ok(Heard::Event(event))
    }

    /// `SOLD_OUT "There are no seats left."`, as far as it stands here.
    fn why(&mut self) -> Parsed<Why> {
        let is_coded =
            self.kind() == Kind::Word && !self.starts_line() && self.word_here() != "for";
        let code = match is_coded {
            true => Some(self.name("a code")?),
            false => None,
        };
        let reason = self.title_on_line();
        Ok(Why { code, reason })
    }

    fn when(&mut self) -> Parsed<When> {
        if self.word_ahead(1) == "as" || self.kind().is_text() {
            return Ok(When::Command(self.acted()?));
        }
        let process = match self.word_ahead(1) {
            "hears" => {
                let process = self.name("a process")?;
                self.wanted_word("hears")?;
                Some(process)
            }
            _ => None,
        };
        let heard = self.heard("a command, an event or a deadline")?;
        Ok(When::Heard(process, heard))
    }

    /// `Ada as Organizer at version 8: AddSeats(…)`.
    fn acted(&mut self) -> Parsed<Acted> {
        let person = self.person()?;
        self.wanted_word("as")?;
        let role = self.name("a role")?;
        let at_version = match self.take_word("at") {
            true => {
                self.wanted_word("version")?;
                Some(self.whole_number()?)
            }
            false => None,
        };
        self.wanted(Kind::Colon, "`:` and a command")?;
        self.go_on();
        let call = self.call("a command")?;
        Ok(Acted {
            person,
            role,
            at_version,
            call,
        })
    }

    fn whole_number(&mut self) -> Parsed<(u32, Span)> {
        let token = self.token();
        let number = match token.kind {
            Kind::Int(number) if !self.starts_line() => u32::try_from(number).ok(),
            _ => None,
        };
        let Some(number) = number else {
            return Err(self.unexpected("the number of a version"));
        };
        self.bump();
        Ok((number, token.span))
    }

    fn then(&mut self) -> Parsed<ThenKind> {
        let word = self.word_here();
        match self.follows(1) {
            Some(Kind::OpenRound) => return Ok(ThenKind::Event(self.call("an event")?)),
            Some(Kind::OpenSquare) => return self.row(),
            _ => {}
        }
        let Some(known) = EXPECTED.iter().find(|known| **known == word) else {
            let wanted = "an event, a row of a read model or a word such as `refused`";
            return Err(match self.kind() {
                Kind::Word if self.meant(&EXPECTED).is_none() => {
                    self.bump();
                    self.unexpected("`(` or `[`")
                }
                _ => self.unexpected_among(wanted, &EXPECTED),
            });
        };
        self.bump();
        Ok(match *known {
            "nothing" => ThenKind::Nothing,
            "refused" => {
                let coded =
                    self.kind() == Kind::Word && !self.starts_line() && self.word_here() != "then";
                let code = match coded {
                    true => Some(self.name("a code")?),
                    false => None,
                };
                ThenKind::Refused(code, self.title_on_line())
            }
            "no" => {
                let read_model = self.name("a read model")?;
                ThenKind::NoRow(read_model, self.keys()?)
            }
            "sends" => ThenKind::Sends(self.call("a command")?),
            "sets" => {
                let deadline = self.name("a deadline")?;
                self.wanted_word("at")?;
                ThenKind::Sets(deadline, self.last_value())
            }
            "cancels" => ThenKind::Cancels(self.name("a deadline")?),
            "ends" => ThenKind::Ends,
            _ => ThenKind::Fails(self.title_on_line()),
        })
    }

    /// `Shelf["b1"] is { loans: 1 }`.
    fn row(&mut self) -> Parsed<ThenKind> {
        let read_model = self.name("a read model")?;
        let key = self.keys()?;
        self.wanted_word("is")?;
        let columns = self.list(Kind::OpenBrace, "`{` and columns", Self::column)?;
        Ok(ThenKind::Row(read_model, key, columns))
    }

    /// `loans: 1`.
    fn column(&mut self) -> Parsed<(Word, Expr)> {
        let name = self.name("a column")?;
        self.wanted(Kind::Colon, "`:` and a value")?;
        self.go_on();
        Ok((name, self.element_value()))
    }

    /// `from 2026-03-02T09:00 { … }`.
    pub(super) fn story(&mut self) -> Parsed<Story> {
        self.wanted_word("from")?;
        let from = self.value_before_block();
        let mut steps = Vec::new();
        let mut bracket = self.open(Kind::OpenBrace, "`{`")?;
        while self.inside(&mut bracket) {
            match self.step() {
                Ok(step) => steps.push(step),
                Err(Failed) => self.skip(),
            }
        }
        Ok(Story { from, steps })
    }

    fn step(&mut self) -> Parsed<Step> {
        let named = self.word_ahead(1) == "as";
        if !named && self.take_word("after") {
            return Ok(Step::After(self.last_value()));
        }
        if !named && self.take_word("at") {
            return Ok(Step::At(self.last_value()));
        }
        if named || self.kind().is_text() {
            return Ok(Step::Acted(self.acted()?));
        }
        let hint =
            "A step is written `Ada as Organizer: AddSeats(…)`, `after 5 min` or `at` a time.";
        Err(self.unexpected_but("a step", hint))
    }
}
