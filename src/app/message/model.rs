//! What a person does with the model.

use crate::engine::position::Moment;

/// What a person did with the model.
#[derive(Clone, PartialEq, Debug)]
pub enum ModelMessage {
    /// Changed the text.
    Wrote(String),
    /// Wants the text to fold the history from here on.
    ClickedApply,
    /// Wants the model from before.
    ClickedUndo,
    /// Took the text of a model that was applied into the editor; without a moment, the one in force.
    TookText(Option<Moment>),
    /// Took a file into the editor.
    ImportedText(String),
    /// Wants the text as a file.
    ClickedExport,
    /// Wants what happened here as a spec.
    ClickedMakeSpec(Moment),
    /// Wants the ready-made step for a kind of events that can't be read any more: its place in the report.
    ClickedInsertUpcast(usize),
    /// Went to a place in the text: a byte.
    WentToText(u32),
    /// Put away what the last change of rules changed.
    DismissedReport,
    /// Wants to know what can be written at a place, or what stands there.
    Asked(Question),
}

/// A question about a place in the text.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Question {
    /// Its number: the answer has the same.
    pub number: u64,
    /// The place, in UTF-16 units.
    pub at: u32,
    /// Whether it asks what can be written there; else what stands there.
    pub completes: bool,
}
