//! For everyone: names for assistive technology, the keyboard alone, and a narrow screen.

use e2e::json::{list, text};
use e2e::{Outcome, Page};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use thirtyfour::prelude::*;

/// Roles of things that can be acted on.
const ROLES: [&str; 15] = [
    "button",
    "checkbox",
    "combobox",
    "dialog",
    "link",
    "listbox",
    "menuitem",
    "option",
    "radio",
    "searchbox",
    "slider",
    "spinbutton",
    "switch",
    "tab",
    "textbox",
];

/// Shows faults and invariants.
const FAULTS: &str = "await tab('processes'); one('processes-part', { name: 'faults' }).click();
     await until('the faults', () => one('fault-plan'));";

#[tokio::test]
async fn everything_that_can_be_acted_on_has_a_name() -> Outcome {
    let page = Page::first_visit("names").await?;
    assert_named(&page, "live").await?;
    for name in ["state", "read-models", "processes", "flow"] {
        page.click("tab", json!({ "name": name })).await?;
        page.see("panel", json!({ "name": name })).await?;
        assert_named(&page, name).await?;
    }
    page.run(FAULTS, json!([])).await?;
    assert_named(&page, "faults").await?;
    page.run("await tab('flow');", json!([])).await?;
    for title in ["Register", "Create seats", "Assign a seat", "Add seats"] {
        page.run("await open(given, []);", json!(title)).await?;
        assert_named(&page, title).await?;
    }
    page.click("log-row", json!({ "title": "refused" })).await?;
    page.click("flow-node", json!({ "node": "n3" })).await?;
    page.see("flow-detail", json!({})).await?;
    assert_named(&page, "a selection and a step").await?;
    page.click("workspace-menu", json!({})).await?;
    page.see("workspace-new", json!({})).await?;
    assert_named(&page, "the menu").await?;
    page.click("workspace-new", json!({})).await?;
    page.see("dialog", json!({})).await?;
    assert_named(&page, "a dialog").await?;
    page.press(Key::Escape).await?;
    page.until("no dialog", "return !one('dialog');", json!([]))
        .await?;
    page.click("step-back", json!({})).await?;
    page.see("past-banner", json!({})).await?;
    assert_named(&page, "past").await?;
    page.end_quietly().await
}

/// As the browser tells assistive technology.
async fn assert_named(page: &Page, what: &str) -> Outcome {
    let cdp = page.web().cdp();
    let tree = cdp
        .send_raw("Accessibility.getFullAXTree", json!({}))
        .await?;
    let nodes = list(&tree["nodes"])
        .iter()
        .filter(|node| node["ignored"] == false);
    let acting =
        nodes.filter(|node| ROLES.contains(&node["role"]["value"].as_str().unwrap_or_default()));
    let acting: Vec<&Value> = acting.collect();
    assert!(acting.len() > 3, "{what}: {} nodes", acting.len());
    let named = |node: &Value| {
        node["name"]["value"]
            .as_str()
            .is_some_and(|name| !name.trim().is_empty())
    };
    let nameless: Vec<&&Value> = acting.iter().filter(|node| !named(node)).collect();
    assert!(nameless.is_empty(), "{what}: {nameless:#?}");
    Ok(())
}

#[tokio::test]
async fn nothing_is_wider_than_a_narrow_screen() -> Outcome {
    let page = Page::first_visit("narrow").await?;
    page.resize(390, 844).await?;
    page.run("await open('Register', []);", json!([])).await?;
    page.run("all('log-row')[0].click(); await drawn();", json!([]))
        .await?;
    for past in [false, true] {
        if past {
            page.run("one('step-back').click(); await drawn();", json!([]))
                .await?;
        }
        for place in ["tasks", "middle", "log", "selection"] {
            page.click("place", json!({ "name": place })).await?;
            assert_fits(&page, place).await?;
        }
        for name in ["state", "read-models", "processes", "flow"] {
            page.click("place", json!({ "name": "middle" })).await?;
            page.click("tab", json!({ "name": name })).await?;
            page.see("panel", json!({ "name": name })).await?;
            assert_fits(&page, name).await?;
        }
        page.run(FAULTS, json!([])).await?;
        assert_fits(&page, "faults").await?;
        page.run(
            "one('processes-part', { name: 'instances' }).click();",
            json!([]),
        )
        .await?;
    }
    page.end_quietly().await
}

/// Nothing scrolls sideways, and no button of the page is cut off, other than inside what scrolls itself.
async fn assert_fits(page: &Page, what: &str) -> Outcome {
    let body = "await drawn();
         const wide = document.documentElement.scrollWidth;
         const scrolls = (it) => it && (/auto|scroll|hidden/.test(getComputedStyle(it).overflowX) || scrolls(it.parentElement));
         const cut = [...document.querySelectorAll('button, input, select')].filter((it) => {
           const { left, right, width } = it.getBoundingClientRect();
           return width > 0 && (left < -1 || right > innerWidth + 1) && !scrolls(it.parentElement);
         });
         return { wide, room: innerWidth, cut: cut.map((it) => it.outerHTML) };";
    let found = page.run(body, json!([])).await?;
    assert_eq!(
        (&found["wide"], &found["room"]),
        (&json!(390), &json!(390)),
        "{what}: {found}"
    );
    assert_eq!(found["cut"], json!([]), "{what}");
    Ok(())
}

#[tokio::test]
async fn the_tab_key_reaches_every_part() -> Outcome {
    let page = Page::first_visit("tab-key").await?;
    page.run(
        "document.activeElement.blur(); window.scrollTo(0, 0);",
        json!([]),
    )
    .await?;
    let mut reached = BTreeSet::new();
    let mut hidden = Vec::new();
    for _ in 0..140 {
        page.press(Key::Tab).await?;
        let body = "const it = document.activeElement;
             const { width, height } = it.getBoundingClientRect();
             const seen = it === document.body || (width > 0 && height > 0);
             return { test: it.dataset.test ?? it.getAttribute('role') ?? it.tagName, seen };";
        let focused = page.run(body, json!([])).await?;
        if focused["seen"] == false {
            hidden.push(focused.clone());
        }
        reached.insert(text(&focused["test"]).to_owned());
    }
    let main = [
        "workspace-menu",
        "storage",
        "theme",
        "keys",
        "actor",
        "task",
        "tab",
        "flow-node",
        "play",
        "step-back",
        "speed",
        "by-event",
        "jump",
        "marker",
        "slider",
        "filter",
        "listbox",
    ];
    let missed: Vec<&&str> = main
        .iter()
        .filter(|name| !reached.contains(**name))
        .collect();
    assert!(missed.is_empty(), "{missed:?} not among {reached:?}");
    assert!(
        hidden.is_empty(),
        "the focus was on something unseen: {hidden:?}"
    );
    page.end_quietly().await
}

#[tokio::test]
async fn a_task_is_done_with_the_keyboard_alone() -> Outcome {
    let page = Page::first_visit("keyboard").await?;
    let before = page.place().await?.last;
    page.run("one('task', { title: 'Add seats' }).focus();", json!([]))
        .await?;
    page.press(Key::Enter).await?;
    page.see("send", json!({})).await?;
    page.press(Key::Tab).await?;
    page.press("rustconf-lisbon").await?;
    page.press(Key::Tab).await?;
    page.press("General admission").await?;
    page.press(Key::Tab).await?;
    page.press("5").await?;
    page.see("preview", json!({ "kind": "accepted" })).await?;
    page.press(Key::Enter).await?;
    page.see("answer", json!({ "kind": "done" })).await?;
    page.at(before + 1).await?;
    page.end_quietly().await
}

#[tokio::test]
async fn a_question_mark_lists_the_keys() -> Outcome {
    let page = Page::first_visit("question").await?;
    page.press("?").await?;
    let keys = page.see("dialog", json!({ "name": "keys" })).await?;
    for key in ["Home", "Space", "Esc", "?"] {
        assert!(text(&keys["text"]).contains(key), "{keys}");
    }
    page.press(Key::Escape).await?;
    page.until("no dialog", "return !one('dialog');", json!([]))
        .await?;
    // In a field it is a letter like any other.
    page.click("filter", json!({})).await?;
    page.press("?").await?;
    page.run("await drawn();", json!([])).await?;
    assert_eq!(
        page.run("return [!!one('dialog'), one('filter').value];", json!([]))
            .await?,
        json!([false, "?"])
    );
    page.end_quietly().await
}
