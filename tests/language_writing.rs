//! What is written from records says what was recorded: written specs compile and pass, written upcasts make stored
//! events readable again.
#![cfg(not(target_arch = "wasm32"))]

#[path = "language_writing/given.rs"]
mod given;
#[path = "language_writing/saying.rs"]
mod saying;
#[path = "language_writing/steps.rs"]
mod steps;
#[path = "language_writing/story.rs"]
mod story;
#[path = "language_writing/upcasts.rs"]
mod upcasts;
#[path = "language_writing/values.rs"]
mod values;

use foldline::language::run::TextModel;
use foldline::language::writing::{Ended, spec as written, step_spec};
use given::{assert_narrow, model, passed};
use std::rc::Rc;
use story::{cases, steps_of, told_story};

const TUTORIAL: &str = include_str!("../www/models/tutorial.fold");
const CONFERENCE: &str = include_str!("../www/models/conference.fold");

/// Every decision of the story, written: how many were accepted with events, without, and refused.
#[track_caller]
fn round_trip(text: &str) -> [usize; 3] {
    let model = Rc::new(model(text));
    let history = told_story(Rc::<TextModel>::clone(&model));
    let cases = cases(&model, &history);
    let mut counts = [0; 3];
    let specs: Vec<String> = cases
        .iter()
        .map(|case| {
            let place = match &case.ended {
                Ended::Recorded(events) if !events.is_empty() => 0,
                Ended::Recorded(_) => 1,
                Ended::Refused(_) => 2,
            };
            counts[place] += 1;
            written(&model, case).unwrap_or_else(|why| panic!("{}: {why}", case.title))
        })
        .collect();
    assert_narrow(&specs);
    assert_eq!(passed(text, &specs), cases.len());
    counts
}

#[test]
fn every_command_of_the_tutorial_becomes_a_spec_that_passes() {
    assert_eq!(round_trip(TUTORIAL), [3, 0, 1]);
}

#[test]
fn every_command_of_the_conference_becomes_a_spec_that_passes() {
    assert_eq!(round_trip(CONFERENCE), [194, 1, 6]);
}

#[test]
fn every_step_of_the_processes_of_the_conference_becomes_a_spec_that_passes() {
    let model = Rc::new(model(CONFERENCE));
    let history = told_story(Rc::<TextModel>::clone(&model));
    let cases = steps_of(&history);
    let specs = cases
        .iter()
        .map(|case| step_spec(&model, case).unwrap_or_else(|why| panic!("{}: {why}", case.title)));
    let specs: Vec<String> = specs.collect();
    assert_narrow(&specs);
    assert_eq!(passed(CONFERENCE, &specs), cases.len());
    assert_eq!(cases.len(), 96);
}
