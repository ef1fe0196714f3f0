//! A program that a test started, with all that it started in turn.

use crate::Outcome;
use std::collections::BTreeMap;
use std::fs;
use std::process::{Child, Command, Stdio};

/// A running program. When it is dropped, it and its descendants are ended.
pub(crate) struct Processes {
    root: Child,
}

impl Processes {
    /// Starts a program; its output can be read once.
    pub(crate) fn start(command: &mut Command) -> Outcome<Self> {
        let root = command
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()?;
        Ok(Self { root })
    }

    /// What the program says.
    pub(crate) fn output(&mut self) -> Option<std::process::ChildStdout> {
        self.root.stdout.take()
    }

    /// Ends the program and its descendants at once, without a chance to tidy up.
    pub(crate) fn kill(&mut self) {
        let ids: Vec<String> = family(self.root.id()).iter().map(u32::to_string).collect();
        // `kill` of the shell, for the program of that name is not everywhere. What has ended already is no matter.
        let script = format!("kill -KILL {} 2>/dev/null", ids.join(" "));
        let _ = Command::new("sh").args(["-c", &script]).status();
        let _ = self.root.wait();
    }
}

impl Drop for Processes {
    fn drop(&mut self) {
        self.kill();
    }
}

/// A process and all its descendants.
fn family(root: u32) -> Vec<u32> {
    let mut children: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
    let entries = fs::read_dir("/proc").into_iter().flatten().flatten();
    for entry in entries {
        let id = entry
            .file_name()
            .to_str()
            .and_then(|name| name.parse().ok());
        let stat = fs::read_to_string(entry.path().join("stat")).unwrap_or_default();
        // The name of the program may hold spaces and brackets; after the last one come state and parent.
        let parent = stat
            .rsplit(')')
            .next()
            .and_then(|rest| rest.split_whitespace().nth(1));
        if let (Some(id), Some(Ok(parent))) = (id, parent.map(str::parse)) {
            children.entry(parent).or_default().push(id);
        }
    }
    let mut found = vec![root];
    let mut next = 0;
    while let Some(parent) = found.get(next) {
        found.extend(children.get(parent).into_iter().flatten());
        next += 1;
    }
    found
}
