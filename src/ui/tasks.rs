//! What people can do: whom to act as, the tasks by role, and how the last one ended.

mod actor_picker;
mod answer;
mod field;
mod form;
mod pair;
mod preview;
mod task;

use super::icon::{Icon, icon};
use super::place::use_show_place;
use super::sender::use_sender;
use super::shown::Slice;
use crate::app::view_model::{TaskGroupView, TasksView};
use actor_picker::actor_picker;
use answer::answer;
use pair::two_at_once;
use task::Task;
use yew::prelude::*;

/// The tasks.
#[component]
pub(super) fn Tasks(props: &Slice<TasksView>) -> Html {
    let view = &props.view;
    let sender = use_sender();
    let show_place = use_show_place();
    let locked = view.locked.is_some();
    html! {
        <section class={classes!("tasks", locked.then_some("locked"))} aria-label="Tasks" data-test="tasks">
            { actor_picker(&sender, view) }
            <div class="task-list">{ for view.groups.iter().map(|it| group(it, locked)) }</div>
            // At the lower end, where it comes and goes without moving anything above.
            <div class="answer-place" role="status">
                if let Some(reason) = &view.locked {
                    <p class="locked-note" data-test="locked">{ icon(Icon::Lock) }{ reason }</p>
                }
                if let Some(pair) = &view.pair {
                    { two_at_once(&sender, &show_place, pair, locked) }
                }
                if let Some(it) = &view.answer {
                    { answer(&sender, &show_place, it, locked) }
                }
            </div>
        </section>
    }
}

fn group(view: &TaskGroupView, locked: bool) -> Html {
    let tasks = view.tasks.iter().map(|task| {
        html! { <Task key={task.index} task={task.clone()} {locked} /> }
    });
    html! {
        <section key={view.role.clone()} class={classes!("task-group", view.mine.then_some("mine"))} aria-label={format!("Tasks of {}", view.role)}>
            <h2>{ &view.role }if view.mine { <span class="mine-mark">{ "you" }</span> }</h2>
            { for tasks }
        </section>
    }
}
