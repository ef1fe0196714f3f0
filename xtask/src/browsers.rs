//! Finds Chromium and its driver, or installs them with apt where that is allowed.

use std::env;
use std::fs;
use std::path::PathBuf;
use std::process::{Command, Stdio};

use crate::failure::{Failure, Outcome};
use crate::step::run;
use crate::tools::Tools;

/// A browser with the driver that belongs to it.
pub(crate) struct Chromium {
    /// The browser.
    pub(crate) browser: PathBuf,
    /// Its WebDriver server.
    pub(crate) driver: PathBuf,
}

impl Chromium {
    /// Returns the installed browser, installing it first when it is missing.
    pub(crate) fn prepare() -> Outcome<Self> {
        if let Some(found) = Self::find() {
            return Ok(found);
        }
        let packages = packages();
        let by_hand = format!("sudo apt-get update && sudo apt-get install --yes {packages}");
        let Some(prefix) = privilege() else {
            return Err(Failure::new(
                "Chromium or its driver is missing, and this user may not install packages",
                format!("run `{by_hand}`, or leave the browser out: `cargo xtask test --native`"),
            ));
        };
        let remedy = format!("read the message above, then try by hand: {by_hand}");
        run(&mut apt(prefix, &["update"]), &remedy)?;
        let mut install = vec!["install", "--yes", "--no-install-recommends"];
        install.extend(packages.split(' '));
        run(&mut apt(prefix, &install), &remedy)?;
        Self::find().ok_or_else(|| {
            let what = format!("{packages} are installed, but not found on PATH");
            Failure::new(what, "put `chromium` and `chromedriver` on PATH")
        })
    }

    /// Makes cargo run in this browser what it has built for wasm. The flags of the browser are in
    /// `webdriver.json`.
    pub(crate) fn run_wasm(&self, mut cargo: Command, tools: &Tools) -> Command {
        cargo
            .env(
                "CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER",
                &tools.test_runner,
            )
            .env("CHROMEDRIVER", &self.driver)
            .env("WASM_BINDGEN_USE_BROWSER", "1")
            .env("WASM_BINDGEN_TEST_TIMEOUT", "1200")
            .env("WASM_BINDGEN_TEST_DRIVER_TIMEOUT", "60");
        cargo
    }

    fn find() -> Option<Self> {
        let browsers = ["chromium", "chromium-browser", "google-chrome"];
        Some(Self {
            browser: browsers.into_iter().find_map(on_path)?,
            driver: on_path("chromedriver")?,
        })
    }
}

fn on_path(program: &str) -> Option<PathBuf> {
    let folders = env::var_os("PATH")?;
    env::split_paths(&folders)
        .map(|folder| folder.join(program))
        .find(|path| path.is_file())
}

/// Ubuntu names the packages differently from Debian.
fn packages() -> &'static str {
    let system = fs::read_to_string("/etc/os-release").unwrap_or_default();
    if system.lines().any(|line| line == "ID=ubuntu") {
        "chromium-browser chromium-chromedriver"
    } else {
        "chromium chromium-driver"
    }
}

/// What to put before a command that only root may run; nothing when this user never may.
fn privilege() -> Option<&'static [&'static str]> {
    let root = Command::new("id")
        .arg("-u")
        .output()
        .is_ok_and(|id| id.stdout == b"0\n");
    if root {
        return Some(&[]);
    }
    let mut sudo = Command::new("sudo");
    sudo.args(["-n", "true"])
        .stdin(Stdio::null())
        .stderr(Stdio::null());
    sudo.status()
        .is_ok_and(|status| status.success())
        .then_some(&["sudo", "-n"])
}

fn apt(prefix: &[&str], arguments: &[&str]) -> Command {
    let mut words = prefix
        .iter()
        .chain(&["env", "DEBIAN_FRONTEND=noninteractive", "apt-get"]);
    let mut command = Command::new(words.next().unwrap_or(&"apt-get"));
    command.args(words).args(arguments);
    command
}
