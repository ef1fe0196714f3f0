//! A step of an instance: rule, input, and the commands with their answers.

use crate::app::message::PersonMessage;
use crate::app::view_model::{StepCommandView, StepView};
use crate::ui::inspector::link;
use crate::ui::sender::Sender;
use crate::ui::tag::{breakable, tone_class};
use crate::ui::time_text::{plain, short_time, value};
use yew::prelude::*;

/// A step.
pub(super) fn step(sender: &Sender, view: &StepView) -> Html {
    let onclick = sender.on(PersonMessage::FollowedLink(view.moment));
    html! {
        <li class={classes!("step", (!view.settled).then_some("open"))} key={view.moment.to_string()} data-test="step" data-rule={view.rule.clone()} data-settled={view.settled.to_string()}>
            <p class="step-head">
                <button type="button" class="link" data-test="step-link" title="See where it is recorded" {onclick}>{ &view.rule }</button>
                { short_time(&view.time, "muted") }
                if !view.settled {
                    <span class="tag tone-process">{ "not settled" }</span>
                }
                if view.ends {
                    <span class="tag tone-plain">{ "ends the instance" }</span>
                }
            </p>
            <ul class="links">{ link(sender, &view.input) }</ul>
            if view.commands.is_empty() && view.deadlines.is_empty() {
                <p class="muted">{ "sends nothing" }</p>
            }
            <ul class="step-commands">{ for view.commands.iter().map(|it| command(sender, it)) }</ul>
            { for view.deadlines.iter().map(|text| html! { <p class="muted step-deadline">{ value(text) }</p> }) }
        </li>
    }
}

fn command(sender: &Sender, view: &StepCommandView) -> Html {
    let inside = html! { <><span class="tag tone-command">{ "command" }</span><span class="link-text">{ breakable(&view.name) }</span></> };
    let name = match view.moment {
        Some(moment) => {
            let onclick = sender.on(PersonMessage::FollowedLink(moment));
            html! { <button type="button" class="link-row" data-test="command-link" title={plain(&view.payload)} {onclick}>{ inside }</button> }
        }
        None => html! { <span class="link-row" title={plain(&view.payload)}>{ inside }</span> },
    };
    html! {
        <li class="step-command" data-test="step-command" data-name={view.name.clone()} data-answer={view.answer.clone()}>
            { name }
            <span class={classes!("answer-mark", tone_class(view.tone))}>{ &view.answer }</span>
            if !view.not_after.is_empty() {
                <small class="muted">{ "not after " }{ short_time(&view.not_after, "") }</small>
            }
        </li>
    }
}
