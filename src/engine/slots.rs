//! Dense copy-on-write slots: what a world is made of.
//!
//! States sit in pages of sixteen behind shared pointers. A copy shares every page; a write copies only the touched
//! page and slot. Small values sit in the pages themselves, and few of them without any page. Ids are interned to
//! small numbers once, when an event is read, so the fold looks nothing up by name.

mod small;
mod weight;

pub use small::SmallSlots;
pub use weight::{Weight, alive_bytes};

use std::collections::BTreeMap;
use std::rc::Rc;
use weight::Weighed;

/// A number that stands for a name within one [`Names`].
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Slot(u32);

impl Slot {
    /// The number.
    pub const fn index(self) -> usize {
        self.0 as usize
    }

    /// The slot with this number. `None` where it is beyond all that can be.
    pub fn at(index: usize) -> Option<Self> {
        u32::try_from(index).ok().map(Self)
    }
}

/// Gives every name a small number, in the order of first sight.
#[derive(Clone, Default, Debug)]
pub struct Names {
    slots: BTreeMap<Rc<str>, Slot>,
    names: Vec<Rc<str>>,
}

impl Names {
    /// The slot of a name; a new one for a new name.
    pub fn intern(&mut self, name: &str) -> Slot {
        if let Some(slot) = self.slots.get(name) {
            return *slot;
        }
        // Four thousand million names do not fit into memory, so the number always fits.
        let slot = Slot(u32::try_from(self.names.len()).unwrap_or(u32::MAX));
        let name: Rc<str> = name.into();
        self.names.push(Rc::clone(&name));
        self.slots.insert(name, slot);
        slot
    }

    /// The slot of a name that has been seen.
    pub fn find(&self, name: &str) -> Option<Slot> {
        self.slots.get(name).copied()
    }

    /// The name of a slot.
    pub fn name(&self, slot: Slot) -> &str {
        self.names.get(slot.index()).map_or("", |name| name)
    }

    /// The names in their own order, each with its slot.
    pub fn sorted(&self) -> impl Iterator<Item = (&str, Slot)> {
        self.slots.iter().map(|(name, slot)| (&**name, *slot))
    }
}

/// One value for each slot, where there is one. Values are shared too: a write copies one of them, whatever its size.
#[derive(Clone, Debug)]
pub struct Slots<T> {
    values: SmallSlots<Rc<Weighed<T>>>,
}

impl<T> Default for Slots<T> {
    fn default() -> Self {
        Self {
            values: SmallSlots::default(),
        }
    }
}

impl<T> Slots<T> {
    /// The value in a slot.
    pub fn get(&self, slot: Slot) -> Option<&T> {
        self.values.get(slot).map(|value| &***value)
    }

    /// Empties a slot.
    pub fn remove(&mut self, slot: Slot) {
        self.values.take(slot);
    }

    /// The filled slots, by number.
    pub fn filled(&self) -> impl Iterator<Item = (Slot, &T)> {
        self.values.filled().map(|(slot, value)| (slot, &***value))
    }
}

impl<T: Clone + Default> Slots<T> {
    /// The value in a slot, to change it; a new one where there is none.
    pub fn get_mut(&mut self, slot: Slot) -> &mut T {
        &mut *Rc::make_mut(self.values.place(slot).get_or_insert_default())
    }
}

impl<T: PartialEq> Slots<T> {
    /// The slots whose values differ. Shared pages are skipped at once.
    pub fn changed<'a>(&'a self, other: &'a Self) -> impl Iterator<Item = Slot> + 'a {
        self.values.differing(&other.values, |one, two| {
            Rc::ptr_eq(one, two) || **one == **two
        })
    }
}

impl<T: PartialEq> PartialEq for Slots<T> {
    fn eq(&self, other: &Self) -> bool {
        self.changed(other).next().is_none()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_copy_is_untouched_by_later_writes_and_tells_what_changed() {
        let mut names = Names::default();
        let slots: Vec<Slot> = (0..40).map(|n| names.intern(&n.to_string())).collect();
        let mut before = Slots::<i64>::default();
        slots.iter().for_each(|slot| *before.get_mut(*slot) = 1);
        let mut after = before.clone();
        assert_eq!(before, after);
        *after.get_mut(slots[20]) = 2;
        after.remove(slots[39]);
        let changed: Vec<Slot> = before.changed(&after).collect();
        assert_eq!(changed, [slots[20], slots[39]]);
        assert_eq!(before.get(slots[20]), Some(&1));
        assert_eq!(after.filled().count(), 39);
    }

    #[test]
    fn names_keep_their_slots_and_read_back() {
        let mut names = Names::default();
        let b = names.intern("b");
        let a = names.intern("a");
        assert_eq!(names.intern("b"), b);
        assert_eq!((names.name(a), names.find("c")), ("a", None));
        let sorted: Vec<&str> = names.sorted().map(|(name, _)| name).collect();
        assert_eq!(sorted, ["a", "b"]);
    }
}
