//! Texts by number.

use super::Index;
use std::rc::Rc;

/// A number that stands for a text within one history, and the text's length: both in one word, so that values are copied
/// in registers. The number is in front, so two symbols are the same, and in order, as their numbers are.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default)]
pub struct Symbol(u64);

impl Symbol {
    const fn new(number: u32, characters: u32) -> Self {
        Self((number as u64) << 32 | characters as u64)
    }

    /// How many characters the text has.
    pub const fn characters(self) -> usize {
        (self.0 & u32::MAX as u64) as usize
    }

    const fn index(self) -> usize {
        (self.0 >> 32) as usize
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
        // Four thousand million texts do not fit into memory, so the numbers always fit.
        let number = u32::try_from(self.texts.len()).unwrap_or(u32::MAX);
        let characters = u32::try_from(text.chars().count()).unwrap_or(u32::MAX);
        let symbol = Symbol::new(number, characters);
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
