//! What a text is made of.

use crate::language::syntax::Span;

/// A token.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(in crate::language) struct Token {
    /// What it is.
    pub(in crate::language) kind: Kind,
    /// Where it stands.
    pub(in crate::language) span: Span,
    /// Whether it is the first of a line, and no sign that goes on with the line before.
    pub(in crate::language) starts_line: bool,
}

/// What a token is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(in crate::language) enum Kind {
    Word,
    Int(i64),
    Decimal(i64),
    Date(i64),
    Instant(i64),
    /// The quotation mark that begins a text. Plain letters and values follow, then the mark that ends it.
    TextOpen,
    Plain,
    HoleOpen,
    HoleClose,
    TextClose,
    OpenRound,
    CloseRound,
    OpenSquare,
    CloseSquare,
    OpenBrace,
    CloseBrace,
    Comma,
    Colon,
    Dot,
    Dots,
    Question,
    Assign,
    Increase,
    Decrease,
    Equal,
    Unequal,
    Less,
    AtMost,
    Greater,
    AtLeast,
    Plus,
    Minus,
    Star,
    Slash,
    Arrow,
    And,
    Or,
    Not,
    In,
    If,
    Else,
    True,
    False,
    None,
    /// A text that could not be read; that is told.
    BrokenText,
    /// Something else that could not be read; that is told.
    Broken,
    /// The end of the text.
    End,
}

impl Kind {
    /// Whether it opens a bracket.
    pub(in crate::language) fn opens(self) -> bool {
        matches!(
            self,
            Self::OpenRound | Self::OpenSquare | Self::OpenBrace | Self::HoleOpen
        )
    }

    /// Whether it closes a bracket.
    pub(in crate::language) fn closes(self) -> bool {
        matches!(
            self,
            Self::CloseRound | Self::CloseSquare | Self::CloseBrace | Self::HoleClose
        )
    }

    /// Whether it is a text, or the beginning of one.
    pub(in crate::language) fn is_text(self) -> bool {
        matches!(self, Self::TextOpen | Self::BrokenText)
    }

    /// Whether it stands between two values.
    pub(in crate::language) fn joins(self) -> bool {
        matches!(
            self,
            Self::Plus
                | Self::Minus
                | Self::Star
                | Self::Slash
                | Self::Equal
                | Self::Unequal
                | Self::Less
                | Self::AtMost
                | Self::Greater
                | Self::AtLeast
                | Self::In
                | Self::Not
        )
    }

    /// Whether a line that begins with it goes on with the line before.
    pub(super) fn goes_on(self) -> bool {
        matches!(self, Self::Dot | Self::And | Self::Or | Self::Else)
    }

    /// The kind of a word: those that are part of expressions are never names.
    pub(super) fn of_word(word: &str) -> Self {
        match word {
            "and" => Self::And,
            "or" => Self::Or,
            "not" => Self::Not,
            "in" => Self::In,
            "if" => Self::If,
            "else" => Self::Else,
            "true" => Self::True,
            "false" => Self::False,
            "none" => Self::None,
            _ => Self::Word,
        }
    }
}
