//! The text of the model: an editor, what can be done with the text, and what applying it changed.

mod bridge;
mod editor;
mod history;
mod report;
mod toolbar;

use super::sender::Sender;
use super::shown::Slice;
use crate::app::view_model::{FoldingView, ModelView};
use bridge::Module;
use editor::Editor;
use std::rc::Rc;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::spawn_local;
use web_sys::HtmlElement;
use yew::prelude::*;

/// What happens to the tab.
pub(super) enum Happened {
    /// The editor's module was loaded, or could not be.
    Loaded(Result<Module, JsValue>),
    /// The editor is in the page.
    Mounted,
    /// The list of problems is wanted.
    WantsProblems,
}

/// The text of the model.
pub(super) struct ModelText {
    place: NodeRef,
    sender: Sender,
    module: Option<Module>,
    editor: Option<Editor>,
    failed: bool,
}

impl Component for ModelText {
    type Message = Happened;
    type Properties = Slice<ModelView>;

    fn create(context: &Context<Self>) -> Self {
        let link = context.link().clone();
        spawn_local(async move {
            link.send_message(Happened::Loaded(bridge::module().await));
        });
        let sender = context.link().context::<Sender>(Callback::noop());
        Self {
            place: NodeRef::default(),
            sender: sender.map_or_else(|| Sender::new(Callback::noop()), |(sender, _)| sender),
            module: None,
            editor: None,
            failed: false,
        }
    }

    fn update(&mut self, _: &Context<Self>, message: Happened) -> bool {
        match message {
            Happened::Loaded(Ok(module)) => self.module = Some(module),
            Happened::Loaded(Err(_)) => self.failed = true,
            Happened::Mounted => {}
            Happened::WantsProblems => {
                if let Some(editor) = &self.editor {
                    editor.show_problems();
                }
            }
        }
        true
    }

    fn view(&self, context: &Context<Self>) -> Html {
        let view = &context.props().view;
        let problems = context
            .link()
            .callback(|_: MouseEvent| Happened::WantsProblems);
        html! {
            <div class="model" key="model">
                { toolbar::toolbar(&self.sender, view, &problems) }
                if let Some(notice) = &view.notice { <p class="model-notice" role="status">{ notice }</p> }
                if let Some(folding) = &view.folding { { folding_bar(folding) } }
                { self.instead(view) }
                <div class="model-place" ref={self.place.clone()} data-test="model-editor" data-ready={self.editor.is_some().to_string()} />
                if let Some(report) = &view.report { { report::report(&self.sender, report, view.before.is_some()) } }
                { history::history(&self.sender, view) }
            </div>
        }
    }

    fn changed(&mut self, context: &Context<Self>, _: &Self::Properties) -> bool {
        if let Some(editor) = &self.editor {
            editor.show(&context.props().view);
        }
        true
    }

    /// The editor is put in once its module and the text are there.
    fn rendered(&mut self, context: &Context<Self>, _: bool) {
        let view = &context.props().view;
        let (Some(module), None, Some(_)) = (&self.module, &self.editor, &view.text) else {
            return;
        };
        if let Some(place) = self.place.cast::<HtmlElement>() {
            self.editor = Some(Editor::mount(module, &place, &self.sender, view));
            context.link().send_message(Happened::Mounted);
        }
    }
}

impl ModelText {
    /// What is shown while there is no editor.
    fn instead(&self, view: &Rc<ModelView>) -> Html {
        let words = match (&view.missing, &view.text) {
            (Some(why), _) => why.as_str(),
            (None, Some(_)) if self.failed => {
                "The editor could not be loaded. The model goes on working. Connect to the network, and reload the page."
            }
            (None, Some(_)) if self.editor.is_some() => return Html::default(),
            _ => "The text is being fetched …",
        };
        html! { <p class="empty" role="status" data-test="model-missing">{ words }</p> }
    }
}

fn folding_bar(view: &FoldingView) -> Html {
    html! {
        <div class="folding" data-test="folding">
            <progress max={view.total.to_string()} value={view.done.to_string()} aria-label="Entries folded" />
            <span role="status">{ view.doing }</span>
            <span class="muted">{ format!("{} of {}", view.done, view.total) }</span>
        </div>
    }
}
