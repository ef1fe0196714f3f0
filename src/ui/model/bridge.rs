//! The editor's module: loaded when it is first needed, and spoken to through a few functions.
//!
//! `editor/src/mount.js` says what each of them does. Positions are UTF-16 units.

use crate::app::view_model::{EntryView, ExplanationView, ProblemView};
use js_sys::{Array, Function, Object, Promise, Reflect};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::HtmlElement;

#[wasm_bindgen(
    inline_js = "export const load = (file) => import(new URL(file, document.baseURI).href);"
)]
extern "C" {
    fn load(file: &str) -> Promise;
}

#[wasm_bindgen]
extern "C" {
    /// The module.
    #[wasm_bindgen(extends = Object)]
    pub(in crate::ui) type Module;

    #[wasm_bindgen(method)]
    fn mount(this: &Module, parent: &HtmlElement, options: &Object) -> Handle;

    /// An editor in the page.
    #[wasm_bindgen(extends = Object)]
    pub(super) type Handle;

    /// Replaces the text.
    #[wasm_bindgen(method, js_name = setText)]
    pub(super) fn set_text(this: &Handle, text: &str);

    #[wasm_bindgen(method, js_name = setDiagnostics)]
    fn set_diagnostics(this: &Handle, problems: &Array);

    /// Opens the list of problems.
    #[wasm_bindgen(method, js_name = showProblems)]
    pub(super) fn show_problems(this: &Handle);

    /// Moves caret, view and focus to a position.
    #[wasm_bindgen(method, js_name = goTo)]
    pub(super) fn go_to(this: &Handle, position: u32);

    /// Takes the editor out of the page.
    #[wasm_bindgen(method)]
    pub(super) fn destroy(this: &Handle);
}

/// Where the module is, beside the page.
const FILE: &str = "editor/editor.js";

/// What the editor calls.
pub(super) struct Calls {
    /// The text was changed.
    pub(super) changed: Closure<dyn FnMut(String)>,
    /// What can be written at a position?
    pub(super) complete: Closure<dyn FnMut(String, u32) -> Promise>,
    /// What stands at a position?
    pub(super) hover: Closure<dyn FnMut(String, u32) -> Promise>,
}

/// Loads the module.
pub(super) async fn module() -> Result<Module, JsValue> {
    let module = JsFuture::from(load(FILE)).await?;
    Ok(module.unchecked_into())
}

/// Puts an editor into an element.
pub(super) fn mount(module: &Module, parent: &HtmlElement, text: &str, calls: &Calls) -> Handle {
    let options = object([
        ("text", text.into()),
        ("label", "Text of the model".into()),
        ("onChange", calls.changed.as_ref().clone()),
        ("complete", calls.complete.as_ref().clone()),
        ("hover", calls.hover.as_ref().clone()),
    ]);
    module.mount(parent, &options)
}

/// Marks these problems instead of those before.
pub(super) fn mark(editor: &Handle, problems: &[ProblemView]) {
    let problems = problems.iter().map(|problem| {
        object([
            ("from", problem.span.0.into()),
            ("to", problem.span.1.into()),
            (
                "severity",
                if problem.is_error { "error" } else { "warning" }.into(),
            ),
            ("code", problem.code.as_str().into()),
            ("message", problem.message.as_str().into()),
            ("hint", problem.hint.as_str().into()),
        ])
    });
    editor.set_diagnostics(&problems.collect());
}

/// What can be written, as the editor wants it.
pub(super) fn entries(entries: &[EntryView]) -> JsValue {
    let entries = entries.iter().map(|entry| {
        object([
            ("label", entry.label.as_str().into()),
            ("kind", entry.kind.into()),
            ("detail", entry.detail.as_str().into()),
            ("info", entry.info.as_str().into()),
            ("insert", entry.insert.as_str().into()),
        ])
    });
    entries.collect::<Array>().into()
}

/// What stands there, as the editor wants it.
pub(super) fn explanation(explanation: Option<&ExplanationView>) -> JsValue {
    let Some(explanation) = explanation else {
        return JsValue::NULL;
    };
    let explanation = object([
        ("from", explanation.span.0.into()),
        ("to", explanation.span.1.into()),
        ("title", explanation.title.as_str().into()),
        ("text", explanation.text.as_str().into()),
    ]);
    explanation.into()
}

/// A promise, and the function that keeps it.
pub(super) fn promise() -> (Promise, Function) {
    let mut kept = None;
    let promise = Promise::new(&mut |keep, _| kept = Some(keep));
    // A promise calls its function at once.
    (promise, kept.unwrap_or_default())
}

fn object<const N: usize>(members: [(&str, JsValue); N]) -> Object {
    let object = Object::new();
    for (name, value) in members {
        // A new object takes every member.
        let _ = Reflect::set(&object, &name.into(), &value);
    }
    object
}
