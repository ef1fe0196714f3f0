//! Values as people read them.

use super::super::program::{Program, Type};
use super::super::value::{Datum, Texts};
use super::budget::{CHARACTERS, Limit};
use super::plain;
use crate::engine::time::Timestamp;

/// A value in words.
///
/// # Errors
/// It would be too long.
pub(super) fn text(
    texts: &Texts,
    program: &Program,
    value: &Datum,
    of: &Type,
) -> Result<String, Limit> {
    let mut teller = Teller {
        texts,
        program,
        told: String::new(),
    };
    teller.tell(value, of)?;
    Ok(teller.told)
}

struct Teller<'a> {
    texts: &'a Texts,
    program: &'a Program,
    told: String,
}

impl Teller<'_> {
    fn tell(&mut self, value: &Datum, of: &Type) -> Result<(), Limit> {
        if self.told.len() > 4 * CHARACTERS {
            return Err(Limit::Characters);
        }
        match (of, value) {
            (_, Datum::None) => {}
            (Type::Optional(of), value) => self.tell(value, of)?,
            (Type::Bool, value) => self.told += if value.is_true() { "yes" } else { "no" },
            (Type::Instant, value) => {
                self.told += &Timestamp::from_millis(value.number()).iso();
            }
            (Type::Duration, value) => self.told += &duration(value.number()),
            (Type::List(of), Datum::List(items)) => {
                for (place, item) in items.iter().enumerate() {
                    self.comma(place);
                    self.tell(item, of)?;
                }
            }
            (Type::Set(of), Datum::Set(members)) => {
                let members = members.iter().map(|(member, _)| member);
                for (place, member) in self.sorted(members).into_iter().enumerate() {
                    self.comma(place);
                    self.tell(member, of)?;
                }
            }
            (Type::Map(key, of), Datum::Map(map)) => {
                for (place, known) in self
                    .sorted(map.iter().map(|(k, _)| k))
                    .into_iter()
                    .enumerate()
                {
                    self.comma(place);
                    let value = map.get(known).unwrap_or(&Datum::None);
                    self.tell_entry((known, key), (value, of))?;
                }
            }
            (Type::Record(record), Datum::Record(values)) => {
                let fields = self.program.records.get(*record);
                let fields = fields.map_or(&[][..], |of| &of.fields).iter();
                for (place, (field, value)) in fields.zip(values.iter()).enumerate() {
                    self.comma(place);
                    self.told += &field.name;
                    self.told += ": ";
                    self.tell(value, &field.field_type)?;
                }
            }
            _ => self.told += &plain::key(self.texts, self.program, value, of),
        }
        Ok(())
    }

    /// Numbers of something are told as such: "2 Workshop".
    fn tell_entry(&mut self, key: (&Datum, &Type), value: (&Datum, &Type)) -> Result<(), Limit> {
        let counts = matches!(value.1, Type::Int | Type::Decimal);
        let named = matches!(key.1, Type::Text | Type::Id | Type::Enum(_));
        let (one, between, two) = match counts && named {
            true => (value, " ", key),
            false => (key, ": ", value),
        };
        self.tell(one.0, one.1)?;
        self.told += between;
        self.tell(two.0, two.1)
    }

    fn comma(&mut self, place: usize) {
        if place > 0 {
            self.told += ", ";
        }
    }

    fn sorted<'v>(&self, values: impl Iterator<Item = &'v Datum>) -> Vec<&'v Datum> {
        let mut values: Vec<&Datum> = values.collect();
        if let Some(Datum::Text(_)) = values.first() {
            values.sort_by_key(|value| match value {
                Datum::Text(symbol) => self.texts.get(*symbol),
                _ => "",
            });
        }
        values
    }
}

const UNITS: [(&str, &str, u64); 5] = [
    ("day", "days", 86_400_000),
    ("h", "h", 3_600_000),
    ("min", "min", 60_000),
    ("s", "s", 1_000),
    ("ms", "ms", 1),
];

/// A length of time in its own units: "15 min", "1 day 2 h".
fn duration(millis: i64) -> String {
    let mut left = millis.unsigned_abs();
    let mut parts = Vec::new();
    for (one, several, unit) in UNITS {
        let count = left / unit;
        left %= unit;
        match count {
            0 => {}
            1 => parts.push(format!("1 {one}")),
            _ => parts.push(format!("{count} {several}")),
        }
    }
    match parts.is_empty() {
        true => "0 min".to_owned(),
        false => format!("{}{}", if millis < 0 { "-" } else { "" }, parts.join(" ")),
    }
}

#[cfg(test)]
mod tests {
    use super::duration;

    #[test]
    fn lengths_of_time_are_told_in_their_own_units() {
        assert_eq!(duration(15 * 60_000), "15 min");
        assert_eq!(duration(86_400_000 + 7_200_000), "1 day 2 h");
        assert_eq!(duration(2 * 86_400_000), "2 days");
        assert_eq!(
            (duration(0), duration(-1_500)),
            ("0 min".into(), "-1 s 500 ms".into())
        );
        assert!(duration(i64::MIN).starts_with('-'));
    }
}
