//! How this browser treats what is stored: for how long, and how much there is room for.

use js_sys::Promise;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{StorageEstimate, StorageManager};

/// What the browser says of its storage. Each is what it said when it was asked.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct StorageState {
    /// Whether the browser keeps everything until somebody deletes it; otherwise it may evict all of it to make room.
    pub persisted: bool,
    /// About how many bytes are used, where the browser tells.
    pub usage: Option<u64>,
    /// About how many bytes there is room for in all, where the browser tells.
    pub quota: Option<u64>,
}

impl StorageState {
    /// Asks the browser.
    pub async fn read() -> Self {
        let storage = manager();
        let persisted = answer(storage.persisted()).await;
        let estimate = answer(storage.estimate()).await;
        let estimate = estimate.map(JsCast::unchecked_into::<StorageEstimate>);
        let bytes = |read: fn(&StorageEstimate) -> Option<f64>| {
            let bytes = estimate.as_ref().and_then(read);
            bytes.map(|bytes| bytes as u64)
        };
        Self {
            persisted: persisted.is_some_and(|yes| yes.is_truthy()),
            usage: bytes(StorageEstimate::get_usage),
            quota: bytes(StorageEstimate::get_quota),
        }
    }

    /// Asks the browser to keep everything until somebody deletes it. It may ask the person, or say no.
    pub async fn ask_to_persist() -> bool {
        let granted = answer(manager().persist()).await;
        granted.is_some_and(|yes| yes.is_truthy())
    }
}

fn manager() -> StorageManager {
    gloo::utils::window().navigator().storage()
}

/// `None` where the browser can't say: on plain http from another host it has no storage manager.
async fn answer(asked: Result<Promise, JsValue>) -> Option<JsValue> {
    JsFuture::from(asked.ok()?).await.ok()
}
