//! The dialogs that are filled in: another name, a time.

use super::{AskProps, cancel_button};
use crate::app::message::PersonMessage;
use crate::ui::time_text::{for_field, long};
use web_sys::HtmlInputElement;
use yew::prelude::*;

/// Gives the open workspace another name.
#[component]
pub(super) fn RenameForm(props: &AskProps) -> Html {
    let name = use_state_eq(|| props.about.to_string());
    let submit = {
        let (name, confirm) = (name.clone(), props.confirm.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            confirm.emit(PersonMessage::RenamedWorkspace(name.trim().to_owned()));
        })
    };
    html! {
        <form class="ask" onsubmit={submit}>
            { name_field(&name) }
            { answers(props, "Rename", name.trim().is_empty()) }
        </form>
    }
}

/// What the form for a time needs.
#[derive(Clone, PartialEq, Properties)]
pub(super) struct JumpProps {
    /// The recorded time at the moment shown.
    pub(super) time: AttrValue,
    /// The recorded times at the start and the end.
    pub(super) span: Option<(String, String)>,
    /// Put away without doing anything.
    pub(super) close: Callback<()>,
    /// Done.
    pub(super) confirm: Callback<PersonMessage>,
}

/// Jumps to a date and time.
#[component]
pub(super) fn JumpForm(props: &JumpProps) -> Html {
    let (first, last) = props.span.clone().unwrap_or_default();
    let proposed = if props.time.is_empty() {
        first.clone()
    } else {
        props.time.to_string()
    };
    let time = use_state_eq(|| for_field(&proposed));
    let submit = {
        let (time, confirm) = (time.clone(), props.confirm.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            confirm.emit(PersonMessage::JumpedToTime(in_utc(&time)));
        })
    };
    let asking = AskProps {
        about: AttrValue::from(""),
        close: props.close.clone(),
        confirm: props.confirm.clone(),
    };
    html! {
        <form class="ask" onsubmit={submit}>
            <label class="field">
                <span class="field-title">{ "Date and time, in UTC" }</span>
                <input type="datetime-local" step="1" required={true} autofocus={true} data-test="jump-time"
                    value={(*time).clone()} oninput={typed(time.setter())} />
            </label>
            if props.span.is_some() {
                <p class="muted">{ "Recorded from " }<b>{ long(&first) }</b>{ " to " }<b>{ long(&last) }</b>{ "." }</p>
            } else {
                <p class="muted">{ "Nothing is recorded yet." }</p>
            }
            { answers(&asking, "Jump", time.is_empty()) }
        </form>
    }
}

/// What a field for date and time says, with its seconds and its zone.
fn in_utc(field: &str) -> String {
    match field.len() {
        16 => format!("{field}:00Z"),
        _ => format!("{field}Z"),
    }
}

/// The field for a workspace's name.
pub(super) fn name_field(name: &UseStateHandle<String>) -> Html {
    html! {
        <label class="field">
            <span class="field-title">{ "Name" }</span>
            <input type="text" required={true} maxlength="80" autofocus={true} autocomplete="off" data-test="workspace-name"
                value={(**name).clone()} oninput={typed(name.setter())} />
        </label>
    }
}

fn typed(set: UseStateSetter<String>) -> Callback<InputEvent> {
    Callback::from(move |event: InputEvent| {
        set.set(event.target_unchecked_into::<HtmlInputElement>().value());
    })
}

/// Cancel, and the button that does it.
pub(super) fn answers(props: &AskProps, title: &'static str, disabled: bool) -> Html {
    html! {
        <div class="buttons end">
            { cancel_button(&props.close) }
            <button type="submit" class="primary" data-test="dialog-confirm" {disabled}>{ title }</button>
        </div>
    }
}
