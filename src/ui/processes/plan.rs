//! Which faults are wanted: none, one, or a stream of them.

use crate::app::message::{FaultPlan, PersonMessage};
use crate::app::view_model::{FaultPointView, FaultsView};
use crate::ui::sender::use_sender;
use std::rc::Rc;
use web_sys::HtmlInputElement;
use yew::prelude::*;

/// More than this and nothing ever gets done.
const MOST_PER_MILLE: u16 = 500;

/// What the plan needs.
#[derive(Clone, PartialEq, Properties)]
pub(super) struct PlanProps {
    /// Faults and what belongs to them.
    pub(super) view: Rc<FaultsView>,
}

/// The plan of faults.
#[component]
pub(super) fn Plan(props: &PlanProps) -> Html {
    let view = &props.view;
    let sender = use_sender();
    let seed = use_state_eq(|| "7".to_owned());
    let per_mille = use_state_eq(|| "100".to_owned());
    let seeded = seeded(&seed, &per_mille);
    let off = view.plan == FaultPlan::Off;
    let point = |it: &FaultPointView| {
        let plan = FaultPlan::Once { point: it.point };
        let onclick = sender.on(PersonMessage::PlannedFaults(plan));
        let waits = view.plan == plan;
        html! {
            <li class="fault" key={it.name.clone()}>
                <button type="button" class="small" data-test="fault" data-name={it.name.clone()} data-waits={waits.to_string()} aria-pressed={waits.to_string()} disabled={!view.live} {onclick}
                    aria-label={format!("Once: {}", it.title)}>{ if waits { "waits" } else { "Once" } }</button>
                <span><b>{ it.title }</b><small>{ it.explanation }</small></span>
            </li>
        }
    };
    let start = {
        let sender = sender.clone();
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            if let Some(plan) = seeded {
                sender.send(PersonMessage::PlannedFaults(plan));
            }
        })
    };
    html! {
        <section class="fault-part" data-test="fault-plan">
            <h3>{ "Faults on purpose" }</h3>
            <div class="plan-now">
                <p role="status" data-test="plan-text">{ &view.plan_text }</p>
                <button type="button" class="small" data-test="faults-off" disabled={off || !view.live}
                    onclick={sender.on(PersonMessage::PlannedFaults(FaultPlan::Off))}>{ "Switch off" }</button>
            </div>
            <form class="seeded" onsubmit={start}>
                <label class="inline"><span>{ "A stream of them, by seed" }</span>
                    <input type="number" min="0" step="1" data-test="fault-seed" value={(*seed).clone()} oninput={typed(&seed)} disabled={!view.live} /></label>
                <label class="inline"><span>{ "strikes in a thousand" }</span>
                    <input type="number" min="1" max={MOST_PER_MILLE.to_string()} step="1" data-test="fault-per-mille" value={(*per_mille).clone()} oninput={typed(&per_mille)} disabled={!view.live} /></label>
                <button type="submit" class="small" data-test="faults-seeded" disabled={!view.live || seeded.is_none()}>{ "Start" }</button>
            </form>
            <details class="fault-points" open={true}>
                <summary>{ "Or one, once" }</summary>
                <ul class="fault-list">{ for view.points.iter().map(point) }</ul>
            </details>
        </section>
    }
}

fn seeded(seed: &str, per_mille: &str) -> Option<FaultPlan> {
    let per_mille = per_mille.trim().parse().ok()?;
    (1..=MOST_PER_MILLE)
        .contains(&per_mille)
        .then_some(())
        .and(seed.trim().parse().ok())
        .map(|seed| FaultPlan::Seeded { seed, per_mille })
}

fn typed(state: &UseStateHandle<String>) -> Callback<InputEvent> {
    let set = state.setter();
    Callback::from(move |event: InputEvent| {
        set.set(event.target_unchecked_into::<HtmlInputElement>().value());
    })
}
