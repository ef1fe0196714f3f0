//! The specs of a model, run.

use super::CliError;
use super::model_file::ModelFile;
use crate::language::run::spec;
use std::io::Write;
use std::path::Path;

/// Runs every spec and tells how each went.
///
/// # Errors
/// The model can't be run, or a spec fails.
pub(super) fn run(path: &Path, to: &mut impl Write) -> Result<(), CliError> {
    let file = ModelFile::read(path)?;
    let model = file.compile(to)?;
    let (mut passed, mut failed) = (0, 0);
    for spec in &model.program().specs {
        let outcome = spec::run(&model, spec);
        if outcome.passed() {
            passed += 1;
            writeln!(to, "ok      {}", spec.title)?;
            continue;
        }
        failed += 1;
        writeln!(to, "FAILED  {}", spec.title)?;
        for problem in &outcome.problems {
            writeln!(to, "        {}", file.place(problem.span))?;
            writeln!(to, "        expected {}", problem.expected.to_json())?;
            writeln!(to, "        actual   {}", problem.actual.to_json())?;
        }
    }
    writeln!(to, "{passed} passed, {failed} failed")?;
    match failed {
        0 => Ok(()),
        _ => Err(CliError::Failed),
    }
}
