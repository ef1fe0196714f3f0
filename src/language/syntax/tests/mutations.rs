//! No text harms the reader: changed ones, deep ones, endless ones.
#![cfg(test)]

use super::order::EVERYTHING;
use crate::language::syntax::{limits, read};

/// Numbers by chance, the same each time.
struct Chance(u64);

impl Chance {
    fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % bound.max(1) as u64).unwrap()
    }
}

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
    ">=",
    "+",
    "-",
    "*",
    "/",
    "\\",
    "//",
    "///",
    "\n",
    " ",
    "§",
    "“",
    "_",
    "'",
    ";",
    "&&",
    "!",
    "and",
    "or",
    "not",
    "in",
    "if",
    "else",
    "then",
    "none",
    "model",
    "aggregate A(a: Id) {",
    "command C(",
    "event E(",
    "record",
    "state {",
    "on",
    "process",
    "spec",
    "require",
    "let x =",
    "for",
    "\"{",
    "}\"",
    "1",
    "1.5",
    "2026-03-02",
    "9999999999999999999",
    "2 h",
    "ä",
    "𝄞",
    "\u{200b}",
    "\u{feff}",
    "\r\n",
    "\0",
    "from",
    "where",
    "by",
];

/// What holds whatever the text.
fn check(text: &str) -> usize {
    let (model, told) = read(text);
    assert!(told.len() <= limits::ERRORS);
    assert!(
        told.windows(2)
            .all(|pair| pair[0].span.start <= pair[1].span.start)
    );
    for diagnostic in &told {
        let (start, end) = (diagnostic.span.start as usize, diagnostic.span.end as usize);
        assert!(text.get(start..end).is_some(), "{diagnostic:?}");
        assert!(diagnostic.message.len() < 400, "{diagnostic:?}");
    }
    for part in &model.parts {
        let (start, end) = (part.span.start as usize, part.span.end as usize);
        assert!(!text[start..end].is_empty());
    }
    let broken = || told.is_empty() && format!("{model:?}").contains("Broken");
    assert!(
        text.len() > 20_000 || !broken(),
        "what is broken is told:
{text}"
    );
    told.len()
}

fn boundary(text: &str, chance: &mut Chance) -> usize {
    text.floor_char_boundary(chance.below(text.len() + 1))
}

#[test]
fn changed_texts_do_no_harm() {
    let mut chance = Chance(0x5eed_0001);
    let mut by_count = [0_usize; limits::ERRORS + 1];
    for _ in 0..3_000 {
        let mut text = EVERYTHING.to_owned();
        for _ in 0..=chance.below(6) {
            let at = boundary(&text, &mut chance);
            let to = text.floor_char_boundary((at + chance.below(30)).min(text.len()));
            let (at, to) = (at.min(to), at.max(to));
            match chance.below(4) {
                0 => text.replace_range(at..to, ""),
                1 => {
                    let copy = text[at..to].to_owned();
                    let place = boundary(&text, &mut chance);
                    text.insert_str(place, &copy);
                }
                2 => text.insert_str(at, PIECES[chance.below(PIECES.len())]),
                _ => text.truncate(text.len() - chance.below(text.len() / 8) % text.len().max(1)),
            }
            let end = text.floor_char_boundary(text.len());
            text.truncate(end);
        }
        by_count[check(&text)] += 1;
    }
    assert!(
        by_count[0] > 0 && by_count[1] > 0 && by_count[2] > 0,
        "{by_count:?}"
    );
}

#[test]
fn texts_by_chance_do_no_harm() {
    let mut chance = Chance(0x5eed_0002);
    for _ in 0..2_000 {
        let mut text = "model \"M\"\n".to_owned();
        for _ in 0..chance.below(200) {
            text.push_str(PIECES[chance.below(PIECES.len())]);
            if chance.below(2) == 0 {
                text.push(' ');
            }
        }
        check(&text);
    }
}

#[test]
fn every_beginning_of_a_text_does_no_harm() {
    for (at, _) in EVERYTHING.char_indices() {
        check(&EVERYTHING[..at]);
    }
}

/// What may be repeated in an expression.
const IN_EXPRESSIONS: &str = r#"(|[|{|{a:|not |-|a.|a+|a[|f(|a else |if |if a then |x=>|f(x=>|"{|"{a}|a and |f(a)|(a)|[1]|)|]|}|((a)|a]|1 in |a.m(|'|“|‘ «"#;

/// What may be repeated in a block.
const IN_BLOCKS: &str = r#"if a {|if a { } else |for x in y {|{|let x = (|add [|record E(|a[|a = |}|command C() {|require |"|a b|é|§|; "#;

/// What may be repeated in a file.
const IN_FILES: &str = r#"List<|type T = List<|type T = Map<Id,|record R { a: |actor A (|aggregate A(|aggregate A(a: Id) {|read model R(a: Id) {|spec "S" {|story from a {|process P by a: Id {|upcast E v1 (a: Id) {|/// doc|x|} |task "T" by A sends C("#;

#[test]
fn deep_and_endless_texts_need_little_stack() {
    let deep = || {
        let many = |piece: &str| piece.repeat(limits::TEXT / piece.len() - 20);
        let both = |pieces: &'static str| {
            pieces
                .split('|')
                .flat_map(|piece| [piece.to_owned(), format!("{piece}\n")])
        };
        for piece in both(IN_EXPRESSIONS) {
            let head = "model \"M\"\ndefine f(): Int = ";
            check(&format!("{head}{}", many(&piece)));
            check(&format!("{head}a.m({})", many(&piece)));
        }
        for piece in both(IN_BLOCKS) {
            let head = "model \"M\"\naggregate A(a: Id) { command C() {\n";
            check(&format!("{head}{}", many(&piece)));
        }
        for piece in both(IN_FILES) {
            check(&format!("model \"M\"\n{}", many(&piece)));
        }
    };
    let thread = std::thread::Builder::new()
        .stack_size(512 * 1024)
        .spawn(deep);
    thread.unwrap().join().unwrap();
}
