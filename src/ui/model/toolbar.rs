//! How the text stands, and what can be done with it.

use crate::app::message::{ModelMessage, PersonMessage};
use crate::app::state::Tab;
use crate::app::view_model::{ModelView, Standing};
use crate::ui::files::on_file;
use crate::ui::icon::{Icon, icon};
use crate::ui::sender::Sender;
use gloo::file::callbacks::FileReader;
use yew::prelude::*;

/// The bar over the editor.
pub(super) fn toolbar(sender: &Sender, view: &ModelView, problems: &Callback<MouseEvent>) -> Html {
    let can_apply = view.standing == Standing::Ready && view.folding.is_none();
    let order = |message| sender.on(PersonMessage::Model(message));
    html! {
        <div class="model-bar" role="toolbar" aria-label="The text of the model">
            { standing(view, problems) }
            { specs(sender, view) }
            <span class="room" />
            if view.standing != Standing::InForce && !view.built_in {
                <button type="button" class="small" data-test="take-text" title="Throw away what is written here and show the text in force"
                    onclick={order(ModelMessage::TookText(None))}>{ "Back to the text in force" }</button>
            }
            <ImportText sender={sender.clone()} />
            <button type="button" class="small" data-test="export-text" disabled={view.text.is_none()} title="Take the text away as a file"
                onclick={order(ModelMessage::ClickedExport)}>{ "Export" }</button>
            <button type="button" class="small primary" data-test="apply" disabled={!can_apply} title="Fold the whole history through this text. No event is changed."
                onclick={order(ModelMessage::ClickedApply)}>{ "Apply" }</button>
        </div>
    }
}

fn standing(view: &ModelView, problems: &Callback<MouseEvent>) -> Html {
    let warnings = view.problems.iter().filter(|it| !it.is_error).count();
    let (name, picture, words) = match view.standing {
        _ if view.text.is_none() => return Html::default(),
        Standing::Unchecked => ("unchecked", Icon::Clock, "Checking …".to_owned()),
        Standing::Wrong(errors) => ("wrong", Icon::Warning, counted(errors, "mistake")),
        Standing::Ready => ("ready", Icon::Check, "Can be applied".to_owned()),
        Standing::InForce => ("in-force", Icon::Check, "In force".to_owned()),
    };
    let words = match warnings {
        0 => words,
        warnings => format!("{words}, {}", counted(warnings, "warning")),
    };
    html! {
        <button type="button" class={classes!("standing", name)} data-test="standing" data-name={name}
            disabled={view.problems.is_empty()} title="Show the list of problems" onclick={problems.clone()}>
            { icon(picture) }<span role="status">{ words }</span>
        </button>
    }
}

/// How the specs go; leads to them.
fn specs(sender: &Sender, view: &ModelView) -> Html {
    let (passed, failed, waiting) = view.specs;
    let (name, words) = match (passed, failed, waiting) {
        (0, 0, 0) => return Html::default(),
        (passed, 0, 0) => ("passed", format!("{} pass", counted(passed, "spec"))),
        (_, 0, _) => ("waiting", "Running the specs …".to_owned()),
        (_, failed, _) => ("failed", format!("{} failed", counted(failed, "spec"))),
    };
    html! {
        <button type="button" class={classes!("standing", name)} data-test="spec-counts" data-name={name} data-passed={passed.to_string()} data-failed={failed.to_string()}
            title="Show the specs" onclick={sender.on(PersonMessage::ChoseTab(Tab::Specs))}>
            { icon(if name == "failed" { Icon::Cross } else { Icon::Check }) }{ words }
        </button>
    }
}

fn counted(count: usize, what: &str) -> String {
    match count {
        1 => format!("1 {what}"),
        _ => format!("{count} {what}s"),
    }
}

/// What the import needs.
#[derive(Clone, PartialEq, Properties)]
struct ImportProps {
    sender: Sender,
}

/// Takes a file into the editor.
#[component]
fn ImportText(props: &ImportProps) -> Html {
    let reading = use_mut_ref(|| None::<FileReader>);
    let sender = props.sender.clone();
    let onchange = on_file(reading, move |_, text| {
        sender.send(PersonMessage::Model(ModelMessage::ImportedText(text)));
    });
    html! {
        <label class="button small" title="Take a file into the editor; it is not applied yet">
            { "Import …" }
            <input type="file" class="hidden" accept=".fold,text/plain" data-test="import-text" {onchange} />
        </label>
    }
}
