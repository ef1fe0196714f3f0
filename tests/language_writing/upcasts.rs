//! Upcasts that are written make stored events readable again.

use super::given::{event, model, value};
use foldline::engine::model::{Decoded, Model};
use foldline::engine::names::{EventType, StreamName};
use foldline::engine::specification::recorded;
use foldline::language::writing::upcast;

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
  into BookAdded(title: title, author: "", kind: Novel, place: Place(shelf: "", row: 0), read: none)
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
        "BookAdded v2 (title: Text)",
        (
            "BookAdded",
            1,
            r#"{"name":"Emma","pages":474,"tags":["a"],"sold":{"may":1},"in":null,"lent":null}"#,
        ),
        ("title: \"\"", "title: name"),
    );
    let wanted = r#"// Its shape has changed: make it `event BookAdded v2 (…)`.
// What is stored as “in” is passed over: it can't be a name.
upcast BookAdded v1 (lent: Text?, name: Text, pages: Int, sold: Map<Text, Int>, tags: List<Text>) {
  into BookAdded(title: "")
}
"#;
    assert_eq!(text, wanted);
    assert_eq!(today, [r#"BookAdded 2 {"title":"Emma"}"#]);
}

#[test]
fn a_field_of_another_type_is_read_as_it_was() {
    let (text, today) = lifted(
        "BookAdded(pages: Int, price: Decimal, place: Place, kind: Kind)",
        "BookAdded v2 (pages: Int, price: Decimal, place: Place, kind: Kind)",
        (
            "BookAdded",
            1,
            r#"{"pages":"474","price":3,"place":{"shelf":"a","row":"1","lit":true},"kind":"Poem","a\nb":1}"#,
        ),
        ("", ""),
    );
    let wanted = r#"// Its shape has changed: make it `event BookAdded v2 (…)`.
// What is stored as “place” is passed over: say of which type it is.
// What is stored as “a\nb” is passed over: it can't be a name.
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
