//! Blocks and statements.

use super::{Failed, Kind, Parsed, Parser};
use crate::language::syntax::expression::{Expr, ExprKind};
use crate::language::syntax::statement::{
    Assignment, Block, Refused, Sending, Statement, StatementKind,
};

/// Words that begin a statement.
const STATEMENTS: [&str; 13] = [
    "let", "if", "for", "add", "remove", "require", "refuse", "record", "send", "set", "cancel",
    "end", "fail",
];

/// So many tokens are looked through for an assignment.
const PLACE: usize = 256;

impl Parser<'_> {
    /// A block if one stands here, on the same line or the next; else an empty one.
    pub(super) fn optional_block(&mut self) -> Parsed<Block> {
        match self.kind() {
            Kind::OpenBrace => self.block(),
            _ => Ok(Block::default()),
        }
    }

    /// Statements in braces.
    pub(super) fn block(&mut self) -> Parsed<Block> {
        let first = self.token();
        let mut bracket = match self.open(Kind::OpenBrace, "`{`") {
            Ok(bracket) => bracket,
            Err(Failed) => {
                if first.kind == Kind::OpenBrace {
                    self.skip_token();
                }
                return Err(Failed);
            }
        };
        let mut statements = Vec::new();
        while self.inside(&mut bracket) {
            match self.statement() {
                Ok(statement) => {
                    statements.push(statement);
                    self.end_of_statement();
                }
                Err(Failed) => self.skip(),
            }
        }
        let span = self.since(first);
        Ok(Block { statements, span })
    }

    /// A statement ends at the end of its line, or of its block.
    fn end_of_statement(&mut self) {
        let ends = self.starts_line() || self.kind() == Kind::CloseBrace;
        if ends || self.kind() == Kind::End {
            return;
        }
        let hint = match self.kind() {
            Kind::Assign => "Two values are compared with `==`.",
            Kind::Word => {
                let foreign = foreign_statement(self.word_here());
                foreign.unwrap_or("Each statement stands on a line of its own.")
            }
            _ => "",
        };
        self.unexpected_but("the end of the line", hint);
        self.skip();
    }

    fn statement(&mut self) -> Parsed<Statement> {
        let first = self.token();
        let kind = match first.kind {
            Kind::If => self.if_statement()?,
            Kind::Word if !self.assigns_to_word() => match self.statement_word() {
                Some(word) => self.statement_of(word)?,
                None => self.assignment()?,
            },
            Kind::Word => self.assignment()?,
            Kind::OpenRound | Kind::OpenSquare | Kind::OpenBrace => {
                return Err(self.unexpected("a statement"));
            }
            _ => return Err(self.unexpected_but("a statement", strange_begin(first.kind))),
        };
        let span = self.since(first);
        Ok(Statement { kind, span })
    }

    /// Whether the line assigns to a place whose name is also the beginning of a statement: `end = true`.
    fn assigns_to_word(&self) -> bool {
        let is_assignment = |kind| matches!(kind, Kind::Assign | Kind::Increase | Kind::Decrease);
        match self.follows(1) {
            Some(kind) if is_assignment(kind) => true,
            Some(Kind::Dot | Kind::OpenSquare) => {
                let mut depth = 0_usize;
                for places in 1..PLACE {
                    let token = self.ahead(places);
                    match token.kind {
                        Kind::End => return false,
                        _ if depth == 0 && token.starts_line => return false,
                        kind if kind.opens() => depth += 1,
                        kind if kind.closes() && depth == 0 => return false,
                        kind if kind.closes() => depth -= 1,
                        kind if depth == 0 && is_assignment(kind) => return true,
                        _ => {}
                    }
                }
                false
            }
            _ => false,
        }
    }

    /// The word that begins a statement here. One that is misspelt is told, and taken for what was meant.
    fn statement_word(&mut self) -> Option<&'static str> {
        let word = self.word_here();
        if let Some(known) = STATEMENTS.into_iter().find(|known| *known == word) {
            return Some(known);
        }
        let further = self
            .follows(1)
            .is_some_and(|kind| kind == Kind::Word || kind.is_text());
        let meant = self.meant(&STATEMENTS).filter(|_| further)?;
        self.unexpected_among("a statement", &STATEMENTS);
        STATEMENTS.into_iter().find(|known| *known == meant)
    }

    fn statement_of(&mut self, word: &str) -> Parsed<StatementKind> {
        self.bump();
        match word {
            "let" => self.let_statement(),
            "if" => self.if_rest(),
            "for" => self.for_statement(),
            "add" => {
                let value = self.expression()?;
                self.wanted_word("to")?;
                Ok(StatementKind::Add(value, self.last_value()))
            }
            "remove" => {
                let value = self.expression()?;
                if self.take_word("from") {
                    return Ok(StatementKind::RemoveFrom(value, self.last_value()));
                }
                Ok(StatementKind::Remove(value))
            }
            "require" => {
                let condition = self.without_else()?;
                self.wanted(Kind::Else, "`else` and the reason")?;
                self.go_on();
                Ok(StatementKind::Require(condition, self.refused()?))
            }
            "refuse" => Ok(StatementKind::Refuse(self.refused()?)),
            "record" => Ok(StatementKind::Record(self.call("an event")?)),
            "send" => self.send_statement(),
            "set" => {
                let deadline = self.name("a deadline")?;
                self.wanted_word("at")?;
                Ok(StatementKind::Set(deadline, self.last_value()))
            }
            "cancel" => Ok(StatementKind::Cancel(self.name("a deadline")?)),
            "end" => Ok(StatementKind::End),
            "fail" => Ok(StatementKind::Fail(self.template("the reason as a text")?)),
            _ => Err(self.unexpected("a statement")),
        }
    }

    fn let_statement(&mut self) -> Parsed<StatementKind> {
        let name = self.name("a name")?;
        self.wanted(Kind::Assign, "`=`")?;
        self.go_on();
        Ok(StatementKind::Let(name, self.last_value()))
    }

    fn if_statement(&mut self) -> Parsed<StatementKind> {
        self.bump();
        self.if_rest()
    }

    /// What follows the `if`.
    fn if_rest(&mut self) -> Parsed<StatementKind> {
        let condition = self.value_before_block();
        if self.kind() == Kind::Assign {
            return Err(self.unexpected_but("`{`", "Two values are compared with `==`."));
        }
        if self.word_here() == "then" {
            let hint = "In a statement braces follow the condition: `if a { } else { }`.";
            return Err(self.unexpected_but("`{`", hint));
        }
        let then = self.block()?;
        if !self.take(Kind::Else) {
            return Ok(StatementKind::If(condition, then, None));
        }
        let otherwise = if self.kind() == Kind::If {
            self.enter()?;
            let first = self.token();
            let inner = self.if_statement();
            self.leave();
            let kind = inner?;
            let span = self.since(first);
            Block {
                statements: vec![Statement { kind, span }],
                span,
            }
        } else {
            self.block()?
        };
        Ok(StatementKind::If(condition, then, Some(otherwise)))
    }

    /// `for x in list { }`.
    fn for_statement(&mut self) -> Parsed<StatementKind> {
        if self.kind() == Kind::OpenRound {
            let hint = "Write `for key, value in map { }`, without brackets.";
            return Err(self.unexpected_but("a name", hint));
        }
        let names = self.names("a name")?;
        self.wanted(Kind::In, "`in`")?;
        self.go_on();
        let values = self.value_before_block();
        let body = self.block()?;
        Ok(StatementKind::For(names, values, body))
    }

    fn send_statement(&mut self) -> Parsed<StatementKind> {
        let call = self.call("a command")?;
        let mut not_after = None;
        if self.kind() == Kind::Not && !self.starts_line() {
            self.bump();
            self.wanted_word("after")?;
            not_after = Some(self.last_value());
        }
        let known_as = match self.take_word("as") {
            true => Some(self.name("a field of the state")?),
            false => None,
        };
        Ok(StatementKind::Send(Sending {
            call,
            not_after,
            known_as,
        }))
    }

    /// `CODE "reason"`.
    fn refused(&mut self) -> Parsed<Refused> {
        let code = match self.kind() {
            Kind::Word => Some(self.name("a code")?),
            _ => None,
        };
        let reason = self.template("the reason as a text")?;
        Ok(Refused { code, reason })
    }

    /// `place = value`.
    fn assignment(&mut self) -> Parsed<StatementKind> {
        let foreign = foreign_statement(self.word_here());
        let place = self.place()?;
        let how = match self.kind() {
            _ if self.starts_line() => {
                let hint = foreign.or(changing_method(&place)).unwrap_or_default();
                return Err(self.unexpected_but("`=`", hint));
            }
            Kind::Assign => Assignment::Set,
            Kind::Increase => Assignment::Increase,
            Kind::Decrease => Assignment::Decrease,
            _ => {
                let hint = "A statement begins with a word such as `let`, `require` or `record`, or with a place and `=`.";
                let hint = foreign.or(changing_method(&place)).unwrap_or(hint);
                return Err(self.unexpected_but("`=`", hint));
            }
        };
        self.bump();
        self.go_on();
        Ok(StatementKind::Assign(place, how, self.last_value()))
    }
}

/// What begins a statement in other languages, and what does so here.
fn foreign_statement(word: &str) -> Option<&'static str> {
    Some(match word {
        "emit" | "emits" | "raise" | "publish" | "apply" => "Write `record Event(…)`.",
        "throw" | "reject" => "Write `refuse CODE \"reason\"`.",
        "elif" | "elsif" | "elseif" => "Write `else if`.",
        "var" | "val" | "const" => "Write `let name = …`.",
        "foreach" | "while" => "Write `for x in list { }`.",
        _ => return None,
    })
}

/// A statement that changes a collection, where a method is written.
fn changing_method(place: &Expr) -> Option<&'static str> {
    let ExprKind::Method(_, name, _) = &place.kind else {
        return None;
    };
    Some(match name.text.as_str() {
        "add" | "push" | "append" => "Write `add x to list`; for a map `map[key] = value`.",
        "remove" | "delete" => "Write `remove x from list`; for a map `remove map[key]`.",
        "put" | "set" => "Write `map[key] = value`.",
        _ => return None,
    })
}

/// What to do about something that begins no statement.
fn strange_begin(kind: Kind) -> &'static str {
    match kind {
        Kind::Else => "An `else` follows the `}` of its `if`.",
        kind if kind.joins() => "A line that goes on in the next ends in an operator.",
        _ => "",
    }
}
