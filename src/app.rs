//! The application, still pure: what the page knows, what happens to it, and what it shows.
//!
//! [`state`] holds what is known, [`message`] says what happened, [`update`] answers with [`effect`]s, and
//! [`view_model`] says what is shown. "Model" always means the event model; nothing here knows a browser.

pub mod dialog;
pub mod effect;
pub mod message;
pub mod state;
pub mod view_model;

pub mod applied;
pub mod backlog;
pub mod check;
pub mod counters;
pub mod draft;
pub mod explain;
pub mod filter;
pub mod flow;
pub mod flowzap;
pub mod gallery;
pub mod log;
pub mod made_spec;
pub mod manuscript;
pub mod modelling;
pub mod models;
pub mod pair;
pub mod plain;
pub mod preview;
pub mod processing;
pub mod projection;
pub mod rebuild;
pub mod refold;
pub mod report;
pub mod settings;
pub mod span;
pub mod text_answer;
pub mod update;
pub mod verdict;
pub mod words;
pub mod workbench;
