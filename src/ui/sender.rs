//! How components tell the application what a person did.

use crate::app::message::{Message, PersonMessage};
use web_sys::{HtmlInputElement, HtmlSelectElement};
use yew::prelude::*;

/// The one way out of a component.
#[derive(Clone, PartialEq)]
pub(super) struct Sender(Callback<Message>);

impl Sender {
    /// A sender that hands every message to `dispatch`.
    pub(super) fn new(dispatch: Callback<Message>) -> Self {
        Self(dispatch)
    }

    /// Sends a message.
    pub(super) fn send(&self, message: PersonMessage) {
        self.0.emit(message.into());
    }

    /// Sends this message whenever it is called.
    pub(super) fn on<E>(&self, message: PersonMessage) -> Callback<E> {
        let sender = self.clone();
        Callback::from(move |_| sender.send(message.clone()))
    }

    /// Sends what is typed into an input.
    pub(super) fn on_input(
        &self,
        message: impl Fn(String) -> PersonMessage + 'static,
    ) -> Callback<InputEvent> {
        let sender = self.clone();
        Callback::from(move |event: InputEvent| {
            let input = event.target_unchecked_into::<HtmlInputElement>();
            sender.send(message(input.value()));
        })
    }

    /// Sends what is chosen from a list.
    pub(super) fn on_choice(
        &self,
        message: impl Fn(String) -> PersonMessage + 'static,
    ) -> Callback<Event> {
        let sender = self.clone();
        Callback::from(move |event: Event| {
            let list = event.target_unchecked_into::<HtmlSelectElement>();
            sender.send(message(list.value()));
        })
    }
}

/// The sender of the page.
#[hook]
pub(super) fn use_sender() -> Sender {
    use_context::<Sender>().unwrap_or_else(|| Sender::new(Callback::noop()))
}
