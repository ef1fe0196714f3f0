//! Brackets, what stands in them, and how reading goes on after a mistake.

use super::{Failed, Kind, Parsed, Parser, Token};

/// Words that begin a part of a file.
pub(super) const PARTS: [&str; 14] = [
    "actor",
    "context",
    "type",
    "enum",
    "record",
    "define",
    "aggregate",
    "read",
    "process",
    "translation",
    "upcast",
    "task",
    "spec",
    "story",
];

/// Words that begin a member of an aggregate, a read model or a process.
const MEMBERS: [&str; 7] = [
    "state",
    "command",
    "event",
    "invariant",
    "on",
    "starts",
    "deadline",
];

/// Words that begin a statement with a further word behind them.
const STATEMENTS: [&str; 10] = [
    "let", "for", "add", "remove", "require", "refuse", "record", "send", "set", "cancel",
];

/// Words that may follow the name of a field in a list.
const SOURCES: [&str; 3] = ["new", "always", "from"];

/// A bracket that is being read.
pub(super) struct Bracket {
    open: Token,
    close: Kind,
    /// Whether members stand in it, and not statements or elements.
    holds_members: bool,
    /// Whether it begins with a new line.
    spread: bool,
    /// Where the last of what stands in it began.
    last: Option<usize>,
}

impl Parser<'_> {
    /// Opens a bracket; the line before it may have ended.
    pub(super) fn open(&mut self, kind: Kind, what: &str) -> Parsed<Bracket> {
        if self.kind() != kind {
            return Err(self.unexpected(what));
        }
        self.enter()?;
        let close = match kind {
            Kind::OpenRound => Kind::CloseRound,
            Kind::OpenSquare => Kind::CloseSquare,
            Kind::HoleOpen => Kind::HoleClose,
            _ => Kind::CloseBrace,
        };
        self.open_brackets.push(close);
        let open = self.bump();
        let spread = self.token().starts_line;
        self.go_on();
        Ok(Bracket {
            open,
            close,
            holds_members: false,
            spread,
            last: None,
        })
    }

    /// Opens the braces around the members of an aggregate, a read model or a process.
    pub(super) fn open_members(&mut self) -> Parsed<Bracket> {
        let mut bracket = self.open(Kind::OpenBrace, "`{`")?;
        bracket.holds_members = true;
        Ok(bracket)
    }

    /// Whether a further statement or member stands in the bracket. If not, it is closed, or told.
    pub(super) fn inside(&mut self, bracket: &mut Bracket) -> bool {
        if bracket.last == Some(self.at) {
            // Nothing was taken: what stands here is passed over, so that reading comes to an end.
            self.skip_token();
        }
        loop {
            bracket.last = Some(self.at);
            let kind = self.kind();
            let ends = kind == Kind::End || self.begins_something_else(bracket);
            if kind == bracket.close {
                self.bump();
            } else if ends || self.closes_something() {
                self.unclosed(bracket.open);
            } else if kind.closes() {
                // It closes nothing. In a list it stands for the bracket that should.
                let in_block = bracket.close == Kind::CloseBrace;
                self.unexpected(if in_block { "`}`" } else { closes(bracket) });
                self.bump();
                if in_block {
                    self.skip();
                    continue;
                }
            } else {
                self.go_on();
                return true;
            }
            self.leave_bracket();
            return false;
        }
    }

    fn leave_bracket(&mut self) {
        self.open_brackets.pop();
        self.leave();
    }

    /// Whether a further element stands in a list: after a comma, or on a line of its own.
    pub(super) fn element(&mut self, list: &mut Bracket) -> bool {
        let first = list.last.is_none();
        let ends = self.kind() == list.close || self.begins_something_else(list);
        if !first && !ends && !self.take(Kind::Comma) && !self.starts_line() {
            let wanted = match list.close {
                Kind::CloseRound => "`,` or `)`",
                Kind::CloseSquare => "`,` or `]`",
                _ => "`,`, `}` or a new line",
            };
            let in_list = list.close != Kind::CloseBrace;
            if in_list && self.kind() == Kind::OpenBrace {
                // A block follows: the list should have ended before it.
                self.unclosed(list.open);
                self.leave_bracket();
                return false;
            }
            if !self.kind().closes() {
                self.unexpected(wanted);
                self.skip_element();
                self.take(Kind::Comma);
            }
        }
        self.inside(list)
    }

    /// What stands in brackets, with commas or new lines between. What can't be read is left out.
    pub(super) fn list<T>(
        &mut self,
        open: Kind,
        what: &str,
        read: fn(&mut Self) -> Parsed<T>,
    ) -> Parsed<Vec<T>> {
        let mut list = self.open(open, what)?;
        let mut found = Vec::new();
        while self.element(&mut list) {
            match read(self) {
                Ok(element) => found.push(element),
                Err(Failed) => {
                    self.lost = true;
                    self.skip_element();
                }
            }
        }
        Ok(found)
    }

    /// Closes a bracket in which one thing stands; what is too much is told and passed over.
    pub(super) fn close(&mut self, bracket: Bracket) {
        self.leave_bracket();
        if self.take(bracket.close) {
            return;
        }
        let kind = self.kind();
        let new_line = self.starts_line();
        if kind == Kind::End || self.closes_something() || (new_line && !kind.joins()) {
            self.unclosed(bracket.open);
            return;
        }
        self.go_on();
        let hint = if new_line {
            "A line that goes on ends in an operator."
        } else {
            ""
        };
        self.unexpected_but(closes(&bracket), hint);
        while self.kind() != Kind::End && !self.closes_something() {
            if self.begins_something_else(&bracket) {
                return;
            }
            if self.kind().closes() && bracket.close != Kind::HoleClose {
                // It stands for the bracket that should.
                self.bump();
                return;
            }
            self.skip_token();
        }
        self.take(bracket.close);
    }

    /// Whether a bracket stands here that closes an open one. What closes a value in a text closes everything in it.
    fn closes_something(&self) -> bool {
        let kind = self.kind();
        let open = self.open_brackets.iter().rev();
        let mut within = open.take_while(|close| **close != Kind::HoleClose || kind == **close);
        kind.closes() && within.any(|close| *close == kind)
    }

    /// Whether a line begins here with what can't stand in such a bracket: it must have been closed before.
    fn begins_something_else(&self, bracket: &Bracket) -> bool {
        let in_list = matches!(bracket.close, Kind::CloseRound | Kind::CloseSquare);
        self.begins_part()
            || (!bracket.holds_members && self.begins_member())
            || (in_list && self.begins_statement(bracket.spread))
    }

    /// Whether a part of a file begins here.
    pub(super) fn begins_part(&self) -> bool {
        let next = self.follows(1);
        self.token().starts_line
            && PARTS.contains(&self.word_here())
            && match self.word_here() {
                "read" => self.word_ahead(1) == "model",
                "record" => next == Some(Kind::Word) && self.ahead(2).kind == Kind::OpenBrace,
                "story" => self.word_ahead(1) == "from",
                "task" | "spec" => next.is_some_and(Kind::is_text),
                _ => next == Some(Kind::Word) && self.word_ahead(1) != "as",
            }
    }

    /// Whether a member of an aggregate, a read model or a process begins here.
    pub(super) fn begins_member(&self) -> bool {
        let next = self.follows(1);
        self.token().starts_line
            && MEMBERS.contains(&self.word_here())
            && match self.word_here() {
                "state" => next == Some(Kind::OpenBrace),
                "starts" => self.word_ahead(1) == "on",
                "invariant" => next.is_some_and(Kind::is_text) || self.word_ahead(1) == "at",
                _ => next == Some(Kind::Word),
            }
    }

    /// Whether a line begins here that can't go on with the one before.
    pub(super) fn begins_anything(&self) -> bool {
        self.begins_part() || self.begins_member() || self.begins_statement(true)
    }

    /// Whether a statement begins here, and no element of a list; where the list is spread over lines, what may be an
    /// argument with a slip is one.
    fn begins_statement(&self, spread: bool) -> bool {
        let word = self.word_here();
        self.token().starts_line
            && match self.follows(1) {
                Some(Kind::Assign | Kind::Increase | Kind::Decrease) => !spread && !word.is_empty(),
                Some(Kind::Word) => {
                    STATEMENTS.contains(&word) && !SOURCES.contains(&self.word_ahead(1))
                }
                _ => false,
            }
    }

    /// Passes over one token, or a whole bracket where one opens here.
    pub(super) fn skip_token(&mut self) {
        let mut depth = 0_usize;
        loop {
            let kind = self.kind();
            if kind == Kind::End || (depth > 0 && (self.begins_part() || self.begins_member())) {
                return;
            }
            if kind.opens() || kind == Kind::TextOpen {
                depth += 1;
            } else if kind.closes() || kind == Kind::TextClose {
                depth = depth.saturating_sub(1);
            }
            self.bump();
            if depth == 0 {
                return;
            }
        }
    }

    /// Passes over the rest of an element of a list.
    pub(super) fn skip_element(&mut self) {
        self.skip_to(|parser| parser.kind() == Kind::Comma);
    }

    /// Passes over the rest of a statement or member.
    pub(super) fn skip(&mut self) {
        self.skip_to(|_| false);
    }

    /// Passes over what stands before the block of a statement or member, on the same line.
    pub(super) fn skip_to_block(&mut self) {
        self.skip_to(|parser| parser.kind() == Kind::OpenBrace);
    }

    /// Passes over the rest of the line, and brackets that are open at its end, or up to such a token.
    fn skip_to(&mut self, stops: fn(&Self) -> bool) {
        while self.kind() != Kind::End && !self.closes_something() && !self.starts_line() {
            if stops(self) {
                return;
            }
            self.skip_token();
        }
    }
}

/// How the closing bracket is called.
fn closes(bracket: &Bracket) -> &'static str {
    match bracket.close {
        Kind::CloseRound => "`)`",
        Kind::CloseSquare => "`]`",
        _ => "`}`",
    }
}
