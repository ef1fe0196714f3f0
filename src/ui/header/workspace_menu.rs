//! The menu of workspaces: choose one, or make, rename, reset and delete.

use crate::app::dialog::Dialog;
use crate::app::message::PersonMessage;
use crate::app::view_model::{HeaderView, WorkspaceChoice};
use crate::ui::flyout::Flyout;
use crate::ui::icon::{Icon, icon};
use crate::ui::sender::Sender;
use yew::prelude::*;

/// The menu of workspaces.
pub(super) fn workspace_menu(sender: &Sender, view: &HeaderView) -> Html {
    let label = html! { <b class="workspace-name">{ &view.workspace }</b> };
    let current = view.workspaces.iter().find(|choice| choice.current);
    html! {
        <Flyout name={format!("Workspace: {}", view.workspace)} test="workspace-menu" {label}>
            <div class="menu-title">{ "Workspaces" }</div>
            <ul class="menu">{ for view.workspaces.iter().map(|choice| entry(sender, choice)) }</ul>
            <hr />
            <ul class="menu">
                { order(sender, "new", "New…", Dialog::NewWorkspace) }
                { order(sender, "rename", "Rename…", Dialog::RenameWorkspace { name: view.workspace.clone() }) }
                { order(sender, "reset", "Reset…", Dialog::ResetWorkspace { name: view.workspace.clone() }) }
                if let Some(choice) = current {
                    { order(sender, "delete", "Delete…", Dialog::DeleteWorkspace {
                        id: choice.id.clone(),
                        name: choice.name.clone(),
                    }) }
                }
            </ul>
        </Flyout>
    }
}

/// A workspace to choose.
fn entry(sender: &Sender, choice: &WorkspaceChoice) -> Html {
    let onclick = sender.on(PersonMessage::ChoseWorkspace(choice.id.clone()));
    html! {
        <li key={choice.id.to_string()}>
            <button type="button" class="menu-entry" data-test="workspace" data-name={choice.name.clone()}
                aria-current={choice.current.then_some("true")} {onclick}>
                <span class="menu-mark">if choice.current { { icon(Icon::Check) } }</span>
                { &choice.name }
            </button>
        </li>
    }
}

/// Something to do with workspaces.
fn order(sender: &Sender, name: &'static str, title: &'static str, dialog: Dialog) -> Html {
    let onclick = sender.on(PersonMessage::OpenedDialog(dialog));
    let class = classes!("menu-entry", (name == "delete").then_some("destructive"));
    html! {
        <li key={name}>
            <button type="button" {class} data-test={format!("workspace-{name}")} {onclick}>
                <span class="menu-mark" />
                { title }
            </button>
        </li>
    }
}
