//! The middle: the tabs, where the past says that it is the past, and what the chosen tab shows.

use super::flow::Flow;
use super::icon::{Icon, icon};
use super::model::ModelText;
use super::place::use_show_place;
use super::processes::{faults, processes};
use super::read_models::read_models;
use super::sender::{Sender, use_sender};
use super::shown::MainSlice;
use super::specs::specs;
use super::state::aggregate_state;
use crate::app::message::PersonMessage;
use crate::app::state::Tab;
use crate::app::view_model::WhenView;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};
use yew::prelude::*;

/// The tabs in their order, with their names for tests and for people.
const TABS: [(Tab, &str, &str); 6] = [
    (Tab::Flow, "flow", "Flow"),
    (Tab::State, "state", "State"),
    (Tab::ReadModels, "read-models", "Read models"),
    (Tab::Processes, "processes", "Processes"),
    (Tab::Model, "model", "Model"),
    (Tab::Specs, "specs", "Specs"),
];

/// What the middle needs.
#[derive(Clone, PartialEq, Properties)]
pub(super) struct MiddleProps {
    /// The chosen tab.
    pub(super) tab: Tab,
    /// What it shows.
    pub(super) main: MainSlice,
    /// Which moment is shown.
    pub(super) when: Rc<WhenView>,
}

/// The middle.
#[component]
pub(super) fn Middle(props: &MiddleProps) -> Html {
    let sender = use_sender();
    let show_place = use_show_place();
    let content = match &props.main {
        MainSlice::Flow(view) => html! { <Flow {view} /> },
        MainSlice::State(view) => aggregate_state(&sender, &show_place, view),
        MainSlice::ReadModels(view) => read_models(&sender, view),
        MainSlice::Processes(view) => processes(&sender, view),
        MainSlice::Faults(view) => faults(&sender, view),
        MainSlice::Model(view) => html! { <ModelText {view} /> },
        MainSlice::Specs(view) => specs(&sender, view),
    };
    let name = TABS
        .iter()
        .find(|(tab, ..)| *tab == props.tab)
        .map_or("flow", |(_, name, _)| name);
    html! {
        <main class="middle">
            <div class="middle-head">
                { tab_list(&sender, props.tab) }
                { past_banner(&sender, &props.when) }
            </div>
            <div class="panel" role="tabpanel" id="panel" aria-labelledby={format!("tab-{name}")} data-test="panel" data-name={name}>
                { content }
            </div>
        </main>
    }
}

fn tab_list(sender: &Sender, current: Tab) -> Html {
    let tab = |(tab, name, title): &(Tab, &'static str, &'static str)| {
        let chosen = *tab == current;
        html! {
            <button type="button" role="tab" key={*name} id={format!("tab-{name}")} data-test="tab" data-name={*name}
                aria-selected={chosen.to_string()} aria-controls="panel" tabindex={if chosen { "0" } else { "-1" }}
                onclick={sender.on(PersonMessage::ChoseTab(*tab))}>{ *title }</button>
        }
    };
    html! {
        <div class="tabs" role="tablist" aria-label="What to look at" onkeydown={turned(sender, current)}>
            { for TABS.iter().map(tab) }
        </div>
    }
}

/// Arrow keys go from tab to tab.
fn turned(sender: &Sender, current: Tab) -> Callback<KeyboardEvent> {
    let sender = sender.clone();
    Callback::from(move |event: KeyboardEvent| {
        let last = TABS.len() - 1;
        let place = TABS
            .iter()
            .position(|(tab, ..)| *tab == current)
            .unwrap_or(0);
        let next = match event.key().as_str() {
            "ArrowRight" => (place + 1) % TABS.len(),
            "ArrowLeft" => place.checked_sub(1).unwrap_or(last),
            // Home and End stay with the timeline.
            _ => return,
        };
        event.prevent_default();
        let (tab, name, _) = TABS[next];
        sender.send(PersonMessage::ChoseTab(tab));
        let list = event.target_dyn_into::<Element>();
        let button = list.and_then(|it| {
            it.owner_document()?
                .get_element_by_id(&format!("tab-{name}"))
        });
        if let Some(button) = button.and_then(|it| it.dyn_into::<HtmlElement>().ok()) {
            // A button that can't take the focus leaves it where it is.
            let _ = button.focus();
        }
    })
}

/// Says that this is the past; beside the tabs, so that nothing moves when it comes and goes.
fn past_banner(sender: &Sender, when: &WhenView) -> Html {
    if !when.past {
        return Html::default();
    }
    html! {
        <div class="past-banner" role="status" data-test="past-banner">
            { icon(Icon::Clock) }
            <span class="past-words">
                <span class="past-lead">{ "You are looking at the past: " }</span>
                { "position " }<b>{ &when.moment }</b>{ " of " }<b>{ when.last }</b>
            </span>
            <button type="button" data-test="back-to-live" onclick={sender.on(PersonMessage::WentLive)}>{ "Back to live" }</button>
        </div>
    }
}
