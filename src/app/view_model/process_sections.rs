//! What a process recorded, for the inspector.

use super::Tone;
use super::inspector_view::SectionView;
use super::instance_view::step_commands;
use super::links::{LinkView, input_link};
use crate::app::workbench::Workbench;
use crate::engine::process::{Answer, CommandAnswer, Input, ProcessEvent, RecordedStep};

/// What there is to say of a private event beside its payload.
pub(super) fn process_sections(bench: &Workbench, event: &ProcessEvent) -> Vec<SectionView> {
    match event {
        ProcessEvent::StepRecorded(step) => step_sections(bench, step),
        ProcessEvent::InputHeld { input } => vec![about(bench, "Input that waits", input)],
        ProcessEvent::InputParked { input, reason } => {
            let mut parked = about(bench, "Parked input", input);
            parked.rows.push(("reason".to_owned(), reason.clone()));
            vec![parked]
        }
        ProcessEvent::SendingFailed {
            refusal,
            tries,
            next_try,
            ..
        } => vec![SectionView {
            title: "Tried again".to_owned(),
            rows: vec![
                ("reason".to_owned(), refusal.reason.clone()),
                ("tries".to_owned(), tries.to_string()),
                ("again at".to_owned(), next_try.iso()),
            ],
            links: Vec::new(),
        }],
        ProcessEvent::StepSettled { answers, .. } => vec![SectionView {
            title: "How its commands were answered".to_owned(),
            rows: Vec::new(),
            links: answers.iter().map(|it| answer_link(bench, it)).collect(),
        }],
        _ => Vec::new(),
    }
}

fn answer_link(bench: &Workbench, answer: &CommandAnswer) -> LinkView {
    let (words, tone) = match &answer.answer {
        Answer::Accepted => ("accepted", Tone::Command),
        Answer::Repeated => ("repeated", Tone::Command),
        Answer::Refused(_) => ("refused", Tone::Bad),
        Answer::Skipped => ("given up", Tone::Bad),
    };
    let commit = bench.log.commit_of(&answer.command);
    let note = bench.log.notes_about(&answer.command).last();
    LinkView {
        tag: words.to_owned(),
        tone,
        text: match (commit, &answer.answer) {
            (Some(commit), _) => commit.data.command.command_type.to_string(),
            (None, Answer::Refused(refusal)) => refusal.reason.clone(),
            (None, _) => answer.command.to_string(),
        },
        moment: commit
            .map(|commit| commit.moment)
            .or_else(|| note.map(|item| bench.log.moment(*item))),
    }
}

fn about(bench: &Workbench, title: &str, input: &Input) -> SectionView {
    SectionView {
        title: title.to_owned(),
        rows: Vec::new(),
        links: vec![input_link(bench, input)],
    }
}

fn step_sections(bench: &Workbench, step: &RecordedStep) -> Vec<SectionView> {
    let commands = step_commands(bench, step, None);
    let links = commands.into_iter().map(|command| LinkView {
        tag: "command".to_owned(),
        tone: Tone::Command,
        text: format!("{} · {}", command.name, command.answer),
        moment: command.moment,
    });
    let mut rows = vec![("rule".to_owned(), step.rule.clone())];
    let set = step.deadlines_set.iter();
    rows.extend(set.map(|it| (format!("sets {}", it.name), it.due.iso())));
    let off = step.deadlines_cancelled.iter();
    rows.extend(off.map(|name| (format!("{name} is"), "off".to_owned())));
    if step.ends {
        rows.push(("the instance".to_owned(), "ends".to_owned()));
    }
    vec![
        about(bench, "Reacted to", &step.input),
        SectionView {
            title: "What it does".to_owned(),
            rows,
            links: links.collect(),
        },
    ]
}
