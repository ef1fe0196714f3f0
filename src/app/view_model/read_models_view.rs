//! A read model as a table, with what the last commit changed in it.

use super::projection_view::{CountersView, ProjectionView, counters_view, projection_view};
use crate::app::plain::{inline, readable};
use crate::app::workbench::Workbench;
use crate::engine::model::World;
use crate::engine::names::ReadModelName;
use crate::engine::schema::{Field, FieldType, ReadModelSchema};
use crate::engine::value::Value;

/// A read model, and which others there are.
#[derive(Clone, PartialEq, Debug)]
pub struct ReadModelsView {
    /// All: title and number of rows.
    pub all: Vec<ReadModelChoice>,
    /// What it tells.
    pub summary: String,
    /// Titles of the columns, and whether the column holds numbers.
    pub columns: Vec<(String, bool)>,
    /// How many rows in all.
    pub total: usize,
    /// The index of the first row below.
    pub first: usize,
    /// The rows in the window.
    pub rows: Vec<TableRow>,
    /// For example "as of position 41, 3 behind".
    pub as_of: String,
    /// The events it listens to.
    pub events: Vec<String>,
    /// What is delivered to it; none where there is no read model.
    pub projection: Option<ProjectionView>,
    /// Two counters beside it; none where there is nothing to count.
    pub counters: Option<CountersView>,
}

/// A read model to choose.
#[derive(Clone, PartialEq, Debug)]
pub struct ReadModelChoice {
    /// Its name: how messages name it.
    pub name: String,
    /// Its title.
    pub title: String,
    /// How many rows it has.
    pub rows: usize,
    /// How many events it has not seen.
    pub behind: u64,
    /// Whether it is the one shown.
    pub current: bool,
}

/// A row of a table.
#[derive(Clone, PartialEq, Debug)]
pub struct TableRow {
    /// Its key.
    pub key: String,
    /// Its cells, one for each column.
    pub cells: Vec<String>,
    /// Whether the last commit changed it.
    pub changed: bool,
}

/// How many rows a window holds: more than any screen shows.
const WINDOW: usize = 120;

/// How many rows before the first one shown are in the window too.
const BEFORE: usize = 30;

pub(super) fn read_models_view(bench: &Workbench) -> ReadModelsView {
    let all = &bench.model.schema().read_models;
    let shown = bench.shown_read_model();
    let choices = all.iter().map(|read_model| ReadModelChoice {
        name: read_model.name.to_string(),
        title: read_model.title.clone(),
        rows: count(bench, &bench.world_seen(&read_model.name), &read_model.name),
        behind: bench.behind(&read_model.name),
        current: shown.is_some_and(|shown| shown.name == read_model.name),
    });
    let choices = choices.collect();
    match shown {
        Some(shown) => table(bench, choices, shown),
        None => ReadModelsView {
            all: choices,
            summary: "This model has no read models.".to_owned(),
            columns: Vec::new(),
            total: 0,
            first: 0,
            rows: Vec::new(),
            as_of: String::new(),
            events: Vec::new(),
            projection: None,
            counters: counters_view(bench),
        },
    }
}

fn count(bench: &Workbench, world: &World, read_model: &ReadModelName) -> usize {
    let history = bench.timeline.history();
    history.rows(world, read_model, 0..0).total
}

fn table(bench: &Workbench, all: Vec<ReadModelChoice>, shown: &ReadModelSchema) -> ReadModelsView {
    let world = bench.world_seen(&shown.name);
    let total = count(bench, &world, &shown.name);
    let first = bench.looking.rows_first.min(total).saturating_sub(BEFORE);
    let rows = bench
        .timeline
        .history()
        .rows(&world, &shown.name, first..first + WINDOW);
    let changed = changed_rows(bench, &shown.name);
    let rows = rows.rows.iter().map(|(key, row)| TableRow {
        key: key.clone(),
        cells: shown
            .columns
            .iter()
            .map(|column| cell(row, column))
            .collect(),
        changed: changed.contains(key),
    });
    ReadModelsView {
        all,
        summary: shown.summary.clone(),
        columns: shown
            .columns
            .iter()
            .map(|c| {
                (
                    c.title.clone(),
                    matches!(
                        c.field_type,
                        FieldType::Int { .. } | FieldType::Decimal { .. }
                    ),
                )
            })
            .collect(),
        total,
        first,
        rows: rows.collect(),
        as_of: as_of(bench, &shown.name),
        events: shown.events.iter().map(ToString::to_string).collect(),
        projection: Some(projection_view(bench, shown)),
        counters: counters_view(bench),
    }
}

fn as_of(bench: &Workbench, read_model: &ReadModelName) -> String {
    let seen = bench.seen(read_model);
    match bench.behind(read_model) {
        0 => format!("as of position {seen}"),
        behind => format!("as of position {seen}, {behind} behind"),
    }
}

fn cell(row: &Value, column: &Field) -> String {
    let value = row.get(&column.name);
    value.map_or_else(String::new, |value| {
        inline(&readable(&column.field_type, value))
    })
}

/// The rows that the last commit at the moment shown changed; none where the read model has not seen it all.
fn changed_rows(bench: &Workbench, read_model: &ReadModelName) -> Vec<String> {
    if bench.behind(read_model) > 0 {
        return Vec::new();
    }
    bench.last_commit().map_or_else(Vec::new, |commit| {
        let before = bench.timeline.world_at(commit.base.position);
        bench
            .timeline
            .history()
            .changed_rows(&before, bench.world(), read_model)
    })
}
