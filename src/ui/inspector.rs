//! The inspector: what there is to know about the selection.

mod shapes;
mod stored;

use super::icon::{Icon, icon};
use super::place::{Place, use_show_place};
use super::sender::{Sender, use_sender};
use super::tag::{breakable, tag};
use super::time_text::{plain, value};
use crate::app::message::{ModelMessage, PersonMessage};
use crate::app::view_model::{InspectorView, LinkView, SectionView};
use shapes::shapes;
use std::rc::Rc;
use stored::stored;
use yew::prelude::*;

/// What the inspector needs.
#[derive(Clone, PartialEq, Properties)]
pub(super) struct InspectorProps {
    /// What is selected.
    pub(super) view: Option<Rc<InspectorView>>,
}

/// The inspector.
#[component]
pub(super) fn Inspector(props: &InspectorProps) -> Html {
    let sender = use_sender();
    let show_place = use_show_place();
    html! {
        <aside class="inspector" aria-label="Selection" data-test="inspector">
            if let Some(view) = &props.view {
                { selection(&sender, &show_place, view) }
            } else {
                { nothing() }
            }
        </aside>
    }
}

fn selection(sender: &Sender, show_place: &Callback<Place>, view: &InspectorView) -> Html {
    let sections = view.sections.iter().map(|it| section(sender, it));
    html! {
        <>
            <div class="inspector-head">
                { tag(view.tone, &view.tag) }
                <span class="muted place" title={view.place.clone()}>{ &view.place }</span>
                <button type="button" class="plain square" data-test="clear-selection" aria-label="Put the selection away" title="Put away (Esc)"
                    onclick={sender.on(PersonMessage::ClearedSelection)}>{ icon(Icon::Close) }</button>
            </div>
            <h2 class="inspector-title" data-test="inspector-title">{ breakable(&view.title) }</h2>
            <p class="inspector-sentence" data-test="inspector-sentence">{ value(&view.sentence) }</p>
            <p class="go-there">
                <button type="button" class="small" data-test="go-there" onclick={sender.on(PersonMessage::FollowedLink(view.moment))}>
                    { icon(Icon::Clock) }{ "See the whole system then" }
                </button>
                if view.makes_spec {
                    <button type="button" class="small" data-test="make-spec" title="Write what happened here as a spec of the model" onclick={make_spec(sender, show_place, view)}>
                        { icon(Icon::Check) }{ "Make a spec" }
                    </button>
                }
            </p>
            { for sections }
            if let Some(it) = &view.shapes { { shapes(it) } }
            { stored(view) }
        </>
    }
}

/// The spec is written into the text of the model, which a narrow screen does not show yet.
fn make_spec(
    sender: &Sender,
    show_place: &Callback<Place>,
    view: &InspectorView,
) -> Callback<MouseEvent> {
    let (sender, show_place, moment) = (sender.clone(), show_place.clone(), view.moment);
    Callback::from(move |_| {
        show_place.emit(Place::Middle);
        sender.send(PersonMessage::Model(ModelMessage::ClickedMakeSpec(moment)));
    })
}

fn section(sender: &Sender, section: &SectionView) -> Html {
    let row = |(name, text): &(String, String)| {
        html! { <><dt>{ breakable(name) }</dt><dd data-test="fact" data-name={name.clone()}>{ value(text) }</dd></> }
    };
    let links = section.links.iter().map(|it| link(sender, it));
    html! {
        <section key={section.title.clone()} data-test="section" data-title={section.title.clone()}>
            <h3>{ &section.title }</h3>
            if !section.rows.is_empty() {
                <dl class="details">{ for section.rows.iter().map(row) }</dl>
            }
            if !section.links.is_empty() {
                <ul class="links">{ for links }</ul>
            }
        </section>
    }
}

/// Something to go to.
pub(super) fn link(sender: &Sender, link: &LinkView) -> Html {
    let inside = html! {
        <>
            { tag(link.tone, &link.tag) }
            <span class="link-text" title={plain(&link.text)}>{ value(&link.text) }</span>
        </>
    };
    match link.moment {
        Some(moment) => {
            let onclick = sender.on(PersonMessage::FollowedLink(moment));
            html! { <li><button type="button" class="link-row" data-test="link" {onclick}>{ inside }</button></li> }
        }
        None => html! { <li><span class="link-row">{ inside }</span></li> },
    }
}

/// Nothing is selected: says what would be seen here.
fn nothing() -> Html {
    html! {
        <div class="empty" data-test="inspector-empty">
            <span class="empty-picture">{ icon(Icon::Selection) }</span>
            <h2>{ "Nothing selected" }</h2>
            <p>{ "Choose an entry of the log to see what it holds: its payload, where it stands, what caused it and what it led to, and the record exactly as it is stored." }</p>
        </div>
    }
}
