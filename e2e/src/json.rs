//! What a script answered, taken for what it must be.

use serde_json::{Map, Value};

/// A text.
///
/// # Panics
/// It is none.
#[track_caller]
pub fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_else(|| panic!("no text: {value}"))
}

/// A list.
///
/// # Panics
/// It is none.
#[track_caller]
pub fn list(value: &Value) -> &[Value] {
    let list = value.as_array();
    list.unwrap_or_else(|| panic!("no list: {value}"))
}

/// A number, also where it is written as text.
///
/// # Panics
/// It is none.
#[track_caller]
pub fn number(value: &Value) -> u64 {
    let read = value.as_str().and_then(|text| text.parse().ok());
    let number = read.or_else(|| value.as_f64().map(|number| number as u64));
    number.unwrap_or_else(|| panic!("no number: {value}"))
}

/// What stands under names.
///
/// # Panics
/// Nothing does.
#[track_caller]
pub fn members(value: &Value) -> &Map<String, Value> {
    let members = value.as_object();
    members.unwrap_or_else(|| panic!("no members: {value}"))
}
