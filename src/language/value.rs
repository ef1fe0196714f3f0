//! Values while a model runs.
//!
//! Types are known before, so a value says little of itself: everything that is counted, ordered or chosen is a number,
//! everything that is read is a symbol. Collections are shared, and a write copies what it touches.

mod common;
mod index;
mod items;
mod map;
mod texts;

pub use common::Common;
pub use index::{Index, Mixer};
pub use items::Items;
pub use map::SortedMap;
pub use texts::{Symbol, Texts};

use std::cmp::Ordering;
use std::hash::{Hash, Hasher};
use std::rc::Rc;

/// A value.
#[derive(Debug, Default)]
pub enum Datum {
    /// No value of an optional.
    #[default]
    None,
    /// A truth (0 or 1), whole number, decimal (in ten-thousandths), date (in days), instant or duration (in
    /// milliseconds), or case (its place).
    Number(i64),
    /// A text or an id.
    Text(Symbol),
    /// A list.
    List(Rc<Items>),
    /// A set: a map to nothing.
    Set(Rc<SortedMap>),
    /// A map.
    Map(Rc<SortedMap>),
    /// A record: its fields in order.
    Record(Rc<Items>),
}

/// So many characters of a text count as one cell more.
const CHARACTERS: usize = 16;

impl Datum {
    /// Yes or no.
    pub fn truth(yes: bool) -> Self {
        Self::Number(i64::from(yes))
    }

    /// A list of these.
    pub fn list(values: Vec<Self>) -> Self {
        Self::List(Rc::new(Items::new(values)))
    }

    /// A record of these fields.
    pub fn record(fields: Vec<Self>) -> Self {
        Self::Record(Rc::new(Items::new(fields)))
    }

    /// A set with the keys of this map.
    pub fn set(members: SortedMap) -> Self {
        Self::Set(Rc::new(members))
    }

    /// A map.
    pub fn map(entries: SortedMap) -> Self {
        Self::Map(Rc::new(entries))
    }

    /// Whether it is a truth that holds.
    pub fn is_true(&self) -> bool {
        matches!(self, Self::Number(1))
    }

    /// The number; 0 where it is none.
    pub fn number(&self) -> i64 {
        match self {
            Self::Number(number) => *number,
            _ => 0,
        }
    }

    /// The text; the first of all where it is none.
    pub fn symbol(&self) -> Symbol {
        match self {
            Self::Text(symbol) => *symbol,
            _ => Symbol::default(),
        }
    }

    /// How large it is, all the way down: what a budget counts.
    #[inline]
    pub fn cells(&self) -> usize {
        match self {
            Self::None | Self::Number(_) => 1,
            Self::Text(symbol) => 1 + symbol.characters() / CHARACTERS,
            Self::List(items) | Self::Record(items) => 1 + items.cells(),
            Self::Set(map) | Self::Map(map) => 1 + map.cells(),
        }
    }
}

impl Datum {
    fn shared(&self) -> Self {
        match self {
            Self::None => Self::None,
            Self::Number(number) => Self::Number(*number),
            Self::Text(symbol) => Self::Text(*symbol),
            Self::List(items) => Self::List(Rc::clone(items)),
            Self::Set(map) => Self::Set(Rc::clone(map)),
            Self::Map(map) => Self::Map(Rc::clone(map)),
            Self::Record(items) => Self::Record(Rc::clone(items)),
        }
    }

    fn is_same_collection(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::None, Self::None) => true,
            (Self::List(one), Self::List(two)) | (Self::Record(one), Self::Record(two)) => {
                one == two
            }
            (Self::Set(one), Self::Set(two)) | (Self::Map(one), Self::Map(two)) => one == two,
            _ => false,
        }
    }

    /// The place of its kind among all kinds.
    fn kind(&self) -> u8 {
        match self {
            Self::None => 0,
            Self::Number(_) => 1,
            Self::Text(_) => 2,
            Self::List(_) => 3,
            Self::Set(_) => 4,
            Self::Map(_) => 5,
            Self::Record(_) => 6,
        }
    }
}

// Most values that are copied or compared are numbers and texts: what follows asks for these first.

impl Clone for Datum {
    #[inline]
    fn clone(&self) -> Self {
        match self {
            Self::Text(symbol) => Self::Text(*symbol),
            Self::Number(number) => Self::Number(*number),
            other => other.shared(),
        }
    }
}

impl PartialEq for Datum {
    #[inline]
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Text(one), Self::Text(two)) => one == two,
            (Self::Number(one), Self::Number(two)) => one == two,
            _ => self.is_same_collection(other),
        }
    }
}

impl Eq for Datum {}

impl Ord for Datum {
    /// By kind, then by content: texts in the order of first sight.
    #[inline]
    fn cmp(&self, other: &Self) -> Ordering {
        match (self, other) {
            (Self::Text(one), Self::Text(two)) => one.cmp(two),
            (Self::Number(one), Self::Number(two)) => one.cmp(two),
            (Self::List(one), Self::List(two)) | (Self::Record(one), Self::Record(two)) => {
                one.cmp(two)
            }
            (Self::Set(one), Self::Set(two)) | (Self::Map(one), Self::Map(two)) => one.cmp(two),
            _ => self.kind().cmp(&other.kind()),
        }
    }
}

impl PartialOrd for Datum {
    #[inline]
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Hash for Datum {
    #[inline]
    fn hash<H: Hasher>(&self, state: &mut H) {
        match self {
            Self::Text(symbol) => symbol.hash(state),
            Self::Number(number) => number.hash(state),
            Self::None => self.kind().hash(state),
            Self::List(items) | Self::Record(items) => items.hash(state),
            Self::Set(map) | Self::Map(map) => map.hash(state),
        }
    }
}
