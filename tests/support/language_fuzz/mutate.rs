//! Changed texts: letters, words and lines that are moved, doubled, dropped and swapped, brackets, great numbers, depth.

use super::dice::Dice;

/// What is put in.
const PIECES: &[&str] = &[
    "(",
    ")",
    "[",
    "]",
    "{",
    "}",
    "\"",
    ",",
    ":",
    ".",
    "..",
    "?",
    "=",
    "==",
    "=>",
    "<",
    ">",
    "+",
    "-",
    "*",
    "/",
    "\\",
    "//",
    "///",
    "\n",
    "\r\n",
    " ",
    "\t",
    "\0",
    "§",
    "“",
    "'",
    ";",
    "ä",
    "𝄞",
    "\u{200b}",
    "\u{feff}",
    "\u{301}",
    "and",
    "or",
    "not",
    "in",
    "if",
    "else",
    "then",
    "none",
    "true",
    "new",
    "always",
    "from",
    "where",
    "by",
    "at",
    "row",
    "rows",
    "state",
    "now",
    "me",
    "newId",
    "as",
    "on",
    "for",
    "is",
    "0",
    "-1",
    "1.5",
    "1.23456",
    "9223372036854775807",
    "9223372036854775808",
    "99999999999999999999999999",
    "170141183460469231731.5",
    "2026-13-45",
    "9999-12-31T23:59",
    "99999999999 weeks",
    "Int(9..1)",
    "Text(..0)",
    "List<",
    "Map<Id,",
    "\"{",
    "}\"",
];

fn place(dice: &Dice, text: &str) -> usize {
    text.floor_char_boundary(dice.below(text.len() + 1))
}

fn range(dice: &Dice, text: &str, longest: usize) -> (usize, usize) {
    let at = place(dice, text);
    let to = text.floor_char_boundary((at + dice.below(longest)).min(text.len()));
    (at.min(to), at.max(to))
}

/// One change somewhere.
fn change(dice: &Dice, text: &mut String) {
    match dice.below(10) {
        0 => {
            let (at, to) = range(dice, text, 6);
            text.replace_range(at..to, "");
        }
        1 => {
            let (at, to) = range(dice, text, 200);
            let copy = text[at..to].to_owned();
            text.insert_str(place(dice, text), &copy);
        }
        2 | 3 => text.insert_str(place(dice, text), PIECES[dice.below(PIECES.len())]),
        4 => {
            // Brackets, blocks and types in each other.
            let open = [
                "(",
                "[",
                "{",
                "not ",
                "-",
                "(1 + ",
                "List<",
                "if a then ",
                "\"{",
                "x => ",
            ];
            let open = open[dice.below(open.len())].repeat(1 + dice.below(200));
            text.insert_str(place(dice, text), &open);
        }
        5..=7 => words(dice, text),
        _ => lines(dice, text),
    }
}

/// A word goes, comes twice, or takes the place of another.
fn words(dice: &Dice, text: &mut String) {
    let parts = text.split_inclusive(|c: char| !c.is_alphanumeric() && c != '_');
    let mut parts: Vec<&str> = parts.collect();
    if parts.is_empty() {
        return;
    }
    let (one, other) = (dice.below(parts.len()), dice.below(parts.len()));
    match dice.below(4) {
        0 => parts[one] = parts[other],
        1 => parts.insert(one, parts[other]),
        2 => parts.swap(one, other),
        _ => drop(parts.remove(one)),
    }
    *text = parts.concat();
}

fn lines(dice: &Dice, text: &mut String) {
    let mut lines: Vec<&str> = text.split_inclusive('\n').collect();
    if lines.is_empty() {
        return;
    }
    let (one, other) = (dice.below(lines.len()), dice.below(lines.len()));
    match dice.below(4) {
        0 => lines.swap(one, other),
        1 => lines.insert(one, lines[other]),
        2 => {
            let line = lines.remove(one);
            lines.insert(other.min(lines.len()), line);
        }
        _ => drop(lines.remove(one)),
    }
    *text = lines.concat();
}

/// The text with a few changes.
pub(crate) fn mutated(dice: &Dice, text: &str) -> String {
    let mut text = text.to_owned();
    for _ in 0..=dice.below(4) {
        change(dice, &mut text);
    }
    text
}
