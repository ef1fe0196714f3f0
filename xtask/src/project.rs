//! Where the checkout and this program are.

use std::env;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::failure::{Failure, OrFail, Outcome};

/// The checkout that a command works on.
pub(crate) struct Project {
    /// The folder of the workspace's `Cargo.toml`.
    pub(crate) root: PathBuf,
    /// This very program, asked for once at the start: a later build may replace the file.
    pub(crate) program: PathBuf,
}

impl Project {
    /// Finds the checkout from what cargo says about the running package.
    pub(crate) fn find() -> Outcome<Self> {
        let package = env::var_os("CARGO_MANIFEST_DIR")
            .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")), PathBuf::from);
        let root = package
            .ancestors()
            .find(|folder| folder.join("Trunk.toml").is_file());
        Ok(Self {
            root: root.map(Path::to_path_buf).ok_or_else(|| {
                Failure::new(
                    format!("no Trunk.toml in {} or above it", package.display()),
                    "run `cargo xtask` inside a checkout of Foldline",
                )
            })?,
            program: env::current_exe().or_fail("looking for xtask itself", "run it by cargo")?,
        })
    }

    /// The folder that holds the finished page.
    pub(crate) fn dist(&self) -> PathBuf {
        self.root.join("dist")
    }

    /// A program to be started at the root of the checkout.
    pub(crate) fn command(&self, program: impl AsRef<Path>, arguments: &[&str]) -> Command {
        let mut command = Command::new(program.as_ref());
        command.current_dir(&self.root).args(arguments);
        command
    }

    /// Cargo, started at the root of the checkout.
    pub(crate) fn cargo(&self, arguments: &[&str]) -> Command {
        self.command("cargo", arguments)
    }

    /// The version of a package that the lock file names.
    pub(crate) fn locked_version(&self, package: &str) -> Outcome<String> {
        let path = self.root.join("Cargo.lock");
        let text = std::fs::read_to_string(&path).or_fail(
            format_args!("reading {}", path.display()),
            "restore it: `git checkout Cargo.lock`",
        )?;
        version_in_lock(&text, package).ok_or_else(|| {
            Failure::new(
                format!("Cargo.lock names no package {package}"),
                "restore it: `git checkout Cargo.lock`",
            )
        })
    }
}

fn version_in_lock(text: &str, package: &str) -> Option<String> {
    let name = format!("name = \"{package}\"");
    let mut lines = text.lines().skip_while(|line| *line != name).skip(1);
    let version = lines.next()?.strip_prefix("version = \"")?;
    Some(version.trim_end_matches('"').to_owned())
}

#[cfg(test)]
mod tests {
    use super::version_in_lock;

    #[test]
    fn the_lock_file_names_the_version_of_a_package() {
        let lock = "[[package]]\nname = \"wasm-bindgen-futures\"\nversion = \"0.4.1\"\n\n\
                    [[package]]\nname = \"wasm-bindgen\"\nversion = \"0.2.130\"\n";
        assert_eq!(
            version_in_lock(lock, "wasm-bindgen").as_deref(),
            Some("0.2.130")
        );
        assert_eq!(version_in_lock(lock, "wasm"), None);
    }
}
