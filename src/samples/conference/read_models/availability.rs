//! Availability: how many seats of each type a conference offers, and what has become of them.

use super::{Checkpoint, ReadModel, window_by_key};
use crate::engine::model::Rows;
use crate::engine::names::{ContextName, ReadModelName};
use crate::engine::schema::{Field, ReadModelSchema};
use crate::engine::slots::{Slot, Slots};
use crate::engine::value::Value;
use crate::samples::conference::names::ConferenceNames;
use crate::samples::conference::schema;
use crate::samples::conference::seats::Seats;
use crate::samples::conference::seats_availability::{Event as SeatsEvent, FoldedEvent};
use crate::samples::conference::{Event, Happened};
use std::ops::Range;

/// A row for each conference and seat type. Its capacity is always what is held, committed and remaining together.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Availability {
    checkpoint: Checkpoint,
    conferences: Slots<ConferenceSeats>,
}

/// The rows of one conference, and what its open reservations hold: an event that confirms one does not tell.
#[derive(Clone, PartialEq, Debug, Default)]
struct ConferenceSeats {
    figures: Vec<(Slot, Figures)>,
    held: Slots<Seats>,
}

/// The seats of one type.
#[derive(Clone, Copy, PartialEq, Debug, Default)]
struct Figures {
    capacity: i64,
    held: i64,
    committed: i64,
    remaining: i64,
}

impl ConferenceSeats {
    fn evolve(&mut self, event: &FoldedEvent) {
        match event {
            SeatsEvent::AvailableSeatsChanged { seats } => {
                self.each(seats, |figures, change| {
                    add(&mut figures.capacity, change);
                    add(&mut figures.remaining, change);
                });
            }
            SeatsEvent::SeatsReserved {
                reservation,
                reservation_details,
                available_seats_changed,
            } => {
                self.release(available_seats_changed);
                match reservation_details.are_none() {
                    true => self.held.remove(*reservation),
                    false => self.held.put(*reservation, reservation_details),
                }
            }
            SeatsEvent::SeatsReservationCancelled {
                reservation,
                available_seats_changed,
            } => {
                self.release(available_seats_changed);
                self.held.remove(*reservation);
            }
            SeatsEvent::SeatsReservationCommitted { reservation } => {
                let Some(seats) = self.held.take(*reservation) else {
                    return;
                };
                self.each(&seats, |figures, quantity| {
                    add(&mut figures.held, quantity.saturating_neg());
                    add(&mut figures.committed, quantity);
                });
            }
        }
    }

    /// Moves seats from held to remaining; the other way round where the change is negative.
    fn release(&mut self, changes: &Seats) {
        self.each(changes, |figures, change| {
            add(&mut figures.held, change.saturating_neg());
            add(&mut figures.remaining, change);
        });
    }

    fn each(&mut self, seats: &Seats, change: impl Fn(&mut Figures, i64)) {
        for (seat_type, quantity) in seats.iter() {
            let found = self.figures.binary_search_by_key(&seat_type, |(t, _)| *t);
            let index = found.unwrap_or_else(|index| {
                self.figures.insert(index, (seat_type, Figures::default()));
                index
            });
            change(&mut self.figures[index].1, quantity);
        }
    }

    fn get(&self, seat_type: Slot) -> Option<&Figures> {
        let found = self.figures.iter().find(|(t, _)| *t == seat_type);
        found.map(|(_, figures)| figures)
    }
}

fn add(figure: &mut i64, change: i64) {
    *figure = figure.saturating_add(change);
}

impl ReadModel for Availability {
    const NAME: &'static str = "Availability";

    fn schema() -> ReadModelSchema {
        ReadModelSchema {
            name: ReadModelName::new(Self::NAME),
            title: "Seats".to_owned(),
            summary: "The seats of every conference by type: offered, held for open reservations, \
                      committed, and left. Fewer than none are left when seats were removed that had been taken."
                .to_owned(),
            context: ContextName::new(schema::CONTEXT),
            events: schema::all_events(),
            columns: vec![
                Field::new("conference", "Conference", schema::id_text()),
                Field::new("seatType", "Seat type", schema::name_text()),
                Field::new("capacity", "Capacity", schema::any_number()),
                Field::new("held", "Held", schema::any_number()),
                Field::new("committed", "Committed", schema::any_number()),
                Field::new("remaining", "Remaining", schema::any_number()),
            ],
        }
    }

    fn project(&mut self, event: &Event) {
        if self.checkpoint.pass(event) {
            let Happened::SeatsAvailability(happened) = &event.happened;
            self.conferences.get_mut(event.conference).evolve(happened);
        }
    }

    fn rows(&self, names: &ConferenceNames, window: Range<usize>) -> Rows {
        let rows = self.conferences.filled().flat_map(|(conference, seats)| {
            let figures = seats.figures.iter();
            figures.map(move |(seat_type, figures)| {
                let key = key(names, conference, *seat_type);
                (key, (conference, *seat_type, *figures))
            })
        });
        window_by_key(
            rows.collect(),
            window,
            |(conference, seat_type, figures)| {
                Value::map([
                    ("conference", names.conferences.name(conference).into()),
                    ("seatType", names.seat_types.name(seat_type).into()),
                    ("capacity", figures.capacity.into()),
                    ("held", figures.held.into()),
                    ("committed", figures.committed.into()),
                    ("remaining", figures.remaining.into()),
                ])
            },
        )
    }

    fn changed_rows(&self, names: &ConferenceNames, before: &Self) -> Vec<String> {
        let nothing = ConferenceSeats::default();
        let mut keys = Vec::new();
        for conference in self.conferences.changed(&before.conferences) {
            let now = self.conferences.get(conference).unwrap_or(&nothing);
            let then = before.conferences.get(conference).unwrap_or(&nothing);
            let types = now.figures.iter().chain(&then.figures);
            let changed = types.filter(|(t, _)| now.get(*t) != then.get(*t));
            keys.extend(changed.map(|(seat_type, _)| key(names, conference, *seat_type)));
        }
        keys.sort();
        keys.dedup();
        keys
    }
}

fn key(names: &ConferenceNames, conference: Slot, seat_type: Slot) -> String {
    format!(
        "{} / {}",
        names.conferences.name(conference),
        names.seat_types.name(seat_type)
    )
}
