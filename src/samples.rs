//! Models written in Rust: examples to use, to read, and to begin an own one from.

pub mod conference;
pub mod shapes;

use crate::engine::model::Model;
use crate::engine::typed::RustModel;
use std::rc::Rc;

/// Every model written in Rust, the first one first.
pub fn models() -> Vec<Rc<dyn Model>> {
    vec![conference()]
}

/// Seats of conferences: added, reserved, cancelled, confirmed.
pub fn conference() -> Rc<dyn Model> {
    Rc::new(RustModel::<conference::ConferenceModel>::new())
}
