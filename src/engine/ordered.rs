//! Ordered maps and sets of what comes in any order, put in one by one.
//!
//! To collect them instead, every kind of map would bring a sort of its own into the page.

use std::collections::{BTreeMap, BTreeSet};

/// A map of pairs. Of those with the same key the last one counts.
pub fn map<K: Ord, V>(pairs: impl IntoIterator<Item = (K, V)>) -> BTreeMap<K, V> {
    let mut map = BTreeMap::new();
    map.extend(pairs);
    map
}

/// A set of items.
pub fn set<T: Ord>(items: impl IntoIterator<Item = T>) -> BTreeSet<T> {
    let mut set = BTreeSet::new();
    set.extend(items);
    set
}
