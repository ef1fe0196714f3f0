//! What must hold, the holes of the original, and snapshots.

use crate::app::message::PersonMessage;
use crate::app::view_model::{InvariantView, ReferenceBugView};
use crate::ui::icon::{Icon, icon};
use crate::ui::sender::Sender;
use yew::prelude::*;

/// The invariants: each holds or is broken at the moment shown.
pub(super) fn invariants(all: &[InvariantView]) -> Html {
    html! {
        <section class="fault-part" data-test="invariants">
            <h3>{ "What must hold" }</h3>
            if all.is_empty() {
                <p class="muted">{ "This model names no invariants." }</p>
            }
            <ul class="invariants">{ for all.iter().map(invariant) }</ul>
        </section>
    }
}

fn invariant(view: &InvariantView) -> Html {
    let (state, words, sign) = match (view.problems.is_empty(), view.excused) {
        (true, _) => ("holds", "holds", Icon::Check),
        (false, true) => ("excused", "not yet: the processes are at work", Icon::Clock),
        (false, false) => ("broken", "broken", Icon::Cross),
    };
    html! {
        <li class={classes!("invariant", state)} key={view.name.clone()} data-test="invariant" data-name={view.name.clone()} data-state={state}>
            <span class="invariant-sign">{ icon(sign) }</span>
            <span class="invariant-words">
                <b>{ &view.name }</b>{ " " }{ &view.title }
                { for view.problems.iter().map(|text| html! { <small class="invariant-problem">{ text }</small> }) }
            </span>
            <span class="invariant-state">{ words }if view.at_rest && state == "holds" { <small class="muted" title="It need only hold when no process has anything left to do">{ " at rest" }</small> }</span>
        </li>
    }
}

/// The reference bugs, as switches.
pub(super) fn bugs(sender: &Sender, all: &[ReferenceBugView], live: bool) -> Html {
    html! {
        <section class="fault-part" data-test="reference-bugs">
            <h3>{ "Holes of the original" }</h3>
            <p class="muted">{ "The system that this model follows had them. Here they are closed; switch one on to watch it." }</p>
            if all.is_empty() {
                <p class="muted">{ "This model knows none." }</p>
            }
            <ul class="bugs">{ for all.iter().map(|it| bug(sender, it, live)) }</ul>
        </section>
    }
}

fn bug(sender: &Sender, view: &ReferenceBugView, live: bool) -> Html {
    let onclick = sender.on(PersonMessage::SwitchedReferenceBug {
        bug: view.name.clone(),
        on: !view.on,
    });
    let words = format!("bug-{}", view.name);
    html! {
        <li class="bug" key={view.name.clone()}>
            <button type="button" class="switch" role="switch" aria-checked={view.on.to_string()} aria-labelledby={words.clone()} disabled={!live}
                data-test="reference-bug" data-name={view.name.clone()} {onclick}><i aria-hidden="true" /><span>{ if view.on { "on" } else { "off" } }</span></button>
            <span><b id={words}>{ &view.title }</b><small>{ &view.summary }</small></span>
        </li>
    }
}

/// How often snapshots can be wanted.
const SNAPSHOT_CHOICES: [u64; 4] = [0, 10, 100, 1_000];

/// Snapshots: how often they are taken, and away with them.
pub(super) fn snapshots(sender: &Sender, every: u64, live: bool) -> Html {
    // Only the choices below come back, and all of them are numbers.
    let choose = sender.on_choice(|text| PersonMessage::SetSnapshots(text.parse().unwrap_or(100)));
    let forget = sender.on(PersonMessage::ClickedForgetSnapshots);
    html! {
        <section class="fault-part" data-test="snapshots">
            <h3>{ "Snapshots" }</h3>
            <p class="muted">{ "A snapshot spares folding a stream from its first event. Without any the same comes out, only later." }</p>
            <label>{ "Take one " }
                <select data-test="snapshot-every" disabled={!live} onchange={choose}>
                    { for SNAPSHOT_CHOICES.into_iter().map(|choice| snapshot_choice(choice, every)) }
                </select>
            </label>
            { " " }
            <button type="button" data-test="forget-snapshots" disabled={!live} onclick={forget}>{ "Throw all snapshots away" }</button>
        </section>
    }
}

fn snapshot_choice(choice: u64, every: u64) -> Html {
    let words = match choice {
        0 => "never".to_owned(),
        choice => format!("every {choice} events"),
    };
    html! { <option value={choice.to_string()} selected={choice == every}>{ words }</option> }
}
