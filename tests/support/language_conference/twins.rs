//! One run: two towns under two models, in which the same happens at the same time.

use super::compare;
use super::dice::Dice;
use super::drawn;
use super::imports;
use super::people;
use super::run::{COMMANDS, meanwhile};
use super::town::Town;
use foldline::app::message::PersonMessage;
use foldline::engine::command_handler::CommandRequest;
use foldline::engine::event_store::HistoryEntry;
use foldline::engine::faults::FaultPlan;
use foldline::engine::model::Model;
use foldline::engine::schema::Schema;
use foldline::engine::value::{Payload, Value};
use foldline::samples;
use std::rc::Rc;

/// After so many commands the rows and states are compared too.
const LOOK_EVERY: usize = 40;

/// The first commands open a conference.
const SET_UP: usize = 4;

/// The history of the run of this seed, which is the same under both models.
pub(crate) fn run(seed: u64, text: Rc<dyn Model>) -> Vec<HistoryEntry> {
    let rust = samples::conference();
    let mut towns = [Rc::clone(&rust), text].map(|model| Town::under(seed, model));
    let stormy = seed.is_multiple_of(2);
    let mut seen = 0;
    for number in 0..COMMANDS {
        if number.is_multiple_of(LOOK_EVERY) {
            let place = format!("seed {seed}, before command {number}");
            compare::assert_same_towns(&towns, &place);
            for town in &towns {
                plan(town, seed, number, stormy);
            }
        }
        for town in &mut towns {
            step(town, rust.schema(), number, stormy);
        }
        let place = format!("seed {seed}, command {number}");
        seen = compare::assert_same_histories(&towns, seen, &place);
    }
    let parked = towns.each_mut().map(Town::come_to_rest);
    assert_eq!(parked[0], parked[1], "seed {seed}: how much was parked");
    let place = format!("seed {seed}, at rest");
    compare::assert_same_histories(&towns, seen, &place);
    compare::assert_same_towns(&towns, &place);
    towns[0].history(0)
}

/// Every other run goes without faults.
fn plan(town: &Town, seed: u64, number: usize, stormy: bool) {
    if stormy {
        let plan = FaultPlan::Seeded {
            seed: seed + number as u64,
            per_mille: 5 + (seed % 4) as u16 * 15,
        };
        town.act(0, PersonMessage::PlannedFaults(plan));
    }
}

/// Somebody does something, perhaps one of these tasks.
fn step(town: &mut Town, tasks: &Schema, number: usize, stormy: bool) {
    meanwhile(town, number, stormy);
    if town.dice.chance(60) {
        imports::write(town, number);
    }
    let tab = town.dice.below(town.tabs());
    let drawn = match number > SET_UP && town.dice.chance(500) {
        true => drawn::next(town, tasks, number),
        false => None,
    };
    let request = drawn.unwrap_or_else(|| people::next(town, number));
    town.send(tab, strange(&town.dice, request));
}

/// Now and then a field holds what it may not hold, or just may.
fn strange(dice: &Dice, mut request: CommandRequest) -> CommandRequest {
    if !dice.chance(40) {
        return request;
    }
    let Ok(Value::Map(mut fields)) = request.command.payload.value() else {
        return request;
    };
    let names: Vec<String> = fields.keys().cloned().collect();
    if let Some(name) = dice.pick(&names) {
        fields.insert(name.clone(), strange_value(dice));
        request.command.payload = Payload::of(&Value::Map(fields));
    }
    request
}

fn strange_value(dice: &Dice) -> Value {
    let seats = |kind: &str, number| Value::map([(kind, Value::Int(number))]);
    match dice.below(16) {
        0 => Value::from(""),
        1 => Value::from("   "),
        2 => Value::from("not a slug"),
        3 => Value::from("ü".repeat(60)),
        4 => Value::from("x".repeat(70)),
        5 => Value::from("x".repeat(71)),
        6 => Value::from("x".repeat(251)),
        7 => Value::from("ada@example@org"),
        8 => Value::Int(-1),
        9 => Value::Int(0),
        10 => Value::Int(1_000_000),
        11 => Value::Int(i64::MAX),
        12 => Value::map([] as [(&str, Value); 0]),
        13 => seats("General", 0),
        14 => seats("Sofa", 1),
        _ => Value::Bool(true),
    }
}
