//! What is written from records says what was recorded: written specs compile and pass, written upcasts make stored
//! events readable again.
#![cfg(not(target_arch = "wasm32"))]

use foldline::engine::commit::{Command, Visibility};
use foldline::engine::event::{EventData, RecordedEvent};
use foldline::engine::event_store::{EventStore, HistoryEntry};
use foldline::engine::journal::{JournalNote, Refusal, RefusalStage};
use foldline::engine::memory_store::MemoryStore;
use foldline::engine::model::{Decoded, Model};
use foldline::engine::names::{Actor, BranchId, CommandId, CommandType, EventType, StreamName};
use foldline::engine::position::Moment;
use foldline::engine::specification::recorded;
use foldline::engine::time::Timestamp;
use foldline::engine::value::{Payload, Value};
use foldline::language::compile;
use foldline::language::run::{TextModel, spec};
use foldline::language::writing::{Case, Ended, Happened, matters, spec as written, upcast};
use foldline::runtime::recorder::Recorder;
use pollster::block_on;
use std::rc::Rc;

const TUTORIAL: &str = include_str!("../www/models/tutorial.fold");
const CONFERENCE: &str = include_str!("../www/models/conference.fold");

/// So many bytes of specs are put behind a model at once: it has to stay short enough to be read.
const BATCH: usize = 100_000;

#[track_caller]
fn model(text: &str) -> TextModel {
    let compiled = compile(text);
    compiled
        .model
        .unwrap_or_else(|| panic!("{:#?}\n{text}", compiled.diagnostics))
}

/// What the story of a model leaves: log and journal.
fn told_story(model: Rc<dyn Model>) -> Vec<HistoryEntry> {
    let store = MemoryStore::new();
    let recorder = Recorder::new(&store, &model);
    block_on(async {
        for step in model.story() {
            recorder.send(step).await.expect("a store in memory");
        }
        recorder.finish().await.expect("a store in memory");
        let branch = BranchId::main();
        let history = store.read_history(&branch, Moment::START, usize::MAX);
        history.await.expect("a store in memory")
    })
}

/// Every decision of a history, each with what mattered to it.
fn cases(model: &TextModel, history: &[HistoryEntry]) -> Vec<Case> {
    let mut earlier: Vec<Happened> = Vec::new();
    let mut cases = Vec::new();
    for entry in history {
        let number = cases.len() + 1;
        match entry {
            HistoryEntry::Commit(commit) if commit.data.visibility == Visibility::Public => {
                let data = &commit.data;
                cases.push(Case {
                    title: format!("Case {number}: {}", data.command.command_type),
                    given: mattering(model, &data.command, &data.stream, &earlier),
                    command: data.command.clone(),
                    now: data.environment.now,
                    ended: Ended::Recorded(data.events.clone()),
                });
                earlier.extend(RecordedEvent::all_of(commit).map(|event| Happened {
                    event: event.data().clone(),
                    stream: event.stream().clone(),
                    by: data.command.actor.clone(),
                    at: commit.recorded_at,
                }));
            }
            HistoryEntry::Commit(_) => {}
            HistoryEntry::Journal(entry) => {
                let JournalNote::Refused {
                    command,
                    stream,
                    refusal,
                } = &entry.note
                else {
                    continue;
                };
                cases.push(Case {
                    title: format!("Case {number}: {} is refused", command.command_type),
                    // A malformed command has no stream: what had happened makes no difference.
                    given: stream.as_ref().map_or_else(Vec::new, |stream| {
                        mattering(model, command, stream, &earlier)
                    }),
                    command: command.clone(),
                    now: entry.recorded_at,
                    ended: Ended::Refused(refusal.clone()),
                });
            }
        }
    }
    cases
}

fn mattering(
    model: &TextModel,
    command: &Command,
    stream: &StreamName,
    earlier: &[Happened],
) -> Vec<Happened> {
    let events = earlier.iter().map(|it| (&it.stream, &it.event));
    let places = matters(model.program(), &command.command_type, stream, events);
    places
        .into_iter()
        .map(|place| earlier[place].clone())
        .collect()
}

/// Puts specs behind the text of a model and runs them. Answers how many passed.
#[track_caller]
fn passed(text: &str, specs: &[String]) -> usize {
    let known = model(text).program().specs.len();
    let mut passed = 0;
    let mut from = 0;
    while from < specs.len() {
        let mut whole = format!("{text}\n");
        let mut to = from;
        while to < specs.len() && (to == from || whole.len() - text.len() < BATCH) {
            whole += &specs[to];
            to += 1;
        }
        let model = model(&whole);
        let written = &model.program().specs[known..];
        assert_eq!(written.len(), to - from);
        for one in written {
            let outcome = spec::run(&model, one);
            let told = &whole[one.span.start as usize..one.span.end as usize];
            assert!(outcome.passed(), "{told}\n{:#?}", outcome.problems);
            passed += 1;
        }
        from = to;
    }
    passed
}

#[track_caller]
fn assert_narrow(specs: &[String]) {
    let wide = |line: &&str| line.chars().count() > 100 && line.matches('"').count() < 2;
    let wide: Vec<&str> = specs
        .iter()
        .flat_map(|spec| spec.lines())
        .filter(wide)
        .collect();
    assert!(wide.is_empty(), "{wide:#?}");
}

/// Every decision of the story, written: how many were accepted with events, without, and refused.
#[track_caller]
fn round_trip(text: &str) -> [usize; 3] {
    let model = Rc::new(model(text));
    let history = told_story(Rc::<TextModel>::clone(&model));
    let cases = cases(&model, &history);
    let mut counts = [0; 3];
    let specs: Vec<String> = cases
        .iter()
        .map(|case| {
            let place = match &case.ended {
                Ended::Recorded(events) if !events.is_empty() => 0,
                Ended::Recorded(_) => 1,
                Ended::Refused(_) => 2,
            };
            counts[place] += 1;
            written(&model, case).unwrap_or_else(|why| panic!("{}: {why}", case.title))
        })
        .collect();
    assert_narrow(&specs);
    assert_eq!(passed(text, &specs), cases.len());
    counts
}

#[test]
fn every_command_of_the_tutorial_becomes_a_spec_that_passes() {
    assert_eq!(round_trip(TUTORIAL), [3, 0, 1]);
}

#[test]
fn every_command_of_the_conference_becomes_a_spec_that_passes() {
    assert_eq!(round_trip(CONFERENCE), [0, 0, 0]);
}

fn actor() -> Actor {
    Actor::new("Clerk", "Ada")
}

fn command(command_type: &str, payload: &str) -> Command {
    Command {
        id: CommandId::new("c-1"),
        command_type: CommandType::new(command_type),
        payload: Payload::of(&value(payload)),
        actor: actor(),
        not_after: None,
    }
}

fn event(event_type: &str, version: u32, payload: &str) -> EventData {
    EventData {
        event_type: EventType::new(event_type),
        schema_version: version,
        payload: Payload::of(&value(payload)),
    }
}

#[track_caller]
fn value(json: &str) -> Value {
    Value::from_json(json).unwrap_or_else(|why| panic!("{why}: {json}"))
}

fn happened(stream: (&str, &str), event: EventData) -> Happened {
    Happened {
        event,
        stream: StreamName::new(stream.0, stream.1),
        by: actor(),
        at: time("2026-03-02T09:00:30.250"),
    }
}

#[track_caller]
fn time(text: &str) -> Timestamp {
    Timestamp::parse(text).expect("a time")
}

#[test]
fn a_spec_says_what_matters_and_nothing_else() {
    let case = Case {
        title: "Ben takes a free coffee: refused".to_owned(),
        given: vec![
            happened(
                ("Card", "blue card"),
                event("CoffeeBought", 1, r#"{"cups":2}"#),
            ),
            happened(
                ("Card", "blue card"),
                event("CoffeeBought", 1, r#"{"cups":0}"#),
            ),
        ],
        command: Command {
            actor: Actor::new("Guest", "Ben"),
            ..command("TakeFreeCoffee", r#"{"card":"blue card"}"#)
        },
        now: time("2026-03-03T09:00:00"),
        ended: Ended::Refused(Refusal::decided("TOO_FEW_STAMPS", "5 stamps make a cup.")),
    };
    let wanted = r#"spec "Ben takes a free coffee: refused" {
  given CoffeeBought("blue card", cups: 2)
  given CoffeeBought("blue card")
  when Ben as Guest: TakeFreeCoffee("blue card")
  then refused TOO_FEW_STAMPS
}
"#;
    let text = written(&model(TUTORIAL), &case).expect("it can be said");
    assert_eq!(text, wanted);
    assert_eq!(passed(TUTORIAL, &[text]), 1);
}

/// How an event came about matters here: to the state, to a row that is looked up, and to the decision.
const TELLING: &str = r#"model "Telling"
actor Clerk "Head clerk" (Ada, "Grace Hopper")
aggregate Box(box: Id) {
  state {
    by: Text
    since: Instant
    code: Text
  }
  command Open by Clerk (note: Text) {
    let made = newId
    require note != "" else "A note is wanted."
    record Opened(note, id: "box {made}", code: newCode(2), until: now + 1 min)
  }
  event Opened(note: Text, id: Text, code: Text, until: Instant) {
    by = recordedBy
    since = recordedAt
    code = code
  }
  command Look by Clerk (other: Id) reads Boxes[other] {
    record Seen(by, since, others: Boxes[other].role, code)
  }
  event Seen(by: Text, since: Instant, others: Text, code: Text) { }
  event Painted(colour: Text) { }
}
read model Boxes (box: Id) {
  role: Text
  on Opened { row.role = recordedAs }
}
read model Colours (box: Id) {
  colour: Text
  on Painted { row.colour = colour }
}
"#;

#[test]
fn what_a_state_or_a_row_asks_for_is_said() {
    let opened = || {
        event(
            "Opened",
            1,
            r#"{"note":"a","id":"i","code":"AB","until":0}"#,
        )
    };
    let by = Actor::new("Head clerk", "Grace Hopper");
    let earlier = [
        Happened {
            by: by.clone(),
            ..happened(("Box", "one"), opened())
        },
        Happened {
            by: by.clone(),
            ..happened(("Box", "other"), opened())
        },
        happened(("Box", "other"), event("Painted", 1, r#"{"colour":"red"}"#)),
        happened(("Box", "one"), event("Painted", 1, r#"{"colour":"red"}"#)),
        happened(("Box", "one"), event("Gone", 1, "{}")),
        happened(("Box", "one"), event("Painted", 2, "{}")),
    ];
    let telling = model(TELLING);
    let look = command("Look", r#"{"box":"one","other":"other"}"#);
    let events = earlier.iter().map(|it| (&it.stream, &it.event));
    let stream = StreamName::new("Box", "one");
    let places = matters(telling.program(), &look.command_type, &stream, events);
    assert_eq!(places, [0, 1, 3]);
    let seen = r#"{"by":"Grace Hopper","since":1772442030250,"others":"Head clerk","code":"AB"}"#;
    let case = Case {
        title: "Looking".to_owned(),
        given: places.iter().map(|place| earlier[*place].clone()).collect(),
        command: Command {
            actor: by.clone(),
            ..look
        },
        now: time("2026-03-03T09:00:00"),
        ended: Ended::Recorded(vec![event("Seen", 1, seen)]),
    };
    let text = written(&telling, &case).expect("it can be said");
    let wanted = r#"  given Opened("one", note: "a", id: "i", code: "AB")
    by "Grace Hopper" as Clerk at 2026-03-02T09:00:30 + 250 ms
"#;
    let wanted = wanted.replace("\n    by", " by");
    assert!(text.contains(&wanted), "{text}");
    assert!(text.contains("  when \"Grace Hopper\" as Clerk: Look(\"one\", other: \"other\")\n"));
    assert_eq!(passed(TELLING, &[text]), 1);
}

#[test]
fn what_a_decision_makes_anew_is_left_out_and_its_time_is_said() {
    let opened = r#"{"note":"\\ {a} \"b\"\n//","id":"box 7","code":"AB","until":1772528460001}"#;
    let case = Case {
        title: "{Opened}".to_owned(),
        given: Vec::new(),
        command: Command {
            actor: Actor::new("Head clerk", "Ada"),
            ..command("Open", r#"{"box":"one","note":"\\ {a} \"b\"\n//"}"#)
        },
        now: time("2026-03-03T09:00:00.001"),
        ended: Ended::Recorded(vec![event("Opened", 1, opened)]),
    };
    let wanted = r#"spec "\{Opened\}" {
  given now 2026-03-03T09:00 + 1 ms
  when Ada as Clerk: Open("one", note: "\\ \{a\} \"b\"\n//")
  then Opened(note: "\\ \{a\} \"b\"\n//", until: 2026-03-03T09:01 + 1 ms)
}
"#;
    let text = written(&model(TELLING), &case).expect("it can be said");
    assert_eq!(text, wanted);
    let refused = Case {
        title: "No note".to_owned(),
        command: Command {
            payload: Payload::of(&value(r#"{"box":"one","note":""}"#)),
            ..case.command.clone()
        },
        ended: Ended::Refused(Refusal::decided("REFUSED", "A note is wanted.")),
        ..case
    };
    let no_code = written(&model(TELLING), &refused).expect("it can be said");
    assert!(
        no_code.contains("  then refused \"A note is wanted.\"\n"),
        "{no_code}"
    );
    assert_eq!(passed(TELLING, &[text, no_code]), 2);
}

#[test]
fn a_spec_of_what_was_decided_otherwise_does_not_pass() {
    let case = Case {
        title: "Too many".to_owned(),
        given: Vec::new(),
        command: Command {
            actor: Actor::new("Guest", "Ben"),
            ..command("BuyCoffee", r#"{"card":"red","cups":2}"#)
        },
        now: Timestamp::default(),
        ended: Ended::Recorded(vec![event("CoffeeBought", 1, r#"{"cups":3}"#)]),
    };
    let text = written(&model(TUTORIAL), &case).expect("it can be said");
    let model = model(&format!("{TUTORIAL}{text}"));
    let spec_of_it = model
        .program()
        .specs
        .last()
        .expect("the one that was written");
    assert!(!spec::run(&model, spec_of_it).passed());
}

#[test]
fn what_can_not_be_said_is_told_in_a_sentence() {
    let tutorial = model(TUTORIAL);
    let case = Case {
        title: "Coffee".to_owned(),
        given: Vec::new(),
        command: Command {
            actor: Actor::new("Guest", "Ben"),
            ..command("BuyCoffee", r#"{"card":"red","cups":2}"#)
        },
        now: Timestamp::default(),
        ended: Ended::Recorded(Vec::new()),
    };
    let with = |payload: &str| Command {
        payload: Payload::of(&value(payload)),
        ..case.command.clone()
    };
    let given = |stream, event| vec![happened(stream, event)];
    let late = Refusal {
        stage: RefusalStage::Validation,
        ..Refusal::decided("TOO_LATE", "It was to be done by noon.")
    };
    let told = [
        (
            Case {
                command: command("Brew", "{}"),
                ..case.clone()
            },
            "This model has no command “Brew”.",
        ),
        (
            Case {
                command: with(r#"{"card":"red"}"#),
                ..case.clone()
            },
            "“BuyCoffee” has no readable “cups”.",
        ),
        (
            Case {
                command: with(r#"{"card":"red","cups":"2"}"#),
                ..case.clone()
            },
            "A spec can't say “cups” of “BuyCoffee”, which is \"2\".",
        ),
        (
            Case {
                command: with(r#"{"card":"red","cups":2,"milk":true}"#),
                ..case.clone()
            },
            "“BuyCoffee” has no field “milk”.",
        ),
        (
            Case {
                command: with(r#"{"card":"a\rb","cups":2}"#),
                ..case.clone()
            },
            "A spec can't say “card” of “BuyCoffee”, which is \"a\\rb\".",
        ),
        (
            Case {
                command: command("BuyCoffee", r#"{"card":"red","cups":2}"#),
                ..case.clone()
            },
            "A spec can't say that Ada sends “BuyCoffee” as “Clerk”.",
        ),
        (
            Case {
                given: given(("Card", "red"), event("Brewed", 1, "{}")),
                ..case.clone()
            },
            "This model has no event “Brewed”.",
        ),
        (
            Case {
                given: given(("Card", "red"), event("CoffeeBought", 1, "{}")),
                ..case.clone()
            },
            "“CoffeeBought” has no readable “cups”.",
        ),
        (
            Case {
                given: given(("Pot", "red"), event("FreeCoffeeTaken", 1, "{}")),
                ..case.clone()
            },
            "“FreeCoffeeTaken” is no event of “Pot”.",
        ),
        (
            Case {
                ended: Ended::Refused(late),
                ..case.clone()
            },
            "A spec can't bring this refusal about: It was to be done by noon.",
        ),
    ];
    assert!(
        written(&tutorial, &case).is_ok(),
        "the case itself can be said"
    );
    for (case, why) in told {
        assert_eq!(written(&tutorial, &case), Err(why.to_owned()));
    }
}

/// A record with fields of every type, and a command that tells what is kept of it.
const TYPES: &str = r#"model "Types"
actor Clerk (Ada)
enum Colour { Red, Green, now }
record Point { x: Int = 3, y: Decimal }
record All {
  truth: Bool
  ints: List<Int>
  decimals: List<Decimal>
  texts: List<Text>
  id: Id
  dates: List<Date>
  instants: List<Instant>
  durations: List<Duration>
  colour: Colour
  point: Point
  maybe: Int?
  perhaps: Point?
  someDecimal: Decimal?
  ofInts: Set<Int>
  ofTexts: Set<Text>
  ofColours: Set<Colour>
  byText: Map<Text, Int>
  byInt: Map<Int, Text>
  byTruth: Map<Bool, Decimal>
  byDate: Map<Date, List<Point>>
  byInstant: Map<Instant, Colour?>
  byDuration: Map<Duration, Map<Text, Set<Int>>>
  byColour: Map<Colour, Point>
}
aggregate Thing(thing: Id) {
  state { all: All? }
  event Filled(..All) { all = All(..) }
  command Tell by Clerk () { record Told(all) }
  event Told(all: All?) { }
}
"#;

const SOME: &str = r#"{
  "truth": true,
  "ints": [0, -3, 9999, 10000, -1234567, 9223372036854775807, -9223372036854775808],
  "decimals": ["0", "1.5", "-0.25", "3", "-1", "922337203685477.5807", "-922337203685477.5808"],
  "texts": ["", "a {b} \\ \"c\"\nd // é “x”", "or", "\t\u2028", "\\n"],
  "id": "a/b",
  "dates": ["2026-03-02", "0000-01-01", "9999-12-31", "2932897", "-800000", "-106751991167"],
  "instants": [0, 1772442000000, 1772442030000, 1772442030250, -1, 253402300800000, -62167219200001,
    9223372036854775807, -9223372036854775808],
  "durations": [0, 1, 90000, 900000, 7200000, 86400000, 172800000, 604800000, 1209600000, -300000, -604800000,
    9223372036854775807, -9223372036854775808],
  "colour": "now",
  "point": {"x": 3, "y": "0"},
  "maybe": 0,
  "perhaps": {"x": 0, "y": "2"},
  "someDecimal": "7",
  "ofInts": [-5, 3, 20000],
  "ofTexts": ["", "a", "{"],
  "ofColours": ["Red", "Green"],
  "byText": {"": 1, "a: b": -2},
  "byInt": {"-7": "x", "12345": "y", "-9223372036854775808": "least"},
  "byTruth": {"false": "1", "true": "0.5"},
  "byDate": {"2026-03-02": [{"x": 1, "y": "1"}], "-800000": []},
  "byInstant": {"1772442030250": "Green", "-1": null},
  "byDuration": {"-60000": {"a": [1, 2]}, "250": {}},
  "byColour": {"now": {"x": -1, "y": "-1"}, "Red": {"x": 0, "y": "0"}}
}"#;

const ZERO: &str = r#"{
  "truth": false, "ints": [], "decimals": [], "texts": [], "id": "", "dates": [], "instants": [], "durations": [],
  "colour": "Red", "point": {"x": 0, "y": "0"}, "maybe": null, "perhaps": null, "someDecimal": null, "ofInts": [],
  "ofTexts": [], "ofColours": [], "byText": {}, "byInt": {}, "byTruth": {}, "byDate": {}, "byInstant": {},
  "byDuration": {}, "byColour": {}
}"#;

#[test]
fn values_of_every_type_are_said_as_they_are() {
    let types = model(TYPES);
    for all in [SOME, ZERO] {
        let case = Case {
            title: "All".to_owned(),
            given: vec![happened(("Thing", "t"), event("Filled", 1, all))],
            command: command("Tell", r#"{"thing":"t"}"#),
            now: Timestamp::default(),
            ended: Ended::Recorded(vec![event("Told", 1, &format!("{{\"all\":{all}}}"))]),
        };
        let text = written(&types, &case).expect("it can be said");
        assert_narrow(std::slice::from_ref(&text));
        // What is given is read back as it was; and then what follows is, too.
        let (before, _) = text.split_once("  then ").expect("something follows");
        let told = model(&format!("{TYPES}{before}  then nothing\n}}\n"));
        let outcome = spec::run(&told, &told.program().specs[0]);
        let wanted = Value::List(vec![Value::map([(
            "Told",
            Value::map([("all", value(all))]),
        )])]);
        assert_eq!(
            outcome.problems[0].actual.to_json(),
            wanted.to_json(),
            "{text}"
        );
        assert_eq!(passed(TYPES, &[text]), 1);
    }
}

#[test]
fn a_day_that_no_duration_leads_to_can_not_be_said() {
    let all = SOME.replace("-106751991167", "106751991168");
    let case = Case {
        title: "Far".to_owned(),
        given: vec![happened(("Thing", "t"), event("Filled", 1, &all))],
        command: command("Tell", r#"{"thing":"t"}"#),
        now: Timestamp::default(),
        ended: Ended::Recorded(Vec::new()),
    };
    let why = written(&model(TYPES), &case).expect_err("a day too far");
    assert!(
        why.starts_with("A spec can't say “dates” of “Filled”, which is [\"2026"),
        "{why}"
    );
}

#[test]
fn old_events_are_given_as_those_of_today() {
    let text = r#"model "Old"
actor Clerk (Ada)
aggregate Book(book: Id) {
  state { names: List<Text> }
  event Named v2 (first: Text, last: Text) { add "{first} {last}" to names }
  command Tell by Clerk () { record Told(names) }
  event Told(names: List<Text>) { }
}
upcast Named v1 (name: Text) { into Named(name.before(" "), name.after(" ")) }
upcast Both v1 (one: Text, other: Text) {
  into Named v1 (one)
  into Named v1 (other)
}
upcast Burnt v1 () { }
"#;
    let earlier = [
        happened(
            ("Book", "b"),
            event("Named", 1, r#"{"name":"Ada Lovelace"}"#),
        ),
        happened(("Book", "b"), event("Burnt", 1, "{}")),
        happened(
            ("Book", "b"),
            event("Both", 1, r#"{"one":"A B","other":"C"}"#),
        ),
    ];
    let old = model(text);
    let tell = command("Tell", r#"{"book":"b"}"#);
    let events = earlier.iter().map(|it| (&it.stream, &it.event));
    let stream = StreamName::new("Book", "b");
    assert_eq!(
        matters(old.program(), &tell.command_type, &stream, events),
        [0, 2]
    );
    let case = Case {
        title: "Old".to_owned(),
        given: earlier.to_vec(),
        command: tell,
        now: Timestamp::default(),
        ended: Ended::Recorded(vec![event(
            "Told",
            1,
            r#"{"names":["Ada Lovelace","A B","C "]}"#,
        )]),
    };
    let spec = written(&old, &case).expect("it can be said");
    let wanted = r#"  given Named("b", first: "Ada", last: "Lovelace")
  given Named("b", first: "A", last: "B")
  given Named("b", first: "C")
  when"#;
    assert!(spec.contains(wanted), "{spec}");
    assert_eq!(passed(text, &[spec]), 1);
}

/// A library whose book was added with these fields, or in this version.
fn library(event: &str) -> String {
    format!(
        r#"model "Library"
actor Clerk (Ada)
enum Kind {{ Novel, Poem }}
record Place {{ shelf: Text, row: Int }}
aggregate Book(book: Id) {{
  state {{ title: Text }}
  event {event} {{ title = "some" }}
}}
"#
    )
}

/// A stored event under a changed model: the upcast that is written, and what the event is with it, once the model is
/// changed as the upcast says. By itself the changed model can't read it, if anything has to be done.
#[track_caller]
fn lifted(
    today: &str,
    raised: &str,
    (stored, version, payload): (&str, u32, &str),
    fill: (&str, &str),
) -> (String, Vec<String>) {
    let stream = StreamName::new("Book", "b");
    let data = event(stored, version, payload);
    let changed = model(&library(today));
    let all = recorded(&changed, [(stream, data.clone())]);
    let decoded = changed.history().push(&all[0]);
    assert!(
        matches!(decoded, Decoded::Skipped(_)),
        "there is something to do"
    );
    let event_type = EventType::new(stored);
    let text = upcast(changed.program(), &event_type, version, &value(payload));
    let filled = text.replace(fill.0, fill.1);
    let mended = model(&format!("{}{filled}", library(raised)));
    assert_eq!(mended.history().push(&all[0]), Decoded::Known, "{text}");
    let today = mended.today(&data).expect("it is read");
    let today = today.into_iter().map(|shape| {
        let (name, version) = (&shape.event_type, shape.schema_version);
        format!("{name} {version} {}", shape.payload.to_json())
    });
    (text, today.collect())
}

#[test]
fn a_field_that_came_later_is_filled_in() {
    let (text, today) = lifted(
        "BookAdded(title: Text, author: Text, kind: Kind, place: Place, read: Date?)",
        "BookAdded v2 (title: Text, author: Text, kind: Kind, place: Place, read: Date?)",
        ("BookAdded", 1, r#"{"title":"Emma"}"#),
        ("", ""),
    );
    let wanted = r#"// Its shape has changed: make it `event BookAdded v2 (…)`.
upcast BookAdded v1 (title: Text) {
  into BookAdded(
    title: title, author: "", kind: Novel, place: Place(shelf: "", row: 0), read: none
  )
}
"#;
    assert_eq!(text, wanted);
    let wanted =
        r#"{"author":"","kind":"Novel","place":{"row":0,"shelf":""},"read":null,"title":"Emma"}"#;
    assert_eq!(today, [format!("BookAdded 2 {wanted}")]);
}

#[test]
fn a_field_that_was_renamed_or_taken_away_is_read_as_it_was() {
    let (text, today) = lifted(
        "BookAdded(title: Text)",
        "BookAdded v4 (title: Text)\n  event Other()",
        (
            "BookAdded",
            3,
            r#"{"name":"Emma","pages":474,"tags":["a"],"sold":{"may":1},"none":null}"#,
        ),
        ("title: \"\"", "title: name"),
    );
    assert!(
        text.contains(
            "upcast BookAdded v3 (\n  name: Text, none: Text?, pages: Int, sold: Map<Text, Int>, tags: List<Text>\n) {\n"
        ) || text.contains(
            "upcast BookAdded v3 (name: Text, none: Text?, pages: Int, sold: Map<Text, Int>, tags: List<Text>) {\n"
        ),
        "{text}"
    );
    assert_eq!(today, [r#"BookAdded 4 {"title":"Emma"}"#]);
}

#[test]
fn a_field_of_another_type_is_read_as_it_was() {
    let (text, today) = lifted(
        "BookAdded(pages: Int, price: Decimal, place: Place, kind: Kind)",
        "BookAdded v2 (pages: Int, price: Decimal, place: Place, kind: Kind)",
        (
            "BookAdded",
            1,
            r#"{"pages":"474","price":3,"place":{"shelf":"a","row":"1","lit":true},"kind":"Poem","a-b":1}"#,
        ),
        ("", ""),
    );
    let wanted = r#"// Its shape has changed: make it `event BookAdded v2 (…)`.
// What is stored as “place” is passed over: say of which type it is.
// What is stored as “a-b” is passed over: say of which type it is.
upcast BookAdded v1 (pages: Text, price: Int, kind: Kind) {
  into BookAdded(pages: 0, price: price, place: Place(shelf: "", row: 0), kind: kind)
}
"#;
    assert_eq!(text, wanted);
    let wanted = r#"{"kind":"Poem","pages":0,"place":{"row":0,"shelf":""},"price":"3"}"#;
    assert_eq!(today, [format!("BookAdded 2 {wanted}")]);
}

#[test]
fn an_event_that_is_gone_is_lifted_to_nothing_or_to_what_it_is_called_today() {
    let stored = ("BookAdded", 1, r#"{"title":"Emma"}"#);
    let today = "BookBought(title: Text)";
    let (text, nothing) = lifted(today, today, stored, ("", ""));
    assert!(
        text.ends_with("\nupcast BookAdded v1 (title: Text) { }\n"),
        "{text}"
    );
    assert_eq!(nothing, Vec::<String>::new());
    let fill = ("{ }", "{ into BookBought(title) }");
    let (_, renamed) = lifted(today, today, stored, fill);
    assert_eq!(renamed, [r#"BookBought 1 {"title":"Emma"}"#]);
}

#[test]
fn an_upcast_that_does_not_fit_is_replaced() {
    let text = library("BookAdded v2 (title: Text)");
    let before = format!("{text}upcast BookAdded v1 (name: Text) {{ into BookAdded(name) }}\n");
    let stored = value(r#"{"title":"Emma"}"#);
    let written = upcast(model(&before).program(), &"BookAdded".into(), 1, &stored);
    let wanted = r#"// It stands in for the upcast of `BookAdded v1` that there is.
upcast BookAdded v1 (title: Text) {
  into BookAdded(title: title)
}
"#;
    assert_eq!(written, wanted);
    let mended = model(&format!("{text}{written}"));
    let data = event("BookAdded", 1, r#"{"title":"Emma"}"#);
    assert!(mended.today(&data).is_ok());
}
