//! Files: the models that come with the page, and downloads.

use crate::engine::outside::Files;
use js_sys::Array;
use wasm_bindgen::JsCast;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, HtmlAnchorElement, Response, Url};

/// The folder of the models, beside the page.
const FOLDER: &str = "models";

/// The files of this browser.
#[derive(Clone, Copy, Debug, Default)]
pub struct BrowserFiles;

impl Files for BrowserFiles {
    async fn model(&self, file: &str) -> Result<String, String> {
        let url = format!("{FOLDER}/{file}");
        let answer = JsFuture::from(gloo::utils::window().fetch_with_str(&url)).await;
        let answer: Response = answer
            .ok()
            .and_then(|answer| answer.dyn_into().ok())
            .ok_or("no answer")?;
        if !answer.ok() {
            return Err(format!("answer {}", answer.status()));
        }
        let text = answer.text().map_err(|_| "no text")?;
        let text = JsFuture::from(text).await.map_err(|_| "it broke off")?;
        text.as_string().ok_or_else(|| "no text".to_owned())
    }

    fn save(&self, name: &str, text: &str) {
        // A browser that refuses downloads refuses this one; what was to be saved is still in the page.
        let _ = download(name, text);
    }
}

fn download(name: &str, text: &str) -> Result<(), JsValue> {
    let parts = Array::of1(&JsValue::from_str(text));
    let url = Url::create_object_url_with_blob(&Blob::new_with_str_sequence(&parts)?)?;
    let link = gloo::utils::document().create_element("a")?;
    let link: HtmlAnchorElement = link.unchecked_into();
    link.set_href(&url);
    link.set_download(name);
    link.click();
    Url::revoke_object_url(&url)
}
