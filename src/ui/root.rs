//! The root of the page: receives view models, and listens to the keyboard.

use super::failure::FailurePage;
use super::keys::{self, KeyPress};
use super::opening::opening_page;
use super::sender::Sender;
use super::shown::{MainSlice, Shown, Slices};
use super::workbench::Workbench;
use crate::app::dialog::Dialog;
use crate::app::message::{Message, PersonMessage};
use crate::app::view_model::OpeningView;
use gloo::events::EventListener;
use std::rc::Rc;
use yew::prelude::*;

/// What the root is told.
pub(super) enum RootMessage {
    /// Draw this.
    Show(Box<Shown>),
    /// A key was pressed outside of any field.
    Pressed(KeyPress),
}

/// What the root needs.
#[derive(Clone, PartialEq, Properties)]
pub(super) struct RootProps {
    /// Where messages go.
    pub(super) dispatch: Callback<Message>,
}

/// The root component.
pub(super) struct Root {
    shown: Shown,
    sender: Sender,
    _keys: EventListener,
}

impl Component for Root {
    type Message = RootMessage;
    type Properties = RootProps;

    fn create(context: &Context<Self>) -> Self {
        let pressed = context.link().callback(RootMessage::Pressed);
        Self {
            shown: Shown::Opening(Rc::new(OpeningView {
                doing: "Opening the workbench".to_owned(),
                progress: String::new(),
            })),
            sender: Sender::new(context.props().dispatch.clone()),
            _keys: keys::listen(pressed),
        }
    }

    fn update(&mut self, _: &Context<Self>, message: RootMessage) -> bool {
        match message {
            RootMessage::Show(shown) => {
                let changed = self.shown != *shown;
                self.shown = *shown;
                changed
            }
            RootMessage::Pressed(key) => {
                if let Shown::Ready(slices) = &self.shown
                    && let Some(message) = answer(key, slices)
                {
                    self.sender.send(message);
                }
                false
            }
        }
    }

    fn view(&self, _: &Context<Self>) -> Html {
        let page = match &self.shown {
            Shown::Opening(view) => opening_page(view),
            Shown::Ready(slices) => html! { <Workbench ..slices.clone() /> },
            Shown::Failed(view) => html! { <FailurePage view={view} /> },
        };
        html! {
            <ContextProvider<Sender> context={self.sender.clone()}>{ page }</ContextProvider<Sender>>
        }
    }
}

/// What a key means to the workbench as it is shown; nothing while a dialog is open, for it has keys of its own.
fn answer(key: KeyPress, shown: &Slices) -> Option<PersonMessage> {
    if shown.dialog.is_some() {
        return None;
    }
    Some(match key {
        KeyPress::StepBack => PersonMessage::Stepped(-1),
        KeyPress::StepOn => PersonMessage::Stepped(1),
        KeyPress::Start => PersonMessage::WentToStart,
        KeyPress::End => PersonMessage::WentLive,
        KeyPress::Play => PersonMessage::ToggledPlay,
        KeyPress::Keys => PersonMessage::OpenedDialog(Dialog::Keys),
        KeyPress::Close => return put_away(shown),
    })
}

/// What Escape puts away: an opened node first, then the selection.
fn put_away(shown: &Slices) -> Option<PersonMessage> {
    if let MainSlice::Flow(flow) = &shown.main
        && let Some(node) = flow.nodes.iter().find(|node| node.open)
    {
        return Some(PersonMessage::ToggledNode(node.id.to_owned()));
    }
    shown
        .inspector
        .is_some()
        .then_some(PersonMessage::ClearedSelection)
}
