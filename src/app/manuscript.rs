//! The text of a model that a person writes, and what was found in it.

use super::check::Check;
use crate::language::syntax::Span;
use crate::language::syntax::lines::Lines;
use std::rc::Rc;

/// A text whose lines end as they do in the editor.
pub fn with_plain_lines(text: &str) -> String {
    text.replace("\r\n", "\n").replace('\r', "\n")
}

/// A text that is being written.
pub struct Manuscript {
    /// The text.
    pub text: Rc<str>,
    /// Counts up whenever the page sets the text itself: the editor takes it over then.
    pub revision: u64,
    /// The timer that is awaited before it is checked, or before more of its specs run.
    pub tick: Option<u64>,
    /// What was found when it was checked last; the text may have changed since. None before the first time.
    pub check: Option<Rc<Check>>,
    /// Whether that was found in the text as it is now.
    pub is_checked: bool,
    /// Where the caret is to go: counts up, and the place in UTF-16 units.
    pub caret: (u64, u32),
}

impl Manuscript {
    /// A text that was not checked yet.
    pub fn new(text: &str) -> Self {
        Self {
            text: with_plain_lines(text).into(),
            revision: 0,
            tick: None,
            check: None,
            is_checked: false,
            caret: (0, 0),
        }
    }

    /// A person has written: it is to be checked when this timer goes off.
    pub fn write(&mut self, text: &str, tick: u64) {
        self.text = text.into();
        self.is_checked = false;
        self.tick = Some(tick);
    }

    /// The page sets the text.
    pub fn set(&mut self, text: &str, tick: u64) {
        self.write(&with_plain_lines(text), tick);
        self.revision += 1;
    }

    /// The page adds something at the end, and moves the caret there.
    pub fn append(&mut self, addition: &str, tick: u64) {
        let text = format!("{}\n\n{}\n", self.text.trim_end(), addition.trim_end());
        let at = self.text.trim_end().len() + 2;
        self.set(&text, tick);
        self.go_to(u32::try_from(at).unwrap_or(u32::MAX));
    }

    /// Moves the caret to a byte.
    pub fn go_to(&mut self, byte: u32) {
        let span = Span {
            start: byte,
            end: byte,
        };
        let (at, _) = Lines::new(&self.text).utf16(span);
        self.caret = (self.caret.0 + 1, at);
    }

    /// Checks the text, and runs no spec yet.
    pub fn check(&mut self) {
        self.check = Some(Rc::new(Check::of(&self.text)));
        self.is_checked = true;
    }

    /// Runs some more specs. True where there are more.
    pub fn run_specs(&mut self) -> bool {
        let Some(check) = &mut self.check else {
            return false;
        };
        Rc::make_mut(check).run_specs()
    }

    /// What was found in the text as it is now.
    pub fn found(&self) -> Option<&Check> {
        self.check.as_deref().filter(|_| self.is_checked)
    }
}
