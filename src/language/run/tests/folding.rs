//! The fold: whole, in parts, from snapshots; what is shown of it.
#![cfg(test)]

use super::{Dice, Town, json};
use crate::engine::decision::DecisionInput;
use crate::engine::model::Model;
use crate::engine::model::{Decoded, World, world_hash};
use crate::engine::names::Actor;
use crate::engine::snapshot::Snapshot;
use crate::engine::value::Payload;
use crate::engine::version::StreamVersion;

pub(super) const SEATS: &str = r#"
model "Seats"
actor Organizer (Olga)
actor Attendee (Ada, Ben)

aggregate Seats(conference: Id) {
  state {
    remaining: Map<Text, Int>
    pending: Map<Id, Map<Text, Int>>
    log: List<Text>
    names: Set<Text>
    last: Instant?
  }

  command AddSeats "Add seats" by Organizer (conference: Id, seatType: Text(1..70), quantity: Int(1..50)) {
    record SeatsAdded(seatType, quantity)
  }
  event SeatsAdded(seatType: Text, quantity: Int) "{recordedBy} added {quantity} {seatType}." {
    remaining[seatType] += quantity
    add seatType to names
    last = recordedAt
  }

  command Reserve "Reserve seats" by Attendee (conference: Id, reservation: Id, seats: Map<Text, Int(0..20)>) {
    require seats.keys.all(k => k in remaining) else UNKNOWN_TYPE "There are no such seats: {seats}."
    let held = pending.get(reservation, {})
    let actual = seats.map((k, n) => min(n, max(remaining[k], 0) + held[k])).filter((k, n) => n > 0)
    record SeatsReserved(reservation, seats: actual, taken: actual - held)
  }
  event SeatsReserved(reservation: Id, seats: Map<Text, Int>, taken: Map<Text, Int>) "{recordedBy} took {seats}." {
    for k, n in taken { remaining[k] -= n }
    if seats.isEmpty { remove pending[reservation] } else { pending[reservation] = seats }
    add "{recordedBy} {version}" to log
    if log.size > 5 { log = log.filter(l => l != log.first) }
  }

  command Cancel "Cancel" by Attendee (conference: Id, reservation: Id) {
    require reservation in pending else UNKNOWN "There is no reservation {reservation}."
    record Cancelled(reservation, back: pending[reservation])
  }
  event Cancelled(reservation: Id, back: Map<Text, Int>) {
    for k, n in back { remaining[k] += n }
    remove pending[reservation]
  }
  invariant "Nothing is sold twice": remaining.all((k, n) => n >= 0)
}

read model Availability "Seats" (conference: Id, seatType: Text) {
  added: Int "Added"
  taken: Int "Taken"
  who: List<Text> "Who"

  on SeatsAdded {
    rows[conference, seatType].added += quantity
  }
  on SeatsReserved {
    for k, n in taken { rows[conference, k].taken += n }
    for k, n in seats { add recordedBy to rows[conference, k].who }
  }
  on Cancelled {
    for k, n in back {
      rows[conference, k].taken -= n
      if rows[conference, k].taken == 0 and rows[conference, k].added < 10 { remove rows[conference, k] }
    }
  }
}
"#;

const TYPES: [&str; 4] = ["Workshop", "General", "Ärzte", "z"];

fn busy(seed: u64, steps: u64) -> Town {
    let mut town = Town::new(SEATS);
    let mut dice = Dice(seed);
    for step in 0..steps {
        town.now += 60_000;
        let conference = format!("c{}", dice.throw(3));
        let seats = TYPES[dice.throw(4) as usize];
        let other = TYPES[dice.throw(4) as usize];
        let reservation = format!("r{}", dice.throw(6));
        let (n, m) = (1 + dice.throw(9), dice.throw(12));
        let who = ["Ada", "Ben"][dice.throw(2) as usize];
        let _ = match dice.throw(if step < 10 { 1 } else { 5 }) {
            0 => {
                let payload = format!(
                    r#"{{"conference":"{conference}","seatType":"{seats}","quantity":{n}}}"#
                );
                town.send(("Olga", "Organizer"), "AddSeats", &payload)
            }
            1 => {
                let payload =
                    format!(r#"{{"conference":"{conference}","reservation":"{reservation}"}}"#);
                town.send((who, "Attendee"), "Cancel", &payload)
            }
            _ => {
                let payload = format!(
                    r#"{{"conference":"{conference}","reservation":"{reservation}","seats":{{"{seats}":{n},"{other}":{m}}}}}"#
                );
                town.send((who, "Attendee"), "Reserve", &payload)
            }
        };
    }
    town
}

fn hash(town: &Town, world: &World) -> String {
    world_hash(town.model.schema(), &*town.history, world)
}

#[test]
fn a_seek_is_a_fold_and_copies_stay_as_they_were() {
    for seed in 0..6 {
        let town = busy(seed, 150);
        assert!(
            town.recorded.len() > 60,
            "enough happened: {}",
            town.recorded.len()
        );
        let mut world = town.history.initial_world();
        let mut kept = Vec::new();
        for event in 0..town.history.len() {
            assert_eq!(town.history.fold(&mut world, event..event + 1), Ok(()));
            kept.push((world.clone(), hash(&town, &world)));
        }
        assert!(world == town.world);
        assert!(town.history.broken_invariants(&world).is_empty());
        for (event, (kept, known)) in kept.iter().enumerate().step_by(7) {
            let mut sought = town.history.initial_world();
            assert_eq!(town.history.fold(&mut sought, 0..event + 1), Ok(()));
            assert!(*kept == sought);
            assert_eq!(
                (hash(&town, kept), hash(&town, &sought)),
                (known.clone(), known.clone())
            );
        }
        // Another history numbers its texts otherwise, and nothing shows it.
        let mut other = town.model.history();
        for event in town.recorded.iter().rev() {
            other.push(event);
        }
        let mut again = town.again(|_| true);
        for event in town.recorded.iter().rev() {
            again.push(event);
        }
        let mut world = again.initial_world();
        assert_eq!(again.fold(&mut world, 0..town.recorded.len()), Ok(()));
        assert_eq!(
            world_hash(town.model.schema(), &*again, &world),
            hash(&town, &town.world)
        );
    }
}

#[test]
fn a_snapshot_and_the_rest_are_the_whole_and_decide_the_same() {
    for seed in 10..16 {
        let town = busy(seed, 150);
        for name in town.history.streams(&town.world) {
            let of_stream: Vec<_> = town
                .recorded
                .iter()
                .filter(|e| *e.stream() == name)
                .collect();
            for at in (1..of_stream.len()).step_by(5) {
                let mut whole = town.model.history();
                of_stream.iter().for_each(|event| drop(whole.push(event)));
                let mut world = whole.initial_world();
                assert_eq!(whole.fold(&mut world, 0..at), Ok(()));
                let snapshot = Snapshot {
                    stream: name.clone(),
                    version: StreamVersion::new(at as u64),
                    model: town.model.fingerprint().clone(),
                    state: Payload::of(&whole.state(&world, &name).expect("a state")),
                };
                let mut rest = town.model.history();
                let mut restored = rest.restore(&snapshot).expect("it fits");
                of_stream[at..]
                    .iter()
                    .for_each(|event| drop(rest.push(event)));
                assert_eq!(rest.fold(&mut restored, 0..of_stream.len() - at), Ok(()));
                assert_eq!(whole.fold(&mut world, at..of_stream.len()), Ok(()));
                assert_eq!(whole.state(&world, &name), rest.state(&restored, &name));
                for payload in [
                    r#""r1","seats":{"General":20,"z":3}"#,
                    r#""r9","seats":{"Workshop":1}"#,
                ] {
                    let payload =
                        format!(r#"{{"conference":"{}","reservation":{payload}}}"#, name.id);
                    let command = crate::engine::commit::Command {
                        id: "try".into(),
                        command_type: "Reserve".into(),
                        payload: Payload::of(&json(&payload)),
                        actor: Actor::new("Attendee", "Zoe"),
                        not_after: None,
                    };
                    let environment = town.environment("try");
                    let decision = DecisionInput::without_facts(&command, &environment);
                    let one = whole.decide(&world, &name, decision);
                    assert_eq!(one, rest.decide(&restored, &name, decision));
                }
            }
        }
    }
}

#[test]
fn rows_are_in_the_order_of_their_keys_in_any_window_and_changes_are_told() {
    let mut town = busy(3, 200);
    let all = town.rows("Availability");
    assert!(
        all.len() > 6 && all.is_sorted_by(|one, two| one.0 < two.0),
        "{all:?}"
    );
    assert!(all[0].0.starts_with("c0 / "));
    let name = "Availability".into();
    for start in 0..all.len() {
        let window = town.history.rows(&town.world, &name, start..start + 2);
        assert_eq!(window.total, all.len());
        for (shown, known) in window.rows.iter().zip(&all[start..]) {
            assert_eq!((&shown.0, &shown.1.to_json()), (&known.0, &known.1));
            assert_eq!(
                town.history.row(&town.world, &name, &shown.0).as_ref(),
                Some(&shown.1)
            );
        }
    }
    let before = town.world.clone();
    let payload = r#"{"conference":"c9","seatType":"New","quantity":3}"#;
    town.send(("Olga", "Organizer"), "AddSeats", payload)
        .expect("accepted");
    let changed = town.history.changed_rows(&before, &town.world, &name);
    assert_eq!(changed, ["c9 / New"]);
    let row = town
        .history
        .row(&town.world, &name, "c9 / New")
        .expect("a row");
    assert_eq!(
        row.to_json(),
        r#"{"added":3,"conference":"c9","seatType":"New","taken":0,"who":[]}"#
    );
    let sentence = town
        .history
        .sentence(town.history.len() - 1, &Actor::new("Organizer", "Olga"));
    assert_eq!(sentence, "Olga added 3 New.");
}

#[test]
fn an_event_that_comes_again_changes_no_row() {
    let town = busy(4, 60);
    let mut twice = town.model.history();
    for event in &town.recorded {
        twice.push(event);
        twice.push(event);
    }
    let mut world = twice.initial_world();
    assert_eq!(twice.fold(&mut world, 0..twice.len()), Ok(()));
    let rows = twice.rows(&world, &"Availability".into(), 0..usize::MAX);
    let rows: Vec<_> = rows
        .rows
        .into_iter()
        .map(|(k, r)| (k, r.to_json()))
        .collect();
    assert_eq!(rows, town.rows("Availability"));
}

#[test]
fn a_refusal_says_why_and_what_can_not_be_read_is_skipped_with_a_reason() {
    let mut town = busy(5, 5);
    let payload = r#"{"conference":"c0","reservation":"r","seats":{"Nothing":2,"Less":1}}"#;
    let refusal = town
        .send(("Ada", "Attendee"), "Reserve", payload)
        .expect_err("refused");
    assert_eq!(
        (&*refusal.code, &*refusal.reason),
        (
            "UNKNOWN_TYPE",
            "There are no such seats: 1 Less, 2 Nothing."
        )
    );
    let before = (town.world.clone(), town.rows("Availability"));
    town.happens(
        "Seats/c0",
        "SeatsAdded",
        2,
        r#"{"seatType":"x","quantity":1}"#,
    );
    town.happens("Seats/c0", "SeatsAdded", 1, r#"{"seatType":"x"}"#);
    town.happens("Seats/c0", "Nonsense", 1, "{}");
    town.happens(
        "Other/c0",
        "SeatsAdded",
        1,
        r#"{"seatType":"x","quantity":1}"#,
    );
    assert_eq!(town.rows("Availability"), before.1);
    let mut history = town.model.history();
    let skipped = town
        .recorded
        .iter()
        .rev()
        .take(4)
        .map(|event| match history.push(event) {
            Decoded::Skipped(why) => why,
            Decoded::Known => String::new(),
        });
    let skipped: Vec<String> = skipped.collect();
    assert_eq!(skipped[0], "“SeatsAdded” is no event of “Other”.");
    assert_eq!(skipped[1], "This model has no event “Nonsense”.");
    assert_eq!(skipped[2], "“SeatsAdded” has no readable “quantity”.");
    assert!(
        skipped[3].contains("newer than this model"),
        "{}",
        skipped[3]
    );
    assert_eq!(history.sentence(1, &Actor::new("A", "B")), "");
    assert!(!town.history.streams(&town.world).is_empty());
}
