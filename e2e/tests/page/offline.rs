//! After one visit the page needs no network.

use e2e::database::Dump;
use e2e::page::FIRST_WORKSPACE;
use e2e::site::Site;
use e2e::{Outcome, Page};
use serde_json::{Value, json};

const RESERVE: [(&str, Option<&str>, &str); 2] = [
    ("conference", None, "rustconf-lisbon"),
    ("seats", Some("General admission"), "1"),
];

#[tokio::test]
async fn without_a_network_the_page_opens_works_and_keeps_everything() -> Outcome {
    let mut site = Site::of_the_page()?;
    let page = Page::first_visit_at("offline", site.address().to_owned()).await?;
    let kept = "return document.documentElement.dataset.offlineReady === 'yes';";
    page.until("all is kept", kept, json!([])).await?;
    site.stop();
    let unheard = "try { await fetch(`./never-asked-for?${Date.now()}`); return 'answered'; } catch { return 'nobody'; }";
    assert_eq!(page.run(unheard, json!([])).await?, "nobody");

    let before = page.place().await?.last;
    page.reload().await?;
    assert_eq!(page.place().await?.last, before);
    let answer = page.perform("Reserve seats", &RESERVE).await?;
    assert_eq!(answer.kind, "done", "{answer:?}");
    let reservation = answer.id.unwrap_or_default();
    page.reload().await?;
    assert_eq!(page.place().await?.last, before + 1);
    let stored = Dump::of(&page, FIRST_WORKSPACE).await?;
    stored.assert_whole();
    assert_eq!(stored.reserving(&reservation).len(), 1);

    // Nothing is missing on the page: styles, pictures and the manifest were kept too.
    let body = "const links = [...document.querySelectorAll('link[rel=stylesheet], link[rel=manifest], link[rel~=icon]')];
         const answers = await Promise.all(links.map(async ({ href }) => [href, (await fetch(href)).ok]));
         return answers.filter(([, ok]) => !ok);";
    assert_eq!(page.run(body, json!([])).await?, json!([]));
    assert_no_network(&page).await?;
    page.second_window().await?;
    assert_eq!(
        page.place().await?.last,
        before + 1,
        "a new window opens too"
    );
    Ok(())
}

/// The same while the browser itself says that there is no network.
async fn assert_no_network(page: &Page) -> Outcome {
    let cut =
        json!({ "offline": true, "latency": 0, "downloadThroughput": -1, "uploadThroughput": -1 });
    page.web()
        .cdp()
        .send_raw("Network.enable", json!({}))
        .await?;
    page.web()
        .cdp()
        .send_raw("Network.emulateNetworkConditions", cut)
        .await?;
    page.reload().await?;
    let online: Value = page.run("return navigator.onLine;", json!([])).await?;
    assert_eq!(online, false);
    Ok(())
}

#[tokio::test]
async fn the_page_can_be_installed() -> Outcome {
    let page = Page::first_visit("install").await?;
    let body = "const link = document.querySelector('link[rel=manifest]');
         const manifest = await (await fetch(link.href)).json();
         const icons = await Promise.all(manifest.icons.map(async ({ src }) => (await fetch(new URL(src, link.href))).ok));
         return { ...manifest, icons, start: new URL(manifest.start_url, link.href).href, base: document.baseURI };";
    let manifest = page.run(body, json!([])).await?;
    assert_eq!(
        manifest["start"], manifest["base"],
        "it starts in the folder where it is hosted"
    );
    assert_eq!(manifest["display"], "standalone");
    assert!(
        e2e::json::list(&manifest["icons"])
            .iter()
            .all(|ok| *ok == true),
        "{manifest}"
    );
    let errors = page
        .web()
        .cdp()
        .send_raw("Page.getInstallabilityErrors", json!({}))
        .await?;
    let errors: Vec<&Value> = e2e::json::list(&errors["installabilityErrors"])
        .iter()
        .filter(|error| error["errorId"] != "in-incognito")
        .collect();
    assert!(errors.is_empty(), "{errors:?}");
    page.end_quietly().await
}
