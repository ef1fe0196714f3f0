//! The other tabs of this browser, told through a broadcast channel.

use crate::engine::workspace::{Tabs, WorkspaceId};
use gloo::events::EventListener;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{BroadcastChannel, MessageEvent};

/// Tells the other tabs, and hears them. A tab never hears itself.
///
/// Where the browser has no such channel nobody is told: tabs then see each other's events at their next append.
#[derive(Debug)]
pub struct BroadcastTabs {
    channel: Option<BroadcastChannel>,
}

/// Listens until it is dropped.
#[derive(Debug)]
#[must_use = "it listens until it is dropped"]
pub struct Listening(#[expect(dead_code, reason = "held for its drop")] Option<EventListener>);

impl BroadcastTabs {
    /// Joins the tabs of this browser.
    pub fn join() -> Self {
        Self {
            channel: BroadcastChannel::new("foldline").ok(),
        }
    }

    /// Calls `heard` with each workspace in which another tab has recorded something.
    pub fn listen(&self, heard: impl Fn(WorkspaceId) + 'static) -> Listening {
        // A channel does not hear itself, so telling and hearing must go through the same one.
        Listening(self.channel.as_ref().map(|channel| {
            EventListener::new(channel, "message", move |event| {
                let message = event.dyn_ref::<MessageEvent>().map(MessageEvent::data);
                if let Some(workspace) = message.and_then(|data| data.as_string()) {
                    heard(WorkspaceId::new(workspace));
                }
            })
        }))
    }
}

impl Tabs for BroadcastTabs {
    fn announce(&self, workspace: &WorkspaceId) {
        if let Some(channel) = &self.channel {
            // It fails only once the channel is closed, and only dropping closes it.
            let _ = channel.post_message(&JsValue::from_str(workspace.as_str()));
        }
    }
}

impl Drop for BroadcastTabs {
    fn drop(&mut self) {
        if let Some(channel) = &self.channel {
            channel.close();
        }
    }
}
