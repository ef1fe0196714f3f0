//! Noting what names mean, for whoever asks later.

mod things;

use super::Checker;
use super::known::Kind;
use super::types::{Member, Ty};
use crate::language::assist::meanings::{Mark, Meaning, Meanings};
use crate::language::program::Type;
use crate::language::syntax::model::ModelText;
use crate::language::syntax::{Span, Word};
use std::rc::Rc;

/// What was noted so far.
#[derive(Default)]
pub(super) struct Found {
    marks: Vec<Mark>,
    /// A bit for each byte at which a mark begins.
    marked: Vec<u64>,
    /// The old shapes that are lifted, in the order of the text.
    pub(super) upcasts: Vec<Rc<Vec<Member>>>,
}

impl<'t> Checker<'t> {
    /// What everything means, once it is checked. The text itself is not known here.
    pub(super) fn meanings(&mut self, text: &'t ModelText) -> Meanings {
        let things = self.things(text);
        Meanings {
            text: String::new(),
            things,
            marks: std::mem::take(&mut self.found.marks),
        }
    }

    /// Of two meanings of one place the first counts: what several clauses share is checked once for each.
    fn mark(&mut self, span: Span, meaning: Meaning) {
        let (place, bit) = (span.start as usize / 64, 1_u64 << (span.start % 64));
        if self.found.marked.len() <= place {
            self.found.marked.resize(place + 1, 0);
        }
        if let Some(bits) = self.found.marked.get_mut(place)
            && *bits & bit == 0
        {
            *bits |= bit;
            self.found.marks.push(Mark { span, meaning });
        }
    }

    /// A name stands for what is declared here.
    pub(super) fn means(&mut self, name: &Word, declared: Span) {
        self.mark(name.span, Meaning::Declared(declared.start));
    }

    /// The number of the thing with this name, for which the name stands.
    pub(super) fn find(&mut self, kind: Kind, name: &Word) -> Option<usize> {
        let (index, declared) = *self.known.names.get(&(kind, name.text.as_str()))?;
        self.means(name, declared);
        Some(index)
    }

    /// A name stands for the type of this name.
    pub(super) fn means_type(&mut self, name: &Word) {
        match self.types.written.get(name.text.as_str()) {
            Some((_, declared)) => {
                let declared = *declared;
                self.means(name, declared);
            }
            None => self.means_built_in(name),
        }
    }

    /// A value gets this name.
    pub(super) fn means_value(&mut self, name: &Word, ty: &Ty) {
        self.mark(name.span, Meaning::Value(ty.clone()));
    }

    /// A name stands for a case of an enum.
    pub(super) fn means_case(&mut self, name: &Word, ty: &Ty) {
        if let Some(ty) = ty {
            self.mark(name.span, Meaning::Case(ty.clone()));
        }
    }

    /// A name stands for a method.
    pub(super) fn means_method(&mut self, name: &Word, of: Type, result: &Ty) {
        let types = Box::new((of, result.clone()));
        self.mark(name.span, Meaning::Method(types));
    }

    /// A name stands for something that every model knows.
    pub(super) fn means_built_in(&mut self, name: &Word) {
        self.mark(name.span, Meaning::BuiltIn);
    }

    /// A name is somebody's.
    pub(super) fn means_person(&mut self, name: &Word) {
        self.mark(name.span, Meaning::Person);
    }

    /// A name is the code of a refusal.
    pub(super) fn means_code(&mut self, name: &Word) {
        self.mark(name.span, Meaning::Code);
    }
}
