//! Where the values of fields come from: tasks, and rows that a command looks up.

use super::plan::ReadModel;
use super::{Field, Scope, Ty, Writer};

impl Writer<'_> {
    /// The rows that a command looks up, and what it knows of them.
    pub(super) fn reads(&self, key: &Field, mut scope: Scope) -> (String, Scope) {
        let alone = self.plan.read_models.iter().filter(|it| it.key.len() == 1);
        let alone: Vec<&ReadModel> = alone.collect();
        let (Some(read_model), true) = (self.dice.pick(&alone), self.half()) else {
            return (String::new(), scope);
        };
        let row = format!("{}[{}]", read_model.name, key.name);
        for column in &read_model.columns.all {
            scope = scope.knows(&format!("{row}.{}", column.name), column.ty.clone());
        }
        scope
            .conditions
            .push(format!("({} in {})", key.name, read_model.name));
        (format!(" reads {row}"), scope)
    }

    /// Where the value of a field comes from.
    pub(super) fn source(&self, field: &Field, fields: &[Field], is_key: bool) -> String {
        let is_id = matches!(field.ty, Ty::Id | Ty::Text);
        match self.below(6) {
            0 if is_id => " new".to_owned(),
            1 if !is_key => format!(" always {}", self.constant(&field.ty)),
            2 | 3 => self.pick(field, fields).unwrap_or_default(),
            _ => String::new(),
        }
    }

    /// `from` a column of this type.
    pub(super) fn pick(&self, field: &Field, fields: &[Field]) -> Option<String> {
        let plain = match &field.ty {
            Ty::Opt(inner) => inner,
            ty => ty,
        };
        let wanted = match plain {
            Ty::Map(key, _) => key,
            ty => ty,
        };
        let mut found = Vec::new();
        for read_model in &self.plan.read_models {
            for column in read_model.key.iter().chain(&read_model.columns.all) {
                if column.ty == *wanted {
                    found.push((read_model, column));
                }
            }
        }
        let (read_model, column) = self.dice.pick(&found)?;
        let columns = &read_model.columns.all;
        let mut matches = Vec::new();
        if let (Some(other), true) = (self.dice.pick(columns), self.half()) {
            let is_plain = matches!(other.ty, Ty::Bool | Ty::Int | Ty::Text | Ty::Enum(_));
            if is_plain {
                matches.push(format!("{} == {}", other.name, self.constant(&other.ty)));
            }
            let alike = fields
                .iter()
                .find(|it| it.ty == other.ty && it.name != field.name);
            matches.extend(alike.map(|it| format!("{} == {}", other.name, it.name)));
        }
        let matches = match matches.is_empty() {
            true => String::new(),
            false => format!(" where {}", matches.join(" and ")),
        };
        let names: Vec<&str> = columns.iter().take(2).map(|it| it.name.as_str()).collect();
        let showing = self.sometimes(|_| format!(" showing {}", names.join(" and ")));
        let most = columns.iter().find(|it| it.ty == Ty::Int);
        let most = most
            .map(|it| format!(" most {}", it.name))
            .unwrap_or_default();
        let typed = self.sometimes(|_| " or typed".to_owned());
        let otherwise = self.sometimes(|_| " else \"There is none.\"".to_owned());
        let from = format!(" from {}.{}", read_model.name, column.name);
        Some(format!("{from}{matches}{showing}{most}{typed}{otherwise}"))
    }

    pub(super) fn tasks(&self) -> Vec<String> {
        let mut tasks = Vec::new();
        for command in self.plan.aggregates.iter().flat_map(|it| &it.commands) {
            let (Some(actor), true) = (command.actors.first(), self.half()) else {
                continue;
            };
            let fields = &command.inputs.all;
            let filled = fields.iter().filter(|_| self.half());
            let filled: Vec<String> = filled
                .map(|it| format!("{}{}", it.name, self.source(it, fields, false)))
                .collect();
            if filled.is_empty() {
                continue;
            }
            let actor = &self.plan.actors[*actor].0;
            tasks.push(format!(
                "task \"Another way\" by {actor} sends {} ({})",
                command.name,
                filled.join(", ")
            ));
        }
        tasks
    }
}
