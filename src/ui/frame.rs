//! At most one message per animation frame: the last one counts.

use super::sender::{Sender, use_sender};
use crate::app::message::PersonMessage;
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;
use yew::prelude::*;

/// Runs this before the next frame is drawn.
pub(super) fn before_next_frame(work: impl FnOnce() + 'static) {
    let work = Closure::once_into_js(work);
    // A page without a window draws no frames: there is nothing to be done then.
    let _ = gloo::utils::window().request_animation_frame(work.unchecked_ref());
}

/// Sends messages, but only the last of those that came within one frame.
#[hook]
pub(super) fn use_frame_sender() -> Callback<PersonMessage> {
    let sender = use_sender();
    let waiting = use_mut_ref(|| None::<PersonMessage>);
    use_callback(sender, move |message: PersonMessage, sender: &Sender| {
        let first = waiting.replace(Some(message)).is_none();
        if first {
            let (waiting, sender) = (Rc::clone(&waiting), sender.clone());
            before_next_frame(move || flush(&waiting, &sender));
        }
    })
}

fn flush(waiting: &RefCell<Option<PersonMessage>>, sender: &Sender) {
    let message = waiting.take();
    if let Some(message) = message {
        sender.send(message);
    }
}
