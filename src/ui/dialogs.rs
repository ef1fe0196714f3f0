//! The dialogs over the page: modal, closed by Escape, and giving the focus back where it was.

mod forms;
mod new_form;
mod questions;

use super::keys::KEYS;
use crate::app::dialog::Dialog;
use crate::app::message::PersonMessage;
use forms::{JumpForm, RenameForm};
use new_form::NewForm;
use questions::{delete_question, reset_question};
use wasm_bindgen::JsCast;
use web_sys::{HtmlDialogElement, HtmlElement};
use yew::prelude::*;

/// What a dialog needs.
#[derive(Clone, PartialEq, Properties)]
pub(super) struct DialogProps {
    /// Which dialog.
    pub(super) dialog: Dialog,
    /// The recorded times at the start and the end.
    pub(super) span: Option<(String, String)>,
    /// The recorded time at the moment shown.
    pub(super) time: AttrValue,
    /// Put away without doing anything.
    pub(super) close: Callback<()>,
    /// Done.
    pub(super) confirm: Callback<PersonMessage>,
}

/// What the inside of a dialog needs.
#[derive(Clone, PartialEq, Properties)]
pub(super) struct AskProps {
    /// What the dialog is about: a name, or a time.
    #[prop_or_default]
    pub(super) about: AttrValue,
    /// Put away without doing anything.
    pub(super) close: Callback<()>,
    /// Done.
    pub(super) confirm: Callback<PersonMessage>,
}

/// The dialog over the page.
#[component]
pub(super) fn DialogOver(props: &DialogProps) -> Html {
    let node = use_node_ref();
    use_modal(&node, &props.dialog);
    let cancel = {
        let close = props.close.clone();
        Callback::from(move |event: Event| {
            event.prevent_default();
            close.emit(());
        })
    };
    // A click on the dialog's own element, and not inside, is a click on what lies behind it.
    let outside = {
        let (close, node) = (props.close.clone(), node.clone());
        Callback::from(move |event: MouseEvent| {
            let target = event
                .target()
                .and_then(|it| it.dyn_into::<HtmlElement>().ok());
            if target.is_some() && target == node.cast::<HtmlElement>() {
                close.emit(());
            }
        })
    };
    let (name, title) = titles(&props.dialog);
    html! {
        <dialog ref={node} class="dialog" data-test="dialog" data-name={name} aria-labelledby="dialog-title" oncancel={cancel} onclick={outside}>
            <div class="dialog-inside">
                <h2 id="dialog-title">{ title }</h2>
                { inside(props) }
            </div>
        </dialog>
    }
}

const fn titles(dialog: &Dialog) -> (&'static str, &'static str) {
    match dialog {
        Dialog::Keys => ("keys", "Keys"),
        Dialog::NewWorkspace => ("new", "New workspace"),
        Dialog::RenameWorkspace { .. } => ("rename", "Rename this workspace"),
        Dialog::DeleteWorkspace { .. } => ("delete", "Delete this workspace?"),
        Dialog::ResetWorkspace { .. } => ("reset", "Reset this workspace?"),
        Dialog::JumpToTime => ("jump", "Jump to a time"),
    }
}

fn inside(props: &DialogProps) -> Html {
    let (close, confirm) = (props.close.clone(), props.confirm.clone());
    match &props.dialog {
        Dialog::Keys => keys(close),
        Dialog::NewWorkspace => html! { <NewForm {close} {confirm} /> },
        Dialog::RenameWorkspace { name } => {
            html! { <RenameForm about={name.clone()} {close} {confirm} /> }
        }
        Dialog::DeleteWorkspace { id, name } => delete_question(id, name, &close, &confirm),
        Dialog::ResetWorkspace { name } => reset_question(name, &close, &confirm),
        Dialog::JumpToTime => {
            html! { <JumpForm time={props.time.clone()} span={props.span.clone()} {close} {confirm} /> }
        }
    }
}

/// The list of keys.
fn keys(close: Callback<()>) -> Html {
    let row = |(key, meaning): &(&'static str, &'static str)| {
        let caps = key.split(' ').map(|cap| html! { <kbd>{ cap }</kbd> });
        html! { <><dt>{ for caps }</dt><dd>{ *meaning }</dd></> }
    };
    html! {
        <>
            <dl class="keys">{ for KEYS.iter().map(row) }</dl>
            <p class="muted">{ "Keys rest while you type in a field." }</p>
            <div class="buttons end">
                <button type="button" class="primary" data-test="dialog-close" onclick={closing(&close)}>{ "Close" }</button>
            </div>
        </>
    }
}

/// Closes the dialog when clicked.
pub(super) fn closing(close: &Callback<()>) -> Callback<MouseEvent> {
    close.reform(|_: MouseEvent| ())
}

/// The button that puts a dialog away.
pub(super) fn cancel_button(close: &Callback<()>) -> Html {
    html! { <button type="button" data-test="dialog-cancel" onclick={closing(close)}>{ "Cancel" }</button> }
}

/// Shows the element as a modal dialog, and gives the focus back afterwards.
#[hook]
fn use_modal(node: &NodeRef, dialog: &Dialog) {
    let node = node.clone();
    use_effect_with(dialog.clone(), move |_| {
        let before = gloo::utils::document()
            .active_element()
            .and_then(|element| element.dyn_into::<HtmlElement>().ok());
        let shown = node.cast::<HtmlDialogElement>();
        if let Some(dialog) = &shown
            && !dialog.open()
        {
            // It fails only for an element that has left the document, which shows nothing anyway.
            let _ = dialog.show_modal();
        }
        move || {
            if let Some(dialog) = shown {
                dialog.close();
            }
            if let Some(before) = before {
                // What had the focus may be gone: then it goes nowhere.
                let _ = before.focus();
            }
        }
    });
}
