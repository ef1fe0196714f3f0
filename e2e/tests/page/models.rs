//! People's own models: a rule changed, a text broken, a model written from nothing, and all of it kept.

use e2e::json::text;
use e2e::site::Site;
use e2e::{Outcome, Page};
use serde_json::json;

const BUY: [(&str, Option<&str>, &str); 2] = [("card", None, "red card"), ("cups", None, "2")];

/// Somebody's first model: two lists of things to do.
const WRITTEN: &str = r#"model "To do"
actor Doer (Ada)
aggregate Thing(thing: Id) {
  state { isDone: Bool }
  command Plan "Plan something" by Doer (thing: Id from Things.thing or typed) {
    require isNew else KNOWN "This is planned already."
    record Planned()
  }
  event Planned() "{recordedBy} plans {thing}." {}
  command Finish "Finish something" by Doer (thing: Id from Things.thing) {
    require not isDone else DONE "This is done."
    record Finished()
  }
  event Finished() "{thing} is done." { isDone = true }
}
read model Things "Things" (thing: Id) {
  isDone: Bool "Done"
  on Planned { row.isDone = false }
  on Finished { row.isDone = true }
}
"#;

#[tokio::test]
async fn a_changed_rule_ends_the_same_history_otherwise() -> Outcome {
    let page = Page::first_visit("changed-rule").await?;
    page.new_workspace_of("tutorial", "Coffee").await?;
    let (before, after) = (
        json!([["blue card", "2"], ["red card", "1"]]),
        json!([["blue card", "2"], ["red card", "3"]]),
    );
    assert_eq!(page.rows("Cards").await?, before);
    let recorded = page.place().await?.last;
    page.open_model().await?;
    page.stands("in-force").await?;
    page.rewrite("5", "3").await?;
    let report = page.apply().await?;
    assert_eq!(report["bad"], "false", "{report}");
    let rows = page.see("report-rows", json!({ "name": "Cards" })).await?;
    assert!(text(&rows["text"]).contains("red card"), "{rows}");
    assert_eq!(page.rows("Cards").await?, after);
    assert_eq!(page.place().await?.last, recorded, "no event was added");

    page.reload().await?;
    page.in_workspace("Coffee").await?;
    assert_eq!(page.rows("Cards").await?, after);
    page.open_model().await?;
    page.stands("in-force").await?;
    assert!(page.text().await?.contains("Int = 3"));
    // The step back is there after the reload, and every text is kept.
    page.click("applied", json!({})).await?;
    page.click("undo-last", json!({})).await?;
    // The report comes when the history is folded.
    page.see("report", json!({})).await?;
    page.stands("ready").await?;
    assert_eq!(page.rows("Cards").await?, before);
    page.open_model().await?;
    let entries = page.run("return all('applied-entry').length;", json!([]));
    assert_eq!(entries.await?, 3);
    page.end_quietly().await
}

#[tokio::test]
async fn a_broken_text_is_told_at_its_place_and_the_old_model_goes_on() -> Outcome {
    let page = Page::first_visit("broken-text").await?;
    page.new_workspace_of("tutorial", "Coffee").await?;
    page.open_model().await?;
    page.rewrite("stamps += cups", "stamps += mugs").await?;
    let standing = page.stands("wrong").await?;
    assert!(text(&standing["text"]).contains("1 mistake"), "{standing}");
    let marked = "return document.querySelector('.cm-lintRange-error')?.textContent === 'mugs';";
    page.until("the mark", marked, json!([])).await?;
    let cannot = page.run("return one('apply').disabled;", json!([]));
    assert_eq!(cannot.await?, true);
    let answer = page.perform("Buy coffee", &BUY).await?;
    assert_eq!(answer.kind, "done", "{answer:?}");
    assert_eq!(
        page.rows("Cards").await?,
        json!([["blue card", "2"], ["red card", "3"]])
    );
    // What is written is still there after a reload, and so is the model in force.
    page.reload().await?;
    page.in_workspace("Coffee").await?;
    assert_eq!(page.perform("Buy coffee", &BUY).await?.kind, "done");
    page.open_model().await?;
    page.stands("wrong").await?;
    assert!(page.text().await?.contains("stamps += mugs"));
    page.click("take-text", json!({})).await?;
    page.stands("in-force").await?;
    assert!(page.text().await?.contains("stamps += cups"));
    page.end_quietly().await
}

#[tokio::test]
async fn a_model_is_written_from_nothing_acted_on_and_kept() -> Outcome {
    let page = Page::first_visit("written").await?;
    page.new_workspace_of("empty", "My own").await?;
    page.open_model().await?;
    page.write_all(WRITTEN).await?;
    page.apply().await?;
    let answer = page
        .perform("Plan something", &[("thing", None, "tea")])
        .await?;
    assert_eq!(answer.kind, "done", "{answer:?}");
    assert!(answer.text.contains("Ada plans tea."), "{answer:?}");
    page.perform("Finish something", &[("thing", None, "tea")])
        .await?;
    page.reload().await?;
    page.in_workspace("My own").await?;
    let rows = page.rows("Things").await?;
    assert_eq!(rows, json!([["tea", "yes"]]));
    let refused = page
        .perform("Finish something", &[("thing", None, "tea")])
        .await?;
    assert_eq!(refused.kind, "refused", "{refused:?}");
    page.open_model().await?;
    page.stands("in-force").await?;
    assert!(page.text().await?.contains("model \"To do\""));
    page.end_quietly().await
}

#[tokio::test]
async fn a_built_in_model_and_its_text_make_the_same_of_a_history() -> Outcome {
    let page = Page::first_visit("built-in").await?;
    let rows = page.rows("OpenReservations").await?;
    page.open_model().await?;
    let specs = page.see("spec-counts", json!({ "name": "passed" })).await?;
    assert_eq!(specs["passed"], "61");
    let report = page.apply().await?;
    assert!(
        text(&report["text"]).contains("Everything came out as before."),
        "{report}"
    );
    assert_eq!(page.rows("OpenReservations").await?, rows);
    page.open_model().await?;
    page.click("undo-apply", json!({})).await?;
    page.stands("ready").await?;
    page.end_quietly().await
}

#[tokio::test]
async fn a_model_applied_in_one_window_is_in_force_in_the_other() -> Outcome {
    let page = Page::first_visit("applied-twice").await?;
    page.new_workspace_of("tutorial", "Coffee").await?;
    let [first, second] = page.second_window().await?;
    page.in_workspace("Coffee").await?;
    page.open_model().await?;
    page.stands("in-force").await?;
    page.go_to(&first).await?;
    page.open_model().await?;
    page.rewrite("Buy coffee", "Buy a cup").await?;
    page.apply().await?;
    page.go_to(&second).await?;
    page.see("task", json!({ "title": "Buy a cup" })).await?;
    page.stands("in-force").await?;
    assert!(page.text().await?.contains("Buy a cup"));
    assert_eq!(page.perform("Buy a cup", &BUY).await?.kind, "done");
    page.end_quietly().await
}

#[tokio::test]
async fn the_editor_completes_and_explains() -> Outcome {
    let page = Page::first_visit("assisted").await?;
    page.new_workspace_of("tutorial", "Coffee").await?;
    page.open_model().await?;
    page.stands("in-force").await?;
    page.rewrite("record CoffeeBought(cups)", "record ").await?;
    // What is typed by hand is completed as one goes.
    page.press("Cof").await?;
    let offered = "return document.querySelector('.cm-tooltip-autocomplete [aria-selected=true]')?.textContent.includes('CoffeeBought');";
    page.until("the event is offered", offered, json!([]))
        .await?;
    // The editor takes no answer in the first moments after it has asked.
    tokio::time::sleep(std::time::Duration::from_millis(300)).await;
    page.press(thirtyfour::Key::Enter).await?;
    page.until(
        "it is written",
        "return document.querySelector('.cm-content').textContent.includes('record CoffeeBought');",
        json!([]),
    )
    .await?;
    page.run("selectText('enough'); await drawn();", json!([]))
        .await?;
    page.press(thirtyfour::Key::Control + "i").await?;
    let explained = "return document.querySelector('.explanation-title')?.textContent;";
    let title = page.until("the explanation", explained, json!([])).await?;
    assert!(text(&title).contains("enough(): Int"), "{title}");
    page.end_quietly().await
}

#[tokio::test]
async fn a_refused_task_becomes_a_spec_that_passes() -> Outcome {
    let page = Page::first_visit("made-spec").await?;
    page.new_workspace_of("tutorial", "Coffee").await?;
    let refused =
        "all('log-row').find((row) => row.innerText.includes('refused')).click(); await drawn();";
    page.run(refused, json!([])).await?;
    page.click("make-spec", json!({})).await?;
    page.see("model-editor", json!({ "ready": "true" })).await?;
    page.see("spec-counts", json!({ "name": "passed", "passed": "2" }))
        .await?;
    let caret = "return document.querySelector('.cm-activeLine')?.textContent.includes('by Ben is refused');";
    page.until("the caret at the spec", caret, json!([]))
        .await?;
    page.end_quietly().await
}

#[tokio::test]
async fn failing_specs_show_both_sides_and_lead_to_the_text() -> Outcome {
    let page = Page::first_visit("specs").await?;
    page.new_workspace_of("tutorial", "Coffee").await?;
    page.open_model().await?;
    page.rewrite("require stamps >= enough()", "require stamps >= 1")
        .await?;
    page.see("spec-counts", json!({ "name": "failed" })).await?;
    page.click("tab", json!({ "name": "specs" })).await?;
    let row = page.see("spec-row", json!({ "differs": "true" })).await?;
    assert!(text(&row["text"]).contains("TOO_FEW_STAMPS"), "{row}");
    assert!(text(&row["text"]).contains("FreeCoffeeTaken"), "{row}");
    page.click("spec-line", json!({})).await?;
    page.see("model-editor", json!({ "ready": "true" })).await?;
    let at = "return document.querySelector('.cm-activeLine')?.textContent.startsWith('spec ');";
    page.until("the caret at the spec", at, json!([])).await?;
    page.end_quietly().await
}

#[tokio::test]
async fn models_are_written_without_a_network() -> Outcome {
    let mut site = Site::of_the_page()?;
    let page = Page::first_visit_at("model-offline", site.address().to_owned()).await?;
    let kept = "return document.documentElement.dataset.offlineReady === 'yes';";
    page.until("all is kept", kept, json!([])).await?;
    site.stop();
    page.new_workspace_of("tutorial", "Coffee").await?;
    page.open_model().await?;
    page.rewrite("5", "3").await?;
    page.apply().await?;
    page.reload().await?;
    page.in_workspace("Coffee").await?;
    assert_eq!(
        page.rows("Cards").await?,
        json!([["blue card", "2"], ["red card", "3"]])
    );
    Ok(())
}
