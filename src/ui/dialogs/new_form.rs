//! A new workspace: which model, which name, and how it begins.

use super::AskProps;
use super::forms::{answers, name_field};
use crate::app::message::PersonMessage;
use crate::app::view_model::{GALLERY, GalleryModel};
use crate::ui::files::on_file;
use gloo::file::callbacks::FileReader;
use yew::prelude::*;

/// The model that the new workspace is for.
#[derive(Clone, PartialEq)]
enum Chosen {
    /// One of the gallery.
    Gallery(&'static GalleryModel),
    /// The text of a file, and the file's name.
    File(String, String),
}

impl Chosen {
    /// What the workspace is called, unless the person says otherwise.
    fn title(&self) -> &str {
        match self {
            Self::Gallery(model) => model.title,
            Self::File(name, _) => name.strip_suffix(".fold").unwrap_or(name),
        }
    }

    /// Whether it may have a first history of its own.
    fn has_story(&self) -> bool {
        match self {
            Self::Gallery(model) => model.has_story,
            Self::File(..) => true,
        }
    }
}

/// Makes a workspace.
#[component]
pub(super) fn NewForm(props: &AskProps) -> Html {
    let chosen = use_state_eq(|| Chosen::Gallery(&GALLERY[0]));
    let name = use_state_eq(|| GALLERY[0].title.to_owned());
    let with_story = use_state_eq(|| true);
    let reading = use_mut_ref(|| None::<FileReader>);
    let choose = {
        let (chosen, name) = (chosen.clone(), name.clone());
        Callback::from(move |new: Chosen| {
            // A name that the person gave stays.
            if *name == chosen.title() {
                name.set(new.title().to_owned());
            }
            chosen.set(new);
        })
    };
    let submit = {
        let (chosen, name, confirm) = (chosen.clone(), name.clone(), props.confirm.clone());
        let with_story = *with_story && chosen.has_story();
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            confirm.emit(wanted(&chosen, name.trim(), with_story));
        })
    };
    let from_file = {
        let choose = choose.clone();
        on_file(reading, move |name, text| {
            choose.emit(Chosen::File(name, text))
        })
    };
    html! {
        <form class="ask" onsubmit={submit}>
            <fieldset class="choices gallery">
                <legend>{ "Model" }</legend>
                { for GALLERY.iter().map(|it| model(it, &chosen, &choose)) }
                { file(&chosen, from_file) }
            </fieldset>
            { name_field(&name) }
            if chosen.has_story() {
                <fieldset class="choices">
                    <legend>{ "How it begins" }</legend>
                    { beginning(&with_story, true, "story", "With the recorded history", "The commands of the model’s story, to look around in.") }
                    { beginning(&with_story, false, "empty", "Empty", "Nothing has happened yet.") }
                </fieldset>
            }
            { answers(props, "Make it", name.trim().is_empty()) }
        </form>
    }
}

fn wanted(chosen: &Chosen, name: &str, with_story: bool) -> PersonMessage {
    let name = name.to_owned();
    match chosen {
        Chosen::Gallery(model) => PersonMessage::CreatedWorkspace {
            name,
            model: Some(model.name.to_owned()),
            with_story,
        },
        Chosen::File(_, text) => PersonMessage::ImportedWorkspace {
            name,
            text: text.clone(),
            with_story,
        },
    }
}

/// A model of the gallery.
fn model(model: &'static GalleryModel, chosen: &Chosen, choose: &Callback<Chosen>) -> Html {
    let onchange = choose.reform(move |_: Event| Chosen::Gallery(model));
    let checked = *chosen == Chosen::Gallery(model);
    html! {
        <label class="choice" key={model.name}>
            <input type="radio" name="model" value={model.name} data-test={format!("model-{}", model.name)} {checked} {onchange} />
            <span>{ model.title }<small>{ model.summary }</small></span>
        </label>
    }
}

/// A model from a file of one's own.
fn file(chosen: &Chosen, onchange: Callback<Event>) -> Html {
    let words = match chosen {
        Chosen::File(name, _) => name.clone(),
        Chosen::Gallery(_) => "A text that was exported here, or written elsewhere.".to_owned(),
    };
    let checked = matches!(chosen, Chosen::File(..));
    html! {
        <label class="choice">
            <input type="radio" name="model" value="file" disabled={!checked} {checked} />
            <span>{ "From a file" }<small>{ words }</small></span>
            <input type="file" accept=".fold,text/plain" aria-label="The file of a model" data-test="model-file" {onchange} />
        </label>
    }
}

/// One way a workspace may begin.
fn beginning(
    state: &UseStateHandle<bool>,
    value: bool,
    test: &'static str,
    title: &'static str,
    explanation: &'static str,
) -> Html {
    let set = state.setter();
    let onchange = Callback::from(move |_: Event| set.set(value));
    html! {
        <label class="choice">
            <input type="radio" name="beginning" value={test} data-test={format!("begin-{test}")} checked={**state == value} {onchange} />
            <span>{ title }<small>{ explanation }</small></span>
        </label>
    }
}
