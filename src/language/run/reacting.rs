//! What a process does about what it has heard.

use super::super::program::{Cause, Clause, Process};
use super::super::value::{Items, Symbol, Texts};
use super::around::Around;
use super::budget::{Budget, Stop};
use super::effects::Effects;
use super::evaluate::Run;
use super::hearing::{Heard, HeardPart};
use super::locals::Locals;
use super::prepared::Prepared;
use std::cell::RefCell;

/// An instance that hears something.
pub(super) struct Instance<'a> {
    pub(super) prepared: &'a Prepared,
    pub(super) texts: &'a RefCell<Texts>,
    pub(super) process: &'a Process,
    pub(super) name: Symbol,
    /// The time of the step; none where it is not decided yet.
    pub(super) now: Option<i64>,
    /// What new ids are made from.
    pub(super) seed: &'a str,
    /// Whether it has handled nothing.
    pub(super) is_new: bool,
}

/// What came of it.
#[derive(Default)]
pub(super) struct Reacted {
    /// The rows of the process's table that say so; none where nothing fits.
    pub(super) rules: Vec<String>,
    pub(super) effects: Effects,
}

impl Instance<'_> {
    /// Does what the first clause says that fits, for everything that was heard. Its state changes with it.
    ///
    /// # Errors
    /// The process can't handle it, or the budget is used up.
    pub(super) fn react(&self, state: &mut Items, heard: &Heard) -> Result<Reacted, Stop> {
        let mut reacted = Reacted::default();
        let budget = Budget::new();
        for part in heard {
            let Some(clause) = self.clause(state, part, &budget)? else {
                continue;
            };
            let around = self.around(part);
            let mut run = Run::new(self.prepared, self.texts, &budget, &around, state);
            run.effects = Some(&mut reacted.effects);
            run.block(&mut Locals::default(), &clause.body)?;
            reacted.rules.push(clause.rule.clone());
        }
        Ok(reacted)
    }

    /// Whether any clause is for such a cause.
    pub(super) fn cares_for(&self, cause: Cause) -> bool {
        self.process.clauses.iter().any(|c| c.cause == cause)
    }

    /// The first clause that fits.
    fn clause(
        &self,
        state: &mut Items,
        part: &HeardPart,
        budget: &Budget,
    ) -> Result<Option<&Clause>, Stop> {
        let around = self.around(part);
        let run = Run::new(self.prepared, self.texts, budget, &around, state);
        for clause in &self.process.clauses {
            let fits = clause.cause == part.cause && (!self.is_new || self.may_start(clause));
            if fits && self.is_mine(&run, clause)? && holds(&run, clause)? {
                return Ok(Some(clause));
            }
        }
        Ok(None)
    }

    fn is_mine(&self, run: &Run<'_>, clause: &Clause) -> Result<bool, Stop> {
        let Some(instance) = &clause.instance else {
            return Ok(true);
        };
        Ok(run.symbol(&mut Locals::default(), instance)? == self.name)
    }

    fn may_start(&self, clause: &Clause) -> bool {
        clause.starts || self.process.clauses.iter().all(|clause| !clause.starts)
    }

    fn around<'p>(&'p self, part: &'p HeardPart) -> Around<'p> {
        Around {
            fields: &part.fields,
            key: part.key,
            now: self.now,
            person: part.person,
            role: part.role,
            answers: &part.answers,
            recorded_at: part.recorded_at,
            code: part.code,
            reason: part.reason,
            instance: self.name,
            is_new: self.is_new,
            seed: self.seed,
            ..Around::nothing(self.prepared.empty)
        }
    }

    /// Which instance something is for, as a clause has it. None where that is no name.
    fn name_for(&self, state: &mut Items, part: &HeardPart, clause: &Clause) -> Option<Symbol> {
        let (budget, around) = (Budget::new(), self.around(part));
        let run = Run::new(self.prepared, self.texts, &budget, &around, state);
        let name = run.symbol(&mut Locals::default(), clause.instance.as_ref()?);
        name.ok().filter(|name| name.characters() > 0)
    }

    /// Whether a clause begins this instance. What can't be told without the time is told when the step is decided.
    fn would_start(&self, state: &mut Items, part: &HeardPart, clause: &Clause) -> bool {
        let (budget, around) = (Budget::new(), self.around(part));
        let run = Run::new(self.prepared, self.texts, &budget, &around, state);
        self.may_start(clause) && holds(&run, clause).unwrap_or(true)
    }
}

/// The instance of a process that something is for: one that is known, or one that it begins.
pub(super) fn instance_for(
    prepared: &Prepared,
    texts: &RefCell<Texts>,
    process: (&Process, &Items),
    heard: &Heard,
    is_known: &dyn Fn(&str) -> bool,
) -> Option<String> {
    let (process, initial) = process;
    let named = |name| Instance {
        prepared,
        texts,
        process,
        name,
        now: None,
        seed: "",
        is_new: true,
    };
    let mut state = initial.clone();
    for part in heard {
        let clauses = process.clauses.iter();
        for clause in clauses.filter(|clause| clause.cause == part.cause) {
            let name = named(prepared.empty).name_for(&mut state, part, clause);
            let Some(name) = name else {
                continue;
            };
            let text = texts.borrow().shared(name);
            if is_known(&text) || named(name).would_start(&mut state, part, clause) {
                return Some(text.to_string());
            }
        }
    }
    None
}

fn holds(run: &Run<'_>, clause: &Clause) -> Result<bool, Stop> {
    match &clause.when {
        Some(when) => run.holds(&mut Locals::default(), when),
        None => Ok(true),
    }
}
