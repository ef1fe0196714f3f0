//! The keyboard: which key is pressed, while nobody types.

use gloo::events::{EventListener, EventListenerOptions};
use wasm_bindgen::JsCast;
use web_sys::{Element, KeyboardEvent};
use yew::Callback;

/// A key that means something everywhere on the workbench.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum KeyPress {
    StepBack,
    StepOn,
    Start,
    End,
    Play,
    Keys,
    Close,
}

/// The keys and what they do, for the list of keys.
pub(super) const KEYS: [(&str, &str); 9] = [
    ("←", "One step back"),
    ("→", "One step on"),
    ("Home", "To the start"),
    ("End", "To the live end"),
    ("Space", "Play, or stop playing"),
    ("↑ ↓", "In the log: select the entry above or below"),
    ("Enter", "In a form: send the task"),
    ("Esc", "Close what is open; put the selection away"),
    ("?", "Show these keys"),
];

/// Tells which key was pressed, unless the element in focus needs it itself.
pub(super) fn listen(pressed: Callback<KeyPress>) -> EventListener {
    let options = EventListenerOptions::enable_prevent_default();
    let document = gloo::utils::document();
    EventListener::new_with_options(&document, "keydown", options, move |event| {
        let Some(event) = event.dyn_ref::<KeyboardEvent>() else {
            return;
        };
        if event.default_prevented() || event.ctrl_key() || event.alt_key() || event.meta_key() {
            return;
        }
        let Some(key) = meaning(&event.key()) else {
            return;
        };
        let focused = event
            .target()
            .and_then(|target| target.dyn_into::<Element>().ok());
        if focused.is_some_and(|element| needs_itself(&element, key)) {
            return;
        }
        if key != KeyPress::Close {
            event.prevent_default();
        }
        pressed.emit(key);
    })
}

fn meaning(key: &str) -> Option<KeyPress> {
    Some(match key {
        "ArrowLeft" => KeyPress::StepBack,
        "ArrowRight" => KeyPress::StepOn,
        "Home" => KeyPress::Start,
        "End" => KeyPress::End,
        " " => KeyPress::Play,
        "?" => KeyPress::Keys,
        "Escape" => KeyPress::Close,
        _ => return None,
    })
}

/// Whether the element does something of its own with the key: fields take text, buttons take the space bar.
fn needs_itself(element: &Element, key: KeyPress) -> bool {
    let tag = element.tag_name();
    let kind = element.get_attribute("type").unwrap_or_default();
    let ranged = kind == "range";
    match tag.as_str() {
        "INPUT" if ranged => !matches!(key, KeyPress::Play | KeyPress::Keys | KeyPress::Close),
        "INPUT" if kind == "checkbox" => key == KeyPress::Play,
        "INPUT" | "TEXTAREA" | "SELECT" => true,
        "BUTTON" | "SUMMARY" | "A" => key == KeyPress::Play,
        _ => key == KeyPress::Play && element.get_attribute("role").as_deref() == Some("button"),
    }
}
