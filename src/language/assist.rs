//! Help while a model is written: what a word means, and what can be written at a place.

pub mod meanings;
