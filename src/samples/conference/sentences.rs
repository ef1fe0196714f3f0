//! What each event meant, in plain English. A sentence says no more than its event knows.

mod management;
mod order;
mod payment;
mod seat_assignments;
mod seats;

use super::names::ConferenceNames;
use super::seats::Seats;
use super::{Event, Happened};
use crate::engine::slots::Slot;

/// The sentence of one event that `person` brought about.
pub fn sentence(names: &ConferenceNames, event: &Event, person: &str) -> String {
    let teller = Teller {
        names,
        event,
        person,
    };
    match event.happened {
        Happened::Conference(happened) => teller.management(happened),
        Happened::SeatsAvailability(happened) => teller.seats_availability(happened),
        Happened::Order(happened) => teller.order(happened),
        Happened::SeatAssignments(happened) => teller.seat_assignments(happened),
        Happened::Payment(happened) => teller.payment(happened),
        // What a process does is told from its private stream, alike for every model.
        Happened::Process(_) => String::new(),
    }
}

struct Teller<'a> {
    names: &'a ConferenceNames,
    event: &'a Event,
    person: &'a str,
}

impl Teller<'_> {
    /// The conference whose stream it is.
    fn conference(&self) -> &str {
        self.names.conferences.name(self.event.stream)
    }

    fn text(&self, text: Slot) -> &str {
        self.names.texts.name(text)
    }

    /// First name and last name, whichever there are.
    fn name(&self, first: Slot, last: Slot) -> String {
        let whole = [first, last].map(|part| self.text(part)).join(" ");
        whole.trim().to_owned()
    }

    /// Cents as money, for example "$249.50".
    fn money(&self, cents: i64) -> String {
        let (whole, rest) = (cents / 100, (cents % 100).abs());
        match rest {
            0 => format!("${whole}"),
            _ => format!("${whole}.{rest:02}"),
        }
    }

    /// The quantities of one sign, for example "2 General admission seats and 1 CQRS workshop seat".
    fn seats(&self, seats: &Seats, sign: i64) -> String {
        let told: Vec<String> = seats
            .by_name(&self.names.seat_types)
            .into_iter()
            .map(|(name, quantity)| (name, quantity.saturating_mul(sign)))
            .filter(|(_, quantity)| *quantity > 0)
            .map(|(name, quantity)| match quantity {
                1 => format!("1 {name} seat"),
                _ => format!("{quantity} {name} seats"),
            })
            .collect();
        match told.split_last() {
            Some((last, [])) => last.clone(),
            Some((last, others)) => format!("{} and {last}", others.join(", ")),
            None => String::new(),
        }
    }
}
