//! Workspaces: new, renamed, reset, deleted; and the one that was open is opened again.

use e2e::json::{list, text};
use e2e::page::FIRST_WORKSPACE;
use e2e::{Outcome, Page};
use serde_json::json;

const OFFER: [(&str, Option<&str>, &str); 3] = [
    ("conference", None, "my-own"),
    ("seatType", None, "Seat"),
    ("quantity", None, "10"),
];

#[tokio::test]
async fn an_empty_workspace_is_made_filled_and_opened_again() -> Outcome {
    let page = Page::first_visit("empty").await?;
    page.new_workspace("Mine", false).await?;
    // Nothing happens here but that each of the three processes soon records where it begins.
    assert!(page.place().await?.last <= 3);
    let blocked = page.see("blocked", json!({})).await?;
    assert!(!text(&blocked["text"]).is_empty());
    page.click("tab", json!({ "name": "state" })).await?;
    page.see("state-empty", json!({})).await?;
    page.click("tab", json!({ "name": "read-models" })).await?;
    page.see("read-model-empty", json!({})).await?;

    let answer = page.perform("Add seats", &OFFER).await?;
    assert_eq!(answer.kind, "done", "{answer:?}");
    page.at(1 + 3).await?;
    page.reload().await?;
    page.in_workspace("Mine").await?;
    // The seats; and before the first of them was looked at, each of three processes noted where it begins.
    assert_eq!(page.place().await?.last, 1 + 3);
    page.choose_workspace(FIRST_WORKSPACE).await?;
    assert!(page.place().await?.last > 40);
    page.reload().await?;
    page.in_workspace(FIRST_WORKSPACE).await?;
    page.end_quietly().await
}

#[tokio::test]
async fn a_workspace_is_renamed_and_reset() -> Outcome {
    let page = Page::first_visit("renamed").await?;
    let recorded = page.place().await?.last;
    page.order("rename").await?;
    page.type_into("workspace-name", json!({}), "Spring fair")
        .await?;
    page.click("dialog-confirm", json!({})).await?;
    page.in_workspace("Spring fair").await?;
    page.perform("Add seats", &OFFER).await?;
    page.reload().await?;
    page.in_workspace("Spring fair").await?;
    assert_eq!(page.place().await?.last, recorded + 1);

    page.order("reset").await?;
    let asked = page.see("dialog", json!({ "name": "reset" })).await?;
    assert!(text(&asked["text"]).contains("Spring fair"), "{asked}");
    page.click("dialog-cancel", json!({})).await?;
    assert_eq!(page.place().await?.last, recorded + 1, "nothing was lost");
    page.order("reset").await?;
    page.click("dialog-confirm", json!({})).await?;
    page.at(recorded).await?;
    page.reload().await?;
    page.in_workspace("Spring fair").await?;
    assert_eq!(page.place().await?.last, recorded);
    page.end_quietly().await
}

#[tokio::test]
async fn a_workspace_is_deleted_only_when_that_is_confirmed() -> Outcome {
    let page = Page::first_visit("deleted").await?;
    page.new_workspace("Short-lived", true).await?;
    page.order("delete").await?;
    page.see("dialog", json!({ "name": "delete" })).await?;
    page.press(thirtyfour::Key::Escape).await?;
    page.until("no dialog", "return !one('dialog');", json!([]))
        .await?;
    page.in_workspace("Short-lived").await?;
    assert_eq!(databases(&page).await?, 3);
    page.order("delete").await?;
    page.click("dialog-confirm", json!({})).await?;
    page.in_workspace(FIRST_WORKSPACE).await?;
    assert_eq!(databases(&page).await?, 2, "the list and one workspace");
    page.reload().await?;
    page.in_workspace(FIRST_WORKSPACE).await?;

    // Without any workspace one begins as a newcomer does.
    page.perform("Add seats", &OFFER).await?;
    let before = page.place().await?.last;
    page.order("delete").await?;
    page.click("dialog-confirm", json!({})).await?;
    page.at(before - 1).await?;
    page.in_workspace(FIRST_WORKSPACE).await?;
    page.end_quietly().await
}

/// How many databases there are.
async fn databases(page: &Page) -> Outcome<usize> {
    let found = page.run("return indexedDB.databases();", json!([])).await?;
    Ok(list(&found).len())
}
