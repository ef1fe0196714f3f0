//! What comes of a decision or a reaction, beside changes.

use super::super::value::Datum;

/// What was recorded, sent and set, in order: each thing by its index.
#[derive(Debug, Default)]
pub(super) struct Effects {
    /// Events with their fields.
    pub(super) records: Vec<(usize, Vec<Datum>)>,
    /// Commands with their fields, and after when they are not sent.
    pub(super) sends: Vec<(usize, Vec<Datum>, Option<i64>)>,
    /// Deadlines that are set.
    pub(super) deadlines: Vec<(usize, i64)>,
    /// Deadlines that are off.
    pub(super) cancelled: Vec<usize>,
    /// Whether the instance came to its end.
    pub(super) ends: bool,
}
