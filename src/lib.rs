#![doc = include_str!("../README.md")]

pub mod app;
pub mod engine;
#[cfg(target_arch = "wasm32")]
pub mod ui;
