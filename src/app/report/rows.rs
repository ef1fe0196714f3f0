//! The rows of read models that differ.

use super::Sides;
use crate::engine::model::Model;
use crate::engine::names::ReadModelName;
use crate::engine::ordered;
use crate::engine::timeline::Timeline;
use crate::engine::value::Value;
use std::collections::BTreeMap;

/// So many rows are read at a time.
const WINDOW: usize = 1_000;

/// So many keys are told.
const MOST_KEYS: usize = 20;

/// A read model whose rows differ.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ChangedRows {
    /// Which.
    pub read_model: ReadModelName,
    /// Its name for people.
    pub title: String,
    /// How many rows there were, and how many there are.
    pub rows: (usize, usize),
    /// How many rows differ, came or went.
    pub differing: usize,
    /// The keys of the first of them.
    pub keys: Vec<String>,
}

/// The read models of both sides: those of the rules after first.
pub(super) fn read_models(sides: &Sides<'_>) -> Vec<ReadModelName> {
    let names = |model: &dyn Model| {
        let all = model.schema().read_models.iter();
        all.map(|it| it.name.clone()).collect::<Vec<_>>()
    };
    let mut all = names(sides.after.0);
    let gone = names(sides.before.0).into_iter();
    let gone: Vec<ReadModelName> = gone.filter(|name| !all.contains(name)).collect();
    all.extend(gone);
    all
}

/// How the rows of one read model differ. Nothing where they don't.
pub(super) fn changed(sides: &Sides<'_>, name: &ReadModelName) -> Option<ChangedRows> {
    let before = rows(sides.before.1, name);
    let after = rows(sides.after.1, name);
    let differs = |key: &&RowKey| before.get(key) != after.get(key);
    let both = ordered::set(before.keys().chain(after.keys()));
    let differing: Vec<&RowKey> = both.into_iter().filter(differs).collect();
    let title = |model: &dyn Model| {
        let schema = model.schema().read_model(name)?;
        Some(schema.title.clone())
    };
    let title = title(sides.after.0).or_else(|| title(sides.before.0));
    let keys = differing.iter().take(MOST_KEYS);
    (!differing.is_empty()).then(|| ChangedRows {
        title: title.unwrap_or_else(|| name.to_string()),
        read_model: name.clone(),
        rows: (before.len(), after.len()),
        differing: differing.len(),
        keys: keys.map(|(key, _)| key.clone()).collect(),
    })
}

/// The key of a row, and how many rows before it have the same one.
type RowKey = (String, usize);

/// All rows of a read model at the live end.
fn rows(timeline: &Timeline, name: &ReadModelName) -> BTreeMap<RowKey, Value> {
    let history = timeline.history();
    let mut rows = BTreeMap::new();
    for first in (0..).step_by(WINDOW) {
        let window = history.rows(timeline.live(), name, first..first + WINDOW);
        for (key, row) in window.rows {
            let alike = rows.range((key.clone(), 0)..=(key.clone(), usize::MAX));
            let alike = alike.count();
            rows.insert((key, alike), row);
        }
        if first + WINDOW >= window.total {
            break;
        }
    }
    rows
}
