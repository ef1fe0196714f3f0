//! Dense copy-on-write slots: what a world is made of.
//!
//! States sit in pages of sixteen behind shared pointers. A copy shares every page; a write copies only the touched
//! page and slot. Small values sit in the pages themselves. Ids are interned to small numbers once, when an event is read, so the fold looks nothing up by name.

use std::collections::BTreeMap;
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

/// One small value for each slot, where there is one. Pages hold the values themselves.
///
/// Slots are numbered in the order of first sight, and what came first mostly ends first: so pages that have become
/// empty at the front are let go, and a copy costs what is alive, not what ever was.
#[derive(Clone, Debug)]
pub struct SmallSlots<V> {
    /// How many pages before the first one kept are empty.
    gone: usize,
    pages: Vec<Rc<Page<V>>>,
}

type Page<V> = [Option<V>; PAGE];

impl<V> Default for SmallSlots<V> {
    fn default() -> Self {
        Self {
            gone: 0,
            pages: Vec::new(),
        }
    }
}

impl<V: PartialEq> PartialEq for SmallSlots<V> {
    fn eq(&self, other: &Self) -> bool {
        self.changed(other).next().is_none()
    }
}

impl<V> SmallSlots<V> {
    /// The value in a slot.
    pub fn get(&self, slot: Slot) -> Option<&V> {
        self.page(slot.index() / PAGE)?[slot.index() % PAGE].as_ref()
    }

    /// The filled slots, by number.
    pub fn filled(&self) -> impl Iterator<Item = (Slot, &V)> {
        let places = self.pages.iter().flat_map(|page| page.iter());
        let numbered = (self.gone * PAGE..).zip(places);
        numbered.filter_map(|(index, value)| Some((slot_at(index)?, value.as_ref()?)))
    }

    fn page(&self, number: usize) -> Option<&Rc<Page<V>>> {
        self.pages.get(number.checked_sub(self.gone)?)
    }

    fn end(&self) -> usize {
        self.gone + self.pages.len()
    }
}

impl<V: Clone> SmallSlots<V> {
    /// Fills a slot.
    pub fn put(&mut self, slot: Slot, value: V) {
        *self.place(slot) = Some(value);
    }

    /// Empties a slot and gives what was in it.
    pub fn take(&mut self, slot: Slot) -> Option<V> {
        self.get(slot)?;
        let value = self.place(slot).take();
        if slot.index() / PAGE == self.gone {
            self.let_go();
        }
        value
    }

    fn place(&mut self, slot: Slot) -> &mut Option<V> {
        let number = slot.index() / PAGE;
        if self.pages.is_empty() {
            self.gone = number;
        }
        if number < self.gone {
            let missing = (number..self.gone).map(|_| empty_page());
            self.pages.splice(0..0, missing);
            self.gone = number;
        }
        if number >= self.end() {
            let pages = number - self.gone + 1;
            self.pages.resize_with(pages, empty_page);
        }
        let page = &mut self.pages[number - self.gone];
        &mut Rc::make_mut(page)[slot.index() % PAGE]
    }

    fn let_go(&mut self) {
        let kept = self
            .pages
            .iter()
            .position(|p| p.iter().any(Option::is_some));
        let empty = kept.unwrap_or(self.pages.len());
        self.pages.drain(..empty);
        self.gone += empty;
    }
}

impl<V: PartialEq> SmallSlots<V> {
    /// The slots whose values differ. Shared pages are skipped at once.
    pub fn changed<'a>(&'a self, other: &'a Self) -> impl Iterator<Item = Slot> + 'a {
        (self.gone.min(other.gone)..self.end().max(other.end()))
            .filter(|page| match (self.page(*page), other.page(*page)) {
                (Some(one), Some(two)) => !Rc::ptr_eq(one, two),
                (None, None) => false,
                _ => true,
            })
            .flat_map(|page| page * PAGE..(page + 1) * PAGE)
            .filter_map(slot_at)
            .filter(|slot| self.get(*slot) != other.get(*slot))
    }
}

fn slot_at(index: usize) -> Option<Slot> {
    u32::try_from(index).ok().map(Slot)
}

fn empty_page<V>() -> Rc<Page<V>> {
    Rc::new([const { None }; PAGE])
}

/// One value for each slot, where there is one. Values are shared too: a write copies one of them, whatever its size.
#[derive(Clone, PartialEq, Debug)]
pub struct Slots<T> {
    values: SmallSlots<Rc<T>>,
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
        self.values.get(slot).map(|value| &**value)
    }

    /// Empties a slot.
    pub fn remove(&mut self, slot: Slot) {
        self.values.take(slot);
    }

    /// The filled slots, by number.
    pub fn filled(&self) -> impl Iterator<Item = (Slot, &T)> {
        self.values.filled().map(|(slot, value)| (slot, &**value))
    }
}

impl<T: Clone + Default> Slots<T> {
    /// The value in a slot, to change it; a new one where there is none.
    pub fn get_mut(&mut self, slot: Slot) -> &mut T {
        Rc::make_mut(self.values.place(slot).get_or_insert_default())
    }
}

impl<T: PartialEq> Slots<T> {
    /// The slots whose values differ. Shared pages are skipped at once.
    pub fn changed<'a>(&'a self, other: &'a Self) -> impl Iterator<Item = Slot> + 'a {
        self.values.changed(&other.values)
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
    fn small_values_come_and_go_in_any_order() {
        let slots: Vec<Slot> = (0..200).filter_map(slot_at).collect();
        let mut all = SmallSlots::<u32>::default();
        (0..200).for_each(|n| all.put(slots[n as usize], n));
        let mut some = all.clone();
        // All but two of the first hundred go, in an order of their own; one comes back.
        (0..100)
            .map(|n| n * 37 % 100)
            .filter(|n| ![50, 99].contains(n))
            .for_each(|n| assert_eq!(some.take(slots[n]), Some(n as u32)));
        assert_eq!(some.take(slots[50]), Some(50));
        assert_eq!(some.take(slots[50]), None);
        some.put(slots[7], 7);
        let left: Vec<u32> = some.filled().map(|(_, value)| *value).collect();
        let expected: Vec<u32> = [7].into_iter().chain(99..200).collect();
        assert_eq!(left, expected);
        assert_eq!(all.changed(&some).count(), 98);
        assert_eq!(some.changed(&all).count(), 98);
        for slot in &slots {
            some.take(*slot);
        }
        assert!(some == SmallSlots::default() && all.get(slots[3]) == Some(&3));
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
