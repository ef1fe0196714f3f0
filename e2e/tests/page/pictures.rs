//! Pictures of the page, for people to look at: they are in `target/screenshots/`.

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
