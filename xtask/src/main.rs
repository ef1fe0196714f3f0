//! The project's own commands: `cargo xtask serve`, `test`, `soak`, `bench`, `dist`.
//!
//! They need nothing but rustup's Rust and a C compiler, and fetch the rest themselves into the
//! person's cache folder. Start reading at [`serve`] or [`test`]; both stand on [`tools`],
//! [`page`] and [`server`].

#![allow(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "these commands talk to a person in a terminal"
)]

mod bench;
mod serve;
mod soak;
mod test;

mod browsers;
mod finish_dist;
mod page;
mod server;
mod tools;

mod failure;
mod lock;
mod project;
mod step;
mod stream;

use std::process::ExitCode;

use failure::{Failure, Outcome};
use project::Project;
use serve::ServeOptions;
use soak::SoakOptions;

const USAGE: &str = "\
Usage: cargo xtask <command>

  serve [--port N] [--open]   build the release page and serve it on http://127.0.0.1:8080
  test [--native]             run every check; --native leaves the browser out
  soak [--runs N] [--fuzz-minutes N] [--first-seed N]
                              simulate the whole system with every fault on, and fuzz the model language, for long
  bench                       measure natively and in Chromium, into target/bench.json
  dist                        build the release page into dist/, a folder of static files
";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match run(&arguments) {
        Ok(code) => code,
        Err(failure) => {
            eprintln!("\n{failure}");
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: &[&str]) -> Outcome<ExitCode> {
    let project = Project::find()?;
    match arguments {
        ["serve", options @ ..] => serve::run(&project, ServeOptions::parse(options)?)?,
        ["test"] => return test::run(&project, test::Scope::Everything),
        ["test", "--native"] => return test::run(&project, test::Scope::Native),
        ["soak", options @ ..] => return soak::run(&project, &SoakOptions::parse(options)?),
        ["bench"] => bench::run(&project)?,
        ["dist"] => {
            let dist = page::build_from_nothing(&project)?;
            println!("\nThe page is in {}", dist.display());
        }
        ["finish-dist"] => finish_dist::run()?,
        [] | ["help" | "--help" | "-h"] => print!("{USAGE}"),
        other => {
            let what = format!("no such command: {}", other.join(" "));
            return Err(Failure::new(what, USAGE));
        }
    }
    Ok(ExitCode::SUCCESS)
}
