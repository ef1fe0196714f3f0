//! The editor in the page: it follows the view, and tells what a person writes and asks.

use super::bridge::{self, Calls, Handle, Module};
use crate::app::message::{ModelMessage, PersonMessage, Question};
use crate::app::view_model::{ModelView, TextAnswer};
use crate::ui::sender::Sender;
use js_sys::{Function, Promise};
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::Closure;
use web_sys::HtmlElement;

/// An editor that is in the page.
pub(super) struct Editor {
    handle: Handle,
    waiting: Rc<Waiting>,
    /// What it shows of the view.
    shown: RefCell<Rc<ModelView>>,
    /// What it calls lives as long as it does.
    _calls: Calls,
}

/// Questions that were asked and not answered yet. A newer one makes an older one of its kind pointless.
#[derive(Default)]
struct Waiting {
    asked: Cell<u64>,
    keep: RefCell<Vec<(u64, bool, Function)>>,
}

impl Editor {
    /// Puts an editor into an element.
    pub(super) fn mount(
        module: &Module,
        parent: &HtmlElement,
        sender: &Sender,
        view: &Rc<ModelView>,
    ) -> Self {
        let waiting = Rc::new(Waiting::default());
        let calls = calls(sender, &waiting);
        let text = view.text.as_deref().unwrap_or_default();
        let handle = bridge::mount(module, parent, text, &calls);
        bridge::mark(&handle, &view.problems);
        if view.caret.0 > 0 {
            handle.go_to(view.caret.1);
        }
        Self {
            handle,
            waiting,
            shown: RefCell::new(Rc::clone(view)),
            _calls: calls,
        }
    }

    /// Shows what is new in the view.
    pub(super) fn show(&self, view: &Rc<ModelView>) {
        let before = self.shown.replace(Rc::clone(view));
        if before.revision != view.revision {
            self.handle
                .set_text(view.text.as_deref().unwrap_or_default());
        }
        if before.problems != view.problems || before.revision != view.revision {
            bridge::mark(&self.handle, &view.problems);
        }
        if before.caret.0 != view.caret.0 {
            self.handle.go_to(view.caret.1);
        }
        if let Some(answer) = &view.answer {
            self.waiting.answer(answer);
        }
    }

    /// Opens the list of problems.
    pub(super) fn show_problems(&self) {
        self.handle.show_problems();
    }
}

impl Drop for Editor {
    fn drop(&mut self) {
        self.handle.destroy();
    }
}

impl Waiting {
    fn ask(&self, sender: &Sender, at: u32, completes: bool) -> Promise {
        let number = self.asked.get() + 1;
        self.asked.set(number);
        let (promise, keep) = bridge::promise();
        self.keep.borrow_mut().push((number, completes, keep));
        let question = Question {
            number,
            at,
            completes,
        };
        sender.send(PersonMessage::Model(ModelMessage::Asked(question)));
        promise
    }

    /// Answers the question of this number; those before it get no answer any more.
    fn answer(&self, answer: &TextAnswer) {
        let waiting = self.keep.take();
        let (due, later) = waiting
            .into_iter()
            .partition(|(number, ..)| *number <= answer.number);
        self.keep.replace(later);
        let due: Vec<(u64, bool, Function)> = due;
        for (number, completes, keep) in due {
            let value = match (number == answer.number, completes) {
                (false, _) => JsValue::NULL,
                (true, true) => bridge::entries(&answer.entries),
                (true, false) => bridge::explanation(answer.explanation.as_ref()),
            };
            // Keeping a promise never fails.
            let _ = keep.call1(&JsValue::UNDEFINED, &value);
        }
    }
}

fn calls(sender: &Sender, waiting: &Rc<Waiting>) -> Calls {
    let changed = {
        let sender = sender.clone();
        Closure::new(move |text| {
            sender.send(PersonMessage::Model(ModelMessage::Wrote(text)));
        })
    };
    let ask = |completes: bool| {
        let (sender, waiting) = (sender.clone(), Rc::clone(waiting));
        Closure::new(move |_: String, at: u32| waiting.ask(&sender, at, completes))
    };
    Calls {
        changed,
        complete: ask(true),
        hover: ask(false),
    }
}
