//! The browser killed at any moment: what was acknowledged is there, whole, once.

use e2e::database::Dump;
use e2e::page::{Answer, FIRST_WORKSPACE, Fill, filled};
use e2e::{Failure, Outcome, Page};
use foldline::engine::environment::derived_id;
use serde_json::json;
use std::collections::BTreeSet;
use std::time::Duration;

const ROUNDS: u64 = 20;
const COMMANDS: usize = 200;

/// The conference that all reservations of this test are made at; the first in the list, so that a form begins with it.
const CONFERENCE: &str = "a-test-of-durability";
const SEATS: &str = "Standing room";

const RESERVE: [Fill<'_>; 2] = [
    ("conference", None, CONFERENCE),
    ("seats", Some(SEATS), "1"),
];

#[tokio::test]
async fn every_acknowledged_command_survives_the_death_of_the_browser() -> Outcome {
    let seed = std::env::var("FOLDLINE_SEED").unwrap_or_else(|_| std::process::id().to_string());
    let mut chance = Chance::new(&seed);
    let mut page = Page::first_visit("killed").await?;
    let offered = [
        ("conference", None, CONFERENCE),
        ("seatType", None, SEATS),
        ("quantity", None, "100000"),
    ];
    let answer = page.perform("Add seats", &offered).await?;
    assert_eq!(answer.kind, "done", "{answer:?}");

    let mut acknowledged = BTreeSet::new();
    let mut in_between = 0;
    for round in 0..ROUNDS {
        let left = COMMANDS.saturating_sub(acknowledged.len());
        let wanted = left.div_ceil((ROUNDS - round) as usize);
        send_until_killed(&mut page, wanted, &mut chance, &mut acknowledged).await?;
        page.reopen().await?;
        let stored = Dump::of(&page, FIRST_WORKSPACE).await?;
        stored.assert_whole();
        for reservation in &acknowledged {
            let commits = stored.reserving(reservation).len();
            assert_eq!(
                commits, 1,
                "{reservation}, round {round}, FOLDLINE_SEED={seed}"
            );
        }
        let made = stored.reserving(CONFERENCE).len() - 1;
        in_between += usize::from(made > acknowledged.len());
        // What was recorded and could not be acknowledged any more is known from now on.
        acknowledged.extend(stored.reservations(CONFERENCE));
        assert_eq!(acknowledged.len(), made, "FOLDLINE_SEED={seed}");
        let place = page.place().await?;
        assert_eq!(place.last, stored.end(), "the page shows all of it");
    }
    assert!(acknowledged.len() >= COMMANDS, "{}", acknowledged.len());
    // For people who wonder whether the kills hit anything.
    eprintln!(
        "{ROUNDS} rounds, {in_between} with a command recorded and not acknowledged, FOLDLINE_SEED={seed}"
    );
    page.end_quietly().await
}

/// Sends commands as fast as the page takes them; once enough are acknowledged, kills the browser at a random moment.
async fn send_until_killed(
    page: &mut Page,
    wanted: usize,
    chance: &mut Chance,
    acknowledged: &mut BTreeSet<String>,
) -> Outcome {
    for _ in 0..wanted {
        acknowledged.insert(reserve(page).await?);
    }
    let delay = Duration::from_micros(chance.below(250_000));
    let sending = async {
        loop {
            acknowledged.insert(reserve(page).await?);
        }
    };
    tokio::select! {
        ended = sending => {
            let ended: Outcome = ended;
            return ended;
        }
        () = tokio::time::sleep(delay) => {}
    }
    page.kill();
    Ok(())
}

/// Sends one command, and answers with the reservation that it made.
async fn reserve(page: &Page) -> Outcome<String> {
    let given = json!({ "title": "Reserve seats", "fields": filled(&RESERVE) });
    let answer = page
        .run("return perform(given.title, given.fields);", given)
        .await?;
    let answer = Answer::of(&answer);
    match (answer.kind.as_str(), &answer.id) {
        ("done", Some(reservation)) => Ok(reservation.clone()),
        _ => Err(Failure::new(format!("{answer:?}"))),
    }
}

/// Random numbers that the same seed gives again.
struct Chance {
    seed: String,
    drawn: usize,
}

impl Chance {
    fn new(seed: &str) -> Self {
        Self {
            seed: seed.to_owned(),
            drawn: 0,
        }
    }

    fn below(&mut self, end: u64) -> u64 {
        self.drawn += 1;
        let hash = derived_id(&self.seed, &self.drawn.to_string());
        u64::from_str_radix(&hash[..12], 16).unwrap_or_default() % end
    }
}
