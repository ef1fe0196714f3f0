//! Keeps what everyone would otherwise have to remember: the import rule, sizes, words, and no forgotten files.
//!
//! It reads source text and nothing else. A finding is printed as `file:line: error: what, use …`.
#![cfg(not(target_arch = "wasm32"))]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// A room may import itself, and the rooms named here.
const ROOMS: &[(&str, &[&str])] = &[
    ("engine", &[]),
    ("language", &["engine"]),
    ("samples", &["engine"]),
    ("app", &["engine", "language"]),
    ("runtime", &["engine", "app"]),
    ("browser", &["engine"]),
    ("ui", &["app", "engine"]),
    ("cli", &["engine", "language", "runtime"]),
];

/// The parts of the application that the page may see, and the plain words of the engine that they speak.
const SEEN_BY_UI: &[&str] = &[
    "crate::app::message::",
    "crate::app::view_model::",
    "crate::app::dialog::",
    "crate::app::state::Tab",
    "crate::engine::position::Moment",
    "crate::engine::workspace::WorkspaceId",
];

/// Words for which this project has others.
const WORDS: &[(&str, &str)] = &[
    ("saga", "process manager"),
    ("rehydrate", "fold"),
    ("memento", "snapshot"),
    ("envelope", "recorded event"),
    ("offset", "position or checkpoint"),
];

/// Time and randomness come in by one door, `Environment`; only the browser's own room opens it.
const DOORS: &[&str] = &[
    "SystemTime::now",
    "Instant::now",
    "Date::now",
    "Math::random",
    "getrandom",
];

const LONGEST_FILE: usize = 400;
const LONGEST_FUNCTION: usize = 70;

struct Source {
    path: PathBuf,
    lines: Vec<String>,
}

impl Source {
    fn name(&self) -> String {
        self.path.display().to_string()
    }

    /// The lines before the tests at the foot of the file; none where all of it is tests.
    fn code(&self) -> &[String] {
        let tests = self
            .lines
            .iter()
            .position(|line| matches!(line.trim(), "#[cfg(test)]" | "#![cfg(test)]"));
        &self.lines[..tests.unwrap_or(self.lines.len())]
    }

    /// The room in `src/` that the file belongs to.
    fn room(&self) -> Option<String> {
        let inside = self.path.strip_prefix("src").ok()?;
        let first = inside.components().next()?.as_os_str().to_str()?;
        Some(first.trim_end_matches(".rs").to_owned())
    }
}

fn sources() -> Vec<Source> {
    let mut found = Vec::new();
    for folder in ["src", "tests", "benches", "xtask/src", "e2e"] {
        collect(Path::new(folder), &mut found);
    }
    assert!(found.len() > 50, "the sources were found");
    found
}

fn collect(folder: &Path, found: &mut Vec<Source>) {
    let Ok(entries) = fs::read_dir(folder) else {
        return;
    };
    let mut paths: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
    paths.sort();
    for path in paths {
        if path.is_dir() {
            collect(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            let text = fs::read_to_string(&path).expect("a readable source");
            let lines = text.lines().map(str::to_owned).collect();
            found.push(Source { path, lines });
        }
    }
}

fn findings(check: impl Fn(&Source) -> Vec<(usize, String)>) -> Vec<String> {
    sources()
        .iter()
        .flat_map(|source| {
            let found = check(source).into_iter();
            found.map(|(line, what)| format!("{}:{}: error: {what}", source.name(), line + 1))
        })
        .collect()
}

#[track_caller]
fn assert_none(findings: &[String]) {
    assert!(findings.is_empty(), "\n{}\n", findings.join("\n"));
}

/// The parts of a line that are code: no comment, no text in quotes.
fn code_of(line: &str) -> String {
    let line = line.split("//").next().unwrap_or_default();
    line.split('"').step_by(2).collect::<Vec<_>>().join("\"\"")
}

#[test]
fn rooms_import_only_what_they_may() {
    assert_none(&findings(|source| {
        let Some(room) = source.room() else {
            return Vec::new();
        };
        let Some((_, allowed)) = ROOMS.iter().find(|(name, _)| *name == room) else {
            return Vec::new();
        };
        let mut found = Vec::new();
        for (number, line) in source.lines.iter().enumerate() {
            let code = code_of(line);
            for imported in code.split("crate::").skip(1) {
                let name: String = imported
                    .chars()
                    .take_while(|c| c.is_alphanumeric() || *c == '_')
                    .collect();
                let known = ROOMS.iter().any(|(room, _)| *room == name);
                if known && name != room && !allowed.contains(&name.as_str()) {
                    found.push((
                        number,
                        format!(
                            "`{room}` may not import `{name}`, use what ARCHITECTURE.md allows"
                        ),
                    ));
                }
            }
        }
        found
    }));
}

#[test]
fn the_page_sees_only_messages_and_the_view_model() {
    assert_none(&findings(|source| {
        if source.room().as_deref() != Some("ui") {
            return Vec::new();
        }
        let lines = source.lines.iter().enumerate();
        let foreign = lines.filter(|(_, line)| {
            let code = code_of(line);
            (code.contains("crate::app::") || code.contains("crate::engine::"))
                && !SEEN_BY_UI.iter().any(|seen| code.contains(seen))
        });
        foreign
            .map(|(number, _)| {
                (
                    number,
                    "the page may not see this, use the view model".to_owned(),
                )
            })
            .collect()
    }));
}

#[test]
fn yew_lives_in_the_page_only() {
    assert_none(&findings(|source| {
        let room = source.room();
        if matches!(room.as_deref(), None | Some("ui")) {
            return Vec::new();
        }
        let lines = source.lines.iter().enumerate();
        let yew = lines.filter(|(_, line)| code_of(line).contains("yew::"));
        yew.map(|(number, _)| (number, "yew is used here, use the room `ui`".to_owned()))
            .collect()
    }));
}

#[test]
fn every_file_says_what_it_is_and_is_no_longer_than_it_should_be() {
    assert_none(&findings(|source| {
        let mut found = Vec::new();
        let first = source.lines.first().map(String::as_str).unwrap_or_default();
        if !first.starts_with("//!") && !first.starts_with("#![doc") {
            found.push((0, "the file does not say what it is, use `//!`".to_owned()));
        }
        if source.path.ends_with("mod.rs") {
            found.push((
                0,
                "rooms are `name.rs` and `name/`, use no mod.rs".to_owned(),
            ));
        }
        let code = source.code().len();
        if code > LONGEST_FILE {
            found.push((
                0,
                format!("{code} lines before the tests, use at most {LONGEST_FILE}"),
            ));
        }
        found
    }));
}

#[test]
fn functions_are_short() {
    assert_none(&findings(|source| {
        let mut found = Vec::new();
        let mut open: Option<Function> = None;
        for (number, line) in source.lines.iter().enumerate() {
            match &mut open {
                None => open = Function::begun(number, line),
                Some(function) if !function.has_body => {
                    let signature = code_of(line);
                    function.has_body = signature.trim_end().ends_with('{');
                    if signature.trim_end().ends_with(';') {
                        open = None;
                    }
                }
                Some(function) if line.starts_with(&format!("{}}}", function.indent)) => {
                    let length = number - function.start + 1;
                    if length > LONGEST_FUNCTION {
                        let what =
                            format!("a function of {length} lines, use at most {LONGEST_FUNCTION}");
                        found.push((function.start, what));
                    }
                    open = None;
                }
                Some(_) => {}
            }
        }
        found
    }));
}

/// A function that is being read. Functions within it are part of it.
struct Function {
    start: usize,
    indent: String,
    has_body: bool,
}

impl Function {
    fn begun(number: usize, line: &str) -> Option<Self> {
        let code = code_of(line);
        let code = code.trim_end();
        let whole = code.ends_with(';') || code.ends_with('}');
        (is_function(code.trim_start()) && !whole).then(|| Self {
            start: number,
            indent: line.chars().take_while(|c| c.is_whitespace()).collect(),
            has_body: code.ends_with('{'),
        })
    }
}

fn is_function(words: &str) -> bool {
    let before = words.split('(').next().unwrap_or_default();
    let mut words = before.split_whitespace();
    words.any(|word| word == "fn") && before.contains("fn ") && !before.contains('=')
}

#[test]
fn one_concept_has_one_word() {
    assert_none(&findings(|source| {
        if source.path.ends_with("tidy.rs") {
            return Vec::new();
        }
        let mut found = Vec::new();
        for (number, line) in source.lines.iter().enumerate() {
            let code = code_of(line).to_lowercase();
            for (word, instead) in WORDS {
                if code.contains(word) {
                    found.push((number, format!("“{word}” in a name, use “{instead}”")));
                }
            }
        }
        found
    }));
}

#[test]
fn time_and_chance_come_in_by_one_door() {
    assert_none(&findings(|source| {
        if matches!(source.room().as_deref(), None | Some("browser")) {
            return Vec::new();
        }
        let mut found = Vec::new();
        for (number, line) in source.lines.iter().enumerate() {
            for door in DOORS {
                if code_of(line).contains(door) {
                    found.push((number, format!("`{door}` here, use `Environment`")));
                }
            }
        }
        found
    }));
}

#[test]
fn nothing_outside_tests_gives_up_on_an_error() {
    assert_none(&findings(|source| {
        let room = source.room();
        if room.is_none() || source.name().starts_with("src/engine/specification") {
            return Vec::new();
        }
        let lines = source.code().iter().enumerate();
        lines
            .filter(|(_, line)| {
                let code = code_of(line);
                [".unwrap()", ".expect(", "panic!(", "unreachable!("]
                    .iter()
                    .any(|s| code.contains(s))
            })
            .map(|(number, _)| (number, "a panic waiting to happen, use a result".to_owned()))
            .collect()
    }));
}

#[test]
fn every_file_is_declared() {
    let all = sources();
    let mut text = String::new();
    for source in &all {
        text += &source.lines.join("\n");
        text.push('\n');
    }
    let declared: BTreeSet<&str> = text
        .lines()
        .filter_map(|line| line.trim().strip_suffix(';'))
        .filter_map(|line| line.split_once("mod ").map(|(_, name)| name.trim()))
        .collect();
    let by_path = |source: &Source| {
        let name = source.path.file_name().and_then(|name| name.to_str());
        name.is_some_and(|name| text.contains(&format!("{name}\"]")))
    };
    let roots = ["lib", "main", "build"];
    let forgotten: Vec<String> = all
        .iter()
        .filter(|source| {
            let stem = source
                .path
                .file_stem()
                .and_then(|stem| stem.to_str())
                .unwrap_or_default();
            let parent = source
                .path
                .parent()
                .and_then(Path::to_str)
                .unwrap_or_default();
            let test_root =
                parent == "tests" || parent == "benches" || parent.ends_with("e2e/tests");
            !roots.contains(&stem) && !test_root && !declared.contains(stem) && !by_path(source)
        })
        .map(|source| {
            format!(
                "{}:1: error: nobody declares this file, use it or delete it",
                source.name()
            )
        })
        .collect();
    assert_none(&forgotten);
}
