//! The event-sourcing engine: pure Rust, no clock, no randomness, no I/O.
//!
//! Read it in this order: the words ([`names`], [`version`], [`position`], [`time`], [`value`]), what is
//! stored ([`event`], [`commit`], [`journal`]), the one model interface ([`schema`], [`model`], [`typed`]),
//! the store and its reference implementation ([`event_store`], [`memory_store`]), and what works on them
//! ([`command_handler`], [`timeline`], [`specification`]).

mod text_type;

pub mod calendar;
pub mod decimal;
pub mod names;
pub mod position;
pub mod time;
pub mod value;
pub mod version;

pub mod codec;
pub mod commit;
pub mod decision;
pub mod delivery;
pub mod environment;
pub mod event;
pub mod hash;
pub mod journal;
pub mod lookup;
pub mod ordered;

pub mod model;
pub mod process;
pub mod schema;
pub mod slots;
pub mod typed;
pub mod upcasting;
pub mod validation;

pub mod cache;
pub mod command_handler;
pub mod event_store;
pub mod faults;
pub mod faulty_store;
pub mod front_store;
pub mod memory_store;
pub mod outside;
pub mod publication;
pub mod snapshot;
pub mod story;
pub mod stream_state;
pub mod timeline;
pub mod trace;
pub mod workspace;

pub mod specification;
