//! Every name of the conference model has a meaning.

use super::model;
use foldline::language::compile;
use foldline::language::syntax::Span;
use foldline::language::syntax::lines::Lines;

/// Words about which nothing is said.
const EXCEPTIONS: &[&str] = &[];

/// The words of a text that are neither in a comment nor among the letters of a text, with where they begin.
fn words(text: &str) -> Vec<(usize, &str)> {
    let mut found = Vec::new();
    // For each text that is open, how many braces are open in its value; none among its letters.
    let mut open: Vec<Option<usize>> = Vec::new();
    let mut letters = text.char_indices().peekable();
    let belongs = |letter: char| letter.is_alphanumeric() || letter == '_';
    while let Some((at, letter)) = letters.next() {
        match (open.last_mut(), letter) {
            (Some(None), '"') => drop(open.pop()),
            (Some(braces @ None), '{') => *braces = Some(0),
            (Some(None), '\\') => drop(letters.next()),
            (Some(None), _) => {}
            (_, '"') => open.push(None),
            (Some(Some(braces)), '{') => *braces += 1,
            (Some(braces @ Some(0)), '}') => *braces = None,
            (Some(Some(braces)), '}') => *braces -= 1,
            (_, '/') if text[at..].starts_with("//") => {
                while letters.next_if(|(_, letter)| *letter != '\n').is_some() {}
            }
            (_, letter) if belongs(letter) => {
                let mut end = at + letter.len_utf8();
                while let Some((at, letter)) = letters.next_if(|(_, letter)| belongs(*letter)) {
                    end = at + letter.len_utf8();
                }
                if letter.is_alphabetic() {
                    found.push((at, &text[at..end]));
                }
            }
            _ => {}
        }
    }
    found
}

#[test]
fn every_word_of_the_conference_model_means_something() {
    let text = model("conference");
    let meanings = compile(&text).meanings;
    let lines = Lines::new(&text);
    let words = words(&text);
    assert!(words.len() > 5_000, "the words were found: {}", words.len());
    let mut unknown = Vec::new();
    for (at, word) in words {
        let byte = u32::try_from(at).expect("a short text");
        let found = meanings.at(byte);
        let is_whole = found.as_ref().is_some_and(|found| {
            let Span { start, end } = found.span;
            (start, end)
                == (
                    byte,
                    byte + u32::try_from(word.len()).expect("a short word"),
                )
                && !found.title.is_empty()
                && !found.text.is_empty()
        });
        if !is_whole && !EXCEPTIONS.contains(&word) {
            let place = lines.place(byte);
            unknown.push((place, word.to_owned(), found));
        }
    }
    let first: Vec<_> = unknown.iter().take(40).collect();
    assert!(unknown.is_empty(), "{} of them: {first:#?}", unknown.len());
}
