//! Every mistake: its rule, its place, its words. One mistake, one message; and what is right is still read.
#![cfg(test)]

use super::{listed, slice};
use crate::language::diagnostic::Code;
use crate::language::syntax::limits;
use crate::language::syntax::lines::Lines;
use crate::language::syntax::model::PartKind;
use crate::language::syntax::read;

/// A text with the wrong place between `‹` and `›`; what is told of it: rule, message, hint.
type Mistake = (&'static str, Code, &'static str, &'static str);

#[track_caller]
fn assert_told(frame: (&str, &str), mistakes: &[Mistake]) {
    let mut wrong = String::new();
    for (marked, code, message, hint) in mistakes {
        let marked = format!("{}{marked}{}", frame.0, frame.1);
        let text = marked.replace(['‹', '›'], "");
        let start = marked.find('‹').expect("a mark");
        let end = marked.find('›').expect("a mark") - '‹'.len_utf8();
        let (_, told) = read(&text);
        let place = Lines::new(&text).place(u32::try_from(start).expect("a short text"));
        let (line, column) = (place.line, place.column);
        let slice = &text[start..end];
        let expected = format!("{line}:{column} {code} «{slice}» {message} | {hint}");
        let found = listed(&text, &told);
        if found != expected {
            wrong += &format!("{marked}\nexpected: {expected}\n   found: {found}\n\n");
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
}

use Code::{
    BeyondLimit, ImpossibleLiteral, NoModel, StrangeCharacter, UnclosedBracket, UnclosedText,
    Unexpected,
};

const LITERALS: &[Mistake] = &[
    ("a ‹§§› b", StrangeCharacter, "`§§` means nothing here.", ""),
    (
        "a ‹&&› b",
        StrangeCharacter,
        "`&&` means nothing here.",
        "Write `and`.",
    ),
    (
        "a ‹||› b",
        StrangeCharacter,
        "`||` means nothing here.",
        "Write `or`.",
    ),
    (
        "‹!›a",
        StrangeCharacter,
        "`!` means nothing here.",
        "Write `not`.",
    ),
    (
        "a‹;›",
        StrangeCharacter,
        "`;` means nothing here.",
        "A statement ends at the end of its line.",
    ),
    (
        "‹_a›",
        StrangeCharacter,
        "`_a` means nothing here.",
        "A name begins with a letter.",
    ),
    (
        "‹'abc'›",
        StrangeCharacter,
        "`'abc'` means nothing here.",
        "A text stands between `\"` and `\"`.",
    ),
    (
        "‹“abc”›",
        StrangeCharacter,
        "`“abc”` means nothing here.",
        "A text stands between `\"` and `\"`.",
    ),
    (
        "\"a ‹\\t› b\"",
        StrangeCharacter,
        "`\\t` means nothing in a text.",
        "There are `\\\"`, `\\\\`, `\\n`, `\\{` and `\\}`; for a backstroke itself write `\\\\`.",
    ),
    (
        "‹\"abc›",
        UnclosedText,
        "This text does not end on its line.",
        "End it with `\"` on the same line; a new line in it is written `\\n`.",
    ),
    (
        "‹\"{a is here.\"›",
        UnclosedText,
        "This text does not end on its line.",
        "A value in it begins with `{` and ends with `}`; for the brace itself write `\\{`.",
    ),
    (
        "‹9223372036854775808›",
        ImpossibleLiteral,
        "This number is too large.",
        "A whole number goes up to 9223372036854775807, a decimal up to 922337203685477.5807.",
    ),
    (
        "‹1.23456›",
        ImpossibleLiteral,
        "This decimal has too many digits after the point.",
        "A decimal has at most four.",
    ),
    (
        "‹12abc›",
        ImpossibleLiteral,
        "This is neither a number nor a name.",
        "A name begins with a letter.",
    ),
    (
        "‹2026-02-30›",
        ImpossibleLiteral,
        "There is no such day.",
        "",
    ),
    (
        "‹2026-03-02T25:00›",
        ImpossibleLiteral,
        "There is no such time of day.",
        "",
    ),
    (
        "‹2026-03-02T09:00Z›",
        ImpossibleLiteral,
        "This is no moment.",
        "A moment is written `2026-03-02T09:00` or `2026-03-02T09:00:30`; it is always UTC.",
    ),
    (
        "1.5 ‹h›",
        ImpossibleLiteral,
        "A duration is a whole number of its unit.",
        "Use a smaller unit: instead of `1.5 h` write `90 min`.",
    ),
    (
        "9223372036854775807 ‹s›",
        ImpossibleLiteral,
        "This duration is too long.",
        "",
    ),
    (
        "15 ‹minutes›",
        Unexpected,
        "Here a unit is expected, but `minutes` stands there.",
        "Write `15 min`.",
    ),
];

#[test]
fn characters_and_literals() {
    assert_told(("model \"M\"\ndefine f(): Int = ", "\n"), LITERALS);
}

const EXPRESSIONS: &[Mistake] = &[
    (
        "a +‹›",
        Unexpected,
        "Here a value is expected, but the line ends.",
        "",
    ),
    (
        "f(a ‹b›)",
        Unexpected,
        "Here `,` or `)` is expected, but `b` stands there.",
        "",
    ),
    (
        "f(a‹]›",
        Unexpected,
        "Here `)` is expected, but `]` stands there.",
        "",
    ),
    (
        "‹(›a + b",
        UnclosedBracket,
        "This `(` is never closed.",
        "A `)` is missing before `actor`.",
    ),
    (
        "f‹(›a, b",
        UnclosedBracket,
        "This `(` is never closed.",
        "A `)` is missing before `actor`.",
    ),
    (
        "(a\n‹+› b)",
        Unexpected,
        "Here `)` is expected, but `+` stands there.",
        "A line that goes on ends in an operator.",
    ),
    (
        "a < b ‹<› c",
        Unexpected,
        "Comparisons can't stand one after another.",
        "Join two of them with `and`: `a < b and b < c`.",
    ),
    (
        "‹x› => x",
        Unexpected,
        "A function can stand only where a method takes one.",
        "For example `seats.filter(n => n > 0)`.",
    ),
    (
        "if a ‹else› b",
        Unexpected,
        "Here `then` is expected, but `else` stands there.",
        "",
    ),
    (
        "if a then b‹›",
        Unexpected,
        "Here `else` is expected, but the line ends.",
        "",
    ),
    (
        "a.‹(›b)",
        Unexpected,
        "Here the name of a field or method is expected, but `(` stands there.",
        "",
    ),
    (
        "f(a ‹=› b)",
        Unexpected,
        "Here `:` is expected, but `=` stands there.",
        "An argument is named with `:`.",
    ),
    (
        "{a: 1, b ‹=› 2}",
        Unexpected,
        "Here `:` and a value is expected, but `=` stands there.",
        "",
    ),
    (
        "\"{a ‹b›}\"",
        Unexpected,
        "Here `}` is expected, but `b` stands there.",
        "",
    ),
    (
        "\"{‹}›\"",
        Unexpected,
        "Here a value is expected, but the `}` that ends the value stands there.",
        "For the braces themselves write `\\{\\}`.",
    ),
    ("f(x)‹)›", Unexpected, "This `)` closes nothing.", ""),
];

#[test]
fn expressions() {
    assert_told(
        ("model \"M\"\ndefine f(): Int = ", "\nactor A"),
        EXPRESSIONS,
    );
}

const STATEMENTS: &[Mistake] = &[
    (
        "‹requre› a else \"No.\"",
        Unexpected,
        "Here a statement is expected, but `requre` stands there.",
        "Did you mean `require`?",
    ),
    (
        "require a ‹\"No.\"›",
        Unexpected,
        "Here `else` and the reason is expected, but a text stands there.",
        "",
    ),
    (
        "require a else NO‹›",
        Unexpected,
        "Here the reason as a text is expected, but the line ends.",
        "",
    ),
    (
        "let x = 1 ‹y› = 2",
        Unexpected,
        "Here the end of the line is expected, but `y` stands there.",
        "Each statement stands on a line of its own.",
    ),
    (
        "let x ‹1›",
        Unexpected,
        "Here `=` is expected, but `1` stands there.",
        "",
    ),
    (
        "let x =‹›",
        Unexpected,
        "Here a value is expected, but the line ends.",
        "",
    ),
    (
        "a ‹==› 3",
        Unexpected,
        "Here `=` is expected, but `==` stands there.",
        "A statement begins with a word such as `let`, `require` or `record`, or with a place and `=`.",
    ),
    (
        "add x ‹into› y",
        Unexpected,
        "Here `to` is expected, but `into` stands there.",
        "",
    ),
    (
        "if a ‹then› b",
        Unexpected,
        "Here `{` is expected, but `then` stands there.",
        "In a statement braces follow the condition: `if a { } else { }`.",
    ),
    (
        "if a ‹=› b { }",
        Unexpected,
        "Here `{` is expected, but `=` stands there.",
        "Two values are compared with `==`.",
    ),
    (
        "for ‹(›k, v) in m { }",
        Unexpected,
        "Here a name is expected, but `(` stands there.",
        "Write `for key, value in map { }`, without brackets.",
    ),
    (
        "‹else› { }",
        Unexpected,
        "Here a statement is expected, but `else` stands there.",
        "An `else` follows the `}` of its `if`.",
    ),
    (
        "let x = a\n‹+› b",
        Unexpected,
        "Here a statement is expected, but `+` stands there.",
        "A line that goes on in the next ends in an operator.",
    ),
    (
        "record E‹›",
        Unexpected,
        "Here `(` is expected, but the line ends.",
        "Without anything in them the brackets stand too: `E()`.",
    ),
    (
        "record E‹(›a",
        UnclosedBracket,
        "This `(` is never closed.",
        "A `)` is missing before `record`.",
    ),
    (
        "let x = f‹(›a\n    y = 3",
        UnclosedBracket,
        "This `(` is never closed.",
        "A `)` is missing before `y`.",
    ),
    (
        "let x = f(a)‹)› + 1",
        Unexpected,
        "Here the end of the line is expected, but `)` stands there.",
        "",
    ),
    (
        "set X ‹now›",
        Unexpected,
        "Here `at` is expected, but `now` stands there.",
        "",
    ),
    (
        "fail ‹why›",
        Unexpected,
        "Here the reason as a text is expected, but `why` stands there.",
        "",
    ),
    (
        "send ‹\"C\"›",
        Unexpected,
        "Here a command is expected, but a text stands there.",
        "",
    ),
];

#[test]
fn statements() {
    assert_told(
        (
            "model \"M\"\naggregate A(a: Id) {\n  command C() {\n    ",
            "\n    record E()\n  }\n  event E()\n}\n",
        ),
        STATEMENTS,
    );
}

const MEMBERS: &[Mistake] = &[
    (
        "‹comand› C() { }",
        Unexpected,
        "Here `state`, `command`, `event` or `invariant` is expected, but `comand` stands there.",
        "Did you mean `command`?",
    ),
    (
        "‹title›: Text",
        Unexpected,
        "Here `state`, `command`, `event` or `invariant` is expected, but `title` stands there.",
        "",
    ),
    (
        "command ‹\"Add\"› by X () { }",
        Unexpected,
        "Here the name of a command is expected, but a text stands there.",
        "",
    ),
    (
        "command C‹›",
        Unexpected,
        "Here `(` and the fields of the command is expected, but the line ends.",
        "",
    ),
    (
        "state { a ‹Int› }",
        Unexpected,
        "Here `:` and a type is expected, but `Int` stands there.",
        "A field is written `name: Type`.",
    ),
    (
        "state { a: ‹3› }",
        Unexpected,
        "Here a type is expected, but `3` stands there.",
        "",
    ),
    (
        "state { a: Int ‹b›: Int }",
        Unexpected,
        "Here `,`, `}` or a new line is expected, but `b` stands there.",
        "",
    ),
    (
        "state { a: Int?‹?› }",
        Unexpected,
        "Here no second `?` is expected, but `?` stands there.",
        "One `?` says that there may be none.",
    ),
    (
        "state { a: Int(1‹,› 2) }",
        Unexpected,
        "Here `..` is expected, but `,` stands there.",
        "Bounds are written `(1..20)`, `(0..)` or `(..20)`.",
    ),
    (
        "state { a: List<Int‹)› }",
        Unexpected,
        "Here `,` or `>` is expected, but `)` stands there.",
        "",
    ),
    (
        "state ‹{›\n a: Int",
        UnclosedBracket,
        "This `{` is never closed.",
        "A `}` is missing before `event`.",
    ),
    (
        "command C() ‹{›\n  let x = 1",
        UnclosedBracket,
        "This `{` is never closed.",
        "A `}` is missing before `event`.",
    ),
    (
        "command C‹(›a: Id {\n  let x = 1\n  }",
        UnclosedBracket,
        "This `(` is never closed.",
        "A `)` is missing before `{`.",
    ),
    (
        "command C(a: Id from R ‹a›) { }",
        Unexpected,
        "Here `.` and a column is expected, but `a` stands there.",
        "",
    ),
    (
        "command C(a: Id from R.a where b ‹>› 3) { }",
        Unexpected,
        "Here `==` is expected, but `>` stands there.",
        "",
    ),
    (
        "command C(a: Id from R.a where b == ‹f(3)›) { }",
        Unexpected,
        "A column is compared with a field or a written value only.",
        "",
    ),
    (
        "invariant \"X\" ‹a› > 3",
        Unexpected,
        "Here `:` and a condition is expected, but `a` stands there.",
        "",
    ),
    (
        "invariant \"X {‹a›}\": a > 3",
        Unexpected,
        "No value can stand in this text.",
        "For the braces themselves write `\\{` and `\\}`.",
    ),
    (
        "event ‹in›()",
        Unexpected,
        "Here the name of an event is expected, but `in` stands there.",
        "",
    ),
];

#[test]
fn members() {
    assert_told(
        (
            "model \"M\"\naggregate A(a: Id) {\n  ",
            "\n  event E()\n}\nread model R(a: Id) { on E { } }\n",
        ),
        MEMBERS,
    );
}

const PARTS: &[Mistake] = &[
    (
        "‹agregate› A(a: Id) { }",
        Unexpected,
        "Here a part of the model, such as `aggregate`, is expected, but `agregate` stands there.",
        "Did you mean `aggregate`?",
    ),
    (
        "‹hello› there, this is prose\nand more of it",
        Unexpected,
        "Here a part of the model, such as `aggregate`, is expected, but `hello` stands there.",
        "",
    ),
    ("‹}›", Unexpected, "This `}` closes nothing.", ""),
    (
        "‹event› E() { a = 1 }\nevent F()\n}",
        Unexpected,
        "`event` stands in an aggregate.",
        "Perhaps there is a `}` too many before it.",
    ),
    (
        "‹model› \"N\"",
        Unexpected,
        "`model` stands once, at the beginning.",
        "",
    ),
    (
        "aggregate A‹›\n{ event E() }",
        Unexpected,
        "Here the key in brackets, as in `(book: Id)`, is expected, but the line ends.",
        "",
    ),
    (
        "aggregate A(a: Id‹,› b: Id) { event E() }",
        Unexpected,
        "Here `)` is expected, but `,` stands there.",
        "",
    ),
    (
        "aggregate A(a: Id) ‹{›\n  event E()",
        UnclosedBracket,
        "This `{` is never closed.",
        "A `}` is missing before `actor`.",
    ),
    (
        "actor ‹(›Ada)",
        Unexpected,
        "Here the name of a role is expected, but `(` stands there.",
        "",
    ),
    (
        "enum E { A, ‹3›, B }",
        Unexpected,
        "Here the name of a case is expected, but `3` stands there.",
        "",
    ),
    (
        "type T ‹:› Int",
        Unexpected,
        "Here `=` is expected, but `:` stands there.",
        "",
    ),
    (
        "define f(a: Int) ‹=› a",
        Unexpected,
        "Here `:` and the type of the result is expected, but `=` stands there.",
        "",
    ),
    (
        "read ‹modl› R(a: Id) { }",
        Unexpected,
        "Here `model` is expected, but `modl` stands there.",
        "Did you mean `model`?",
    ),
    (
        "read model R as ‹tabel› (a: Id) { }",
        Unexpected,
        "Here `table`, `search` or `feed` is expected, but `tabel` stands there.",
        "Did you mean `table`?",
    ),
    (
        "read model R(a: Id) {\n  ‹row›.title = 3\n}",
        Unexpected,
        "Here a column, `on`, `state` or `invariant` is expected, but `row` stands there.",
        "A column is written `name: Type`; what an event changes stands in `on Event { }`.",
    ),
    (
        "process P ‹{› on A { } }",
        Unexpected,
        "Here `by` and the key is expected, but `{` stands there.",
        "A process says what its instances are found by: `by order: Id`.",
    ),
    (
        "process P by a: Id { on A ‹end› }",
        Unexpected,
        "Here `{` is expected, but `end` stands there.",
        "",
    ),
    (
        "upcast E ‹(›a: Int) { }",
        Unexpected,
        "Here a version is expected, but `(` stands there.",
        "The version that is lifted is written `v1`.",
    ),
    (
        "task \"T\" by A ‹Go› (a)",
        Unexpected,
        "Here `sends` is expected, but `Go` stands there.",
        "A task is written `by Role sends Command (…)`.",
    ),
    (
        "spec ‹Name› { }",
        Unexpected,
        "Here what it shows, as a text, is expected, but `Name` stands there.",
        "",
    ),
    (
        "spec \"S\" {\n  ‹wehn› A()\n}",
        Unexpected,
        "Here `given`, `when` or `then` is expected, but `wehn` stands there.",
        "Did you mean `when`?",
    ),
    (
        "spec \"S\" {\n  then ‹refsued›\n}",
        Unexpected,
        "Here an event, a row of a read model or a word such as `refused` is expected, but `refsued` stands there.",
        "Did you mean `refused`?",
    ),
    (
        "spec \"S\" {\n  then Shelf(1)\n  ‹when› A()\n}",
        Unexpected,
        "What is done stands before `then`.",
        "",
    ),
    (
        "story ‹2026-03-02› { }",
        Unexpected,
        "Here `from` is expected, but `2026-03-02` stands there.",
        "",
    ),
    (
        "story from now {\n  ‹AddSeats›()\n}",
        Unexpected,
        "Here a step is expected, but `AddSeats` stands there.",
        "A step is written `Ada as Organizer: AddSeats(…)`, `after 5 min` or `at` a time.",
    ),
    (
        "story from now {\n  Ada as A ‹Go›()\n}",
        Unexpected,
        "Here `:` and a command is expected, but `Go` stands there.",
        "",
    ),
];

#[test]
fn parts() {
    assert_told(("model \"M\"\n", "\nactor Last (Ben)\n"), PARTS);
}

#[test]
fn the_heading() {
    let message = "A file begins with `model` and the name of the model.";
    let hint = "For example: `model \"Lending library\"`.";
    assert_told(
        ("", ""),
        &[
            ("‹›", NoModel, message, hint),
            ("// nothing‹›", NoModel, message, hint),
            ("‹actor› A", NoModel, message, hint),
            ("‹model›\nactor A", NoModel, message, hint),
            (
                "‹modle› \"M\"\nactor A",
                Unexpected,
                "Here `model` is expected, but `modle` stands there.",
                "Did you mean `model`?",
            ),
        ],
    );
}

#[test]
fn limits_are_told() {
    let frame = ("model \"M\"\ndefine f(): Int = ", "\nactor A");
    let nested = format!(
        "{}‹(›{}1{}",
        "(".repeat(64),
        "(".repeat(40),
        ")".repeat(105)
    );
    let chained = format!("a{} + a‹›", " + a".repeat(64));
    for (text, message) in [
        (nested, "This stands more than 64 levels deep."),
        (
            chained,
            "This expression is a chain of more than 64 operations.",
        ),
    ] {
        let text = format!("{}{text}{}", frame.0, frame.1).replace(['‹', '›'], "");
        let (model, told) = read(&text);
        assert_eq!(told.len(), 1, "{}", listed(&text, &told));
        assert_eq!(
            (told[0].code, told[0].message.as_str()),
            (BeyondLimit, message)
        );
        assert_eq!(model.parts.len(), 2);
    }
    let chained = format!("{}a{}{}", frame.0, " + a".repeat(64), frame.1);
    assert_eq!(read(&chained).1, []);
    let long = format!("model \"M\"\n//{}", "x".repeat(limits::TEXT));
    let (_, told) = read(&long);
    assert_eq!(
        listed(&long, &told),
        "1:1 E006 «» The text is longer than 256 KB: it is not read. | "
    );
}

#[test]
fn what_is_right_is_still_read() {
    let text = "model \"M\"\n\
        aggregate A(a: Id) {\n\
          state { x: Txt(1.. , y: Int }\n\
          command C(b: Id, c ) { let v = 3 +\n    record E(b, c: §)\n    if x == { end }\n  }\n\
          evnt E(b: Id) { x = 3; y == 4 }\n\
          command D() { require a els \"No.\" }\n\
        }\n\
        foo\n\
        read model R(a: Id) {\n  on E { row.x 3 }\n  on F { row.y = 4 }\n}\n";
    let (model, told) = read(text);
    let [aggregate, read_model] = &model.parts[..] else {
        panic!("{}", listed(text, &told));
    };
    let PartKind::Aggregate(aggregate) = &aggregate.kind else {
        panic!("{aggregate:?}");
    };
    let PartKind::ReadModel(read_model) = &read_model.kind else {
        panic!("{read_model:?}");
    };
    assert_eq!(aggregate.commands.len(), 2);
    assert_eq!(aggregate.events.len(), 1);
    assert_eq!(aggregate.commands[0].inputs.len(), 1);
    assert_eq!(read_model.clauses.len(), 2);
    assert_eq!(read_model.clauses[1].body.statements.len(), 1);
    assert!(told.len() >= 8, "{}", listed(text, &told));
    for diagnostic in &told {
        assert!(slice(text, diagnostic.span).len() < 20);
    }
}

#[test]
fn no_more_than_twenty_are_told() {
    let text = format!("model \"M\"\n{}", "actor 3\n".repeat(100));
    let (_, told) = read(&text);
    assert_eq!(told.len(), limits::ERRORS);
    let last = &told[limits::ERRORS - 1];
    assert_eq!(last.code, BeyondLimit);
    assert_eq!(
        last.message,
        "There are more mistakes: the others are told when these are mended."
    );
}
