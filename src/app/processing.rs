//! The part that this tab has in running the processes.

use crate::engine::command_handler::Handled;
use crate::engine::event_store::StoreError;

/// The part that this tab has in running the processes.
#[derive(Default)]
pub struct Processing {
    /// Whether it runs them; else another tab does, or nobody yet.
    pub leading: bool,
    /// Whether they run at this moment.
    pub running: bool,
    /// Whether there is news that they have not seen.
    pub again: bool,
    /// The number of the timer that is awaited.
    pub timer: Option<u64>,
    /// Commands that they sent, whose entries have not all been read yet.
    pub handled: Vec<Handled>,
    /// Why they could not go on.
    pub problem: Option<StoreError>,
}
