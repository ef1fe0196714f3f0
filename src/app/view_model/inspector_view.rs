//! What is selected: an event, a commit without events, or a note of the journal.

use super::Tone;
use super::links::{
    LinkView, command_link, consequences, event_link, recorded_by_process, step_link,
};
use super::log_view::what;
use super::note_sections::note_sections;
use super::process_sections::process_sections;
use super::shapes_view::{ShapesView, shapes};
use crate::app::made_spec::makes_spec;
use crate::app::plain::{inline, pretty, readable_fields};
use crate::app::words::task_title;
use crate::app::workbench::Workbench;
use crate::engine::codec::{StoredCommit, StoredJournalEntry};
use crate::engine::commit::{Command, Commit, Visibility};
use crate::engine::event::{EventData, RecordedEvent};
use crate::engine::event_store::HistoryEntry;
use crate::engine::journal::JournalEntry;
use crate::engine::position::Moment;
use crate::engine::schema::Field;
use crate::engine::time::Clock;
use crate::engine::upcasting::EventShape;
use crate::engine::value::{Payload, Value};

/// What is selected.
#[derive(Clone, PartialEq, Debug)]
pub struct InspectorView {
    /// What kind of thing, for example "event".
    pub tag: String,
    /// The kind of tag, which gives its colour.
    pub tone: Tone,
    /// For example "registration · position 41".
    pub place: String,
    /// For example "SeatsReserved".
    pub title: String,
    /// What it meant, as a sentence.
    pub sentence: String,
    /// Where it stands: the whole system can be moved there.
    pub moment: Moment,
    /// Whether it can become a spec: a command that was decided.
    pub makes_spec: bool,
    /// What there is to know, in sections.
    pub sections: Vec<SectionView>,
    /// The record as it is stored, as indented JSON.
    pub stored: String,
    /// The event as the model reads it today, which may be several, where that differs.
    pub lifted: Option<String>,
    /// Both side by side, where they differ.
    pub shapes: Option<ShapesView>,
}

/// A section of what is selected.
#[derive(Clone, PartialEq, Debug)]
pub struct SectionView {
    /// Its title.
    pub title: String,
    /// Names and values.
    pub rows: Vec<(String, String)>,
    /// Things to go to.
    pub links: Vec<LinkView>,
}

type Rows = Vec<(String, String)>;

pub(super) fn inspector_view(bench: &Workbench) -> Option<InspectorView> {
    let item = bench.shown_item()?;
    let (title, tone, sentence) = what(bench, item);
    let moment = bench.log.moment(item);
    let event = bench.log.event(item);
    let (tag, place, sections, stored) = match (bench.log.entry(item)?, &event) {
        (HistoryEntry::Commit(commit), Some(event)) => (
            match commit.data.visibility {
                Visibility::Public => "event",
                Visibility::Private => "process",
            },
            format!(
                "{} · position {}",
                commit.data.context,
                event.global_position()
            ),
            event_sections(bench, event),
            stored_commit(commit),
        ),
        (HistoryEntry::Commit(commit), None) => (
            "command",
            format!(
                "{} · after position {}",
                commit.data.context, moment.position
            ),
            commit_sections(bench, commit),
            stored_commit(commit),
        ),
        (HistoryEntry::Journal(entry), _) => (
            "journal",
            format!("after position {}", moment.position),
            journal_sections(bench, entry),
            stored_note(entry),
        ),
    };
    let lifted = event
        .as_ref()
        .map(|e| bench.timeline.history().lifted(e))
        .unwrap_or_default();
    Some(InspectorView {
        tag: tag.to_owned(),
        tone,
        place,
        title: match tag {
            "command" => "Nothing to record".to_owned(),
            _ => title,
        },
        sentence,
        moment,
        makes_spec: bench.log.entry(item).is_some_and(makes_spec),
        sections: sections.into_iter().filter(has_content).collect(),
        stored,
        shapes: event
            .as_ref()
            .and_then(|event| shapes(bench.model.schema(), event, &lifted)),
        lifted: lifted_text(&lifted),
    })
}

/// Every event that the stored one became, with its type and version. `None` where it is read as it is stored.
fn lifted_text(lifted: &[EventShape]) -> Option<String> {
    let shapes = lifted.iter().map(|shape| {
        Value::map([
            ("type", shape.event_type.as_str().into()),
            ("version", i64::from(shape.schema_version).into()),
            ("payload", shape.payload.clone()),
        ])
    });
    let shapes: Vec<Value> = shapes.collect();
    match shapes.as_slice() {
        [] => None,
        [one] => Some(pretty(one)),
        _ => Some(pretty(&Value::List(shapes))),
    }
}

fn has_content(section: &SectionView) -> bool {
    !section.rows.is_empty() || !section.links.is_empty()
}

pub(super) fn section(title: &str, rows: Rows) -> SectionView {
    SectionView {
        title: title.to_owned(),
        rows,
        links: Vec::new(),
    }
}

pub(super) fn row(name: &str, value: impl ToString) -> (String, String) {
    (name.to_owned(), value.to_string())
}

fn event_sections(bench: &Workbench, event: &RecordedEvent) -> Vec<SectionView> {
    let commit = event.commit();
    let version = event.data().schema_version;
    let mut sections = match recorded_by_process(commit) {
        Some(recorded) => process_sections(bench, &recorded),
        None => vec![section("Payload", event_rows(bench, event.data()))],
    };
    sections.extend([
        section(
            "Where it stands",
            vec![
                row("stream", event.stream()),
                row("version", event.version()),
                row("position", event.global_position()),
                row("in its context", event.context_position()),
                row("recorded", commit.recorded_at),
                row("stored as", format!("version {version} of its shape")),
                row("event id", event.id()),
            ],
        ),
        caused_by(bench, commit),
        led_to(bench, event),
        environment_section(commit),
    ]);
    if !by_itself(commit) {
        let after_place = sections.len() - 3;
        sections.insert(after_place, command_section(bench, &commit.data.command));
    }
    sections
}

/// Whether a process recorded this of its own accord: then there is no command that anybody sent.
fn by_itself(commit: &Commit) -> bool {
    let data = &commit.data;
    data.visibility == Visibility::Private
        && *data.stream.category == *data.command.actor.role.as_str()
}

fn commit_sections(bench: &Workbench, commit: &Commit) -> Vec<SectionView> {
    vec![
        command_section(bench, &commit.data.command),
        section(
            "Where it stands",
            vec![
                row("stream", &commit.data.stream),
                row("version", commit.version()),
                row("after position", commit.moment.position),
                row("recorded", commit.recorded_at),
            ],
        ),
        caused_by(bench, commit),
        environment_section(commit),
    ]
}

fn journal_sections(bench: &Workbench, entry: &JournalEntry) -> Vec<SectionView> {
    let place = section(
        "Where it stands",
        vec![
            row("after position", entry.moment.position),
            row("recorded", entry.recorded_at),
        ],
    );
    let mut sections = note_sections(bench, &entry.note);
    sections.push(place);
    sections
}

/// The payload of an event. What is stored in another shape than today's is shown as plain data.
fn event_rows(bench: &Workbench, event: &EventData) -> Rows {
    let known = bench.model.schema().event(&event.event_type);
    let known = known.filter(|known| known.version == event.schema_version);
    payload_rows(known.map_or(&[], |known| &known.fields), &event.payload)
}

/// What somebody wanted.
pub(super) fn command_rows(bench: &Workbench, command: &Command) -> Rows {
    let fields = bench.model.schema().command_fields(&command.command_type);
    payload_rows(fields, &command.payload)
}

/// A payload by name; these fields are known of it.
pub(super) fn payload_rows(fields: &[Field], payload: &Payload) -> Rows {
    match payload.value().map(|it| readable_fields(fields, &it)) {
        Ok(Value::Map(members)) => members
            .iter()
            .map(|(name, value)| row(name, inline(value)))
            .collect(),
        Ok(value) => vec![row("value", inline(&value))],
        Err(error) => vec![row("unreadable", error)],
    }
}

pub(super) fn command_section(bench: &Workbench, command: &Command) -> SectionView {
    section(
        "Command",
        vec![
            row("task", task_title(bench.model.schema(), command)),
            row("command", &command.command_type),
            row(
                "by",
                format!("{}, {}", command.actor.person, command.actor.role),
            ),
            row("command id", &command.id),
        ],
    )
}

fn caused_by(bench: &Workbench, commit: &Commit) -> SectionView {
    let command = (!by_itself(commit)).then(|| LinkView {
        moment: None,
        ..command_link(bench, commit)
    });
    let mut links: Vec<LinkView> = command.into_iter().collect();
    let known = commit.data.causation.iter();
    let known = known.filter(|id| bench.log.find_event(id).is_some());
    links.extend(known.map(|id| event_link(bench, id)));
    links.extend(step_link(bench, commit));
    SectionView {
        links,
        ..section("Caused by", Vec::new())
    }
}

/// The other events of the same commit, and the rows of read models that it changed.
fn led_to(bench: &Workbench, event: &RecordedEvent) -> SectionView {
    let commit = event.commit();
    let siblings = RecordedEvent::all_of(commit)
        .filter(|other| other != event)
        .map(|other| event_link(bench, &other.id()));
    let before = bench.timeline.world_at(commit.base.position);
    let after = bench.timeline.world_at(commit.moment.position);
    let history = bench.timeline.history();
    let rows = bench
        .model
        .schema()
        .read_models
        .iter()
        .flat_map(|read_model| {
            // One that lags has not seen all of it yet.
            let seen = bench.seen_of(&read_model.name, commit);
            let part = (seen < commit.moment.position).then(|| bench.timeline.world_at(seen));
            let after = part.as_ref().unwrap_or(&after);
            let keys = history.changed_rows(&before, after, &read_model.name);
            keys.into_iter().map(|key| LinkView {
                tag: "row".to_owned(),
                tone: Tone::ReadModel,
                text: format!("{} · {key}", read_model.title),
                moment: None,
            })
        });
    SectionView {
        links: siblings
            .chain(consequences(bench, event))
            .chain(rows)
            .collect(),
        ..section("Led to", Vec::new())
    }
}

fn environment_section(commit: &Commit) -> SectionView {
    let seen = &commit.data.environment;
    let clock = match seen.clock {
        Clock::Real => "real",
        Clock::ByHand => "set by hand",
    };
    section(
        "What the decision saw",
        vec![
            row("now", seen.now),
            row("clock", clock),
            row("branch", &commit.data.branch),
            row("conversation", &commit.data.correlation),
            row("model", &commit.data.model),
        ],
    )
}

fn stored_commit(commit: &Commit) -> String {
    Value::of(&StoredCommit::from(commit)).map_or_else(|e| e.to_string(), |v| pretty(&v))
}

fn stored_note(entry: &JournalEntry) -> String {
    Value::of(&StoredJournalEntry::from(entry)).map_or_else(|e| e.to_string(), |v| pretty(&v))
}
