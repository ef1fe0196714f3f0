//! Processes and translations.

use super::{Parsed, Parser};
use crate::language::syntax::model::{Cause, Clause, Process};

/// Words that begin a member of a process.
const MEMBERS: [&str; 4] = ["on", "starts", "state", "deadline"];

impl Parser<'_> {
    /// `Registration by order: Id { … }`. A translation may do without its key.
    pub(super) fn process(&mut self, is_translation: bool) -> Parsed<Process> {
        let name = self.name(match is_translation {
            true => "the name of a translation",
            false => "the name of a process",
        })?;
        let title = self.heading_title();
        let mut key = None;
        if self.take_heading_word("by") {
            match self.parameter() {
                Ok(parameter) => key = Some(parameter),
                Err(_) => self.skip_to_block(),
            }
        } else if !is_translation {
            let hint = "A process says what its instances are found by: `by order: Id`.";
            self.unexpected_but("`by` and the key", hint);
            self.skip_to_block();
        }
        let mut process = Process {
            name,
            title,
            key,
            is_translation,
            state: Vec::new(),
            deadlines: Vec::new(),
            clauses: Vec::new(),
        };
        let mut bracket = self.open_members()?;
        while self.inside(&mut bracket) {
            if self.member_of_process(&mut process).is_err() {
                self.lost = true;
                self.skip();
            }
        }
        Ok(process)
    }

    fn member_of_process(&mut self, process: &mut Process) -> Parsed<()> {
        match self.member_word(&MEMBERS)? {
            "state" => process.state.extend(self.state()?),
            "deadline" => {
                self.bump();
                process.deadlines.push(self.name("the name of a deadline")?);
            }
            word => process.clauses.push(self.clause(word == "starts")?),
        }
        Ok(())
    }

    /// `starts on OrderPlaced for order when … "M1" { … }`.
    fn clause(&mut self, starts: bool) -> Parsed<Clause> {
        let first = self.bump();
        if starts {
            self.wanted_word("on")?;
        }
        let refusal = self.word_here() == "refusal" && self.word_ahead(1) == "of";
        let cause = if refusal {
            self.bump();
            self.bump();
            Cause::RefusalOf(self.name("a command")?)
        } else {
            Cause::Named(self.names("an event, a deadline or `refusal of` a command")?)
        };
        let instance = match self.take_heading_word("for") {
            true => Some(self.expression()?),
            false => None,
        };
        let when = match self.take_heading_word("when") {
            true => Some(self.expression()?),
            false => None,
        };
        let rule = self.heading_title();
        let body = self.block()?;
        Ok(Clause {
            starts,
            cause,
            instance,
            when,
            rule,
            body,
            span: self.since(first),
        })
    }
}
