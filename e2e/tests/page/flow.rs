//! The workflow: what is lit agrees with the trace, and each node opens its part of it.

use e2e::database::Dump;
use e2e::json::{list, number, text};
use e2e::page::FIRST_WORKSPACE;
use e2e::{Failure, Outcome, Page};
use foldline::app::flow::visits;
use foldline::engine::trace::Trace;
use serde_json::{Value, json};
use std::collections::BTreeSet;

const ACCEPTED: [&str; 15] = [
    "n1", "n2", "n3", "n6", "n7", "n8", "n9", "n11", "n12", "n13", "n14", "n15", "n18", "n4", "n5",
];
const REFUSED: [&str; 9] = ["n1", "n2", "n3", "n6", "n7", "n8", "n10", "n4", "n5"];
const CONFLICTING: [&str; 8] = ["n1", "n2", "n3", "n6", "n7", "n8", "n9", "n11"];
const INVALID: [&str; 3] = ["n1", "n2", "n3"];

const RESERVE: [(&str, Option<&str>, &str); 2] = [
    ("conference", None, "rustconf-lisbon"),
    ("seats", Some("General admission"), "1"),
];

#[tokio::test]
async fn an_accepted_command_goes_all_the_way() -> Outcome {
    let page = Page::first_visit("flow-accepted").await?;
    let answer = page.perform("Reserve seats", &RESERVE).await?;
    assert_eq!(answer.kind, "done", "{answer:?}");
    let position = page.place().await?.last;
    assert_path(&page, (position, 0), &ACCEPTED, None).await?;
    assert_opens(&page, "n8", "valid for the state", "yes").await?;
    assert_opens(&page, "n9", "events", "SeatsReserved").await?;
    assert_opens(&page, "n11", "history at position", &position.to_string()).await?;
    // A path is kept: it is there after a reload, and at its moment.
    page.reload().await?;
    page.click("step-back", json!({})).await?;
    page.click("step-on", json!({})).await?;
    page.at(position).await?;
    assert_path(&page, (position, 0), &ACCEPTED, None).await?;
    page.end_quietly().await
}

#[tokio::test]
async fn an_invalid_command_ends_where_it_is_validated() -> Outcome {
    let page = Page::first_visit("flow-invalid").await?;
    let position = page.place().await?.last;
    let nothing = [
        ("conference", None, "rustconf-lisbon"),
        ("seatType", None, "General admission"),
        ("quantity", None, "0"),
    ];
    let answer = page.perform("Add seats", &nothing).await?;
    assert_eq!(answer.kind, "refused", "{answer:?}");
    assert_path(&page, (position, 1), &INVALID, Some("n3")).await?;
    page.click("flow-node", json!({ "node": "n8" })).await?;
    page.see("flow-detail-empty", json!({})).await?;
    page.end_quietly().await
}

#[tokio::test]
async fn a_refused_command_of_the_recorded_history_is_rejected() -> Outcome {
    let page = Page::first_visit("flow-refused").await?;
    // A slug that was taken: it is looked up in what was recorded.
    let body = "set(one('filter'), 'slug is already taken');";
    page.run(body, json!([])).await?;
    let only = "const rows = log(); return rows.length === 1 && rows[0].title === 'refused';";
    page.until("the refusal", only, json!([])).await?;
    page.click("log-row", json!({ "title": "refused" })).await?;
    let stored = Dump::of(&page, FIRST_WORKSPACE).await?;
    let refused = stored
        .records("journal")
        .iter()
        .find(|entry| text(&entry["note"]).contains("slug is already taken"));
    let refused = refused.ok_or_else(|| Failure::new("no such refusal"))?;
    let at = (number(&refused["position"]), number(&refused["index"]));
    assert_path(&page, at, &REFUSED, Some("n10")).await?;
    assert_opens(&page, "n10", "rule", "SLUG_TAKEN").await?;
    page.end_quietly().await
}

#[tokio::test]
async fn a_command_that_loses_a_race_ends_where_it_is_appended() -> Outcome {
    let page = Page::first_visit("flow-conflict").await?;
    let [first, second] = page.second_window().await?;
    let body = "await open('Reserve seats', given); one('tell-lost-race').click(); await drawn();";
    page.run(body, e2e::page::filled(&RESERVE)).await?;
    page.go_to(&first).await?;
    page.perform("Reserve seats", &RESERVE).await?;
    let position = page.place().await?.last;
    page.go_to(&second).await?;
    page.at(position).await?;
    let answer = page.run("return send();", json!([])).await?;
    assert_eq!(answer["kind"], "conflict", "{answer}");
    assert_path(&page, (position, 1), &CONFLICTING, Some("n11")).await?;
    assert_opens(&page, "n11", "won by", "SeatsReserved").await?;
    page.end_quietly().await
}

/// The lit nodes and edges are those of the trace that was kept at a moment, and the ones expected.
async fn assert_path(
    page: &Page,
    at: (u64, u64),
    expected: &[&str],
    stopped: Option<&str>,
) -> Outcome {
    page.run("await tab('flow');", json!([])).await?;
    let body = "const lit = (node) => ({ node: node.dataset.node, lit: node.dataset.lit });
         return one('flow-title') && !one('flow-empty') && all('flow-node').length === 18 && {
           nodes: all('flow-node').map(lit),
           edges: all('flow-edge', { lit: true }).map(({ dataset }) => [dataset.from, dataset.to]),
         };";
    let shown = page.until("the path", body, json!([])).await?;
    let nodes = |wanted: &dyn Fn(&str) -> bool| -> BTreeSet<&str> {
        let nodes = list(&shown["nodes"]).iter();
        nodes
            .filter(|node| wanted(text(&node["lit"])))
            .map(|node| text(&node["node"]))
            .collect()
    };
    let lit = nodes(&|lit| lit != "dark");
    assert_eq!(lit, expected.iter().copied().collect());
    assert_eq!(
        nodes(&|lit| lit == "stopped"),
        stopped.into_iter().collect()
    );

    let trace = trace(page, at).await?;
    let way: Vec<&str> = visits(&trace).iter().map(|visit| visit.node).collect();
    assert_eq!(
        lit,
        way.iter().copied().collect(),
        "what is lit is what the trace tells"
    );
    for edge in list(&shown["edges"]) {
        let (from, to) = (text(&edge[0]), text(&edge[1]));
        assert!(
            way.windows(2).any(|pair| pair == [from, to]),
            "{from} to {to}"
        );
    }
    Ok(())
}

/// The trace that was kept at a moment.
async fn trace(page: &Page, (position, index): (u64, u64)) -> Outcome<Trace> {
    let body = "const found = await dump(given[0]);
         const at = ({ position, index }) => position === given[1] && index === given[2];
         return found.traces.find(at)?.trace;";
    let given = json!([FIRST_WORKSPACE, position, index]);
    // It is kept right after the answer.
    for _ in 0..100 {
        let found: Value = page.run(body, given.clone()).await?;
        if !found.is_null() {
            return Ok(serde_json::from_value(found)?);
        }
    }
    Err(Failure::new(format!("no trace at {position}+{index}")))
}

/// A node opens its part of the trace, and closes it.
async fn assert_opens(page: &Page, node: &str, name: &str, value: &str) -> Outcome {
    page.click("flow-node", json!({ "node": node })).await?;
    let body = "const detail = one('flow-detail', { node: given[0] });
         const facts = [...(detail?.querySelectorAll('dd') ?? [])].map((it) => [it.dataset.name, it.textContent]);
         return facts.some(([name, value]) => name === given[1] && value === given[2]);";
    page.until(
        &format!("{name} of {node}"),
        body,
        json!([node, name, value]),
    )
    .await?;
    page.click("flow-detail-close", json!({})).await?;
    page.until("it is closed", "return !one('flow-detail');", json!([]))
        .await?;
    Ok(())
}
