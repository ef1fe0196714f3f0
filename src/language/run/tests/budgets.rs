//! Models that are written to break their budgets.
#![cfg(test)]

use super::{Town, model};
use crate::engine::model::Model;
use crate::engine::slots::alive_bytes;

fn hostile(state: &str, decides: &str, evolves: &str) -> String {
    format!(
        r#"model "Hostile"
actor Anna (Anna)
aggregate Thing(thing: Id) {{
  state {{ {state} }}
  command Poke "Poke" by Anna (thing: Id) {{
    {decides}
    record Poked()
  }}
  event Poked() {{
    {evolves}
  }}
}}
read model Things (thing: Id) {{
  pokes: Int
  on Poked {{ row.pokes += 1 }}
}}
"#
    )
}

/// The problem that stops the fold, how many events were folded, and that the world is as before.
#[track_caller]
fn stops(text: &str) -> (String, usize) {
    let mut town = Town::new(text);
    for _ in 0..3_000 {
        let before = town.world.clone();
        match town.tries("Thing/t", "Poked") {
            Ok(()) => {}
            Err(stopped) => {
                assert!(town.world == before, "the world is as before");
                let rows = town.rows("Things");
                let pokes = stopped.event;
                if pokes > 0 {
                    assert_eq!(rows[0].1, format!(r#"{{"pokes":{pokes},"thing":"t"}}"#));
                }
                // Folded in one go it stops at the same place.
                let mut world = town.history.initial_world();
                let again = town.history.fold(&mut world, 0..town.history.len());
                assert_eq!(again, Err(stopped.clone()));
                assert!(world == before);
                return (stopped.problem, pokes);
            }
        }
    }
    panic!("nothing stops it");
}

#[test]
fn loops_in_loops_stop_the_fold_where_they_stand() {
    let text = hostile(
        "all: List<Int>, sum: Int",
        "",
        "add 1 to all
         for a in all { for b in all { for c in all { sum += a } } }",
    );
    let (problem, pokes) = stops(&text);
    assert!(problem.contains("steps"), "{problem}");
    assert!((20..100).contains(&pokes), "{pokes}");
}

#[test]
fn texts_that_double_stop_the_fold() {
    let text = hostile("text: Text = \"ab\"", "", "text = text + text");
    let (problem, pokes) = stops(&text);
    assert_eq!(
        (problem.contains("65536 characters"), pokes),
        (true, 15),
        "{problem}"
    );
}

#[test]
fn lists_and_maps_that_grow_without_end_stop_the_fold() {
    let doubles = hostile("all: List<Int> = [1]", "", "all = all + all");
    let (problem, pokes) = stops(&doubles);
    assert_eq!(
        (problem.contains("100000 elements"), pokes),
        (true, 16),
        "{problem}"
    );
    let nested = hostile(
        "all: List<Int> = [1, 1, 1, 1, 1, 1, 1, 1], more: List<List<Int>>, most: List<List<List<Int>>>",
        "",
        "if all.size < 1000 { all = all + all }
         add all to more
         if more.size > 100 { add more to most }",
    );
    let (problem, _) = stops(&nested);
    assert!(problem.contains("in all"), "{problem}");
    let map = hostile(
        "all: Map<Int, Int>, next: Int",
        "",
        "for a in [1, 2, 3, 4, 5, 6, 7, 8, 9, 10] {
           for b in [1, 2, 3, 4, 5, 6, 7, 8, 9, 10] { for c in [1, 2, 3, 4, 5, 6] { next += 1  all[next] = c } }
         }"
        .replace("  all[next]", "\n all[next]")
        .as_str(),
    );
    let (problem, pokes) = stops(&map);
    assert_eq!(
        (problem.contains("elements"), pokes),
        (true, 166),
        "{problem}"
    );
}

#[test]
fn what_follows_from_an_event_alone_counts_only_where_it_is_needed() {
    let evolves = |person: &str| {
        format!("pokes += 1\nif recordedBy == \"{person}\" {{ all = range(200000) }}")
    };
    let state = "pokes: Int, all: List<Int>";
    let mut town = Town::new(&hostile(state, "", &evolves("Nobody")));
    assert_eq!(town.tries("Thing/t", "Poked"), Ok(()));
    let state_of = town.state("Thing/t");
    assert_eq!(state_of.as_deref(), Some(r#"{"all":[],"pokes":1}"#));
    let (problem, pokes) = stops(&hostile(state, "", &evolves("Tom")));
    assert_eq!(
        (problem.contains("100000 elements"), pokes),
        (true, 0),
        "{problem}"
    );
}

#[test]
fn what_follows_from_an_event_alone_is_kept_only_where_it_is_small() {
    let evolves = "for n in range(1000) { sum += n }\ntext = \"{recordedBy} {recordedAt}\"";
    let mut town = Town::new(&hostile("sum: Int, text: Text", "", evolves));
    let before = alive_bytes();
    for _ in 0..50 {
        assert_eq!(town.tries("Thing/t", "Poked"), Ok(()));
    }
    assert!(
        alive_bytes() - before < 50_000,
        "lists are made when folded"
    );
    let state = town.state("Thing/t");
    let expected = r#"{"sum":24975000,"text":"Tom 1970-01-01T00:00:01.000Z"}"#;
    assert_eq!(state.as_deref(), Some(expected));
}

#[test]
fn a_decision_that_goes_beyond_is_refused_and_says_so() {
    let text = hostile(
        "all: List<Int> = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]",
        "let many = all.sum(a => all.sum(b => all.sum(c => all.sum(d => all.sum(e => all.sum(f => f))))))
         require many > 0 else NO \"No.\"",
        "",
    );
    let mut town = Town::new(&text);
    let refusal = town
        .send(("Anna", "Anna"), "Poke", r#"{"thing":"t"}"#)
        .expect_err("too much");
    assert_eq!(refusal.code, "BUDGET");
    assert!(
        refusal.reason.contains("250000 steps"),
        "{}",
        refusal.reason
    );
}

#[test]
fn texts_of_decisions_are_forgotten() {
    let text = hostile(
        "a: Int",
        "let x = \"{now} {me} {thing}\"\nrequire x != \"\" else NO \"No.\"",
        "a += 1",
    );
    let model = model(&text);
    let history = model.history();
    assert_eq!(history.len(), 0);
    let mut town = Town::new(&text);
    for _ in 0..5 {
        town.now += 1;
        town.send(("Anna", "Anna"), "Poke", r#"{"thing":"t"}"#)
            .expect("accepted");
    }
    assert_eq!(town.state("Thing/t").as_deref(), Some(r#"{"a":5}"#));
}
