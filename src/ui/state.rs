//! The state of one aggregate, with what the last event did to it.

use super::icon::{Icon, icon};
use super::place::Place;
use super::sender::Sender;
use super::tag::breakable;
use super::time_text::value;
use crate::app::message::PersonMessage;
use crate::app::view_model::{Change, StateView, TreeRow};
use yew::prelude::*;

/// The state of one aggregate.
pub(super) fn aggregate_state(
    sender: &Sender,
    show_place: &Callback<Place>,
    view: &StateView,
) -> Html {
    if view.streams.is_empty() {
        return html! {
            <div class="empty" key="state-empty" data-test="state-empty">
                <h2>{ "No aggregate yet" }</h2>
                <p>{ "At this moment nothing has been recorded. An aggregate begins with the first event of its stream: send a task, or move the slider on." }</p>
            </div>
        };
    }
    html! {
        <div class="state" key="state">
            <div class="panel-head">
                { stream_picker(sender, view) }
                <span class="version" data-test="version" data-value={view.version.to_string()}>
                    { "version " }<b>{ view.version }</b>
                </span>
                { changed_by(sender, view, show_place) }
            </div>
            <div class="scroll" tabindex="0" role="region" aria-label="State">
                if view.rows.is_empty() {
                    <p class="empty">{ "This stream has no state at this moment." }</p>
                } else {
                    <table class="tree" data-test="state">
                        <thead><tr><th scope="col">{ "Name" }</th><th scope="col">{ "Value" }</th><th scope="col">{ "Last event" }</th></tr></thead>
                        <tbody>{ for view.rows.iter().map(row) }</tbody>
                    </table>
                }
            </div>
        </div>
    }
}

fn stream_picker(sender: &Sender, view: &StateView) -> Html {
    let onchange = sender.on_choice(PersonMessage::ChoseStream);
    let option = |name: &String| {
        let selected = view.stream.as_ref() == Some(name);
        html! { <option key={name.clone()} value={name.clone()} {selected}>{ name }</option> }
    };
    html! {
        <label class="inline">
            <span>{ "Stream" }</span>
            <select class="mono" data-test="stream" {onchange}>
                if view.stream.is_none() {
                    <option key="" value="" selected={true} disabled={true}>{ "Choose…" }</option>
                }
                { for view.streams.iter().map(option) }
            </select>
        </label>
    }
}

fn changed_by(sender: &Sender, view: &StateView, show_place: &Callback<Place>) -> Html {
    let Some((text, moment)) = view.changed_by.clone() else {
        return Html::default();
    };
    let (sender, show_place) = (sender.clone(), show_place.clone());
    let onclick = Callback::from(move |_: MouseEvent| {
        sender.send(PersonMessage::FollowedLink(moment));
        show_place.emit(Place::Selection);
    });
    html! {
        <span class="changed-by">
            <span class="muted">{ "last changed by " }</span>
            <button type="button" class="link" data-test="changed-by" {onclick}>{ text }</button>
        </span>
    }
}

fn row(row: &TreeRow) -> Html {
    let (kind, note) = match &row.change {
        Change::Same => ("same", Html::default()),
        Change::Added => ("added", html! { <span class="change">{ "+ new" }</span> }),
        Change::Changed(before) => (
            "changed",
            html! { <span class="change">{ icon(Icon::Back) }{ "was " }<b>{ value(before) }</b></span> },
        ),
        Change::Removed => (
            "removed",
            html! { <span class="change">{ "− removed" }</span> },
        ),
    };
    let class = classes!(kind, row.value.is_empty().then_some("branch"));
    html! {
        <tr {class} data-test="state-row" data-name={row.name.clone()} data-value={row.value.clone()} data-change={kind} data-depth={row.depth.to_string()}>
            <th scope="row" style={format!("--depth: {}", row.depth)}>{ breakable(&row.name) }</th>
            <td class="mono">{ value(&row.value) }</td>
            <td>{ note }</td>
        </tr>
    }
}
