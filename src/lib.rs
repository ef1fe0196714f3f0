#![doc = include_str!("../README.md")]

pub mod app;
pub mod engine;
