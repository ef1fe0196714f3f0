//! Words for people, made from the schema.

use crate::engine::commit::Command;
use crate::engine::journal::Refusal;
use crate::engine::schema::Schema;

/// What people call a command: the title of the one task that its sender performs with it. Where several tasks send the
/// same command nobody can tell which it was, so then it is the command's own name, in words.
pub fn task_title(schema: &Schema, command: &Command) -> String {
    let mut tasks = schema.tasks.iter().filter(|task| {
        task.command_type == command.command_type && task.role == command.actor.role
    });
    match (tasks.next(), tasks.next()) {
        (Some(only), None) => only.title.clone(),
        _ => in_words(command.command_type.as_str()),
    }
}

/// Why a command was refused: the reason, or what is wrong with its fields, by their titles.
pub fn why_refused(schema: &Schema, command: &Command, refusal: &Refusal) -> String {
    if refusal.fields.is_empty() {
        return refusal.reason.clone();
    }
    let known = schema.command(&command.command_type);
    let title = |name: &str| {
        let fields = known.map(|(_, _, command)| command.fields.iter());
        let field = fields
            .into_iter()
            .flatten()
            .find(|field| field.name == name);
        field.map_or_else(|| name.to_owned(), |field| field.title.clone())
    };
    let problems = refusal.fields.iter();
    let problems =
        problems.map(|problem| format!("{}: {}", title(&problem.field), problem.problem));
    problems.collect::<Vec<_>>().join(" ")
}

/// `MakeSeatReservation` as "Make seat reservation".
pub fn in_words(name: &str) -> String {
    let mut words = String::new();
    for (place, letter) in name.chars().enumerate() {
        if place > 0 && letter.is_uppercase() {
            words.push(' ');
            words.extend(letter.to_lowercase());
        } else {
            words.push(letter);
        }
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_becomes_words() {
        assert_eq!(in_words("MakeSeatReservation"), "Make seat reservation");
        assert_eq!(in_words(""), "");
    }
}
