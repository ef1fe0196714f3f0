//! The command line: people's own models, checked, tested and run; and the recorded story, played by the same
//! interpreter as the page, with which a test that drives the page compares what it sees.

mod arguments;
mod door;
mod model_file;
mod run;
mod story;
mod test;
mod watch;
mod world;

pub use arguments::{Arguments, HELP};

use crate::engine::event_store::StoreError;
use crate::engine::model::Model;
use model_file::ModelFile;
use std::ffi::OsString;
use std::io::{self, BufRead, Write};
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
    /// A file could not be read.
    #[error("{file} could not be read: {error}. Check the name and who may read it.")]
    File {
        /// Which.
        file: String,
        /// Why.
        error: io::Error,
    },
    /// A model can't be run.
    #[error("{file} can't be run: its errors are named above.")]
    Wrong {
        /// Its file.
        file: String,
    },
    /// Specs fail.
    #[error("Not all that must follow does: see above.")]
    Failed,
    /// A line is no command.
    #[error(
        "Line {number} is no command: {why}. What came of the lines before it is printed above; nothing of this one or \
         those after it was sent."
    )]
    Line {
        /// Which, from 1.
        number: i64,
        /// Why.
        why: String,
    },
    /// The store in memory failed.
    #[error("The history could not be kept: {0}. This is a mistake in Foldline.")]
    Store(#[from] StoreError),
    /// The input could not be read, or the answer not be written.
    #[error("Reading or writing failed: {0}.")]
    Output(#[from] io::Error),
}

/// The program: answers the arguments of this process on its output.
pub fn main(models: Vec<Rc<dyn Model>>) -> ExitCode {
    let arguments = std::env::args_os().skip(1);
    let (mut input, mut output) = (io::stdin().lock(), io::stdout().lock());
    match answer(arguments, models, &mut input, &mut output) {
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
    input: &mut impl BufRead,
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
        Arguments::Check(file) => {
            ModelFile::read(&file)?.compile(to)?;
            writeln!(to, "{} can be run.", file.display())?;
        }
        Arguments::Test(file) => test::run(&file, to)?,
        Arguments::Run(file) => run::run(&file, input, to)?,
    }
    Ok(to.flush()?)
}
