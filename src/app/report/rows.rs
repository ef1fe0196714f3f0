//! The rows of read models that differ.

use super::Sides;
use crate::engine::model::Model;
use crate::engine::names::ReadModelName;
use crate::engine::timeline::Timeline;
use crate::engine::value::Value;

/// So many rows are compared at a time.
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
    let mut before = Walk::new(sides.before.1, name);
    let mut after = Walk::new(sides.after.1, name);
    let (mut differing, mut keys) = (0, Vec::new());
    // Both are in the order of their keys.
    loop {
        let differs = match (before.row(), after.row()) {
            (None, None) => break,
            (Some((key, _)), None) => Some((key.clone(), true, false)),
            (None, Some((key, _))) => Some((key.clone(), false, true)),
            (Some((left, old)), Some((right, new))) => match left.cmp(right) {
                std::cmp::Ordering::Less => Some((left.clone(), true, false)),
                std::cmp::Ordering::Greater => Some((right.clone(), false, true)),
                std::cmp::Ordering::Equal if old != new => Some((left.clone(), true, true)),
                std::cmp::Ordering::Equal => None,
            },
        };
        let (of_before, of_after) = match differs {
            Some((key, of_before, of_after)) => {
                differing += 1;
                if keys.len() < MOST_KEYS {
                    keys.push(key);
                }
                (of_before, of_after)
            }
            None => (true, true),
        };
        if of_before {
            before.go_on();
        }
        if of_after {
            after.go_on();
        }
    }
    let title = |model: &dyn Model| {
        let schema = model.schema().read_model(name)?;
        Some(schema.title.clone())
    };
    let title = title(sides.after.0).or_else(|| title(sides.before.0));
    (differing > 0).then(|| ChangedRows {
        title: title.unwrap_or_else(|| name.to_string()),
        read_model: name.clone(),
        rows: (before.total, after.total),
        differing,
        keys,
    })
}

/// Goes through the rows of a read model at the live end, in the order of their keys.
struct Walk<'a> {
    timeline: &'a Timeline,
    name: &'a ReadModelName,
    total: usize,
    window: std::vec::IntoIter<(String, Value)>,
    read: usize,
    row: Option<(String, Value)>,
}

impl<'a> Walk<'a> {
    fn new(timeline: &'a Timeline, name: &'a ReadModelName) -> Self {
        let mut walk = Self {
            timeline,
            name,
            total: 0,
            window: Vec::new().into_iter(),
            read: 0,
            row: None,
        };
        walk.go_on();
        walk
    }

    const fn row(&self) -> Option<&(String, Value)> {
        self.row.as_ref()
    }

    fn go_on(&mut self) {
        self.row = self.window.next();
        if self.row.is_none() {
            let window = self.read..self.read + WINDOW;
            let history = self.timeline.history();
            let found = history.rows(self.timeline.live(), self.name, window);
            self.total = found.total;
            self.read += found.rows.len();
            self.window = found.rows.into_iter();
            self.row = self.window.next();
        }
    }
}
