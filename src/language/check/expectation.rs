//! Expectations: what must follow in a spec.

use super::Checker;
use super::call::Arguments;
use super::scope::Scope;
use super::spec::About;
use crate::language::diagnostic::Code;
use crate::language::program::{Expectation, Type};
use crate::language::syntax::expression::ExprKind;
use crate::language::syntax::scenario::{Then, ThenKind};
use std::rc::Rc;

impl<'t> Checker<'t> {
    pub(super) fn expectation(
        &mut self,
        scope: &mut Scope,
        tree: &'t Then,
        about: About,
    ) -> Option<Expectation> {
        if !self.may_follow(tree, about) {
            return None;
        }
        let process = match about {
            About::Process(process) => process,
            About::Command | About::ReadModel => 0,
        };
        Some(match &tree.kind {
            ThenKind::Event(call) => {
                let Some(event) = self.event_named(&call.name) else {
                    self.passed_over(scope, call);
                    return None;
                };
                let known = self.known.events.get(event)?;
                let (fields, all) = (Rc::clone(&known.fields), Rc::clone(&known.with_key));
                let errors = self.report.errors();
                let filled = self.arguments(scope, call, &fields, Arguments::InOrder);
                let begins_with_text = call.arguments.first().is_some_and(|first| {
                    first.name.is_none() && matches!(first.value.kind, ExprKind::Text(_))
                });
                if self.report.errors() > errors
                    && begins_with_text
                    && let Some(key) = all.first()
                {
                    let hint = format!(
                        "The key `{}` does not stand in `then`: leave it out.",
                        key.name
                    );
                    self.report.hint_since(errors, &hint);
                }
                Expectation::Event(event, filled)
            }
            ThenKind::Nothing => Expectation::Nothing,
            ThenKind::Refused(code, reason) => {
                if let Some(code) = code {
                    self.means_code(code);
                }
                Expectation::Refused(
                    code.as_ref().map(|code| code.text.clone()),
                    reason.as_ref().map(|reason| reason.text.clone()),
                )
            }
            ThenKind::Row(name, key, columns) => {
                let read_model = self.read_model_named(name)?;
                let key = self.row_keys(scope, read_model, key, name.span);
                let known = Rc::clone(&self.known.read_models.get(read_model)?.columns);
                let mut told = Vec::new();
                for (column, value) in columns {
                    if let Some((place, ty)) = self.field_named(&known, column) {
                        told.extend(self.expr_as(scope, value, &ty).map(|value| (place, value)));
                    }
                }
                Expectation::Row(read_model, key?, told)
            }
            ThenKind::NoRow(name, key) => {
                let read_model = self.read_model_named(name)?;
                Expectation::NoRow(
                    read_model,
                    self.row_keys(scope, read_model, key, name.span)?,
                )
            }
            ThenKind::Sends(call) => {
                let Some(command) = self.sent_by(process, &call.name) else {
                    self.passed_over(scope, call);
                    return None;
                };
                let fields = Rc::clone(&self.known.commands.get(command)?.fields);
                let filled = self.arguments(scope, call, &fields, Arguments::InOrder);
                Expectation::Sends(command, filled)
            }
            ThenKind::Sets(name, at) => {
                let deadline = self.deadline(process, name);
                let at = self.expr_of(scope, at, &Type::Instant)?;
                Expectation::Sets(deadline?, at)
            }
            ThenKind::Cancels(name) => Expectation::Cancels(self.deadline(process, name)?),
            ThenKind::Ends => Expectation::Ends,
            ThenKind::Fails(reason) => {
                Expectation::Fails(reason.as_ref().map(|reason| reason.text.clone()))
            }
        })
    }

    /// Whether such a thing can follow from what is done; where it can't, that is told.
    fn may_follow(&mut self, tree: &Then, about: About) -> bool {
        let is_process = matches!(about, About::Process(_));
        let (may, hint) = match &tree.kind {
            ThenKind::Row(..) | ThenKind::NoRow(..) => return true,
            ThenKind::Nothing => (about != About::ReadModel, "Say what is done: `when …`."),
            ThenKind::Event(_) | ThenKind::Refused(..) => (
                about == About::Command,
                "Events and refusals follow from a command: `when Ada as Organizer: Command(…)`.",
            ),
            ThenKind::Sends(_)
            | ThenKind::Sets(..)
            | ThenKind::Cancels(_)
            | ThenKind::Ends
            | ThenKind::Fails(_) => (
                is_process,
                "Only a process does this: `when Event(…)`, where a process hears of that event.",
            ),
        };
        if !may {
            let message = "This can't follow from what is done in this spec.";
            self.error(Code::MisplacedExpectation, tree.span, message)
                .hint(hint)
                .tell();
        }
        may
    }
}
