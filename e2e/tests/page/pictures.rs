//! Pictures of the page, for people to look at: they are in `target/screenshots/`.

use crate::orders::{TWO, made};
use e2e::page::filled;
use e2e::{Outcome, Page};
use serde_json::json;

const SIZES: [(&str, u32, u32); 2] = [("wide", 1440, 900), ("narrow", 390, 844)];

#[tokio::test]
async fn the_page_is_pictured_in_all_sizes_and_colours() -> Outcome {
    let page = Page::first_visit("pictures").await?;
    for (size, width, height) in SIZES {
        page.resize(width, height).await?;
        for colours in ["light", "dark"] {
            page.prefer(colours).await?;
            series(&page, &format!("{size}-{colours}")).await?;
        }
    }
    page.end_quietly().await
}

/// The workbench live, with an open form, with an answer, and in the past.
async fn series(page: &Page, name: &str) -> Outcome {
    page.open().await?;
    show(page, "middle", "flow").await?;
    take(page, &format!("{name}-live")).await?;
    show(page, "tasks", "flow").await?;
    page.click("task", json!({ "title": "Register" })).await?;
    let filled = [
        ("conference", None, "rustconf-lisbon"),
        ("seats", Some("General admission"), "2"),
    ];
    for field in filled {
        page.fill(field).await?;
    }
    page.run("await drawn();", json!([])).await?;
    take(page, &format!("{name}-form")).await?;
    page.run("one('send').form.requestSubmit(); await until('the answer', () => one('answer')); await drawn();", json!([])).await?;
    take(page, &format!("{name}-answer")).await?;
    show(page, "selection", "flow").await?;
    take(page, &format!("{name}-selection")).await?;
    show(page, "middle", "processes").await?;
    take(page, &format!("{name}-processes")).await?;
    faults(page, name).await?;
    lagging(page, name).await?;
    models(page, name).await?;
    show(page, "tasks", "flow").await?;
    page.run(
        "await open('Change a conference', []); await drawn();",
        json!([]),
    )
    .await?;
    take(page, &format!("{name}-change")).await?;
    page.run("slide(141);", json!([])).await?;
    page.see("past-banner", json!({})).await?;
    show(page, "middle", "state").await?;
    take(page, &format!("{name}-past-state")).await?;
    show(page, "middle", "read-models").await?;
    take(page, &format!("{name}-past-read-models")).await?;
    show(page, "log", "flow").await?;
    take(page, &format!("{name}-past-log")).await?;
    show(page, "tasks", "flow").await?;
    take(page, &format!("{name}-past-tasks")).await?;
    page.run(
        "one('end').click(); one('keys').click(); await drawn();",
        json!([]),
    )
    .await?;
    take(page, &format!("{name}-keys")).await
}

/// A fault that struck, two people at once, and an input that is parked.
async fn faults(page: &Page, name: &str) -> Outcome {
    let part = "one('processes-part', { name: given }).click(); await drawn();";
    page.run(part, json!("faults")).await?;
    page.run(
        "one('fault', { name: 'crashAfterStep' }).click();",
        json!([]),
    )
    .await?;
    page.see("verdict", json!({ "kind": "quiet" })).await?;
    rest(page).await?;
    let order = made(page, "Register", &TWO).await?;
    rest(page).await?;
    page.see("verdict", json!({ "kind": "safe" })).await?;
    take(page, &format!("{name}-faults")).await?;
    page.run(part, json!("instances")).await?;
    let changed = [
        ("conference", None, "rustconf-lisbon"),
        ("reservation", None, order.as_str()),
        ("seats", Some("General admission"), "3"),
    ];
    page.perform("Change reservation", &changed).await?;
    page.see("parked", json!({})).await?;
    page.run("await drawn();", json!([])).await?;
    take(page, &format!("{name}-parked")).await?;
    page.run("one('parked-skip').click();", json!([])).await?;
    page.until("nothing is parked", "return !one('parked');", json!([]))
        .await?;
    show(page, "tasks", "processes").await?;
    let two = "await open('Register', given); await drawn(); one('send-as-two').click();
         await until('both', () => one('pair-sender', { kind: 'conflict' })); await drawn();";
    page.run(two, filled(&TWO)).await?;
    take(page, &format!("{name}-pair")).await?;
    let put_away = "one('pair-retry').click(); await until('both', () => all('pair-sender', { kind: 'done' }).length === 2);
         one('pair-dismiss').click(); await drawn();";
    page.run(put_away, json!([])).await?;
    Ok(())
}

/// Waits until the processes have nothing left to do.
async fn rest(page: &Page) -> Outcome {
    let still = "const { last } = where(); await new Promise((resolve) => setTimeout(resolve, 1000)); return where().last === last;";
    while page.run(still, json!([])).await? != true {}
    Ok(())
}

/// The text of the model, and its specs.
async fn models(page: &Page, name: &str) -> Outcome {
    show(page, "middle", "model").await?;
    page.see("model-editor", json!({ "ready": "true" })).await?;
    page.see("spec-counts", json!({ "name": "passed" })).await?;
    page.run("await drawn();", json!([])).await?;
    take(page, &format!("{name}-model")).await?;
    show(page, "middle", "specs").await?;
    take(page, &format!("{name}-specs")).await
}

/// A read model that is behind, and the workflow of what it has not seen.
async fn lagging(page: &Page, name: &str) -> Outcome {
    show(page, "middle", "read-models").await?;
    let pause =
        "one('read-model', { name: 'DraftOrders' }).click(); await drawn(); one('pause').click();
         await until('it is paused', () => one('pause').innerText === 'Resume');";
    page.run(pause, json!([])).await?;
    rest(page).await?;
    made(page, "Register", &TWO).await?;
    rest(page).await?;
    page.run("one('deliver-again').click(); await drawn();", json!([]))
        .await?;
    page.see("counters", json!({ "wrong": "true" })).await?;
    take(page, &format!("{name}-lagging")).await?;
    show(page, "middle", "flow").await?;
    page.run("one('flow-node', { node: 'n12' }).dispatchEvent(new MouseEvent('click', { bubbles: true })); await drawn();", json!([]))
        .await?;
    take(page, &format!("{name}-flow-lagging")).await?;
    page.run("one('flow-detail-close').click(); await tab('read-models'); one('pause').click(); await drawn();", json!([]))
        .await?;
    // There shall be enough for the next series.
    let more = [
        ("conference", None, "rustconf-lisbon"),
        ("seatType", None, "General admission"),
        ("quantity", None, "10"),
    ];
    page.perform("Add seats", &more).await?;
    Ok(())
}

/// A part of the workbench, and a tab; on a wide screen all parts are shown anyway.
async fn show(page: &Page, place: &str, tab: &str) -> Outcome {
    let body = "await tab(given.tab); one('place', { name: given.place })?.click(); await drawn();";
    page.run(body, json!({ "place": place, "tab": tab }))
        .await?;
    Ok(())
}

async fn take(page: &Page, name: &str) -> Outcome {
    let path = page.picture(name).await?;
    let size = std::fs::metadata(&path)?.len();
    assert!(size > 10_000, "{} has {size} bytes", path.display());
    Ok(())
}
