//! Storage that fails: said plainly, with what is safe and what to do, and nothing else is harmed.

use e2e::database::Dump;
use e2e::json::text;
use e2e::page::FIRST_WORKSPACE;
use e2e::{Outcome, Page};
use serde_json::json;

const SECOND: &str = "Second";

const RESERVE: [(&str, Option<&str>, &str); 2] = [
    ("conference", None, "rustconf-lisbon"),
    ("seats", Some("General admission"), "1"),
];

/// A browser with two workspaces, the second one open.
async fn with_two_workspaces(name: &str) -> Outcome<Page> {
    let page = Page::first_visit(name).await?;
    page.new_workspace(SECOND, true).await?;
    Ok(page)
}

/// The failure page says what happened in these words, and the other workspace can still be opened and used.
async fn assert_told(page: &Page, happened: &[&str]) -> Outcome {
    let told = page.see("failure-happened", json!({})).await?;
    for words in happened {
        assert!(text(&told["text"]).contains(words), "{words}: {told}");
    }
    let safe = page.see("failure-safe", json!({})).await?;
    assert!(text(&safe["text"]).len() > 20, "{safe}");
    let advice = page.see("failure-advice", json!({})).await?;
    assert!(text(&advice["text"]).len() > 20, "{advice}");
    page.see("failure-retry", json!({})).await?;
    Ok(())
}

async fn assert_other_opens(page: &Page) -> Outcome {
    page.click("workspace", json!({ "name": FIRST_WORKSPACE }))
        .await?;
    page.in_workspace(FIRST_WORKSPACE).await?;
    let before = page.place().await?.last;
    let answer = page.perform("Reserve seats", &RESERVE).await?;
    assert_eq!(answer.kind, "done", "{answer:?}");
    assert_eq!(page.place().await?.last, before + 1);
    Ok(())
}

#[tokio::test]
async fn a_database_of_a_newer_version_is_left_alone() -> Outcome {
    let page = with_two_workspaces("newer").await?;
    let records = Dump::of(&page, SECOND).await?.records("commits").len();
    let body = "(await promised(indexedDB.open(await databaseOf(given), 7))).close();";
    page.run(body, json!(SECOND)).await?;
    page.open_to_fail().await?;
    assert_told(&page, &["newer Foldline", "version 7"]).await?;
    page.click("failure-retry", json!({})).await?;
    assert_told(&page, &["newer Foldline", "version 7"]).await?;
    assert_other_opens(&page).await?;
    assert_eq!(
        Dump::of(&page, SECOND).await?.records("commits").len(),
        records
    );
    page.end_quietly().await
}

#[tokio::test]
async fn a_damaged_record_is_named_and_nothing_is_cut_off() -> Outcome {
    let page = with_two_workspaces("damaged").await?;
    let records = Dump::of(&page, SECOND).await?.records("commits").len();
    let body = "await overwrite(given, 'commits', ([, , third]) => { const { command, ...rest } = third; return rest; });";
    page.run(body, json!(SECOND)).await?;
    page.open_to_fail().await?;
    assert_told(&page, &["damaged", "the commit at position 3", "command"]).await?;
    assert_eq!(
        Dump::of(&page, SECOND).await?.records("commits").len(),
        records
    );
    assert_other_opens(&page).await?;
    page.end_quietly().await
}

#[tokio::test]
async fn a_missing_record_is_not_passed_over() -> Outcome {
    let page = with_two_workspaces("missing").await?;
    let body = "await within(await databaseOf(given), (opened) =>
         promised(opened.transaction('commits', 'readwrite').objectStore('commits').delete(['main', 5, 0])));";
    page.run(body, json!(SECOND)).await?;
    page.open_to_fail().await?;
    assert_told(&page, &["an event is missing after position 4"]).await?;
    assert_other_opens(&page).await?;
    page.end_quietly().await
}

#[tokio::test]
async fn a_browser_that_refuses_to_store_is_told() -> Outcome {
    let page = Page::not_yet_opened("refusing").await?;
    let source = "IDBFactory.prototype.open = () => { throw new DOMException('no storage here', 'SecurityError'); };";
    let refuse = json!({ "source": source });
    let cdp = page.web().cdp();
    let script = cdp
        .send_raw("Page.addScriptToEvaluateOnNewDocument", refuse)
        .await?;
    page.open_to_fail().await?;
    assert_told(&page, &["does not let Foldline store anything"]).await?;
    // Once it is allowed, the same page opens.
    let which = json!({ "identifier": script["identifier"] });
    cdp.send_raw("Page.removeScriptToEvaluateOnNewDocument", which)
        .await?;
    page.open().await?;
    assert!(page.place().await?.last > 40);
    Ok(())
}

#[tokio::test]
async fn a_full_disk_refuses_one_task_and_harms_nothing() -> Outcome {
    let page = Page::first_visit("full").await?;
    let before = page.place().await?;
    let fill = "window.put = IDBObjectStore.prototype.put;
         IDBObjectStore.prototype.put = () => { throw new DOMException('full', 'QuotaExceededError'); };";
    page.run(fill, json!([])).await?;
    let answer = page.perform("Reserve seats", &RESERVE).await?;
    assert_eq!(answer.kind, "failed", "{answer:?}");
    for words in ["full", "not recorded", "safe"] {
        assert!(answer.text.contains(words), "{words}: {answer:?}");
    }
    assert_eq!(page.place().await?, before);
    Dump::of(&page, FIRST_WORKSPACE).await?.assert_whole();
    // With room again the same task takes effect, once.
    page.run("IDBObjectStore.prototype.put = window.put;", json!([]))
        .await?;
    page.click("answer-again", json!({})).await?;
    page.see("answer", json!({ "kind": "done" })).await?;
    page.at(before.last + 1).await?;
    let reservation = answer.id.unwrap_or_default();
    let stored = Dump::of(&page, FIRST_WORKSPACE).await?;
    stored.assert_whole();
    assert_eq!(stored.reserving(&reservation).len(), 1);
    page.end_quietly().await
}
