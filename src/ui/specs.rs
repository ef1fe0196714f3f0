//! The specs of the written text, and how each goes: what was expected beside what followed.

use super::icon::{Icon, icon};
use super::sender::Sender;
use super::tag::breakable;
use crate::app::message::{ModelMessage, PersonMessage};
use crate::app::view_model::{SpecProblemView, SpecRow, SpecView, SpecsView};
use yew::prelude::*;

/// The specs.
pub(super) fn specs(sender: &Sender, view: &SpecsView) -> Html {
    let (passed, failed, waiting) = view.counts;
    let all = passed + failed + waiting;
    let words = match (all, failed, waiting) {
        (0, ..) => String::new(),
        (_, 0, 0) => format!("All {all} pass."),
        (_, _, 0) => format!("{failed} of {all} failed."),
        _ => format!("{} of {all} are run …", passed + failed),
    };
    html! {
        <div class="specs" key="specs" data-test="specs" data-passed={passed.to_string()} data-failed={failed.to_string()} data-waiting={waiting.to_string()}>
            <div class="panel-head">
                <p>{ "What must hold, run whenever the text is checked." }</p>
                <span class="as-of" role="status">{ words }</span>
            </div>
            if let Some(waits) = &view.waits { <p class="empty" data-test="specs-wait">{ waits }</p> }
            if all == 0 && view.waits.is_none() {
                <div class="empty">
                    <h2>{ "No specs yet" }</h2>
                    <p>{ "A spec says what must follow: given what had happened, when somebody does something, then this is recorded or refused. Choose an event or a refused task in the log, and make a spec of it." }</p>
                </div>
            }
            <ul class="spec-list">{ for view.specs.iter().map(|it| spec(sender, it)) }</ul>
        </div>
    }
}

fn spec(sender: &Sender, view: &SpecView) -> Html {
    let (name, picture) = match view.passed {
        Some(true) => ("passed", Some(Icon::Check)),
        Some(false) => ("failed", Some(Icon::Cross)),
        None => ("waiting", None),
    };
    html! {
        <li key={view.byte} class={classes!("spec", name)} data-test="spec" data-name={view.title.clone()} data-state={name}>
            <div class="spec-head">
                <span class="spec-state">if let Some(picture) = picture { { icon(picture) } }<span class="hidden">{ name }</span></span>
                <span class="spec-title">{ &view.title }</span>
                { to_line(sender, view.line, view.byte) }
            </div>
            { for view.problems.iter().map(|it| problem(sender, it)) }
        </li>
    }
}

fn to_line(sender: &Sender, line: u32, byte: u32) -> Html {
    let onclick = sender.on(PersonMessage::Model(ModelMessage::WentToText(byte)));
    html! { <button type="button" class="link-like" data-test="spec-line" title="Show it in the text" {onclick}>{ format!("line {line}") }</button> }
}

fn problem(sender: &Sender, view: &SpecProblemView) -> Html {
    html! {
        <div class="spec-problem">
            <table class="shape">
                <caption>{ to_line(sender, view.line, view.byte) }</caption>
                <thead><tr><th scope="col">{ "Value" }</th><th scope="col">{ "Expected" }</th><th scope="col">{ "Actual" }</th></tr></thead>
                <tbody>{ for view.rows.iter().map(row) }</tbody>
            </table>
        </div>
    }
}

fn row(view: &SpecRow) -> Html {
    let differs = view.expected != view.actual;
    let cell = |text: &Option<String>, missing: &'static str| match text {
        Some(text) => html! { text },
        None => html! { <span class="muted">{ missing }</span> },
    };
    html! {
        <tr key={view.name.clone()} class={differs.then_some("differs")} data-test="spec-row" data-name={view.name.clone()} data-differs={differs.to_string()}>
            <th scope="row">{ breakable(&view.name) }if differs { <span class="hidden">{ " (differs)" }</span> }</th>
            <td>{ cell(&view.expected, "nothing") }</td>
            <td>{ cell(&view.actual, "nothing") }</td>
        </tr>
    }
}
