//! Reads tokens into the tree.
//!
//! Each function reads one thing from where the parser stands. It reads a bracket whole or not at all: whoever fails
//! has told why, and stands outside of every bracket that it has opened. So whoever catches the failure can pass over
//! the rest of the statement, element or member, and go on with the next.

mod aggregate;
mod brackets;
mod declaration;
mod expression;
mod part;
mod primary;
mod process;
mod read_model;
mod scenario;
mod source;
mod statement;
mod tell;
mod text;
mod types;

pub(super) use part::model;

use super::lexer::{Kind, Token, Tokens};
use super::{Quoted, Span, Word};
use crate::language::diagnostic::Diagnostic;

/// Something could not be read; why is told.
struct Failed;

type Parsed<T> = Result<T, Failed>;

/// Where in the tokens the reading stands.
pub(super) struct Parser<'a> {
    text: &'a str,
    tokens: Vec<Token>,
    docs: Vec<(usize, Span)>,
    /// The token to be read next.
    at: usize,
    /// The token whose beginning of a line counts for nothing: what stands before it wants to go on.
    going_on: Option<usize>,
    /// What closes the brackets that are open, the innermost last.
    open_brackets: Vec<Kind>,
    /// How many brackets and operators stand around this token.
    depth: u32,
    /// How high the tree of the current expression is so far.
    height: u32,
    told: Vec<Diagnostic>,
    /// Whether a declaration could not be read.
    lost: bool,
    /// The token at which something was told last.
    told_at: Option<usize>,
    /// The token before which a bracket that is not closed was told last.
    unclosed_at: Option<usize>,
}

impl<'a> Parser<'a> {
    /// Before the first token of a text.
    pub(super) fn new(text: &'a str, cut: Tokens) -> Self {
        Self {
            text,
            tokens: cut.tokens,
            docs: cut.docs,
            at: 0,
            going_on: None,
            open_brackets: Vec::new(),
            depth: 0,
            height: 0,
            told: cut.told,
            lost: false,
            told_at: None,
            unclosed_at: None,
        }
    }

    /// What was told, the lexer's among it.
    pub(super) fn into_told(self) -> Vec<Diagnostic> {
        self.told
    }

    /// The token so many places further; the end is without end.
    fn ahead(&self, places: usize) -> Token {
        let found = self.tokens.get(self.at + places).or(self.tokens.last());
        found.copied().unwrap_or(Token {
            kind: Kind::End,
            span: Span::default(),
            starts_line: true,
        })
    }

    fn token(&self) -> Token {
        self.ahead(0)
    }

    fn kind(&self) -> Kind {
        self.token().kind
    }

    fn slice(&self, span: Span) -> &'a str {
        let stretch = span.start as usize..span.end as usize;
        self.text.get(stretch).unwrap_or_default()
    }

    /// Whether the line has ended before this token.
    fn starts_line(&self) -> bool {
        let token = self.token();
        (token.starts_line || token.kind == Kind::End) && self.going_on != Some(self.at)
    }

    /// Whether the token so many places further stands on the same line as the one before it.
    fn follows(&self, places: usize) -> Option<Kind> {
        let token = self.ahead(places);
        (!token.starts_line).then_some(token.kind)
    }

    /// The line may end here: what stands before wants more.
    fn go_on(&mut self) {
        self.going_on = Some(self.at);
    }

    /// Takes the token, whatever it is.
    fn bump(&mut self) -> Token {
        let token = self.token();
        if token.kind != Kind::End {
            self.at += 1;
        }
        token
    }

    /// Takes the token if it is of this kind.
    fn take(&mut self, kind: Kind) -> bool {
        let found = self.kind() == kind;
        if found {
            self.at += 1;
        }
        found
    }

    /// The word that stands here; nothing where no word does.
    fn word_here(&self) -> &'a str {
        self.word_ahead(0)
    }

    fn word_ahead(&self, places: usize) -> &'a str {
        let token = self.ahead(places);
        match token.kind {
            Kind::Word => self.slice(token.span),
            _ => "",
        }
    }

    /// Takes the word if it is this one, on the same line.
    fn take_word(&mut self, word: &str) -> bool {
        let found = self.word_here() == word && !self.starts_line();
        if found {
            self.at += 1;
        }
        found
    }

    /// Takes the word if it is this one, on the same line or the next: a heading may be broken before it. It is not
    /// taken for the name of a field.
    fn take_heading_word(&mut self, word: &str) -> bool {
        let found = self.word_here() == word && self.ahead(1).kind != Kind::Colon;
        if found {
            self.at += 1;
        }
        found
    }

    /// Takes the token of this kind, on the same line.
    fn wanted(&mut self, kind: Kind, what: &str) -> Parsed<Token> {
        if self.kind() == kind && !self.starts_line() {
            Ok(self.bump())
        } else {
            Err(self.unexpected(what))
        }
    }

    /// Takes this word, on the same line.
    fn wanted_word(&mut self, word: &str) -> Parsed<()> {
        if self.take_word(word) {
            Ok(())
        } else {
            Err(self.unexpected_among(&format!("`{word}`"), &[word]))
        }
    }

    /// A name.
    fn name(&mut self, what: &str) -> Parsed<Word> {
        let token = self.wanted(Kind::Word, what)?;
        Ok(self.word_of(token))
    }

    fn word_of(&self, token: Token) -> Word {
        Word {
            text: self.slice(token.span).to_owned(),
            span: token.span,
        }
    }

    /// Names with commas between them.
    fn names(&mut self, what: &str) -> Parsed<Vec<Word>> {
        let mut names = vec![self.name(what)?];
        while self.take(Kind::Comma) {
            self.go_on();
            names.push(self.name(what)?);
        }
        Ok(names)
    }

    /// Somebody: a name, or a text.
    fn person(&mut self) -> Parsed<Word> {
        if self.kind().is_text() && !self.starts_line() {
            let Quoted { text, span } = self.quoted("a person")?;
            Ok(Word { text, span })
        } else {
            self.name("a person")
        }
    }

    /// `v2`, if it stands here.
    fn version(&mut self) -> Option<(u32, Span)> {
        let digits = self.word_here().strip_prefix('v')?;
        let number = digits.parse().ok().filter(|_| digits.as_bytes() != b"+")?;
        let token = self.bump();
        Some((number, token.span))
    }

    /// The lines of `///` before this token.
    fn doc(&self) -> String {
        let first = self.docs.partition_point(|(index, _)| *index < self.at);
        let docs = self.docs.iter().skip(first);
        let lines = docs.take_while(|(index, _)| *index == self.at);
        let lines = lines.map(|(_, span)| {
            let line = self.slice(*span).trim_end();
            line.strip_prefix(' ').unwrap_or(line)
        });
        lines.collect::<Vec<_>>().join("\n")
    }

    /// From this token to the one that was taken last.
    fn since(&self, first: Token) -> Span {
        let last = self.tokens.get(self.at.saturating_sub(1));
        let last = last.map_or(first.span, |token| token.span);
        if last.end < first.span.end {
            Span {
                start: first.span.start,
                end: first.span.start,
            }
        } else {
            first.span.to(last)
        }
    }

    /// The place right behind the token that was taken last.
    fn behind(&self) -> Span {
        let last = self.at.checked_sub(1).and_then(|at| self.tokens.get(at));
        let end = last.map_or(0, |token| token.span.end);
        Span { start: end, end }
    }
}
