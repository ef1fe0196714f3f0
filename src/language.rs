//! The model language: a text becomes a model behind the engine's one model interface.
//!
//! [`syntax`] reads the text into a tree, [`check`] finds out what everything in it means and tells what is wrong, and
//! [`run`] carries out what it found. `docs/language.md` is the reference.

pub mod check;
pub mod diagnostic;
pub mod nearest;
pub mod program;
pub mod run;
pub mod syntax;
pub mod value;
