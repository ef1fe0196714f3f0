//! The models of the gallery: each story is travelled from end to end, each actor performs a task, one is refused.

use e2e::json::text;
use e2e::page::Fill;
use e2e::{Failure, Outcome, Page};
use serde_json::{Value, json};

/// A story is looked at in so many places.
const PLACES: u64 = 12;

/// A page with a new workspace of a model, whose story was travelled from end to end.
async fn travelled(model: &str, read_model: &str) -> Outcome<Page> {
    let page = Page::first_visit(&format!("gallery-{model}")).await?;
    page.new_workspace_of(model, model).await?;
    let (end, shown) = (page.place().await?, page.rows(read_model).await?);
    assert_ne!(shown, json!([]), "the story leaves something to look at");
    let mut seen = Vec::new();
    for place in 0..=PLACES {
        let stop = end.stop * place / PLACES;
        let there = "slide(given); await until('the place', () => where().stop === given); await drawn(); return where().position;";
        page.run(there, json!(stop)).await?;
        let rows = page.rows(read_model).await?;
        if seen.last() != Some(&rows) {
            seen.push(rows);
        }
    }
    assert_eq!(seen.first(), Some(&json!([])), "nothing at the beginning");
    assert_eq!(seen.last(), Some(&shown), "all of it at the end");
    assert!(seen.len() > 3, "it changes on the way: {seen:?}");
    page.run("one('back-to-live')?.click(); await drawn();", json!([]))
        .await?;
    Ok(page)
}

/// Somebody performs a task, and it is done. Answers with the id that the form made, if it made one.
async fn does(page: &Page, person: &str, task: &str, fields: &[Fill<'_>]) -> Outcome<String> {
    let answer = acts(page, person, task, fields).await?;
    match answer["kind"] == "done" {
        true => Ok(answer["id"].as_str().unwrap_or_default().to_owned()),
        false => Err(Failure::new(format!("{person} {task}: {answer}"))),
    }
}

/// Somebody tries a task, and is told why not.
async fn is_refused(
    page: &Page,
    person: &str,
    task: &str,
    fields: &[Fill<'_>],
    why: &str,
) -> Outcome {
    let before = page.place().await?.last;
    let answer = acts(page, person, task, fields).await?;
    assert_eq!(answer["kind"], "refused", "{person} {task}: {answer}");
    assert!(text(&answer["text"]).contains(why), "{answer}");
    assert_eq!(page.place().await?.last, before, "the log stays as it is");
    Ok(())
}

async fn acts(page: &Page, person: &str, task: &str, fields: &[Fill<'_>]) -> Outcome<Value> {
    let body = "const options = [...one('actor').options];
         set(one('actor'), options.find(({ text }) => text === given.person).value);
         await drawn();
         return perform(given.task, given.fields);";
    let fields = e2e::page::filled(fields);
    let given = json!({ "person": person, "task": task, "fields": fields });
    page.run(body, given).await
}

/// Waits until a read model has a row with this key.
async fn is_in(page: &Page, read_model: &str, key: &str) -> Outcome {
    let body = "one('tab', { name: 'read-models' }).click();
         one('read-model', { name: given[0] })?.click();
         return Boolean(one('row', { key: given[1] }));";
    let what = format!("{key} in {read_model}");
    page.until(&what, body, json!([read_model, key])).await?;
    Ok(())
}

#[tokio::test]
async fn customers_move_die_and_are_alive_again() -> Outcome {
    let page = travelled("customer", "Accounts").await?;
    let account = ("account", None, "a-104");
    does(
        &page,
        "Ada · Customer",
        "Pay in",
        &[account, ("amount", None, "5")],
    )
    .await?;
    let address = ("address", None, "18 Station Square, Utrecht");
    does(
        &page,
        "Olga · Clerk",
        "Correct an address",
        &[account, address],
    )
    .await?;
    let all = ("amount", None, "99000");
    is_refused(
        &page,
        "Ada · Customer",
        "Take money out",
        &[account, all],
        "Take out less.",
    )
    .await?;
    page.end_quietly().await
}

#[tokio::test]
async fn an_order_is_placed_paid_packed_and_delivered() -> Outcome {
    let page = travelled("orders", "Shelf").await?;
    let bells = [("item", None, "brass bell"), ("quantity", None, "2")];
    let order = does(&page, "Ada · Customer", "Start an order", &bells).await?;
    is_in(&page, "Orders", &order).await?;
    let address = ("address", None, "5 Mill Lane, Delft");
    let this = ("order", None, order.as_str());
    does(&page, "Ada · Customer", "Place an order", &[this, address]).await?;
    does(
        &page,
        "Paywell · Payment provider",
        "Report a payment",
        &[this],
    )
    .await?;
    let parcel = format!("{order}.parcel");
    is_in(&page, "Parcels", &parcel).await?;
    let (parcel, tracking) = (
        ("parcel", None, parcel.as_str()),
        ("tracking", None, "NL-1234"),
    );
    does(
        &page,
        "Pia · Packer",
        "Hand a parcel over",
        &[parcel, tracking],
    )
    .await?;
    does(&page, "Carla · Carrier", "Confirm a delivery", &[parcel]).await?;
    does(&page, "Stella · Stock keeper", "Receive stock", &bells).await?;
    let (many, reason) = (("quantity", None, "400"), ("reason", None, "a flood"));
    let flood = [bells[0], many, reason];
    is_refused(
        &page,
        "Sam · Stock keeper",
        "Write off stock",
        &flood,
        "brass bell",
    )
    .await?;
    page.end_quietly().await
}

#[tokio::test]
async fn a_claim_is_approved_by_somebody_else_and_paid() -> Outcome {
    let page = travelled("expenses", "MyClaims").await?;
    let claim = [
        ("purpose", None, "Two days at the fair"),
        ("spentOn", None, "2026-04-28"),
        ("what", None, "Train"),
        ("amount", None, "64.80"),
    ];
    let expense = does(&page, "Tomas · Employee", "Start a claim", &claim).await?;
    is_in(&page, "MyClaims", &expense).await?;
    let this = ("expense", None, expense.as_str());
    does(&page, "Tomas · Employee", "Submit a claim", &[this]).await?;
    is_in(&page, "ToApprove", &expense).await?;
    is_refused(
        &page,
        "Tomas · Approver",
        "Approve a claim",
        &[this],
        "of their own",
    )
    .await?;
    does(&page, "Ulrike · Approver", "Approve a claim", &[this]).await?;
    does(
        &page,
        "Vera · Payroll clerk",
        "Close the run",
        &[("payroll", None, "EUR")],
    )
    .await?;
    page.end_quietly().await
}

#[tokio::test]
async fn a_transaction_goes_its_way_and_nobody_acts_for_another() -> Outcome {
    let page = travelled("transaction", "Transactions").await?;
    let kind = [
        ("kind", None, "TK09"),
        ("name", None, "mending"),
        ("product", None, "is mended"),
        ("executor", None, "Carrier"),
    ];
    does(&page, "Dana · Architect", "Define a kind", &kind).await?;
    is_in(&page, "Kinds", "TK09").await?;
    let wanted = [
        ("kind", None, "TK09"),
        ("entity", None, "the crate"),
        ("content", None, "by Friday"),
    ];
    let transaction = does(&page, "Ada · Customer", "Request", &wanted).await?;
    is_in(&page, "Transactions", &transaction).await?;
    let this = ("transaction", None, transaction.as_str());
    is_refused(&page, "Sam · Shop", "Promise", &[this], "Only Carrier").await?;
    does(&page, "Carl · Carrier", "Promise", &[this]).await?;
    let open = ("transaction", None, "order-103");
    let unmet = "The execution waits for";
    is_refused(&page, "Sam · Shop", "Execute", &[open], unmet).await?;
    does(&page, "Sam · Shop", "Revoke a promise", &[open]).await?;
    page.end_quietly().await
}
