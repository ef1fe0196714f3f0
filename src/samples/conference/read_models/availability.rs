//! Availability: how many seats of each type a conference offers, and what has become of them.

use super::table::{Group, Projection, Table};
use super::{Seen, seats_key};
use crate::engine::schema::ReadModelSchema;
use crate::engine::slots::{Slot, SmallSlots};
use crate::engine::value::Value;
use crate::samples::conference::conference_aggregate::FoldedEvent as ConferenceEvent;
use crate::samples::conference::names::ConferenceNames;
use crate::samples::conference::schema::{self, id, number, text};
use crate::samples::conference::seats::{SeatLists, Seats, SeatsId};
use crate::samples::conference::seats_availability::{Event as SeatsEvent, FoldedEvent};
use crate::samples::conference::{Event, Happened};

/// A row for each conference and seat type. Its capacity is always what is held, committed and remaining together.
pub type Availability = Table<ConferenceSeats>;

/// The seats of one conference, the version of its offers that they have seen, and what its open reservations hold: an
/// event that confirms one does not tell.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct ConferenceSeats {
    seen_offers: Seen,
    figures: Vec<(Slot, Figures)>,
    held: SmallSlots<SeatsId>,
}

/// How many seats of one type are taken.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Taken {
    /// Held or committed.
    pub taken: i64,
    /// The most that were ever offered at once.
    pub most: i64,
}

/// The seats of one type.
#[derive(Clone, Copy, PartialEq, Debug, Default)]
struct Figures {
    capacity: i64,
    /// The highest that the capacity ever was.
    most: i64,
    held: i64,
    committed: i64,
    remaining: i64,
    /// In cents; none where it is not known.
    price: Option<i64>,
}

impl ConferenceSeats {
    fn offered(&mut self, event: ConferenceEvent, names: &ConferenceNames) {
        if let ConferenceEvent::SeatCreated(seat) | ConferenceEvent::SeatUpdated(seat) = event {
            let seat = names.offers.get(seat);
            self.figures_of(seat.seat_type).price = Some(seat.price);
        }
    }

    fn figures_of(&mut self, seat_type: Slot) -> &mut Figures {
        let found = self.figures.binary_search_by_key(&seat_type, |(t, _)| *t);
        let index = found.unwrap_or_else(|index| {
            self.figures.insert(index, (seat_type, Figures::default()));
            index
        });
        &mut self.figures[index].1
    }

    fn evolve(&mut self, event: FoldedEvent, lists: &SeatLists) {
        match event {
            SeatsEvent::AvailableSeatsChanged { seats } => {
                self.each(lists.get(seats), |figures, change| {
                    add(&mut figures.capacity, change);
                    figures.most = figures.most.max(figures.capacity);
                    add(&mut figures.remaining, change);
                });
            }
            SeatsEvent::SeatsReserved {
                reservation,
                reservation_details,
                available_seats_changed,
            } => {
                self.release(lists.get(available_seats_changed));
                self.held.put(reservation, reservation_details);
            }
            SeatsEvent::SeatsReservationCancelled {
                reservation,
                available_seats_changed,
            } => {
                self.release(lists.get(available_seats_changed));
                self.held.take(reservation);
            }
            SeatsEvent::SeatsReservationCommitted { reservation } => {
                let Some(seats) = self.held.take(reservation) else {
                    return;
                };
                self.each(lists.get(seats), |figures, quantity| {
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
            change(self.figures_of(seat_type), quantity);
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

impl Availability {
    /// For each conference and seat type: how many seats are taken, and how many there ever were at once.
    pub fn taken(&self) -> impl Iterator<Item = (Slot, Slot, Taken)> {
        self.filled().flat_map(|(conference, seats)| {
            let figures = seats.figures.iter();
            figures.map(move |(seat_type, figures)| {
                let taken = Taken {
                    taken: figures.held.saturating_add(figures.committed),
                    most: figures.most,
                };
                (conference, *seat_type, taken)
            })
        })
    }
}

impl Group for ConferenceSeats {
    /// The seat type.
    type Part = Slot;

    fn parts(&self) -> impl Iterator<Item = Slot> {
        self.figures.iter().map(|(seat_type, _)| *seat_type)
    }

    fn key(names: &ConferenceNames, conference: Slot, seat_type: Slot) -> String {
        seats_key(names, conference, seat_type)
    }

    fn columns(&self, names: &ConferenceNames, conference: Slot, seat_type: Slot) -> Option<Value> {
        let figures = self.get(seat_type)?;
        Some(Value::map([
            ("conference", names.conferences.name(conference).into()),
            ("seatType", names.seat_types.name(seat_type).into()),
            ("capacity", figures.capacity.into()),
            ("held", figures.held.into()),
            ("committed", figures.committed.into()),
            ("remaining", figures.remaining.into()),
            ("price", figures.price.map_or(Value::Null, Value::Int)),
        ]))
    }
}

impl Projection for ConferenceSeats {
    const NAME: &'static str = "Availability";

    fn schema() -> ReadModelSchema {
        schema::read_model(
            [
                Self::NAME,
                "Seats",
                "The seats of every conference by type: offered, held for open reservations, \
                 committed, and left. Fewer than none are left when seats were removed that had \
                 been taken.",
            ],
            &[schema::REGISTRATION, schema::MANAGEMENT],
            &[
                "AvailableSeatsChanged",
                "SeatsReserved",
                "SeatsReservationCancelled",
                "SeatsReservationCommitted",
                "SeatCreated",
                "SeatUpdated",
            ],
            vec![
                id("conference", "Conference"),
                text("seatType", "Seat type"),
                number("capacity", "Capacity"),
                number("held", "Held"),
                number("committed", "Committed"),
                number("remaining", "Remaining"),
                number("price", "Price in cents"),
            ],
        )
    }

    fn project(table: &mut Table<Self>, event: &Event, names: &ConferenceNames) {
        match event.happened {
            Happened::SeatsAvailability(happened) => {
                if let Some(seats) = table.news(event) {
                    seats.evolve(happened, &names.seats);
                }
            }
            Happened::Conference(happened) if table.pass(event) => {
                let seats = table.get_mut(event.stream);
                if seats.seen_offers.pass(event) {
                    seats.offered(happened, names);
                }
            }
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::engine::names::StreamName;
    use crate::engine::specification::Given;
    use crate::samples;

    const TEN: &str = r#"{"seats":{"General admission":10}}"#;
    const SIX_HELD: &str = r#"{"reservation":"r-1","reservationDetails":{"General admission":6},
        "availableSeatsChanged":{"General admission":-6}}"#;

    #[track_caller]
    fn then_figures(events: &[(&str, &str)], [capacity, held, committed, remaining]: [i64; 4]) {
        let model = samples::conference();
        let stream = StreamName::new("SeatsAvailability", "rustconf-lisbon");
        let given = events.iter().fold(
            Given::nothing(&*model, stream),
            |given, (event_type, payload)| given.event(event_type, payload),
        );
        let row = format!(
            r#"{{"conference":"rustconf-lisbon","seatType":"General admission","capacity":{capacity},
                "held":{held},"committed":{committed},"remaining":{remaining},"price":null}}"#
        );
        given.then_rows(
            "Availability",
            &[("rustconf-lisbon / General admission", &row)],
        );
    }

    #[test]
    fn seats_go_from_remaining_to_held_and_back() {
        let (added, held) = (("AvailableSeatsChanged", TEN), ("SeatsReserved", SIX_HELD));
        then_figures(&[added], [10, 0, 0, 10]);
        then_figures(&[added, held], [10, 6, 0, 4]);
        let changed = r#"{"reservation":"r-1","reservationDetails":{"General admission":2},
            "availableSeatsChanged":{"General admission":4}}"#;
        then_figures(&[added, held, ("SeatsReserved", changed)], [10, 2, 0, 8]);
        let cancelled = r#"{"reservation":"r-1","availableSeatsChanged":{"General admission":6}}"#;
        let cancelled = ("SeatsReservationCancelled", cancelled);
        then_figures(&[added, held, cancelled], [10, 0, 0, 10]);
    }

    #[test]
    fn confirmed_seats_are_committed_once() {
        let confirmed = ("SeatsReservationCommitted", r#"{"reservation":"r-1"}"#);
        let events = [
            ("AvailableSeatsChanged", TEN),
            ("SeatsReserved", SIX_HELD),
            confirmed,
            confirmed,
        ];
        then_figures(&events, [10, 0, 6, 4]);
    }

    #[test]
    fn fewer_seats_than_are_taken_leave_less_than_none() {
        let removed = r#"{"seats":{"General admission":-7}}"#;
        let events = [
            ("AvailableSeatsChanged", TEN),
            ("SeatsReserved", SIX_HELD),
            ("AvailableSeatsChanged", removed),
        ];
        then_figures(&events, [3, 6, 0, -3]);
    }
}
