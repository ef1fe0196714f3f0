//! The log: everything recorded, newest first, drawn only where it is seen.

mod filters;
mod row;

use super::frame::use_frame_sender;
use super::place::{Place, use_show_place};
use super::screen::use_narrow;
use super::sender::{Sender, use_sender};
use super::shown::Slice;
use crate::app::message::PersonMessage;
use crate::app::view_model::LogView;
use filters::filters;
use row::Row;
use web_sys::Element;
use yew::prelude::*;

/// The height of a row in pixels, where it is one line and where it is two; styles take it from here.
const ROW_HEIGHT: usize = 28;
const TALL_ROW_HEIGHT: usize = 56;

/// The log.
#[component]
pub(super) fn EventLog(props: &Slice<LogView>) -> Html {
    let view = &props.view;
    let sender = use_sender();
    let send = use_frame_sender();
    let show_place = use_show_place();
    let height = if use_narrow() {
        TALL_ROW_HEIGHT
    } else {
        ROW_HEIGHT
    };
    let frame = use_node_ref();
    use_follow(&frame, view.cursor, view.total, height);
    let onscroll = Callback::from(move |event: Event| {
        let top = event.target_unchecked_into::<Element>().scroll_top().max(0);
        let first = usize::try_from(top).unwrap_or(0) / height;
        send.emit(PersonMessage::ScrolledLog(first));
    });
    let choose = {
        let sender = sender.clone();
        Callback::from(move |item| {
            sender.send(PersonMessage::SelectedItem(item));
            show_place.emit(Place::Selection);
        })
    };
    let selected = view.rows.iter().find(|row| row.selected);
    let rows = view.rows.iter().enumerate().map(|(index, row)| {
        let number = view.first + index + 1;
        html! { <Row key={row.item} row={row.clone()} {number} of={view.total} choose={&choose} /> }
    });
    html! {
        <section class="log" aria-label="Log" data-test="log">
            { filters(&sender, view) }
            // The rows in the window, with room for all the others above and below.
            <div class="log-rows" role="listbox" tabindex="0" aria-label="Entries, newest first" ref={frame}
                aria-activedescendant={selected.map(|row| row::id(row.item))}
                style={format!("--row: {height}px; --rows: {}; --first: {}", view.total, view.first)}
                {onscroll} onkeydown={walked(&sender, props)}>
                <div class="log-room" role="presentation">{ for rows }</div>
                if view.total == 0 { { nothing(view) } }
            </div>
        </section>
    }
}

/// Up and down select the neighbour of the selected row; with nothing selected, the row at the slider.
fn walked(sender: &Sender, props: &Slice<LogView>) -> Callback<KeyboardEvent> {
    let (sender, view) = (sender.clone(), props.view.clone());
    Callback::from(move |event: KeyboardEvent| {
        let down = match event.key().as_str() {
            "ArrowDown" => true,
            "ArrowUp" => false,
            _ => return,
        };
        event.prevent_default();
        let selected = view.rows.iter().position(|row| row.selected);
        let next = match (selected, down) {
            (None, _) => view.rows.iter().position(|row| row.current).or(Some(0)),
            (Some(index), true) => index.checked_add(1),
            (Some(index), false) => index.checked_sub(1),
        };
        if let Some(row) = next.and_then(|index| view.rows.get(index)) {
            sender.send(PersonMessage::SelectedItem(row.item));
            bring_into_view(row.item);
        }
    })
}

fn bring_into_view(item: usize) {
    if let Some(element) = gloo::utils::document().get_element_by_id(&row::id(item)) {
        let options = web_sys::ScrollIntoViewOptions::new();
        options.set_block(web_sys::ScrollLogicalPosition::Nearest);
        element.scroll_into_view_with_scroll_into_view_options(&options);
    }
}

/// Keeps the row at the slider in view when the slider moves.
#[hook]
fn use_follow(frame: &NodeRef, index: Option<usize>, total: usize, height: usize) {
    let frame = frame.clone();
    use_effect_with((index, total, height), move |&(index, _, height)| {
        let (Some(index), Some(frame)) = (index, frame.cast::<Element>()) else {
            return;
        };
        let pixels = |rows: usize| i32::try_from(rows * height).unwrap_or(i32::MAX);
        let (top, shown) = (frame.scroll_top(), frame.client_height());
        let seen = pixels(index) >= top && pixels(index + 1) <= top + shown;
        if !seen && shown > 0 {
            // A third from the top: what came after stays in view above it.
            frame.set_scroll_top((pixels(index) - shown / 3).max(0));
        }
    });
}

fn nothing(view: &LogView) -> Html {
    let (title, text) = match view.all {
        0 => (
            "Nothing is recorded yet",
            "What tasks record appears here, and so does every refusal.",
        ),
        _ => (
            "Nothing fits the filter",
            "Change the filter above to see more.",
        ),
    };
    html! {
        <div class="empty" data-test="log-empty">
            <h2>{ title }</h2>
            <p>{ text }</p>
        </div>
    }
}
