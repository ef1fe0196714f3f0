//! Processes: what they hear, what they send, and what they remember. And specs, which play all of it.
#![cfg(test)]

use super::{Town, json, model};
use crate::engine::commit::{Command, Visibility};
use crate::engine::event::RecordedEvent;
use crate::engine::journal::Refusal;
use crate::engine::model::Model;
use crate::engine::names::{Actor, CorrelationId, ProcessName, StreamName};
use crate::engine::process::{
    Correlating, Input, InstanceStatus, ProcessEvent, Reaction, RecordedStep, step_id,
};
use crate::engine::snapshot::Snapshot;
use crate::engine::time::Timestamp;
use crate::engine::value::Payload;
use crate::engine::version::StreamVersion;
use crate::language::run::spec::run;
use std::collections::BTreeSet;

const SHOP: &str = r#"
model "Shop"
actor Buyer (Bea)
enum Stage { Waiting, Paid, Over }

context Sales
aggregate Order(order: Id) {
  state { paid: Bool }
  command Place "Place" by Buyer (order: Id, amount: Int(1..100)) { record Placed(amount) }
  event Placed(amount: Int) "{recordedBy} placed it." { paid = false }
  command Pay "Pay" by Buyer (order: Id) {
    require not paid else TWICE "It is paid already."
    record WasPaid()
  }
  event WasPaid() { paid = true }
  command Confirm (order: Id, code: Text) { record Confirmed(code) }
  event Confirmed(code: Text) { paid = true }
  command Drop (order: Id) { record Dropped() }
  event Dropped() { paid = false }
}

process Selling by order: Id {
  state {
    stage: Stage
    amount: Int
    asked: Id?
    seen: Int
  }
  deadline Expiry

  starts on Placed when amount > 10 "S1" {
    stage = Waiting
    amount = amount
    set Expiry at now + 15 min
  }
  on WasPaid when stage == Waiting "S2" {
    stage = Paid
    send Confirm(order, "paid {recordedBy}") not after now + 1 h as asked
    cancel Expiry
  }
  on Confirmed when answerTo == asked "S3" {
    stage = Over
    end
  }
  on Confirmed "S4" { seen += 1 }
  on Expiry when stage == Waiting "S5" {
    send Drop(order)
    end
  }
  on refusal of Drop "S6" { fail "Nobody can drop {order}: {code}." }
}

spec "A paid order is confirmed" {
  given Placed("o1", 20) at 2026-03-02T09:00
  when WasPaid("o1")
  then sends Confirm(order: "o1")
  then cancels Expiry
}
spec "Small orders are nobody's concern" {
  given Placed("o1", 5)
  when WasPaid("o1")
  then nothing
}
spec "One that is not paid in time is dropped" {
  given now 2026-03-02T09:00
  given Placed("o1", 20)
  when Expiry passes for "o1"
  then sends Drop("o1")
  then ends
}
spec "Its answer ends it" {
  given Placed("o1", 20)
  given WasPaid("o1")
  when Confirmed("o1", "x") answering Confirm
  then ends
}
spec "What can't be dropped is told" {
  given Placed("o1", 20)
  given Expiry passes for "o1"
  when refusal of Drop for "o1"
  then fails "Nobody can drop o1: REFUSED."
}
spec "Nobody pays twice" {
  given WasPaid("o1")
  when Bea as Buyer: Pay("o1")
  then refused TWICE "It is paid already."
}
spec "wrong: amounts" {
  when Bea as Buyer: Place("o1", 20)
  then Placed(21)
}
spec "wrong: more happens" {
  given Placed("o1", 20)
  when WasPaid("o1")
  then cancels Expiry
}
spec "wrong: out of bounds" {
  when Bea as Buyer: Place("o1", 2000)
  then Placed(2000)
}
"#;

/// What an instance does about an input; it is recorded.
fn step(town: &mut Town, instance: &str, input: Input) -> Result<Reaction, String> {
    let name = ProcessName::new("Selling");
    let stream = StreamName::new("Selling", instance);
    let id = step_id(&name, instance, &input.cause);
    let environment = town.environment(id.as_str());
    let reaction = town
        .history
        .react(&town.world, &stream, &input, &environment)?;
    let now = Timestamp::from_millis(town.now);
    let step = RecordedStep::new(&name, instance, input, now, reaction.clone());
    let command = Command {
        id,
        command_type: "Step".into(),
        payload: Payload::stored("{}"),
        actor: Actor::new("Selling", "Selling"),
        not_after: None,
    };
    let event = ProcessEvent::StepRecorded(step.into()).to_data();
    town.commit(&stream, Visibility::Private, command, vec![event]);
    Ok(reaction)
}

fn last(town: &Town) -> Input {
    let public = |event: &&RecordedEvent| event.commit().data.visibility == Visibility::Public;
    Input::event(town.recorded.iter().rev().find(public).expect("an event"))
}

fn instance(town: &Town, input: &Input, known: bool) -> Option<String> {
    let status = |_: &str| match known {
        true => InstanceStatus::Running,
        false => InstanceStatus::Unknown,
    };
    let correlating = Correlating {
        status: &status,
        reference_bugs: &BTreeSet::new(),
    };
    town.model.instance(&"Selling".into(), input, correlating)
}

#[test]
fn an_instance_begins_remembers_sends_and_ends() {
    let mut town = Town::new(SHOP);
    let bea = ("Bea", "Buyer");
    town.send(bea, "Place", r#"{"order":"o1","amount":5}"#)
        .expect("accepted");
    assert_eq!(instance(&town, &last(&town), false), None, "too small");
    town.send(bea, "Place", r#"{"order":"o1","amount":20}"#)
        .expect("accepted");
    let input = last(&town);
    assert_eq!(instance(&town, &input, false).as_deref(), Some("o1"));
    let reaction = step(&mut town, "o1", input).expect("a reaction");
    assert_eq!((&*reaction.rule, reaction.deadlines.len()), ("S1", 1));
    assert_eq!(reaction.deadlines[0].due.millis(), town.now + 900_000);
    town.send(bea, "Pay", r#"{"order":"o1"}"#)
        .expect("accepted");
    assert_eq!(
        instance(&town, &last(&town), false),
        None,
        "it does not begin with this"
    );
    let reaction = {
        let input = last(&town);
        step(&mut town, "o1", input)
    }
    .expect("a reaction");
    assert_eq!(
        (&*reaction.rule, &reaction.cancelled[..]),
        ("S2", &["Expiry".to_owned()][..])
    );
    let sent = &reaction.commands[0];
    assert_eq!(
        sent.not_after.map(Timestamp::millis),
        Some(town.now + 3_600_000)
    );
    let code = sent.payload.get("code").and_then(|code| code.as_text());
    assert_eq!(code, Some("paid Bea"));
    // The id that it remembers is the one that the engine gives the command.
    let stored = town.recorded.last().expect("a step").data().payload.clone();
    let id = stored.value().expect("JSON");
    let id = id.get("commands").and_then(|commands| match commands {
        crate::engine::value::Value::List(commands) => commands[0].get("id").cloned(),
        _ => None,
    });
    let state = town.state("Selling/o1").expect("a state");
    assert_eq!(json(&state).get("asked"), id.as_ref());
    // What another answers is not its answer.
    town.happens("Order/o1", "Confirmed", 1, r#"{"code":"x"}"#);
    let reaction = {
        let input = last(&town);
        step(&mut town, "o1", input)
    }
    .expect("a reaction");
    assert_eq!((&*reaction.rule, reaction.ends), ("S4", false));
    let streams = town.history.streams(&town.world);
    assert!(streams.contains(&StreamName::new("Selling", "o1")));
}

#[test]
fn a_process_is_folded_from_its_steps_whole_or_from_a_snapshot() {
    let mut town = Town::new(SHOP);
    town.happens("Order/o1", "Placed", 1, r#"{"amount":20}"#);
    let input = last(&town);
    step(&mut town, "o1", input).expect("a reaction");
    let name = StreamName::new("Selling", "o1");
    let snapshot = Snapshot {
        stream: name.clone(),
        version: StreamVersion::new(1),
        model: town.model.fingerprint().clone(),
        state: Payload::of(&town.history.state(&town.world, &name).expect("a state")),
    };
    town.happens("Order/o1", "WasPaid", 1, "{}");
    let input = last(&town);
    let mut restored = town.model.history();
    let world = restored.restore(&snapshot).expect("it fits");
    let environment = town.environment("any");
    let one = restored.react(&world, &name, &input, &environment);
    let two = town.history.react(&town.world, &name, &input, &environment);
    assert_eq!(one, two);
    assert_eq!(one.map(|reaction| reaction.rule), Ok("S2".to_owned()));
    step(&mut town, "o1", input).expect("a reaction");
    let again = town.again(|_| true);
    let mut world = again.initial_world();
    assert_eq!(again.fold(&mut world, 0..again.len()), Ok(()));
    assert_eq!(
        again.state(&world, &name),
        town.history.state(&town.world, &name)
    );
    assert!(
        town.history
            .processes(&town.world)
            .processor(&"Selling".into())
            .is_some()
    );
}

#[test]
fn a_refusal_without_an_answer_is_tried_again() {
    let mut town = Town::new(SHOP);
    town.happens("Order/o1", "Placed", 1, r#"{"amount":20}"#);
    let input = last(&town);
    step(&mut town, "o1", input).expect("a reaction");
    town.happens("Order/o1", "WasPaid", 1, "{}");
    let input = last(&town);
    step(&mut town, "o1", input).expect("a reaction");
    let Ok(ProcessEvent::StepRecorded(recorded)) =
        ProcessEvent::from_data(town.recorded.last().expect("a step").data())
    else {
        panic!("a step was recorded");
    };
    let refusal = Refusal::decided("NO", "No.");
    let correlation = CorrelationId::new("c");
    let mut sent = recorded.commands[0].clone();
    let input = Input::refused(sent.clone(), refusal.clone(), correlation.clone());
    assert_eq!(step(&mut town, "o1", input), Ok(Reaction::unhandled()));
    sent.command_type = "Drop".into();
    let input = Input::refused(sent, refusal, correlation);
    assert_eq!(
        step(&mut town, "o1", input),
        Err("Nobody can drop o1: NO.".to_owned())
    );
}

#[test]
fn specs_pass_where_they_hold_and_show_both_sides_where_not() {
    let model = model(SHOP);
    for spec in &model.program().specs {
        let outcome = run(&model, spec);
        let sides = outcome.problems.iter();
        let sides: Vec<(String, String)> = sides
            .map(|problem| (problem.expected.to_json(), problem.actual.to_json()))
            .collect();
        let expected: &[(&str, &str)] = match &*spec.title {
            "wrong: amounts" => &[(r#"{"Placed":{"amount":21}}"#, r#"{"Placed":{"amount":20}}"#)],
            "wrong: more happens" => &[("null", "Confirm")],
            "wrong: out of bounds" => &[(r#"{"Placed":{"amount":2000}}"#, "INVALID_FIELDS")],
            _ => &[],
        };
        assert_eq!(sides.len(), expected.len(), "{}: {sides:?}", spec.title);
        for ((one, two), (expected, actual)) in sides.iter().zip(expected) {
            assert!(
                one == expected && two.contains(actual),
                "{}: {one} {two}",
                spec.title
            );
        }
    }
}
