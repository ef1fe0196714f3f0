//! What can be written at a place in the text of a model, and what stands there.

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
