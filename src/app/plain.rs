//! Plain data as text for people.

use super::span::span_text;
use crate::engine::ordered;
use crate::engine::schema::{Field, FieldType};
use crate::engine::time::Timestamp;
use crate::engine::value::Value;
use std::collections::BTreeMap;

/// On one line, for example `{ General admission: 2 }`.
pub fn inline(value: &Value) -> String {
    match value {
        Value::Null => "nothing".to_owned(),
        Value::Bool(true) => "yes".to_owned(),
        Value::Bool(false) => "no".to_owned(),
        Value::Int(number) => number_text(*number),
        Value::Text(text) => text.clone(),
        Value::List(values) if values.is_empty() => "none".to_owned(),
        Value::List(values) => values.iter().map(inline).collect::<Vec<_>>().join(", "),
        Value::Map(members) if members.is_empty() => "none".to_owned(),
        Value::Map(members) => members
            .iter()
            .map(|(name, value)| format!("{name}: {}", nested(value)))
            .collect::<Vec<_>>()
            .join(", "),
    }
}

/// The same value with texts in place of numbers that nobody can read: moments as ISO 8601, spans of time in words.
pub fn readable(field_type: &FieldType, value: &Value) -> Value {
    match (field_type, value) {
        (FieldType::Instant, Value::Int(millis)) => Timestamp::from_millis(*millis).iso().into(),
        (FieldType::Duration, Value::Int(millis)) => span_text(*millis).into(),
        (FieldType::List(inner), Value::List(values)) => {
            let values = values.iter().map(|value| readable(inner, value));
            Value::List(values.collect())
        }
        (FieldType::Map(inner), Value::Map(members)) => {
            let members = members.iter();
            Value::map(members.map(|(name, value)| (name.clone(), readable(inner, value))))
        }
        (FieldType::Record(fields), value) => readable_fields(fields, value),
        (_, value) => value.clone(),
    }
}

/// The same of a value with these fields; one that is not among them stays as it is.
pub fn readable_fields(fields: &[Field], value: &Value) -> Value {
    let Value::Map(members) = value else {
        return value.clone();
    };
    let member = |(name, value): (&String, &Value)| {
        let field = fields.iter().find(|field| field.name == *name);
        let value = field.map_or_else(|| value.clone(), |field| readable(&field.field_type, value));
        (name.clone(), value)
    };
    Value::map(members.iter().map(member))
}

fn nested(value: &Value) -> String {
    match value {
        Value::Map(members) if !members.is_empty() => format!("{{ {} }}", inline(value)),
        Value::List(values) if !values.is_empty() => format!("[{}]", inline(value)),
        _ => inline(value),
    }
}

/// With a true minus sign.
fn number_text(number: i64) -> String {
    number.to_string().replace('-', "\u{2212}")
}

/// As indented JSON.
pub fn pretty(value: &Value) -> String {
    serde_json::to_string_pretty(value).unwrap_or_default()
}

/// A leaf or a branch of a tree of plain data, before and after.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Difference<'a> {
    /// The names from the root.
    pub path: Vec<&'a str>,
    /// What it was.
    pub before: Option<&'a Value>,
    /// What it is.
    pub after: Option<&'a Value>,
}

impl Difference<'_> {
    /// Whether this is a branch, before or after.
    pub fn is_branch(&self) -> bool {
        [self.before, self.after]
            .into_iter()
            .flatten()
            .any(|value| matches!(value, Value::Map(members) if !members.is_empty()))
    }

    /// Whether something changed here.
    pub fn is_change(&self) -> bool {
        self.before != self.after
    }
}

/// Two values side by side, name by name, depth first.
pub fn differences<'a>(before: Option<&'a Value>, after: Option<&'a Value>) -> Vec<Difference<'a>> {
    let mut found = Vec::new();
    compare(&mut Vec::new(), before, after, &mut found);
    found
}

fn compare<'a>(
    path: &mut Vec<&'a str>,
    before: Option<&'a Value>,
    after: Option<&'a Value>,
    found: &mut Vec<Difference<'a>>,
) {
    if !path.is_empty() {
        found.push(Difference {
            path: path.clone(),
            before,
            after,
        });
    }
    let members = |value: Option<&'a Value>| value.and_then(Value::as_map);
    let (before, after) = (members(before), members(after));
    let both = [before, after].into_iter().flatten();
    for name in ordered::set(both.flat_map(BTreeMap::keys)) {
        let member = |map: Option<&'a BTreeMap<String, Value>>| map.and_then(|map| map.get(name));
        path.push(name);
        compare(path, member(before), member(after), found);
        path.pop();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_line_reads_like_a_sentence_part() {
        let value = Value::from_json(r#"{"seats":{"Workshop":-2},"who":"Ada","list":[1,2]}"#);
        let text = inline(&value.expect("JSON"));
        assert_eq!(
            text,
            "list: [1, 2], seats: { Workshop: \u{2212}2 }, who: Ada"
        );
    }

    #[test]
    fn times_and_spans_are_read_where_the_schema_says_so() {
        let record = FieldType::Record(vec![
            Field::new("due", "Due", FieldType::Instant),
            Field::new("waits", "Waits", FieldType::Duration),
            Field::new("all", "All", FieldType::List(Box::new(FieldType::Instant))),
        ]);
        let fields = [
            Field::new("by", "By", FieldType::Map(Box::new(record))),
            Field::new("none", "None", FieldType::Instant),
        ];
        let value =
            r#"{"by":{"x":{"due":1773480067250,"waits":90000,"all":[0],"other":7}},"none":null}"#;
        let value = Value::from_json(value).expect("JSON");
        assert_eq!(
            readable_fields(&fields, &value).to_json(),
            r#"{"by":{"x":{"all":["1970-01-01T00:00:00.000Z"],"due":"2026-03-14T09:21:07.250Z","other":7,"waits":"1 min 30 s"}},"none":null}"#
        );
    }

    #[test]
    fn differences_walk_both_sides() {
        let before = Value::from_json(r#"{"a":{"x":1,"y":2},"b":1}"#).expect("JSON");
        let after = Value::from_json(r#"{"a":{"x":1,"y":3},"c":1}"#).expect("JSON");
        let changed: Vec<String> = differences(Some(&before), Some(&after))
            .iter()
            .filter(|d| d.is_change() && !d.is_branch())
            .map(|d| d.path.join("."))
            .collect();
        assert_eq!(changed, ["a.y", "b", "c"]);
    }
}
