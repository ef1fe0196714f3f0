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

/// Stands before the workspace where a tab asks to lead. No workspace's id begins like this.
const ASK_TO_LEAD: &str = "lead ";

/// What another tab says.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Heard {
    /// It has recorded something in this workspace.
    News(WorkspaceId),
    /// It is seen, and asks to run the processes of this workspace.
    AskToLead(WorkspaceId),
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

    /// Calls `heard` with what another tab says.
    pub fn listen(&self, heard: impl Fn(Heard) + 'static) -> Listening {
        // A channel does not hear itself, so telling and hearing must go through the same one.
        Listening(self.channel.as_ref().map(|channel| {
            EventListener::new(channel, "message", move |event| {
                let message = event.dyn_ref::<MessageEvent>().map(MessageEvent::data);
                if let Some(text) = message.and_then(|data| data.as_string()) {
                    heard(Heard::read(&text));
                }
            })
        }))
    }
}

impl Heard {
    fn read(text: &str) -> Self {
        match text.strip_prefix(ASK_TO_LEAD) {
            Some(workspace) => Self::AskToLead(WorkspaceId::new(workspace)),
            None => Self::News(WorkspaceId::new(text)),
        }
    }
}

impl BroadcastTabs {
    fn post(&self, text: &str) {
        if let Some(channel) = &self.channel {
            // It fails only once the channel is closed, and only dropping closes it.
            let _ = channel.post_message(&JsValue::from_str(text));
        }
    }
}

impl Tabs for BroadcastTabs {
    fn announce(&self, workspace: &WorkspaceId) {
        self.post(workspace.as_str());
    }

    fn ask_to_lead(&self, workspace: &WorkspaceId) {
        self.post(&format!("{ASK_TO_LEAD}{workspace}"));
    }
}

impl Drop for BroadcastTabs {
    fn drop(&mut self) {
        if let Some(channel) = &self.channel {
            channel.close();
        }
    }
}
