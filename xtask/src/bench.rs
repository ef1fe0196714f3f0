//! `cargo xtask bench`: takes the measurements of `benches/` natively and in Chromium, prints them
//! as one table, and writes them to `target/bench.json`.
//!
//! A benchmark writes one line of JSON for each measurement, natively to its output and in the
//! browser to the console; `beside` may name other figures of the same run and the same unit:
//!
//! ```json
//! {"name":"fold, Rust model","value":26.1,"unit":"M events/s","beside":{"JavaScript":12.7}}
//! ```

mod figure;
mod first_load;

use std::fs;
use std::process::Command;

use crate::browsers::Chromium;
use crate::failure::{Failure, OrFail, Outcome};
use crate::page;
use crate::project::Project;
use crate::step::step;
use crate::stream::stream;
use crate::tools::{Tools, WASM};
use figure::Figure;

const BENCHMARK: &str = "foldline";

/// Takes all measurements.
pub(crate) fn run(project: &Project) -> Outcome<()> {
    let tools = Tools::prepare(project)?;
    let chromium = step("Chromium and its driver", Chromium::prepare)?;
    step("dependencies", || page::fetch(project))?;
    let dist = step("release page", || page::build(project, &tools))?;

    let natively = project.cargo(&["bench", "--package", "foldline", "--bench", BENCHMARK]);
    let mut figures = step("measure natively", || measure("native", natively))?;
    let mut in_page = project.cargo(&["test", "--release", "--package", "foldline"]);
    in_page.args(["--target", WASM, "--bench", BENCHMARK, "--", "--nocapture"]);
    let in_page = chromium.run_wasm(in_page, &tools);
    figures.extend(step("measure in Chromium", || {
        measure("Chromium", in_page)
    })?);
    figures.push(step("measure the first load", || {
        first_load::measure(&dist)
    })?);

    println!("\n{}", figure::table(&figures));
    let path = project.root.join("target/bench.json");
    fs::write(&path, figure::json(&figures)).or_fail(
        format_args!("writing {}", path.display()),
        "make the folder writable",
    )?;
    println!("The same figures are in {}", path.display());
    Ok(())
}

fn measure(place: &'static str, mut command: Command) -> Outcome<Vec<Figure>> {
    let output = stream(&mut command)?;
    let figures: Vec<_> = output
        .lines
        .iter()
        .filter_map(|line| Figure::read(place, line))
        .collect();
    if output.success && !figures.is_empty() {
        return Ok(figures);
    }
    let what = if output.success {
        "nothing was measured"
    } else {
        "the benchmark failed"
    };
    Err(Failure::new(
        what,
        "read the messages above; the command line repeats it",
    ))
}
