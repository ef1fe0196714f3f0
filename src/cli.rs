//! The command line: the recorded story, played by the same interpreter as the page, as JSON.
//!
//! A test that drives the page compares what it sees with this.

mod arguments;
mod story;
mod world;

pub use arguments::{Arguments, HELP};

use crate::engine::event_store::StoreError;
use crate::engine::model::Model;
use std::ffi::OsString;
use std::io::{self, Write};
use std::process::ExitCode;
use std::rc::Rc;
use story::Story;
use thiserror::Error;

/// Why there is no answer, and what to do.
#[derive(Debug, Error)]
pub enum CliError {
    /// The arguments make no sense.
    #[error("{0}.\nRun `foldline --help` to see what there is.")]
    Arguments(String),
    /// The position lies beyond the end.
    #[error(
        "There is no position {asked}: the history ends at {last}. Choose one from 0 to {last}."
    )]
    BeyondTheEnd {
        /// The position asked for.
        asked: u64,
        /// The last one.
        last: u64,
    },
    /// The story could not be played.
    #[error("The recorded story could not be played: {0}. This is a mistake in Foldline.")]
    Store(#[from] StoreError),
    /// The answer could not be written.
    #[error("The answer could not be written: {0}.")]
    Output(#[from] io::Error),
}

/// The program: answers the arguments of this process on its output.
pub fn main(models: Vec<Rc<dyn Model>>) -> ExitCode {
    let arguments = std::env::args_os().skip(1);
    match answer(arguments, models, &mut io::stdout().lock()) {
        Ok(()) => ExitCode::SUCCESS,
        // Whoever read has read enough, as `head` does.
        Err(CliError::Output(error)) if error.kind() == io::ErrorKind::BrokenPipe => {
            ExitCode::SUCCESS
        }
        Err(error) => {
            // There is nobody left to tell when this fails.
            let _ = writeln!(io::stderr(), "foldline: {error}");
            ExitCode::FAILURE
        }
    }
}

/// Answers arguments.
///
/// # Errors
/// The arguments make no sense, or the answer could not be given.
pub fn answer(
    arguments: impl IntoIterator<Item = OsString>,
    models: Vec<Rc<dyn Model>>,
    to: &mut impl Write,
) -> Result<(), CliError> {
    match Arguments::read(arguments)? {
        Arguments::Help => to.write_all(HELP.as_bytes())?,
        Arguments::Version => writeln!(to, "foldline {}", env!("CARGO_PKG_VERSION"))?,
        Arguments::History => {
            for entry in Story::play(models)?.entries() {
                writeln!(to, "{}", story::stored(entry))?;
            }
        }
        Arguments::World { at } => {
            let world = world::at(&Story::play(models)?, at)?;
            writeln!(to, "{}", world.to_json())?;
        }
    }
    Ok(to.flush()?)
}
