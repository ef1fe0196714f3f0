//! The processes: how far each has read, its instances, and the steps of one; or what goes wrong on purpose.

mod cards;
mod faults;
mod instance;
mod instances;
mod plan;
mod step;
mod verdict;

use super::icon::{Icon, icon};
use super::sender::Sender;
use crate::app::message::PersonMessage;
use crate::app::view_model::{FaultsView, ProcessesView};
use cards::card;
use faults::{bugs, invariants, snapshots};
use instance::instance;
use instances::Instances;
use plan::Plan;
use std::rc::Rc;
use verdict::verdict;
use yew::prelude::*;

/// The processes.
pub(super) fn processes(sender: &Sender, view: &ProcessesView) -> Html {
    html! {
        <div class="processes" key="processes">
            { head(sender, false, &view.as_of) }
            if let Some(problem) = &view.problem {
                <p class="process-problem" role="status" data-test="process-problem">{ icon(Icon::Warning) }{ "They could not go on, and try again: " }{ problem }</p>
            }
            if view.cards.is_empty() {
                <div class="empty" data-test="processes-empty">
                    <h2>{ "No processes" }</h2>
                    <p>{ "Nothing in this model sends commands by itself." }</p>
                </div>
            } else {
                <nav class="process-cards" aria-label="Processes">{ for view.cards.iter().map(|it| card(sender, it)) }</nav>
                <div class="process-body">
                    <Instances view={view.instances.clone()} />
                    if let Some(it) = &view.instance { { instance(sender, it) } }
                </div>
            }
        </div>
    }
}

/// What goes wrong on purpose, what must hold, and what came of it.
pub(super) fn faults(sender: &Sender, view: &Rc<FaultsView>) -> Html {
    html! {
        <div class="processes" key="faults">
            { head(sender, true, &view.as_of) }
            <div class="faults scroll" tabindex="0" role="region" aria-label="Faults and invariants">
                if let Some(it) = &view.verdict {
                    { verdict(sender, it) }
                }
                <Plan view={view.clone()} />
                { invariants(&view.invariants) }
                { bugs(sender, &view.bugs, view.live) }
                { snapshots(sender, view.snapshot_every, view.live) }
            </div>
        </div>
    }
}

fn head(sender: &Sender, faults: bool, as_of: &str) -> Html {
    let part = |name: &'static str, title: &'static str, shown: bool| {
        let onclick = sender.on(PersonMessage::ShowedFaults(shown));
        html! {
            <button type="button" class="small" data-test="processes-part" data-name={name} aria-pressed={(faults == shown).to_string()} {onclick}>{ title }</button>
        }
    };
    html! {
        <div class="panel-head">
            <div class="parts" role="group" aria-label="What to look at here">
                { part("instances", "Instances", false) }
                { part("faults", "Faults and invariants", true) }
            </div>
            <span class="grow" />
            <span class="as-of" data-test="as-of">{ icon(Icon::Clock) }{ as_of }</span>
        </div>
    }
}
