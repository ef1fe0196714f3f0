//! Values of every type, as a spec says them.

use super::given::{assert_narrow, command, event, happened, model, passed, value};
use foldline::engine::time::Timestamp;
use foldline::engine::value::Value;
use foldline::language::run::spec;
use foldline::language::writing::{Case, Ended, spec as written};

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
