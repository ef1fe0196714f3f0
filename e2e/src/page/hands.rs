//! What a person does with mouse and keyboard.

use super::{Page, selector};
use crate::Outcome;
use crate::browser::PATIENCE;
use serde_json::Value;
use std::time::{Duration, Instant};
use thirtyfour::prelude::*;

impl Page {
    /// Clicks an element as a person does, as soon as that can be done.
    ///
    /// # Errors
    /// It never could be done.
    pub async fn click(&self, test: &str, data: Value) -> Outcome {
        let selector = selector(test, &data);
        let end = Instant::now() + PATIENCE;
        loop {
            let clicked = match self.web().find(By::Css(selector.as_str())).await {
                Ok(element) => self.click_on(&element).await,
                Err(error) => Err(error),
            };
            match clicked {
                Ok(()) => return Ok(()),
                Err(error) if Instant::now() > end => {
                    return Err(self
                        .failure(&format!("{selector} can't be clicked: {error}"))
                        .await);
                }
                Err(_) => tokio::time::sleep(Duration::from_millis(20)).await,
            }
        }
    }

    /// Scrolls to an element, as a person would whose view of it is blocked, and clicks it.
    async fn click_on(&self, element: &WebElement) -> WebDriverResult<()> {
        if element.click().await.is_ok() {
            return Ok(());
        }
        let middle = "arguments[0].scrollIntoView({ block: 'center' });";
        self.web().execute(middle, vec![element.to_json()?]).await?;
        element.click().await
    }

    /// Types into a field as a person does, over what was there.
    ///
    /// # Errors
    /// There is no such field.
    pub async fn type_into(&self, test: &str, data: Value, text: &str) -> Outcome {
        self.see(test, data.clone()).await?;
        let field = self.web().find(By::Css(selector(test, &data))).await?;
        field.send_keys(Key::Control + "a").await?;
        Ok(field.send_keys(text).await?)
    }

    /// Presses keys where the focus is.
    ///
    /// # Errors
    /// The browser did not take them.
    pub async fn press(&self, keys: impl Into<TypingData>) -> Outcome {
        let focused = self.web().active_element().await?;
        Ok(focused.send_keys(keys).await?)
    }
}
