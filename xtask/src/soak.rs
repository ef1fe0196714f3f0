//! `cargo xtask soak`: the simulation of the whole system, optimised and for long, with seeds that no test has used.

use std::process::ExitCode;

use crate::failure::{Failure, OrFail, Outcome};
use crate::project::Project;

/// How many runs there are, unless `--runs` says otherwise; on two cores about half an hour.
const RUNS: u64 = 20_000;

/// The tests use the seeds below this one.
const FIRST_SEED: u64 = 1_000_000;

/// What a person wants.
pub(crate) struct SoakOptions {
    runs: u64,
    first_seed: u64,
}

impl SoakOptions {
    /// Reads `--runs N` and `--first-seed N`.
    ///
    /// # Errors
    /// An option is unknown, or is no number.
    pub(crate) fn parse(arguments: &[&str]) -> Outcome<Self> {
        let mut options = Self {
            runs: RUNS,
            first_seed: FIRST_SEED,
        };
        for pair in arguments.chunks(2) {
            let (option, number) = match pair {
                [option, text] => (*option, number(text)?),
                other => return Err(unknown(&other.join(" "))),
            };
            match option {
                "--runs" => options.runs = number,
                "--first-seed" => options.first_seed = number,
                other => return Err(unknown(other)),
            }
        }
        Ok(options)
    }
}

/// Runs the simulation; it prints its table at the end, or the seed of the run that failed.
pub(crate) fn run(project: &Project, options: &SoakOptions) -> Outcome<ExitCode> {
    let mut soak = project.cargo(&["test", "--release", "--test", "process_simulation"]);
    soak.args(["whatever_goes_wrong", "--", "--nocapture"])
        .env("FOLDLINE_RUNS", options.runs.to_string())
        .env("FOLDLINE_FIRST_SEED", options.first_seed.to_string());
    let status = soak
        .status()
        .or_fail("starting cargo", "install Rust by rustup")?;
    Ok(match status.success() {
        true => ExitCode::SUCCESS,
        false => ExitCode::FAILURE,
    })
}

fn number(text: &str) -> Outcome<u64> {
    text.parse()
        .map_err(|_| Failure::new(format!("{text} is no number"), "for example: --runs 5000"))
}

fn unknown(option: &str) -> Failure {
    Failure::new(
        format!("no such option: {option}"),
        "there are --runs N and --first-seed N",
    )
}
