//! Types: what they are, and how they go together.

use super::report::words;
use crate::engine::schema::{Field, FieldType};
use crate::language::program::{EnumType, FieldDef, Type};
use crate::language::syntax::model;
use crate::language::syntax::{Span, Word};
use crate::language::value::Datum;
use std::collections::BTreeMap;
use std::rc::Rc;

/// A type, or nothing where something is wrong with it: what follows from that is not told.
pub(super) type Ty = Option<Type>;

/// The longest text that a field takes where no bounds are told.
pub(super) const LONGEST_TEXT: usize = 65_536;

/// The longest id that a command takes.
pub(super) const LONGEST_ID: usize = 60;

/// How deep a type may go.
pub(super) const DEEPEST: usize = 12;

/// How many parts one type may have, with all that its records hold.
pub(super) const MOST_PARTS: usize = 500;

/// How many parts the types of all fields may have together.
pub(super) const MOST_PARTS_IN_ALL: usize = 50_000;

/// The types that every model has.
pub(super) const BUILT_IN: [&str; 11] = [
    "Bool", "Int", "Decimal", "Text", "Id", "Date", "Instant", "Duration", "List", "Set", "Map",
];

/// A field as it is declared: of a record, a state, an event, a command, a row.
#[derive(Clone)]
pub(super) struct Member {
    pub(super) name: String,
    pub(super) title: String,
    pub(super) span: Span,
    pub(super) ty: Ty,
    pub(super) shape: Rc<FieldType>,
    /// Where it is written in its list; nothing where it stands there as a field of a record.
    pub(super) written: Option<usize>,
    pub(super) parts: usize,
}

impl Member {
    /// The field as a program knows it.
    pub(super) fn def(&self) -> FieldDef {
        FieldDef {
            name: self.name.clone(),
            field_type: self.ty.clone().unwrap_or(Type::Bool),
        }
    }

    /// The field as the schema knows it.
    pub(super) fn field(&self) -> Field {
        Field::new(&self.name, &self.title, FieldType::clone(&self.shape))
    }
}

/// The fields as a program knows them.
pub(super) fn defs(members: &[Member]) -> Vec<FieldDef> {
    members.iter().map(Member::def).collect()
}

/// A record, as far as it is known.
#[derive(Clone, Default)]
pub(super) struct RecordKnown {
    pub(super) name: String,
    pub(super) fields: Rc<Vec<Member>>,
    /// What its fields are where a record is made without them.
    pub(super) initial: Vec<Option<Datum>>,
    pub(super) zero: Datum,
}

/// A type with what a command that brings it in must keep to.
#[derive(Clone)]
pub(super) struct Resolved {
    pub(super) ty: Type,
    pub(super) shape: FieldType,
    pub(super) parts: usize,
    pub(super) depth: usize,
}

impl Resolved {
    pub(super) fn plain(ty: Type, shape: FieldType) -> Self {
        Self {
            ty,
            shape,
            parts: 1,
            depth: 1,
        }
    }
}

#[derive(Clone, Copy)]
pub(super) enum Written<'t> {
    Enum(usize),
    Record(usize, &'t model::RecordType),
    Alias(&'t model::TypeAlias),
}

#[derive(Clone)]
pub(super) enum Progress {
    Begun,
    Done(Option<Resolved>),
}

/// All types of a model.
#[derive(Default)]
pub(super) struct Types<'t> {
    pub(super) enums: Vec<EnumType>,
    pub(super) records: Vec<RecordKnown>,
    pub(super) written: BTreeMap<&'t str, (Written<'t>, Span)>,
    pub(super) progress: BTreeMap<&'t str, Progress>,
    pub(super) parts: usize,
    /// The enums that have a case of this name.
    pub(super) cases: BTreeMap<&'t str, Vec<usize>>,
}

impl Types<'_> {
    /// The record or enum with this name.
    pub(super) fn record(&self, name: &str) -> Option<usize> {
        match self.written.get(name)?.0 {
            Written::Record(index, _) => Some(index),
            _ => None,
        }
    }

    /// The enum with this name, also by another name for it.
    pub(super) fn enumeration(&self, name: &str) -> Option<usize> {
        match self.written.get(name)?.0 {
            Written::Enum(index) => Some(index),
            Written::Alias(_) => match self.progress.get(name)? {
                Progress::Done(Some(resolved)) => match resolved.ty {
                    Type::Enum(index) => Some(index),
                    _ => None,
                },
                _ => None,
            },
            Written::Record(..) => None,
        }
    }

    /// Names of types that can be called or taken cases of.
    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        self.written.keys().copied()
    }

    /// The names of all records.
    pub(super) fn record_names(&self) -> impl Iterator<Item = &str> {
        self.records.iter().map(|record| record.name.as_str())
    }

    /// A type as it is written.
    pub(super) fn describe(&self, ty: &Type) -> String {
        ty.described(&|ty| {
            let name = match ty {
                Type::Enum(index) => self.enums.get(*index).map(|it| &it.name),
                Type::Record(index) => self.records.get(*index).map(|it| &it.name),
                _ => None,
            };
            name.cloned().unwrap_or_default()
        })
    }
}

/// Whether values of a type can be keys of maps and members of sets.
pub(super) fn is_key(ty: &Type) -> bool {
    matches!(
        ty,
        Type::Bool
            | Type::Int
            | Type::Text
            | Type::Id
            | Type::Date
            | Type::Instant
            | Type::Duration
            | Type::Enum(_)
    )
}

/// Whether a value of one type is a value of the other as it stands: ids are texts, and a value may be optional.
pub(super) fn fits(found: &Type, wanted: &Type) -> bool {
    match (found, wanted) {
        (Type::Id, Type::Text) | (Type::Text, Type::Id) => true,
        (Type::Optional(found), Type::Optional(wanted))
        | (Type::List(found), Type::List(wanted))
        | (Type::Set(found), Type::Set(wanted)) => fits(found, wanted),
        (Type::Map(found_key, found), Type::Map(wanted_key, wanted)) => {
            fits(found_key, wanted_key) && fits(found, wanted)
        }
        (found, Type::Optional(wanted)) => fits(found, wanted),
        (found, wanted) => found == wanted,
    }
}

/// The type that takes values of both.
pub(super) fn join(one: &Type, other: &Type) -> Option<Type> {
    if fits(one, other) {
        return Some(other.clone());
    }
    if fits(other, one) {
        return Some(one.clone());
    }
    match (one, other) {
        (Type::Int, Type::Decimal) | (Type::Decimal, Type::Int) => Some(Type::Decimal),
        (Type::Optional(inner), plain) | (plain, Type::Optional(inner)) => {
            let decimal = **inner == Type::Decimal && *plain == Type::Int;
            let joined = match decimal {
                true => Some(Type::Decimal),
                false if fits(inner, plain) => Some(plain.clone()),
                false => None,
            };
            joined.map(|joined| Type::Optional(Box::new(joined)))
        }
        _ => None,
    }
}

/// A type or none; of an optional, that one itself.
pub(super) fn optional(ty: Type) -> Type {
    match ty {
        Type::Optional(_) => ty,
        _ => Type::Optional(Box::new(ty)),
    }
}

/// What an optional holds; of another type, that type.
pub(super) fn without_none(ty: &Type) -> &Type {
    match ty {
        Type::Optional(inner) => inner,
        _ => ty,
    }
}

/// A field with this type.
pub(super) fn member(name: &Word, title: Option<&str>, resolved: Option<Resolved>) -> Member {
    let (ty, shape, parts) = match resolved {
        Some(resolved) => (Some(resolved.ty), resolved.shape, resolved.parts),
        None => (None, FieldType::Bool, 1),
    };
    Member {
        name: name.text.clone(),
        title: title.map_or_else(|| words(&name.text), str::to_owned),
        span: name.span,
        ty,
        shape: Rc::new(shape),
        written: None,
        parts,
    }
}

pub(super) fn around(ty: Type, shape: FieldType, parts: usize, depth: usize) -> Resolved {
    Resolved {
        ty,
        shape,
        parts: parts + 1,
        depth: depth + 1,
    }
}

/// Texts that are keys have no bounds; other keys have to be read.
pub(super) fn map_shape(key: FieldType, value: FieldType) -> FieldType {
    match key {
        FieldType::Text { .. } | FieldType::OptionalText { .. } | FieldType::TextWithin { .. } => {
            FieldType::Map(Box::new(value))
        }
        key => FieldType::MapBy(Box::new(key), Box::new(value)),
    }
}

pub(super) fn text_shape(min: i64, max: i64) -> FieldType {
    let length = |bound: i64| {
        usize::try_from(bound)
            .unwrap_or(usize::MAX)
            .min(LONGEST_TEXT)
    };
    let (min_length, max_length) = (length(min), length(max));
    match min_length {
        0 => FieldType::OptionalText { max_length },
        1 => FieldType::Text { max_length },
        _ => FieldType::TextWithin {
            min_length,
            max_length,
        },
    }
}
