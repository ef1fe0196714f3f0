//! Models as texts, in the application as a whole: written, applied to a history, undone, kept.
#![cfg(not(target_arch = "wasm32"))]

#[path = "support/page.rs"]
mod page;
#[path = "support/text_page.rs"]
mod text_page;

use foldline::app::message::{Message, ModelMessage as M, PersonMessage as P};
use foldline::app::view_model::{Standing, ViewModel, WorkbenchView};
use foldline::engine::outside::{Files, Platform};
use page::{conferences, does, workbench};
use pollster::block_on;
use text_page::{CONFERENCE, TUTORIAL, applied, model, rows, specs, with, written};

fn log_titles(shown: &WorkbenchView) -> Vec<String> {
    shown.log.rows.iter().map(|row| row.title.clone()).collect()
}

#[test]
fn a_workspace_of_a_text_has_its_tasks_its_story_and_its_text() {
    let page = written(TUTORIAL);
    let shown = workbench(&page);
    assert_eq!(shown.header.model, "Coffee card");
    assert_eq!(shown.when.last, 3);
    let tasks = shown.tasks.groups[0].tasks.iter();
    let titles: Vec<&str> = tasks.map(|task| task.title.as_str()).collect();
    assert_eq!(titles, ["Buy coffee", "Take a free coffee"]);
    assert_eq!(rows(&page), [["blue card", "2"], ["red card", "1"]]);
    let view = model(&page);
    assert_eq!(view.text.as_deref(), Some(TUTORIAL));
    assert_eq!(view.standing, Standing::InForce);
    assert_eq!((view.specs, view.applied.len()), ((1, 0, 0), 1));
}

#[test]
fn another_rule_folds_the_same_history_to_another_end_and_can_be_undone() {
    let page = written(TUTORIAL);
    let before = workbench(&page);
    let text = TUTORIAL.replace("enough(): Int = 5", "enough(): Int = 3");
    let view = applied(&page, &text);
    assert_eq!(view.standing, Standing::InForce);
    let report = view.report.expect("a report");
    assert_eq!(report.rows.len(), 1);
    assert_eq!(report.rows[0].keys, ["red card"]);
    assert!(!report.bad, "{report:?}");
    assert_eq!(rows(&page), [["blue card", "2"], ["red card", "3"]]);
    // No event was changed, and none was added.
    let after = workbench(&page);
    assert_eq!(after.when.last, before.when.last);
    assert_eq!(after.log.all, before.log.all + 1);
    assert_eq!(log_titles(&after)[1..], log_titles(&before)[..]);
    // The past is folded by the new rule too.
    does(&page, P::WentToStart);
    does(&page, P::WentLive);

    let view = with(&page, M::ClickedUndo);
    assert_eq!(rows(&page), [["blue card", "2"], ["red card", "1"]]);
    assert_eq!(view.applied.len(), 3, "every one of them is kept");
    // What was written stays, to be mended and applied again.
    assert_eq!(view.text.as_deref(), Some(&*text));
    assert_eq!(view.standing, Standing::Ready);
    with(&page, M::ClickedApply);
    assert_eq!(rows(&page), [["blue card", "2"], ["red card", "3"]]);
}

#[test]
fn a_broken_text_shows_where_and_the_old_model_goes_on() {
    let page = written(TUTORIAL);
    model(&page);
    let broken = TUTORIAL.replace("stamps += cups }\n\n", "stamps += mugs }\n\n");
    let view = with(&page, M::Wrote(broken.clone()));
    assert_eq!(view.standing, Standing::Wrong(1));
    let problem = &view.problems[0];
    let line = broken.lines().position(|line| line.contains("mugs"));
    assert_eq!(problem.line as usize, line.expect("a line") + 1);
    let (from, to) = problem.span;
    let letters: Vec<u16> = broken.encode_utf16().collect();
    let marked = String::from_utf16(&letters[from as usize..to as usize]);
    assert_eq!(marked.expect("text"), "mugs");
    // It can't be applied.
    let view = with(&page, M::ClickedApply);
    assert_eq!(view.applied.len(), 1);
    assert!(specs(&page).waits.is_some());
    // The model in force takes commands as before.
    does(&page, P::ToggledTask(0));
    let field = |field: &str, text: &str| P::EditedField {
        field: field.to_owned(),
        text: text.to_owned(),
    };
    does(&page, field("card", "red card"));
    does(&page, field("cups", "2"));
    does(&page, P::ClickedSend);
    assert_eq!(rows(&page), [["blue card", "2"], ["red card", "3"]]);
}

#[test]
fn events_that_no_longer_read_are_told_and_kept() {
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
    let view = applied(&page, &text);
    let report = view.report.expect("a report");
    assert!(report.bad);
    assert_eq!(report.unread.len(), 1, "{report:?}");
    assert_eq!(report.unread[0].title, "CoffeeBought, version 1: 2 events");
    // An invariant breaks: the stamps of these cups are missing.
    let broken = &report.broken[0];
    assert_eq!(broken.title, "No card has fewer than no stamps");
    assert!(broken.still);
    assert_eq!(broken.link.moment.expect("a place").position.number(), 3);
    with(&page, M::ClickedUndo);
    assert_eq!(rows(&page), [["blue card", "2"], ["red card", "1"]]);
}

#[test]
fn the_built_in_model_and_its_text_fold_the_same_history_to_the_same_end() {
    let page = conferences();
    page.platform().files().save("conference.fold", CONFERENCE);
    let before = rows(&page);
    let view = model(&page);
    assert!(
        view.text.as_deref() == Some(CONFERENCE),
        "{:?}",
        view.missing
    );
    assert!(view.built_in);
    assert_eq!(view.standing, Standing::Ready);
    assert_eq!(view.specs, (61, 0, 0));
    let view = with(&page, M::ClickedApply);
    let report = view.report.expect("a report");
    assert!(report.rows.is_empty() && !report.bad, "{report:?}");
    assert!(report.leftovers.is_empty(), "{report:?}");
    assert!(report.summary.contains("Everything came out as before."));
    assert_eq!(rows(&page), before);
    let view = with(&page, M::ClickedUndo);
    assert!(view.built_in);
    assert_eq!(rows(&page), before);
}

#[test]
fn failing_specs_show_what_was_expected_and_what_followed() {
    let page = written(TUTORIAL);
    model(&page);
    with(
        &page,
        M::Wrote(TUTORIAL.replace("require stamps >= enough()", "require stamps >= 1")),
    );
    let view = specs(&page);
    assert_eq!(view.counts, (0, 1, 0));
    let problem = &view.specs[0].problems[0];
    let row = &problem.rows[0];
    assert_eq!(row.expected.as_deref(), Some("refused: TOO_FEW_STAMPS"));
    assert_eq!(row.actual.as_deref(), Some("FreeCoffeeTaken: none"));
}

#[test]
fn what_was_applied_and_what_was_written_is_there_after_a_reload() {
    let page = written(TUTORIAL);
    applied(&page, &TUTORIAL.replace("Int = 5", "Int = 3"));
    let unfinished = TUTORIAL.replace("Int = 5", "Int = ");
    with(&page, M::Wrote(unfinished.clone()));
    // Another page over the same storage.
    block_on(page.settle(Message::Started));
    let ViewModel::Ready(shown) = page.view_model() else {
        panic!("not open");
    };
    assert_eq!(shown.header.model, "Coffee card");
    assert_eq!(rows(&page), [["blue card", "2"], ["red card", "3"]]);
    let view = model(&page);
    assert_eq!(view.text.as_deref(), Some(&*unfinished));
    assert!(matches!(view.standing, Standing::Wrong(_)));
    assert_eq!(view.applied.len(), 2);
    let view = with(&page, M::TookText(None));
    assert_eq!(view.standing, Standing::InForce);
}

#[test]
fn a_reset_keeps_the_text_that_is_in_force() {
    let page = written(TUTORIAL);
    applied(&page, &TUTORIAL.replace("Int = 5", "Int = 3"));
    does(&page, P::ConfirmedReset);
    // By the new rule the two stamps of the blue card are still too few.
    assert_eq!(rows(&page), [["blue card", "2"], ["red card", "3"]]);
    assert_eq!(model(&page).applied.len(), 1);
}

#[test]
fn a_model_is_written_from_nothing_and_acted_on() {
    let page = conferences();
    does(
        &page,
        P::CreatedWorkspace {
            name: "New".to_owned(),
            model: Some("empty".to_owned()),
            with_story: true,
        },
    );
    assert_eq!(workbench(&page).header.model, "My model");
    applied(&page, TUTORIAL);
    does(&page, P::ToggledTask(0));
    for (field, text) in [("card", "my card"), ("cups", "4")] {
        let (field, text) = (field.to_owned(), text.to_owned());
        does(&page, P::EditedField { field, text });
    }
    does(&page, P::ClickedSend);
    assert_eq!(rows(&page), [["my card", "4"]]);
}

#[test]
fn a_text_that_is_no_model_makes_no_workspace() {
    let page = conferences();
    let before = workbench(&page).header.workspaces.len();
    let shown = does(
        &page,
        P::ImportedWorkspace {
            name: "Broken".to_owned(),
            text: "model \"x\"\naggregate".to_owned(),
            with_story: false,
        },
    );
    assert_eq!(shown.header.workspaces.len(), before);
    let notice = shown.notices.last().expect("a notice");
    assert!(notice.bad && notice.text.contains("Line 2"), "{notice:?}");
}

#[test]
fn the_text_is_taken_away_as_a_file() {
    let page = written(TUTORIAL);
    model(&page);
    with(&page, M::ClickedExport);
    let saved = page.platform().files().text("coffee-card.fold");
    assert_eq!(saved.as_deref(), Some(TUTORIAL));
}
