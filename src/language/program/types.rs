//! Types as the checker knows them. Bounds are not part of a type: they are checked when a command comes in.

/// What a value is.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Type {
    /// Yes or no.
    Bool,
    /// A whole number.
    Int,
    /// A number with four digits after the point.
    Decimal,
    /// A text.
    Text,
    /// What names something.
    Id,
    /// A day.
    Date,
    /// A moment.
    Instant,
    /// A length of time.
    Duration,
    /// One of the cases of the enum with this index.
    Enum(usize),
    /// The fields of the record with this index.
    Record(usize),
    /// Values in order.
    List(Box<Type>),
    /// Values, each once.
    Set(Box<Type>),
    /// A value for each key.
    Map(Box<Type>, Box<Type>),
    /// A value, or none. Never of an optional.
    Optional(Box<Type>),
}

impl Type {
    /// A type as it is written. What `named` gives stands for enums and records.
    pub(in crate::language) fn described(&self, named: &impl Fn(&Self) -> String) -> String {
        let plain = match self {
            Self::Bool => "Bool",
            Self::Int => "Int",
            Self::Decimal => "Decimal",
            Self::Text => "Text",
            Self::Id => "Id",
            Self::Date => "Date",
            Self::Instant => "Instant",
            Self::Duration => "Duration",
            Self::Enum(_) | Self::Record(_) => return named(self),
            Self::List(inner) => return format!("List<{}>", inner.described(named)),
            Self::Set(inner) => return format!("Set<{}>", inner.described(named)),
            Self::Map(key, value) => {
                return format!("Map<{}, {}>", key.described(named), value.described(named));
            }
            Self::Optional(inner) => return format!("{}?", inner.described(named)),
        };
        plain.to_owned()
    }
}

/// A type with cases.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct EnumType {
    /// Its name.
    pub name: String,
    /// Its cases; the first is its zero.
    pub cases: Vec<String>,
}

/// A type with fields.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct RecordType {
    /// Its name.
    pub name: String,
    /// Its fields.
    pub fields: Vec<FieldDef>,
}

/// A field: its name in stored data, and what it holds.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct FieldDef {
    /// Its name.
    pub name: String,
    /// What it holds.
    pub field_type: Type,
}
