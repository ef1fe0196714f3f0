//! The tokens before a place, of a text that may break off in the middle.

use crate::language::syntax::Span;
use crate::language::syntax::lexer::{Kind, Token, cut};

/// The tokens of a text that ends at the place. Nothing where it ends in a comment or among the letters of a text.
pub(super) fn tokens_before(text: &str) -> Option<Vec<Token>> {
    let mut tokens = cut(text).tokens;
    tokens.pop();
    let end = tokens.last().map_or(0, |last| last.span.end as usize);
    let rest = text.get(end..).unwrap_or_default();
    if line_of(rest).contains("//") {
        return None;
    }
    let Some(last) = tokens.last().copied() else {
        return Some(tokens);
    };
    if last.kind == Kind::BrokenText && !rest.contains('\n') {
        tokens.pop();
        let start = last.span.start as usize;
        let letters = text.get(start..).unwrap_or_default();
        let hole = start + open_value(letters)?;
        tokens.extend(value_of_text(text, last, hole));
    }
    Some(tokens)
}

/// A text that is open, and the tokens of the value in it that is open.
fn value_of_text(text: &str, broken: Token, hole: usize) -> Vec<Token> {
    let base = u32::try_from(hole).unwrap_or(u32::MAX);
    let open = Token {
        kind: Kind::HoleOpen,
        span: Span {
            start: base.saturating_sub(1),
            end: base,
        },
        ..broken
    };
    let mut tokens = cut(text.get(hole..).unwrap_or_default()).tokens;
    tokens.pop();
    for token in &mut tokens {
        token.starts_line = false;
        token.span.start = token.span.start.saturating_add(base);
        token.span.end = token.span.end.saturating_add(base);
    }
    tokens.insert(0, open);
    tokens
}

/// Where the innermost value begins that is open in a text with quotation marks; nothing where letters stand last.
fn open_value(text: &str) -> Option<usize> {
    /// What is open.
    enum Open {
        Letters,
        /// A value from this byte, and how many braces are open in it.
        Value(usize, usize),
    }
    let mut open: Vec<Open> = Vec::new();
    let mut letters = text.char_indices();
    while let Some((at, letter)) = letters.next() {
        match (open.last_mut(), letter) {
            (Some(Open::Letters), '\\') => {
                letters.next();
            }
            (Some(Open::Letters), '"') => {
                open.pop();
            }
            (Some(Open::Letters), '{') => open.push(Open::Value(at + 1, 0)),
            (Some(Open::Letters), _) => {}
            (_, '"') => open.push(Open::Letters),
            (Some(Open::Value(_, braces)), '{') => *braces += 1,
            (Some(Open::Value(_, 0)), '}') => {
                open.pop();
            }
            (Some(Open::Value(_, braces)), '}') => *braces -= 1,
            _ => {}
        }
    }
    match open.last() {
        Some(Open::Value(start, _)) => Some(*start),
        _ => None,
    }
}

/// What stands on the last line of a text.
fn line_of(text: &str) -> &str {
    text.rsplit('\n').next().unwrap_or_default()
}

/// Whether nothing but blanks stands on the last line of a text, behind its last token.
pub(super) fn line_is_blank(text: &str, last: Option<&Token>) -> bool {
    let end = last.map_or(0, |last| last.span.end as usize);
    let rest = text.get(end..).unwrap_or_default();
    last.is_none() || rest.contains('\n')
}

/// Whether a token is written with letters.
pub(super) fn is_word(kind: Kind) -> bool {
    matches!(
        kind,
        Kind::Word
            | Kind::And
            | Kind::Or
            | Kind::Not
            | Kind::In
            | Kind::If
            | Kind::Else
            | Kind::True
            | Kind::False
            | Kind::None
    )
}

/// Whether a token is a number or something else that is no name, and goes on with the next letter.
pub(super) fn is_value(kind: Kind) -> bool {
    matches!(
        kind,
        Kind::Int(_)
            | Kind::Decimal(_)
            | Kind::Date(_)
            | Kind::Instant(_)
            | Kind::Broken
            | Kind::BrokenText
    )
}
