//! The dialogs that ask before something is lost.

use super::cancel_button;
use crate::app::message::PersonMessage;
use crate::engine::workspace::WorkspaceId;
use yew::prelude::*;

/// Asks before a workspace is deleted.
pub(super) fn delete_question(
    id: &WorkspaceId,
    name: &str,
    close: &Callback<()>,
    confirm: &Callback<PersonMessage>,
) -> Html {
    let message = PersonMessage::ConfirmedDelete(id.clone());
    html! {
        <>
            <p>{ "“" }<b>{ name }</b>{ "” and everything recorded in it will be lost: its events, its journal of refusals, and its settings. It can't be brought back. Other workspaces stay as they are." }</p>
            { answers(close, confirm, message, "Delete for good") }
        </>
    }
}

/// Asks before the open workspace is made anew.
pub(super) fn reset_question(
    name: &str,
    close: &Callback<()>,
    confirm: &Callback<PersonMessage>,
) -> Html {
    let message = PersonMessage::ConfirmedReset;
    html! {
        <>
            <p>{ "Everything recorded in “" }<b>{ name }</b>{ "” will be lost, and the workspace begins again with the recorded history of the model that is in force, which is kept as it is. Other workspaces stay as they are." }</p>
            { answers(close, confirm, message, "Reset") }
        </>
    }
}

/// Cancel first, so that it has the focus.
fn answers(
    close: &Callback<()>,
    confirm: &Callback<PersonMessage>,
    message: PersonMessage,
    title: &'static str,
) -> Html {
    let onclick = confirm.reform(move |_: MouseEvent| message.clone());
    html! {
        <div class="buttons end">
            { cancel_button(close) }
            <button type="button" class="destructive solid" data-test="dialog-confirm" {onclick}>{ title }</button>
        </div>
    }
}
