//! Locks between the tabs of this browser.

use crate::engine::workspace::Lock;
use js_sys::{Array, Function, Promise, Reflect};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

/// Web Locks. The browser gives a lock back when its tab is closed or dies.
///
/// Browsers have none on plain http from another host. Then [`Lock::acquire`] lets everyone in at once, and
/// [`WebLocks::are_available`] says so: whoever needs a lock must find another way, or do it in one tab only.
#[derive(Debug)]
pub struct WebLocks {
    manager: Option<LockManager>,
}

/// A lock that is held, or waited for, until it is dropped.
#[derive(Debug)]
#[must_use = "it is held until it is dropped"]
pub struct HeldLock {
    release: Option<Function>,
}

impl WebLocks {
    /// The locks of this browser.
    pub fn new() -> Self {
        let locks = Reflect::get(&gloo::utils::window().navigator(), &"locks".into());
        let present = locks.ok().filter(|locks| !locks.is_undefined());
        Self {
            manager: present.map(JsCast::unchecked_into),
        }
    }

    /// Whether a lock really keeps other tabs out.
    pub fn are_available(&self) -> bool {
        self.manager.is_some()
    }
}

impl Default for WebLocks {
    fn default() -> Self {
        Self::new()
    }
}

impl Lock for WebLocks {
    type Held = HeldLock;

    async fn acquire(&self, name: &str) -> HeldLock {
        let Some(manager) = &self.manager else {
            return HeldLock { release: None };
        };
        let mut release = None;
        let held = Promise::new(&mut |resolve, _| release = Some(resolve));
        // Made before waiting, so that giving up waiting gives the lock back the moment it is granted.
        let lock = HeldLock { release };
        let mut ended = Ok(Promise::resolve(&JsValue::NULL));
        let granted = Promise::new(&mut |resolve: Function, _| {
            let held = held.clone();
            let callback = Closure::once_into_js(move || {
                // A resolve function never throws.
                let _ = resolve.call0(&JsValue::NULL);
                held
            });
            ended = manager.request(name, callback.unchecked_ref());
        });
        // The request ends before it is granted only where locks are forbidden: then there are none.
        if let Ok(ended) = ended {
            let first = Promise::race(&Array::of2(&granted, &ended));
            let _ = JsFuture::from(first).await;
        }
        lock
    }
}

impl Drop for HeldLock {
    fn drop(&mut self) {
        if let Some(release) = &self.release {
            // A resolve function never throws.
            let _ = release.call0(&JsValue::NULL);
        }
    }
}

#[wasm_bindgen]
extern "C" {
    /// web-sys has it only behind an unstable flag.
    #[derive(Debug)]
    type LockManager;

    #[wasm_bindgen(method, catch)]
    fn request(this: &LockManager, name: &str, callback: &Function) -> Result<Promise, JsValue>;
}
