//! The small coloured word that says what kind of thing something is.

use crate::app::view_model::Tone;
use yew::prelude::*;

/// The class that gives a tone its colour.
pub(super) const fn tone_class(tone: Tone) -> &'static str {
    match tone {
        Tone::Command => "tone-command",
        Tone::Event => "tone-event",
        Tone::ReadModel => "tone-read",
        Tone::Process => "tone-process",
        Tone::Bad => "tone-bad",
        Tone::Plain => "tone-plain",
    }
}

/// A name that may be broken before its capital letters, where there is no room for all of it in one line.
pub(super) fn breakable(name: &str) -> Html {
    let mut parts = Vec::new();
    let mut begin = 0;
    let mut small_before = false;
    for (index, letter) in name.char_indices() {
        if small_before && letter.is_uppercase() {
            parts.push(&name[begin..index]);
            begin = index;
        }
        small_before = letter.is_lowercase();
    }
    let rest = &name[begin..];
    html! { <>{ for parts.into_iter().map(|part| html! { <>{ part }<wbr /></> }) }{ rest }</> }
}

/// A word in its colour.
pub(super) fn tag(tone: Tone, text: &str) -> Html {
    html! { <span class={classes!("tag", tone_class(tone))} title={text.to_owned()}>{ text }</span> }
}
