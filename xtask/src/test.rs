//! `cargo xtask test`: every check of the project, ending with one line `N passed, N failed`.

mod report;
mod tally;

use std::process::{Command, ExitCode};

use crate::browsers::Chromium;
use crate::failure::Outcome;
use crate::page;
use crate::project::Project;
use crate::server::{self, Site};
use crate::step::step;
use crate::tools::{self, Tools, WASM};
use report::Report;

/// The page is tried where people will host it too: in a folder of a site, not at its root.
const BASE: &str = "/some/where/";

/// How much is checked.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Scope {
    /// All of it.
    Everything,
    /// What needs neither the wasm target nor a browser.
    Native,
}

/// Runs the checks, going on after a failure, and prints the count as the last line.
pub(crate) fn run(project: &Project, scope: Scope) -> Outcome<ExitCode> {
    let mut report = Report::default();
    native_checks(project, &mut report);
    if scope == Scope::Everything {
        browser_checks(project, &mut report);
    }
    Ok(report.conclude())
}

fn native_checks(project: &Project, report: &mut Report) {
    report.need(
        "rustfmt and clippy",
        step("rustfmt and clippy", tools::rustfmt_and_clippy),
    );
    report.check("format", project.cargo(&["fmt", "--all", "--check"]));
    report.check("clippy, native", clippy(project, &["--workspace"]));
    let tests = ["test", "--workspace", "--exclude", "e2e", "--no-fail-fast"];
    report.tests("tests, native", project.cargo(&tests));
}

fn browser_checks(project: &Project, report: &mut Report) {
    let Some(tools) = report.need("tools", Tools::prepare(project)) else {
        return;
    };
    report.check(
        "clippy, wasm",
        clippy(project, &["--package", "foldline", "--target", WASM]),
    );
    let chromium = report.need(
        "browser",
        step("Chromium and its driver", Chromium::prepare),
    );
    if let Some(chromium) = &chromium {
        report.tests(
            "tests, wasm in Chromium",
            wasm_tests(project, &tools, chromium),
        );
    }
    let fetched = report.need(
        "dependencies",
        step("dependencies", || page::fetch(project)),
    );
    let built =
        fetched.and_then(|()| report.build("release page", || page::build(project, &tools)));
    let site = built.and_then(|dist| {
        let opened = server::listen(0).and_then(|port| Site::open(port, &dist, BASE));
        report.need("server", opened)
    });
    if let (Some(site), Some(chromium)) = (site, chromium) {
        report.tests(
            "tests, the page in Chromium",
            page_tests(project, &site, &chromium),
        );
    }
}

fn clippy(project: &Project, what: &[&str]) -> Command {
    let mut clippy = project.cargo(&["clippy"]);
    clippy
        .args(what)
        .args(["--all-targets", "--", "-D", "warnings"]);
    clippy
}

/// Documentation tests are left out: they run natively, and can't start in a browser.
fn wasm_tests(project: &Project, tools: &Tools, chromium: &Chromium) -> Command {
    let mut tests = project.cargo(&["test", "--package", "foldline", "--target", WASM]);
    tests.args(["--tests", "--no-fail-fast"]);
    chromium.run_wasm(tests, tools)
}

fn page_tests(project: &Project, site: &Site, chromium: &Chromium) -> Command {
    let mut tests = project.cargo(&["test", "--package", "e2e", "--no-fail-fast"]);
    tests
        .env("FOLDLINE_URL", &site.address)
        .env("FOLDLINE_CHROMEDRIVER", &chromium.driver)
        .env("FOLDLINE_CHROMIUM", &chromium.browser);
    tests
}
