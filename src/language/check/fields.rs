//! Lists of fields: of records, states, events, commands and rows.

use super::types::{MOST_PARTS_IN_ALL, Member, member};
use super::{Checker, MOST_FIELDS};
use crate::language::diagnostic::{Code, Diagnostic};
use crate::language::syntax::model::{self, TypeText, TypeTextKind};
use crate::language::syntax::{Quoted, Span, Word};
use std::collections::BTreeMap;

/// One place of a list of fields.
pub(super) struct Writing<'t> {
    pub(super) place: usize,
    pub(super) name: &'t Word,
    pub(super) text: &'t TypeText,
    pub(super) title: Option<&'t str>,
}

impl<'t> Checker<'t> {
    /// The fields of something, each with its type. One name twice is told.
    pub(super) fn members(&mut self, fields: &'t [model::Field]) -> Vec<Member> {
        let all = fields.iter();
        let written = all.map(|it| (&it.name, &it.field_type, it.title.as_ref()));
        let members = self.listed(written.collect());
        self.unlike_names("field", &members);
        members
    }

    /// The parameters of something, each with its type.
    pub(super) fn parameters(&mut self, parameters: &'t [model::Parameter]) -> Vec<Member> {
        let all = parameters.iter();
        let members = self.listed(all.map(|it| (&it.name, &it.field_type, None)).collect());
        self.unlike_names("field", &members);
        members
    }

    /// The fields of a command beside its key, each with its type.
    pub(super) fn inputs_of(&mut self, inputs: &'t [model::Input]) -> Vec<Member> {
        let all = inputs.iter();
        let written = all.map(|it| (&it.name, &it.field_type, it.title.as_ref()));
        self.listed(written.collect())
    }

    /// A list of fields: of each its name, its type and its title.
    fn listed(&mut self, fields: Vec<(&'t Word, &'t TypeText, Option<&'t Quoted>)>) -> Vec<Member> {
        let mut members = Vec::new();
        for (place, (name, text, title)) in fields.into_iter().enumerate() {
            let title = title.map(|it| it.text.as_str());
            let writing = Writing {
                place,
                name,
                text,
                title,
            };
            self.counted(&mut members, &writing);
        }
        members
    }

    /// Takes in what is written in one place of a list of fields, and counts it.
    fn counted(&mut self, members: &mut Vec<Member>, writing: &Writing<'t>) {
        let before = members.len();
        self.written(members, writing, 0);
        let new = members.iter().skip(before);
        self.types.parts += new.map(|member| member.parts).sum::<usize>();
        if self.types.parts > MOST_PARTS_IN_ALL {
            let message = "The types of all fields together are too large.";
            self.error(Code::BeyondLimit, writing.text.span, message)
                .tell();
            members.truncate(before);
        }
    }

    /// Takes in what is written in one place of a list of fields: a field, or all those of a record. Tells how deep it
    /// goes.
    pub(super) fn written(
        &mut self,
        members: &mut Vec<Member>,
        writing: &Writing<'t>,
        depth: usize,
    ) -> usize {
        let (deepest, new) = match &writing.text.kind {
            TypeTextKind::FieldsOf(name) => {
                let Some(fields) = self.fields_of(name, depth) else {
                    return 0;
                };
                let fields = fields.into_iter().map(|field| Member {
                    span: name.span,
                    written: None,
                    ..field
                });
                (depth, fields.collect())
            }
            _ => {
                let resolved = self.resolve(writing.text, depth);
                let deep = resolved.as_ref().map_or(0, |resolved| resolved.depth);
                let member = Member {
                    written: Some(writing.place),
                    ..member(writing.name, writing.title, resolved)
                };
                (deep, vec![member])
            }
        };
        if members.len() + new.len() > MOST_FIELDS {
            let message = format!("There are more than {MOST_FIELDS} fields here.");
            self.error(Code::BeyondLimit, writing.name.span, message)
                .tell();
            return 0;
        }
        members.extend(new);
        deepest
    }

    /// The fields of the record with this name.
    fn fields_of(&mut self, name: &'t Word, depth: usize) -> Option<Vec<Member>> {
        let Some(index) = self.types.record(&name.text) else {
            let message = format!("There is no record `{}`.", name.text);
            let hint = self.did_you_mean(&name.text, self.types.record_names());
            self.error(Code::UnknownType, name.span, message)
                .hint(hint)
                .tell();
            return None;
        };
        self.resolve_named(&name.text, name.span, depth + 1)?;
        self.types
            .records
            .get(index)
            .map(|record| record.fields.to_vec())
    }

    /// A name with a type.
    pub(super) fn parameter(&mut self, parameter: &'t model::Parameter) -> Member {
        let resolved = self.field_type(&parameter.field_type);
        member(&parameter.name, None, resolved)
    }

    /// Tells of names that stand twice in one row of fields.
    pub(super) fn unlike_names(&mut self, what: &str, members: &[Member]) {
        let mut seen: BTreeMap<&str, Span> = BTreeMap::new();
        for member in members {
            if let Some(first) = seen.get(member.name.as_str()) {
                let message = format!("There is another {what} `{}`.", member.name);
                let told = Diagnostic::new(Code::Duplicate, member.span, message);
                self.report
                    .tell(told.also(*first).hint("Give one of them another name."));
            } else {
                seen.insert(&member.name, member.span);
            }
        }
    }
}
