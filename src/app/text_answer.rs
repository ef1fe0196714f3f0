//! What can be written at a place in the text of a model, and what stands there.

use super::manuscript::Manuscript;
use super::message::Question;
use crate::language::assist::{Entry, Explanation, Meanings, complete};
use crate::language::syntax::lines::Lines;

/// The answer to a question about a place in the text.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct TextAnswer {
    /// The number of the question.
    pub number: u64,
    /// What can be written there, the best first.
    pub entries: Vec<EntryView>,
    /// What stands there.
    pub explanation: Option<ExplanationView>,
}

/// Something that can be written.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct EntryView {
    /// What it is called.
    pub label: String,
    /// What kind of thing it is: one of the kinds that the editor has pictures for.
    pub kind: &'static str,
    /// Its type or its fields; perhaps empty.
    pub detail: String,
    /// What it is for; perhaps empty.
    pub info: String,
    /// What is written instead of the label; `$0` is where the caret goes then. Perhaps empty.
    pub insert: String,
}

/// What stands at a place.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ExplanationView {
    /// Where it begins and ends, in UTF-16 units.
    pub span: (u32, u32),
    /// Its name and its type.
    pub title: String,
    /// What it is.
    pub text: String,
}

/// Answers a question about a text, by what was found when it was checked last.
pub fn answer(manuscript: &Manuscript, question: Question) -> TextAnswer {
    let mut answer = TextAnswer {
        number: question.number,
        entries: Vec::new(),
        explanation: None,
    };
    if let Some(check) = &manuscript.check {
        let (text, meanings) = (&*manuscript.text, &*check.meanings);
        let byte = Lines::new(text).byte(question.at);
        match question.completes {
            true => answer.entries = entries(text, meanings, byte),
            false => answer.explanation = explanation(text, meanings, byte),
        }
    }
    answer
}

fn entries(text: &str, meanings: &Meanings, byte: u32) -> Vec<EntryView> {
    let entries = complete(text, meanings, byte).into_iter();
    let entries = entries.map(|entry: Entry| EntryView {
        label: entry.label,
        kind: entry.kind,
        detail: entry.detail,
        info: entry.info,
        insert: entry.insert,
    });
    entries.collect()
}

fn explanation(text: &str, meanings: &Meanings, byte: u32) -> Option<ExplanationView> {
    let Explanation {
        span,
        title,
        text: words,
    } = meanings.at(byte)?;
    Some(ExplanationView {
        span: Lines::new(text).utf16(span),
        title,
        text: words,
    })
}
