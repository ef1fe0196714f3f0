//! Statements.

use super::super::program::{Expr, Refusing, Sending, Statement};
use super::super::value::{Datum, SortedMap};
use super::budget::{Stop, Why};
use super::evaluate::Run;
use super::locals::Locals;
use super::operators::{entries, items};
use crate::engine::environment::derived_id;
use crate::engine::journal::Refusal;

/// What recording an event or sending a command costs beside its fields: there are never very many of them.
const WRITING: usize = 100;

impl Run<'_> {
    /// Statements in order.
    pub(super) fn block(&mut self, locals: &mut Locals, block: &[Statement]) -> Result<(), Stop> {
        for statement in block {
            self.statement(locals, statement)?;
        }
        Ok(())
    }

    fn statement(&mut self, locals: &mut Locals, statement: &Statement) -> Result<(), Stop> {
        self.budget.step()?;
        match statement {
            Statement::Let(local, expr) => {
                let value = self.value(locals, expr)?;
                locals.set(*local, value);
            }
            Statement::If(condition, one, two) => {
                let block = if self.holds(locals, condition)? {
                    one
                } else {
                    two
                };
                self.block(locals, block)?;
            }
            Statement::ForList(local, list, block) => {
                let list = self.value(locals, list)?;
                self.for_list(locals, *local, &list, block)?;
            }
            Statement::ForMap((key, value), map, block) => {
                let map = self.value(locals, map)?;
                let names = (*key, *value);
                match entries(&map).and_then(SortedMap::only) {
                    Some(entry) => self.for_entry(locals, names, entry, block)?,
                    None => self
                        .ordered(&map)?
                        .try_for_each(|entry| self.for_entry(locals, names, entry, block))?,
                }
            }
            Statement::Change(place, change) => self.change(locals, place, change)?,
            Statement::RemoveRow(key) => self.remove_row(locals, key)?,
            Statement::Require(condition, refusing) => {
                if !self.holds(locals, condition)? {
                    return self.refuse(locals, refusing);
                }
            }
            Statement::Refuse(refusing) => return self.refuse(locals, refusing),
            Statement::Record(event, fields) => {
                let fields = self.written(locals, fields)?;
                if let Some(effects) = &mut self.effects {
                    effects.records.push((*event, fields));
                }
            }
            Statement::Send(sending) => self.send(locals, sending)?,
            Statement::SetDeadline(deadline, due) => {
                let due = self.number(locals, due)?;
                self.budget.spend(WRITING)?;
                if let Some(effects) = &mut self.effects {
                    effects.deadlines.push((*deadline, due));
                }
            }
            Statement::CancelDeadline(deadline) => {
                self.budget.spend(WRITING)?;
                if let Some(effects) = &mut self.effects {
                    effects.cancelled.push(*deadline);
                }
            }
            Statement::End => {
                if let Some(effects) = &mut self.effects {
                    effects.ends = true;
                }
            }
            Statement::Fail(reason) => {
                let reason = self.symbol(locals, reason)?;
                return Err(Stop::new(Why::Failed(reason)));
            }
        }
        Ok(())
    }

    fn for_entry(
        &mut self,
        locals: &mut Locals,
        (key, value): (usize, usize),
        entry: (&Datum, &Datum),
        block: &[Statement],
    ) -> Result<(), Stop> {
        self.budget.step()?;
        locals.set(key, entry.0.clone());
        locals.set(value, entry.1.clone());
        self.block(locals, block)
    }

    fn for_list(
        &mut self,
        locals: &mut Locals,
        local: usize,
        of: &Datum,
        block: &[Statement],
    ) -> Result<(), Stop> {
        let members = match of {
            Datum::Set(_) => Some(self.ordered(of)?),
            _ => None,
        };
        let members = members.into_iter().flatten().map(|(member, _)| member);
        for element in items(of).iter().chain(members) {
            self.budget.step()?;
            locals.set(local, element.clone());
            self.block(locals, block)?;
        }
        Ok(())
    }

    fn refuse(&self, locals: &mut Locals, refusing: &Refusing) -> Result<(), Stop> {
        let reason = self.symbol(locals, &refusing.reason)?;
        let reason = self.texts.borrow().get(reason).to_owned();
        let refusal = Refusal::decided(&refusing.code, reason);
        Err(Stop::new(Why::Refused(refusal)))
    }

    fn send(&mut self, locals: &mut Locals, sending: &Sending) -> Result<(), Stop> {
        let fields = self.written(locals, &sending.fields)?;
        let not_after = match &sending.not_after {
            Some(time) => Some(self.number(locals, time)?),
            None => None,
        };
        let Some(effects) = &self.effects else {
            return Ok(());
        };
        if let Some(field) = sending.known_as {
            // The id that the engine gives the command: of the step, and of its place among those that the step sends.
            let place = effects.sends.len().to_string();
            let id = self.text(&derived_id(self.around.seed, &place))?;
            self.state.edit(field, |known| *known = id);
        }
        if let Some(effects) = &mut self.effects {
            effects.sends.push((sending.command, fields, not_after));
        }
        Ok(())
    }

    fn written(&self, locals: &mut Locals, fields: &[Expr]) -> Result<Vec<Datum>, Stop> {
        let fields = self.values(locals, fields)?;
        let cells = fields.iter().map(Datum::cells);
        self.budget.spend(WRITING + cells.sum::<usize>())?;
        Ok(fields)
    }
}
