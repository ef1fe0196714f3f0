//! Values while a model runs.
//!
//! Types are known before, so a value says little of itself: everything that is counted, ordered or chosen is a number,
//! everything that is read is a symbol.

mod map;
mod texts;

pub use map::SortedMap;
pub use texts::{Symbol, Texts};

use std::rc::Rc;

/// A value.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Datum {
    /// No value of an optional.
    None,
    /// A truth (0 or 1), whole number, decimal (in ten-thousandths), date (in days), instant or duration (in
    /// milliseconds), or case (its place).
    Number(i64),
    /// A text or an id.
    Text(Symbol),
    /// A list.
    List(Rc<Vec<Datum>>),
    /// A set: a map to nothing.
    Set(Rc<SortedMap>),
    /// A map.
    Map(Rc<SortedMap>),
    /// A record: its fields in order.
    Record(Rc<Vec<Datum>>),
}
