//! Resolving types: what is written becomes what is meant, with its bounds and its zero.

use super::Checker;
use super::fields::Writing;
use super::types::{
    BUILT_IN, DEEPEST, LONGEST_ID, LONGEST_TEXT, MOST_PARTS, MOST_PARTS_IN_ALL, Member, Progress,
    RecordKnown, Resolved, Written, around, is_key, map_shape, optional, text_shape,
};
use crate::engine::schema::{Field, FieldType};
use crate::language::diagnostic::Code;
use crate::language::program::{EnumType, Type};
use crate::language::syntax::model::{self, TypeText, TypeTextKind};
use crate::language::syntax::{Span, Word};
use crate::language::value::Datum;
use std::collections::BTreeMap;
use std::rc::Rc;

impl<'t> Checker<'t> {
    /// Takes a type with a name in.
    pub(super) fn declare_enum(&mut self, tree: &'t model::EnumType) {
        let mut seen: BTreeMap<&str, Span> = BTreeMap::new();
        for case in &tree.cases {
            if let Some(first) = seen.insert(&case.text, case.span) {
                self.duplicate("case", case, first);
                continue;
            }
            let index = self.types.enums.len();
            self.types.cases.entry(&case.text).or_default().push(index);
        }
        if tree.cases.is_empty() {
            let message = format!("`{}` has no cases.", tree.name.text);
            self.error(Code::EndlessType, tree.name.span, message)
                .hint("Name at least one, for example `{ Open, Closed }`.")
                .tell();
        }
        let index = self.types.enums.len();
        self.types.enums.push(EnumType {
            name: tree.name.text.clone(),
            cases: tree.cases.iter().map(|case| case.text.clone()).collect(),
        });
        self.declare_type(&tree.name, Written::Enum(index));
    }

    /// Takes a record in.
    pub(super) fn declare_record(&mut self, tree: &'t model::RecordType) {
        let index = self.types.records.len();
        self.types.records.push(RecordKnown {
            name: tree.name.text.clone(),
            ..RecordKnown::default()
        });
        self.declare_type(&tree.name, Written::Record(index, tree));
    }

    /// Takes another name for a type in.
    pub(super) fn declare_alias(&mut self, tree: &'t model::TypeAlias) {
        self.declare_type(&tree.name, Written::Alias(tree));
    }

    fn declare_type(&mut self, name: &'t Word, written: Written<'t>) {
        if BUILT_IN.contains(&name.text.as_str()) {
            let message = format!("`{}` is a type that every model has.", name.text);
            self.error(Code::Duplicate, name.span, message)
                .hint("Give yours another name.")
                .tell();
            return;
        }
        match self.types.written.get(name.text.as_str()) {
            Some((_, first)) => {
                let first = *first;
                self.duplicate("type", name, first);
            }
            None => {
                let written = (written, name.span);
                self.types.written.insert(&name.text, written);
            }
        }
    }

    /// Finds out what all named types are.
    pub(super) fn resolve_types(&mut self) {
        let names: Vec<&'t str> = self.types.written.keys().copied().collect();
        for name in names {
            if let Some((_, span)) = self.types.written.get(name) {
                let span = *span;
                self.resolve_named(name, span, 0);
            }
        }
    }

    pub(super) fn resolve_named(
        &mut self,
        name: &'t str,
        span: Span,
        depth: usize,
    ) -> Option<Resolved> {
        match self.types.progress.get(name) {
            Some(Progress::Done(resolved)) => return resolved.clone(),
            Some(Progress::Begun) => {
                let message = format!("`{name}` holds itself, so it would have no end.");
                self.error(Code::EndlessType, span, message)
                    .hint("Keep an `Id` of the other one instead.")
                    .tell();
                return None;
            }
            None => {}
        }
        let written = self.types.written.get(name)?.0;
        if depth > DEEPEST {
            self.too_deep(span);
            return None;
        }
        self.types.progress.insert(name, Progress::Begun);
        let resolved = match written {
            Written::Enum(index) => {
                let cases = self.types.enums.get(index).map(|it| it.cases.clone());
                let shape = FieldType::Enum(cases.unwrap_or_default());
                Some(Resolved::plain(Type::Enum(index), shape))
            }
            Written::Alias(alias) => self.resolve(&alias.target, depth + 1),
            Written::Record(index, tree) => self.resolve_record(index, tree, depth + 1),
        };
        let done = Progress::Done(resolved.clone());
        self.types.progress.insert(name, done);
        resolved
    }

    fn resolve_record(
        &mut self,
        index: usize,
        tree: &'t model::RecordType,
        depth: usize,
    ) -> Option<Resolved> {
        let (mut members, mut deepest) = (Vec::new(), 0);
        for (place, field) in tree.fields.iter().enumerate() {
            let title = field.title.as_ref().map(|it| it.text.as_str());
            let written = Writing {
                place,
                name: &field.name,
                text: &field.field_type,
                title,
            };
            deepest = deepest.max(self.written(&mut members, &written, depth));
        }
        let sound = members.iter().all(|member| member.ty.is_some());
        let parts = members.iter().map(|member| member.parts).sum::<usize>() + 1;
        self.unlike_names("field", &members);
        let zero = members.iter().map(|it| match &it.ty {
            Some(ty) => self.zero(ty),
            None => Datum::None,
        });
        let zero = Datum::record(zero.collect());
        let fields: Vec<Field> = members.iter().map(Member::field).collect();
        if let Some(record) = self.types.records.get_mut(index) {
            record.initial = vec![None; members.len()];
            record.fields = Rc::new(members);
            record.zero = zero;
        }
        let resolved = Resolved {
            ty: Type::Record(index),
            shape: FieldType::Record(fields),
            parts,
            depth: deepest + 1,
        };
        let resolved = self.not_too_large(resolved, tree.name.span);
        resolved.filter(|_| sound)
    }

    /// A type of a field: counted against what all of them may have together.
    pub(super) fn field_type(&mut self, text: &'t TypeText) -> Option<Resolved> {
        let resolved = self.resolve(text, 0)?;
        self.types.parts += resolved.parts;
        if self.types.parts > MOST_PARTS_IN_ALL {
            let message = "The types of all fields together are too large.";
            self.error(Code::BeyondLimit, text.span, message).tell();
            return None;
        }
        Some(resolved)
    }

    pub(super) fn resolve(&mut self, text: &'t TypeText, depth: usize) -> Option<Resolved> {
        if depth > DEEPEST {
            self.too_deep(text.span);
            return None;
        }
        let resolved = match &text.kind {
            TypeTextKind::Named(name, bounds) => {
                self.resolve_plain(name, bounds.as_ref(), depth)?
            }
            TypeTextKind::Optional(inner) => {
                let inner = self.resolve(inner, depth + 1)?;
                match inner.ty {
                    Type::Optional(_) => inner,
                    _ => Resolved {
                        ty: optional(inner.ty),
                        shape: FieldType::Optional(Box::new(inner.shape)),
                        parts: inner.parts + 1,
                        depth: inner.depth + 1,
                    },
                }
            }
            TypeTextKind::Broken => return None,
            TypeTextKind::FieldsOf(name) => {
                let message = "The fields of a record stand only in a list of fields.";
                self.error(Code::UnknownType, name.span, message).tell();
                return None;
            }
            TypeTextKind::Of(name, inner) => self.resolve_collection(name, inner, depth + 1)?,
        };
        self.not_too_large(resolved, text.span)
    }

    fn resolve_collection(
        &mut self,
        name: &'t Word,
        inner: &'t [TypeText],
        depth: usize,
    ) -> Option<Resolved> {
        let resolved: Vec<Option<Resolved>> = inner
            .iter()
            .take(2)
            .map(|it| self.resolve(it, depth))
            .collect();
        let first = inner.first().map_or(name.span, |it| it.span);
        let mut resolved = resolved.into_iter();
        let (one, other) = (resolved.next(), resolved.next());
        let ends = inner.len() <= 2;
        match (name.text.as_str(), one, other) {
            ("List", Some(one), None) if ends => {
                let one = one?;
                let shape = FieldType::List(Box::new(one.shape));
                Some(around(
                    Type::List(Box::new(one.ty)),
                    shape,
                    one.parts,
                    one.depth,
                ))
            }
            ("Set", Some(one), None) if ends => {
                let one = self.key_type(one?, first)?;
                let shape = FieldType::Set(Box::new(one.shape));
                Some(around(
                    Type::Set(Box::new(one.ty)),
                    shape,
                    one.parts,
                    one.depth,
                ))
            }
            ("Map", Some(one), Some(other)) if ends => {
                let (one, other) = (self.key_type(one?, first)?, other?);
                let shape = map_shape(one.shape, other.shape);
                let ty = Type::Map(Box::new(one.ty), Box::new(other.ty));
                Some(around(
                    ty,
                    shape,
                    one.parts + other.parts,
                    one.depth.max(other.depth),
                ))
            }
            ("List" | "Set" | "Map", ..) => {
                let message = format!("`{}` is not written like this.", name.text);
                self.error(Code::UnknownType, name.span, message)
                    .hint("Write `List<T>`, `Set<T>` or `Map<K, V>`.")
                    .tell();
                None
            }
            _ => {
                let message = format!("`{}` holds no other types.", name.text);
                let hint = self.did_you_mean(&name.text, ["List", "Set", "Map"]);
                self.error(Code::UnknownType, name.span, message)
                    .hint(hint)
                    .tell();
                None
            }
        }
    }

    fn key_type(&mut self, resolved: Resolved, span: Span) -> Option<Resolved> {
        if is_key(&resolved.ty) {
            return Some(resolved);
        }
        let message = format!("`{}` can't be a key.", self.types.describe(&resolved.ty));
        self.error(Code::WrongKey, span, message)
            .hint("Keys of maps and members of sets are plain: a text, an id, a number, a time or a case.")
            .tell();
        None
    }

    fn not_too_large(&mut self, resolved: Resolved, span: Span) -> Option<Resolved> {
        if resolved.depth > DEEPEST {
            self.too_deep(span);
            return None;
        }
        if resolved.parts > MOST_PARTS {
            let message = format!("This type has more than {MOST_PARTS} parts.");
            self.error(Code::BeyondLimit, span, message).tell();
            return None;
        }
        Some(resolved)
    }

    fn too_deep(&mut self, span: Span) {
        let message = format!("This type goes more than {DEEPEST} levels deep.");
        self.error(Code::BeyondLimit, span, message).tell();
    }

    fn resolve_plain(
        &mut self,
        name: &'t Word,
        bounds: Option<&'t model::Bounds>,
        depth: usize,
    ) -> Option<Resolved> {
        let plain = |ty, shape| Some(Resolved::plain(ty, shape));
        if let Some(bounds) = bounds {
            return self.bounded(name, bounds);
        }
        match name.text.as_str() {
            "Bool" => plain(Type::Bool, FieldType::Bool),
            "Int" => plain(
                Type::Int,
                FieldType::Int {
                    min: i64::MIN,
                    max: i64::MAX,
                },
            ),
            "Decimal" => plain(
                Type::Decimal,
                FieldType::Decimal {
                    min: i64::MIN,
                    max: i64::MAX,
                },
            ),
            "Text" => plain(
                Type::Text,
                FieldType::OptionalText {
                    max_length: LONGEST_TEXT,
                },
            ),
            "Id" => plain(
                Type::Id,
                FieldType::Text {
                    max_length: LONGEST_ID,
                },
            ),
            "Date" => plain(Type::Date, FieldType::Date),
            "Instant" => plain(Type::Instant, FieldType::Instant),
            "Duration" => plain(Type::Duration, FieldType::Duration),
            "List" | "Set" | "Map" => self.resolve_collection(name, &[], depth),
            _ if self.types.written.contains_key(name.text.as_str()) => {
                self.resolve_named(&name.text, name.span, depth + 1)
            }
            _ => {
                let message = format!("There is no type `{}`.", name.text);
                let hint = self.type_hint(&name.text);
                self.error(Code::UnknownType, name.span, message)
                    .hint(hint)
                    .tell();
                None
            }
        }
    }

    fn bounded(&mut self, name: &Word, bounds: &'t model::Bounds) -> Option<Resolved> {
        let is_decimal = name.text == "Decimal";
        let mut bound = |tree: Option<&'t _>, otherwise| match tree {
            Some(tree) => self.bound(tree, is_decimal),
            None => Some(otherwise),
        };
        let is_text = matches!(name.text.as_str(), "Text" | "Id");
        let lowest = if is_text { 0 } else { i64::MIN };
        let (min, max) = (
            bound(bounds.min.as_ref(), lowest),
            bound(bounds.max.as_ref(), i64::MAX),
        );
        let (min, max) = (min?, max?);
        if min > max || (is_text && (min < 0 || max < 1)) {
            let message = "Nothing lies within these bounds.";
            self.error(Code::WrongBounds, bounds.span, message)
                .hint("The least comes first, as in `Int(1..20)`.")
                .tell();
            return None;
        }
        match name.text.as_str() {
            "Int" => Some(Resolved::plain(Type::Int, FieldType::Int { min, max })),
            "Decimal" => Some(Resolved::plain(
                Type::Decimal,
                FieldType::Decimal { min, max },
            )),
            "Text" => Some(Resolved::plain(Type::Text, text_shape(min, max))),
            "Id" => Some(Resolved::plain(Type::Id, text_shape(min, max))),
            _ => {
                let message = format!("`{}` has no bounds.", name.text);
                self.error(Code::WrongBounds, bounds.span, message)
                    .hint("Bounds stand after `Int`, `Decimal`, `Text` and `Id`.")
                    .tell();
                None
            }
        }
    }
}
