//! Characters that mean nothing here, and what was probably meant.

use super::{Kind, Lexer, span, word};
use crate::language::diagnostic::Code;

impl Lexer<'_> {
    /// Tells of characters that mean nothing, and goes on behind them with what was probably meant.
    pub(super) fn strange(&mut self, letter: char) {
        let rest = self.rest();
        let (length, kind, hint) = match letter {
            '&' | '|' => {
                let twice = if rest[1..].starts_with(letter) { 2 } else { 1 };
                let (kind, hint) = match letter {
                    '&' => (Kind::And, "Write `and`."),
                    _ => (Kind::Or, "Write `or`."),
                };
                (twice, Some(kind), hint)
            }
            '!' => (1, Some(Kind::Not), "Write `not`."),
            ';' => (1, None, "A statement ends at the end of its line."),
            '_' => (
                word(rest),
                Some(Kind::Broken),
                "A name begins with a letter.",
            ),
            '“' | '”' | '„' | '«' | '»' | '‘' | '’' | '\'' | '`' => (
                quotation(rest),
                Some(Kind::BrokenText),
                "A text stands between `\"` and `\"`.",
            ),
            _ => (run(rest), Some(Kind::Broken), ""),
        };
        let end = self.at + length;
        let written: String = rest.chars().take(8).collect();
        let written = written.get(..length).unwrap_or(&written);
        let message = format!("`{written}` means nothing here.");
        self.tell(Code::StrangeCharacter, span(self.at, end), message, hint);
        match kind {
            Some(kind) => self.push(kind, end),
            None => {
                self.at = end;
                self.starts_line = true;
            }
        }
    }
}

/// How long a text in other quotation marks is: up to the mark that ends it, or the first mark alone.
fn quotation(text: &str) -> usize {
    let mut letters = text.char_indices();
    let Some((_, first)) = letters.next() else {
        return 0;
    };
    let ends: &[char] = match first {
        '“' | '”' | '„' => &['“', '”', '"'],
        '«' | '»' => &['«', '»'],
        '‘' | '’' => &['‘', '’'],
        _ => &[first],
    };
    let line = letters.take_while(|(_, letter)| *letter != '\n' && *letter != '{');
    let mut ended = line.filter(|(_, letter)| ends.contains(letter));
    ended
        .next()
        .map_or(first.len_utf8(), |(at, letter)| at + letter.len_utf8())
}

/// How many bytes at the beginning of `text` are characters without any meaning.
fn run(text: &str) -> usize {
    let meaning = |letter: char| {
        letter.is_alphanumeric() || letter.is_whitespace() || letter.is_ascii_punctuation()
    };
    let mut letters = text.chars();
    let first = letters.next().map_or(0, char::len_utf8);
    let others = letters.take_while(|letter| !meaning(*letter));
    first + others.map(char::len_utf8).sum::<usize>()
}
