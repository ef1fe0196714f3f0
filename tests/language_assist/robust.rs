//! No place of any text is too much, and every entry is as it is promised.

use super::{model, offered_in};
use foldline::language::assist::{Entry, KINDS, Meanings};
use foldline::language::compile;
use std::time::{Duration, Instant};

/// How many texts are mutilated.
const MUTILATED: usize = 100;

/// Every so many bytes of a long text are asked about; the number has no factor in common with its lines.
const STRIDE: usize = 11;

/// Of a text longer than this not every byte is asked about.
const LONG: usize = 4_000;

fn ask(text: &str, meanings: &Meanings, byte: usize) {
    let number = u32::try_from(byte).expect("a short text");
    if let Some(found) = meanings.at(number) {
        assert!(found.span.start <= number && number <= found.span.end);
        assert!(!found.title.is_empty(), "at {byte}");
    }
    for entry in offered_in(text, meanings, byte) {
        is_sound(&entry);
    }
}

#[track_caller]
fn is_sound(entry: &Entry) {
    assert!(KINDS.contains(&entry.kind), "{entry:?}");
    assert!(
        !entry.label.is_empty() && !entry.insert.is_empty(),
        "{entry:?}"
    );
    assert!(entry.insert.matches("$0").count() <= 1, "{entry:?}");
}

#[test]
fn every_place_of_the_tutorial_can_be_asked_about() {
    let text = model("tutorial");
    let meanings = compile(&text).meanings;
    for byte in 0..text.len() + 3 {
        ask(&text, &meanings, byte);
    }
}

#[test]
fn every_place_of_the_conference_can_be_asked_about() {
    let text = model("conference");
    let meanings = compile(&text).meanings;
    for byte in (0..text.len() + 3).step_by(STRIDE) {
        ask(&text, &meanings, byte);
    }
}

/// The numbers of one seed: no chance, and no order either.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, most: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).expect("31 bits") % most.max(1)
    }
}

/// A text with something cut out, put in, or broken off.
fn mutilated(text: &str, numbers: &mut Numbers) -> String {
    const PIECES: [&str; 16] = [
        "{", "}", "(", ")", "[", "]", "\"", "\"{", ".", "row.", " record ", "\n", "=> ", "..",
        "ä𝄞", "//",
    ];
    let mut text = text.to_owned();
    for _ in 0..=numbers.below(4) {
        let from = text.floor_char_boundary(numbers.below(text.len() + 1));
        let to = text.floor_char_boundary((from + numbers.below(60)).min(text.len()));
        match numbers.below(5) {
            0 => drop(text.drain(from..to)),
            1 => text.truncate(from.max(200).min(text.len())),
            2 => text = text[from..].to_owned(),
            _ => text.insert_str(from, PIECES[numbers.below(PIECES.len())]),
        }
        let end = text.floor_char_boundary(text.len());
        text.truncate(end);
    }
    text
}

#[test]
fn every_place_of_mutilated_texts_can_be_asked_about() {
    let whole = [model("tutorial"), model("conference")];
    let meanings_of_whole: Vec<Meanings> =
        whole.iter().map(|text| compile(text).meanings).collect();
    let mut numbers = Numbers(7);
    for round in 0..MUTILATED {
        let (text, of_whole) = match round % 4 {
            0 => (&whole[1], &meanings_of_whole[1]),
            _ => (&whole[0], &meanings_of_whole[0]),
        };
        let text = mutilated(text, &mut numbers);
        let meanings = compile(&text).meanings;
        let stride = if text.len() > LONG { 601 } else { 1 };
        for byte in (0..text.len() + 2).step_by(stride) {
            if byte % 2 == round % 2 {
                ask(&text, &meanings, byte);
            } else {
                // The text has changed since it was checked.
                let entries = offered_in(&text, of_whole, byte);
                entries.iter().for_each(is_sound);
            }
        }
    }
}

#[test]
fn what_stands_deep_or_long_is_no_burden() {
    let meanings = compile(&model("tutorial")).meanings;
    for piece in [
        "(",
        "((]",
        "{",
        "[",
        "\"{",
        "let a = (",
        "a.b[",
        "if (",
        "x.map(x => ",
        "on A {\n",
        "a: Map<,",
        "a, ",
        "let a = b.c\n",
        "if a { } else ",
        "a.b(c).d ",
        "for a in b {\n",
        "}",
    ] {
        let begun = Instant::now();
        for head in [
            "aggregate Card(card: Id) { command C() { ",
            "record R { ",
            "spec \"S\" { given ",
            "define a(): Int = ",
        ] {
            let text = format!("{head}{}", piece.repeat(120_000 / piece.len()));
            ask(&text, &meanings, text.len());
        }
        in_time(begun, piece);
    }
}

#[test]
fn many_declarations_are_no_burden() {
    let mut text = "model \"M\"\n".to_owned();
    for number in 0..5_000 {
        text += &format!("define calculation{number}(a: Int): Int = a\n");
    }
    let meanings = compile(&text).meanings;
    let begun = Instant::now();
    for byte in [text.len() / 2, text.len() - 1, text.len()] {
        ask(&text, &meanings, byte);
    }
    in_time(begun, "define");
}

/// Whoever writes does not wait; the limit leaves room for a slow machine and a build that is not optimised.
#[track_caller]
fn in_time(begun: Instant, what: &str) {
    assert!(
        begun.elapsed() < Duration::from_secs(10),
        "{what:?} took {:?}",
        begun.elapsed()
    );
}
