//! What is told of a history in sentences: events, and invariants that do not hold.

use super::super::program::{Event as EventRule, HoldsFor, Invariant};
use super::super::value::{Items, Symbol};
use super::around::Around;
use super::budget::{Budget, Why};
use super::evaluate::Run;
use super::folding;
use super::history::TextHistory;
use super::locals::Locals;
use super::rows::Shown;
use super::world::{Event, Part, TextWorld, fields_of};
use crate::engine::model::BrokenInvariant;
use crate::engine::names::Actor;

/// So many steps may all rows of an invariant take together.
const STEPS: usize = 25_000_000;

/// What a stored event meant.
pub(super) fn sentence(history: &TextHistory, stored: usize, actor: &Actor) -> String {
    let person = history.texts.borrow_mut().intern(actor.person.as_str());
    let mut sentences = Vec::new();
    for part in history.share(stored) {
        if let Part::Event(event) = part {
            sentences.push(sentence_of(history, event, Some(person)));
        }
    }
    sentences.join(" ")
}

/// What an event meant; told of somebody else where that is wanted.
pub(super) fn sentence_of(history: &TextHistory, event: &Event, person: Option<Symbol>) -> String {
    let prepared = &*history.prepared;
    let Some(rule) = prepared.program.events.get(event.event as usize) else {
        return String::new();
    };
    let fields = fields_of(&history.fields, event, rule.fields.len());
    let known = folding::around(history, event, fields, &[]);
    let around = Around {
        person: person.unwrap_or(known.person),
        ..known
    };
    let budget = Budget::new();
    let mut state = Items::default();
    let run = Run::new(prepared, &history.texts, &budget, &around, &mut state);
    match &rule.sentence {
        Some(sentence) => match run.symbol(&mut Locals::default(), sentence) {
            Ok(symbol) => history.texts.borrow().get(symbol).to_owned(),
            Err(_) => named(rule),
        },
        None => named(rule),
    }
}

/// The name of an event in words: "Seats reserved."
fn named(rule: &EventRule) -> String {
    let mut words = String::new();
    for (place, letter) in rule.event_type.as_str().chars().enumerate() {
        if letter.is_uppercase() && place > 0 {
            words.push(' ');
            words.extend(letter.to_lowercase());
        } else {
            words.push(letter);
        }
    }
    words.push('.');
    words
}

/// The invariants that do not hold.
pub(super) fn broken_invariants(history: &TextHistory, world: &TextWorld) -> Vec<BrokenInvariant> {
    let invariants = history.prepared.program.invariants.iter();
    let broken = invariants.flat_map(|invariant| match invariant.holds_for {
        HoldsFor::Aggregate(number) => of_aggregate(history, world, invariant, number),
        HoldsFor::ReadModel(number) => of_read_model(history, world, invariant, number),
    });
    broken.collect()
}

fn of_aggregate(
    history: &TextHistory,
    world: &TextWorld,
    invariant: &Invariant,
    number: usize,
) -> Vec<BrokenInvariant> {
    let aggregate = history.prepared.program.aggregates.get(number);
    let (names, states) = (history.streams.get(number), world.aggregates.get(number));
    let (Some(aggregate), Some(names), Some(states)) = (aggregate, names, states) else {
        return Vec::new();
    };
    let mut checked = Checked::of(history, invariant);
    for (slot, state) in states.filled() {
        let id = names.name(slot);
        let mut state = state.clone();
        let around = Around {
            key: history.texts.borrow_mut().intern(id),
            ..Around::nothing(history.prepared.empty)
        };
        if !checked.check(&around, &mut state, || {
            format!("{}/{id}", aggregate.category)
        }) {
            break;
        }
    }
    checked.broken
}

fn of_read_model(
    history: &TextHistory,
    world: &TextWorld,
    invariant: &Invariant,
    number: usize,
) -> Vec<BrokenInvariant> {
    let read_model = history.prepared.program.read_models.get(number);
    let (Some(read_model), Some(shown)) = (read_model, Shown::of(history, world, number)) else {
        return Vec::new();
    };
    let kept = world.tables.get(number).map(|table| &table.state);
    let mut checked = Checked::of(history, invariant);
    for (key, row) in shown.all() {
        let mut state = kept.cloned().unwrap_or_default();
        let around = Around {
            row: &row,
            ..Around::nothing(history.prepared.empty)
        };
        if !checked.check(&around, &mut state, || format!("{} {key}", read_model.name)) {
            break;
        }
    }
    checked.broken
}

/// An invariant that is being checked, case by case.
struct Checked<'a> {
    history: &'a TextHistory,
    invariant: &'a Invariant,
    title: &'a str,
    spent: usize,
    broken: Vec<BrokenInvariant>,
}

impl<'a> Checked<'a> {
    fn of(history: &'a TextHistory, invariant: &'a Invariant) -> Self {
        let mut schemas = history.prepared.program.schema.invariants.iter();
        let schema = schemas.find(|schema| schema.name == invariant.name);
        Self {
            history,
            invariant,
            title: schema.map_or(&invariant.name, |schema| &schema.title),
            spent: 0,
            broken: Vec::new(),
        }
    }

    /// Checks one case. False where all of them together take too much.
    fn check(&mut self, around: &Around<'_>, state: &mut Items, name: impl Fn() -> String) -> bool {
        let (history, invariant) = (self.history, self.invariant);
        let budget = Budget::new();
        let run = Run::new(&history.prepared, &history.texts, &budget, around, state);
        let held = run.holds(&mut Locals::default(), &invariant.condition);
        self.spent = self.spent.saturating_add(budget.spent());
        let problem = match held {
            Ok(true) => None,
            Ok(false) => Some(format!("{}: this does not hold: {}", name(), self.title)),
            Err(stop) => match *stop {
                Why::Beyond(limit) => Some(format!(
                    "{}: this can't be checked: {} {}",
                    name(),
                    self.title,
                    limit.problem()
                )),
                _ => None,
            },
        };
        if self.spent > STEPS {
            let problem = format!("This takes too long to be checked: {}", self.title);
            self.tell(problem);
            return false;
        }
        if let Some(problem) = problem {
            self.tell(problem);
        }
        true
    }

    fn tell(&mut self, problem: String) {
        self.broken.push(BrokenInvariant {
            name: self.invariant.name.clone(),
            problem,
        });
    }
}
