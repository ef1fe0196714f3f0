//! What the page does for those who write models: specs and upcasts made ready, answers about the text; and models that
//! would never come to an end.
#![cfg(not(target_arch = "wasm32"))]

#[path = "support/page.rs"]
mod page;
#[path = "support/text_page.rs"]
mod text_page;

use foldline::app::message::{ModelMessage as M, PersonMessage as P, Question};
use foldline::app::state::Tab;
use foldline::app::view_model::{MainView, Standing, TextAnswer};
use foldline::engine::outside::{Files, Platform};
use foldline::engine::position::Moment;
use page::{Page, conferences, does, workbench};
use text_page::{CONFERENCE, TUTORIAL, applied, model, rows, with, written};

/// The moment of the first row of the log that says this.
fn moment_of(page: &Page, title: &str, sentence: &str) -> Moment {
    let shown = workbench(page);
    let mut rows = shown.log.rows.iter();
    let row = rows.find(|row| row.title == title && row.sentence.contains(sentence));
    let item = row
        .unwrap_or_else(|| panic!("no {title}: {:?}", shown.log.rows))
        .item;
    let shown = does(page, P::SelectedItem(item));
    let selected = shown.inspector.expect("a selection");
    assert!(selected.makes_spec, "{selected:?}");
    selected.moment
}

#[test]
fn what_happened_and_what_was_refused_becomes_a_spec() {
    let page = written(TUTORIAL);
    for (title, sentence) in [("refused", "5 stamps"), ("FreeCoffeeTaken", "red card")] {
        let moment = moment_of(&page, title, sentence);
        let passed = model(&page).specs.0;
        let view = with(&page, M::ClickedMakeSpec(moment));
        assert_eq!(view.standing, Standing::Ready, "{:?}", view.problems);
        assert_eq!(
            view.specs,
            (passed + 1, 0, 0),
            "{}",
            view.text.unwrap_or_default()
        );
    }
    let text = model(&page).text.unwrap_or_default();
    let made = text.rsplit_once("spec ").expect("a spec").1;
    assert!(
        made.starts_with("\"Take free coffee by Ada is done\""),
        "{made}"
    );
    assert!(
        made.contains("given CoffeeBought(\"red card\", cups: 6)"),
        "{made}"
    );
}

#[test]
fn a_spec_is_made_while_the_text_is_still_being_fetched() {
    let page = written(TUTORIAL);
    let moment = moment_of(&page, "refused", "5 stamps");
    let view = with(&page, M::ClickedMakeSpec(moment));
    assert_eq!(view.specs, (2, 0, 0));
}

#[test]
fn a_step_of_a_process_becomes_a_spec() {
    let page = conferences();
    page.platform().files().save("conference.fold", CONFERENCE);
    let moment = moment_of(&page, "StepRecorded", "RegistrationProcess");
    let view = with(&page, M::ClickedMakeSpec(moment));
    assert_eq!(view.specs, (62, 0, 0), "{:?}", view.problems);
}

#[test]
fn a_ready_made_step_lets_old_events_be_read_again() {
    let page = written(TUTORIAL);
    let text = TUTORIAL
        .replace(
            "record CoffeeBought(cups)",
            "record CoffeeBought(cups, place: \"bar\")",
        )
        .replace(
            "event CoffeeBought(cups: Int) ",
            "event CoffeeBought(cups: Int, place: Text) ",
        )
        .replace("{cups} for {card}.", "{cups} for {card} at {place}.");
    applied(&page, &text);
    let view = with(&page, M::ClickedInsertUpcast(0));
    let text = view.text.unwrap_or_default();
    // It says what else is to be done: the new shape is a new version.
    let text = text.replace(
        "event CoffeeBought(cups: Int, place: Text)",
        "event CoffeeBought v2 (cups: Int, place: Text)",
    );
    let view = applied(&page, &text);
    let report = view.report.expect("a report");
    assert!(report.unread.is_empty(), "{report:?}\n{text}");
    assert_eq!(rows(&page), [["blue card", "2"], ["red card", "1"]]);
}

fn asked(page: &Page, place: &str, completes: bool) -> TextAnswer {
    let text = model(page).text.unwrap_or_default();
    let byte = text.find(place).expect("the place") + place.len();
    let at = text[..byte].encode_utf16().count();
    let question = Question {
        number: 7,
        at: u32::try_from(at).expect("a place"),
        completes,
    };
    let answer = with(page, M::Asked(question)).answer.expect("an answer");
    assert_eq!(answer.number, 7);
    answer
}

#[test]
fn the_text_says_what_can_be_written_and_what_stands_there() {
    let page = written(TUTORIAL);
    let entries = asked(&page, "record CoffeeB", true).entries;
    assert!(
        entries.iter().any(|it| it.label == "CoffeeBought"),
        "{entries:?}"
    );
    let explanation = asked(&page, "{ row.stam", false).explanation;
    let explanation = explanation.expect("a meaning");
    assert_eq!(explanation.title, "stamps: Int");
    let (from, to) = explanation.span;
    let letters: Vec<u16> = TUTORIAL.encode_utf16().collect();
    let named = String::from_utf16(&letters[from as usize..to as usize]);
    assert_eq!(named.expect("text"), "stamps");
}

/// A list of things to do, and a process that reminds of them as this clause says.
fn reminding(clauses: &str) -> String {
    format!(
        "model \"Reminders\"\n\
         actor Doer (Ada)\n\
         aggregate Todo(todo: Id) {{\n\
           command Add \"Add\" by Doer (todo: Id) {{ record Added() }}\n\
           event Added() \"{{todo}} is to be done.\" {{}}\n\
           command Remind() {{ record Reminded() }}\n\
           event Reminded() \"Think of {{todo}}.\" {{}}\n\
         }}\n\
         process Reminding by todo: Id {{\n\
           deadline Next\n\
           {clauses}\n\
         }}\n\
         story from 2026-03-02T09:00 {{\n\
           Ada as Doer: Add(\"tea\")\n\
           after 2 days  Ada as Doer: Add(\"milk\")\n\
         }}\n"
    )
}

fn parked(page: &Page) -> u64 {
    match does(page, P::ChoseTab(Tab::Processes)).main {
        MainView::Processes(view) => view.cards.iter().map(|it| it.parked as u64).sum(),
        other => panic!("not the processes but {other:?}"),
    }
}

#[test]
fn a_process_that_answers_itself_is_stopped_and_waits_for_a_person() {
    let page = written(&reminding(
        "starts on Added { send Remind(todo) }\n on Reminded { send Remind(todo) }",
    ));
    assert_eq!(parked(&page), 2, "one for each thing to do");
    let shown = workbench(&page);
    assert!(shown.when.last < 10_000, "{} events", shown.when.last);
    // The page goes on working.
    does(&page, P::ToggledTask(0));
    let (field, text) = ("todo".to_owned(), "bread".to_owned());
    does(&page, P::EditedField { field, text });
    let answer = does(&page, P::ClickedSend).tasks.answer.expect("an answer");
    assert_eq!(answer.title, "Done");
}

#[test]
fn a_deadline_that_is_set_again_for_ever_does_not_keep_a_story_from_ending() {
    let page = written(&reminding(
        "starts on Added { set Next at now + 1 day }\n\
         on Next {\n send Remind(todo)\n set Next at now + 1 day\n }",
    ));
    let shown = workbench(&page);
    assert!(
        (10..1_000).contains(&shown.when.last),
        "{}",
        shown.when.last
    );
    assert_eq!(parked(&page), 0);
}
