//! Interned values: what events hold in common is kept once, and stands in them as a small number.

use std::collections::BTreeMap;
use std::fmt;
use std::marker::PhantomData;
use std::num::NonZeroU32;

/// Stands for one value within one [`Interned`]: so an event is small, and so is a row.
pub struct Id<T>(NonZeroU32, PhantomData<fn() -> T>);

impl<T> Clone for Id<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Id<T> {}

impl<T> PartialEq for Id<T> {
    fn eq(&self, other: &Self) -> bool {
        self.0 == other.0
    }
}

impl<T> Eq for Id<T> {}

impl<T> fmt::Debug for Id<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Id({})", self.0)
    }
}

/// The different values of one kind in a history. The same few come again and again.
#[derive(Clone, Debug)]
pub struct Interned<T> {
    ids: BTreeMap<T, Id<T>>,
    values: Vec<T>,
}

impl<T> Default for Interned<T> {
    fn default() -> Self {
        Self {
            ids: BTreeMap::new(),
            values: Vec::new(),
        }
    }
}

impl<T: Clone + Ord> Interned<T> {
    /// The id of this value; a new one for a new value.
    pub fn intern(&mut self, value: T) -> Id<T> {
        if let Some(id) = self.ids.get(&value) {
            return *id;
        }
        self.values.push(value.clone());
        let id = Id(count(self.values.len()), PhantomData);
        self.ids.insert(value, id);
        id
    }

    /// The value with this id.
    pub fn get(&self, id: Id<T>) -> &T {
        &self.values[id.0.get() as usize - 1]
    }
}

/// Four thousand million values do not fit into memory, so the number always fits.
fn count(values: usize) -> NonZeroU32 {
    let count = u32::try_from(values).ok().and_then(NonZeroU32::new);
    count.unwrap_or(NonZeroU32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_values_have_one_id_and_read_back() {
        let mut texts = Interned::default();
        let (one, two) = (texts.intern("one"), texts.intern("two"));
        assert_eq!(texts.intern("one"), one);
        assert_ne!(one, two);
        assert_eq!((texts.get(one), texts.get(two)), (&"one", &"two"));
    }
}
