//! One instance: what it has open, its state, and its steps.

use super::step::step;
use crate::app::message::PersonMessage;
use crate::app::view_model::{DeadlineView, InstanceView, ParkedView, RetryView};
use crate::ui::icon::{Icon, icon};
use crate::ui::inspector::link;
use crate::ui::sender::Sender;
use crate::ui::tag::breakable;
use crate::ui::time_text::{short_time, time, value};
use yew::prelude::*;

/// The chosen instance.
pub(super) fn instance(sender: &Sender, view: &InstanceView) -> Html {
    html! {
        <section class="instance scroll" tabindex="0" aria-label={view.title.clone()} data-test="instance-detail" data-name={view.stream.id.to_string()}>
            <h2>{ &view.title }<span class="tag tone-process">{ view.status }</span></h2>
            if let Some(parked) = &view.parked {
                { parked_input(sender, view, parked) }
            }
            if let Some(retry) = &view.retry {
                { tried_again(retry) }
            }
            if !view.deadlines.is_empty() {
                <h3>{ "Deadlines" }</h3>
                <ul class="deadlines">{ for view.deadlines.iter().map(deadline) }</ul>
            }
            if !view.held.is_empty() {
                <h3>{ "Inputs that wait" }</h3>
                <ul class="links" data-test="held">{ for view.held.iter().map(|it| link(sender, it)) }</ul>
            }
            if !view.state.is_empty() {
                <details class="instance-facts">
                    <summary>{ "State" }</summary>
                    <dl class="details">{ for view.state.iter().map(fact) }</dl>
                </details>
            }
            <h3>{ "Steps, newest first" }</h3>
            if view.steps.is_empty() {
                <p class="muted">{ "It has not reacted to anything yet." }</p>
            }
            <ol class="steps">{ for view.steps.iter().map(|it| step(sender, it)) }</ol>
            if view.earlier > 0 {
                <p class="muted">{ format!("{} earlier steps: see them in the log.", view.earlier) }</p>
            }
        </section>
    }
}

fn fact((name, text): &(String, String)) -> Html {
    html! { <><dt>{ breakable(name) }</dt><dd data-test="fact" data-name={name.clone()}>{ value(text) }</dd></> }
}

fn parked_input(sender: &Sender, view: &InstanceView, parked: &ParkedView) -> Html {
    let decide = |retry: bool| {
        sender.on(PersonMessage::DecidedParked {
            instance: view.stream.clone(),
            retry,
        })
    };
    html! {
        <div class="parked" data-test="parked">
            <p class="parked-title">{ icon(Icon::Warning) }<b>{ "Parked: a person decides" }</b></p>
            <ul class="links">{ link(sender, &parked.input) }</ul>
            <p>{ &parked.reason }</p>
            if parked.decidable {
                <div class="buttons">
                    <button type="button" class="small" data-test="parked-retry" onclick={decide(true)}>{ "Retry" }</button>
                    <button type="button" class="small destructive" data-test="parked-skip" title="Give this input up; later ones go on" onclick={decide(false)}>{ "Skip" }</button>
                </div>
            }
        </div>
    }
}

fn tried_again(retry: &RetryView) -> Html {
    let times = match retry.tries {
        1 => "tried once".to_owned(),
        tries => format!("tried {tries} times"),
    };
    html! {
        <div class="retry" data-test="retry" data-tries={retry.tries.to_string()}>
            <p><b>{ &retry.command }</b>{ " was refused, " }{ times }{ ", again at " }{ short_time(&retry.next_try, "") }{ format!(" ({})", retry.until) }</p>
            <p class="muted">{ &retry.reason }</p>
        </div>
    }
}

fn deadline(view: &DeadlineView) -> Html {
    html! {
        <li key={view.name.clone()} data-test="deadline" data-name={view.name.clone()} data-due={view.due.clone()}>
            { icon(Icon::Clock) }<b>{ &view.name }</b>
            { time(&view.due, "muted") }
            <span>{ &view.until }</span>
        </li>
    }
}
