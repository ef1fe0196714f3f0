//! The header: workspace, branch, model, clock, how safe the data is, colours and keys.

mod clock;
mod workspace_menu;

use super::flyout::Flyout;
use super::icon::logo;
use super::place::use_show_place;
use super::sender::use_sender;
use super::shown::Slice;
use super::theme::ThemeSwitch;
use crate::app::dialog::Dialog;
use crate::app::message::PersonMessage;
use crate::app::view_model::{HeaderView, StorageView};
use clock::clock;
use workspace_menu::workspace_menu;
use yew::prelude::*;

/// The header.
#[component]
pub(super) fn Header(props: &Slice<HeaderView>) -> Html {
    let view = &props.view;
    let sender = use_sender();
    let show_place = use_show_place();
    let keys = sender.on(PersonMessage::OpenedDialog(Dialog::Keys));
    html! {
        <header class="header">
            <h1 class="logo">{ logo() }<span class="logo-name">{ "Foldline" }</span></h1>
            { workspace_menu(&sender, view) }
            <dl class="facts wide-only">
                <div><dt>{ "branch" }</dt><dd data-test="branch">{ &view.branch }</dd></div>
                <div title={view.model_summary.clone()}>
                    <dt>{ "model" }</dt><dd data-test="model">{ &view.model }</dd>
                </div>
            </dl>
            <span class="grow" />
            { clock(&sender, &show_place, &view.clock) }
            { storage(&view.storage) }
            <ThemeSwitch />
            <button type="button" class="plain square" data-test="keys" aria-label="Keys" title="Keys (?)" onclick={keys}>
                <kbd>{ "?" }</kbd>
            </button>
        </header>
    }
}

/// Where the data is, in a few words; the explanation is one click away.
fn storage(view: &StorageView) -> Html {
    let class = if view.well {
        "storage"
    } else {
        "storage unwell"
    };
    let name = format!("Storage: {}", view.text);
    let label = html! {
        <span {class}><i class="dot" aria-hidden="true" /><span class="storage-text">{ &view.text }</span></span>
    };
    html! {
        <Flyout {name} test="storage" {label} at_end={true}>
            <p class="explanation" data-test="storage-explanation">{ &view.explanation }</p>
        </Flyout>
    }
}
