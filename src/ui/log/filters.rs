//! What the log is filtered by.

use crate::app::message::PersonMessage;
use crate::app::view_model::LogView;
use crate::ui::sender::Sender;
use yew::prelude::*;

/// The filters.
pub(super) fn filters(sender: &Sender, view: &LogView) -> Html {
    // With one context there is nothing to choose.
    let chips = view.contexts.iter().filter(|_| view.contexts.len() > 1);
    let count = match view.total == view.all {
        true => format!("{} entries", view.all),
        false => format!("{} of {}", view.total, view.all),
    };
    html! {
        <div class="filters" role="search" aria-label="Filter the log">
            <input type="search" class="filter-text" data-test="filter" placeholder="Filter: type, stream, text…" aria-label="Filter by text"
                value={view.text.clone()} oninput={sender.on_input(PersonMessage::EditedFilter)} />
            { list(sender, "filter-stream", "All streams", &view.streams, view.stream.as_ref(), PersonMessage::FilteredStream) }
            { list(sender, "filter-type", "All types", &view.event_types, view.event_type.as_ref(), PersonMessage::FilteredType) }
            { for chips.map(|(name, on)| chip(sender, name, *on)) }
            if let Some(on) = view.private { { private(sender, on) } }
            <span class="filter-count muted" role="status" data-test="log-count" data-total={view.total.to_string()} data-all={view.all.to_string()}>{ count }</span>
        </div>
    }
}

/// A list of what may be filtered by; the first entry stands for all.
fn list(
    sender: &Sender,
    test: &'static str,
    all: &'static str,
    options: &[String],
    chosen: Option<&String>,
    message: fn(Option<String>) -> PersonMessage,
) -> Html {
    let onchange = sender.on_choice(move |text| message((!text.is_empty()).then_some(text)));
    let option = |name: &String| {
        let selected = chosen == Some(name);
        html! { <option key={name.clone()} value={name.clone()} {selected}>{ name }</option> }
    };
    let class = classes!("filter-list", chosen.map(|_| "on"));
    html! {
        <select {class} data-test={test} aria-label={all} {onchange}>
            <option key="" value="" selected={chosen.is_none()}>{ all }</option>
            { for options.iter().map(option) }
        </select>
    }
}

/// Whether what processes record for themselves is shown.
fn private(sender: &Sender, on: bool) -> Html {
    html! {
        <button type="button" class="chip private" data-test="filter-private" aria-pressed={on.to_string()}
            title="What processes record for themselves" onclick={sender.on(PersonMessage::ToggledPrivate)}>
            { "processes" }
        </button>
    }
}

fn chip(sender: &Sender, name: &str, on: bool) -> Html {
    let onclick = sender.on(PersonMessage::ToggledContext(name.to_owned()));
    html! {
        <button type="button" class="chip" key={name.to_owned()} data-test="filter-context" data-name={name.to_owned()} aria-pressed={on.to_string()} {onclick}>
            { name }
        </button>
    }
}
