//! Methods: what values of a type can do, in words.

use crate::language::program::Type;

/// A method.
pub(super) struct Method {
    pub(super) name: &'static str,
    /// What stands in its brackets; nothing where it has none.
    pub(super) takes: &'static str,
    pub(super) gives: Gives,
    /// What it gives, in a sentence.
    pub(super) text: &'static str,
}

/// What a method gives.
#[derive(Clone, Copy)]
pub(super) enum Gives {
    Bool,
    Int,
    Decimal,
    Text,
    Date,
    Instant,
    /// A value of the same type.
    Itself,
    /// An element; of a map, a value.
    Part,
    PartOrNone,
    ListOfParts,
    SetOfParts,
    ListOfKeys,
    /// The elements by their places.
    Places,
    /// What `=>` works out.
    WorkedOut,
    ListOfWorkedOut,
    MapOfWorkedOut,
}

const fn method(
    name: &'static str,
    takes: &'static str,
    gives: Gives,
    text: &'static str,
) -> Method {
    Method {
        name,
        takes,
        gives,
        text,
    }
}

const OF_LIST: &[Method] = &[
    method("size", "", Gives::Int, "How many elements there are."),
    method("isEmpty", "", Gives::Bool, "Whether there is no element."),
    method(
        "filter",
        "x => …",
        Gives::Itself,
        "The elements for which it holds.",
    ),
    method(
        "map",
        "x => …",
        Gives::ListOfWorkedOut,
        "What is worked out for each element.",
    ),
    method(
        "any",
        "x => …",
        Gives::Bool,
        "Whether it holds for at least one element.",
    ),
    method(
        "all",
        "x => …",
        Gives::Bool,
        "Whether it holds for every element.",
    ),
    method(
        "count",
        "x => …",
        Gives::Int,
        "For how many elements it holds.",
    ),
    method(
        "sum",
        "x => …",
        Gives::WorkedOut,
        "What is worked out for each element, added up.",
    ),
    method(
        "first",
        "",
        Gives::PartOrNone,
        "The first element, or none.",
    ),
    method("last", "", Gives::PartOrNone, "The last element, or none."),
    method(
        "sortBy",
        "x => …",
        Gives::ListOfParts,
        "The elements in the order of what is worked out for each.",
    ),
    method(
        "take",
        "n",
        Gives::ListOfParts,
        "The first elements, at most so many.",
    ),
    method(
        "indexed",
        "",
        Gives::Places,
        "The elements by their places, counted from 0.",
    ),
    method(
        "join",
        "\", \"",
        Gives::Text,
        "The texts one after another, with this between them.",
    ),
    method(
        "toSet",
        "",
        Gives::SetOfParts,
        "The elements as a set: each once, in their own order.",
    ),
    method("toList", "", Gives::ListOfParts, "The elements as a list."),
];

const FLAT: Method = method(
    "flat",
    "",
    Gives::Part,
    "The elements of all the lists in one list.",
);

const OF_MAP: &[Method] = &[
    method("size", "", Gives::Int, "How many keys there are."),
    method("isEmpty", "", Gives::Bool, "Whether there is no key."),
    method("keys", "", Gives::ListOfKeys, "The keys, in their order."),
    method(
        "values",
        "",
        Gives::ListOfParts,
        "The values, in the order of their keys.",
    ),
    method(
        "get",
        "key, otherwise",
        Gives::Part,
        "The value of a key, or the second value where there is no such key.",
    ),
    method("has", "key", Gives::Bool, "Whether there is such a key."),
    method(
        "filter",
        "(k, v) => …",
        Gives::Itself,
        "The entries for which it holds.",
    ),
    method(
        "map",
        "(k, v) => …",
        Gives::MapOfWorkedOut,
        "The same keys with what is worked out for each entry.",
    ),
    method(
        "any",
        "(k, v) => …",
        Gives::Bool,
        "Whether it holds for at least one entry.",
    ),
    method(
        "all",
        "(k, v) => …",
        Gives::Bool,
        "Whether it holds for every entry.",
    ),
    method(
        "count",
        "(k, v) => …",
        Gives::Int,
        "For how many entries it holds.",
    ),
    method(
        "sum",
        "(k, v) => …",
        Gives::WorkedOut,
        "What is worked out for each entry, added up.",
    ),
    method(
        "toList",
        "(k, v) => …",
        Gives::ListOfWorkedOut,
        "What is worked out for each entry, in the order of the keys.",
    ),
];

const OF_TEXT: &[Method] = &[
    method("size", "", Gives::Int, "How many characters there are."),
    method("isEmpty", "", Gives::Bool, "Whether there is no character."),
    method(
        "before",
        "\" \"",
        Gives::Text,
        "What stands before the first such text; all of it where there is none.",
    ),
    method(
        "after",
        "\" \"",
        Gives::Text,
        "What stands after the first such text; nothing where there is none.",
    ),
    method(
        "trim",
        "",
        Gives::Text,
        "The text without blanks at both ends.",
    ),
    method("lower", "", Gives::Text, "The text in small letters."),
    method("upper", "", Gives::Text, "The text in capital letters."),
    method(
        "startsWith",
        "text",
        Gives::Bool,
        "Whether it begins with this text.",
    ),
    method(
        "endsWith",
        "text",
        Gives::Bool,
        "Whether it ends with this text.",
    ),
    method(
        "contains",
        "text",
        Gives::Bool,
        "Whether this text is somewhere in it.",
    ),
    method(
        "isEmail",
        "",
        Gives::Bool,
        "Whether it looks like an e-mail address.",
    ),
    method(
        "isWord",
        "",
        Gives::Bool,
        "Whether it has letters, digits, `-` and `_` only, and at least one.",
    ),
];

const ABS: Method = method("abs", "", Gives::Itself, "The same without its sign.");

const OF_INT: &[Method] = &[
    ABS,
    method("toDecimal", "", Gives::Decimal, "The number as a decimal."),
    method("toInt", "", Gives::Int, "The number itself."),
];

const OF_DECIMAL: &[Method] = &[
    ABS,
    method(
        "round",
        "2",
        Gives::Decimal,
        "The number with so many digits after the point.",
    ),
    method(
        "toInt",
        "",
        Gives::Int,
        "The number without what stands after the point.",
    ),
    method("toDecimal", "", Gives::Decimal, "The number itself."),
];

const OF_DURATION: &[Method] = &[
    ABS,
    method(
        "inMinutes",
        "",
        Gives::Int,
        "How many whole minutes it lasts.",
    ),
    method("inDays", "", Gives::Int, "How many whole days it lasts."),
];

const OF_DATE: &[Method] = &[method(
    "instant",
    "",
    Gives::Instant,
    "Its midnight, in UTC.",
)];

const OF_INSTANT: &[Method] = &[method(
    "date",
    "",
    Gives::Date,
    "The day on which it is, in UTC.",
)];

/// The methods of a type.
pub(super) fn methods_of(ty: &Type) -> impl Iterator<Item = &'static Method> {
    let (methods, flat): (&[Method], _) = match ty {
        Type::List(inner) => (OF_LIST, matches!(**inner, Type::List(_))),
        Type::Set(_) => (OF_LIST, false),
        Type::Map(..) => (OF_MAP, false),
        Type::Text | Type::Id => (OF_TEXT, false),
        Type::Int => (OF_INT, false),
        Type::Decimal => (OF_DECIMAL, false),
        Type::Duration => (OF_DURATION, false),
        Type::Date => (OF_DATE, false),
        Type::Instant => (OF_INSTANT, false),
        Type::Bool | Type::Enum(_) | Type::Record(_) | Type::Optional(_) => (&[], false),
    };
    methods.iter().chain(flat.then_some(&FLAT))
}

/// The method of a type with this name.
pub(super) fn method_of(ty: &Type, name: &str) -> Option<&'static Method> {
    methods_of(ty).find(|method| method.name == name)
}

impl Method {
    /// How it is written: `filter(x => …)`.
    pub(super) fn written(&self) -> String {
        match self.takes {
            "" => self.name.to_owned(),
            takes => format!("{}({takes})", self.name),
        }
    }

    /// What it gives for a value of a type, where `worked_out` is what stands behind `=>`.
    pub(super) fn result(&self, of: &Type, worked_out: Option<Type>) -> Option<Type> {
        let list = |inner| Type::List(Box::new(inner));
        let (key, part) = parts(of);
        Some(match self.gives {
            Gives::Bool => Type::Bool,
            Gives::Int => Type::Int,
            Gives::Decimal => Type::Decimal,
            Gives::Text => Type::Text,
            Gives::Date => Type::Date,
            Gives::Instant => Type::Instant,
            Gives::Itself => of.clone(),
            Gives::Part => part?,
            Gives::PartOrNone => match part? {
                part @ Type::Optional(_) => part,
                part => Type::Optional(Box::new(part)),
            },
            Gives::ListOfParts => list(part?),
            Gives::SetOfParts => Type::Set(Box::new(part?)),
            Gives::ListOfKeys => list(key?),
            Gives::Places => Type::Map(Box::new(Type::Int), Box::new(part?)),
            Gives::WorkedOut => worked_out?,
            Gives::ListOfWorkedOut => list(worked_out?),
            Gives::MapOfWorkedOut => Type::Map(Box::new(key?), Box::new(worked_out?)),
        })
    }
}

/// The type of the keys and of the values of a collection.
pub(super) fn parts(of: &Type) -> (Option<Type>, Option<Type>) {
    match of {
        Type::List(inner) | Type::Set(inner) => (None, Some((**inner).clone())),
        Type::Map(key, value) => (Some((**key).clone()), Some((**value).clone())),
        _ => (None, None),
    }
}
