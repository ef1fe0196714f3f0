//! How what is written is laid out: on one line where it fits, else broken in its brackets.

/// So many columns a line has.
const WIDTH: usize = 100;

/// How much further in stands what is in brackets.
const STEP: usize = 2;

/// A piece of text.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Piece {
    /// Letters on one line.
    Plain(String),
    /// What stands before a bracket and the bracket itself, the parts in it, and what closes it.
    Brackets(String, Vec<Piece>, char),
}

impl Piece {
    /// The same with letters in front.
    pub(super) fn after(self, before: &str) -> Self {
        match self {
            Self::Plain(text) => Self::Plain(format!("{before}{text}")),
            Self::Brackets(open, parts, close) => {
                Self::Brackets(format!("{before}{open}"), parts, close)
            }
        }
    }

    /// All of it on one line.
    pub(super) fn flat(&self) -> String {
        match self {
            Self::Plain(text) => text.clone(),
            Self::Brackets(open, parts, close) => format!("{open}{}{close}", row(parts)),
        }
    }

    /// Puts it behind a text whose line begins at this indent. So many letters follow it on its last line.
    fn put(&self, text: &mut String, indent: usize, following: usize) {
        let flat = self.flat();
        let begun = text.lines().next_back().map_or(0, width);
        let fits = begun + width(&flat) + following <= WIDTH;
        let (open, parts, close) = match self {
            Self::Brackets(open, parts, close) if !fits && !parts.is_empty() => {
                (open, parts, *close)
            }
            _ => {
                text.push_str(&flat);
                return;
            }
        };
        text.push_str(open);
        let inner = indent + STEP;
        let row = row(parts);
        if inner + width(&row) <= WIDTH {
            new_line(text, inner);
            text.push_str(&row);
        } else {
            for part in parts {
                new_line(text, inner);
                part.put(text, inner, 0);
            }
        }
        new_line(text, indent);
        text.push(close);
    }
}

/// One statement on lines of its own, with what follows it on the last of them.
pub(super) fn statement(indent: usize, piece: &Piece, following: &str) -> String {
    let mut text = " ".repeat(indent);
    piece.put(&mut text, indent, width(following));
    text.push_str(following);
    text.push('\n');
    text
}

fn row(parts: &[Piece]) -> String {
    let parts: Vec<String> = parts.iter().map(Piece::flat).collect();
    parts.join(", ")
}

fn new_line(text: &mut String, indent: usize) {
    text.push('\n');
    text.push_str(&" ".repeat(indent));
}

fn width(text: &str) -> usize {
    text.chars().count()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn list(parts: Vec<Piece>) -> Piece {
        Piece::Brackets("[".to_owned(), parts, ']')
    }

    fn word(letters: usize) -> Piece {
        Piece::Plain("x".repeat(letters))
    }

    #[test]
    fn what_does_not_fit_is_broken_at_the_outermost_bracket_first() {
        let (a, b) = ("x".repeat(40), "x".repeat(30));
        let one = list(vec![word(40), word(40)]);
        assert_eq!(statement(0, &one, ""), format!("[{a}, {a}]\n"));
        let broken = format!("[\n  {a}, {a}\n] by somebody whose\n");
        assert_eq!(statement(0, &one, " by somebody whose"), broken);
        let two = list(vec![one, list(vec![word(30); 4])]);
        let inner = format!("[\n    {b}\n    {b}\n    {b}\n    {b}\n  ]");
        let broken = format!("[\n  [{a}, {a}]\n  {inner}\n]\n");
        assert_eq!(statement(0, &two, ""), broken);
    }

    #[test]
    fn what_has_no_brackets_stays_whole() {
        assert_eq!(
            statement(2, &word(120), "!"),
            format!("  {}!\n", "x".repeat(120))
        );
    }
}
