//! Models at work: their story, commands by chance, processes and deadlines, and what holds then.

use super::counts::Counts;
use super::dice::Dice;
use super::payload;
use super::worlds::looked_at;
use foldline::engine::commit::{Base, Commit, CommitData, Visibility};
use foldline::engine::event::{EventData, RecordedEvent};
use foldline::engine::event_store::{EventStore, HistoryEntry};
use foldline::engine::journal::{JournalNote, RefusalStage};
use foldline::engine::memory_store::MemoryStore;
use foldline::engine::model::Model;
use foldline::engine::names::{Actor, BranchId, StreamName};
use foldline::engine::position::{ContextPosition, GlobalPosition, Moment};
use foldline::engine::process::ProcessEvent;
use foldline::engine::story::StoryStep;
use foldline::engine::time::Timestamp;
use foldline::engine::value::{Payload, Value};
use foldline::engine::version::{ExpectedVersion, StreamVersion};
use foldline::language::program::Type;
use foldline::language::run::{TextModel, spec};
use foldline::runtime::recorder::Recorder;
use pollster::block_on;
use std::rc::Rc;

/// What is to happen to some model.
pub(crate) const HAPPENINGS: &[&str] = &[
    "command accepted",
    "command refused by a rule",
    "command refused by validation",
    "command beyond the budget",
    "command lost a race",
    "event folded",
    "fold stopped beyond the budget",
    "event lifted from an old shape",
    "event of an old shape skipped",
    "process step",
    "process step with a command",
    "process step with a deadline",
    "process input parked",
    "process command refused and tried again",
    "invariant broken",
    "spec passed",
    "spec failed",
    "snapshot restored",
    "row shown",
];

/// How many commands are sent to a model beside its story.
const COMMANDS: usize = 25;

/// Runs a model, and looks at everything that can be asked of it.
pub(crate) fn run(dice: &Dice, model: TextModel, counts: &mut Counts) {
    for one in &model.program().specs {
        let passed = spec::run(&model, one).passed();
        counts.one(if passed { "spec passed" } else { "spec failed" });
    }
    let model = Rc::new(model);
    let entries = played(dice, &model);
    count(&entries, counts);
    let mut events = all_events(&entries);
    let recorded = events.len();
    events.extend(old_shapes(dice, &model, &events));
    looked_at(dice, &*model, (&events, recorded), counts);
}

/// What comes of the story of a model, and of commands by chance.
pub(crate) fn played(dice: &Dice, model: &Rc<TextModel>) -> Vec<HistoryEntry> {
    let any: Rc<dyn Model> = Rc::<TextModel>::clone(model);
    let store = MemoryStore::new();
    let recorder = Recorder::new(&store, &any);
    let begin = Timestamp::parse("2026-03-02T09:00:00Z").expect("a time");
    let mut now = begin;
    for step in any.story().into_iter().chain(commands(dice, &*any)) {
        // The story's own times go on from where the last command was.
        now = now.max(step.at.min(begin.plus_millis(4_000_000_000_000)));
        now = now.plus_millis(i64::try_from(dice.below(400_000)).unwrap_or(0));
        block_on(recorder.send(StoryStep { at: now, ..step })).expect("the store takes it");
    }
    let branch = BranchId::main();
    let entries = block_on(store.read_history(&branch, Moment::START, usize::MAX));
    entries.expect("a store in memory")
}

/// All events of a history.
pub(crate) fn all_events(entries: &[HistoryEntry]) -> Vec<RecordedEvent> {
    let commits = entries.iter().filter_map(HistoryEntry::commit);
    commits.flat_map(RecordedEvent::all_of).collect()
}

/// Commands by chance, valid and invalid.
fn commands(dice: &Dice, model: &dyn Model) -> Vec<StoryStep> {
    let schema = model.schema();
    let commands = schema.aggregates().flat_map(|(_, it)| &it.commands);
    let commands: Vec<_> = commands.collect();
    let mut steps = Vec::new();
    for _ in 0..COMMANDS {
        let Some(command) = dice.pick(&commands) else {
            break;
        };
        let mut payload = payload::fields_of(dice, &command.fields);
        if let (Value::Map(fields), true) = (&mut payload, dice.chance(800)) {
            let key = if dice.chance(700) { "o1" } else { "o2" };
            fields.insert(command.key.clone(), Value::from(key));
        }
        if dice.chance(150) {
            payload = payload::spoiled(dice, payload);
        }
        let role = dice
            .pick(&command.roles)
            .map_or("Nobody", |role| role.as_str());
        let expected = match dice.chance(100) {
            true => ExpectedVersion::Exact(StreamVersion::new(dice.below(4) as u64)),
            false => ExpectedVersion::Any,
        };
        steps.push(StoryStep {
            at: Timestamp::default(),
            actor: Actor::new(if dice.chance(950) { role } else { "Nobody" }, "Ada"),
            command_type: command.command_type.clone(),
            payload,
            expected,
        });
    }
    steps
}

fn count(entries: &[HistoryEntry], counts: &mut Counts) {
    for entry in entries {
        match entry {
            HistoryEntry::Commit(commit) if commit.data.visibility == Visibility::Public => {
                counts.one("command accepted");
            }
            HistoryEntry::Commit(commit) => {
                for event in RecordedEvent::all_of(commit) {
                    count_step(&event, counts);
                }
            }
            HistoryEntry::Journal(entry) => match &entry.note {
                JournalNote::Refused { refusal, .. } => {
                    counts.one(match (refusal.stage, refusal.code.as_str()) {
                        (RefusalStage::Validation, _) => "command refused by validation",
                        (_, "BUDGET") => "command beyond the budget",
                        _ => "command refused by a rule",
                    });
                }
                JournalNote::LostRace { .. } => counts.one("command lost a race"),
                _ => {}
            },
        }
    }
}

fn count_step(event: &RecordedEvent, counts: &mut Counts) {
    match ProcessEvent::from_data(event.data()) {
        Ok(ProcessEvent::StepRecorded(step)) => {
            counts.one("process step");
            if !step.commands.is_empty() {
                counts.one("process step with a command");
            }
            if !step.deadlines_set.is_empty() {
                counts.one("process step with a deadline");
            }
        }
        Ok(ProcessEvent::InputParked { .. }) => counts.one("process input parked"),
        Ok(ProcessEvent::SendingFailed { .. }) => {
            counts.one("process command refused and tried again");
        }
        _ => {}
    }
}

/// Stored events of earlier versions, as if they came after all others.
fn old_shapes(dice: &Dice, model: &TextModel, events: &[RecordedEvent]) -> Vec<RecordedEvent> {
    let Some(last) = events
        .iter()
        .rev()
        .find(|it| it.commit().data.visibility == Visibility::Public)
    else {
        return Vec::new();
    };
    let mut old = Vec::new();
    for upcast in &model.program().upcasts {
        let payload = match dice.chance(700) {
            // What the old fields were is not in the schema; a value for each is made from its type by name alone.
            true => Value::map(
                upcast
                    .fields
                    .iter()
                    .map(|it| (it.name.as_str(), zero(model, &it.field_type))),
            ),
            false => Value::map([("nothing", Value::Int(1))]),
        };
        let event = EventData {
            event_type: upcast.event_type.clone(),
            schema_version: upcast.version,
            payload: Payload::of(&payload),
        };
        // Its type may be one that is no more; then that which it becomes says whose it is.
        let into = upcast.into.first().map(|it| &it.event_type);
        let mut names = std::iter::once(&upcast.event_type).chain(into);
        let events_known = &model.program().events;
        let known = names.find_map(|name| events_known.iter().find(|it| it.event_type == *name));
        let aggregate = known.and_then(|it| model.program().aggregates.get(it.aggregate));
        let Some(aggregate) = aggregate else { continue };
        let mut data = last.commit().data.clone();
        data.stream = StreamName::new(&aggregate.category, "o1");
        data.context = aggregate.context.clone();
        data.events = vec![event];
        old.push(stored(last, (events.len() + old.len()) as u64, data));
    }
    old
}

/// An event that was stored after all others.
pub(crate) fn stored(last: &RecordedEvent, position: u64, data: CommitData) -> RecordedEvent {
    let commit = Commit {
        base: Base {
            version: StreamVersion::new(position),
            position: GlobalPosition::new(position),
            context_position: ContextPosition::new(position),
        },
        moment: Moment::after(GlobalPosition::new(position + 1)),
        recorded_at: last.commit().recorded_at,
        data,
    };
    RecordedEvent::all_of(&Rc::new(commit))
        .next()
        .expect("one event")
}

/// The zero of a type, as it is stored.
fn zero(model: &TextModel, of: &Type) -> Value {
    match of {
        Type::Bool => Value::Bool(false),
        Type::Int | Type::Instant | Type::Duration => Value::Int(0),
        Type::Decimal => Value::from("0"),
        Type::Text | Type::Id => Value::from("x"),
        Type::Date => Value::from("1970-01-01"),
        Type::Enum(index) => Value::from(model.program().enums[*index].cases[0].as_str()),
        Type::Record(index) => {
            let fields = model.program().records[*index].fields.iter();
            Value::map(fields.map(|it| (it.name.as_str(), zero(model, &it.field_type))))
        }
        Type::List(_) | Type::Set(_) => Value::List(Vec::new()),
        Type::Map(..) => Value::map::<&str>([]),
        Type::Optional(_) => Value::Null,
    }
}
