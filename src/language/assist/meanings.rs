//! What the names of a text mean, as the check of it found.
//!
//! While a text is checked, little more than places are noted; words are made of them when somebody asks.

use crate::language::program::Type;
use crate::language::syntax::Span;

/// What the names of a text mean. There are meanings of a text with mistakes, too, as far as it could be read.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Meanings {
    /// The text that was checked.
    pub(in crate::language) text: String,
    /// Everything that is declared.
    pub(in crate::language) things: Vec<Thing>,
    /// Names that stand for something, in the order in which they were looked into, one for each place.
    pub(in crate::language) marks: Vec<Mark>,
}

/// Something that is declared.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(in crate::language) struct Thing {
    pub(in crate::language) kind: Kind,
    pub(in crate::language) name: String,
    /// Where its name is declared.
    pub(in crate::language) span: Span,
    /// The lines of `///` before it.
    pub(in crate::language) doc: String,
    /// The thing that it belongs to.
    pub(in crate::language) owner: Option<usize>,
    /// What it holds, is, or gives.
    pub(in crate::language) ty: Option<Type>,
    /// Where that type is written. None of a field that stands there as one of a record: its span is then that of the
    /// record's name.
    pub(in crate::language) written: Option<Span>,
    /// The version of an event's shape; else 0.
    pub(in crate::language) version: u32,
    /// The roles that may send a command.
    pub(in crate::language) by: Vec<String>,
}

/// What kind of thing is declared.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(in crate::language) enum Kind {
    Actor,
    Person,
    Context,
    Alias,
    Enum,
    Case,
    Record,
    Calculation,
    /// What a calculation is given.
    Parameter,
    Aggregate,
    /// What names the stream of an aggregate or the instance of a process.
    Key,
    Command,
    Event,
    /// An old shape of an event.
    OldEvent,
    /// A field of a record, a command or an event.
    Field,
    /// A field of the state of an aggregate, a process or a read model.
    State,
    ReadModel,
    /// A part of the key of a read model.
    KeyPart,
    Column,
    Process,
    Translation,
    Deadline,
}

/// A name where it is used.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(in crate::language) struct Mark {
    pub(in crate::language) span: Span,
    pub(in crate::language) meaning: Meaning,
}

/// What a name means where it is used.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(in crate::language) enum Meaning {
    /// What is declared under this name at this byte.
    Declared(u32),
    /// It names a value of this type here.
    Value(Option<Type>),
    /// A case of this type.
    Case(Type),
    /// A method of the first type, and of which type the result is.
    Method(Box<(Type, Option<Type>)>),
    /// Something that every model knows.
    BuiltIn,
    /// Somebody.
    Person,
    /// The code of a refusal.
    Code,
}

impl Meanings {
    /// What stands at a span.
    pub(super) fn written(&self, span: Span) -> &str {
        let stretch = span.start as usize..span.end as usize;
        self.text.get(stretch).unwrap_or_default()
    }

    /// The thing with this index.
    pub(super) fn thing(&self, index: usize) -> Option<&Thing> {
        self.things.get(index)
    }

    /// The thing of this kind and name.
    pub(super) fn named(&self, kinds: &[Kind], name: &str) -> Option<usize> {
        let mut things = self.things.iter();
        things.position(|thing| thing.name == name && kinds.contains(&thing.kind))
    }

    /// All things of these kinds, in the order of the text.
    pub(super) fn of_kind(&self, kinds: &'static [Kind]) -> impl Iterator<Item = &Thing> {
        let things = self.things.iter();
        things.filter(move |thing| kinds.contains(&thing.kind))
    }

    /// The things of these kinds that belong to another, in the order of the text.
    pub(super) fn belonging(
        &self,
        owner: usize,
        kinds: &'static [Kind],
    ) -> impl Iterator<Item = &Thing> {
        let all = self.of_kind(kinds);
        all.filter(move |thing| thing.owner == Some(owner))
    }

    /// The thing that is declared under this name at this byte.
    pub(super) fn declared(&self, start: u32, name: &str) -> Option<usize> {
        let mut things = self.things.iter();
        things.position(|thing| thing.span.start == start && thing.name == name)
    }

    /// The thing with this type: a record or an enum.
    pub(super) fn of_type(&self, ty: &Type) -> Option<usize> {
        let mut things = self.things.iter();
        things.position(|thing| {
            matches!(thing.kind, Kind::Record | Kind::Enum) && thing.ty.as_ref() == Some(ty)
        })
    }

    /// The type of the value with this name that is named next to this byte. The text may have changed since it was
    /// checked, so the place is a hint only.
    pub(super) fn value_near(&self, name: &str, byte: u32) -> Option<Type> {
        let values = self.marks.iter().filter_map(|mark| match &mark.meaning {
            Meaning::Value(Some(ty)) if self.written(mark.span) == name => Some((mark.span, ty)),
            _ => None,
        });
        let nearest = values.min_by_key(|(span, _)| span.start.abs_diff(byte));
        nearest.map(|(_, ty)| ty.clone())
    }

    /// A type in words.
    pub(super) fn describe(&self, ty: &Type) -> String {
        ty.described(&|ty| {
            let thing = self.of_type(ty).and_then(|index| self.thing(index));
            thing.map_or_else(String::new, |thing| thing.name.clone())
        })
    }
}
