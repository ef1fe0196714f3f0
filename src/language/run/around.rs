//! What is known where something runs.

use super::super::value::{Datum, Symbol};

/// What is known where something runs.
#[derive(Clone, Copy)]
pub(super) struct Around<'a> {
    /// The fields of the command or event at hand.
    pub(super) fields: &'a [Datum],
    /// What was worked out of the event when it was read; nothing where that went beyond the budget.
    pub(super) ahead: &'a [Datum],
    /// The parts of the row at hand.
    pub(super) row: &'a [Datum],
    /// The rows that were looked up, each with its key in front.
    pub(super) looked_up: &'a [Option<Vec<Datum>>],
    /// The key of the stream.
    pub(super) key: Symbol,
    /// The time of the decision. None where it is not known yet.
    pub(super) now: Option<i64>,
    /// Who sends the command, or sent the one that the event answers.
    pub(super) person: Symbol,
    /// As what.
    pub(super) role: Symbol,
    /// The command that the event answers.
    pub(super) answers: &'a str,
    /// When the event was recorded.
    pub(super) recorded_at: i64,
    /// The number of the event in its stream.
    pub(super) version: i64,
    /// The code of the refusal.
    pub(super) code: Symbol,
    /// Its reason.
    pub(super) reason: Symbol,
    /// The instance of the process.
    pub(super) instance: Symbol,
    /// Whether nothing has happened in the stream, or the instance has handled nothing.
    pub(super) is_new: bool,
    /// What new ids are made from.
    pub(super) seed: &'a str,
}

impl<'a> Around<'a> {
    /// Nothing is known.
    pub(super) fn nothing(empty: Symbol) -> Self {
        Self {
            fields: &[],
            ahead: &[],
            row: &[],
            looked_up: &[],
            key: empty,
            now: None,
            person: empty,
            role: empty,
            answers: "",
            recorded_at: 0,
            version: 0,
            code: empty,
            reason: empty,
            instance: empty,
            is_new: false,
            seed: "",
        }
    }
}
