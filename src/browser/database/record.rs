//! Records and keys on their way to JavaScript and back: plain objects, nulls, and numbers that are safe integers.

use crate::engine::event_store::StoreError;
use serde::Serialize;
use serde::de::DeserializeOwned;
use wasm_bindgen::JsValue;

/// A record as a plain object. Fails where it holds a number that JavaScript can't hold exactly.
pub(in crate::browser) fn to_js(record: &impl Serialize) -> Result<JsValue, StoreError> {
    let plain = serde_wasm_bindgen::Serializer::json_compatible();
    let written = record.serialize(&plain);
    written.map_err(|error| StoreError::Malformed(error.to_string()))
}

/// A record from what was stored. `name` says which record it is, for the case that it can't be read.
pub(in crate::browser) fn from_js<T: DeserializeOwned>(
    stored: JsValue,
    name: impl FnOnce() -> String,
) -> Result<T, StoreError> {
    serde_wasm_bindgen::from_value(stored).map_err(|error| StoreError::Corrupt {
        record: name(),
        problem: error.to_string(),
    })
}

/// A key made of a few parts.
pub(in crate::browser) fn key<const N: usize>(parts: [JsValue; N]) -> JsValue {
    parts.into_iter().collect::<js_sys::Array>().into()
}
