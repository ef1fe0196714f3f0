//! Every model in the gallery reads without an error, its specs pass, and its story plays.
#![cfg(not(target_arch = "wasm32"))]

use foldline::app::gallery::{GALLERY, Source};
use foldline::cli::answer;
use foldline::engine::model::Model;
use foldline::language::run::spec::run;
use foldline::language::syntax::lines::Lines;
use foldline::language::{Compiled, compile};
use foldline::samples;
use std::collections::BTreeSet;
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};

#[test]
fn the_specs_of_every_model_pass() {
    let problems: Vec<String> = models().iter().flat_map(|model| problems(model)).collect();
    assert!(problems.is_empty(), "\n{}\n", problems.join("\n"));
}

#[test]
fn every_story_plays_to_its_end_and_no_invariant_is_broken() {
    for path in models() {
        let mut printed = Vec::new();
        let arguments = [OsString::from("test"), path.clone().into_os_string()];
        let nothing = &mut std::io::empty();
        let answer = answer(arguments, samples::models(), nothing, &mut printed);
        let printed = String::from_utf8(printed).expect("text");
        assert!(answer.is_ok(), "{}: {answer:?}\n{printed}", path.display());
        let story = printed.lines().find(|line| line.starts_with("story: "));
        let story = story.unwrap_or_else(|| panic!("{} has a story", path.display()));
        assert!(story.ends_with("all invariants hold"), "{story}");
    }
}

/// The gallery says of each file what the file says of itself, and leaves none out.
#[test]
fn the_gallery_knows_its_models() {
    let mut named = BTreeSet::new();
    for entry in GALLERY {
        let text = match entry.source {
            Source::BuiltIn { twin: file, .. } | Source::File(file) => {
                named.insert(file.to_owned());
                fs::read_to_string(format!("www/models/{file}")).expect("a readable model")
            }
            Source::Text(text) => text.to_owned(),
        };
        let Compiled {
            model, diagnostics, ..
        } = compile(&text);
        assert_eq!(diagnostics, [], "{}", entry.name);
        let model = model.expect("it has no mistakes");
        assert_eq!(entry.has_story, !model.story().is_empty(), "{}", entry.name);
    }
    let files = models().into_iter();
    let files = files.filter_map(|path| Some(path.file_name()?.to_str()?.to_owned()));
    assert_eq!(named, files.collect());
}

fn models() -> Vec<PathBuf> {
    let folder = fs::read_dir("www/models").into_iter().flatten().flatten();
    let mut models: Vec<_> = folder.map(|entry| entry.path()).collect();
    models.retain(|path| {
        path.extension()
            .is_some_and(|extension| extension == "fold")
    });
    models.sort();
    assert!(!models.is_empty(), "the models were found");
    models
}

fn problems(path: &Path) -> Vec<String> {
    let text = fs::read_to_string(path).expect("a readable model");
    let lines = Lines::new(&text);
    let place = |span| {
        let place = lines.begin(span);
        format!("{}:{}:{}", path.display(), place.line, place.column)
    };
    let Compiled {
        model, diagnostics, ..
    } = compile(&text);
    let Some(model) = model else {
        let told = diagnostics.iter();
        let told = told.map(|it| format!("{}: {} {}", place(it.span), it.code, it.message));
        return told.collect();
    };
    let mut problems = Vec::new();
    let specs = text
        .lines()
        .filter(|line| line.starts_with("spec "))
        .count();
    assert_eq!(model.program().specs.len(), specs, "no spec is passed over");
    for spec in &model.program().specs {
        for problem in run(&model, spec).problems {
            problems.push(format!(
                "{}: {}\n  expected {}\n  actual   {}",
                place(problem.span),
                spec.title,
                problem.expected.to_json(),
                problem.actual.to_json()
            ));
        }
    }
    problems
}
