//! What processes have open that the rules know nothing of, and states that came out otherwise.

use super::Sides;
use crate::engine::names::{ProcessName, StreamName};
use crate::engine::process::{InstanceStatus, Processor};
use crate::engine::schema::ProcessSchema;
use crate::engine::slots::Slot;
use crate::engine::timeline::Timeline;
use std::collections::BTreeMap;

/// Each as a sentence.
pub(super) fn leftovers(sides: &Sides<'_>) -> Vec<String> {
    let (before, _) = sides.before;
    let processes = before.schema().processes.iter();
    processes
        .flat_map(|process| of_process(sides, process))
        .collect()
}

fn of_process(sides: &Sides<'_>, before: &ProcessSchema) -> Vec<String> {
    let (model, timeline) = sides.after;
    let processes = timeline.history().processes(timeline.live());
    let Some(processor) = processes.processor(&before.name) else {
        return Vec::new();
    };
    let mut all = model.schema().processes.iter();
    let Some(after) = all.find(|process| process.name == before.name) else {
        return gone(&before.name, processor).into_iter().collect();
    };
    let mut told = deadlines(after, processor);
    told.extend(states(sides, &before.name, processor));
    told
}

/// The process is no more, and some of its instances had not come to their end.
fn gone(name: &ProcessName, processor: &Processor) -> Option<String> {
    let running = running(processor).count();
    (running > 0).then(|| {
        format!(
            "The process {name} is no more: {} of it had not come to an end. What they recorded stays, and nothing \
             goes on with it.",
            counted(running, "instance")
        )
    })
}

/// Instances wait for a deadline that the process does not have any more.
fn deadlines(process: &ProcessSchema, processor: &Processor) -> Vec<String> {
    let mut unknown = BTreeMap::<&str, usize>::new();
    for (_, open) in processor.open() {
        let names = open.deadlines.iter().map(|deadline| deadline.name.as_str());
        for name in names.filter(|name| !process.deadlines.iter().any(|known| known == name)) {
            *unknown.entry(name).or_default() += 1;
        }
    }
    let told = unknown.into_iter().map(|(name, count)| {
        format!(
            "{}: {} for the deadline {name}, which the process does not have any more. When it passes, nothing \
             happens.",
            process.name,
            match count {
                1 => "1 instance waits".to_owned(),
                _ => format!("{count} instances wait"),
            }
        )
    });
    told.collect()
}

/// The recorded inputs lead to other states.
fn states(sides: &Sides<'_>, name: &ProcessName, processor: &Processor) -> Option<String> {
    let (after, before) = (sides.after.1, sides.before.1);
    let names = after.history().instances(name)?;
    let state = |timeline: &Timeline, stream: &StreamName| {
        let (history, world) = (timeline.history(), timeline.live());
        history.state(world, stream)
    };
    let other = running(processor).filter(|slot| {
        let stream = StreamName::new(name.as_str(), names.name(*slot));
        state(after, &stream) != state(before, &stream)
    });
    let count = other.count();
    let instances = match count {
        0 => return None,
        1 => "1 running instance is".to_owned(),
        _ => format!("{count} running instances are"),
    };
    Some(format!(
        "{name}: {instances} in another state now, for the recorded inputs lead there by these rules. What was sent \
         is not sent again."
    ))
}

fn running(processor: &Processor) -> impl Iterator<Item = Slot> {
    let instances = processor.instances();
    instances
        .filter(|(_, status)| *status == InstanceStatus::Running)
        .map(|(slot, _)| slot)
}

fn counted(count: usize, what: &str) -> String {
    match count {
        1 => format!("1 {what}"),
        _ => format!("{count} {what}s"),
    }
}
