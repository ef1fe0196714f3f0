//! Every model in the gallery reads without an error, and its specs pass.
#![cfg(not(target_arch = "wasm32"))]

use foldline::language::run::spec::run;
use foldline::language::syntax::lines::Lines;
use foldline::language::{Compiled, compile};
use std::fs;
use std::path::Path;

#[test]
fn the_specs_of_every_model_pass() {
    let folder = fs::read_dir("www/models").into_iter().flatten().flatten();
    let mut models: Vec<_> = folder.map(|entry| entry.path()).collect();
    models.retain(|path| {
        path.extension()
            .is_some_and(|extension| extension == "fold")
    });
    models.sort();
    assert!(!models.is_empty(), "the models were found");
    let problems: Vec<String> = models.iter().flat_map(|model| problems(model)).collect();
    assert!(problems.is_empty(), "\n{}\n", problems.join("\n"));
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
