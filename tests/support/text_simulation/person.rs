//! A person at work: takes a role, opens a task, fills its form from what it offers, and sends it.

use super::dice::Dice;
use super::town::Town;
use foldline::app::message::PersonMessage as P;
use foldline::app::view_model::{ControlView, FieldView, FormView, PreviewView, TasksView};

/// So often a form is gone through before it is sent or given up.
const ROUNDS: usize = 4;

/// Somebody acts in a tab.
pub(crate) fn act(town: &Town, tab: usize) {
    let Some(shown) = town.tasks(tab) else {
        return;
    };
    let dice = &town.dice;
    let Some((role, person)) = dice.pick(&shown.people).cloned() else {
        return;
    };
    town.act(tab, P::ChoseActor { role, person });
    let Some(task) = task(town, tab) else {
        return;
    };
    town.act(tab, P::ToggledTask(task));
    for _ in 0..ROUNDS {
        fill(town, tab);
        let form = town.tasks(tab).and_then(form_of);
        let is_well = form.is_some_and(|it| matches!(it.preview, PreviewView::Accepted { .. }));
        // What would be refused is sent now and then all the same.
        if is_well || dice.chance(60) {
            break;
        }
    }
    town.act(tab, P::ClickedSend);
}

/// One of the person's own tasks, most often one that may succeed.
fn task(town: &Town, tab: usize) -> Option<usize> {
    let shown = town.tasks(tab)?;
    let mine = shown.groups.into_iter().filter(|group| group.mine);
    let tasks: Vec<_> = mine.flat_map(|group| group.tasks).collect();
    let free: Vec<_> = tasks.iter().filter(|task| task.blocked.is_none()).collect();
    match town.dice.chance(50) {
        true => town.dice.pick(&tasks).map(|task| task.index),
        false => town.dice.pick(&free).map(|task| task.index),
    }
}

fn form_of(shown: TasksView) -> Option<FormView> {
    let mut tasks = shown.groups.into_iter().flat_map(|group| group.tasks);
    tasks.find_map(|task| task.form)
}

/// Fills every field in; what one offers may depend on those before it.
fn fill(town: &Town, tab: usize) {
    let fields = town
        .tasks(tab)
        .and_then(form_of)
        .map_or(0, |it| it.fields.len());
    for number in 0..fields {
        let form = town.tasks(tab).and_then(form_of);
        let Some(field) = form.and_then(|it| it.fields.into_iter().nth(number)) else {
            return;
        };
        for message in filled(&field, &town.dice) {
            town.act(tab, message);
        }
    }
}

fn filled(field: &FieldView, dice: &Dice) -> Vec<P> {
    let edited = |text: String| P::EditedField {
        field: field.name.clone(),
        text,
    };
    match &field.control {
        ControlView::Text { suggestions, .. } => match dice.pick(suggestions) {
            Some(option) if dice.chance(700) => vec![edited(option.value.clone())],
            _ => vec![edited(some_text(dice))],
        },
        ControlView::Number { min, max, .. } => vec![edited(some_number(dice, *min, *max))],
        ControlView::Select { options, .. } => {
            let option = dice.pick(options);
            option
                .map(|it| edited(it.value.clone()))
                .into_iter()
                .collect()
        }
        ControlView::Check { .. } => vec![edited(dice.chance(500).to_string())],
        ControlView::Numbers { entries, .. } => {
            let entries = entries.iter().map(|entry| P::EditedEntry {
                field: field.name.clone(),
                key: entry.key.clone(),
                text: dice.below(4).to_string(),
            });
            entries.collect()
        }
        ControlView::NewId { .. } => Vec::new(),
    }
}

/// A few words, some of which are numbers, days or currencies.
fn some_text(dice: &Dice) -> String {
    let texts = [
        "lamp",
        "a bell",
        "2026-03-14",
        "2026-03-10",
        "12.50",
        "3",
        "EUR",
        "too late, sorry",
        "5 Mill Lane, Delft",
    ];
    (*dice.pick(&texts).expect("a text")).to_owned()
}

/// Small numbers, and now and then one that is out of bounds.
fn some_number(dice: &Dice, min: i64, max: i64) -> String {
    let number = match dice.below(20) {
        0 => min.saturating_sub(1),
        _ => min.saturating_add(dice.below(6) as i64).min(max),
    };
    number.to_string()
}
