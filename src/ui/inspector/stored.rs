//! The record as it is stored, and as the model reads it today.

use crate::app::view_model::InspectorView;
use crate::ui::icon::{Icon, icon};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use yew::prelude::*;

/// The stored shape, to be unfolded; the lifted one beside it.
pub(super) fn stored(view: &InspectorView) -> Html {
    html! {
        <details class="stored" data-test="stored">
            <summary>{ "As it is stored" }</summary>
            <Json title="Stored" text={view.stored.clone()} />
            if let Some(lifted) = &view.lifted {
                <Json title="As the model reads it today" text={lifted.clone()} />
            }
        </details>
    }
}

/// What a piece of JSON needs.
#[derive(Clone, PartialEq, Properties)]
struct JsonProps {
    title: &'static str,
    text: AttrValue,
}

/// JSON to read and to copy.
#[component]
fn Json(props: &JsonProps) -> Html {
    let said = use_state_eq(|| "Copy");
    {
        let set = said.setter();
        use_effect_with(props.text.clone(), move |_| set.set("Copy"));
    }
    let onclick = {
        let (text, set) = (props.text.clone(), said.setter());
        Callback::from(move |_: MouseEvent| {
            let (text, set) = (text.clone(), set.clone());
            spawn_local(async move {
                set.set(match copied(&text).await {
                    true => "Copied",
                    false => "Select and copy by hand",
                });
            });
        })
    };
    html! {
        <figure class="json">
            <figcaption>
                <span>{ props.title }</span>
                <button type="button" class="plain small" data-test="copy" aria-label={format!("Copy: {}", props.title)} {onclick}>
                    { icon(Icon::Copy) }<span role="status">{ *said }</span>
                </button>
            </figcaption>
            <pre tabindex="0" data-test="json" data-name={props.title}>{ &props.text }</pre>
        </figure>
    }
}

/// Puts text on the clipboard; a page from an insecure host has none.
async fn copied(text: &str) -> bool {
    let navigator = gloo::utils::window().navigator();
    let there = js_sys::Reflect::get(&navigator, &"clipboard".into());
    if there.map_or(true, |clipboard| clipboard.is_undefined()) {
        return false;
    }
    JsFuture::from(navigator.clipboard().write_text(text))
        .await
        .is_ok()
}
