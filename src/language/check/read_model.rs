//! Read models: rows, and what each event changes in them.

use super::Checker;
use super::declare::FEED;
use super::expression::nothing;
use super::scope::{Body, Rows, Scope};
use super::types::{Member, defs, fits};
use crate::engine::names::ReadModelName;
use crate::language::diagnostic::{Code, Diagnostic};
use crate::language::program::{self, Expr, On, Type};
use crate::language::syntax::model;
use crate::language::syntax::{Span, Word};
use std::collections::BTreeMap;
use std::rc::Rc;

impl<'t> Checker<'t> {
    /// All read models.
    pub(super) fn read_models(&mut self) -> Vec<program::ReadModel> {
        let mut read_models = Vec::new();
        for index in 0..self.known.read_models.len() {
            let Some(known) = self.known.read_models.get(index) else {
                continue;
            };
            let tree = known.tree;
            let (key, columns) = (Rc::clone(&known.key), Rc::clone(&known.columns));
            let state = Rc::clone(&known.state);
            let shown = tree.shown.as_ref().map(|shown| {
                let mut scope = self.row_scope(index);
                let expr = self.expr_of(&mut scope, shown, &Type::Bool);
                expr.unwrap_or_else(nothing)
            });
            let mut clauses = self.clauses(index, tree, &key, &state);
            clauses.sort_by_key(|clause| clause.event);
            read_models.push(program::ReadModel {
                name: ReadModelName::new(&tree.name.text),
                key: defs(&key),
                initial_row: self.initial(&tree.columns, &columns),
                columns: defs(&columns),
                initial_state: self.initial(&tree.state, &state),
                state: defs(&state),
                clauses,
                shown,
                is_feed: is_feed(tree),
            });
        }
        read_models
    }

    fn clauses(
        &mut self,
        read_model: usize,
        tree: &'t model::ReadModel,
        key: &[Member],
        state: &Rc<Vec<Member>>,
    ) -> Vec<On> {
        let mut clauses = Vec::new();
        let mut heard: BTreeMap<usize, Span> = BTreeMap::new();
        let each = tree.clauses.iter();
        for (on, name) in each.flat_map(|on| on.events.iter().map(move |name| (on, name))) {
            let Some(event) = self.event_named(name) else {
                continue;
            };
            if let Some(first) = heard.insert(event, name.span) {
                let message = format!("There are two clauses on `{}`.", name.text);
                let told = Diagnostic::new(Code::Duplicate, name.span, message).also(first);
                self.report.tell(told.hint("Put what they do into one."));
            }
            self.uses.heard.insert(event);
            let Some(scope) = self.event_scope(Body::ReadModel, event) else {
                continue;
            };
            let mut scope = scope.state(state);
            scope.rows = Some(Rows {
                read_model,
                says_row: false,
                own_key: self.own_key(event, name, key),
                event: name.text.clone(),
            });
            let body = self.block(&mut scope, &on.body);
            let rows = scope.rows.filter(|rows| rows.says_row);
            clauses.push(On {
                event,
                own_key: rows.and_then(|rows| rows.own_key.ok()).unwrap_or_default(),
                locals: scope.most_locals,
                body,
            });
        }
        clauses
    }

    /// The key of the row that an event is about: each part is found in the event by its name.
    fn own_key(&mut self, event: usize, name: &Word, key: &[Member]) -> Result<Vec<Expr>, String> {
        let Some(scope) = self.event_scope(Body::ReadModel, event) else {
            return Err(String::new());
        };
        let mut exprs = Vec::new();
        for part in key {
            let Some(found) = scope.find(&part.name) else {
                return Err(part.name.clone());
            };
            if let (Some(is), Some(should)) = (&found.ty, &part.ty)
                && !fits(is, should)
            {
                let (is, should) = (self.types.describe(is), self.types.describe(should));
                let message = format!(
                    "`{}` is of the type `{is}` in `{}`, and of the type `{should}` in the key of the row.",
                    part.name, name.text
                );
                self.error(Code::WrongType, name.span, message).tell();
            }
            self.uses.fields.extend(found.field);
            exprs.push(found.expr);
        }
        Ok(exprs)
    }

    /// A place where the parts of a row are known, and what the read model keeps beside its rows.
    pub(super) fn row_scope(&self, read_model: usize) -> Scope {
        let mut scope = Scope::new(Body::Invariant);
        if let Some(known) = self.known.read_models.get(read_model) {
            for (place, part) in known.key.iter().chain(known.columns.iter()).enumerate() {
                scope = scope.with(part, Expr::OfRow(place));
            }
            scope = scope.state(&known.state);
        }
        scope
    }
}

/// Whether a read model holds the latest events.
pub(super) fn is_feed(tree: &model::ReadModel) -> bool {
    tree.kept_as
        .as_ref()
        .is_some_and(|kept_as| kept_as.text == FEED)
}
