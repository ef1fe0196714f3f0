//! What the workspace's clock shows, and what a decision would see.

use super::{View, Workbench};
use crate::app::settings::Settings;
use crate::engine::environment::DecisionEnvironment;
use crate::engine::names::CommandId;
use crate::engine::time::Timestamp;

impl Workbench {
    /// What is settled at the moment shown.
    pub fn settings(&self) -> &Settings {
        self.settings.at(self.moment())
    }

    /// The workspace's time at the moment shown. Live it is what the clock shows; in the past, when what happened
    /// last was recorded. `None` where nobody can tell.
    pub fn now(&self) -> Option<Timestamp> {
        match &self.view {
            View::Live => self.live_time(),
            View::Past { at, .. } => self.time_at(*at),
        }
    }

    /// What the workspace's clock shows. Recorded time never goes backwards.
    fn live_time(&self) -> Option<Timestamp> {
        let settings = self.settings.last();
        let machine = || self.machine_time.max(self.time_at(self.log.last()));
        settings.by_hand.or_else(machine)
    }

    /// What a decision on a command would see at the live end; a form that was opened at `opened` knows that much.
    pub fn seen_by(&self, command: &CommandId, opened: Timestamp) -> DecisionEnvironment {
        let settings = self.settings.last();
        let following = || self.machine_time.map_or(opened, |time| time.max(opened));
        DecisionEnvironment {
            now: settings.by_hand.unwrap_or_else(following),
            clock: settings.clock(),
            id_seed: command.to_string(),
            reference_bugs: settings.reference_bugs.clone(),
        }
    }
}
