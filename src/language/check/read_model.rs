//! Read models: rows, and what each event changes in them.

use super::Checker;
use super::scope::{Body, Rows, Scope};
use super::types::{Member, defs, fits};
use crate::engine::names::ReadModelName;
use crate::language::diagnostic::Code;
use crate::language::program::{self, Expr, On};
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
            if let Some(kept_as) = &tree.kept_as
                && !matches!(kept_as.text.as_str(), "table" | "search")
            {
                let message = format!("A read model is not kept as `{}`.", kept_as.text);
                self.error(Code::UnknownStorage, kept_as.span, message)
                    .hint("Write `as table` or `as search`, or leave it out.")
                    .tell();
            }
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
                shown: None,
                is_feed: false,
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
        for on in &tree.clauses {
            let Some(event) = self.event_named(&on.event) else {
                continue;
            };
            if let Some(first) = heard.insert(event, on.event.span) {
                self.duplicate("clause on", &on.event, first);
            }
            self.uses.heard.insert(event);
            let Some(scope) = self.event_scope(Body::ReadModel, event) else {
                continue;
            };
            let mut scope = scope.state(state);
            scope.rows = Some(Rows {
                read_model,
                own_key: self.own_key(event, &on.event, key),
                event: on.event.text.clone(),
            });
            let body = self.block(&mut scope, &on.body);
            clauses.push(On {
                event,
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

    /// A place where the parts of a row are known.
    pub(super) fn row_scope(&self, read_model: usize) -> Scope {
        let mut scope = Scope::new(Body::Invariant);
        if let Some(known) = self.known.read_models.get(read_model) {
            for (place, part) in known.key.iter().chain(known.columns.iter()).enumerate() {
                scope = scope.with(&part.name, Expr::OfRow(place), part.ty.clone());
            }
            scope = scope.state(&known.state);
        }
        scope
    }
}
