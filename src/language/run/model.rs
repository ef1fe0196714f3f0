//! A program behind the one model interface.

use super::super::program::{Expr, FieldDef, Program, Type};
use super::super::value::{Datum, Items, Texts};
use super::around::Around;
use super::budget::Budget;
use super::evaluate::Run;
use super::hearing::hear;
use super::history::TextHistory;
use super::lifting;
use super::locals::Locals;
use super::plain;
use super::prepared::Prepared;
use super::reacting::instance_for;
use crate::engine::event::EventData;
use crate::engine::hash::hash_id;
use crate::engine::model::{History, Model};
use crate::engine::names::{Fingerprint, ProcessName};
use crate::engine::process::{Correlating, Input, InstanceStatus};
use crate::engine::schema::Schema;
use crate::engine::story::StoryStep;
use crate::engine::time::Timestamp;
use crate::engine::upcasting::EventShape;
use crate::engine::value::Value;
use std::cell::RefCell;
use std::rc::Rc;

/// A model that was written as a text.
pub struct TextModel {
    prepared: Rc<Prepared>,
    fingerprint: Fingerprint,
    /// For what is worked out without any history; nothing stays in it.
    texts: RefCell<Texts>,
}

impl TextModel {
    /// The model that a text was checked to be. Its fingerprint is a hash of the text without comments and white space.
    pub fn new(program: Program, text: &str) -> Self {
        let prepared = Prepared::new(program);
        Self {
            texts: RefCell::new(prepared.texts.clone()),
            prepared: Rc::new(prepared),
            fingerprint: Fingerprint::new(hash_id([meaning(text).as_bytes()])),
        }
    }

    /// The program.
    pub fn program(&self) -> &Program {
        &self.prepared.program
    }

    /// A stored event as this model reads it today: one event, several, or none where nothing is left of it.
    ///
    /// # Errors
    /// The model does not know it, or can't read it: why.
    pub fn today(&self, event: &EventData) -> Result<Vec<EventShape>, String> {
        lifting::today(&self.prepared, &self.texts, event)
    }

    /// Values that stand alone at a time, as plain data by the names of these fields.
    pub(super) fn constants(&self, exprs: &[Expr], fields: &[FieldDef], now: Timestamp) -> Value {
        let pairs = fields.iter().zip(exprs);
        Value::map(pairs.map(|(field, expr)| {
            let value = self.constant(expr, &field.field_type, now);
            (field.name.as_str(), value)
        }))
    }

    /// A value that stands alone at a time, as plain data. Nothing where it goes beyond the budget.
    pub(super) fn constant(&self, expr: &Expr, of: &Type, now: Timestamp) -> Value {
        let write = |value: &Datum| {
            let program = &self.prepared.program;
            plain::write(&self.texts.borrow(), program, value, of)
        };
        self.alone(expr, now, write).unwrap_or_default()
    }

    /// The key of a row as a text.
    pub(super) fn key_of_row(&self, parts: &[Expr], key: &[FieldDef], now: Timestamp) -> String {
        let parts = parts.iter().zip(key).map(|(part, field)| {
            let types = [field.field_type.clone()];
            let text = |value: &Datum| {
                let (texts, program) = (self.texts.borrow(), &self.prepared.program);
                plain::key_of_row(&texts, program, std::slice::from_ref(value), &types)
            };
            self.alone(part, now, text).unwrap_or_default()
        });
        parts.collect::<Vec<_>>().join(" / ")
    }

    fn alone<T>(&self, expr: &Expr, now: Timestamp, then: impl FnOnce(&Datum) -> T) -> Option<T> {
        let budget = Budget::new();
        let around = Around {
            now: Some(now.millis()),
            ..Around::nothing(self.prepared.empty)
        };
        let mut state = Items::default();
        let run = Run::new(&self.prepared, &self.texts, &budget, &around, &mut state);
        let value = run.value(&mut Locals::default(), expr).ok();
        let result = value.map(|value| then(&value));
        self.texts.borrow_mut().truncate(self.prepared.texts.len());
        result
    }
}

impl Model for TextModel {
    fn schema(&self) -> &Schema {
        &self.prepared.program.schema
    }

    fn fingerprint(&self) -> &Fingerprint {
        &self.fingerprint
    }

    fn history(&self) -> Box<dyn History> {
        Box::new(TextHistory::new(Rc::clone(&self.prepared)))
    }

    fn instance(
        &self,
        process: &ProcessName,
        input: &Input,
        correlating: Correlating<'_>,
    ) -> Option<String> {
        let prepared = &*self.prepared;
        let number = *prepared.processes.get(process)?;
        let rules = prepared.program.processes.get(number)?;
        let initial = prepared.new_processes.get(number)?;
        let heard = hear(prepared, &self.texts, number, input).ok()?;
        let is_known = |instance: &str| (correlating.status)(instance) != InstanceStatus::Unknown;
        let found = instance_for(prepared, &self.texts, (rules, initial), &heard, &is_known);
        self.texts.borrow_mut().truncate(prepared.texts.len());
        found
    }

    fn story(&self) -> Vec<StoryStep> {
        let program = &self.prepared.program;
        let steps = program.story.iter().filter_map(|step| {
            let command = program.commands.get(step.command)?;
            let at = Timestamp::from_millis(step.at);
            Some(StoryStep {
                at,
                actor: step.actor.clone(),
                command_type: command.command_type.clone(),
                payload: self.constants(&step.fields, &command.fields, at),
                expected: step.expected,
            })
        });
        steps.collect()
    }
}

/// A text without comments, and with no more white space than keeps words and lines apart. Inside quotation marks
/// everything counts.
fn meaning(text: &str) -> String {
    let mut kept = String::new();
    for line in text.lines() {
        let (mut quoted, mut gap) = (false, false);
        let mut letters = line.trim().chars().peekable();
        let before = kept.len();
        while let Some(letter) = letters.next() {
            match letter {
                '/' if !quoted && letters.peek() == Some(&'/') => break,
                '\\' if quoted => {
                    kept.push(letter);
                    kept.extend(letters.next());
                    continue;
                }
                '"' => quoted = !quoted,
                _ => {}
            }
            if letter.is_whitespace() && !quoted {
                gap = true;
                continue;
            }
            if gap && kept.len() > before {
                kept.push(' ');
            }
            gap = false;
            kept.push(letter);
        }
        if kept.len() > before {
            kept.push('\n');
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::meaning;

    #[test]
    fn comments_and_white_space_mean_nothing() {
        let one = meaning("model  \"A  //  b\" // so\n\n  actor A\n");
        assert_eq!(one, "model \"A  //  b\"\nactor A\n");
        assert_eq!(meaning("/// for people\nmodel \"A  //  b\"\nactor\tA"), one);
        assert_ne!(meaning("model \"A // b\"\nactor A"), one);
    }
}
