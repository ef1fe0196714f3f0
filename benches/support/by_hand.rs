//! The same fold as one writes it by hand: mutable states in hash maps by name.

use crate::folding::OwnFold;
use crate::workload::Happened;
use serde_json::Value;
use std::collections::{HashMap, VecDeque};

type Seats = Vec<(String, i64)>;

/// All events, ready to be folded.
#[derive(Default)]
pub(crate) struct ByHand(Vec<Event>);

#[derive(Clone)]
struct Event {
    conference: String,
    person: String,
    at: i64,
    kind: Kind,
}

#[derive(Clone)]
enum Kind {
    Changed(Seats),
    Reserved(String, Seats, Seats),
    Cancelled(String, Seats),
    Committed(String),
}

#[derive(Default)]
struct World<'a> {
    remaining: HashMap<(&'a str, &'a str), i64>,
    pending: HashMap<(&'a str, &'a str), &'a Seats>,
    figures: HashMap<(&'a str, &'a str), [i64; 4]>,
    reservations: HashMap<(&'a str, &'a str), (&'a str, i64, &'a Seats)>,
    feed: VecDeque<Event>,
}

impl OwnFold for ByHand {
    const NAME: &'static str = "hand-written Rust";

    fn read(&mut self, events: Vec<Happened>) {
        self.0.extend(events.iter().map(read));
    }

    fn fold(&self) -> usize {
        let mut world = World::default();
        for event in &self.0 {
            world.evolve(event);
        }
        std::hint::black_box(&world.remaining);
        world.figures.len() + world.reservations.len() + world.feed.len()
    }
}

impl<'a> World<'a> {
    fn evolve(&mut self, event: &'a Event) {
        let conference = event.conference.as_str();
        match &event.kind {
            Kind::Changed(seats) => {
                for (seat_type, change) in seats {
                    let key = (conference, seat_type.as_str());
                    *self.remaining.entry(key).or_default() += change;
                    let figures = self.figures.entry(key).or_default();
                    figures[0] += change;
                    figures[3] += change;
                }
            }
            Kind::Reserved(reservation, held, changes) => {
                let key = (conference, reservation.as_str());
                self.release(conference, changes);
                self.pending.insert(key, held);
                let known = self.reservations.get(&key).map(|(who, at, _)| (*who, *at));
                let (who, at) = known.unwrap_or((&event.person, event.at));
                self.reservations.insert(key, (who, at, held));
            }
            Kind::Cancelled(reservation, changes) => {
                let key = (conference, reservation.as_str());
                self.release(conference, changes);
                self.pending.remove(&key);
                self.reservations.remove(&key);
            }
            Kind::Committed(reservation) => {
                let key = (conference, reservation.as_str());
                for (seat_type, held) in self.pending.remove(&key).into_iter().flatten() {
                    let figures = self.figures.entry((conference, seat_type)).or_default();
                    figures[1] -= held;
                    figures[2] += held;
                }
                self.reservations.remove(&key);
            }
        }
        if self.feed.len() == 100 {
            self.feed.pop_back();
        }
        self.feed.push_front(event.clone());
    }

    fn release(&mut self, conference: &'a str, changes: &'a Seats) {
        for (seat_type, change) in changes {
            let key = (conference, seat_type.as_str());
            *self.remaining.entry(key).or_default() += change;
            let figures = self.figures.entry(key).or_default();
            figures[1] -= change;
            figures[3] += change;
        }
    }
}

fn read(happened: &Happened) -> Event {
    let payload: Value = serde_json::from_str(&happened.payload).expect("JSON");
    let seats = |name: &str| -> Seats {
        let seats = payload[name].as_object().into_iter().flatten();
        seats
            .map(|(seat_type, quantity)| (seat_type.clone(), quantity.as_i64().expect("a number")))
            .collect()
    };
    let reservation = payload["reservation"].as_str().unwrap_or("").to_owned();
    let kind = match happened.event_type {
        "AvailableSeatsChanged" => Kind::Changed(seats("seats")),
        "SeatsReserved" => Kind::Reserved(
            reservation,
            seats("reservationDetails"),
            seats("availableSeatsChanged"),
        ),
        "SeatsReservationCancelled" => Kind::Cancelled(reservation, seats("availableSeatsChanged")),
        _ => Kind::Committed(reservation),
    };
    Event {
        conference: happened.conference.clone(),
        person: happened.person.to_owned(),
        at: happened.at,
        kind,
    }
}
