//! Dense copy-on-write slots: what a world is made of.
//!
//! States sit in pages of sixteen behind shared pointers. A copy shares every page; a write copies only the touched
//! page and slot. Ids are interned to small numbers once, when an event is read, so the fold looks nothing up by name.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

const PAGE: usize = 16;

/// A number that stands for a name within one [`Names`].
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Slot(u32);

impl Slot {
    /// The number.
    pub const fn index(self) -> usize {
        self.0 as usize
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

type Page<T> = [Option<Rc<T>>; PAGE];

/// One value for each slot, where there is one.
///
/// Only pages that hold something are kept, each with its number: a copy costs what there is, not what there was.
#[derive(Debug)]
pub struct Slots<T> {
    pages: Vec<(usize, Rc<Page<T>>)>,
}

impl<T> Default for Slots<T> {
    fn default() -> Self {
        Self { pages: Vec::new() }
    }
}

impl<T> Clone for Slots<T> {
    fn clone(&self) -> Self {
        Self {
            pages: self.pages.clone(),
        }
    }
}

impl<T: PartialEq> PartialEq for Slots<T> {
    fn eq(&self, other: &Self) -> bool {
        self.changed(other).next().is_none()
    }
}

impl<T> Slots<T> {
    /// The value in a slot.
    pub fn get(&self, slot: Slot) -> Option<&T> {
        let page = self.page(slot.index() / PAGE)?;
        page[slot.index() % PAGE].as_deref()
    }

    /// Fills a slot with a shared value, without copying it.
    pub fn put(&mut self, slot: Slot, value: &Rc<T>) {
        *self.place(slot) = Some(Rc::clone(value));
    }

    /// Empties a slot.
    pub fn remove(&mut self, slot: Slot) {
        self.take(slot);
    }

    /// Empties a slot and gives what was in it.
    pub fn take(&mut self, slot: Slot) -> Option<Rc<T>> {
        self.get(slot)?;
        let taken = self.place(slot).take();
        if let Ok(at) = self.find(slot.index() / PAGE)
            && self.pages[at].1.iter().all(Option::is_none)
        {
            self.pages.remove(at);
        }
        taken
    }

    /// Where the page with this number is, or belongs.
    fn find(&self, number: usize) -> Result<usize, usize> {
        match self.pages.get(number) {
            // As it is where no page is missing.
            Some((found, _)) if *found == number => Ok(number),
            _ => self.pages.binary_search_by_key(&number, |(n, _)| *n),
        }
    }

    fn page(&self, number: usize) -> Option<&Rc<Page<T>>> {
        let at = self.find(number).ok()?;
        Some(&self.pages[at].1)
    }

    fn place(&mut self, slot: Slot) -> &mut Option<Rc<T>> {
        let number = slot.index() / PAGE;
        let at = self.find(number).unwrap_or_else(|at| {
            let page = Rc::new([const { None }; PAGE]);
            self.pages.insert(at, (number, page));
            at
        });
        &mut Rc::make_mut(&mut self.pages[at].1)[slot.index() % PAGE]
    }

    /// The filled slots, by number.
    pub fn filled(&self) -> impl Iterator<Item = (Slot, &T)> {
        self.pages.iter().flat_map(|(number, page)| {
            page.iter().enumerate().filter_map(move |(index, value)| {
                let slot = Slot(u32::try_from(number * PAGE + index).ok()?);
                Some((slot, value.as_deref()?))
            })
        })
    }
}

impl<T: Clone + Default> Slots<T> {
    /// The value in a slot, to change it; a new one where there is none.
    pub fn get_mut(&mut self, slot: Slot) -> &mut T {
        Rc::make_mut(self.place(slot).get_or_insert_default())
    }
}

impl<T: PartialEq> Slots<T> {
    /// The slots whose values differ. Shared pages are skipped at once.
    pub fn changed<'a>(&'a self, other: &'a Self) -> impl Iterator<Item = Slot> + 'a {
        let pages = self.pages.iter().chain(&other.pages);
        let numbers: BTreeSet<usize> = pages.map(|(number, _)| *number).collect();
        numbers
            .into_iter()
            .filter(|number| match (self.page(*number), other.page(*number)) {
                (Some(one), Some(two)) => !Rc::ptr_eq(one, two),
                _ => true,
            })
            .flat_map(|number| number * PAGE..(number + 1) * PAGE)
            .filter_map(|index| Some(Slot(u32::try_from(index).ok()?)))
            .filter(|slot| self.get(*slot) != other.get(*slot))
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
    fn what_was_emptied_equals_what_was_never_filled() {
        let mut names = Names::default();
        let slots: Vec<Slot> = (0..40).map(|n| names.intern(&n.to_string())).collect();
        let mut emptied = Slots::<i64>::default();
        slots.iter().for_each(|slot| *emptied.get_mut(*slot) = 1);
        slots.iter().for_each(|slot| emptied.remove(*slot));
        assert!(emptied.pages.is_empty());
        assert_eq!(emptied, Slots::default());
        *emptied.get_mut(slots[17]) = 3;
        assert_eq!(emptied.filled().collect::<Vec<_>>(), [(slots[17], &3)]);
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
