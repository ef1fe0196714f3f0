//! Specs and a story. Whether they hold is of no concern: they have to be checked and run.

use super::plan::{Aggregate, Command, Process};
use super::{Scope, Ty, Writer};

impl Writer<'_> {
    /// Names with types, as arguments: some in order, some by name, some left out.
    fn given_event(&self, scope: &Scope, of: &Aggregate) -> String {
        let event = self.one(&of.events);
        let fields = event.fields.all.iter().filter(|_| self.half());
        let fields = fields.map(|it| format!("{}: {}", it.name, self.expr(scope, &it.ty, 2)));
        let key = std::iter::once("\"o1\"".to_owned());
        let fields: Vec<String> = key.chain(fields).collect();
        format!("{}({})", event.name, fields.join(", "))
    }

    fn spec_scope(&self) -> Scope {
        self.scope().knows("now", Ty::Instant)
    }

    /// The arguments of a command, its key a well-known one.
    fn command_call(&self, of: &Aggregate, command: &Command, depth: usize) -> String {
        let scope = self.spec_scope();
        let key = format!("\"o{}\"", 1 + self.below(2));
        let fields = &command.inputs.all;
        let values = fields.iter().map(|it| self.expr(&scope, &it.ty, depth));
        let arguments: Vec<String> = match self.half() {
            true => std::iter::once(key).chain(values).collect(),
            false => {
                let names = fields.iter().zip(values);
                let named = names.map(|(it, value)| format!("{}: {value}", it.name));
                std::iter::once(format!("{}: {key}", of.key.name))
                    .chain(named)
                    .collect()
            }
        };
        format!("{}({})", command.name, arguments.join(", "))
    }

    /// Who may send a command.
    fn sender(&self, command: &Command) -> Option<String> {
        let (role, people) = &self.plan.actors[*self.dice.pick(&command.actors)?];
        Some(format!("{} as {role}", self.one(people)))
    }

    pub(super) fn specs(&self) -> Vec<String> {
        let mut bodies = Vec::new();
        for aggregate in &self.plan.aggregates {
            bodies.push(self.spec_of_command(aggregate));
        }
        for process in &self.plan.processes {
            bodies.push(self.spec_of_process(process));
            bodies.push(self.spec_of_process(process));
        }
        bodies.push(self.spec_of_rows());
        let numbered = bodies.into_iter().enumerate();
        let specs = numbered.map(|(number, body)| format!("spec \"Number {number}\" {body}"));
        specs.collect()
    }

    fn given(&self, of: &Aggregate) -> String {
        let scope = self.spec_scope();
        let mut lines = Vec::new();
        if self.half() {
            lines.push(format!("given now {}", self.literal(&Ty::Instant, true)));
        }
        for _ in 0..self.below(3) {
            let mut line = format!("given {}", self.given_event(&scope, of));
            if self.half() {
                let (role, people) = self.one(&self.plan.actors);
                line += &format!(" by {}", self.one(people));
                line += &self.sometimes(|_| format!(" as {role}"));
            }
            line += &self.sometimes(|this| format!(" at {}", this.expr(&scope, &Ty::Instant, 1)));
            lines.push(line);
        }
        lines.join("\n")
    }

    fn row(&self) -> String {
        let scope = self.spec_scope();
        let read_model = self.one(&self.plan.read_models);
        let key = read_model.key.iter().map(|it| match it.ty {
            Ty::Id | Ty::Text => "\"o1\"".to_owned(),
            _ => self.expr(&scope, &it.ty, 1),
        });
        let row = format!(
            "{}[{}]",
            read_model.name,
            key.collect::<Vec<_>>().join(", ")
        );
        if self.rarely() {
            return format!("then no {row}");
        }
        let columns = read_model.columns.all.iter().take(2);
        let columns = columns.map(|it| format!("{}: {}", it.name, self.expr(&scope, &it.ty, 1)));
        format!(
            "then {row} is {{ {} }}",
            columns.collect::<Vec<_>>().join(", ")
        )
    }

    fn spec_of_command(&self, of: &Aggregate) -> String {
        let command = self.one(&of.commands);
        let call = self.command_call(of, command, 1);
        let when = match self.sender(command) {
            Some(sender) => format!("when {sender}: {call}"),
            None => format!("when {call}"),
        };
        let event = self.one(&of.events);
        let scope = self.spec_scope();
        let then = self.several(1, 3, |this| match this.below(5) {
            0 => "then nothing".to_owned(),
            1 => format!(
                "then refused{}",
                this.one(&["", " TWICE", " TWICE \"It is.\""])
            ),
            2 => this.row(),
            _ => {
                let fields = event.fields.all.iter().take(1);
                let fields =
                    fields.map(|it| format!("{}: {}", it.name, this.expr(&scope, &it.ty, 1)));
                format!(
                    "then {}({})",
                    event.name,
                    fields.collect::<Vec<_>>().join(", ")
                )
            }
        });
        let (given, then) = (self.given(of), then.join("\n"));
        format!("{{\n{given}\n{when}\n{then}\n}}")
    }

    fn spec_of_process(&self, it: &Process) -> String {
        let of = &self.plan.aggregates[it.of];
        let scope = self.spec_scope();
        let heard = self.given_event(&scope, of);
        let mut given = self.given(of);
        let when = match self.dice.pick(&it.deadlines) {
            Some(deadline) if self.half() => {
                given += &format!("\ngiven {heard}\n");
                format!("when {} hears {deadline} passes for \"o1\"", it.name)
            }
            _ => format!("when {} hears {heard}", it.name),
        };
        let sent = self.sent.borrow();
        let sent = sent.iter().filter(|(process, _)| *process == it.name);
        let sent: Vec<&(String, String)> = sent.collect();
        let sent = self.dice.pick(&sent).map(|(_, command)| command);
        let when = match sent {
            Some(command) if self.rarely() => {
                given += &format!("\ngiven {heard} answering {command}");
                format!("when {} hears refusal of {command} for \"o1\"", it.name)
            }
            _ => when,
        };
        let then = self.several(1, 3, |this| {
            match (this.below(5), this.dice.pick(&it.deadlines)) {
                (0, Some(deadline)) => format!(
                    "then sets {deadline} at {}",
                    this.expr(&scope, &Ty::Instant, 1)
                ),
                (1, Some(deadline)) => format!("then cancels {deadline}"),
                (2, _) => "then ends".to_owned(),
                (4, _) if sent.is_some() => {
                    format!("then sends {}()", sent.map_or("", String::as_str))
                }
                (3, _) => format!("then fails{}", this.one(&["", " \"Why\""])),
                _ => "then nothing".to_owned(),
            }
        });
        format!("{{\n{given}\n{when}\n{}\n}}", then.join("\n"))
    }

    fn spec_of_rows(&self) -> String {
        let of = self.one(&self.plan.aggregates);
        format!("{{\n{}\n{}\n}}", self.given(of), self.row())
    }

    /// A first history.
    pub(super) fn story(&self) -> String {
        let mut steps = Vec::new();
        for _ in 0..3 + self.below(5) {
            let of = self.one(&self.plan.aggregates);
            let command = self.one(&of.commands);
            if let Some(sender) = self.sender(command) {
                let version = match self.rarely() {
                    true => format!(" at version {}", self.below(3)),
                    false => String::new(),
                };
                let call = self.command_call(of, command, 1);
                steps.push(format!("{sender}{version}: {call}"));
            }
            match self.below(6) {
                0 => steps.push(format!("after {}", self.literal(&Ty::Duration, true))),
                1 => steps.push(format!("at {}", self.literal(&Ty::Instant, true))),
                _ => {}
            }
        }
        format!("story from 2026-03-02T09:00 {{\n{}\n}}", steps.join("\n"))
    }
}
