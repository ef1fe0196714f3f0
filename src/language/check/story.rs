//! Stories: the first history of a new workspace.

use super::Checker;
use super::expression::number;
use super::scope::{Body, Scope};
use crate::engine::version::{ExpectedVersion, StreamVersion};
use crate::language::program::{StoryStep, Type};
use crate::language::syntax::expression as tree;
use crate::language::syntax::scenario::{self, Step};
use crate::language::value::Datum;

impl<'t> Checker<'t> {
    /// The commands of a story, each with its time.
    pub(super) fn story(&mut self, tree: &'t scenario::Story) -> Vec<StoryStep> {
        let mut steps = Vec::new();
        let mut at = self.millis(&tree.from, &Type::Instant);
        for step in &tree.steps {
            match step {
                Step::After(time) => at = at.saturating_add(self.millis(time, &Type::Duration)),
                Step::At(time) => at = self.millis(time, &Type::Instant),
                Step::Acted(acted) => {
                    let mut scope = Scope::new(Body::Spec);
                    scope.now = Some(number(at));
                    let Some((actor, command, fields)) = self.acted(&mut scope, acted) else {
                        continue;
                    };
                    let version = acted.at_version.map(|(version, _)| u64::from(version));
                    let expected =
                        version.map(|version| ExpectedVersion::Exact(StreamVersion::new(version)));
                    steps.push(StoryStep {
                        at,
                        actor,
                        expected: expected.unwrap_or(ExpectedVersion::Any),
                        command,
                        fields,
                    });
                }
            }
        }
        steps
    }

    /// A moment or a length of time that is known beforehand.
    fn millis(&mut self, tree: &'t tree::Expr, ty: &Type) -> i64 {
        match self.constant(tree, ty) {
            Some(Datum::Number(millis)) => millis,
            _ => 0,
        }
    }
}
