//! Process managers: state machines that react to inputs by sending commands.
//!
//! An instance keeps a private stream. Handling one input is first a commit there that records the step; then its
//! commands are sent; then a second commit settles it. So the state of a process is a fold like any other, and a crash
//! anywhere is followed by the same step with the same command ids.

mod book;
mod event;
mod facts;
mod input;
mod reaction;

pub use book::{OpenWork, ParkedInput, Processes, Processor, Trying, Work};
pub use event::{Answer, CommandAnswer, ProcessEvent, RecordedStep, SentCommand, step_id};
pub use facts::ProcessFacts;
pub use input::{Checkpoint, Deadline, HappenedEvent, Input, InputKind};
pub use reaction::{Correlating, InstanceStatus, NewCommand, NewDeadline, Reaction};
