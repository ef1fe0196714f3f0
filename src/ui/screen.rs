//! How much room there is.

use gloo::events::EventListener;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;
use web_sys::{Element, ResizeObserver};
use yew::prelude::*;

/// A screen to be held in one hand.
const NARROW: &str = "(max-width: 900px)";

/// Whether the screen is narrow; follows when it changes.
#[hook]
pub(super) fn use_narrow() -> bool {
    let query = use_memo((), |()| {
        gloo::utils::window().match_media(NARROW).ok().flatten()
    });
    let narrow = use_state_eq(|| query.as_ref().as_ref().is_some_and(|query| query.matches()));
    let set = narrow.setter();
    use_effect_with((), move |()| {
        let listener = query.as_ref().clone().map(|query| {
            let target = query.clone();
            EventListener::new(&target, "change", move |_| set.set(query.matches()))
        });
        move || drop(listener)
    });
    *narrow
}

/// The width of an element in whole pixels; 0 until it is known.
#[hook]
pub(super) fn use_width(node: &NodeRef) -> i32 {
    let width = use_state_eq(|| 0);
    let set = width.setter();
    use_effect_with(node.clone(), move |node| {
        let observed = node.cast::<Element>();
        let observing = observed.and_then(|element| observe(element, set));
        move || {
            if let Some((observer, closure)) = observing {
                observer.disconnect();
                drop(closure);
            }
        }
    });
    *width
}

type Observing = (ResizeObserver, Closure<dyn FnMut()>);

fn observe(element: Element, set: UseStateSetter<i32>) -> Option<Observing> {
    set.set(element.client_width());
    let observed = element.clone();
    let closure = Closure::<dyn FnMut()>::new(move || set.set(element.client_width()));
    let observer = ResizeObserver::new(closure.as_ref().unchecked_ref()).ok()?;
    observer.observe(&observed);
    Some((observer, closure))
}
