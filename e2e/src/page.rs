//! The page as a person finds it, and what can be done there.

mod hands;
mod looks;
mod model;
mod place;
mod task;
mod workspace;

pub use place::Place;
pub use task::{Answer, Fill, filled};

use crate::browser::{Browser, PATIENCE};
use crate::{Failure, Outcome, settings};
use serde_json::{Value, json};
use std::time::{Duration, Instant};
use thirtyfour::WindowHandle;
use thirtyfour::prelude::*;

/// Stands before every script.
const PRELUDE: &str = include_str!("page.js");

/// The name of the workspace that a new visitor finds.
pub const FIRST_WORKSPACE: &str = "Conference booking";

/// The page in a browser of its own.
pub struct Page {
    browser: Browser,
    address: String,
    name: String,
}

impl Page {
    /// Opens the page in a browser that was never there before.
    ///
    /// # Errors
    /// The browser could not be started, or the page did not come up.
    pub async fn first_visit(name: &str) -> Outcome<Self> {
        Self::first_visit_at(name, settings::address()).await
    }

    /// The same, for a page that is served elsewhere.
    ///
    /// # Errors
    /// The browser could not be started, or the page did not come up.
    pub async fn first_visit_at(name: &str, address: String) -> Outcome<Self> {
        let page = Self::unopened(name, address).await?;
        page.open().await?;
        Ok(page)
    }

    /// A new browser in which the page was not opened yet.
    ///
    /// # Errors
    /// The browser could not be started.
    pub async fn not_yet_opened(name: &str) -> Outcome<Self> {
        Self::unopened(name, settings::address()).await
    }

    async fn unopened(name: &str, address: String) -> Outcome<Self> {
        Ok(Self {
            browser: Browser::start(name).await?,
            address,
            name: name.to_owned(),
        })
    }

    /// The session with the browser, for what has no word of its own here.
    pub fn web(&self) -> &WebDriver {
        self.browser.web()
    }

    /// Goes to the page, and waits until it is ready.
    ///
    /// # Errors
    /// It did not become ready.
    pub async fn open(&self) -> Outcome {
        self.web().goto(&self.address).await?;
        self.ready().await
    }

    /// Goes to the page, and waits until it says why it can't be opened.
    ///
    /// # Errors
    /// It did not say that.
    pub async fn open_to_fail(&self) -> Outcome {
        self.web().goto(&self.address).await?;
        self.phase("failed").await
    }

    /// Loads the page anew, and waits until it is ready.
    ///
    /// # Errors
    /// It did not become ready.
    pub async fn reload(&self) -> Outcome {
        self.web().refresh().await?;
        self.ready().await
    }

    /// Waits until the workbench is there.
    ///
    /// # Errors
    /// It did not come.
    pub async fn ready(&self) -> Outcome {
        self.phase("ready").await
    }

    async fn phase(&self, wanted: &str) -> Outcome {
        let text = "const { phase } = document.querySelector('[data-phase]')?.dataset ?? {};
             const ended = phase === 'ready' || phase === 'failed';
             return ended && { phase, text: document.body.innerText };";
        let found = self
            .until("the page is ready or says why not", text, json!([]))
            .await?;
        match found["phase"] == wanted {
            true => Ok(()),
            false => Err(self
                .failure(&format!("not {wanted}: {}", found["text"]))
                .await),
        }
    }

    /// Kills the browser where it stands, with everything that belongs to it.
    pub fn kill(&mut self) {
        self.browser.kill();
    }

    /// Starts the browser again with the same profile, and opens the page.
    ///
    /// # Errors
    /// The browser could not be started, or the page did not come up.
    pub async fn reopen(&mut self) -> Outcome {
        self.browser.resume().await?;
        self.open().await
    }

    /// Opens the page in a second window of the same browser, and goes there; answers with both windows.
    ///
    /// # Errors
    /// It did not become ready.
    pub async fn second_window(&self) -> Outcome<[WindowHandle; 2]> {
        let first = self.web().window().await?;
        let second = self.web().new_window().await?;
        self.go_to(&second).await?;
        self.open().await?;
        Ok([first, second])
    }

    /// Goes on in another window.
    ///
    /// # Errors
    /// It is closed.
    pub async fn go_to(&self, window: &WindowHandle) -> Outcome {
        Ok(self.web().switch_to_window(window.clone()).await?)
    }

    /// Runs a script in the page: the body of an asynchronous function that finds its arguments in `given`.
    ///
    /// # Errors
    /// It threw, or it did not end in time.
    #[track_caller]
    pub fn run(&self, body: &str, given: Value) -> impl Future<Output = Outcome<Value>> {
        // The place of the test that asks, not of this function.
        let failure = Failure::new("");
        async move {
            self.answer(body, given)
                .await
                .map_err(|error| failure.with(&format!("{error:?}")))
        }
    }

    async fn answer(&self, body: &str, given: Value) -> Outcome<Value> {
        let script = format!(
            "{PRELUDE}\nconst given = arguments[0], done = arguments[1];\n(async () => {{ {body} }})().then(
               (value) => done({{ value: value ?? null }}), (error) => done({{ error: String(error?.stack ?? error) }}));"
        );
        let mut answer = self
            .web()
            .execute_async(script, vec![given])
            .await?
            .json()
            .clone();
        match answer["error"].as_str() {
            Some(error) => Err(Failure::new(error)),
            None => Ok(answer["value"].take()),
        }
    }

    /// Waits until a script gives something other than nothing, false or zero, and answers with that.
    ///
    /// # Errors
    /// It never did.
    pub async fn until(&self, what: &str, body: &str, given: Value) -> Outcome<Value> {
        let end = Instant::now() + PATIENCE;
        let script = format!("{PRELUDE}\nconst given = arguments[0];\n{body}");
        loop {
            // While the page is being replaced there is nobody to answer.
            let answer = self
                .web()
                .execute(script.as_str(), vec![given.clone()])
                .await;
            match answer.as_ref().map(|answer| answer.json()) {
                Ok(Value::Null | Value::Bool(false)) | Err(_) if Instant::now() < end => {
                    tokio::time::sleep(Duration::from_millis(20)).await;
                }
                Ok(Value::Null | Value::Bool(false)) => {
                    return Err(self.failure(&format!("this never came: {what}")).await);
                }
                Ok(found) => return Ok(found.clone()),
                Err(error) => return Err(self.failure(&format!("{what}: {error}")).await),
            }
        }
    }

    /// Waits for an element.
    ///
    /// # Errors
    /// It never came.
    pub async fn see(&self, test: &str, data: Value) -> Outcome<Value> {
        let body = "const found = one(given.test, given.data); return found && { ...found.dataset, text: found.innerText };";
        let given = json!({ "test": test, "data": data });
        self.until(&given.to_string(), body, given.clone()).await
    }

    /// The rows of the log that are drawn, newest first.
    ///
    /// # Errors
    /// The page did not answer.
    pub async fn log(&self) -> Outcome<Vec<Value>> {
        let rows = self.run("return log();", json!([])).await?;
        Ok(rows.as_array().cloned().unwrap_or_default())
    }

    /// What the console has said since this was last asked, as far as it is an error.
    ///
    /// # Errors
    /// The browser did not tell.
    pub async fn complaints(&self) -> Outcome<Vec<String>> {
        let entries = self.web().browser_log().await?;
        let severe = entries.into_iter().filter(|entry| entry.level == "SEVERE");
        Ok(severe.map(|entry| entry.message).collect())
    }

    /// Ends a test in which nothing may have gone wrong unseen.
    ///
    /// # Errors
    /// The console holds an error.
    pub async fn end_quietly(self) -> Outcome {
        let complaints = self.complaints().await?;
        match complaints.is_empty() {
            true => Ok(()),
            false => Err(Failure::new(format!("the console says: {complaints:#?}"))),
        }
    }

    /// A failure with what there is to see and to hear.
    async fn failure(&self, what: &str) -> Failure {
        let picture = self.picture(&format!("failed-{}", self.name)).await;
        let shown = picture.map_or_else(
            |error| format!("{error:?}"),
            |path| path.display().to_string(),
        );
        let heard = self.complaints().await.unwrap_or_default();
        Failure::new(what).with(&format!("picture: {shown}\nconsole: {heard:#?}"))
    }
}

/// The element with this `data-test`, and with these other data attributes.
pub fn selector(test: &str, data: &Value) -> String {
    let others = data.as_object().into_iter().flatten();
    let others = others.map(|(name, value)| match value.as_str() {
        Some(text) => format!("[data-{name}=\"{text}\"]"),
        None => format!("[data-{name}=\"{value}\"]"),
    });
    format!("[data-test=\"{test}\"]{}", others.collect::<String>())
}
