//! What stands behind a point.

use super::entries::Entries;
use super::{Asked, Entry, Room};
use crate::language::assist::chain::{Chain, Subject};
use crate::language::assist::meanings::Kind as Thing;
use crate::language::assist::methods::methods_of;
use crate::language::program::Type;

impl Asked<'_> {
    /// Behind a point: fields, columns, cases and methods of what stands before it.
    pub(super) fn behind_point(&self, entries: &mut Entries) {
        let point = self.place.tokens.len().saturating_sub(1);
        let is_source = matches!(self.place.here().room, Room::Inputs | Room::Filled)
            && self.last_word(3) == "from";
        if is_source {
            let read_model = self.read_model_of_source();
            return entries.belonging(self.meanings, read_model, &[Thing::KeyPart, Thing::Column]);
        }
        let mut chain = Chain::new(self.place, self.meanings, self.scope);
        match chain.subject_before(point) {
            Some(Subject::Value(ty)) => self.of_value(entries, &ty),
            Some(Subject::Row(read_model)) => {
                let kinds = [Thing::Column, Thing::KeyPart];
                entries.belonging(self.meanings, Some(read_model), &kinds);
            }
            Some(Subject::State(owner)) => {
                entries.belonging(self.meanings, Some(owner), &[Thing::State]);
            }
            Some(Subject::Cases(owner)) => {
                for index in super::entries::indices(self.meanings, Some(owner), &[Thing::Case]) {
                    entries.thing(self.meanings, index);
                }
            }
            Some(Subject::Rows(_)) | None => {}
        }
    }

    fn of_value(&self, entries: &mut Entries, ty: &Type) {
        if let Type::Record(_) = ty {
            entries.belonging(self.meanings, self.meanings.of_type(ty), &[Thing::Field]);
        }
        for method in methods_of(ty) {
            let result = method.result(ty, None);
            let result = result.map_or_else(String::new, |it| {
                format!(": {}", self.meanings.describe(&it))
            });
            let bracket = method.written();
            let bracket = bracket.strip_prefix(method.name).unwrap_or_default();
            let insert = match method.takes {
                "" => method.name.to_owned(),
                "x => …" => format!("{}(x => $0)", method.name),
                "(k, v) => …" => format!("{}((k, v) => $0)", method.name),
                _ => format!("{}($0)", method.name),
            };
            entries.push(Entry {
                label: method.name.to_owned(),
                kind: "method",
                detail: format!("{bracket}{result}"),
                info: method.text.to_owned(),
                insert,
            });
        }
    }
}
