//! What the words of the models mean.

use super::{model, place};
use foldline::language::assist::Explanation;
use foldline::language::compile;

/// Of each place the title there, and how the text begins.
const TUTORIAL: &str = include_str!("tutorial.table");
const CONFERENCE: &str = include_str!("conference.table");

#[track_caller]
fn check(name: &str, table: &str) {
    let text = model(name);
    let meanings = compile(&text).meanings;
    let mut wrong = Vec::new();
    for row in table.lines() {
        let written = row.replace("\\n", "\n");
        let columns: Vec<&str> = written.split(" → ").collect();
        let [around, title, begins] = columns.as_slice() else {
            panic!("three columns: {row}");
        };
        let found = meanings.at(place(&text, around));
        let fits = |found: &Explanation| found.title == *title && found.text.starts_with(begins);
        if !found.as_ref().is_some_and(fits) {
            wrong.push((row, found));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn words_of_the_tutorial() {
    check("tutorial", TUTORIAL);
}

#[test]
fn words_of_the_conference() {
    check("conference", CONFERENCE);
}

#[test]
fn a_text_with_mistakes_has_meanings() {
    let text = "model \"Mistakes\"\naggregate Book(book: Id) {\n  state { title: Text }\n  \
                event Added(title: Text) {\n    title = titel\n    title = title\n  }\n}\n";
    let compiled = compile(text);
    assert!(compiled.model.is_none(), "there is a mistake in it");
    let found = compiled
        .meanings
        .at(place(text, "= ‸title\n"))
        .expect("a meaning");
    assert_eq!(found.title, "title: Text");
    assert_eq!(found.text, "Field of the event Added.");
    assert_eq!(compiled.meanings.at(place(text, "= ‸titel\n")), None);
}

#[test]
fn behind_a_word_is_that_word_unless_another_one_begins() {
    let text = model("tutorial");
    let meanings = compile(&text).meanings;
    let title = |around| meanings.at(place(&text, around)).map(|found| found.title);
    assert_eq!(title("actor‸ Guest"), Some("actor".to_owned()));
    assert_eq!(title("stamps‸ += cups }"), Some("stamps: Int".to_owned()));
    assert_eq!(title("bought ‸coffee,"), None, "letters of a text");
    assert_eq!(title("/// A stamp ‸for"), None, "a comment");
}
