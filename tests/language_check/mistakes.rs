//! One mistake for each rule: where it is told, and in which words.

#[path = "table.rs"]
mod table;

use super::errors;
use foldline::language::check::check;
use foldline::language::diagnostic::{Code, Diagnostic, Severity};
use foldline::language::syntax::read;
use table::{AGGREGATES, COMMANDS, DECLARATIONS, EVENTS, PROCESSES, READ_MODELS, SPECS, WARNINGS};

/// A rule, a text in which the wrong place stands in `«»`, and what is told of it.
type Mistake = (Code, &'static str, &'static str);

/// A text around the one that is of interest.
struct Frame {
    before: &'static str,
    after: &'static str,
}

const BARE: Frame = Frame {
    before: "model \"m\"\nactor Ada\n",
    after: "",
};

const AGGREGATE: Frame = Frame {
    before: "model \"m\"
actor Ada
enum Stage { Open, Closed }
enum Door { Ajar, Shut }
record Line { name: Text, count: Int }
define twice(n: Int): Int = n * 2
aggregate Shop(shop: Id) {
  state { stage: Stage, owner: Text?, lines: List<Line>, left: Map<Text, Int>, tags: Set<Text>, price: Decimal, best: Line? }
  event Opened(name: Text, on: Date) \"{name} on {on}\" { stage = Open }
  event Happened(n: Int) { left[\"x\"] = n }
",
    after: "\n}\n",
};

/// In a command of the aggregate above.
const COMMAND: Frame = Frame {
    before: "model \"m\"
actor Ada
enum Stage { Open, Closed }
enum Door { Ajar, Open }
record Line { name: Text, count: Int }
define twice(n: Int): Int = n * 2
aggregate Shop(shop: Id) {
  state { stage: Stage, owner: Text?, lines: List<Line>, left: Map<Text, Int>, tags: Set<Text>, price: Decimal, best: Line? }
  event Opened(name: Text, on: Date) \"{name} on {on}\" { stage = Open }
  event Happened(n: Int) { left[\"x\"] = n }
  command Do \"Do it\" by Ada (n: Int, note: Text) {
    ",
    after: "\n  }\n}
read model Shops (shop: Id) { name: Text
  on Opened { row.name = name }
}
aggregate Other(other: Id) { event Elsewhere(n: Int) \"{n}\" { } }
",
};

/// In an event of an aggregate, a clause of a read model and one of a process.
const EVENT: Frame = Frame {
    before: "model \"m\"
record Line { name: Text, count: Int }
aggregate Shop(shop: Id) {
  state { owner: Text?, lines: List<Line>, left: Map<Text, Int>, best: Line? }
  event Opened(name: Text) \"{name}\" {
    ",
    after: "\n  }\n  command Do(n: Int) { record Opened(\"x\") }\n}\n",
};

const READ_MODEL: Frame = Frame {
    before: "model \"m\"
aggregate Shop(shop: Id) { event Opened(name: Text, n: Int) \"{name}{n}\" { } }
read model Shops (shop: Id, name: Text) { total: Int
  ",
    after: "\n}\n",
};

const PROCESS: Frame = Frame {
    before: "model \"m\"
aggregate Shop(shop: Id) {
  event Opened(name: Text) \"{name}\" { }
  command Do(n: Int) { record Opened(\"x\") }
}
process Keeper by shop: Id {
  state { n: Int, asked: Id? }
  deadline Late
  ",
    after: "\n}\n",
};

const SPEC: Frame = Frame {
    before: "model \"m\"
actor Ada
actor Ben
aggregate Shop(shop: Id) {
  event Opened(name: Text) \"{name}\" { }
  command Do(n: Int) { record Opened(\"x\") }
  command Open \"Open\" by Ada () { record Opened(\"x\") }
}
read model Shops (shop: Id) { name: Text
  on Opened { row.name = name }
}
process Keeper by shop: Id {
  deadline Late
  on Opened {
    send Do(shop, 1)
    set Late at now + 1 h
  }
  on Late { end }
}
",
    after: "\n",
};

fn told(wrong: &mut Vec<String>, frame: &Frame, mistakes: &[Mistake]) -> Vec<Code> {
    for (code, text, message) in mistakes {
        let marked = format!("{}{text}{}", frame.before, frame.after);
        let start = marked.find('«').expect("a marked place");
        let end = marked.find('»').expect("its end") - '«'.len_utf8();
        let plain = marked.replace(['«', '»'], "");
        let (model, unread) = read(&plain);
        if !unread.is_empty() {
            wrong.push(format!("`{text}` is not read: {}", unread[0].message));
            continue;
        }
        let checked = check(&model);
        let of_kind: Vec<Diagnostic> = match code.severity() {
            Severity::Error => errors(&checked.diagnostics),
            Severity::Warning => {
                let all = checked.diagnostics.iter();
                all.filter(|it| it.code.severity() == Severity::Warning && it.code == *code)
                    .cloned()
                    .collect()
            }
        };
        let found: Vec<(Code, usize, usize, &str)> = of_kind
            .iter()
            .map(|it| {
                (
                    it.code,
                    it.span.start as usize,
                    it.span.end as usize,
                    it.message.as_str(),
                )
            })
            .collect();
        if found != [(*code, start, end, *message)] {
            let found = found.iter().map(|(code, start, end, message)| {
                format!("    {code:?} at `{}`: {message}\n", &plain[*start..*end])
            });
            let found: String = found.collect();
            wrong.push(format!("{code:?} in `{text}`: {message}\n  but\n{found}"));
        }
        assert_eq!(
            checked.program.is_some(),
            errors(&checked.diagnostics).is_empty()
        );
    }
    mistakes.iter().map(|(code, ..)| *code).collect()
}

#[test]
fn each_mistake_is_told_once_at_its_place() {
    let mut wrong = Vec::new();
    let codes = [
        told(&mut wrong, &BARE, DECLARATIONS),
        told(&mut wrong, &AGGREGATE, AGGREGATES),
        told(&mut wrong, &COMMAND, COMMANDS),
        told(&mut wrong, &EVENT, EVENTS),
        told(&mut wrong, &READ_MODEL, READ_MODELS),
        told(&mut wrong, &PROCESS, PROCESSES),
        told(&mut wrong, &SPEC, SPECS),
        told(&mut wrong, &BARE, WARNINGS),
    ]
    .concat();
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
    for code in ALL {
        assert!(codes.contains(code), "no mistake shows {code:?}");
    }
}

/// Every rule of the checker.
const ALL: &[Code] = &[
    Code::Duplicate,
    Code::UnknownType,
    Code::UnknownName,
    Code::UnknownField,
    Code::UnknownMethod,
    Code::UnknownEvent,
    Code::UnknownCommand,
    Code::UnknownReadModel,
    Code::UnknownActor,
    Code::UnknownDeadline,
    Code::UnknownCase,
    Code::UnknownCalculation,
    Code::WrongType,
    Code::WrongOperands,
    Code::UnclearType,
    Code::WrongArguments,
    Code::NeverNone,
    Code::MayBeNone,
    Code::DivisionWithoutElse,
    Code::MisplacedStatement,
    Code::MisplacedName,
    Code::NoPlace,
    Code::WrongBounds,
    Code::WrongKey,
    Code::EndlessType,
    Code::WrongLambda,
    Code::NotLookedUp,
    Code::NoInstance,
    Code::NoRow,
    Code::MisplacedClause,
    Code::WrongVersion,
    Code::MissingUpcast,
    Code::EndlessUpcast,
    Code::WrongSource,
    Code::NotConstant,
    Code::MisplacedExpectation,
    Code::WrongRole,
    Code::ForeignEvent,
    Code::UsedTooEarly,
    Code::WrongRead,
    Code::NothingExpected,
    Code::UnusedField,
    Code::UnheardEvent,
    Code::UnsentCommand,
    Code::UnreachedCase,
    Code::UnhandledDeadline,
    Code::UnsetDeadline,
    Code::UnfilledColumn,
    Code::UntakenClause,
];
