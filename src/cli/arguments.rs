//! What can be asked on the command line.

use super::CliError;
use lexopt::prelude::*;
use std::ffi::OsString;
use std::path::PathBuf;

/// What `--help` says.
pub const HELP: &str = "\
Foldline is a page; this is its command line.

Usage: foldline <command>

Models of your own:
  check FILE       Tell what is wrong with a model, and what looks wrong
  test FILE        Run the specs of a model and play its story
  run FILE         Read commands, one as JSON a line, and print what came of
                   them: events and refusals, one as JSON a line
                   {\"command\":\"AddBook\",\"payload\":{\"book\":\"b1\",\"title\":\"Emma\"},
                    \"role\":\"Librarian\",\"person\":\"Ada\",\"at\":\"2026-03-02T09:00:00Z\"}
                   \"person\" and \"at\" may be left out, and in the payload what may be none.
                   Of the types
                     Int 3, Bool true, Text, Id and cases \"so\", Decimal \"1.50\" or 3,
                     Date \"2026-03-02\", Instant \"2026-03-02T09:00\" or milliseconds,
                     Duration milliseconds, List and Set [1,2], Map {\"key\":1},
                     a record {\"field\":1}, T? null or as T
                   A refusal names the line of its command; what a process parks and
                   which invariant breaks is printed, too

The recorded story of the page's first model, as JSON:
  history          Print every entry of log and journal as it is stored, one a line
  world [--at N]   Print states, read models and the world's hash at position N;
                   without --at at the end

Options:
  -h, --help       Print this
  -V, --version    Print the version

To open the page itself run `cargo xtask serve`.
";

/// What is asked for.
#[derive(Clone, PartialEq, Eq, Debug)]
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
    /// What is wrong with a model.
    Check(PathBuf),
    /// How the specs of a model go.
    Test(PathBuf),
    /// What comes of commands.
    Run(PathBuf),
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
        let mut file = None;
        while let Some(argument) = parser.next()? {
            match argument {
                Short('h') | Long("help") => return Ok(Self::Help),
                Short('V') | Long("version") => return Ok(Self::Version),
                Long("at") => position = Some(parser.value()?.parse()?),
                Value(name) if command.is_none() => command = Some(name.string()?),
                Value(path) if file.is_none() => file = Some(PathBuf::from(path)),
                other => return Err(other.unexpected().into()),
            }
        }
        match (command.as_deref(), file, position) {
            (Some("history"), None, None) => Ok(Self::History),
            (Some("world"), None, at) => Ok(Self::World { at }),
            (Some("history"), None, Some(_)) => {
                Err(wrong("`history` has no `--at`: it prints all"))
            }
            (Some("check"), Some(file), None) => Ok(Self::Check(file)),
            (Some("test"), Some(file), None) => Ok(Self::Test(file)),
            (Some("run"), Some(file), None) => Ok(Self::Run(file)),
            (Some(name @ ("check" | "test" | "run")), None, _) => {
                Err(wrong(format!("`{name}` wants the file of a model")))
            }
            (Some("history" | "world"), Some(file), _) => {
                Err(wrong(format!("`{}` is one too many", file.display())))
            }
            (Some("check" | "test" | "run"), _, Some(_)) => Err(wrong("`--at` is for `world`")),
            (Some(other), ..) => Err(wrong(format!("There is no command `{other}`"))),
            (None, ..) => Err(wrong("A command is missing")),
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
