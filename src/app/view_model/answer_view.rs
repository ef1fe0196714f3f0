//! How a task that was sent ended.

use crate::engine::position::Moment;

/// How the last task that was sent ended.
#[derive(Clone, PartialEq, Debug)]
pub struct AnswerView {
    /// How.
    pub kind: AnswerKind,
    /// In a few words, for example "Reserve seats: done".
    pub title: String,
    /// In sentences: what was recorded, or why not.
    pub text: String,
    /// Where it stands in the log.
    pub moment: Option<Moment>,
    /// Whether sending the same again makes sense.
    pub again: bool,
}

/// How a task ended.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum AnswerKind {
    /// Accepted.
    Done,
    /// Refused.
    Refused,
    /// Somebody else was faster.
    Conflict,
    /// The store failed.
    Failed,
}
