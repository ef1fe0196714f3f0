//! Names: what they mean as values.

use super::Checker;
use super::expression::{Typed, Wanted, number};
use super::foreign;
use super::known::Kind;
use super::report::list;
use super::scope::{Body, Scope, known_where};
use crate::language::diagnostic::Code;
use crate::language::program::Type;
use crate::language::syntax::Word;

impl<'t> Checker<'t> {
    /// What a name means as a value.
    pub(super) fn name_of_value(
        &mut self,
        scope: &mut Scope,
        name: &Word,
        wanted: Wanted<'_>,
    ) -> Typed {
        let wanted_case = match wanted.plain() {
            Some(Type::Enum(index)) => self.case_of(*index, &name.text),
            _ => None,
        };
        let found = scope.find(&name.text);
        match (found, wanted_case) {
            (Some(found), case) => {
                let other_type = found.ty.is_some() && found.ty.as_ref() != wanted.plain();
                if let (Some(case), true) = (case, other_type) {
                    self.means_case(name, &case.ty);
                    return case;
                }
                self.means(name, found.declared);
                self.uses.fields.extend(found.field);
                Typed {
                    expr: found.expr,
                    ty: found.ty,
                }
            }
            (None, Some(case)) => {
                self.means_case(name, &case.ty);
                case
            }
            (None, None) => {
                if let Some((expr, ty)) = scope.known(&name.text) {
                    self.means_built_in(name);
                    return Typed::new(expr, ty);
                }
                self.case_alone(scope, name)
            }
        }
    }

    fn case_of(&self, index: usize, name: &str) -> Option<Typed> {
        let cases = &self.types.enums.get(index)?.cases;
        let place = cases.iter().position(|case| case == name)?;
        let place = i64::try_from(place).ok()?;
        Some(Typed::new(number(place), Type::Enum(index)))
    }

    /// A case where nothing says which enum is meant: only one has it.
    fn case_alone(&mut self, scope: &Scope, name: &Word) -> Typed {
        let with = self.enums_with(&name.text);
        match with.as_slice() {
            [] => self.unknown_name(scope, name),
            [index] => {
                self.means_case(name, &Some(Type::Enum(*index)));
                self.case_of(*index, &name.text)
                    .unwrap_or_else(Typed::wrong)
            }
            _ => {
                let enums = with.iter().filter_map(|index| self.types.enums.get(*index));
                let enums: Vec<String> = enums
                    .map(|it| format!("{}.{}", it.name, name.text))
                    .collect();
                let message = format!("More than one enum has a case `{}`.", name.text);
                let hint = format!("Write {}.", list(enums.iter().map(String::as_str)));
                self.error(Code::UnclearType, name.span, message)
                    .hint(hint)
                    .tell();
                Typed::wrong()
            }
        }
    }

    fn enums_with(&self, case: &str) -> Vec<usize> {
        self.types.cases.get(case).cloned().unwrap_or_default()
    }

    fn unknown_name(&mut self, scope: &Scope, name: &Word) -> Typed {
        if self.report.is_full() {
            return Typed::wrong();
        }
        let place = scope.body.name();
        if let Some(hint) = known_where(&name.text) {
            let message = format!("`{}` is not known in {place}.", name.text);
            let mut hint = hint;
            if scope.rows.is_some() && matches!(name.text.as_str(), "row" | "rows") {
                hint = "Say which column: `row.column`, `rows[key].column`.";
            }
            if scope.body == Body::Constant && matches!(name.text.as_str(), "me" | "role" | "now") {
                hint = "What is known beforehand, as after `always`, is written out; the command itself knows `me`, `role` and `now`.";
            }
            self.error(Code::MisplacedName, name.span, message)
                .hint(hint)
                .tell();
            return Typed::wrong();
        }
        let message = format!("Nothing is called `{}` here.", name.text);
        let foreign = foreign::name_hint(&name.text).map(str::to_owned);
        let hint = match foreign.or_else(|| self.elsewhere(scope, &name.text)) {
            Some(hint) => hint,
            None => {
                let cases = self.types.enums.iter().flat_map(|it| it.cases.iter());
                self.did_you_mean(&name.text, scope.names().chain(cases.map(String::as_str)))
            }
        };
        self.error(Code::UnknownName, name.span, message)
            .hint(hint)
            .tell();
        Typed::wrong()
    }

    /// What to say of a name that is something else than a value.
    fn elsewhere(&self, scope: &Scope, name: &str) -> Option<String> {
        if let Some(rows) = &scope.rows {
            let known = self.known.read_models.get(rows.read_model)?;
            if known.columns.iter().any(|column| column.name == name) {
                return Some(format!("The column is `row.{name}`."));
            }
        }
        if scope.body == Body::Sentence && self.states_have(scope.owner, name) {
            return Some("A sentence knows the event's fields, but not the state.".to_owned());
        }
        if self.known.find(Kind::ReadModel, name).is_some() {
            return Some(format!(
                "It is a read model: say which row and column, as in `{name}[key].column`."
            ));
        }
        if self.types.record(name).is_some() || self.known.find(Kind::Calculation, name).is_some() {
            return Some(format!("It takes arguments: `{name}(…)`."));
        }
        self.types
            .enumeration(name)
            .map(|_| format!("It is a type; a case of it is `{name}.…`."))
    }

    fn states_have(&self, aggregate: usize, name: &str) -> bool {
        let known = self.known.aggregates.get(aggregate);
        known.is_some_and(|known| known.state.iter().any(|field| field.name == name))
    }
}
