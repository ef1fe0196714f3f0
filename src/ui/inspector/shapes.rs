//! The stored payload beside what the model reads today.

use crate::app::view_model::{ShapeRow, ShapeView, ShapesView};
use crate::ui::tag::breakable;
use crate::ui::time_text::value;
use yew::prelude::*;

/// Both shapes, side by side.
pub(super) fn shapes(view: &ShapesView) -> Html {
    html! {
        <section class="shapes" data-test="shapes">
            <h3>{ "Stored and lifted" }</h3>
            { for view.today.iter().map(|it| shape(&view.stored, it)) }
        </section>
    }
}

fn shape(stored: &str, view: &ShapeView) -> Html {
    html! {
        <table class="shape" key={view.title.clone()}>
            <caption>{ stored }{ " → " }{ &view.title }</caption>
            <thead><tr><th scope="col">{ "Name" }</th><th scope="col">{ "Stored" }</th><th scope="col">{ "Read today" }</th></tr></thead>
            <tbody>{ for view.rows.iter().map(row) }</tbody>
        </table>
    }
}

fn row(view: &ShapeRow) -> Html {
    let differs = view.stored != view.today;
    let cell = |text: &Option<String>| match text {
        Some(text) => value(text),
        None => html! { <span class="muted">{ "–" }</span> },
    };
    html! {
        <tr key={view.name.clone()} class={differs.then_some("differs")} data-test="shape-row" data-name={view.name.clone()} data-differs={differs.to_string()}>
            <th scope="row">{ breakable(&view.name) }if differs { <span class="hidden">{ " (differs)" }</span> }</th>
            <td>{ cell(&view.stored) }</td>
            <td>{ cell(&view.today) }</td>
        </tr>
    }
}
