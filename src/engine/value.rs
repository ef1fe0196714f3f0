//! Plain data: what states, rows and payloads look like to everything that knows no domain.
//!
//! Its JSON is canonical: keys in order, no white space, whole numbers only. Money and other fractions are texts.

mod reading;

pub use reading::Misfit;

use super::ordered;
use serde::de::{self, Deserializer, MapAccess, SeqAccess, Visitor};
use serde::ser::{SerializeMap, SerializeSeq, Serializer};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fmt;
use std::rc::Rc;

/// Plain data.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug, Default)]
pub enum Value {
    /// Nothing.
    #[default]
    Null,
    /// Yes or no.
    Bool(bool),
    /// A whole number; all of an `i64`, also beyond 2^53.
    Int(i64),
    /// A text.
    Text(String),
    /// Values in order.
    List(Vec<Value>),
    /// Values by name, in the order of the names.
    Map(BTreeMap<String, Value>),
}

impl Value {
    /// A map from pairs.
    pub fn map<K: Into<String>>(pairs: impl IntoIterator<Item = (K, Value)>) -> Self {
        let pairs = pairs.into_iter();
        Self::Map(ordered::map(
            pairs.map(|(name, value)| (name.into(), value)),
        ))
    }

    /// The member `name` of a map.
    pub fn get(&self, name: &str) -> Option<&Value> {
        match self {
            Self::Map(map) => map.get(name),
            _ => None,
        }
    }

    /// The text, where this is one.
    pub fn as_text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The whole number, where this is one.
    pub fn as_int(&self) -> Option<i64> {
        match self {
            Self::Int(number) => Some(*number),
            _ => None,
        }
    }

    /// The map, where this is one.
    pub fn as_map(&self) -> Option<&BTreeMap<String, Value>> {
        match self {
            Self::Map(map) => Some(map),
            _ => None,
        }
    }

    /// Canonical JSON.
    pub fn to_json(&self) -> String {
        // Keys are texts and numbers are whole, so JSON can always say it.
        serde_json::to_string(self).unwrap_or_default()
    }

    /// Reads JSON. The error says where, and why a number was not taken.
    pub fn from_json(text: &str) -> Result<Self, serde_json::Error> {
        serde_json::from_str(text)
    }

    /// Any serializable data as a plain value, by way of JSON.
    pub fn of<T: Serialize>(data: &T) -> Result<Self, serde_json::Error> {
        Self::from_json(&serde_json::to_string(data)?)
    }

    /// The name of a case of an enum and its fields. `None` where it has no fields.
    pub fn of_case<T: Serialize>(case: &T) -> Option<(String, Self)> {
        match Self::of(case) {
            Ok(Self::Map(tagged)) => tagged.into_iter().next(),
            _ => None,
        }
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Value {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<i64> for Value {
    fn from(number: i64) -> Self {
        Self::Int(number)
    }
}

impl From<bool> for Value {
    fn from(yes: bool) -> Self {
        Self::Bool(yes)
    }
}

/// A payload as it is stored: canonical JSON text, shared.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Payload(Rc<str>);

impl Payload {
    /// The canonical text of a value.
    pub fn of(value: &Value) -> Self {
        Self(value.to_json().into())
    }

    /// Text that was stored. It is kept as it is, even when nobody can read it any more.
    pub fn stored(text: &str) -> Self {
        Self(text.into())
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The text as plain data.
    pub fn value(&self) -> Result<Value, serde_json::Error> {
        Value::from_json(&self.0)
    }
}

impl Serialize for Value {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Null => serializer.serialize_unit(),
            Self::Bool(yes) => serializer.serialize_bool(*yes),
            Self::Int(number) => serializer.serialize_i64(*number),
            Self::Text(text) => serializer.serialize_str(text),
            Self::List(values) => {
                let mut list = serializer.serialize_seq(Some(values.len()))?;
                values.iter().try_for_each(|v| list.serialize_element(v))?;
                list.end()
            }
            Self::Map(members) => {
                let mut map = serializer.serialize_map(Some(members.len()))?;
                members
                    .iter()
                    .try_for_each(|(k, v)| map.serialize_entry(k, v))?;
                map.end()
            }
        }
    }
}

impl<'de> Deserialize<'de> for Value {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(ValueVisitor)
    }
}

struct ValueVisitor;

impl<'de> Visitor<'de> for ValueVisitor {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("plain data with whole numbers")
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E>(self, yes: bool) -> Result<Value, E> {
        Ok(Value::Bool(yes))
    }

    fn visit_i64<E>(self, number: i64) -> Result<Value, E> {
        Ok(Value::Int(number))
    }

    fn visit_u64<E: de::Error>(self, number: u64) -> Result<Value, E> {
        i64::try_from(number)
            .map(Value::Int)
            .map_err(|_| E::custom(format!("{number} is beyond the largest whole number")))
    }

    fn visit_f64<E: de::Error>(self, _number: f64) -> Result<Value, E> {
        Err(E::custom("a number is not whole; write fractions as text"))
    }

    fn visit_str<E>(self, text: &str) -> Result<Value, E> {
        Ok(Value::Text(text.to_owned()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Value, A::Error> {
        let mut values = Vec::new();
        while let Some(value) = seq.next_element()? {
            values.push(value);
        }
        Ok(Value::List(values))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Value, A::Error> {
        let mut members = BTreeMap::new();
        while let Some((name, value)) = map.next_entry()? {
            members.insert(name, value);
        }
        Ok(Value::Map(members))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_is_canonical_and_reads_back() {
        let text = r#"{"b":[1,null,true],"__proto__":"é","a":9223372036854775807}"#;
        let value = Value::from_json(text).expect("plain data");
        assert_eq!(
            value.to_json(),
            r#"{"__proto__":"é","a":9223372036854775807,"b":[1,null,true]}"#
        );
        assert_eq!(Value::from_json(&value.to_json()).expect("again"), value);
    }

    #[test]
    fn fractions_and_huge_numbers_are_refused_with_a_reason() {
        let fraction = Value::from_json("1.5").expect_err("a fraction");
        assert!(fraction.to_string().contains("write fractions as text"));
        assert!(Value::from_json("18446744073709551615").is_err());
    }
}
