//! Maps that are cheap to copy: entries in order, few in one piece, many in pages behind shared pointers.

use super::Datum;
use crate::engine::slots::Weight;
use std::cmp::Ordering;
use std::hash::{Hash, Hasher};
use std::rc::Rc;

/// A page that is fuller is split.
const PAGE: usize = 64;
/// A page that is emptier joins a neighbour.
const SPARSE: usize = 12;

/// Entries in the order of their keys. A copy shares its pages; a write copies the touched one.
#[derive(Clone, Debug, Default)]
pub struct SortedMap {
    kept: Kept,
    len: usize,
    cells: usize,
}

#[derive(Clone, Debug)]
enum Kept {
    /// Most maps are small.
    One(Page),
    /// None of them is empty. Before each stands a key that no key in it is less than, and all keys before it are: to
    /// find a page no other one has to be looked at.
    Many(Vec<(Datum, Rc<Page>)>),
}

impl Default for Kept {
    fn default() -> Self {
        Self::One(Page::default())
    }
}

#[derive(Clone, Debug, Default)]
struct Page {
    entries: Vec<(Datum, Datum)>,
    weight: Weight,
}

impl Page {
    fn of(entries: Vec<(Datum, Datum)>) -> Self {
        let mut page = Self {
            entries,
            weight: Weight::default(),
        };
        page.weigh();
        page
    }

    fn weigh(&mut self) {
        let bytes = self.entries.capacity() * size_of::<(Datum, Datum)>();
        self.weight.set(bytes + size_of::<(usize, usize, Self)>());
    }

    #[inline]
    fn find(&self, key: &Datum) -> Result<usize, usize> {
        // All keys of a map are of one kind, so most searches need not ask each of them for its own.
        match key {
            Datum::Number(number) => self.find_by(number, Datum::number),
            Datum::Text(text) => self.find_by(text, Datum::symbol),
            _ => self.entries.binary_search_by(|(known, _)| known.cmp(key)),
        }
    }

    /// What is new mostly comes last, so that is looked at first.
    #[inline]
    fn find_by<K: Ord>(&self, key: &K, of: impl Fn(&Datum) -> K) -> Result<usize, usize> {
        match self.entries.last() {
            Some((last, _)) if of(last) < *key => Err(self.entries.len()),
            _ => self
                .entries
                .binary_search_by_key(key, |(known, _)| of(known)),
        }
    }

    fn first(&self) -> Datum {
        let first = self.entries.first();
        first.map_or(Datum::None, |(key, _)| key.clone())
    }
}

impl SortedMap {
    /// How many entries there are.
    pub fn len(&self) -> usize {
        self.len
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// How large all keys and values are together, all the way down.
    pub fn cells(&self) -> usize {
        self.cells
    }

    /// The value of a key.
    pub fn get(&self, key: &Datum) -> Option<&Datum> {
        let page = self.page(self.page_of(key))?;
        let entry = page.entries.get(page.find(key).ok()?)?;
        Some(&entry.1)
    }

    /// Whether the key is there.
    pub fn has(&self, key: &Datum) -> bool {
        self.get(key).is_some()
    }

    /// The entry of a map that has no other.
    pub fn only(&self) -> Option<(&Datum, &Datum)> {
        match &self.kept {
            Kept::One(page) if self.len == 1 => page.entries.first().map(|(key, of)| (key, of)),
            _ => None,
        }
    }

    /// The entries in the order of their keys.
    pub fn iter(&self) -> impl Iterator<Item = (&Datum, &Datum)> {
        let (one, many) = match &self.kept {
            Kept::One(page) => (&page.entries[..], &[][..]),
            Kept::Many(pages) => (&[][..], &pages[..]),
        };
        let entries = one
            .iter()
            .chain(many.iter().flat_map(|(_, page)| &page.entries));
        entries.map(|(key, value)| (key, value))
    }

    /// Gives a key a value.
    pub fn insert(&mut self, key: Datum, value: Datum) {
        self.edit(key, &Datum::None, |old| *old = value);
    }

    /// Changes the value of a key; where there is none, that of a new entry which begins like this.
    pub fn edit<R>(
        &mut self,
        key: Datum,
        begin: &Datum,
        change: impl FnOnce(&mut Datum) -> R,
    ) -> R {
        let mut number = self.page_of(&key);
        let mut page = self.page_mut(number);
        let place = match page.find(&key) {
            Ok(place) => place,
            Err(mut place) => {
                if page.entries.len() >= PAGE {
                    let kept = self.split(number, place);
                    if place > kept {
                        (number, place) = (number + 1, place - kept);
                    }
                    page = self.page_mut(number);
                }
                let cells = key.cells() + begin.cells();
                page.entries.insert(place, (key, begin.clone()));
                page.weigh();
                self.len += 1;
                self.cells += cells;
                page = self.page_mut(number);
                place
            }
        };
        let value = &mut page.entries[place].1;
        let before = value.cells();
        let result = change(value);
        let after = value.cells();
        self.cells = self.cells + after - before;
        result
    }

    /// Changes the value of a key. `None` where there is none.
    pub fn edit_known<R>(
        &mut self,
        key: &Datum,
        change: impl FnOnce(&mut Datum) -> R,
    ) -> Option<R> {
        let number = self.page_of(key);
        let place = self.page(number)?.find(key).ok()?;
        let value = &mut self.page_mut(number).entries[place].1;
        let before = value.cells();
        let result = change(value);
        let after = value.cells();
        self.cells = self.cells + after - before;
        Some(result)
    }

    /// Takes a key out. Answers whether it was there.
    pub fn remove(&mut self, key: &Datum) -> bool {
        let number = self.page_of(key);
        let found = self.page(number).map(|page| page.find(key));
        let Some(Ok(place)) = found else {
            return false;
        };
        let page = self.page_mut(number);
        let (key, value) = page.entries.remove(place);
        let left = page.entries.len();
        self.len -= 1;
        self.cells -= key.cells() + value.cells();
        if let Kept::Many(pages) = &mut self.kept {
            if left == 0 {
                pages.remove(number);
            } else if left < SPARSE {
                join(pages, number);
            }
            if pages.len() < 2 {
                let last = pages.pop().map(|(_, page)| Rc::unwrap_or_clone(page));
                self.kept = Kept::One(last.unwrap_or_default());
            }
        }
        true
    }

    /// The place of the page that a key belongs to.
    #[inline]
    fn page_of(&self, key: &Datum) -> usize {
        let Kept::Many(pages) = &self.kept else {
            return 0;
        };
        let after = match key {
            Datum::Number(number) => pages.partition_point(|(k, _)| k.number() <= *number),
            Datum::Text(text) => pages.partition_point(|(k, _)| k.symbol() <= *text),
            _ => pages.partition_point(|(first, _)| first <= key),
        };
        after.saturating_sub(1)
    }

    #[inline]
    fn page(&self, number: usize) -> Option<&Page> {
        match &self.kept {
            Kept::One(page) => Some(page),
            Kept::Many(pages) => pages.get(number).map(|(_, page)| &**page),
        }
    }

    #[inline]
    fn page_mut(&mut self, number: usize) -> &mut Page {
        match &mut self.kept {
            Kept::One(page) => page,
            Kept::Many(pages) => Rc::make_mut(&mut pages[number].1),
        }
    }

    /// Makes room in a full page: how many entries stay in it. What grows at its end leaves full pages behind.
    fn split(&mut self, number: usize, place: usize) -> usize {
        let kept = if place == PAGE { PAGE - 1 } else { PAGE / 2 };
        let rest = self.page_mut(number).entries.split_off(kept);
        if let Kept::One(page) = &mut self.kept {
            let page = std::mem::take(page);
            self.kept = Kept::Many(vec![(page.first(), Rc::new(page))]);
        }
        if let Kept::Many(pages) = &mut self.kept {
            let rest = Page::of(rest);
            pages.insert(number + 1, (rest.first(), Rc::new(rest)));
        }
        kept
    }
}

/// Joins a sparse page with the next one, or the one before, where both fit well into one.
fn join(pages: &mut Vec<(Datum, Rc<Page>)>, number: usize) {
    let first = if number + 1 < pages.len() {
        number
    } else {
        number.saturating_sub(1)
    };
    let (Some((_, one)), Some((_, two))) = (pages.get(first), pages.get(first + 1)) else {
        return;
    };
    if one.entries.len() + two.entries.len() > PAGE - SPARSE {
        return;
    }
    let (_, next) = pages.remove(first + 1);
    let page = Rc::make_mut(&mut pages[first].1);
    page.entries.extend_from_slice(&next.entries);
    page.weigh();
}

impl FromIterator<(Datum, Datum)> for SortedMap {
    fn from_iter<I: IntoIterator<Item = (Datum, Datum)>>(entries: I) -> Self {
        let mut map = Self::default();
        for (key, value) in entries {
            map.insert(key, value);
        }
        map
    }
}

/// Pages that both share are skipped at once.
impl PartialEq for SortedMap {
    fn eq(&self, other: &Self) -> bool {
        if self.len != other.len || self.cells != other.cells {
            return false;
        }
        match (&self.kept, &other.kept) {
            (Kept::Many(one), Kept::Many(two)) => equal_pages(one, two),
            _ => self.iter().eq(other.iter()),
        }
    }
}

fn equal_pages(one: &[(Datum, Rc<Page>)], two: &[(Datum, Rc<Page>)]) -> bool {
    let (mut ours, mut theirs) = ((0, 0), (0, 0));
    while let (Some((_, left)), Some((_, right))) = (one.get(ours.0), two.get(theirs.0)) {
        if ours.1 == 0 && theirs.1 == 0 && Rc::ptr_eq(left, right) {
            (ours.0, theirs.0) = (ours.0 + 1, theirs.0 + 1);
            continue;
        }
        if left.entries.get(ours.1) != right.entries.get(theirs.1) {
            return false;
        }
        ours = after(ours, left);
        theirs = after(theirs, right);
    }
    true
}

/// The place of the next entry: page, and entry within it.
fn after((page, entry): (usize, usize), of: &Page) -> (usize, usize) {
    match entry + 1 < of.entries.len() {
        true => (page, entry + 1),
        false => (page + 1, 0),
    }
}

impl Eq for SortedMap {}

impl Hash for SortedMap {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.len.hash(state);
        for entry in self.iter() {
            entry.hash(state);
        }
    }
}

impl PartialOrd for SortedMap {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for SortedMap {
    fn cmp(&self, other: &Self) -> Ordering {
        self.iter().cmp(other.iter())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;

    /// Numbers that are the same at every run.
    struct Dice(u64);

    impl Dice {
        fn throw(&mut self, sides: u64) -> u64 {
            self.0 = self
                .0
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1);
            (self.0 >> 33) % sides
        }
    }

    fn whole(map: &SortedMap) -> Vec<(i64, i64)> {
        map.iter().map(|(k, v)| (k.number(), v.number())).collect()
    }

    #[test]
    fn a_map_is_what_an_ordered_map_is_and_copies_stay_as_they_were() {
        for seed in 0..12 {
            let mut dice = Dice(seed);
            let (mut map, mut model) = (SortedMap::default(), BTreeMap::new());
            let range = [10, 300, 3_000][seed as usize % 3];
            let mut copies = Vec::new();
            for round in 0..4_000 {
                let key = dice.throw(range) as i64;
                match dice.throw(if round % 1_000 < 500 { 3 } else { 6 }) {
                    0 | 1 => {
                        map.insert(Datum::Number(key), Datum::Number(round));
                        model.insert(key, round);
                    }
                    2 => {
                        map.edit(Datum::Number(key), &Datum::Number(0), |value| {
                            *value = Datum::Number(value.number() + 1);
                        });
                        *model.entry(key).or_insert(0) += 1;
                    }
                    _ => {
                        let was_there = map.remove(&Datum::Number(key));
                        assert_eq!(was_there, model.remove(&key).is_some());
                    }
                }
                assert_eq!(map.len(), model.len());
                assert_eq!(map.cells(), 2 * model.len());
                let found = map.get(&Datum::Number(key)).map(Datum::number);
                assert_eq!(found, model.get(&key).copied());
                if round % 500 == 0 {
                    copies.push((map.clone(), model.clone()));
                }
            }
            copies.push((map, model));
            for (map, model) in &copies {
                assert!(
                    whole(map)
                        .into_iter()
                        .eq(model.iter().map(|(k, v)| (*k, *v)))
                );
                let again: SortedMap = map.iter().map(|(k, v)| (k.clone(), v.clone())).collect();
                assert_eq!(&again, map);
            }
        }
    }

    #[test]
    fn maps_are_equal_by_their_entries_however_they_came_about() {
        let number = |n| (Datum::Number(n), Datum::None);
        let up: SortedMap = (0..500).map(number).collect();
        let mut down: SortedMap = (0..600).rev().map(number).collect();
        assert_ne!(up, down);
        (500..600).for_each(|n| assert!(down.remove(&Datum::Number(n))));
        assert_eq!(up, down);
        let mut other = up.clone();
        other.insert(Datum::Number(250), Datum::Number(1));
        assert_ne!(up, other);
        assert!(up < other);
    }
}
