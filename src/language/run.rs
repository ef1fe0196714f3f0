//! What a program does: its model behind the engine's interface, and its specs.
//!
//! Nothing is looked up by name while it runs, and whatever it does is paid from a [`budget`].

mod ahead;
mod around;
mod budget;
mod collections;
mod deciding;
mod effects;
mod evaluate;
mod execute;
mod feed;
mod folding;
mod hearing;
mod history;
mod letters;
mod lifting;
mod locals;
mod model;
mod numbers;
mod operators;
mod place;
mod plain;
mod prepared;
mod reacting;
mod rows;
mod show;
pub mod spec;
mod states;
mod table;
mod telling;
mod world;

pub use model::TextModel;

#[cfg(test)]
mod tests;
