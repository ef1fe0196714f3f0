//! Steps of a process, as a spec says them.

use super::given::{model, passed};
use super::story::{steps_of, told_story};
use foldline::engine::names::ProcessName;
use foldline::engine::process::InputKind;
use foldline::language::run::TextModel;
use foldline::language::writing::{StepCase, step_spec};
use std::rc::Rc;

/// A process that asks for all that can be known of what it hears.
const ERRANDS: &str = r#"model "Errands"
actor Clerk "Head clerk" (Ada, "Grace Hopper")
context Errands
aggregate Errand(errand: Id) {
  state { tries: Int }
  command Want "Want something" by Clerk (what: Text) { record Wanted(what) }
  event Wanted(what: Text) { }
  command Fetch (what: Text, whoFor: Text, since: Instant) {
    require tries > 0 else NOT_NOW "Not now."
    record Fetched()
  }
  event Fetched() { tries += 1 }
  command Try (cause: Text) { record Tried(cause) }
  event Tried(cause: Text) { tries += 1 }
  command GiveUp (first: Text, why: Text) { record GivenUp(why) }
  event GivenUp(why: Text) { }
}
process Errands by errand: Id {
  state {
    first: Id?
    known: Text
    what: Text
  }
  deadline Late

  on Wanted {
    what = what
    send Fetch(errand, what, whoFor: "{recordedBy} ({recordedAs})", since: recordedAt) as first
    set Late at now + 1 h
  }
  on refusal of Fetch {
    known = first else ""
    send Try(errand, cause: known)
  }
  on Tried when answerTo != first and recordedAs == "Errands" { }
  on Late {
    send GiveUp(errand, first: first else "", why: "It took too long to fetch {what}.")
    cancel Late
    end
  }
}
process Careful by errand: Id {
  on Wanted { send Fetch(errand, what, whoFor: "", since: now) }
  on refusal of Fetch { send GiveUp(errand, first: "", why: reason) }
}
story from 2026-03-02T09:00 {
  "Grace Hopper" as Clerk: Want("e-1", what: "tea")
}
"#;

fn steps() -> (Rc<TextModel>, Vec<StepCase>) {
    let model = Rc::new(model(ERRANDS));
    let history = told_story(Rc::<TextModel>::clone(&model));
    (model, steps_of(&history))
}

fn of(process: &str, cases: &[StepCase]) -> Vec<StepCase> {
    let cases = cases.iter();
    let cases = cases.filter(|case| case.process.as_str() == process);
    cases.cloned().collect()
}

#[test]
fn a_spec_of_a_step_says_what_the_process_asks_for() {
    let (model, cases) = steps();
    let specs = of("Errands", &cases);
    let specs = specs.iter().map(|case| step_spec(&model, case));
    let specs: Vec<String> = specs.collect::<Result<_, _>>().expect("they can be said");
    let first = r#"  given now 2026-03-02T09:00
  when Errands hears Wanted("e-1", what: "tea") by "Grace Hopper" as Clerk at 2026-03-02T09:00
  then sends Fetch("e-1", what: "tea", whoFor: "Grace Hopper (Head clerk)", since: 2026-03-02T09:00)
  then sets Late at 2026-03-02T10:00
}
"#;
    assert!(specs[0].ends_with(first), "{}", specs[0]);
    let refused = r#"  when Errands hears refusal of Fetch for "e-1"
  then sends Try("e-1")
}
"#;
    assert!(specs[1].ends_with(refused), "{}", specs[1]);
    let answered = r#"  when Errands hears Tried("e-1", cause: "#;
    assert!(specs[2].contains(answered), "{}", specs[2]);
    assert!(
        specs[2].ends_with(" answering Try\n  then nothing\n}\n"),
        "{}",
        specs[2]
    );
    let late = r#"  when Errands hears Late passes for "e-1"
  then sends GiveUp("e-1", why: "It took too long to fetch tea.")
  then cancels Late
  then ends
}
"#;
    assert!(specs[3].ends_with(late), "{}", specs[3]);
    assert_eq!(specs.len(), 4);
    assert_eq!(passed(ERRANDS, &specs), 4);
}

#[test]
fn why_a_command_was_refused_is_said_where_the_process_asks_for_it() {
    let (model, cases) = steps();
    let refused = of("Careful", &cases).remove(1);
    let spec = step_spec(&model, &refused).expect("it can be said");
    let heard = "when Careful hears refusal of Fetch \"";
    assert!(spec.contains(heard), "{spec}");
    assert_eq!(passed(ERRANDS, &[spec]), 1);
}

#[test]
fn a_step_that_can_not_be_said_is_told_in_a_sentence() {
    let (model, cases) = steps();
    let mut nobody = cases[0].clone();
    nobody.process = ProcessName::new("Nobody");
    let why = "This model has no process “Nobody”.";
    assert_eq!(step_spec(&model, &nobody), Err(why.to_owned()));
    let mut late = of("Errands", &cases).remove(3);
    if let InputKind::Deadline(deadline) = &mut late.step.input.kind {
        deadline.name = "Never".to_owned();
    }
    let why = "“Errands” has no deadline “Never”.";
    assert_eq!(step_spec(&model, &late), Err(why.to_owned()));
    let mut refused = of("Errands", &cases).remove(1);
    refused.earlier.clear();
    let why = "A spec can speak of the latest “Fetch” only.";
    assert_eq!(step_spec(&model, &refused), Err(why.to_owned()));
}
