//! Records and keys on their way to JavaScript and back: plain objects, nulls, and numbers that are safe integers.
//!
//! Records cross as JSON, so that both sides read and write in one piece.

use crate::engine::event_store::StoreError;
use crate::engine::value::{Misfit, Value};
use js_sys::JSON;
use serde::Serialize;
use serde::de::{DeserializeOwned, Error};
use wasm_bindgen::JsValue;

/// JavaScript holds every whole number up to this one.
const LARGEST: i64 = (1 << 53) - 1;

/// A record as a plain object. Fails where it holds a number that JavaScript can't hold exactly.
pub(in crate::browser) fn to_js(record: &impl Serialize) -> Result<JsValue, StoreError> {
    let written =
        serde_json::to_string(record).and_then(|text| Ok((Value::from_json(&text)?, text)));
    let (value, text) = written.map_err(|error| StoreError::Malformed(error.to_string()))?;
    match too_large(&value) {
        Some(number) => Err(StoreError::Malformed(format!("{number} is too large"))),
        // What was just read as JSON is JSON.
        None => Ok(JSON::parse(&text).unwrap_or_default()),
    }
}

/// A number that JavaScript would round.
fn too_large(value: &Value) -> Option<i64> {
    match value {
        Value::Int(number) => (number.unsigned_abs() > LARGEST.unsigned_abs()).then_some(*number),
        Value::List(values) => values.iter().find_map(too_large),
        Value::Map(members) => members.values().find_map(too_large),
        Value::Null | Value::Bool(_) | Value::Text(_) => None,
    }
}

/// A record from what was stored.
pub(in crate::browser) fn read<T: DeserializeOwned>(stored: &JsValue) -> Result<T, Misfit> {
    let text = JSON::stringify(stored)
        .ok()
        .and_then(|text| text.as_string());
    let text = text.ok_or_else(|| Misfit::custom("it is no plain data"))?;
    Value::read_json(&text)
}

/// A record from what was stored. `name` says which record it is, for the case that it can't be read.
pub(in crate::browser) fn from_js<T: DeserializeOwned>(
    stored: &JsValue,
    name: impl FnOnce() -> String,
) -> Result<T, StoreError> {
    read(stored).map_err(|misfit| StoreError::Corrupt {
        record: name(),
        problem: misfit.to_string(),
    })
}

/// A key made of a few parts.
pub(in crate::browser) fn key<const N: usize>(parts: [JsValue; N]) -> JsValue {
    parts.into_iter().collect::<js_sys::Array>().into()
}
