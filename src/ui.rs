//! The page: draws a [`ViewModel`] and tells what a person did. Yew lives here and nowhere else.
//!
//! Each component is named for its place on the page, gets its slice of the view model, and sends messages through
//! one callback from the context. What concerns only the eye (theme, open menus, the place shown on a narrow screen)
//! stays here and never becomes a message.

mod dialogs;
mod failure;
mod files;
mod flow;
mod flyout;
mod frame;
mod header;
mod icon;
mod inspector;
mod keys;
mod log;
mod middle;
mod model;
mod notices;
mod opening;
mod place;
mod processes;
mod read_models;
mod root;
mod screen;
mod sender;
mod shown;
mod specs;
mod state;
mod tag;
mod tasks;
mod theme;
mod time_text;
mod timeline;
mod workbench;

use crate::app::message::Message;
use crate::app::view_model::ViewModel;
use root::{Root, RootMessage, RootProps};
use yew::{AppHandle, Callback, Renderer};

/// Where the page is mounted.
const HOST: &str = "app";

/// The mounted page.
pub struct Page {
    handle: AppHandle<Root>,
}

impl Page {
    /// Draws this instead of what is shown.
    pub fn show(&self, view: ViewModel) {
        self.handle
            .send_message(RootMessage::Show(Box::new(view.into())));
    }
}

/// Puts the page into the document; whatever a person does is dispatched.
pub fn mount(dispatch: impl Fn(Message) + 'static) -> Page {
    let document = gloo::utils::document();
    let host = document
        .get_element_by_id(HOST)
        .unwrap_or_else(|| gloo::utils::body().into());
    theme::restore();
    let props = RootProps {
        dispatch: Callback::from(dispatch),
    };
    Page {
        handle: Renderer::<Root>::with_root_and_props(host, props).render(),
    }
}
