//! Models, commands and events to write of, and what becomes of what was written.

use foldline::engine::commit::Command;
use foldline::engine::event::EventData;
use foldline::engine::names::{Actor, CommandId, CommandType, EventType, StreamName};
use foldline::engine::time::Timestamp;
use foldline::engine::value::{Payload, Value};
use foldline::language::compile;
use foldline::language::run::{TextModel, spec};
use foldline::language::writing::Happened;

/// So many bytes of specs are put behind a model at once: it has to stay short enough to be read.
const BATCH: usize = 100_000;

#[track_caller]
pub(crate) fn model(text: &str) -> TextModel {
    let compiled = compile(text);
    compiled
        .model
        .unwrap_or_else(|| panic!("{:#?}\n{text}", compiled.diagnostics))
}

/// Puts specs behind the text of a model and runs them. Answers how many passed.
#[track_caller]
pub(crate) fn passed(text: &str, specs: &[String]) -> usize {
    let known = model(text).program().specs.len();
    let mut passed = 0;
    let mut from = 0;
    while from < specs.len() {
        let mut whole = format!("{text}\n");
        let mut to = from;
        while to < specs.len() && (to == from || whole.len() - text.len() < BATCH) {
            whole += &specs[to];
            to += 1;
        }
        let model = model(&whole);
        let written = &model.program().specs[known..];
        assert_eq!(written.len(), to - from);
        for one in written {
            let outcome = spec::run(&model, one);
            let told = &whole[one.span.start as usize..one.span.end as usize];
            assert!(outcome.passed(), "{told}\n{:#?}", outcome.problems);
            passed += 1;
        }
        from = to;
    }
    passed
}

/// Lines are short, but for those that hold nothing but one long text.
#[track_caller]
pub(crate) fn assert_narrow(specs: &[String]) {
    let is_text = |line: &str| {
        let words = line.trim_start();
        let begins = words.split('"').next().unwrap_or_default();
        let alone = begins.is_empty() || begins.ends_with(": ") && !begins.contains('(');
        let of_spec = ["spec ", "then refused "]
            .iter()
            .any(|begin| words.starts_with(begin));
        of_spec || (alone && line.ends_with('"'))
    };
    let lines = specs.iter().flat_map(|spec| spec.lines());
    let wide: Vec<&str> = lines
        .filter(|line| line.chars().count() > 100 && !is_text(line))
        .collect();
    assert!(wide.is_empty(), "{wide:#?}");
}

pub(crate) fn actor() -> Actor {
    Actor::new("Clerk", "Ada")
}

pub(crate) fn command(command_type: &str, payload: &str) -> Command {
    Command {
        id: CommandId::new("c-1"),
        command_type: CommandType::new(command_type),
        payload: Payload::of(&value(payload)),
        actor: actor(),
        not_after: None,
    }
}

pub(crate) fn event(event_type: &str, version: u32, payload: &str) -> EventData {
    EventData {
        event_type: EventType::new(event_type),
        schema_version: version,
        payload: Payload::of(&value(payload)),
    }
}

#[track_caller]
pub(crate) fn value(json: &str) -> Value {
    Value::from_json(json).unwrap_or_else(|why| panic!("{why}: {json}"))
}

pub(crate) fn happened(stream: (&str, &str), event: EventData) -> Happened {
    Happened {
        event,
        stream: StreamName::new(stream.0, stream.1),
        by: actor(),
        at: time("2026-03-02T09:00:30.250"),
    }
}

#[track_caller]
pub(crate) fn time(text: &str) -> Timestamp {
    Timestamp::parse(text).expect("a time")
}
