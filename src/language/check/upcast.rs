//! Upcasts: how old shapes of events become today's.

use super::Checker;
use super::call::Arguments;
use super::known::Kind;
use super::scope::{Body, Scope};
use super::types::{Member, defs};
use crate::engine::names::EventType;
use crate::language::diagnostic::{Code, Diagnostic};
use crate::language::program;
use crate::language::syntax::Span;
use crate::language::syntax::model::{self, ModelText, PartKind};
use std::collections::BTreeMap;
use std::rc::Rc;

/// How many events one old event may become, and over how many steps.
const MOST_LIFTED: usize = 64;

/// An old shape of an event: its type and its version.
type Shape<'t> = (&'t str, u32);

/// An upcast, and the old shapes that it leads to in turn.
struct Step<'t> {
    tree: &'t model::Upcast,
    fields: Rc<Vec<Member>>,
    targets: Vec<Option<usize>>,
    /// How many of today's events come of it in the end, and over how many steps. None before that is known.
    ends: Option<(usize, usize)>,
}

impl<'t> Checker<'t> {
    /// All upcasts, and whether each old shape is lifted to today's.
    pub(super) fn upcasts(&mut self, text: &'t ModelText) -> Vec<program::Upcast> {
        let mut steps: Vec<Step<'t>> = Vec::new();
        let mut shapes: BTreeMap<Shape<'t>, usize> = BTreeMap::new();
        for part in &text.parts {
            let PartKind::Upcast(tree) = &part.kind else {
                continue;
            };
            let (version, span) = tree.version;
            let shape = (tree.event.text.as_str(), version);
            match shapes.get(&shape).and_then(|index| steps.get(*index)) {
                Some(first) => {
                    let first = first.tree.event.span;
                    let message = format!(
                        "Version {version} of `{}` is lifted twice.",
                        tree.event.text
                    );
                    self.report.tell(
                        Diagnostic::new(Code::Duplicate, tree.event.span, message).also(first),
                    );
                }
                None => {
                    shapes.insert(shape, steps.len());
                }
            }
            self.old_version(tree, span);
            let fields = Rc::new(self.parameters(&tree.fields));
            self.found.upcasts.push(Rc::clone(&fields));
            steps.push(Step {
                tree,
                fields,
                targets: Vec::new(),
                ends: None,
            });
        }
        let mut upcasts = Vec::new();
        for index in 0..steps.len() {
            upcasts.extend(self.upcast(&mut steps, index, &shapes));
        }
        self.upcasts_end(&mut steps);
        self.versions_lifted(&shapes);
        upcasts
    }

    fn old_version(&mut self, tree: &model::Upcast, span: Span) {
        let today = self.known.find(Kind::Event, &tree.event.text);
        let today = today.and_then(|index| self.known.events.get(index));
        if let Some(today) = today
            && tree.version.0 >= today.version
        {
            let message = format!(
                "`{}` is of version {} today.",
                tree.event.text, today.version
            );
            let hint = match today.version {
                1 => format!(
                    "Say that it has a new shape: `event {} v{} (…)`.",
                    tree.event.text,
                    tree.version.0.saturating_add(1)
                ),
                _ => "An earlier version is lifted.".to_owned(),
            };
            self.error(Code::WrongVersion, span, message)
                .hint(hint)
                .tell();
        }
    }

    fn upcast(
        &mut self,
        steps: &mut [Step<'t>],
        index: usize,
        shapes: &BTreeMap<Shape<'t>, usize>,
    ) -> Option<program::Upcast> {
        let step = steps.get(index)?;
        let (tree, fields) = (step.tree, Rc::clone(&step.fields));
        let mut scope = Scope::new(Body::Upcast).fields(&fields);
        let (mut into, mut targets) = (Vec::new(), Vec::new());
        for lifted in &tree.into {
            let Some((version, members, target)) = self.target(steps, lifted, shapes) else {
                self.passed_over(&mut scope, &lifted.call);
                continue;
            };
            let values = self.all_arguments(&mut scope, &lifted.call, &members, Arguments::ByName);
            targets.push(target);
            if let Some(values) = values {
                into.push(program::Lifted {
                    event_type: EventType::new(&lifted.call.name.text),
                    version,
                    fields: defs(&members).into_iter().zip(values).collect(),
                });
            }
        }
        if let Some(step) = steps.get_mut(index) {
            step.targets = targets;
        }
        Some(program::Upcast {
            event_type: EventType::new(&tree.event.text),
            version: tree.version.0,
            fields: defs(&fields),
            locals: scope.most_locals,
            into,
        })
    }

    /// The shape that an old event is lifted to: its version, its fields, and the upcast that lifts it further.
    fn target(
        &mut self,
        steps: &[Step<'t>],
        lifted: &'t model::Lifted,
        shapes: &BTreeMap<Shape<'t>, usize>,
    ) -> Option<(u32, Rc<Vec<Member>>, Option<usize>)> {
        let name = &lifted.call.name;
        let today = self.known.find(Kind::Event, &name.text);
        let today = today.and_then(|index| self.known.events.get(index));
        let today = today.map(|event| (event.version, Rc::clone(&event.fields)));
        let version = lifted.version.map(|(version, _)| version);
        match (today, version) {
            (Some((today, fields)), None) => {
                self.find(Kind::Event, name);
                return Some((today, fields, None));
            }
            (Some((today, fields)), Some(version)) if version == today => {
                self.find(Kind::Event, name);
                return Some((today, fields, None));
            }
            (_, Some(version)) => {
                let index = shapes.get(&(name.text.as_str(), version));
                if let Some((index, step)) =
                    index.and_then(|index| Some((*index, steps.get(*index)?)))
                {
                    self.means(name, step.tree.event.span);
                    return Some((version, Rc::clone(&step.fields), Some(index)));
                }
            }
            (None, None) => {}
        }
        let is_known = self.known.find(Kind::Event, &name.text).is_some();
        if let (true, Some((version, span))) = (is_known, lifted.version) {
            let message = format!("There is no version {version} of `{}`.", name.text);
            self.error(Code::WrongVersion, span, message)
                .hint("It is lifted to today's version, or to one that an upcast lifts in turn.")
                .tell();
            return None;
        }
        let message = format!("There is no event `{}`.", name.text);
        let hint = self.did_you_mean(&name.text, self.known.names(Kind::Event));
        self.error(Code::UnknownEvent, name.span, message)
            .hint(hint)
            .tell();
        None
    }

    /// Tells of shapes that are lifted in a circle, and of those that become too many.
    fn upcasts_end(&mut self, steps: &mut [Step<'t>]) {
        let mut order: Vec<usize> = (0..steps.len()).collect();
        loop {
            let left = order.len();
            order.retain(|index| {
                let ends = steps.get(*index).and_then(|step| ends(steps, step));
                if let (Some(step), Some(ends)) = (steps.get_mut(*index), ends) {
                    step.ends = Some(ends);
                }
                ends.is_none()
            });
            if order.len() == left {
                break;
            }
        }
        // One mistake makes the whole circle, and all that leads into it.
        if let Some(step) = order.first().and_then(|first| steps.get(*first)) {
            let name = &step.tree.event;
            let message = format!("`{}` is lifted in a circle.", name.text);
            self.error(Code::EndlessUpcast, name.span, message)
                .hint("Each step leads to a later version, and the last one to today's.")
                .tell();
        }
        for step in steps.iter() {
            if let Some((events, length)) = step.ends
                && events.max(length) > MOST_LIFTED
            {
                let name = &step.tree.event;
                let message = format!(
                    "One `{}` becomes more than {MOST_LIFTED} events, or takes more than {MOST_LIFTED} steps.",
                    name.text
                );
                self.error(Code::BeyondLimit, name.span, message).tell();
            }
        }
    }

    /// Tells of events of a later version than the first, of which an earlier one is not lifted.
    fn versions_lifted(&mut self, shapes: &BTreeMap<Shape<'t>, usize>) {
        for index in 0..self.known.events.len() {
            let Some(known) = self.known.events.get(index) else {
                continue;
            };
            let (tree, today) = (known.tree, known.version);
            let lifted = |version: &u32| shapes.contains_key(&(tree.name.text.as_str(), *version));
            let missing = (1..today).find(|version| !lifted(version));
            if let (Some(missing), Some((_, span))) = (missing, tree.version) {
                let name = &tree.name.text;
                let message =
                    format!("Nothing lifts version {missing} of `{name}`, which may be stored.");
                let hint = format!(
                    "Write `upcast {name} v{missing} (…) {{ into {name}(…) }}` with the fields of that time."
                );
                self.error(Code::MissingUpcast, span, message)
                    .hint(hint)
                    .tell();
            }
        }
    }
}

/// What a step ends in, where that is known of all that it leads to.
fn ends(steps: &[Step<'_>], step: &Step<'_>) -> Option<(usize, usize)> {
    let (mut events, mut length) = (0_usize, 0_usize);
    for target in &step.targets {
        let (more, longer) = match target {
            None => (1, 0),
            Some(index) => steps.get(*index)?.ends?,
        };
        events = events.saturating_add(more);
        length = length.max(longer);
    }
    Some((events, length.saturating_add(1)))
}
