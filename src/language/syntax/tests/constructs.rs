//! Every construct of the reference.
#![cfg(test)]

use super::expressions::{shown, shown_arguments, shown_text};
use super::{part, slice, tree};
use crate::language::syntax::model::{
    Aggregate, Cause, Command, PartKind, Process, ReadModel, Source, SourceKind, TypeText,
    TypeTextKind,
};
use crate::language::syntax::scenario::{Given, Heard, Spec, Step, ThenKind, When};
use crate::language::syntax::statement::{Assignment, Block, Refused, Statement, StatementKind};
use crate::language::syntax::{Quoted, Word};

macro_rules! part_of {
    ($kind:ident, $text:expr) => {
        match part($text) {
            PartKind::$kind(found) => found,
            other => panic!("{other:?}"),
        }
    };
}

fn words(words: &[Word]) -> String {
    words
        .iter()
        .map(|word| word.text.as_str())
        .collect::<Vec<_>>()
        .join(" ")
}

fn title(title: &Option<Quoted>) -> &str {
    title.as_ref().map_or("", |title| title.text.as_str())
}

fn type_shown(text: &TypeText) -> String {
    match &text.kind {
        TypeTextKind::Named(word, None) => word.text.clone(),
        TypeTextKind::Named(word, Some(bounds)) => {
            let end = |end: &Option<_>| end.as_ref().map(shown).unwrap_or_default();
            format!("{}({}..{})", word.text, end(&bounds.min), end(&bounds.max))
        }
        TypeTextKind::Of(word, of) => {
            let of: Vec<String> = of.iter().map(type_shown).collect();
            format!("{}<{}>", word.text, of.join(", "))
        }
        TypeTextKind::Optional(of) => format!("{}?", type_shown(of)),
        TypeTextKind::FieldsOf(word) => format!("..{}", word.text),
        TypeTextKind::Broken => "BROKEN".to_owned(),
    }
}

fn block_shown(block: &Block) -> String {
    let statements: Vec<String> = block.statements.iter().map(statement_shown).collect();
    format!("{{ {} }}", statements.join("; "))
}

fn refused_shown(refused: &Refused) -> String {
    let code = refused.code.as_ref().map_or("-", |code| &code.text);
    format!("{code} {}", shown_text(&refused.reason))
}

fn statement_shown(statement: &Statement) -> String {
    match &statement.kind {
        StatementKind::Let(name, value) => format!("let {} {}", name.text, shown(value)),
        StatementKind::If(condition, then, otherwise) => {
            let otherwise = otherwise.as_ref().map(block_shown).unwrap_or_default();
            format!("if {} {}{otherwise}", shown(condition), block_shown(then))
        }
        StatementKind::For(names, values, body) => {
            format!(
                "for {} in {} {}",
                words(names),
                shown(values),
                block_shown(body)
            )
        }
        StatementKind::Assign(place, how, value) => {
            let how = match how {
                Assignment::Set => "=",
                Assignment::Increase => "+=",
                Assignment::Decrease => "-=",
            };
            format!("{} {how} {}", shown(place), shown(value))
        }
        StatementKind::Add(value, place) => format!("add {} to {}", shown(value), shown(place)),
        StatementKind::RemoveFrom(value, place) => {
            format!("remove {} from {}", shown(value), shown(place))
        }
        StatementKind::Remove(place) => format!("remove {}", shown(place)),
        StatementKind::Require(condition, refused) => {
            format!(
                "require {} else {}",
                shown(condition),
                refused_shown(refused)
            )
        }
        StatementKind::Refuse(refused) => format!("refuse {}", refused_shown(refused)),
        StatementKind::Record(call) => {
            format!(
                "record {}({})",
                call.name.text,
                shown_arguments(&call.arguments)
            )
        }
        StatementKind::Send(sending) => {
            let after = sending.not_after.as_ref().map(shown).unwrap_or_default();
            let known_as = sending.known_as.as_ref().map_or("", |word| &word.text);
            format!("send {} [{after}] [{known_as}]", sending.call.name.text)
        }
        StatementKind::Set(deadline, at) => format!("set {} {}", deadline.text, shown(at)),
        StatementKind::Cancel(deadline) => format!("cancel {}", deadline.text),
        StatementKind::End => "end".to_owned(),
        StatementKind::Fail(reason) => format!("fail {}", shown_text(reason)),
    }
}

#[test]
fn the_heading() {
    let model = tree("/// What it is\n/// about.\nmodel \"Library\"\n");
    assert_eq!(title(&model.title), "Library");
    assert_eq!(model.summary, "What it is\nabout.");
    let model = tree("\u{feff}// no doc\r\nmodel \"M\"\r\n///  indented\r\n/// x\r\nactor A\r\n");
    assert_eq!(model.summary, "");
    assert_eq!(model.parts[0].doc, " indented\nx");
}

#[test]
fn actors_contexts_and_types() {
    let actor = part_of!(
        Actor,
        "actor Organizer \"Who organizes\" (Ada, \"Grace Hopper\")"
    );
    assert_eq!(words(&actor.people), "Ada Grace Hopper");
    assert_eq!(title(&actor.title), "Who organizes");
    assert!(part_of!(Actor, "actor Operator").people.is_empty());
    let context = part_of!(Context, "context Sales \"Selling\"");
    assert_eq!(
        (context.name.text.as_str(), title(&context.title)),
        ("Sales", "Selling")
    );
    let alias = part_of!(Type, "type SeatType = Text(1..70)");
    assert_eq!(type_shown(&alias.target), "Text(1..70)");
    let stage = part_of!(Enum, "enum Stage {\n  Placed\n  Confirmed, Expired }");
    assert_eq!(words(&stage.cases), "Placed Confirmed Expired");
    let line = part_of!(Record, "record Line { seat: SeatType, state: Int }");
    assert_eq!(line.fields.len(), 2);
}

#[test]
fn types() {
    for text in [
        "Bool",
        "Int(1..20)",
        "Int(0..)",
        "Int(..20)",
        "Int((-5)..5)",
        "Decimal(0..50000)",
        "Text?",
        "Text(1..70)?",
        "List<Line>",
        "Set<Id>?",
        "Map<Id, Map<SeatType, Int>>",
    ] {
        let alias = part_of!(Type, &format!("type T = {text}"));
        assert_eq!(type_shown(&alias.target), text);
    }
}

#[test]
fn fields() {
    let text = "record R {\n  /// How many.\n  count: Int = 3 \"Count\"\n  ids: List<Id>= []\n  ..Details\n}";
    let record = part_of!(Record, text);
    let [count, ids, details] = &record.fields[..] else {
        panic!("{record:?}");
    };
    assert_eq!(count.doc, "How many.");
    assert_eq!(count.initial.as_ref().map(shown).as_deref(), Some("3"));
    assert_eq!(title(&count.title), "Count");
    assert_eq!(type_shown(&ids.field_type), "List<Id>");
    assert_eq!(ids.initial.as_ref().map(shown).as_deref(), Some("[]"));
    assert_eq!(type_shown(&details.field_type), "..Details");
}

#[test]
fn calculations() {
    let define = part_of!(
        Define,
        "define total(lines: List<Line>): Int =\n  lines.sum(l => l.n)"
    );
    assert_eq!(define.parameters.len(), 1);
    assert_eq!(type_shown(&define.result), "Int");
    assert_eq!(shown(&define.body), "lines.sum((l => l.n))");
}

fn aggregate(members: &str) -> Aggregate {
    part_of!(
        Aggregate,
        &format!("aggregate Book(book: Id) \"A book\" {{\n{members}\n}}")
    )
}

fn command(text: &str) -> Command {
    aggregate(text).commands.remove(0)
}

#[test]
fn aggregates() {
    let text = "state { title: Text, reader: Text? }\nstate {\n  a: Int\n  b: Int\n}\n\
        invariant \"Sane\": a >= 0\ninvariant at rest \"Settled\":\n b == 0";
    let book = aggregate(text);
    assert_eq!(
        (book.name.text.as_str(), book.key.name.text.as_str()),
        ("Book", "book")
    );
    assert_eq!(title(&book.title), "A book");
    assert_eq!(book.state.len(), 4);
    let rests: Vec<bool> = book.invariants.iter().map(|found| found.at_rest).collect();
    assert_eq!(rests, [false, true]);
    assert_eq!(shown(&book.invariants[1].condition), "(b == 0)");
}

#[test]
fn commands() {
    let found = command(
        "/// Adds it.\ncommand AddBook \"Add a book\" by Librarian, Clerk (\n  book: Id new\n  title: Text(1..80) \"Title\"\n\
         ..Details\n) reads Shelf[book], Loans[book, me] {\n  record BookAdded(..)\n}",
    );
    assert_eq!(found.doc, "Adds it.");
    assert_eq!(title(&found.title), "Add a book");
    assert_eq!(words(&found.actors), "Librarian Clerk");
    assert_eq!(found.inputs.len(), 3);
    assert_eq!(type_shown(&found.inputs[2].field_type), "..Details");
    assert_eq!(found.reads.len(), 2);
    assert_eq!(found.reads[1].key.len(), 2);
    assert_eq!(block_shown(&found.body), "{ record BookAdded(..) }");
    let bare = command("command Touch\n  by A\n  ()\n  reads X[y]\n{\n}");
    assert!(bare.body.statements.is_empty());
    assert_eq!(bare.reads.len(), 1);
    assert_eq!(command("command Touch()").body, Block::default());
}

fn source_shown(source: &Option<Source>) -> String {
    match source.as_ref().map(|source| &source.kind) {
        None => "-".to_owned(),
        Some(SourceKind::New) => "new".to_owned(),
        Some(SourceKind::Always(value)) => format!("always {}", shown(value)),
        Some(SourceKind::From(pick)) => {
            let matching = |(word, value): &(Word, _)| format!("{}={}", word.text, shown(value));
            let matching: Vec<String> = pick.matching.iter().map(matching).collect();
            format!(
                "{}.{} [{}] [{}] {} {} {}",
                pick.read_model.text,
                pick.column.text,
                matching.join(" "),
                words(&pick.showing),
                pick.most.as_ref().map_or("-", |word| &word.text),
                pick.or_typed,
                title(&pick.when_empty)
            )
        }
    }
}

#[test]
fn sources() {
    let found = command(
        "command C (\n  a: Id new \"A\", b: Int always 3 \"B\"\n  c: Id from Shelf.book \"C\"\n\
         d: Id from Shelf.book where onLoan == false and kind == a and stage == Stage.Open and n == -1 \
         showing title and author most left or typed else \"None.\" \"D\"\n\
         e: Text from S.c or typed\n  f: Text\n    from S.c\n    where x == \"y\"\n    showing z\n    else \"No.\"\n\
         from: Int\n  where: Int)",
    );
    let sources: Vec<String> = found
        .inputs
        .iter()
        .map(|input| source_shown(&input.source))
        .collect();
    assert_eq!(
        sources,
        [
            "new",
            "always 3",
            "Shelf.book [] [] - false ",
            "Shelf.book [onLoan=false kind=a stage=Stage.Open n=(-1)] [title author] left true None.",
            "S.c [] [] - true ",
            "S.c [x=<\"y\">] [z] - false No.",
            "-",
            "-",
        ]
    );
    let titles: Vec<&str> = found
        .inputs
        .iter()
        .map(|input| title(&input.title))
        .collect();
    assert_eq!(titles, ["A", "B", "C", "D", "", "", "", ""]);
}

#[test]
fn tasks() {
    let task = part_of!(
        Task,
        "task \"Change the order\" by Attendee, Operator sends PlaceOrder (order from Orders.order showing name, seats)"
    );
    assert_eq!(task.title.text, "Change the order");
    assert_eq!(words(&task.actors), "Attendee Operator");
    assert_eq!(task.command.text, "PlaceOrder");
    let inputs: Vec<String> = task
        .inputs
        .iter()
        .map(|(name, source)| format!("{} {}", name.text, source_shown(source)))
        .collect();
    assert_eq!(inputs, ["order Orders.order [] [name] - false ", "seats -"]);
}

#[test]
fn events() {
    let book = aggregate(
        "event Added v2 (title: Text, ..Details) \"{recordedBy} added {title}.\" {\n  title = title\n}\nevent Lost()\n\
         event v3 v4 ()\nevent Found()\n  \"Found.\"",
    );
    let events: Vec<String> = book
        .events
        .iter()
        .map(|event| {
            let version = event.version.map_or(0, |(version, _)| version);
            let sentence = event.sentence.as_ref().map(shown_text).unwrap_or_default();
            format!(
                "{} {version} {} {sentence}",
                event.name.text,
                event.fields.len()
            )
        })
        .collect();
    assert_eq!(
        events,
        [
            "Added 2 2 <recordedBy \" added \" title \".\">",
            "Lost 0 0 ",
            "v3 4 0 ",
            "Found 0 0 <\"Found.\">"
        ]
    );
}

#[test]
fn statements() {
    for (text, shown) in [
        ("let x = 1", "let x 1"),
        ("if a { end }", "if a { end }"),
        ("if a { end } else { end }", "if a { end }{ end }"),
        (
            "if a {\n} else if b {\n}\nelse {\nend\n}",
            "if a {  }{ if b {  }{ end } }",
        ),
        (
            "for x in list { add x to seen }",
            "for x in list { add x to seen }",
        ),
        (
            "for key, value in map { remove map[key] }",
            "for key value in map { remove map[key] }",
        ),
        ("remaining = 3", "remaining = 3"),
        ("seats[k] += n", "seats[k] += n"),
        ("line.price -= 1", "line.price -= 1"),
        ("remove x from list", "remove x from list"),
        ("remove row", "remove row"),
        (
            "require a == none else ON_LOAN \"{a} has it.\"",
            "require (a == none) else ON_LOAN <a \" has it.\">",
        ),
        ("require a\n  else \"No.\"", "require a else - <\"No.\">"),
        (
            "require (a else 1) > 0 else \"No.\"",
            "require ((a else 1) > 0) else - <\"No.\">",
        ),
        (
            "require if a then b else c else NO \"No.\"",
            "require (if a then b else c) else NO <\"No.\">",
        ),
        ("refuse CODE \"Why\"", "refuse CODE <\"Why\">"),
        ("refuse \"Why\"", "refuse - <\"Why\">"),
        (
            "record Reserved(reservation, seats: actual)",
            "record Reserved(reservation, seats: actual)",
        ),
        (
            "send Go(a) not after now + 5 min as asked",
            "send Go [(now + 300000ms)] [asked]",
        ),
        ("send Go() as asked", "send Go [] [asked]"),
        ("set Expiry at now + 15 min", "set Expiry (now + 900000ms)"),
        ("cancel Expiry", "cancel Expiry"),
        ("end", "end"),
        ("fail \"Can't.\"", "fail <\"Can't.\">"),
        ("end = true", "end = true"),
        ("let = 1", "let = 1"),
        ("add[k] += 1", "add[k] += 1"),
        ("record.size = 1", "record.size = 1"),
        ("add [1].first to list", "add [1].first to list"),
        ("remove [1, 2] from lists", "remove [1, 2] from lists"),
        ("set[a].b[c] = d", "set[a].b[c] = d"),
    ] {
        let found = command(&format!("command C() {{\n{text}\n}}"));
        assert_eq!(block_shown(&found.body), format!("{{ {shown} }}"), "{text}");
    }
}

#[test]
fn read_models() {
    let shelf: ReadModel = part_of!(
        ReadModel,
        "read model Shelf \"The shelf\" as search (book: Id, copy: Int) where onLoan {\n  title: Text \"Title\"\n\
         ..Details\n  on: Bool, state: Text = \"x\"\n  state { seen: Set<Id> }\n  on Added { row.title = title }\n\
         on Lost, Found { remove rows[book, 1] }\n  on Seen\n  invariant \"Sane\": title != \"\"\n}"
    );
    assert_eq!(title(&shelf.title), "The shelf");
    assert_eq!(
        shelf.kept_as.as_ref().map(|word| word.text.as_str()),
        Some("search")
    );
    assert_eq!(
        (shelf.key.len(), shelf.columns.len(), shelf.state.len()),
        (2, 4, 1)
    );
    assert_eq!(shelf.shown.as_ref().map(shown).as_deref(), Some("onLoan"));
    let events: Vec<String> = shelf.clauses.iter().map(|on| words(&on.events)).collect();
    assert_eq!(events, ["Added", "Lost Found", "Seen"]);
    assert_eq!(shelf.invariants.len(), 1);
    let feed = part_of!(ReadModel, "read model ActivityFeed \"Activity\" as feed\n");
    assert!(feed.key.is_empty() && feed.columns.is_empty());
    part_of!(ReadModel, "read model R as table (a: Id) { }");
}

#[test]
fn processes() {
    let process: Process = part_of!(
        Process,
        "process Registration \"The registration\"\n  by order: Id {\n  state { stage: Stage }\n  deadline Expiry\n\
         starts on OrderPlaced for order.id when stage == Open \"M1\" { end }\n  on A, B\n    when x\n    \"M2\"\n  { end }\n\
         on refusal of Reserve { end }\n  on refusal { end }\n}"
    );
    assert!(!process.is_translation);
    assert_eq!(
        process.key.as_ref().map(|key| key.name.text.as_str()),
        Some("order")
    );
    assert_eq!(words(&process.deadlines), "Expiry");
    let clauses: Vec<String> = process
        .clauses
        .iter()
        .map(|clause| {
            let cause = match &clause.cause {
                Cause::Named(names) => words(names),
                Cause::RefusalOf(name) => format!("!{}", name.text),
            };
            let instance = clause.instance.as_ref().map(shown).unwrap_or_default();
            let when = clause.when.as_ref().map(shown).unwrap_or_default();
            format!(
                "{} {cause} {instance} {when} {}",
                clause.starts,
                title(&clause.rule)
            )
        })
        .collect();
    assert_eq!(
        clauses,
        [
            "true OrderPlaced order.id (stage == Open) M1",
            "false A B  x M2",
            "false !Reserve   ",
            "false refusal   ",
        ]
    );
    let translation = part_of!(
        Process,
        "translation Seats { on SeatAdded { send AddSeats(seat) } }"
    );
    assert!(translation.is_translation && translation.key.is_none());
    let keyed = part_of!(Process, "translation Seats by seat: Id { }");
    assert!(keyed.key.is_some());
}

#[test]
fn upcasts() {
    let upcast = part_of!(
        Upcast,
        "upcast Assigned v1 (order: Id, name: Text) {\n  into Assigned v2 (first: name.before(\" \"))\n  into Noted()\n}"
    );
    assert_eq!(
        (
            upcast.event.text.as_str(),
            upcast.version.0,
            upcast.fields.len()
        ),
        ("Assigned", 1, 2)
    );
    let versions: Vec<Option<u32>> = upcast
        .into
        .iter()
        .map(|into| into.version.map(|(version, _)| version))
        .collect();
    assert_eq!(versions, [Some(2), None]);
    assert_eq!(upcast.into[0].call.arguments.len(), 1);
}

fn heard_shown(heard: &Heard) -> String {
    match heard {
        Heard::Event(event) => {
            let of = |word: &Option<Word>| word.as_ref().map_or("-", |word| &word.text).to_owned();
            let at = event.at.as_ref().map_or("-".to_owned(), shown);
            let arguments = shown_arguments(&event.call.arguments);
            let (by, role, answering) = (of(&event.by), of(&event.role), of(&event.answering));
            format!(
                "{}({arguments}) {by} {role} {at} {answering}",
                event.call.name.text
            )
        }
        Heard::Passes(deadline, instance) => {
            format!("{} passes {}", deadline.text, shown(instance))
        }
        Heard::Refusal(command, why, instance) => {
            let code = why.code.as_ref().map_or("", |code| &code.text);
            let reason = why.reason.as_ref().map_or("", |reason| &reason.text);
            let why = format!("{code}{reason}");
            format!("refusal {}{why} {}", command.text, shown(instance))
        }
    }
}

fn spec(lines: &str) -> Spec {
    part_of!(Spec, &format!("spec \"S\" {{\n{lines}\n}}"))
}

#[test]
fn what_is_given_and_done_in_specs() {
    let found = spec(
        "given BookAdded(book: \"b1\")\ngiven A() by Ada at 2 s\ngiven B() by \"Ada L\" as Clerk answering Go\n\
         given now 1970-01-01T00:01\ngiven now() by Ada\ngiven Expiry passes for \"o1\"\ngiven refusal of Go for x\ngiven refusal of Go GONE \"why\" for x\ngiven refusal of Go \"why\" for x",
    );
    let given: Vec<String> = found
        .given
        .iter()
        .map(|given| match given {
            Given::Heard(heard) => heard_shown(heard),
            Given::Now(at) => format!("now {}", shown(at)),
        })
        .collect();
    assert_eq!(
        given,
        [
            "BookAdded(book: <\"b1\">) - - - -",
            "A() Ada - 2000ms -",
            "B() Ada L Clerk - Go",
            "now at 60000",
            "now() Ada - - -",
            "Expiry passes <\"o1\">",
            "refusal Go x",
            "refusal GoGONEwhy x",
            "refusal Gowhy x",
        ]
    );
    for (text, shown) in [
        ("Cleo as Reader: Borrow(\"b1\")", "Cleo Reader Borrow"),
        ("\"Cleo B\" as Reader:\n Borrow()", "Cleo B Reader Borrow"),
        ("OrderPlaced(1)", "- OrderPlaced(1) - - - -"),
        (
            "Registration hears OrderPlaced() by Ada",
            "Registration OrderPlaced() Ada - - -",
        ),
        ("Expiry passes for \"o1\"", "- Expiry passes <\"o1\">"),
        (
            "Registration hears refusal of Go for \"o1\"",
            "Registration refusal Go <\"o1\">",
        ),
    ] {
        let found = match spec(&format!("when {text}")).when {
            Some(When::Command(acted)) => {
                format!(
                    "{} {} {}",
                    acted.person.text, acted.role.text, acted.call.name.text
                )
            }
            Some(When::Heard(process, heard)) => {
                let process = process.as_ref().map_or("-", |word| &word.text);
                format!("{process} {}", heard_shown(&heard))
            }
            None => String::new(),
        };
        assert_eq!(found, shown, "{text}");
    }
}

#[test]
fn what_is_expected_in_specs() {
    for (text, shown_then) in [
        ("BookBorrowed(reader: \"Ben\")", "BookBorrowed"),
        ("nothing", "nothing"),
        ("nothing()", "nothing"),
        ("refused", "refused - -"),
        ("refused CODE", "refused CODE -"),
        ("refused CODE \"Why\"", "refused CODE Why"),
        ("refused \"Why\"", "refused - Why"),
        (
            "Shelf[\"b1\", 2] is { loans: 1, title: \"x\" }",
            "Shelf 2 loans title",
        ),
        ("no Shelf[\"b1\"]", "no Shelf 1"),
        ("sends Go(1)", "sends Go"),
        ("sets Expiry at now + 1 s", "sets Expiry (now + 1000ms)"),
        ("cancels Expiry", "cancels Expiry"),
        ("ends", "ends"),
        ("fails", "fails -"),
        ("fails \"Why\"", "fails Why"),
    ] {
        let found = spec(&format!("then {text}\nthen nothing"));
        assert_eq!(found.then.len(), 2, "{text}");
        let code = |code: &Option<Word>| code.as_ref().map_or("-", |word| &word.text).to_owned();
        let text_of =
            |text: &Option<Quoted>| text.as_ref().map_or("-", |text| &text.text).to_owned();
        let found = match &found.then[0].kind {
            ThenKind::Event(call) => call.name.text.clone(),
            ThenKind::Nothing => "nothing".to_owned(),
            ThenKind::Refused(word, reason) => {
                format!("refused {} {}", code(word), text_of(reason))
            }
            ThenKind::Row(model, key, columns) => {
                let columns: Vec<Word> = columns.iter().map(|(word, _)| word.clone()).collect();
                format!("{} {} {}", model.text, key.len(), words(&columns))
            }
            ThenKind::NoRow(model, key) => format!("no {} {}", model.text, key.len()),
            ThenKind::Sends(call) => format!("sends {}", call.name.text),
            ThenKind::Sets(name, at) => format!("sets {} {}", name.text, shown(at)),
            ThenKind::Cancels(name) => format!("cancels {}", name.text),
            ThenKind::Ends => "ends".to_owned(),
            ThenKind::Fails(reason) => format!("fails {}", text_of(reason)),
        };
        assert_eq!(found, shown_then, "{text}");
    }
    let one_line = spec("given A() when Ada as B: C() then refused then D()");
    assert_eq!((one_line.given.len(), one_line.then.len()), (1, 2));
}

#[test]
fn stories() {
    let story = part_of!(
        Story,
        "story from 1970-01-01T00:01 {\n  Ada as Organizer: Add(1)\n  after 5 min\n  after 53 s  Olga as Organizer at version 8: Go()\n\
         at 1970-01-02\n  after as Clerk: Go()\n}"
    );
    assert_eq!(shown(&story.from), "at 60000");
    let steps: Vec<String> = story
        .steps
        .iter()
        .map(|step| match step {
            Step::Acted(acted) => {
                let version = acted.at_version.map_or(0, |(version, _)| version);
                format!(
                    "{} {} {version} {}",
                    acted.person.text, acted.role.text, acted.call.name.text
                )
            }
            Step::After(time) => format!("after {}", shown(time)),
            Step::At(time) => format!("at {}", shown(time)),
        })
        .collect();
    assert_eq!(
        steps,
        [
            "Ada Organizer 0 Add",
            "after 300000ms",
            "after 53000ms",
            "Olga Organizer 8 Go",
            "at day 1",
            "after Clerk 0 Go"
        ]
    );
}

#[test]
fn words_of_the_grammar_are_names_of_fields() {
    for word in [
        "state",
        "row",
        "key",
        "from",
        "new",
        "by",
        "version",
        "title",
        "on",
        "event",
        "command",
        "invariant",
        "then",
        "deadline",
        "record",
        "type",
        "model",
        "where",
        "reads",
        "always",
        "starts",
        "as",
    ] {
        let text = format!("record R {{\n  {word}: Int\n  x: Int\n}}");
        assert_eq!(
            words(&[part_of!(Record, &text).fields[0].name.clone()]),
            word
        );
        let text = format!(
            "read model R ({word}: Id) {{\n  {word}: Int\n  x: Int\n  on A {{ row.{word} = {word} }}\n}}"
        );
        assert_eq!(part_of!(ReadModel, &text).columns.len(), 2, "{word}");
        let text = format!(
            "command C({word}: Id new, x: Id\n  {word}: Int) {{\n  let {word} = {word}\n  record E({word}: {word}, {word})\n}}"
        );
        assert_eq!(command(&text).inputs.len(), 3, "{word}");
        let text = format!(
            "event E({word}: Id) \"{{{word}}}\" {{\n  {word} = {word}\n  {word} += 1\n  {word}[a] = {word}\n}}"
        );
        assert_eq!(
            aggregate(&text).events[0].body.statements.len(),
            3,
            "{word}"
        );
    }
}

#[test]
fn the_reference_is_read_without_a_mistake() {
    let reference = include_str!("../../../../docs/language.md");
    let blocks: Vec<&str> = reference
        .split("```fold\n")
        .skip(1)
        .filter_map(|rest| rest.split("```").next())
        .collect();
    assert!(blocks.len() > 1, "the reference has examples");
    for block in blocks {
        let text = match block.starts_with("model ") {
            true => block.to_owned(),
            false => format!("model \"M\"\n{block}"),
        };
        let model = tree(&text);
        for part in &model.parts {
            assert!(!slice(&text, part.span).is_empty());
        }
    }
}
