//! The model language under fire: models by chance, changed texts, and random commands.
//!
//! Three targets: the reader, the checker, and models at work. What is generated is well typed, so that an error in it
//! is a mistake of the generator or of the checker. A case that fails prints its seed and its text.
//!
//! `FOLDLINE_FUZZ_SECONDS` is how many seconds of a processor each target gets, instead of a fixed number of cases;
//! `FOLDLINE_FIRST_SEED` the first seed; `FOLDLINE_SEED` the only one.
#![cfg(not(target_arch = "wasm32"))]

#[path = "support/language_fuzz/checks.rs"]
mod checks;
#[path = "support/language_fuzz/counts.rs"]
mod counts;
#[path = "support/simulation/dice.rs"]
mod dice;
#[path = "support/language_fuzz/generate.rs"]
mod generate;
#[path = "support/language_fuzz/mutate.rs"]
mod mutate;
#[path = "support/language_fuzz/payload.rs"]
mod payload;
#[path = "support/language_fuzz/running.rs"]
mod running;
#[path = "support/language_fuzz/worlds.rs"]
mod worlds;

use counts::Counts;
use dice::Dice;
use foldline::language::diagnostic::Diagnostic;
use foldline::language::run::TextModel;
use foldline::language::syntax::read;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::{Duration, Instant};

/// Of so many cases one is looked into for what it is made of, beside the first ones.
const COUNTED: u64 = 16;

/// How many of the first cases are all looked into.
const FIRST: u64 = 60;

fn number(variable: &str) -> Option<u64> {
    let text = std::env::var(variable).ok()?;
    Some(text.parse().expect("a number"))
}

/// How long the processor was at this thread, where the system says so; else the time that went by.
fn spent(begun: Instant) -> Duration {
    let told = std::fs::read_to_string("/proc/thread-self/schedstat");
    let nanoseconds = told
        .ok()
        .and_then(|told| told.split(' ').next()?.parse().ok());
    nanoseconds.map_or_else(|| begun.elapsed(), Duration::from_nanos)
}

/// Runs cases, each of its own seed: so many, or for as long as is wanted.
#[allow(clippy::print_stdout, reason = "the table tells what was met")]
fn cases(
    target: &str,
    count: u64,
    counts: &mut Counts,
    case: impl Fn(u64, &mut Counts, &mut String),
) {
    let only = number("FOLDLINE_SEED");
    let first = only.or_else(|| number("FOLDLINE_FIRST_SEED")).unwrap_or(0);
    let wanted = number("FOLDLINE_FUZZ_SECONDS").map(Duration::from_secs);
    let begun = Instant::now();
    let mut done = 0;
    loop {
        let goes_on = match wanted {
            Some(wanted) => spent(begun) < wanted,
            None => done < count,
        };
        if done > 0 && (only.is_some() || !goes_on) {
            break;
        }
        let seed = first + done;
        let mut text = String::new();
        let run = AssertUnwindSafe(|| case(seed, counts, &mut text));
        if catch_unwind(run).is_err() {
            panic!("{target}: FOLDLINE_SEED={seed} failed with this text:\n{text}");
        }
        done += 1;
    }
    let seconds = spent(begun).as_secs();
    println!(
        "{target}: {done} cases from seed {first} in {seconds} s\n{}",
        counts.table()
    );
    if only.is_none() && done >= count {
        assert_eq!(
            counts.missed(),
            Vec::<&str>::new(),
            "{target} meets everything"
        );
    }
}

/// The models that are there to read and change.
fn gallery() -> Vec<String> {
    let files = std::fs::read_dir("www/models").expect("the gallery");
    let mut paths: Vec<_> = files.map(|file| file.expect("a file").path()).collect();
    paths.sort();
    let models = paths
        .iter()
        .filter(|path| path.extension().is_some_and(|it| it == "fold"));
    models
        .map(|path| std::fs::read_to_string(path).expect("a model"))
        .collect()
}

/// A generated model, or a changed one of it or of the gallery; and whether it was changed.
fn some_text(dice: &Dice, gallery: &[String]) -> (String, bool) {
    let changed = dice.chance(700);
    let text = match dice.pick(gallery) {
        Some(text) if changed && dice.chance(250) => text.clone(),
        _ => generate::model(dice),
    };
    match changed {
        true => (mutate::mutated(dice, &text), true),
        false => (text, false),
    }
}

#[test]
fn no_text_harms_the_reader() {
    let gallery = gallery();
    let mut counts = Counts::of_constructs();
    cases("reader", 400, &mut counts, |seed, counts, shown| {
        let dice = Dice::new(seed);
        let changed;
        (*shown, changed) = some_text(&dice, &gallery);
        let tree = checks::reader(shown, counts);
        assert!(
            tree.is_some() || changed,
            "what is generated can be read: {:#?}",
            read(shown).1
        );
        if let Some(tree) = tree
            && (seed.is_multiple_of(COUNTED) || seed < FIRST)
        {
            counts.tree(&tree);
        }
    });
}

#[test]
fn no_text_harms_the_checker_and_what_is_well_typed_has_no_errors() {
    let gallery = gallery();
    let mut counts = Counts::of_operators();
    cases("checker", 800, &mut counts, |seed, counts, shown| {
        let dice = Dice::new(seed);
        let changed;
        (*shown, changed) = some_text(&dice, &gallery);
        let (program, told) = checks::checker(shown, counts);
        if !changed {
            assert!(
                program.is_some(),
                "what is generated is well typed:\n{}",
                lines(shown, &told)
            );
        }
        if let Some(program) = program
            && (seed.is_multiple_of(COUNTED) || seed < FIRST)
        {
            counts.program(&program);
        }
    });
}

/// The errors of a text, each with its line.
fn lines(text: &str, told: &[Diagnostic]) -> String {
    let errors = told
        .iter()
        .filter(|it| checks::has_errors(std::slice::from_ref(it)));
    let line = |it: &Diagnostic| {
        let (start, end) = (it.span.start as usize, it.span.end as usize);
        let number = text[..start].lines().count();
        format!(
            "{} line {number} `{}`: {} {}\n",
            it.code,
            &text[start..end],
            it.message,
            it.hint
        )
    };
    errors.take(5).map(line).collect()
}

#[test]
fn whatever_is_done_with_a_model_its_history_means_one_world() {
    let gallery = gallery();
    let mut counts = Counts::of(running::HAPPENINGS);
    cases("running", 350, &mut counts, |seed, counts, shown| {
        let dice = Dice::new(seed);
        // Changed models that are still models do what nobody had in mind.
        let changed = dice.chance(200);
        *shown = match changed && dice.chance(300) {
            true => gallery[dice.below(gallery.len())].clone(),
            false => generate::model(&dice),
        };
        if changed {
            *shown = mutate::mutated(&dice, shown);
        }
        let (program, told) = checks::checker(shown, counts);
        assert!(program.is_some() || changed, "{}", lines(shown, &told));
        if let Some(program) = program {
            running::run(&dice, TextModel::new(program, shown), counts);
        }
    });
}
