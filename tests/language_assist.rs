//! Hover and completion: what the words of both models of the gallery mean, what is offered at a table of places, also
//! of texts that are broken, and that no place of any text is too much.
#![cfg(not(target_arch = "wasm32"))]

#[path = "language_assist/completion.rs"]
mod completion;
#[path = "language_assist/hover.rs"]
mod hover;
#[path = "language_assist/methods.rs"]
mod methods;
#[path = "language_assist/robust.rs"]
mod robust;
#[path = "language_assist/words.rs"]
mod words;

use foldline::language::assist::{Entry, Meanings, complete};
use std::fs;

/// Marks a place in a text.
const HERE: char = '‸';

fn model(name: &str) -> String {
    fs::read_to_string(format!("www/models/{name}.fold")).expect("a model of the gallery")
}

/// Where a mark stands in a text, by what stands around the mark. It has to be there once, or be found first.
#[track_caller]
fn place(text: &str, around: &str) -> u32 {
    let (before, after) = around.split_once(HERE).expect("a place");
    let found = text.find(&format!("{before}{after}"));
    let found = found.unwrap_or_else(|| panic!("{around:?} is in the text"));
    u32::try_from(found + before.len()).expect("a short text")
}

/// What is offered at a byte of a text.
fn offered_in(text: &str, meanings: &Meanings, byte: usize) -> Vec<Entry> {
    complete(text, meanings, u32::try_from(byte).expect("a short text"))
}

fn labels(entries: &[Entry]) -> Vec<&str> {
    entries.iter().map(|entry| entry.label.as_str()).collect()
}
