//! Tasks: what people can do, and how each field is filled in.

use super::Checker;
use super::expression::Wanted;
use super::report::list;
use super::types::{Member, Ty, fits, without_none};
use crate::engine::names::{CommandType, ReadModelName};
use crate::engine::schema::{Input, InputSource, Pick, TaskSchema};
use crate::engine::value::Value;
use crate::language::diagnostic::Code;
use crate::language::program::Type;
use crate::language::syntax::Word;
use crate::language::syntax::expression::{self as tree, ExprKind};
use crate::language::syntax::model::{self, ModelText, PartKind, Source, SourceKind};
use std::rc::Rc;

/// Further columns that tell which row it is, where the text does not say which.
const MOST_SHOWN: usize = 2;

/// How a field is filled in: what is written.
type Written<'t> = (&'t Word, Option<&'t Source>);

impl<'t> Checker<'t> {
    /// All tasks, in the order of the text: commands with a title, and those that stand alone.
    pub(super) fn tasks(&mut self, text: &'t ModelText) -> Vec<TaskSchema> {
        let mut tasks = Vec::new();
        for part in &text.parts {
            match &part.kind {
                PartKind::Aggregate(aggregate) => {
                    for tree in &aggregate.commands {
                        let Some(command) = self.command_of(tree) else {
                            continue;
                        };
                        let inputs = tree.inputs.iter();
                        let written: Vec<Written<'t>> = inputs
                            .filter_map(|input| Some((&input.name, Some(input.source.as_ref()?))))
                            .collect();
                        let order = self.known.commands.get(command);
                        let order = order.map(|it| it.order.clone()).unwrap_or_default();
                        let inputs = self.inputs(command, &written, &order);
                        if tree.title.is_none() {
                            continue;
                        }
                        let title = self.title_of(command);
                        self.task(
                            &mut tasks,
                            command,
                            (title, &tree.doc),
                            (&tree.actors, inputs),
                        );
                    }
                }
                PartKind::Task(tree) => self.task_part(&mut tasks, tree, &part.doc),
                _ => {}
            }
        }
        tasks
    }

    fn command_of(&self, tree: &'t model::Command) -> Option<usize> {
        self.known
            .commands
            .iter()
            .position(|known| std::ptr::eq(known.tree, tree))
    }

    fn task(
        &mut self,
        tasks: &mut Vec<TaskSchema>,
        command: usize,
        (title, summary): (String, &str),
        (actors, inputs): (&[Word], Vec<Input>),
    ) {
        let Some(known) = self.known.commands.get(command) else {
            return;
        };
        let command_type = CommandType::new(&known.tree.name.text);
        for role in self.roles(actors) {
            tasks.push(TaskSchema {
                title: title.clone(),
                summary: summary.to_owned(),
                role,
                command_type: command_type.clone(),
                inputs: inputs.clone(),
            });
        }
        self.uses.offered.insert(command);
    }

    fn task_part(&mut self, tasks: &mut Vec<TaskSchema>, tree: &'t model::Task, doc: &str) {
        let Some(command) = self.command_named(&tree.command) else {
            return;
        };
        let Some(known) = self.known.commands.get(command) else {
            return;
        };
        let (of_command, fields) = (known.tree, Rc::clone(&known.fields));
        for actor in &tree.actors {
            let known = self.actor_named(actor).is_some();
            if known && !of_command.actors.iter().any(|may| may.text == actor.text) {
                let message = format!("`{}` may not send `{}`.", actor.text, tree.command.text);
                let hint = format!("The command says who may: `by {}`.", actor.text);
                self.error(Code::WrongRole, actor.span, message)
                    .hint(hint)
                    .tell();
            }
        }
        let mut written: Vec<Written<'t>> = Vec::new();
        for (name, source) in &tree.inputs {
            let field = fields.iter().find(|field| field.name == name.text);
            if let Some(field) = field {
                self.means(name, field.span);
            } else {
                let message = format!("`{}` has no `{}`.", tree.command.text, name.text);
                let hint =
                    self.did_you_mean(&name.text, fields.iter().map(|field| field.name.as_str()));
                self.error(Code::UnknownField, name.span, message)
                    .hint(hint)
                    .tell();
            }
            if let Some((first, _)) = written.iter().find(|(known, _)| known.text == name.text) {
                let first = first.span;
                self.duplicate("field", name, first);
            }
            written.push((name, source.as_ref()));
        }
        // A field that the task doesn't name is filled in as the command says.
        for input in &of_command.inputs {
            let told = written.iter().any(|(name, _)| name.text == input.name.text);
            if let (Some(source), false) = (&input.source, told) {
                written.push((&input.name, Some(source)));
            }
        }
        let order: Vec<String> = tree
            .inputs
            .iter()
            .map(|(name, _)| name.text.clone())
            .collect();
        let inputs = self.inputs(command, &written, &order);
        let title = tree.title.text.clone();
        self.task(tasks, command, (title, doc), (&tree.actors, inputs));
    }

    /// How every field of a command is filled in, those that are named in their order.
    fn inputs(&mut self, command: usize, written: &[Written<'t>], order: &[String]) -> Vec<Input> {
        let Some(known) = self.known.commands.get(command) else {
            return Vec::new();
        };
        let fields = Rc::clone(&known.fields);
        let place = |name: &str| order.iter().position(|known| *known == name);
        let mut ordered: Vec<&Member> = fields.iter().collect();
        // What is not named comes first: that is the key.
        ordered.sort_by_key(|field| place(&field.name).map_or(0, |place| place + 1));
        let mut inputs = Vec::new();
        for field in ordered {
            let told = written.iter().find(|(name, _)| name.text == field.name);
            let source = match told {
                Some((_, Some(source))) => self.source(&fields, field, source),
                Some((_, None)) => InputSource::Typed,
                None => self.source_by_name(field),
            };
            inputs.push(Input {
                field: field.name.clone(),
                source,
            });
        }
        inputs
    }

    fn source(&mut self, fields: &[Member], field: &Member, source: &'t Source) -> InputSource {
        match &source.kind {
            SourceKind::New => {
                if let Some(ty) = &field.ty
                    && !matches!(without_none(ty), Type::Id | Type::Text)
                {
                    let ty = self.types.describe(ty);
                    let message = format!(
                        "A new id is an `Id`, and `{}` is of the type `{ty}`.",
                        field.name
                    );
                    self.error(Code::WrongSource, source.span, message).tell();
                }
                InputSource::NewId
            }
            SourceKind::Always(value) => InputSource::Always(self.always(value, &field.ty)),
            SourceKind::From(pick) => {
                let Some(picked) = self.pick(fields, field, pick) else {
                    return InputSource::Typed;
                };
                match pick.or_typed {
                    true => InputSource::Suggested(picked),
                    false => InputSource::Picked(picked),
                }
            }
        }
    }

    fn always(&mut self, value: &'t tree::Expr, ty: &Ty) -> Value {
        let Some(ty) = ty else {
            return Value::Null;
        };
        let datum = self.constant(value, ty);
        datum.map_or(Value::Null, |datum| self.plain(&datum, ty))
    }

    fn pick(&mut self, fields: &[Member], field: &Member, pick: &'t model::Pick) -> Option<Pick> {
        let read_model = self.read_model_named(&pick.read_model)?;
        let columns = self.columns(read_model);
        let (place, ty) = self.field_named(&columns, &pick.column)?;
        self.picked_type(field, &ty, &pick.column);
        let mut describe = Vec::new();
        for column in &pick.showing {
            if self.field_named(&columns, column).is_some() {
                describe.push(column.text.clone());
            }
        }
        if pick.showing.is_empty() {
            describe = told_by(&columns, place);
        }
        let (mut matching, mut only) = (Vec::new(), Vec::new());
        for (column, value) in &pick.matching {
            let Some((_, ty)) = self.field_named(&columns, column) else {
                continue;
            };
            match self.matched(fields, &ty, value) {
                Matched::Field(name) => matching.push((column.text.clone(), name)),
                Matched::Value(value) => only.push((column.text.clone(), value)),
            }
        }
        let most = pick.most.as_ref();
        if let Some(most) = most
            && let Some((_, Some(ty))) = self.field_named(&columns, most)
            && ty != Type::Int
        {
            let ty = self.types.describe(&ty);
            let message = format!(
                "`most` names a column of whole numbers, and this one is of the type `{ty}`."
            );
            self.error(Code::WrongSource, most.span, message).tell();
        }
        let when_empty = pick.when_empty.as_ref().map(|text| text.text.clone());
        Some(Pick {
            read_model: ReadModelName::new(&pick.read_model.text),
            column: pick.column.text.clone(),
            describe,
            matching,
            only,
            most: most.map(|most| most.text.clone()),
            when_empty: when_empty.unwrap_or_else(|| self.nothing_in(read_model)),
        })
    }

    /// The key and all other columns of a read model.
    fn columns(&self, read_model: usize) -> Vec<Member> {
        let known = self.known.read_models.get(read_model);
        let columns = known.map(|known| known.key.iter().chain(known.columns.iter()).cloned());
        columns.map(Iterator::collect).unwrap_or_default()
    }

    /// The field itself is picked, or the keys of a map, or the members of a list or set.
    fn picked_type(&mut self, field: &Member, column: &Ty, name: &Word) {
        let (Some(wanted), Some(found)) = (&field.ty, column) else {
            return;
        };
        let wanted = without_none(wanted);
        let found = without_none(found);
        let picked = match wanted {
            Type::Map(key, _) => key,
            wanted => wanted,
        };
        if !fits(found, picked) {
            let (is, should) = (self.types.describe(found), self.types.describe(picked));
            let message = format!(
                "This column is of the type `{is}`, and `{}` wants `{should}`.",
                field.name
            );
            self.error(Code::WrongSource, name.span, message).tell();
        }
    }

    fn matched(&mut self, fields: &[Member], column: &Ty, value: &'t tree::Expr) -> Matched {
        if let ExprKind::Name(name) = &value.kind
            && let Some(field) = fields.iter().find(|field| field.name == name.text)
        {
            self.means(name, field.span);
            return Matched::Field(name.text.clone());
        }
        if let (ExprKind::Name(name), Some(ty)) = (&value.kind, column)
            && !matches!(without_none(ty), Type::Enum(_))
        {
            let message = format!("The command has no field `{}`.", name.text);
            let known = || fields.iter().map(|field| field.name.as_str());
            let mut hint = self.did_you_mean(&name.text, known());
            if hint.is_empty() {
                hint = format!("It has {}.", list(known()));
            }
            self.error(Code::UnknownField, name.span, message)
                .hint(hint)
                .tell();
            return Matched::Value(Value::Null);
        }
        let wanted = Wanted::of(column);
        let value = match wanted {
            Wanted::Is(ty) => self.always(value, &Some(ty.clone())),
            _ => Value::Null,
        };
        Matched::Value(value)
    }

    /// Where the value of a field comes from that says nothing of it: an id is picked where a read model has a column
    /// of its name, of those with such a key first.
    fn source_by_name(&self, field: &Member) -> InputSource {
        if field.ty != Some(Type::Id) {
            return InputSource::Typed;
        }
        let of_name = |member: &Member| member.name == field.name && member.ty == Some(Type::Id);
        let all = || self.known.read_models.iter().enumerate();
        let by_key = all().find(|(_, known)| matches!(known.key.as_slice(), [key] if of_name(key)));
        let found = by_key.or_else(|| {
            all().find(|(_, known)| known.key.iter().chain(known.columns.iter()).any(of_name))
        });
        let Some((index, known)) = found else {
            return InputSource::Typed;
        };
        let columns = self.columns(index);
        let place = columns.iter().position(of_name).unwrap_or_default();
        InputSource::Picked(Pick {
            read_model: ReadModelName::new(&known.tree.name.text),
            column: field.name.clone(),
            describe: told_by(&columns, place),
            matching: Vec::new(),
            only: Vec::new(),
            most: None,
            when_empty: self.nothing_in(index),
        })
    }

    fn nothing_in(&self, read_model: usize) -> String {
        let known = self.known.read_models.get(read_model);
        let title =
            known.map(|known| super::known::title(known.tree.title.as_ref(), &known.tree.name));
        format!("There is nothing in “{}” yet.", title.unwrap_or_default())
    }
}

/// What the right side of a match is.
enum Matched {
    Field(String),
    Value(Value),
}

/// The first columns of text that tell which row it is.
fn told_by(columns: &[Member], picked: usize) -> Vec<String> {
    let columns = columns.iter().enumerate();
    let told = columns.filter(|(place, column)| *place != picked && column.ty == Some(Type::Text));
    told.take(MOST_SHOWN)
        .map(|(_, column)| column.name.clone())
        .collect()
}
