//! The tools that build the page: the wasm target, Trunk, and wasm-bindgen's command line.
//!
//! They are installed by name and version into the person's cache folder, which all clones share,
//! and never into `~/.cargo/bin`.

use std::env;
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::failure::{Failure, OrFail, Outcome};
use crate::lock::Lock;
use crate::project::Project;
use crate::step::{run, step};

/// The target that the page is compiled for.
pub(crate) const WASM: &str = "wasm32-unknown-unknown";

/// A newer Trunk asks for a newer Rust than the one that this project names.
const TRUNK_VERSION: &str = "0.21.14";

/// The installed tools, ready to be put in front of a program's `PATH`.
pub(crate) struct Tools {
    folders: Vec<PathBuf>,
    /// What cargo starts to run wasm tests.
    pub(crate) test_runner: PathBuf,
}

impl Tools {
    /// Installs what is missing, one step for each tool, and returns them all.
    pub(crate) fn prepare(project: &Project) -> Outcome<Self> {
        step("wasm target", wasm_target)?;
        let cache = cache_folder()?;
        let trunk = Tool {
            name: "trunk",
            version: TRUNK_VERSION.to_owned(),
            programs: &["trunk"],
            locked: true,
        };
        // The command line refuses a module made with any other version of the crate. Its own lock
        // file may name a version that no registry has, so it is left unread.
        let wasm_bindgen = Tool {
            name: "wasm-bindgen-cli",
            version: project.locked_version("wasm-bindgen")?,
            programs: &["wasm-bindgen", "wasm-bindgen-test-runner"],
            locked: false,
        };
        let trunk = step(&trunk.label(), || trunk.provide(&cache))?;
        let wasm_bindgen = step(&wasm_bindgen.label(), || wasm_bindgen.provide(&cache))?;
        Ok(Self {
            test_runner: wasm_bindgen.join("wasm-bindgen-test-runner"),
            folders: vec![trunk, wasm_bindgen],
        })
    }

    /// The search path with these tools before anything else of the same name.
    pub(crate) fn search_path(&self) -> OsString {
        let rest = env::var_os("PATH").unwrap_or_default();
        let folders = self.folders.iter().cloned().chain(env::split_paths(&rest));
        env::join_paths(folders).unwrap_or(rest)
    }
}

/// Adds the formatter and the linter when rustup's smallest profile has left them out.
pub(crate) fn rustfmt_and_clippy() -> Outcome<()> {
    let answers = |program: &str| {
        let output = Command::new("cargo").args([program, "--version"]).output();
        output.is_ok_and(|output| output.status.success())
    };
    if answers("fmt") && answers("clippy") {
        return Ok(());
    }
    run(
        Command::new("rustup").args(["component", "add", "rustfmt", "clippy"]),
        "install Rust with rustup (https://rustup.rs), or add rustfmt and clippy to the Rust you \
         have",
    )
}

fn wasm_target() -> Outcome<()> {
    let remedy = "install Rust with rustup (https://rustup.rs), or add the package with the \
                  standard library for wasm32-unknown-unknown to the Rust you have";
    let printed = Command::new("rustc")
        .args(["--print", "sysroot"])
        .output()
        .or_fail("starting `rustc --print sysroot`", remedy)?;
    let sysroot = PathBuf::from(String::from_utf8_lossy(&printed.stdout).trim());
    if sysroot.join("lib/rustlib").join(WASM).is_dir() {
        return Ok(());
    }
    run(Command::new("rustup").args(["target", "add", WASM]), remedy)
}

/// `$XDG_CACHE_HOME/foldline`, or `~/.cache/foldline`.
fn cache_folder() -> Outcome<PathBuf> {
    let set = |name| {
        env::var_os(name)
            .filter(|value| !value.is_empty())
            .map(PathBuf::from)
    };
    set("XDG_CACHE_HOME")
        .filter(|folder| folder.is_absolute())
        .or_else(|| set("HOME").map(|home| home.join(".cache")))
        .map(|folder| folder.join("foldline"))
        .ok_or_else(|| {
            Failure::new(
                "there is no place for the tools: neither XDG_CACHE_HOME nor HOME is set",
                "set XDG_CACHE_HOME to a folder that may be written to",
            )
        })
}

/// One program that cargo can install.
struct Tool {
    name: &'static str,
    version: String,
    programs: &'static [&'static str],
    locked: bool,
}

impl Tool {
    fn label(&self) -> String {
        format!("{} {}", self.name, self.version)
    }

    /// Returns the folder of the tool's programs, installing them first when they are missing.
    fn provide(&self, cache: &Path) -> Outcome<PathBuf> {
        let home = cache.join(format!("{}-{}", self.name, self.version));
        let programs = home.join("bin");
        if self.is_in(&programs) {
            return Ok(programs);
        }
        let lock = Lock::take(&self.beside(&home, "lock"))?;
        // Another clone may have installed it while this one waited for the lock.
        if !self.is_in(&programs) {
            self.install(&home)?;
        }
        drop(lock);
        Ok(programs)
    }

    fn is_in(&self, folder: &Path) -> bool {
        self.programs
            .iter()
            .all(|program| folder.join(program).is_file())
    }

    fn beside(&self, home: &Path, what: &str) -> PathBuf {
        home.with_file_name(format!(".{}-{}.{what}", self.name, self.version))
    }

    /// Installs into a sibling folder, which takes its real name only when it is complete. What an
    /// interrupted install has compiled stays there, and the next one goes on from it.
    fn install(&self, home: &Path) -> Outcome<()> {
        println!("    not in the cache yet: installing it once, which takes some minutes");
        let partial = self.beside(home, "partial");
        let (root, target) = (partial.join("root"), partial.join("target"));
        let mut install = Command::new("cargo");
        install
            .arg("install")
            .arg(format!("{}@{}", self.name, self.version));
        if self.locked {
            install.arg("--locked");
        }
        install
            .arg("--root")
            .arg(&root)
            .arg("--target-dir")
            .arg(&target);
        run(
            &mut install,
            "read the message above; it needs a C compiler (`apt-get install build-essential`), \
             the crate registry and about 2 GB of disk. Running the same command again goes on \
             where this one stopped",
        )?;
        let remedy = "remove that folder and run the same command again";
        if home.exists() {
            let tried = format!("removing the incomplete {}", home.display());
            fs::remove_dir_all(home).or_fail(tried, remedy)?;
        }
        fs::rename(&root, home).or_fail(format_args!("naming {}", home.display()), remedy)?;
        fs::remove_dir_all(&partial).or_fail(format_args!("clearing {}", partial.display()), remedy)
    }
}
