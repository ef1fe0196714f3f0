//! Texts by number.

use super::Index;
use std::cmp::Ordering;
use std::hash::{Hash, Hasher};
use std::rc::Rc;

/// A number that stands for a text within one history, and the text's length.
#[derive(Clone, Copy, Debug, Default)]
pub struct Symbol {
    number: u32,
    characters: u32,
}

impl Symbol {
    /// How many characters the text has.
    pub const fn characters(self) -> usize {
        self.characters as usize
    }

    const fn index(self) -> usize {
        self.number as usize
    }
}

// Two symbols of one number are of one text, so nothing else need be compared.

impl PartialEq for Symbol {
    fn eq(&self, other: &Self) -> bool {
        self.number == other.number
    }
}

impl Eq for Symbol {}

impl PartialOrd for Symbol {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Symbol {
    fn cmp(&self, other: &Self) -> Ordering {
        self.number.cmp(&other.number)
    }
}

impl Hash for Symbol {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.number.hash(state);
    }
}

/// Gives every text a number, in the order of first sight.
#[derive(Clone, Debug, Default)]
pub struct Texts {
    symbols: Index<Rc<str>, Symbol>,
    texts: Vec<Rc<str>>,
    bytes: usize,
}

impl Texts {
    /// Texts that begin with these: their places are their numbers.
    pub fn beginning<'a>(texts: impl IntoIterator<Item = &'a str>) -> Self {
        let mut all = Self::default();
        for text in texts {
            all.intern(text);
        }
        all
    }

    /// The symbol of a text; a new one for a new text.
    pub fn intern(&mut self, text: &str) -> Symbol {
        if let Some(symbol) = self.find(text) {
            return symbol;
        }
        let symbol = Symbol {
            // Four thousand million texts do not fit into memory, so the numbers always fit.
            number: u32::try_from(self.texts.len()).unwrap_or(u32::MAX),
            characters: u32::try_from(text.chars().count()).unwrap_or(u32::MAX),
        };
        let text: Rc<str> = text.into();
        self.bytes += text.len();
        self.texts.push(Rc::clone(&text));
        self.symbols.insert(text, symbol);
        symbol
    }

    /// The symbol of a text that has been seen.
    pub fn find(&self, text: &str) -> Option<Symbol> {
        self.symbols.get(text).copied()
    }

    /// The text of a symbol.
    pub fn get(&self, symbol: Symbol) -> &str {
        self.texts.get(symbol.index()).map_or("", |text| text)
    }

    /// The text of a symbol, shared.
    pub fn shared(&self, symbol: Symbol) -> Rc<str> {
        let found = self.texts.get(symbol.index());
        found.map_or_else(|| "".into(), Rc::clone)
    }

    /// How many texts there are.
    pub fn len(&self) -> usize {
        self.texts.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.texts.is_empty()
    }

    /// How many bytes all of them take.
    pub fn bytes(&self) -> usize {
        self.bytes
    }

    /// Forgets all but the first so many. Whoever calls it knows that no symbol of the others is left.
    pub fn truncate(&mut self, length: usize) {
        let kept = length.min(self.texts.len());
        for text in self.texts.drain(kept..) {
            self.bytes -= text.len();
            self.symbols.remove(&text);
        }
    }

    /// All texts, in the order of their numbers.
    pub fn all(&self) -> Vec<String> {
        self.texts.iter().map(|text| text.to_string()).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_keep_their_symbols_read_back_and_can_be_forgotten() {
        let mut texts = Texts::beginning(["b", ""]);
        let a = texts.intern("äa");
        assert_eq!(texts.intern("äa"), a);
        assert_eq!((texts.get(a), a.characters()), ("äa", 2));
        assert_eq!(texts.all(), ["b", "", "äa"]);
        texts.truncate(2);
        assert_eq!((texts.find("äa"), texts.bytes(), texts.len()), (None, 1, 2));
        assert_eq!(texts.get(a), "");
    }
}
