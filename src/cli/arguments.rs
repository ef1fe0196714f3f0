//! What can be asked on the command line.

use super::CliError;
use lexopt::prelude::*;
use std::ffi::OsString;

/// What `--help` says.
pub const HELP: &str = "\
Foldline is a page; this is its command line. It plays the recorded story of the
first model and prints what came of it as JSON.

Usage: foldline <command>

Commands:
  history          Print every entry of log and journal as it is stored, one a line
  world [--at N]   Print states, read models and the world's hash at position N;
                   without --at at the end

Options:
  -h, --help       Print this
  -V, --version    Print the version

To open the page itself run `cargo xtask serve`.
";

/// What is asked for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Arguments {
    /// What there is.
    Help,
    /// Which version this is.
    Version,
    /// Log and journal.
    History,
    /// The world at a position.
    World {
        /// Which; the end where none is named.
        at: Option<u64>,
    },
}

impl Arguments {
    /// Reads arguments, without the name of the program.
    ///
    /// # Errors
    /// They make no sense.
    pub fn read(arguments: impl IntoIterator<Item = OsString>) -> Result<Self, CliError> {
        let mut parser = lexopt::Parser::from_args(arguments);
        let mut command = None;
        let mut position = None;
        while let Some(argument) = parser.next()? {
            match argument {
                Short('h') | Long("help") => return Ok(Self::Help),
                Short('V') | Long("version") => return Ok(Self::Version),
                Long("at") => position = Some(parser.value()?.parse()?),
                Value(name) if command.is_none() => command = Some(name.string()?),
                other => return Err(other.unexpected().into()),
            }
        }
        match (command.as_deref(), position) {
            (Some("history"), None) => Ok(Self::History),
            (Some("world"), at) => Ok(Self::World { at }),
            (Some("history"), Some(_)) => Err(wrong("`history` has no `--at`: it prints all")),
            (Some(other), _) => Err(wrong(format!("There is no command `{other}`"))),
            (None, _) => Err(wrong("A command is missing")),
        }
    }
}

fn wrong(what: impl Into<String>) -> CliError {
    CliError::Arguments(what.into())
}

impl From<lexopt::Error> for CliError {
    fn from(error: lexopt::Error) -> Self {
        wrong(error.to_string())
    }
}
