//! Light and dark: as the system says, until somebody chooses; the choice is kept in this browser.

use super::icon::{Icon, icon};
use gloo::utils::{document_element, window};
use web_sys::Storage;
use yew::prelude::*;

/// Where the choice is kept.
const KEPT_AS: &str = "foldline-theme";

/// The colours of the page.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Theme {
    Light,
    Dark,
}

impl Theme {
    const fn name(self) -> &'static str {
        match self {
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }

    const fn other(self) -> Self {
        match self {
            Self::Light => Self::Dark,
            Self::Dark => Self::Light,
        }
    }
}

/// Gives the page the colours that were chosen last.
pub(super) fn restore() {
    if let Some(theme) = kept() {
        paint(theme);
    }
}

/// Switches between light and dark.
#[component]
pub(super) fn ThemeSwitch() -> Html {
    let theme = use_state_eq(|| kept().unwrap_or_else(of_the_system));
    let other = theme.other();
    let onclick = {
        let theme = theme.clone();
        Callback::from(move |_: MouseEvent| {
            paint(other);
            keep(other);
            theme.set(other);
        })
    };
    let label = format!("Switch to {} colours", other.name());
    let picture = match *theme {
        Theme::Light => Icon::Moon,
        Theme::Dark => Icon::Sun,
    };
    html! {
        <button type="button" class="plain square" data-test="theme" title={label.clone()} aria-label={label} {onclick}>
            { icon(picture) }
        </button>
    }
}

/// Storage may be refused: then a choice lasts until the page is closed.
fn storage() -> Option<Storage> {
    window().local_storage().ok().flatten()
}

fn kept() -> Option<Theme> {
    let name = storage()?.get_item(KEPT_AS).ok()??;
    [Theme::Light, Theme::Dark]
        .into_iter()
        .find(|theme| theme.name() == name)
}

fn keep(theme: Theme) {
    if let Some(storage) = storage() {
        // Full or refused: the colours change all the same.
        let _ = storage.set_item(KEPT_AS, theme.name());
    }
}

fn paint(theme: Theme) {
    // Setting an attribute with a valid name can't fail.
    let _ = document_element().set_attribute("data-theme", theme.name());
}

fn of_the_system() -> Theme {
    let query = window().match_media("(prefers-color-scheme: dark)");
    match query.ok().flatten() {
        Some(query) if query.matches() => Theme::Dark,
        _ => Theme::Light,
    }
}
