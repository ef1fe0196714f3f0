//! What is seen when something could not be opened: what happened, what is safe, what to do.

use super::dialogs::DialogOver;
use super::icon::{Icon, icon, logo};
use super::sender::{Sender, use_sender};
use super::shown::Slice;
use crate::app::dialog::Dialog;
use crate::app::message::PersonMessage;
use crate::app::view_model::{FailureView, WorkspaceChoice};
use yew::prelude::*;

/// The page when it could not be opened.
#[component]
pub(super) fn FailurePage(props: &Slice<FailureView>) -> Html {
    let view = &props.view;
    let sender = use_sender();
    // The application has no dialogs in this phase: asking before a deletion is the page's own affair.
    let dialog = use_state_eq(|| None::<Dialog>);
    let set = dialog.setter();
    let close = Callback::from(move |()| set.set(None));
    let confirm = {
        let (sender, close) = (sender.clone(), close.clone());
        Callback::from(move |message| {
            close.emit(());
            sender.send(message);
        })
    };
    html! {
        <main class="page failure" data-phase="failed" data-test="failure">
            <p class="failure-logo">{ logo() }{ "Foldline" }</p>
            <section class="failure-card" role="alert">
                <h1><span class="bad">{ icon(Icon::Warning) }</span>{ heading(view) }</h1>
                <dl class="failure-facts">
                    <dt>{ "What happened" }</dt><dd data-test="failure-happened">{ &view.happened }</dd>
                    <dt>{ "What is safe" }</dt><dd data-test="failure-safe">{ &view.safe }</dd>
                    <dt>{ "What to do" }</dt><dd data-test="failure-advice">{ &view.advice }</dd>
                </dl>
                <div class="buttons">
                    <button type="button" class="primary" data-test="failure-retry" onclick={sender.on(PersonMessage::ClickedRetry)}>
                        { "Try again" }
                    </button>
                    { opener(&dialog, "failure-new", "New workspace…", Dialog::NewWorkspace, "") }
                    <span class="grow" />
                    if let Some(failed) = &view.workspace {
                        { opener(&dialog, "failure-delete", "Delete this workspace…", Dialog::DeleteWorkspace {
                            id: failed.id.clone(),
                            name: failed.name.clone(),
                        }, "destructive") }
                    }
                </div>
            </section>
            { others(&sender, &view.others) }
            if let Some(dialog) = dialog.as_ref() {
                <DialogOver dialog={dialog.clone()} span={None::<(String, String)>} time="" {close} {confirm} />
            }
        </main>
    }
}

fn heading(view: &FailureView) -> String {
    match &view.workspace {
        Some(workspace) => format!("“{}” could not be opened", workspace.name),
        None => "Foldline could not be opened".to_owned(),
    }
}

/// A button that opens a dialog.
fn opener(
    state: &UseStateHandle<Option<Dialog>>,
    test: &'static str,
    title: &'static str,
    dialog: Dialog,
    class: &'static str,
) -> Html {
    let set = state.setter();
    let onclick = Callback::from(move |_: MouseEvent| set.set(Some(dialog.clone())));
    html! { <button type="button" {class} data-test={test} {onclick}>{ title }</button> }
}

/// What can be opened instead.
fn others(sender: &Sender, others: &[WorkspaceChoice]) -> Html {
    if others.is_empty() {
        return Html::default();
    }
    let button = |choice: &WorkspaceChoice| {
        let onclick = sender.on(PersonMessage::ChoseWorkspace(choice.id.clone()));
        html! {
            <li key={choice.id.to_string()}>
                <button type="button" data-test="workspace" data-name={choice.name.clone()} {onclick}>{ &choice.name }</button>
            </li>
        }
    };
    html! {
        <nav class="failure-others" aria-label="Other workspaces">
            <h2>{ "Open another workspace" }</h2>
            <ul>{ for others.iter().map(button) }</ul>
        </nav>
    }
}
