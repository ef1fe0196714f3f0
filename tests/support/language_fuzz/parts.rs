//! The parts of a file.

use super::plan::{Aggregate, Calculation, Command, Event, Fields, ReadModel, Record};
use super::{Field, Scope, Ty, Writer};

/// How deep the expressions of a generated model go.
pub(super) const DEPTH: usize = 3;

impl Writer<'_> {
    /// The whole file.
    pub(super) fn file(&self) -> String {
        let mut parts = vec!["/// What it is about.\nmodel \"Generated\"\n".to_owned()];
        parts.extend(self.plan.actors.iter().map(|(name, people)| {
            let title = self.sometimes(|_| "\"An actor\" ".to_owned());
            format!("actor {name} {title}({})", people.join(", "))
        }));
        for (name, ty) in &self.plan.aliases {
            parts.push(format!("type {name} = {}", self.plainly(ty)));
        }
        for (name, cases) in &self.plan.enums {
            parts.push(format!("enum {name} {{ {} }}", cases.join(", ")));
        }
        parts.extend(self.plan.records.iter().map(|it| self.record(it)));
        let calculations = self.plan.calculations.iter().enumerate();
        parts.extend(calculations.map(|(place, it)| self.calculation(it, place)));
        for aggregate in &self.plan.aggregates {
            if self.half() {
                let title = self.sometimes(|_| " \"A context\"".to_owned());
                parts.push(format!("context {}{title}", self.fresh("Context")));
            }
            parts.push(self.aggregate_part(aggregate));
        }
        parts.extend(
            self.plan
                .read_models
                .iter()
                .map(|it| self.read_model_part(it)),
        );
        if self.half() {
            parts.push("read model Feed \"Activity\" as feed".to_owned());
        }
        parts.extend(self.plan.processes.iter().map(|it| self.process_part(it)));
        parts.extend(self.upcasts());
        parts.extend(self.tasks());
        parts.extend(self.specs());
        parts.push(self.story());
        parts.join("\n")
    }

    /// Everything that can be calculated with, and nothing else.
    pub(super) fn scope(&self) -> Scope {
        Scope {
            calculations: self.plan.calculations.len(),
            ..Scope::default()
        }
    }

    /// A type without its own other name.
    fn plainly(&self, ty: &Ty) -> String {
        loop {
            let written = self.written(ty);
            if !self.plan.aliases.iter().any(|(name, _)| *name == written) {
                return match written.contains("Alias") {
                    true => continue,
                    false => written,
                };
            }
        }
    }

    fn title(&self) -> String {
        self.sometimes(|_| " \"Titled\"".to_owned())
    }

    fn doc(&self) -> String {
        match self.rarely() {
            true => "\n/// What it is for.\n// And a comment.\n".to_owned(),
            false => String::new(),
        }
    }

    /// Fields in parentheses, without anything else.
    fn parameters(&self, fields: &Fields) -> String {
        let own = fields.own.iter();
        let own = own.map(|it| format!("{}: {}", it.name, self.written(&it.ty)));
        self.spread(fields)
            .chain(own)
            .collect::<Vec<_>>()
            .join(", ")
    }

    fn spread(&self, fields: &Fields) -> impl Iterator<Item = String> {
        let spread = fields.spread.iter();
        spread.map(|record| format!("..{}", self.plan.records[*record].name))
    }

    /// Fields in braces, some with a beginning, a title and a comment.
    fn members(&self, fields: &Fields, begins: impl Fn(usize) -> bool) -> String {
        let own = fields.own.iter().enumerate().map(|(place, it)| {
            let initial = match begins(place) {
                true => format!(" = {}", self.constant(&it.ty)),
                false => String::new(),
            };
            let (doc, title) = (self.doc(), self.title());
            format!("{doc}{}: {}{initial}{title}", it.name, self.written(&it.ty))
        });
        self.spread(fields)
            .chain(own)
            .collect::<Vec<_>>()
            .join("\n")
    }

    /// A value that is known beforehand: nothing of it is worked out.
    pub(super) fn constant(&self, ty: &Ty) -> String {
        self.literal(ty, false)
    }

    fn record(&self, record: &Record) -> String {
        let members = self.members(&record.fields, |place| record.begun[place]);
        format!("record {} {{\n{members}\n}}", record.name)
    }

    fn calculation(&self, it: &Calculation, place: usize) -> String {
        let mut scope = Scope::default().with(&it.parameters.all);
        scope.calculations = place;
        let body = self.expr(&scope, &it.result, DEPTH);
        let parameters = self.parameters(&it.parameters);
        let result = self.written(&it.result);
        format!("define {}({parameters}): {result} =\n  {body}", it.name)
    }

    fn state(&self, fields: &Fields) -> String {
        if fields.all.is_empty() {
            return String::new();
        }
        format!(
            "state {{\n{}\n}}\n",
            self.members(fields, |_| self.rarely())
        )
    }

    fn invariant(&self, scope: &Scope) -> String {
        let at_rest = self.sometimes(|_| " at rest".to_owned());
        let condition = self.expr(scope, &Ty::Bool, DEPTH);
        format!("invariant{at_rest} \"It holds\": {condition}\n")
    }

    fn aggregate_part(&self, it: &Aggregate) -> String {
        let key = self.key(&it.key);
        let mut parts = self.state(&it.state);
        for command in &it.commands {
            parts += &self.command(it, command);
        }
        for event in &it.events {
            parts += &self.event(it, event);
        }
        let scope = self
            .scope()
            .with(std::slice::from_ref(&it.key))
            .state(&it.state.all);
        parts += &self.sometimes(|it| it.invariant(&scope));
        let (doc, title) = (self.doc(), self.title());
        format!("{doc}aggregate {}({key}){title} {{\n{parts}\n}}", it.name)
    }

    fn key(&self, key: &Field) -> String {
        let ty = if key.ty == Ty::Id {
            "Id"
        } else {
            "Text(1..40)"
        };
        format!("{}: {ty}", key.name)
    }

    fn command(&self, of: &Aggregate, it: &Command) -> String {
        let mut inputs: Vec<String> = self.spread(&it.inputs).collect();
        if self.half() {
            let source = self.source(&of.key, &it.inputs.all, true);
            inputs.push(format!("{}{source}", self.key(&of.key)));
        }
        inputs.extend(it.inputs.own.iter().map(|field| {
            let source = self.source(field, &it.inputs.all, false);
            let title = self.title();
            format!("{}: {}{source}{title}", field.name, self.written(&field.ty))
        }));
        let mut scope = self.scope();
        scope.is_command = true;
        let mut scope = scope
            .with(std::slice::from_ref(&of.key))
            .with(&it.inputs.all);
        scope = scope.state(&of.state.all);
        for (name, ty) in [
            ("me", Ty::Text),
            ("role", Ty::Text),
            ("now", Ty::Instant),
            ("isNew", Ty::Bool),
        ] {
            scope = scope.knows(name, ty);
        }
        let (reads, scope) = self.reads(&of.key, scope);
        let body = self.deciding(&scope, of);
        let by: Vec<&str> = it
            .actors
            .iter()
            .map(|at| self.plan.actors[*at].0.as_str())
            .collect();
        let by = match by.is_empty() {
            true => String::new(),
            false => format!(" by {}", by.join(", ")),
        };
        let (doc, title) = (self.doc(), self.title());
        let separator = self.one(&[", ", "\n"]);
        let inputs = inputs.join(separator);
        format!(
            "{doc}command {}{title}{by} ({inputs}){reads} {{\n{body}\n}}\n",
            it.name
        )
    }

    /// What is known of any event.
    pub(super) fn of_any_event(&self, mut scope: Scope) -> Scope {
        let known = [
            ("recordedAt", Ty::Instant),
            ("recordedBy", Ty::Text),
            ("recordedAs", Ty::Text),
            ("answerTo", Ty::Id),
            ("version", Ty::Int),
        ];
        for (name, ty) in known {
            scope = scope.knows(name, ty);
        }
        scope
    }

    fn event(&self, of: &Aggregate, it: &Event) -> String {
        let version = match it.version {
            1 => self.sometimes(|_| " v1".to_owned()),
            version => format!(" v{version}"),
        };
        let scope = self
            .scope()
            .with(&it.fields.all)
            .with(std::slice::from_ref(&of.key));
        let scope = self.of_any_event(scope);
        let sentence = self.sometimes(|this| format!(" {}", this.template(&scope, DEPTH)));
        let body = self.evolving(&scope.state(&of.state.all), &of.state.all);
        let fields = self.parameters(&it.fields);
        let doc = self.doc();
        format!(
            "{doc}event {}{version}({fields}){sentence} {{\n{body}\n}}\n",
            it.name
        )
    }

    fn read_model_part(&self, it: &ReadModel) -> String {
        let key: Vec<String> = it
            .key
            .iter()
            .map(|part| match part.ty {
                Ty::Id | Ty::Text => self.key(part),
                _ => format!("{}: {}", part.name, self.written(&part.ty)),
            })
            .collect();
        let kept = self.one(&["", " as table", " as search"]);
        let row = self
            .scope()
            .with(&it.key)
            .with(&it.columns.all)
            .state(&it.state.all);
        let shown = self.sometimes(|this| format!(" where {}", this.expr(&row, &Ty::Bool, 2)));
        let mut parts =
            self.members(&it.columns, |_| self.rarely()) + "\n" + &self.state(&it.state);
        let of = &self.plan.aggregates[it.of];
        let mut left: &[Event] = &of.events;
        while let Some((event, others)) = left.split_first() {
            left = others;
            if let (Some((second, rest)), true) = (others.split_first(), self.rarely()) {
                left = rest;
                let scope = self.scope().with(std::slice::from_ref(&of.key));
                let body = self.projecting(&self.of_any_event(scope), it);
                parts += &format!("on {}, {} {{\n{body}\n}}\n", event.name, second.name);
                continue;
            }
            let scope = self
                .scope()
                .with(&event.fields.all)
                .with(std::slice::from_ref(&of.key));
            let body = self.projecting(&self.of_any_event(scope), it);
            parts += &format!("on {} {{\n{body}\n}}\n", event.name);
        }
        parts += &self.sometimes(|it| it.invariant(&row));
        let (name, title) = (&it.name, self.title());
        let key = key.join(", ");
        format!("read model {name}{title}{kept} ({key}){shown} {{\n{parts}}}")
    }

    /// Old shapes of events of later versions, each lifted to the next.
    fn upcasts(&self) -> Vec<String> {
        let mut upcasts = Vec::new();
        for event in self.plan.aggregates.iter().flat_map(|it| &it.events) {
            let mut target = (
                format!(
                    "{}{}",
                    event.name,
                    self.sometimes(|_| format!(" v{}", event.version))
                ),
                event.fields.clone(),
            );
            for version in (1..event.version).rev() {
                let fields = self.fields(1, 3, 1);
                let scope = self.scope().with(&fields.all);
                let arguments = self.arguments(&scope, &target.1.all, &[], 2);
                let mut into = format!("into {}({arguments})\n", target.0);
                if self.rarely() {
                    let arguments = self.arguments(&scope, &target.1.all, &[], 1);
                    into += &format!("into {}({arguments})\n", target.0);
                }
                let shape = format!("{} v{version}", event.name);
                upcasts.push(format!(
                    "upcast {shape} ({}) {{\n{into}}}",
                    self.parameters(&fields)
                ));
                target = (shape, fields);
            }
        }
        upcasts
    }
}
