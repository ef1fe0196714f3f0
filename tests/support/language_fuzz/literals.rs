//! Values that are written out.

use super::collections::list;
use super::{Ty, Writer};

const TEXTS: [&str; 9] = [
    "\"\"",
    "\"a\"",
    "\"Reserve seats\"",
    "\"a\\\"b\\\\c\\n\\{d\\}\"",
    "\"ada@example.org\"",
    "\"äöü 𝄞\"",
    "\"x y\"",
    "\"o1\"",
    "\"Open\"",
];
const INTS: [&str; 9] = [
    "0",
    "1",
    "2",
    "3",
    "12",
    "100_000",
    "(-7)",
    "9223372036854775807",
    "5",
];
const DECIMALS: [&str; 6] = ["1.50", "0.5", "0.0001", "(-2.25)", "99999.9999", "3.0"];
const DATES: [&str; 4] = ["2026-03-02", "1970-01-01", "1969-12-31", "2400-02-29"];
const INSTANTS: [&str; 3] = [
    "2026-03-02T09:00",
    "2026-03-02T09:00:30",
    "1970-01-01T00:00",
];
const DURATIONS: [&str; 8] = [
    "15 min", "3 ms", "53 s", "2 h", "1 day", "3 days", "1 week", "2 weeks",
];

impl Writer<'_> {
    /// A value that is known beforehand; where nothing wants its type, it says it itself.
    pub(super) fn literal(&self, ty: &Ty, exact: bool) -> String {
        let of = |texts: &[&str]| (*self.one(texts)).to_owned();
        match ty {
            Ty::Bool => of(&["true", "false"]),
            Ty::Int => of(&INTS),
            Ty::Decimal if !exact && self.rarely() => of(&INTS),
            Ty::Decimal => of(&DECIMALS),
            Ty::Text | Ty::Id => of(&TEXTS),
            Ty::Date => of(&DATES),
            Ty::Instant => of(&INSTANTS),
            Ty::Duration => format!("({})", of(&DURATIONS)),
            Ty::Enum(index) => {
                let (name, cases) = &self.plan.enums[*index];
                let case = self.one(cases);
                match exact || self.half() {
                    true => format!("{name}.{case}"),
                    false => case.clone(),
                }
            }
            Ty::Record(index) => {
                let record = &self.plan.records[*index];
                let values = record.fields.all.iter();
                let values: Vec<String> = values.map(|it| self.literal(&it.ty, false)).collect();
                format!("{}({})", record.name, values.join(", "))
            }
            Ty::List(_) if !exact && self.rarely() => "[]".to_owned(),
            Ty::List(inner) => {
                let values = self.several(1, 3, |it| it.literal(inner, exact));
                format!("[{}]", values.join(", "))
            }
            Ty::Set(inner) if exact => format!("{}.toSet", self.literal(&list(inner), true)),
            Ty::Set(inner) => {
                let values = self.several(0, 3, |it| it.literal(inner, false));
                format!("[{}]", values.join(", "))
            }
            Ty::Map(..) if !exact && self.rarely() => "{}".to_owned(),
            Ty::Map(key, value) => {
                let entry =
                    |it: &Self| format!("{}: {}", it.literal(key, exact), it.literal(value, exact));
                format!("{{{}}}", self.several(1, 3, entry).join(", "))
            }
            Ty::Opt(inner) if exact => format!("{}.first", self.literal(&list(inner), true)),
            Ty::Opt(_) if self.half() => "none".to_owned(),
            Ty::Opt(inner) => self.literal(inner, false),
        }
    }
}
