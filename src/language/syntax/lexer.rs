//! Cuts a text into tokens.
//!
//! A text with values in it is cut into its letters and its values. What can't be read is told, and becomes one token
//! that says so: the parser passes over it in silence.

mod number;
mod strange;
mod token;

pub(super) use number::{OTHER_UNITS, UNITS};
pub(in crate::language) use token::{Kind, Token};

use super::{Span, limits};
use crate::language::diagnostic::{Code, Diagnostic};
use number::number;

/// A text, cut.
pub(in crate::language) struct Tokens {
    /// The tokens in order; the last is the end.
    pub(in crate::language) tokens: Vec<Token>,
    /// Lines of `///`: the index of the token that they stand before, and the line.
    pub(super) docs: Vec<(usize, Span)>,
    /// What could not be read.
    pub(super) told: Vec<Diagnostic>,
}

/// Cuts a text.
pub(in crate::language) fn cut(text: &str) -> Tokens {
    let mut lexer = Lexer {
        text,
        at: 0,
        starts_line: true,
        cut: Tokens {
            tokens: Vec::new(),
            docs: Vec::new(),
            told: Vec::new(),
        },
        texts: Vec::new(),
    };
    if text.starts_with('\u{feff}') {
        lexer.at = '\u{feff}'.len_utf8();
    }
    while let Some(letter) = lexer.letter() {
        lexer.token(letter);
    }
    if !lexer.texts.is_empty() {
        lexer.break_text(true);
    }
    lexer.push_sign(Kind::End, 0);
    lexer.cut
}

/// A text that is open: one of its values is being cut.
struct OpenText {
    /// Where it begins.
    start: usize,
    /// How many tokens, lines of `///` and diagnostics there were before it.
    tokens: usize,
    docs: usize,
    told: usize,
    /// Whether it is the first of a line.
    starts_line: bool,
    /// How many braces are open in the value.
    braces: usize,
}

struct Lexer<'a> {
    text: &'a str,
    at: usize,
    starts_line: bool,
    cut: Tokens,
    /// The texts around the value that is being cut, the innermost last.
    texts: Vec<OpenText>,
}

impl Lexer<'_> {
    fn rest(&self) -> &str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn letter(&self) -> Option<char> {
        self.rest().chars().next()
    }

    /// Cuts one token, or passes over what is none.
    fn token(&mut self, letter: char) {
        match letter {
            '\n' => self.end_line(),
            _ if letter.is_whitespace() => self.at += letter.len_utf8(),
            '/' if self.rest().starts_with("//") => self.comment(),
            '"' => self.open_text(),
            '}' if self.texts.last().is_some_and(|text| text.braces == 0) => {
                self.push_sign(Kind::HoleClose, 1);
                if let Some(text) = self.texts.pop() {
                    self.go_on_in_text(text);
                }
            }
            _ if letter.is_ascii_digit() => self.number(),
            _ if letter.is_alphabetic() => {
                let end = self.at + word(self.rest());
                let kind = Kind::of_word(self.text.get(self.at..end).unwrap_or_default());
                self.push(kind, end);
            }
            _ => match sign(self.rest()) {
                Some((kind, length)) => {
                    self.count_braces(kind);
                    self.push_sign(kind, length);
                }
                None => self.strange(letter),
            },
        }
    }

    fn end_line(&mut self) {
        if self.texts.is_empty() {
            self.at += 1;
            self.starts_line = true;
        } else {
            self.break_text(true);
        }
    }

    fn count_braces(&mut self, kind: Kind) {
        if let Some(text) = self.texts.last_mut() {
            match kind {
                Kind::OpenBrace => text.braces += 1,
                Kind::CloseBrace => text.braces = text.braces.saturating_sub(1),
                _ => {}
            }
        }
    }

    /// A comment, to the end of the line. One with three strokes says what the next thing is for.
    fn comment(&mut self) {
        let length = self.rest().find('\n').unwrap_or(self.rest().len());
        let end = self.at + length;
        if self.rest().starts_with("///") && !self.rest().starts_with("////") {
            let index = self.cut.tokens.len();
            self.cut.docs.push((index, span(self.at + 3, end)));
        }
        self.at = end;
    }

    fn number(&mut self) {
        let (length, value) = number(self.rest());
        let end = self.at + length;
        let letters = word(self.text.get(end..).unwrap_or_default());
        let glued = self.text.get(end..end + letters).unwrap_or_default();
        if let (Some((_, unit)), Ok(Kind::Int(number))) =
            (OTHER_UNITS.iter().find(|(unit, _)| *unit == glued), &value)
        {
            let message = "This is neither a number nor a name.";
            let (end, hint) = (end + letters, format!("Write `{number} {unit}`."));
            self.tell(Code::ImpossibleLiteral, span(self.at, end), message, &hint);
            self.push(Kind::Broken, end);
            return;
        }
        let is_unit = UNITS.iter().any(|(unit, _)| *unit == glued);
        let (end, value) = if letters == 0 || is_unit {
            (end, value)
        } else {
            let wrong = (
                "This is neither a number nor a name.",
                "A name begins with a letter.",
            );
            (end + letters, Err(wrong))
        };
        match value {
            Ok(kind) => self.push(kind, end),
            Err((message, hint)) => {
                self.tell(Code::ImpossibleLiteral, span(self.at, end), message, hint);
                self.push(Kind::Broken, end);
            }
        }
    }

    fn open_text(&mut self) {
        let text = OpenText {
            start: self.at,
            tokens: self.cut.tokens.len(),
            docs: self.cut.docs.len(),
            told: self.cut.told.len(),
            starts_line: self.starts_line,
            braces: 0,
        };
        self.push_sign(Kind::TextOpen, 1);
        self.go_on_in_text(text);
    }

    /// Cuts the letters of a text, up to its end or to the next value in it.
    fn go_on_in_text(&mut self, text: OpenText) {
        let mut end = self.at;
        loop {
            let rest = self.text.get(end..).unwrap_or_default();
            let Some(letter) = rest.chars().next() else {
                break;
            };
            match letter {
                '"' | '{' => {
                    if end > self.at {
                        self.push(Kind::Plain, end);
                    }
                    if letter == '"' {
                        self.push_sign(Kind::TextClose, 1);
                    } else {
                        self.push_sign(Kind::HoleOpen, 1);
                        self.texts.push(text);
                    }
                    return;
                }
                '\n' => break,
                '\\' => end += self.escape(end),
                _ => end += letter.len_utf8(),
            }
        }
        self.at = end;
        let in_value = !self.texts.is_empty();
        self.texts.push(text);
        self.break_text(in_value);
    }

    /// How long what begins with a backstroke is. It is told where it means nothing.
    fn escape(&mut self, at: usize) -> usize {
        let rest = self.text.get(at + 1..).unwrap_or_default();
        match rest.chars().next() {
            Some('"' | '\\' | 'n' | '{' | '}') => 2,
            None | Some('\n') => 1,
            Some(letter) => {
                let end = at + 1 + letter.len_utf8();
                let written = self.text.get(at..end).unwrap_or_default();
                let message = format!("`{written}` means nothing in a text.");
                let hint = "There are `\\\"`, `\\\\`, `\\n`, `\\{` and `\\}`; for a backstroke itself write `\\\\`.";
                self.tell(Code::StrangeCharacter, span(at, end), message, hint);
                1 + letter.len_utf8()
            }
        }
    }

    /// A text that has not ended on its line: the outermost one that is open becomes one broken token.
    fn break_text(&mut self, in_value: bool) {
        let Some(text) = self.texts.drain(..).next() else {
            return;
        };
        let rest = self.rest();
        let end = self.at + rest.find('\n').unwrap_or(rest.len());
        let end = self
            .text
            .get(..end)
            .map_or(end, |line| line.trim_end().len());
        self.cut.tokens.truncate(text.tokens);
        self.cut.docs.truncate(text.docs);
        self.cut.told.truncate(text.told);
        let hint = if in_value {
            "A value in it begins with `{` and ends with `}`; for the brace itself write `\\{`."
        } else {
            "End it with `\"` on the same line; a new line in it is written `\\n`."
        };
        let message = "This text does not end on its line.";
        self.tell(Code::UnclosedText, span(text.start, end), message, hint);
        self.starts_line = text.starts_line;
        self.at = text.start;
        self.push(Kind::BrokenText, end);
    }

    fn push_sign(&mut self, kind: Kind, length: usize) {
        self.push(kind, self.at + length);
    }

    fn push(&mut self, kind: Kind, end: usize) {
        self.cut.tokens.push(Token {
            kind,
            span: span(self.at, end),
            starts_line: self.starts_line && !kind.goes_on(),
        });
        self.at = end;
        self.starts_line = false;
    }

    fn tell(&mut self, code: Code, span: Span, message: impl Into<String>, hint: &str) {
        if self.cut.told.len() <= limits::ERRORS {
            let told = Diagnostic::new(code, span, message).hint(hint);
            self.cut.told.push(told);
        }
    }
}

/// A stretch of the text. It is never longer than a number of 32 bits tells: the reader sees to that.
fn span(start: usize, end: usize) -> Span {
    let number = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
    Span {
        start: number(start),
        end: number(end),
    }
}

/// How many bytes at the beginning of `text` are letters, digits and `_`.
fn word(text: &str) -> usize {
    let belongs = |letter: char| letter.is_alphanumeric() || letter == '_';
    let letters = text.chars().take_while(|letter| belongs(*letter));
    letters.map(char::len_utf8).sum()
}

/// The sign at the beginning of `text`, and its length.
fn sign(text: &str) -> Option<(Kind, usize)> {
    const LONG: [(&str, Kind); 8] = [
        ("==", Kind::Equal),
        ("=>", Kind::Arrow),
        ("!=", Kind::Unequal),
        ("<=", Kind::AtMost),
        (">=", Kind::AtLeast),
        ("+=", Kind::Increase),
        ("-=", Kind::Decrease),
        ("..", Kind::Dots),
    ];
    if let Some((_, kind)) = LONG.iter().find(|(sign, _)| text.starts_with(sign)) {
        return Some((*kind, 2));
    }
    let kind = match text.as_bytes().first()? {
        b'(' => Kind::OpenRound,
        b')' => Kind::CloseRound,
        b'[' => Kind::OpenSquare,
        b']' => Kind::CloseSquare,
        b'{' => Kind::OpenBrace,
        b'}' => Kind::CloseBrace,
        b',' => Kind::Comma,
        b':' => Kind::Colon,
        b'.' => Kind::Dot,
        b'?' => Kind::Question,
        b'=' => Kind::Assign,
        b'<' => Kind::Less,
        b'>' => Kind::Greater,
        b'+' => Kind::Plus,
        b'-' => Kind::Minus,
        b'*' => Kind::Star,
        b'/' => Kind::Slash,
        _ => return None,
    };
    Some((kind, 1))
}
