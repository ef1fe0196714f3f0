//! Builds the release page into `dist/`.

use std::path::PathBuf;

use crate::failure::Outcome;
use crate::lock::Lock;
use crate::project::Project;
use crate::step::{run, step};
use crate::tools::Tools;

/// How Trunk's hook finds this program, so that it needs no second cargo while the first one runs.
const PROGRAM_VARIABLE: &str = "FOLDLINE_XTASK";

/// Installs the tools that are missing, then builds the page.
pub(crate) fn build_from_nothing(project: &Project) -> Outcome<PathBuf> {
    let tools = Tools::prepare(project)?;
    step("dependencies", || fetch(project))?;
    step("release page", || build(project, &tools))
}

/// Fetches every crate that the lock file names, for the build itself runs without a network.
pub(crate) fn fetch(project: &Project) -> Outcome<()> {
    run(
        &mut project.cargo(&["fetch", "--locked"]),
        "check that the crate registry can be reached; when Cargo.toml was changed, run \
         `cargo check` and keep the new Cargo.lock",
    )
}

/// Builds the page and returns the folder that holds it.
pub(crate) fn build(project: &Project, tools: &Tools) -> Outcome<PathBuf> {
    let _lock = Lock::take(&project.root.join("target/page.lock"))?;
    let mut trunk = project.command("trunk", &["build", "--release", "--offline", "--locked"]);
    trunk
        .env("PATH", tools.search_path())
        .env(PROGRAM_VARIABLE, &project.program);
    // Trunk reads this variable as an option of its own, and refuses the usual value of 1.
    trunk.env_remove("NO_COLOR");
    run(
        &mut trunk,
        "read the message above: an error in the code is shown with its place",
    )?;
    Ok(project.dist())
}
