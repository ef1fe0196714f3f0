//! The dialogs that ask before something is lost.

use super::{AskProps, cancel_button};
use crate::app::message::PersonMessage;
use crate::engine::workspace::WorkspaceId;
use yew::prelude::*;

/// What the question before a deletion needs.
#[derive(Clone, PartialEq, Properties)]
pub(super) struct DeleteProps {
    /// Which workspace.
    pub(super) id: WorkspaceId,
    /// Its name.
    pub(super) name: AttrValue,
    /// Put away without doing anything.
    pub(super) close: Callback<()>,
    /// Done.
    pub(super) confirm: Callback<PersonMessage>,
}

/// Asks before a workspace is deleted.
#[component]
pub(super) fn DeleteQuestion(props: &DeleteProps) -> Html {
    let message = PersonMessage::ConfirmedDelete(props.id.clone());
    html! {
        <>
            <p>{ "“" }<b>{ &props.name }</b>{ "” and everything recorded in it will be lost: its events, its journal of refusals, and its settings. It can't be brought back. Other workspaces stay as they are." }</p>
            { answers(&props.close, &props.confirm, message, "Delete for good") }
        </>
    }
}

/// Asks before the open workspace is made anew.
#[component]
pub(super) fn ResetQuestion(props: &AskProps) -> Html {
    let message = PersonMessage::ConfirmedReset;
    html! {
        <>
            <p>{ "Everything recorded in “" }<b>{ &props.about }</b>{ "” will be lost, and the workspace begins again with the recorded history. Other workspaces stay as they are." }</p>
            { answers(&props.close, &props.confirm, message, "Reset") }
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
