//! The file of a model: read, checked, and what is wrong with it told as compilers do.

use super::CliError;
use crate::language::diagnostic::{Diagnostic, Severity};
use crate::language::run::TextModel;
use crate::language::syntax::Span;
use crate::language::syntax::lines::Lines;
use crate::language::{Compiled, compile};
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

/// A text, and where it came from.
pub(super) struct ModelFile {
    path: PathBuf,
    text: String,
}

impl ModelFile {
    /// Reads the file.
    pub(super) fn read(path: &Path) -> Result<Self, CliError> {
        let file = path.display().to_string();
        match fs::read_to_string(path) {
            Ok(text) => Ok(Self {
                path: path.to_owned(),
                text,
            }),
            Err(error) => Err(CliError::File { file, error }),
        }
    }

    /// Tells all that is wrong, and gives the model.
    ///
    /// # Errors
    /// It can't be run.
    pub(super) fn compile(&self, to: &mut impl Write) -> Result<TextModel, CliError> {
        let Compiled {
            model, diagnostics, ..
        } = compile(&self.text);
        for diagnostic in &diagnostics {
            self.tell(diagnostic, to)?;
        }
        model.ok_or_else(|| CliError::Wrong {
            file: self.path.display().to_string(),
        })
    }

    /// The place of a span as editors understand it.
    pub(super) fn place(&self, span: Span) -> String {
        let place = Lines::new(&self.text).begin(span);
        format!("{}:{}:{}", self.path.display(), place.line, place.column)
    }

    fn tell(&self, diagnostic: &Diagnostic, to: &mut impl Write) -> Result<(), CliError> {
        let kind = match diagnostic.code.severity() {
            Severity::Error => "error",
            Severity::Warning => "warning",
        };
        let (place, code) = (self.place(diagnostic.span), diagnostic.code);
        writeln!(to, "{place}: {kind} {code}: {}", diagnostic.message)?;
        if !diagnostic.hint.is_empty() {
            writeln!(to, "    {}", diagnostic.hint)?;
        }
        if let Some(also) = diagnostic.also {
            writeln!(to, "    See {}.", self.place(also))?;
        }
        Ok(())
    }
}
