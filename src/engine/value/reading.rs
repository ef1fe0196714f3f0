//! Reading: how plain data becomes typed data. Whatever was stored comes back this way.
//!
//! It is the only way: each other one would bring a copy of the reading of every type into the page.

use super::Value;
use serde::de::{
    self, DeserializeOwned, DeserializeSeed, Deserializer, EnumAccess, Expected, MapAccess,
    SeqAccess, Unexpected, VariantAccess, Visitor,
};
use serde::forward_to_deserialize_any;
use std::collections::btree_map;
use std::fmt::Display;
use std::{mem, vec};
use thiserror::Error;

/// Why plain data does not fit a type.
#[derive(Clone, PartialEq, Eq, Debug, Error)]
#[error("{0}")]
pub struct Misfit(String);

impl de::Error for Misfit {
    fn custom<T: Display>(message: T) -> Self {
        Self(message.to_string())
    }

    fn invalid_type(found: Unexpected<'_>, wanted: &dyn Expected) -> Self {
        let found = match found {
            Unexpected::Unit => "nothing".to_owned(),
            Unexpected::Bool(yes) => yes.to_string(),
            Unexpected::Signed(number) => number.to_string(),
            Unexpected::Str(text) => format!("“{text}”"),
            Unexpected::Seq => "a list".to_owned(),
            // Plain data is nothing else. To say more would bring the writing of fractions into the page.
            _ => "a map".to_owned(),
        };
        Self(format!("{found} instead of {wanted}"))
    }

    fn invalid_value(found: Unexpected<'_>, wanted: &dyn Expected) -> Self {
        Self::invalid_type(found, wanted)
    }
}

impl Value {
    /// Typed data from plain data.
    ///
    /// # Errors
    /// The data does not fit the type: why.
    pub fn read<T: DeserializeOwned>(self) -> Result<T, Misfit> {
        T::deserialize(self)
    }

    /// Typed data from JSON.
    ///
    /// # Errors
    /// The text is not JSON, or does not fit the type: why.
    pub fn read_json<T: DeserializeOwned>(text: &str) -> Result<T, Misfit> {
        Self::from_json(text).map_err(de::Error::custom)?.read()
    }

    /// The case of an enum that has this name, filled from its fields.
    ///
    /// # Errors
    /// There is no such case, or the fields do not fit it: why.
    pub fn read_case<T: DeserializeOwned>(name: &str, fields: Self) -> Result<T, Misfit> {
        Self::map([(name, fields)]).read()
    }

    fn unexpected(&self) -> Unexpected<'_> {
        match self {
            Self::Null => Unexpected::Unit,
            Self::Bool(yes) => Unexpected::Bool(*yes),
            Self::Int(number) => Unexpected::Signed(*number),
            Self::Text(text) => Unexpected::Str(text),
            Self::List(_) => Unexpected::Seq,
            Self::Map(_) => Unexpected::Map,
        }
    }

    fn is_not(&self, wanted: &'static str) -> Misfit {
        de::Error::invalid_type(self.unexpected(), &wanted)
    }
}

impl<'de> Deserializer<'de> for Value {
    type Error = Misfit;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Misfit> {
        match self {
            Self::Null => visitor.visit_unit(),
            Self::Bool(yes) => visitor.visit_bool(yes),
            Self::Int(number) => visitor.visit_i64(number),
            Self::Text(text) => visitor.visit_string(text),
            Self::List(_) => self.deserialize_seq(visitor),
            Self::Map(_) => self.deserialize_map(visitor),
        }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Misfit> {
        match self {
            Self::Null => visitor.visit_none(),
            some => visitor.visit_some(some),
        }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _name: &'static str,
        visitor: V,
    ) -> Result<V::Value, Misfit> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Misfit> {
        match self {
            Self::List(items) => visitor.visit_seq(Items(items.into_iter())),
            other => Err(other.is_not("a list")),
        }
    }

    fn deserialize_tuple<V: Visitor<'de>>(
        self,
        _length: usize,
        visitor: V,
    ) -> Result<V::Value, Misfit> {
        self.deserialize_seq(visitor)
    }

    fn deserialize_tuple_struct<V: Visitor<'de>>(
        self,
        _name: &'static str,
        _length: usize,
        visitor: V,
    ) -> Result<V::Value, Misfit> {
        self.deserialize_seq(visitor)
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Misfit> {
        match self {
            Self::Map(members) => visitor.visit_map(Members {
                rest: members.into_iter(),
                value: Self::Null,
            }),
            other => Err(other.is_not("a map")),
        }
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _name: &'static str,
        _fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Misfit> {
        self.deserialize_map(visitor)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _name: &'static str,
        _cases: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Misfit> {
        visitor.visit_enum(Case::of(self)?)
    }

    fn deserialize_identifier<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Misfit> {
        match self {
            Self::Text(name) => visitor.visit_str(&name),
            other => Err(other.is_not("a name")),
        }
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Misfit> {
        visitor.visit_unit()
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 u8 u16 u32 u64 f32 f64 char str string bytes byte_buf unit unit_struct
    }
}

/// The values of a list.
struct Items(vec::IntoIter<Value>);

impl<'de> SeqAccess<'de> for Items {
    type Error = Misfit;

    fn next_element_seed<S: DeserializeSeed<'de>>(
        &mut self,
        seed: S,
    ) -> Result<Option<S::Value>, Misfit> {
        self.0.next().map(|item| seed.deserialize(item)).transpose()
    }
}

/// The members of a map, and the value of the one whose name was asked for last.
struct Members {
    rest: btree_map::IntoIter<String, Value>,
    value: Value,
}

impl Members {
    fn next_name(&mut self) -> Option<Value> {
        let (name, value) = self.rest.next()?;
        self.value = value;
        Some(Value::Text(name))
    }
}

impl<'de> MapAccess<'de> for Members {
    type Error = Misfit;

    fn next_key_seed<S: DeserializeSeed<'de>>(
        &mut self,
        seed: S,
    ) -> Result<Option<S::Value>, Misfit> {
        let name = self.next_name();
        name.map(|name| seed.deserialize(name)).transpose()
    }

    fn next_value_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<S::Value, Misfit> {
        seed.deserialize(mem::take(&mut self.value))
    }
}

/// A case of an enum: its name alone, or with what it holds.
struct Case {
    name: Value,
    holds: Value,
}

impl Case {
    fn of(value: Value) -> Result<Self, Misfit> {
        match value {
            Value::Map(members) if members.len() == 1 => {
                let mut members = members.into_iter();
                let (name, holds) = members.next().unwrap_or_default();
                let name = Value::Text(name);
                Ok(Self { name, holds })
            }
            Value::Text(_) => Ok(Self {
                name: value,
                holds: Value::Null,
            }),
            other => Err(other.is_not("a case")),
        }
    }
}

impl<'de> EnumAccess<'de> for Case {
    type Error = Misfit;
    type Variant = Value;

    fn variant_seed<S: DeserializeSeed<'de>>(self, seed: S) -> Result<(S::Value, Value), Misfit> {
        Ok((seed.deserialize(self.name)?, self.holds))
    }
}

/// What a case holds.
impl<'de> VariantAccess<'de> for Value {
    type Error = Misfit;

    fn unit_variant(self) -> Result<(), Misfit> {
        match self {
            Self::Null => Ok(()),
            other => Err(other.is_not("nothing")),
        }
    }

    fn newtype_variant_seed<S: DeserializeSeed<'de>>(self, seed: S) -> Result<S::Value, Misfit> {
        seed.deserialize(self)
    }

    fn tuple_variant<V: Visitor<'de>>(
        self,
        _length: usize,
        visitor: V,
    ) -> Result<V::Value, Misfit> {
        self.deserialize_seq(visitor)
    }

    fn struct_variant<V: Visitor<'de>>(
        self,
        _fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Misfit> {
        self.deserialize_map(visitor)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde::Deserialize;
    use std::collections::BTreeMap;

    #[derive(PartialEq, Debug, Deserialize)]
    enum Shape {
        Nothing,
        Text(String),
        Pair(u8, i64),
        Named {
            #[serde(default)]
            yes: bool,
            some: Option<Value>,
            by_name: BTreeMap<String, Vec<u32>>,
        },
    }

    fn read(text: &str) -> Result<Shape, String> {
        Value::read_json(text).map_err(|misfit| misfit.to_string())
    }

    #[test]
    fn every_shape_is_read() {
        assert_eq!(read(r#""Nothing""#), Ok(Shape::Nothing));
        assert_eq!(read(r#"{"Nothing":null}"#), Ok(Shape::Nothing));
        assert_eq!(read(r#"{"Text":"é"}"#), Ok(Shape::Text("é".to_owned())));
        assert_eq!(read(r#"{"Pair":[255,-1]}"#), Ok(Shape::Pair(255, -1)));
        let named = Shape::Named {
            yes: false,
            some: Some(Value::List(vec![Value::Int(1), "a".into()])),
            by_name: BTreeMap::from([("a".to_owned(), vec![1, 2])]),
        };
        let text = r#"{"Named":{"by_name":{"a":[1,2]},"of_later":{},"some":[1,"a"]}}"#;
        assert_eq!(read(text), Ok(named));
    }

    #[test]
    fn what_does_not_fit_is_told() {
        let told = [
            (r#"{"Named":{}}"#, "missing field `by_name`"),
            (r#"{"Named":[]}"#, "a list instead of a map"),
            (r#"{"Pair":[256,0]}"#, "256 instead of u8"),
            (r#"{"Pair":[1]}"#, "invalid length 1"),
            (r#"{"Text":null}"#, "nothing instead of a string"),
            (r#"{"Nothing":1}"#, "1 instead of nothing"),
            (r#"{"Other":1}"#, "unknown variant `Other`"),
            ("[]", "a list instead of a case"),
            ("{", "EOF"),
        ];
        for (text, why) in told {
            let misfit = read(text).expect_err(text);
            assert!(misfit.contains(why), "{text}: {misfit}");
        }
    }
}
