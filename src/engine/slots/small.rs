//! Small values by slot: a few in one piece, many in shared pages.

use super::Slot;
use super::weight::{Weighed, Weight};
use std::rc::Rc;

const PAGE: usize = 16;
/// So many slots are quicker copied in one piece than shared in pages.
const FEW: usize = 64;
/// Room is made for so many slots at a time while they are few.
const ROOM: usize = 8;
/// So few pages go back into one piece. Far from [`FEW`], so that it does not go to and fro.
const FEW_PAGES: usize = 2;

/// One small value for each slot, where there is one.
///
/// Slots are numbered in the order of first sight, and what came first mostly ends first: so what has become empty at
/// the front is let go, and a copy costs what is alive, not what ever was.
#[derive(Clone, Debug)]
pub struct SmallSlots<V> {
    /// The number of the first slot that is kept.
    first: usize,
    kept: Kept<V>,
}

#[derive(Clone, Debug)]
enum Kept<V> {
    Few(Vec<Option<V>>, Weight),
    /// The first slot of the first page is a multiple of a page.
    Many(Vec<Rc<Page<V>>>),
}

type Page<V> = Weighed<[Option<V>; PAGE]>;

impl<V> Default for SmallSlots<V> {
    fn default() -> Self {
        Self {
            first: 0,
            kept: Kept::Few(Vec::new(), Weight::default()),
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
        let index = slot.index().checked_sub(self.first)?;
        match &self.kept {
            Kept::Few(values, _) => values.get(index)?.as_ref(),
            Kept::Many(pages) => pages.get(index / PAGE)?[index % PAGE].as_ref(),
        }
    }

    /// The filled slots, by number.
    pub fn filled(&self) -> impl Iterator<Item = (Slot, &V)> {
        let (few, many) = match &self.kept {
            Kept::Few(values, _) => (&values[..], &[][..]),
            Kept::Many(pages) => (&[][..], &pages[..]),
        };
        let in_pages = many.iter().flat_map(|page| page.iter());
        let numbered = (self.first..).zip(few.iter().chain(in_pages));
        numbered.filter_map(|(index, value)| Some((Slot::at(index)?, value.as_ref()?)))
    }

    /// The slots whose values are not the same. Shared pages are skipped at once.
    pub(super) fn differing<'a>(
        &'a self,
        other: &'a Self,
        same: impl Fn(&V, &V) -> bool + 'a,
    ) -> impl Iterator<Item = Slot> + 'a {
        let (first, end) = (self.first.min(other.first), self.end().max(other.end()));
        (first / PAGE..end.div_ceil(PAGE))
            .filter(|page| match (self.page(*page), other.page(*page)) {
                (Some(one), Some(two)) => !Rc::ptr_eq(one, two),
                _ => true,
            })
            .flat_map(|page| page * PAGE..(page + 1) * PAGE)
            .filter_map(Slot::at)
            .filter(move |slot| match (self.get(*slot), other.get(*slot)) {
                (Some(one), Some(two)) => !same(one, two),
                (None, None) => false,
                _ => true,
            })
    }

    fn page(&self, number: usize) -> Option<&Rc<Page<V>>> {
        match &self.kept {
            Kept::Few(..) => None,
            Kept::Many(pages) => pages.get(number.checked_sub(self.first / PAGE)?),
        }
    }

    fn end(&self) -> usize {
        self.first
            + match &self.kept {
                Kept::Few(values, _) => values.len(),
                Kept::Many(pages) => pages.len() * PAGE,
            }
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
        self.let_go(slot.index() - self.first);
        value
    }

    pub(super) fn place(&mut self, slot: Slot) -> &mut Option<V> {
        let index = slot.index();
        if index < self.first || index >= self.end() {
            self.make_room(index);
        }
        let index = index - self.first;
        match &mut self.kept {
            Kept::Few(values, _) => &mut values[index],
            Kept::Many(pages) => &mut Rc::make_mut(&mut pages[index / PAGE])[index % PAGE],
        }
    }

    fn make_room(&mut self, index: usize) {
        if self.first == self.end() {
            self.first = index;
        }
        let (first, end) = (self.first.min(index), self.end().max(index + 1));
        if let Kept::Few(values, weight) = &mut self.kept {
            if end - first <= FEW {
                // Keyframes keep what a write has outgrown: so there is little room to spare.
                let length = (end - first).next_multiple_of(ROOM).min(FEW);
                values.reserve_exact(length - values.len());
                values.splice(0..0, (first..self.first).map(|_| None));
                values.resize_with(end - first, || None);
                weight.set(size_of_val(&values[..]));
                self.first = first;
                return;
            }
            self.go_into_pages();
        }
        if let Kept::Many(pages) = &mut self.kept {
            let page = first / PAGE;
            pages.splice(0..0, (page..self.first / PAGE).map(|_| empty_page()));
            pages.resize_with(end.div_ceil(PAGE) - page, empty_page);
            self.first = page * PAGE;
        }
    }

    fn go_into_pages(&mut self) {
        let mut pages = Vec::new();
        let begin = self.first / PAGE * PAGE;
        pages.resize_with(self.end().div_ceil(PAGE) - begin / PAGE, empty_page);
        if let Kept::Few(values, _) = &mut self.kept {
            for (index, value) in (self.first - begin..).zip(values.drain(..)) {
                Rc::make_mut(&mut pages[index / PAGE])[index % PAGE] = value;
            }
        }
        self.first = begin;
        self.kept = Kept::Many(pages);
    }

    /// Lets go what has become empty at the front, now that the place with this index has.
    fn let_go(&mut self, emptied: usize) {
        match &mut self.kept {
            Kept::Few(values, weight) => {
                if emptied > 0 {
                    return;
                }
                let empty = empty_at_front(values.iter().map(Option::is_none));
                values.drain(..empty);
                weight.set(size_of_val(&values[..]));
                self.first += empty;
            }
            Kept::Many(pages) => {
                if emptied >= PAGE {
                    return;
                }
                let empty = empty_at_front(pages.iter().map(|p| p.iter().all(Option::is_none)));
                pages.drain(..empty);
                self.first += empty * PAGE;
                if pages.len() <= FEW_PAGES {
                    let values = pages.iter().flat_map(|page| page.iter().cloned());
                    let values: Vec<Option<V>> = values.collect();
                    let weight = Weight::of(size_of_val(&values[..]));
                    self.kept = Kept::Few(values, weight);
                }
            }
        }
    }
}

impl<V: PartialEq> SmallSlots<V> {
    /// The slots whose values differ. Shared pages are skipped at once.
    pub fn changed<'a>(&'a self, other: &'a Self) -> impl Iterator<Item = Slot> + 'a {
        self.differing(other, V::eq)
    }
}

fn empty_at_front(empty: impl Iterator<Item = bool>) -> usize {
    empty.take_while(|empty| *empty).count()
}

fn empty_page<V>() -> Rc<Page<V>> {
    Rc::new(Weighed::new([const { None }; PAGE]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn small_values_come_and_go_in_any_order() {
        let slots: Vec<Slot> = (0..200).filter_map(Slot::at).collect();
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
}
