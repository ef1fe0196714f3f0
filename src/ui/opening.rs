//! What is seen while something is being opened.

use super::icon::logo;
use crate::app::view_model::OpeningView;
use yew::prelude::*;

/// The page while it opens.
pub(super) fn opening_page(view: &OpeningView) -> Html {
    html! {
        <main class="page opening" data-phase="opening" aria-busy="true">
            <h1 class="opening-logo">{ logo() }{ "Foldline" }</h1>
            <div class="opening-bar" aria-hidden="true"><i /></div>
            <p class="opening-doing" role="status" data-test="opening">{ &view.doing }</p>
            // The line keeps its place while there is nothing to tell.
            <p class="muted opening-progress">{ &view.progress }{ "\u{a0}" }</p>
        </main>
    }
}
