#![doc = include_str!("../README.md")]

pub mod app;
pub mod engine;
pub mod language;
pub mod runtime;
pub mod samples;

#[cfg(target_arch = "wasm32")]
pub mod browser;
#[cfg(not(target_arch = "wasm32"))]
pub mod cli;
#[cfg(target_arch = "wasm32")]
pub mod ui;
