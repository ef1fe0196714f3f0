//! A workspace's database, read as it lies in the browser.

use crate::json::{list, number, text};
use crate::{Outcome, Page};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};

/// All records of a workspace.
pub struct Dump(Value);

impl Dump {
    /// Reads the database of the workspace of this name.
    ///
    /// # Errors
    /// There is none, or the browser could not read it.
    pub async fn of(page: &Page, workspace: &str) -> Outcome<Self> {
        let records = page.run("return dump(given);", json!(workspace)).await?;
        Ok(Self(records))
    }

    /// The records of one store.
    pub fn records(&self, store: &str) -> &[Value] {
        self.0[store].as_array().map_or(&[], Vec::as_slice)
    }

    /// The commits whose command names this reservation, or this conference.
    pub fn reserving(&self, name: &str) -> Vec<&Value> {
        let commits = self.records("commits").iter();
        let made = commits.filter(|commit| {
            let payload = text(&commit["command"]["payload"]);
            payload.contains(&format!("\"{name}\""))
        });
        made.collect()
    }

    /// The reservations made at a conference.
    pub fn reservations(&self, conference: &str) -> Vec<String> {
        let commits = self.reserving(conference).into_iter();
        let payloads = commits.filter_map(|commit| {
            let payload = text(&commit["command"]["payload"]);
            serde_json::from_str::<Value>(payload).ok()
        });
        let named =
            payloads.filter_map(|payload| payload["reservation"].as_str().map(str::to_owned));
        named.collect()
    }

    /// How often such an event happened to this: to the stream of this id, or to what the event names.
    pub fn happened(&self, event_type: &str, id: &str) -> usize {
        let commits = self.records("commits").iter();
        let of_commit = commits.map(|commit| {
            let here = text(&commit["stream"]).ends_with(&format!("/{id}"));
            let named = |event: &&Value| text(&event["payload"]).contains(&format!("\"{id}\""));
            let events = list(&commit["events"]).iter();
            let such = events.filter(|event| event["type"] == event_type);
            such.filter(|event| here || named(event)).count()
        });
        of_commit.sum()
    }

    /// The last position of the history.
    pub fn end(&self) -> u64 {
        number(&self.records("positions")[0]["position"])
    }

    /// Checks that commits, heads, positions and command ids tell the same story.
    ///
    /// # Panics
    /// They don't.
    pub fn assert_whole(&self) {
        let mut position = 0;
        let mut heads: BTreeMap<String, u64> = BTreeMap::new();
        let mut commands = BTreeSet::new();
        for commit in self.records("commits") {
            let events = commit["events"].as_array().map_or(0, Vec::len) as u64;
            assert_eq!(events > 0, commit["index"] == 0, "{commit}");
            assert_eq!(
                number(&commit["position"]),
                position + events,
                "positions are dense: {commit}"
            );
            position += events;
            *heads.entry(text(&commit["stream"]).to_owned()).or_default() += events;
            let id = text(&commit["command"]["id"]);
            assert!(
                commands.insert((id, position, number(&commit["index"]))),
                "{commit}"
            );
        }
        let known = self.records("heads").iter();
        let known = known.map(|head| (text(&head["stream"]).to_owned(), number(&head["version"])));
        assert_eq!(known.collect::<BTreeMap<_, _>>(), heads, "heads");
        let known = self.records("commands").iter();
        let known = known.map(|it| {
            (
                text(&it["command"]),
                number(&it["position"]),
                number(&it["index"]),
            )
        });
        assert_eq!(known.collect::<BTreeSet<_>>(), commands, "command ids");
        let ids: BTreeSet<&str> = commands.iter().map(|(id, ..)| *id).collect();
        assert_eq!(ids.len(), commands.len(), "each command is there once");
        assert_eq!(self.end(), position, "the last position");
    }
}
