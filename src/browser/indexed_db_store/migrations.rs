//! How a database comes to the newest version: one step for each, in order, and none ever changed again.

use super::schema::{
    BY_CONTEXT, BY_STREAM, COMMANDS, COMMITS, HEADS, JOURNAL, POSITIONS, SEGMENTS, SNAPSHOTS,
    TRACES,
};
use indexed_db_futures::database::Database;
use indexed_db_futures::prelude::*;
use indexed_db_futures::{KeyPath, Result};

/// Brings a database from a version, zero where it is new, to [`VERSION`](super::schema::VERSION).
pub(super) fn migrate(database: &Database, from: u32) -> Result<()> {
    if from < 1 {
        to_version_1(database)?;
    }
    Ok(())
}

fn to_version_1(database: &Database) -> Result<()> {
    let make = |name: &str, path: &[&str]| {
        let path = path.iter().copied().collect::<KeyPath<&str>>();
        database
            .create_object_store(name)
            .with_key_path(path)
            .build()
    };
    let commits = make(COMMITS, &["branch", "position", "index"])?;
    let by_stream = ["branch", "stream", "lastVersion"];
    let by_context = ["branch", "context", "lastContextPosition"];
    for (name, path) in [(BY_STREAM, by_stream), (BY_CONTEXT, by_context)] {
        let index = commits.create_index(name, KeyPath::from(path));
        index.with_unique(true).build()?;
    }
    make(JOURNAL, &["branch", "position", "index"])?;
    make(HEADS, &["branch", "stream"])?;
    make(POSITIONS, &["branch"])?;
    make(COMMANDS, &["branch", "command"])?;
    make(SEGMENTS, &["branch", "position"])?;
    make(SNAPSHOTS, &["branch", "stream"])?;
    make(TRACES, &["branch", "position", "index"])?;
    Ok(())
}
