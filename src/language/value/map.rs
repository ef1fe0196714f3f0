//! Maps that are cheap to copy: pages of entries in order, behind shared pointers.

use super::Datum;

/// Entries in the order of their keys. A copy shares its pages; a write copies the touched one.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug, Default)]
pub struct SortedMap {
    entries: Vec<(Datum, Datum)>,
}
