//! What was met: every construct of the language, every operator, and what came of commands.

use std::collections::BTreeMap;
use std::fmt::{Debug, Write};

/// Every construct, and how it looks in the tree of a text: what is written there is found without naming each type
/// of the tree once more.
const CONSTRUCTS: &[(&str, &str)] = &[
    ("part actor", "kind: Actor(Actor {"),
    ("part context", "kind: Context("),
    ("part type", "kind: Type("),
    ("part enum", "kind: Enum("),
    ("part record", "kind: Record(RecordType"),
    ("part define", "kind: Define("),
    ("part aggregate", "kind: Aggregate("),
    ("part read model", "kind: ReadModel("),
    ("part process", "is_translation: false"),
    ("part translation", "is_translation: true"),
    ("part upcast", "kind: Upcast("),
    ("part task", "kind: Task("),
    ("part spec", "kind: Spec("),
    ("part story", "kind: Story("),
    ("a title", "title: Some("),
    ("a comment that is shown", "doc: \"What"),
    ("type Bool", "Named(Word { text: \"Bool\""),
    ("type Int", "Named(Word { text: \"Int\""),
    ("type Decimal", "Named(Word { text: \"Decimal\""),
    ("type Text", "Named(Word { text: \"Text\""),
    ("type Id", "Named(Word { text: \"Id\""),
    ("type Date", "Named(Word { text: \"Date\""),
    ("type Instant", "Named(Word { text: \"Instant\""),
    ("type Duration", "Named(Word { text: \"Duration\""),
    ("type List", "Of(Word { text: \"List\""),
    ("type Set", "Of(Word { text: \"Set\""),
    ("type Map", "Of(Word { text: \"Map\""),
    ("type that may be none", "Optional(TypeText"),
    ("type of a name of its own", "Named(Word { text: \"Alias"),
    ("type of an enum", "Named(Word { text: \"Enum"),
    ("type of a record", "Named(Word { text: \"Record"),
    ("fields of a record", "FieldsOf("),
    ("bound below", "min: Some("),
    ("no bound below", "min: None"),
    ("bound above", "max: Some("),
    ("no bound above", "max: None"),
    ("a beginning", "initial: Some("),
    ("source new", "kind: New"),
    ("source always", "kind: Always("),
    ("source from", "kind: From("),
    ("source where", "matching: [("),
    ("source showing", "showing: [Word"),
    ("source most", "most: Some("),
    ("source or typed", "or_typed: true"),
    ("source else", "when_empty: Some("),
    ("reads", "reads: [Read"),
    ("event of a version", "version: Some(("),
    ("sentence", "sentence: Some("),
    ("invariant", "at_rest: false"),
    ("invariant at rest", "at_rest: true"),
    (
        "read model as table",
        "kept_as: Some(Word { text: \"table\"",
    ),
    (
        "read model as search",
        "kept_as: Some(Word { text: \"search\"",
    ),
    ("read model as feed", "kept_as: Some(Word { text: \"feed\""),
    ("read model where", "shown: Some("),
    ("clause of a read model", "On { events:"),
    ("deadline", "deadlines: [Word"),
    ("clause that starts", "starts: true"),
    ("clause on events or deadlines", "cause: Named("),
    ("clause on a refusal", "cause: RefusalOf("),
    ("clause for", "instance: Some("),
    ("clause when", "when: Some(Expr"),
    ("clause with a rule", "rule: Some("),
    ("process without key", "key: None"),
    ("lifted to a version", "version: Some((1"),
    ("let", "kind: Let("),
    ("if", "Statement { kind: If("),
    ("else", "Some(Block {"),
    ("for", "Statement { kind: For(["),
    ("=", ", Set, Expr"),
    ("+=", ", Increase, Expr"),
    ("-=", ", Decrease, Expr"),
    ("add to", "Statement { kind: Add("),
    ("remove from", "kind: RemoveFrom("),
    ("remove", "Statement { kind: Remove("),
    ("require", "kind: Require("),
    ("refuse", "kind: Refuse("),
    ("refusal with a code", "Refused { code: Some("),
    ("refusal without a code", "Refused { code: None"),
    ("record an event", "Statement { kind: Record("),
    ("send", "kind: Send("),
    ("send not after", "not_after: Some("),
    ("send as", "known_as: Some("),
    ("set a deadline", "Statement { kind: Set(Word"),
    ("cancel a deadline", "kind: Cancel("),
    ("end", "kind: End"),
    ("fail", "kind: Fail("),
    ("literal Bool", "Literal(Bool("),
    ("literal Int", "Literal(Int("),
    ("literal Decimal", "Literal(Decimal("),
    ("literal none", "Literal(None)"),
    ("literal Date", "Literal(Date("),
    ("literal Instant", "Literal(Instant("),
    ("literal Duration", "Literal(Duration("),
    ("text", "kind: Text(Template"),
    ("value in a text", "Value(Expr"),
    ("name", "kind: Name("),
    ("list", "kind: List(["),
    ("empty list", "kind: List([])"),
    ("map", "kind: Map(["),
    ("empty map", "kind: Map([])"),
    ("member", "kind: Member("),
    ("method", "kind: Method("),
    ("call", "Expr { kind: Call("),
    ("index", "kind: Index("),
    ("not", "Unary(Not"),
    ("negative", "Unary(Negate"),
    ("or", "Binary(Or,"),
    ("and", "Binary(And,"),
    ("==", "Binary(Equal,"),
    ("!=", "Binary(Unequal,"),
    ("<", "Binary(Less,"),
    ("<=", "Binary(AtMost,"),
    (">", "Binary(Greater,"),
    (">=", "Binary(AtLeast,"),
    ("in", "Binary(In,"),
    ("not in", "Binary(NotIn,"),
    ("+", "Binary(Add,"),
    ("-", "Binary(Subtract,"),
    ("*", "Binary(Multiply,"),
    ("/", "Binary(Divide,"),
    ("a else b", "kind: Else("),
    ("if then else", "Expr { kind: If("),
    ("x => …", "Lambda([Word"),
    ("..", "kind: Rest"),
    ("argument by name", "Argument { name: Some("),
    ("argument in order", "Argument { name: None"),
    ("given an event", "Heard(Event("),
    ("given now", "given: [Now("),
    ("heard by", "by: Some("),
    ("heard as", "role: Some("),
    ("heard at", "at: Some("),
    ("heard answering", "answering: Some("),
    ("heard a deadline", "Passes("),
    ("heard a refusal", "Refusal("),
    ("when somebody sends", "when: Some(Command("),
    (
        "when somebody sends without a name",
        "when: Some(Heard(None",
    ),
    ("when a process hears", "when: Some(Heard(Some("),
    ("spec without when", "when: None, then:"),
    ("then an event", "Then { kind: Event("),
    ("then nothing", "Then { kind: Nothing"),
    ("then refused", "Then { kind: Refused("),
    ("then a row", "Then { kind: Row("),
    ("then no row", "Then { kind: NoRow("),
    ("then sends", "Then { kind: Sends("),
    ("then sets", "Then { kind: Sets("),
    ("then cancels", "Then { kind: Cancels("),
    ("then ends", "Then { kind: Ends"),
    ("then fails", "Then { kind: Fails("),
    ("step of somebody", "steps: [Acted("),
    ("step at a version", "at_version: Some("),
    ("step after", "After(Expr"),
    ("step at", "At(Expr"),
];

/// Names that mean something by themselves, and every method.
const WORDS: &[&str] = &[
    "me",
    "role",
    "now",
    "newId",
    "newCode",
    "isNew",
    "recordedAt",
    "recordedBy",
    "recordedAs",
    "answerTo",
    "version",
    "code",
    "reason",
    "row",
    "rows",
    "state",
    "size",
    "isEmpty",
    "map",
    "filter",
    "any",
    "all",
    "count",
    "sum",
    "first",
    "last",
    "sortBy",
    "toSet",
    "toList",
    "join",
    "take",
    "indexed",
    "flat",
    "keys",
    "values",
    "get",
    "has",
    "before",
    "after",
    "trim",
    "lower",
    "upper",
    "startsWith",
    "endsWith",
    "contains",
    "isEmail",
    "isWord",
    "abs",
    "min",
    "max",
    "round",
    "toInt",
    "toDecimal",
    "date",
    "instant",
    "inMinutes",
    "inDays",
    "range",
];

/// Every operator that a program is made of, and what else it does.
const OPERATORS: &[&str] = &[
    "Not",
    "Negate",
    "Equal",
    "Unequal",
    "Less",
    "AtMost",
    "Add",
    "Subtract",
    "Multiply",
    "MultiplyDecimals",
    "Divide",
    "DivideDecimals",
    "ToDecimal",
    "ToInt",
    "Round",
    "Abs",
    "Min",
    "Max",
    "JoinTexts",
    "JoinLists",
    "AddMaps",
    "SubtractMaps",
    "InList",
    "InSet",
    "InMap",
    "Get",
    "SizeOfList",
    "SizeOfSet",
    "SizeOfMap",
    "SizeOfText",
    "Keys",
    "Values",
    "First",
    "Last",
    "Take",
    "ToSet",
    "ToList",
    "JoinAll",
    "Range",
    "Flat",
    "Indexed",
    "Before",
    "After",
    "Trim",
    "Lower",
    "Upper",
    "StartsWith",
    "EndsWith",
    "Contains",
    "IsEmail",
    "IsWord",
    "DateOf",
    "InstantOf",
    "InMinutes",
    "InDays",
    "AddToDate",
    "BetweenDates",
];

/// Counts by what was counted.
#[derive(Debug, Default)]
pub(crate) struct Counts(BTreeMap<String, u64>);

impl Counts {
    /// These at zero.
    pub(crate) fn of(names: &[&str]) -> Self {
        Self(names.iter().map(|name| ((*name).to_owned(), 0)).collect())
    }

    /// Every construct at zero.
    pub(crate) fn of_constructs() -> Self {
        let constructs = CONSTRUCTS.iter().map(|(name, _)| (*name).to_owned());
        let words = WORDS.iter().map(|word| format!("word {word}"));
        Self(constructs.chain(words).map(|name| (name, 0)).collect())
    }

    /// Every operator at zero.
    pub(crate) fn of_operators() -> Self {
        let operators = OPERATORS.iter().map(|name| (format!("operator {name}"), 0));
        Self(operators.collect())
    }

    /// Counts one.
    pub(crate) fn one(&mut self, what: &str) {
        self.many(what, 1);
    }

    /// Counts some.
    pub(crate) fn many(&mut self, what: &str, count: usize) {
        match self.0.get_mut(what) {
            Some(known) => *known += count as u64,
            None => drop(self.0.insert(what.to_owned(), count as u64)),
        }
    }

    /// Counts every construct in a tree.
    pub(crate) fn tree(&mut self, tree: &impl Debug) {
        let tree = format!("{tree:?}");
        for (name, looks) in CONSTRUCTS {
            self.many(name, tree.matches(looks).count());
        }
        for word in WORDS {
            let looks = format!("Word {{ text: \"{word}\"");
            self.many(&format!("word {word}"), tree.matches(&looks).count());
        }
    }

    /// Counts every operator in a program.
    pub(crate) fn program(&mut self, program: &impl Debug) {
        let program = format!("{program:?}");
        for name in OPERATORS {
            let looks = format!("Apply({name},");
            self.many(&format!("operator {name}"), program.matches(&looks).count());
        }
    }

    /// What was never met.
    pub(crate) fn missed(&self) -> Vec<&str> {
        let missed = self.0.iter().filter(|(_, count)| **count == 0);
        missed.map(|(name, _)| name.as_str()).collect()
    }

    /// The table.
    pub(crate) fn table(&self) -> String {
        let mut table = String::new();
        for (name, count) in &self.0 {
            // Writing to a String can't fail.
            let _ = writeln!(table, "{count:>9}  {name}");
        }
        table
    }
}
