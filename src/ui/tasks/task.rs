//! One task: its title, or its open form.

use super::form::form;
use crate::app::message::PersonMessage;
use crate::app::view_model::TaskView;
use crate::ui::icon::{Icon, icon};
use crate::ui::sender::use_sender;
use web_sys::HtmlElement;
use yew::prelude::*;

/// What a task needs.
#[derive(Clone, PartialEq, Properties)]
pub(super) struct TaskProps {
    /// The task.
    pub(super) task: TaskView,
    /// Whether nothing can be sent now.
    pub(super) locked: bool,
}

/// A task.
#[component]
pub(super) fn Task(props: &TaskProps) -> Html {
    let task = &props.task;
    let sender = use_sender();
    let toggle = sender.on(PersonMessage::ToggledTask(task.index));
    let open = task.form.is_some();
    let title = use_node_ref();
    use_keep_focus(&title, open);
    let class = classes!(
        "task",
        open.then_some("open"),
        task.blocked.is_some().then_some("blocked"),
    );
    html! {
        <div {class}>
            <button type="button" class="task-title" ref={title} data-test="task" data-title={task.title.clone()}
                data-blocked={task.blocked.is_some().to_string()}
                title={task.summary.clone()} aria-expanded={open.to_string()} disabled={props.locked && !open} onclick={toggle}>
                <span class="task-words">
                    <b>{ &task.title }</b>
                    if let Some(reason) = &task.blocked {
                        <small class="task-blocked" data-test="blocked">{ reason }</small>
                    }
                </span>
                <span class="muted turn">{ icon(Icon::Down) }</span>
            </button>
            if let Some(it) = &task.form {
                <p class="task-summary">{ &task.summary }</p>
                { form(&sender, it, props.locked) }
            }
        </div>
    }
}

/// Gives the focus back to the task that is being opened: where its role comes first now, it has moved, and lost it.
#[hook]
fn use_keep_focus(title: &NodeRef, open: bool) {
    let title = title.clone();
    use_effect_with(open, move |open| {
        let focused = gloo::utils::document().active_element();
        let lost = focused.is_none_or(|element| element.tag_name() == "BODY");
        if let Some(button) = title.cast::<HtmlElement>().filter(|_| *open && lost) {
            // A button that can't take the focus leaves it where it is.
            let _ = button.focus();
        }
    });
}
