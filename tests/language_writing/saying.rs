//! What a spec says, and what it leaves out.

use super::given::{command, event, happened, model, passed, time, value};
use foldline::engine::commit::Command;
use foldline::engine::journal::{Refusal, RefusalStage};
use foldline::engine::names::{Actor, StreamName};
use foldline::engine::time::Timestamp;
use foldline::engine::value::Payload;
use foldline::language::run::spec;
use foldline::language::writing::{Case, Ended, Happened, matters, spec as written};

const TUTORIAL: &str = include_str!("../../www/models/tutorial.fold");

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
    let wanted = r#"  given Opened(
    "one", note: "a", id: "i", code: "AB"
  ) by "Grace Hopper" as Clerk at 2026-03-02T09:00:30 + 250 ms
  given Opened("other", note: "a", id: "i", code: "AB") by "Grace Hopper" as Clerk
  given Painted("one", colour: "red")
  when "Grace Hopper" as Clerk: Look("one", other: "other")
"#;
    assert!(text.contains(wanted), "{text}");
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

/// Somebody buys coffee.
fn coffee() -> Case {
    Case {
        title: "Coffee".to_owned(),
        given: Vec::new(),
        command: Command {
            actor: Actor::new("Guest", "Ben"),
            ..command("BuyCoffee", r#"{"card":"red","cups":2}"#)
        },
        now: Timestamp::default(),
        ended: Ended::Recorded(Vec::new()),
    }
}

#[test]
fn a_command_that_can_not_be_said_is_told_in_a_sentence() {
    let tutorial = model(TUTORIAL);
    assert!(written(&tutorial, &coffee()).is_ok(), "the case itself can");
    let told = [
        (r#"{"card":"red"}"#, "“BuyCoffee” has no readable “cups”."),
        (
            r#"{"card":"red","cups":"2"}"#,
            r#"A spec can't say “cups” of “BuyCoffee”, which is "2"."#,
        ),
        (
            r#"{"card":"red","cups":2,"milk":true}"#,
            "“BuyCoffee” has no field “milk”.",
        ),
        (
            r#"{"card":"a\rb","cups":2}"#,
            r#"A spec can't say “card” of “BuyCoffee”, which is "a\rb"."#,
        ),
    ];
    for (payload, why) in told {
        let mut case = coffee();
        case.command.payload = Payload::of(&value(payload));
        assert_eq!(written(&tutorial, &case), Err(why.to_owned()));
    }
    let told = [
        ("Brew", "This model has no command “Brew”."),
        (
            "BuyCoffee",
            "A spec can't say that Ada sends “BuyCoffee” as “Clerk”.",
        ),
    ];
    for (name, why) in told {
        let mut case = coffee();
        case.command = command(name, r#"{"card":"red","cups":2}"#);
        assert_eq!(written(&tutorial, &case), Err(why.to_owned()));
    }
}

#[test]
fn what_is_not_known_and_what_can_not_follow_is_told_in_a_sentence() {
    let tutorial = model(TUTORIAL);
    let told = [
        ("Card", "Brewed", "This model has no event “Brewed”."),
        (
            "Card",
            "CoffeeBought",
            "“CoffeeBought” has no readable “cups”.",
        ),
        (
            "Pot",
            "FreeCoffeeTaken",
            "“FreeCoffeeTaken” is no event of “Pot”.",
        ),
    ];
    for (category, name, why) in told {
        let mut case = coffee();
        case.given = vec![happened((category, "red"), event(name, 1, "{}"))];
        assert_eq!(written(&tutorial, &case), Err(why.to_owned()));
    }
    let late = Refusal {
        stage: RefusalStage::Validation,
        ..Refusal::decided("TOO_LATE", "It was to be done by noon.")
    };
    let late = Case {
        ended: Ended::Refused(late),
        ..coffee()
    };
    let why = "A spec can't bring this refusal about: It was to be done by noon.";
    assert_eq!(written(&tutorial, &late), Err(why.to_owned()));
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
