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

/// What a tag needs.
#[derive(Clone, PartialEq, Properties)]
pub(super) struct TagProps {
    /// Its colour.
    pub(super) tone: Tone,
    /// Its word.
    pub(super) text: AttrValue,
}

/// A word in its colour.
#[component]
pub(super) fn Tag(props: &TagProps) -> Html {
    html! { <span class={classes!("tag", tone_class(props.tone))} title={props.text.clone()}>{ &props.text }</span> }
}
