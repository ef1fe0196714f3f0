//! The browser's implementations of the engine's traits: storage, clock, ids, tabs and locks. wasm only.

mod database;
mod indexed_db_store;

pub use indexed_db_store::IndexedDbStore;
