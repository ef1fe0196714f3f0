//! The models that were applied: every text is kept.

use crate::app::message::{ModelMessage, PersonMessage};
use crate::app::view_model::{AppliedView, ModelView};
use crate::ui::sender::Sender;
use crate::ui::time_text::long;
use yew::prelude::*;

/// All of them, the last one first.
pub(super) fn history(sender: &Sender, view: &ModelView) -> Html {
    let count = match view.applied.len() {
        1 => "Applied once".to_owned(),
        times => format!("Applied {times} times"),
    };
    html! {
        <details class="applied" data-test="applied">
            <summary>{ count }{ ": " }<b>{ &view.name }</b>{ if view.built_in { " is built in" } else { " is in force" } }</summary>
            <ol reversed={true}>{ for view.applied.iter().map(|it| entry(sender, it)) }</ol>
            if let Some(before) = &view.before {
                <button type="button" class="small" data-test="undo-last" onclick={sender.on(PersonMessage::Model(ModelMessage::ClickedUndo))}>
                    { "Go back to " }{ before }
                </button>
            }
        </details>
    }
}

fn entry(sender: &Sender, view: &AppliedView) -> Html {
    let take = sender.on(PersonMessage::Model(ModelMessage::TookText(Some(
        view.moment,
    ))));
    let go = sender.on(PersonMessage::FollowedLink(view.moment));
    html! {
        <li key={view.moment.to_string()} data-test="applied-entry" data-in-force={view.in_force.to_string()}>
            <b>{ &view.name }</b>{ ", " }{ &view.about }{ ", " }<span class="muted">{ long(&view.time) }</span>
            if view.in_force { <span class="tag tone-plain">{ "in force" }</span> }
            <button type="button" class="small" onclick={go}>{ "Show in the log" }</button>
            if view.has_text {
                <button type="button" class="small" data-test="take-applied" onclick={take}>{ "Take into the editor" }</button>
            }
        </li>
    }
}
