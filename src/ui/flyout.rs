//! A button that opens a panel below itself; Escape, a click elsewhere, or leaving it with Tab closes it.

use super::icon::{Icon, icon};
use gloo::events::EventListener;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, Node};
use yew::prelude::*;

/// What a flyout needs.
#[derive(Clone, PartialEq, Properties)]
pub(super) struct FlyoutProps {
    /// What assistive technology says for the button.
    pub(super) name: AttrValue,
    /// How tests name it.
    pub(super) test: AttrValue,
    /// What the button shows.
    pub(super) label: Html,
    /// Whether the panel ends at the button's right edge.
    #[prop_or_default]
    pub(super) at_end: bool,
    /// Whether the panel stays open when something in it is chosen, unless that is marked with `data-closes`.
    #[prop_or_default]
    pub(super) stays: bool,
    /// The panel.
    pub(super) children: Html,
}

/// A button with a panel.
#[component]
pub(super) fn Flyout(props: &FlyoutProps) -> Html {
    let open = use_state_eq(|| false);
    let whole = use_node_ref();
    let button = use_node_ref();
    use_close_elsewhere(&whole, *open, open.setter());
    let toggle = {
        let open = open.clone();
        Callback::from(move |_: MouseEvent| open.set(!*open))
    };
    let onkeydown = {
        let (open, whole, button) = (open.clone(), whole.clone(), button.clone());
        Callback::from(move |event: KeyboardEvent| match event.key().as_str() {
            "Escape" if *open => {
                event.prevent_default();
                open.set(false);
                focus(button.cast());
            }
            "ArrowDown" | "ArrowUp" if *open => {
                event.prevent_default();
                move_focus(&whole, event.key() == "ArrowDown");
            }
            _ => {}
        })
    };
    // The button takes the focus back before what was chosen opens anything of its own.
    let close = {
        let (set, button, stays) = (open.setter(), button.clone(), props.stays);
        Callback::from(move |event: MouseEvent| {
            if !stays || closes(&event) {
                set.set(false);
                focus(button.cast());
            }
        })
    };
    let panel_class = classes!("flyout-panel", props.at_end.then_some("at-end"));
    html! {
        <div class="flyout" ref={whole} {onkeydown}>
            <button type="button" class="plain" ref={button} aria-label={props.name.clone()}
                title={props.name.clone()} aria-expanded={open.to_string()} data-test={props.test.clone()} onclick={toggle}>
                { props.label.clone() }
                <span class="muted caret">{ icon(Icon::Down) }</span>
            </button>
            if *open {
                <div class={panel_class} onclick={close}>{ props.children.clone() }</div>
            }
        </div>
    }
}

/// Closes what is open when something outside of it is clicked or gets the focus.
#[hook]
fn use_close_elsewhere(whole: &NodeRef, open: bool, set: UseStateSetter<bool>) {
    let whole = whole.clone();
    use_effect_with(open, move |open| {
        let listeners = open.then(|| {
            ["pointerdown", "focusin"].map(|kind| {
                let (whole, set) = (whole.clone(), set.clone());
                EventListener::new(&gloo::utils::document(), kind, move |event| {
                    let target = event.target().and_then(|it| it.dyn_into::<Node>().ok());
                    let inside = whole
                        .cast::<Node>()
                        .is_some_and(|it| it.contains(target.as_ref()));
                    if !inside {
                        set.set(false);
                    }
                })
            })
        });
        move || drop(listeners)
    });
}

/// Whether what was clicked wants the panel closed.
fn closes(event: &MouseEvent) -> bool {
    let clicked = event.target().and_then(|it| it.dyn_into::<Element>().ok());
    clicked.is_some_and(|it| {
        it.closest("[data-closes]")
            .is_ok_and(|found| found.is_some())
    })
}

fn focus(element: Option<HtmlElement>) {
    if let Some(element) = element {
        // An element that can't take the focus leaves it where it is.
        let _ = element.focus();
    }
}

/// Moves the focus to the next or the previous button of the panel.
fn move_focus(whole: &NodeRef, forward: bool) {
    let Some(whole) = whole.cast::<Element>() else {
        return;
    };
    let Ok(found) = whole.query_selector_all(".flyout-panel button") else {
        return;
    };
    let buttons: Vec<HtmlElement> = (0..found.length())
        .filter_map(|index| found.item(index)?.dyn_into().ok())
        .collect();
    let active = gloo::utils::document().active_element();
    let current = buttons
        .iter()
        .position(|button| active.as_ref() == Some(button.as_ref()));
    let last = buttons.len().saturating_sub(1);
    let next = match (current, forward) {
        (None, true) => 0,
        (None, false) => last,
        (Some(index), true) => (index + 1).min(last),
        (Some(index), false) => index.saturating_sub(1),
    };
    focus(buttons.into_iter().nth(next));
}
