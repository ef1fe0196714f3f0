//! Expressions.

use super::Type;
use crate::language::value::Datum;

/// An expression.
#[derive(Clone, PartialEq, Debug)]
pub enum Expr {
    /// A value that is known.
    Constant(Datum),
    /// A local: an argument, a `let`, a variable of a loop or of a function given to a method.
    Local(usize),
    /// A field of the command or event at hand. In a clause on a refusal: of the refused command.
    Field(usize),
    /// The key of the stream at hand, a text. In a clause of a process: of the stream of the event.
    Key,
    /// A field of the state: of the aggregate, the process, or what a read model keeps beside its rows.
    State(usize),
    /// A column of a row of the read model at hand: the key and the column. Zero where there is no row.
    Column(Vec<Expr>, usize),
    /// Whether the read model at hand has a row with this key.
    HasRow(Vec<Expr>),
    /// A column of the row that a command has looked up: the number of its `reads`, and the column. Zero where there
    /// was no row. The columns of the read model count on after its key.
    LookedUp(usize, usize),
    /// Whether the row was there that a command has looked up.
    WasFound(usize),
    /// A part of an invariant's row: key columns first, then the others.
    OfRow(usize),
    /// Something else that is known.
    Known(Known),
    /// An expression that looks at nothing but the event, and its place among those that were worked out when the event
    /// was read. The checker makes none.
    Ahead(usize, Box<Expr>),
    /// A field of a record.
    Member(Box<Expr>, usize),
    /// A value of a map; the constant where the key is not there.
    OfMap(Box<Expr>, Box<Expr>, Datum),
    /// A value of a list; the constant where there is no such place.
    OfList(Box<Expr>, Box<Expr>, Datum),
    /// A list.
    List(Vec<Expr>),
    /// A set.
    Set(Vec<Expr>),
    /// A map. Of two values for one key the later counts.
    Map(Vec<(Expr, Expr)>),
    /// A record: every field in order.
    Record(Vec<Expr>),
    /// A text made of texts.
    Join(Vec<Expr>),
    /// A value of this type as people read it: a text.
    Show(Box<Expr>, Type),
    /// An operator and its operands.
    Apply(Operator, Vec<Expr>),
    /// The second only where the first is true.
    And(Box<Expr>, Box<Expr>),
    /// The second only where the first is false.
    Or(Box<Expr>, Box<Expr>),
    /// The second where the first is none.
    Else(Box<Expr>, Box<Expr>),
    /// The second where the first is true, else the third.
    If(Box<Expr>, Box<Expr>, Box<Expr>),
    /// A calculation by its index, and its arguments.
    Call(usize, Vec<Expr>),
    /// Something done with each element of a list or set, which is this local.
    EachOfList(Each, Box<Expr>, usize, Box<Expr>),
    /// Something done with each entry of a map: the locals of its key and its value.
    EachOfMap(Each, Box<Expr>, (usize, usize), Box<Expr>),
}

/// What is known beside fields and states.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Known {
    /// The time of the decision, or of the step of a process: an instant.
    Now,
    /// Who sends the command: a text.
    Me,
    /// As what: a text.
    Role,
    /// The k-th new id of the decision.
    NewId(u32),
    /// The k-th new id of the decision, cut to so many letters and written large.
    NewCode(u32, usize),
    /// Whether nothing has happened in the stream, or the instance has handled nothing.
    IsNew,
    /// When the event was recorded: an instant.
    RecordedAt,
    /// Who sent the command that the event answers: a text.
    RecordedBy,
    /// As what: a text.
    RecordedAs,
    /// The id of the command that the event answers.
    AnswerTo,
    /// The number of the event in its stream, from 1.
    Version,
    /// The code of a refusal: a text.
    Code,
    /// The reason of a refusal: a text.
    Reason,
    /// The key of the instance of a process: a text.
    Instance,
}

/// What is done with each element of a collection; the expression beside it is worked out for each.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Each {
    /// A list of the results; of a map, a map of the same keys.
    Map,
    /// A list of the results, also of a map.
    ToList,
    /// Those for which it is true, in a collection of the same kind.
    Filter,
    /// Whether it is true for one.
    Any,
    /// Whether it is true for all.
    All,
    /// For how many it is true.
    Count,
    /// The results added up: numbers. Zero for none.
    Sum,
    /// A list in the order of the results, which are of this type. Equals keep their order.
    SortBy(Type),
}

/// An operator. Numbers are whole numbers, decimals, times and durations alike where nothing else is said; they stop at
/// the ends of their range.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Operator {
    /// Not.
    Not,
    /// Less than nothing.
    Negate,
    /// Two values of one type are the same.
    Equal,
    /// They are not.
    Unequal,
    /// Two numbers, or two texts by their letters, or two cases by their order.
    Less,
    /// The same.
    AtMost,
    /// Two numbers.
    Add,
    /// Two numbers.
    Subtract,
    /// Two whole numbers, or another number by a whole one.
    Multiply,
    /// Two decimals: the product is rounded to four digits, half away from zero.
    MultiplyDecimals,
    /// Two whole numbers, towards zero, or another number by a whole one; by zero it is none.
    Divide,
    /// Two decimals, rounded; by zero it is none.
    DivideDecimals,
    /// A whole number as a decimal.
    ToDecimal,
    /// A decimal as a whole number, towards zero.
    ToInt,
    /// A decimal, rounded to so many digits, half away from zero.
    Round,
    /// A number without its sign.
    Abs,
    /// The lesser of two numbers.
    Min,
    /// The greater of two numbers.
    Max,
    /// One text after the other.
    JoinTexts,
    /// One list after the other.
    JoinLists,
    /// Two maps of numbers, key by key; a key that one lacks is zero there.
    AddMaps,
    /// The same.
    SubtractMaps,
    /// An element is in a list.
    InList,
    /// An element is in a set.
    InSet,
    /// A key is in a map.
    InMap,
    /// The value of a key of a map, or the third operand.
    Get,
    /// How many elements, entries or letters.
    SizeOfList,
    /// The same.
    SizeOfSet,
    /// The same.
    SizeOfMap,
    /// The same.
    SizeOfText,
    /// The keys of a map as a list.
    Keys,
    /// The values of a map as a list, in the order of the keys.
    Values,
    /// The first element, or none.
    First,
    /// The last element, or none.
    Last,
    /// The first so many elements.
    Take,
    /// A list as a set.
    ToSet,
    /// A set as a list, in its own order.
    ToList,
    /// A list of texts as one, with another between.
    JoinAll,
    /// The whole numbers from 0 up to a number, as a list; none below 1.
    Range,
    /// A list of lists as one list.
    Flat,
    /// A list as a map from place to element; places count from 0.
    Indexed,
    /// A text up to another; all of it where the other is not in it.
    Before,
    /// A text after another; empty where the other is not in it.
    After,
    /// A text without white space around it.
    Trim,
    /// A text in small letters.
    Lower,
    /// A text in capital letters.
    Upper,
    /// A text begins with another.
    StartsWith,
    /// A text ends with another.
    EndsWith,
    /// A text has another in it.
    Contains,
    /// A text looks like the address of a mailbox.
    IsEmail,
    /// A text has letters, digits and `_` only, and at least one.
    IsWord,
    /// The day of a moment.
    DateOf,
    /// The first moment of a day.
    InstantOf,
    /// A duration in whole minutes.
    InMinutes,
    /// A duration in whole days.
    InDays,
    /// A day some duration later: whole days of it count.
    AddToDate,
    /// The duration from the second day to the first.
    BetweenDates,
}
