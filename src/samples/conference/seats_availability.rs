//! The aggregate that guards the seats of one conference: which are left, and which are held for a reservation.
//!
//! It is the `SeatsAvailability` of the CQRS Journey. A reservation gets what there is, perhaps less than was wanted;
//! it is held until it is cancelled or confirmed. The stream is named by the conference.

use super::Happened;
use super::aggregate::{Aggregate, Decided, Known};
use super::names::ConferenceNames;
use super::seats::{SeatLists, Seats, SeatsByName, SeatsId};
use crate::engine::journal::Refusal;
use crate::engine::ordered;
use crate::engine::slots::{Slot, SmallSlots};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use thiserror::Error;

/// The category of the streams: one for each conference.
pub const CATEGORY: &str = "SeatsAvailability";

/// What can happen.
///
/// NOTE: this is the stored format. Names of cases and fields can never change; an old shape is lifted when it is read.
/// It is stored with texts and folded with small numbers, hence the two parameters.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all_fields = "camelCase")]
pub enum Event<Reservation, Quantities> {
    /// The organizer added seats or took some away.
    AvailableSeatsChanged {
        /// How many more, or fewer where negative.
        seats: Quantities,
    },
    /// A reservation was made or changed. It may have got less than was wanted, even nothing.
    SeatsReserved {
        /// The reservation.
        reservation: Reservation,
        /// All that it holds now.
        reservation_details: Quantities,
        /// What that changed in the seats left: negative where seats were taken, positive where some were released.
        available_seats_changed: Quantities,
    },
    /// A reservation was given up.
    SeatsReservationCancelled {
        /// The reservation.
        reservation: Reservation,
        /// The seats that were given back.
        available_seats_changed: Quantities,
    },
    /// A reservation became final: its seats stay taken.
    SeatsReservationCommitted {
        /// The reservation.
        reservation: Reservation,
    },
}

/// An event as it is stored.
pub type StoredEvent = Event<String, SeatsByName>;

/// An event as it is folded.
pub type FoldedEvent = Event<Slot, SeatsId>;

/// The seats of one conference.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct State {
    /// Seats left by type. Negative where fewer are offered than were taken.
    remaining: Seats,
    /// What each open reservation holds.
    pending: SmallSlots<SeatsId>,
}

/// Evolves the state by one event. Total: what it does not know it passes over.
pub fn evolve(state: &mut State, event: FoldedEvent, lists: &SeatLists) {
    match event {
        Event::AvailableSeatsChanged { seats } => state.remaining.add_all(lists.get(seats)),
        Event::SeatsReserved {
            reservation,
            reservation_details,
            available_seats_changed,
        } => {
            state.remaining.add_all(lists.get(available_seats_changed));
            match lists.get(reservation_details).are_none() {
                true => state.close(reservation),
                false => state.pending.put(reservation, reservation_details),
            }
        }
        Event::SeatsReservationCancelled {
            reservation,
            available_seats_changed,
        } => {
            state.remaining.add_all(lists.get(available_seats_changed));
            state.close(reservation);
        }
        Event::SeatsReservationCommitted { reservation } => state.close(reservation),
    }
}

/// The state as plain data: what a snapshot keeps and the page shows.
#[derive(PartialEq, Debug, Serialize, Deserialize)]
pub struct PlainState {
    remaining: SeatsByName,
    pending: BTreeMap<String, SeatsByName>,
}

impl State {
    /// The reservations that hold seats.
    pub fn held(&self) -> impl Iterator<Item = Slot> {
        self.pending.filled().map(|(reservation, _)| reservation)
    }

    fn close(&mut self, reservation: Slot) {
        self.pending.take(reservation);
    }
}

/// What can be wanted. The conference is told by the stream.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize)]
#[serde(rename_all_fields = "camelCase")]
pub enum Command {
    /// Offer more seats, also of a new type.
    AddSeats {
        /// Of which type.
        seat_type: String,
        /// How many.
        quantity: i64,
    },
    /// Offer fewer seats, perhaps fewer than are taken already.
    RemoveSeats {
        /// Of which type.
        seat_type: String,
        /// How many.
        quantity: i64,
    },
    /// Hold these seats for a reservation, instead of those it holds so far.
    MakeSeatReservation {
        /// The reservation, a new one or one to change.
        reservation: String,
        /// All that it wants.
        seats: SeatsByName,
    },
    /// Give a reservation up.
    CancelSeatReservation {
        /// The reservation.
        reservation: String,
    },
    /// Make a reservation final.
    CommitSeatReservation {
        /// The reservation.
        reservation: String,
    },
}

/// Why a command is refused.
#[derive(Clone, PartialEq, Eq, Debug, Error)]
pub enum Error {
    /// Nobody ever offered seats of this type.
    #[error("{conference} has no seats of the type “{seat_type}”.")]
    UnknownSeatType {
        /// The conference.
        conference: String,
        /// The type asked for.
        seat_type: String,
    },
    /// Nobody ever offered any seat.
    #[error("No seats have been added at {conference} yet.")]
    NoSeats {
        /// The conference.
        conference: String,
    },
}

impl From<Error> for Refusal {
    fn from(error: Error) -> Self {
        // A conference without seats is one where every type is unknown: the same rule, in better words.
        Self::decided("UNKNOWN_SEAT_TYPE", error.to_string())
    }
}

/// What a decision knows: the state of one conference, asked by name.
pub struct Conference<'a> {
    /// The id of the conference.
    pub id: &'a str,
    /// The names of the history.
    pub names: &'a ConferenceNames,
    /// The state. `None` where nothing has happened.
    pub state: Option<&'a State>,
}

impl Conference<'_> {
    fn remaining(&self, seat_type: &str) -> Option<i64> {
        let seat_type = self.names.seat_types.find(seat_type)?;
        self.state?.remaining.get(seat_type)
    }

    fn held(&self, reservation: &str) -> Option<SeatsByName> {
        let conference = self.names.conferences.find(self.id)?;
        let reservation = self.names.find_reservation(conference, reservation)?;
        let held = self.state?.pending.get(reservation)?;
        Some(self.names.seats_by_name(*held))
    }

    fn check_type(&self, seat_type: &str) -> Result<(), Error> {
        let conference = self.id.to_owned();
        match (self.state, self.remaining(seat_type)) {
            (None, _) => Err(Error::NoSeats { conference }),
            (Some(_), None) => Err(Error::UnknownSeatType {
                conference,
                seat_type: seat_type.to_owned(),
            }),
            (Some(_), Some(_)) => Ok(()),
        }
    }
}

/// Decides a command.
///
/// Seats of a type that was never added can't be removed: adding alone makes a type known. Removing has no other limit.
///
/// # Errors
/// A seat type is unknown.
pub fn decide(conference: &Conference<'_>, command: Command) -> Result<Vec<StoredEvent>, Error> {
    match command {
        Command::AddSeats {
            seat_type,
            quantity,
        } => Ok(vec![seats_changed(seat_type, quantity)]),
        Command::RemoveSeats {
            seat_type,
            quantity,
        } => {
            conference.check_type(&seat_type)?;
            Ok(vec![seats_changed(seat_type, quantity.saturating_neg())])
        }
        Command::MakeSeatReservation { reservation, seats } => {
            reserve(conference, reservation, &seats).map(|event| vec![event])
        }
        Command::CancelSeatReservation { reservation } => Ok(match conference.held(&reservation) {
            Some(held) => vec![Event::SeatsReservationCancelled {
                reservation,
                available_seats_changed: held,
            }],
            None => Vec::new(),
        }),
        Command::CommitSeatReservation { reservation } => Ok(match conference.held(&reservation) {
            Some(_) => vec![Event::SeatsReservationCommitted { reservation }],
            None => Vec::new(),
        }),
    }
}

fn seats_changed(seat_type: String, change: i64) -> StoredEvent {
    Event::AvailableSeatsChanged {
        seats: SeatsByName::from([(seat_type, change)]),
    }
}

/// A reservation gets at most what is left and what it holds already; what it no longer wants is released.
fn reserve(
    conference: &Conference<'_>,
    reservation: String,
    wanted: &SeatsByName,
) -> Result<StoredEvent, Error> {
    if conference.state.is_none() {
        let conference = conference.id.to_owned();
        return Err(Error::NoSeats { conference });
    }
    for seat_type in wanted.keys() {
        conference.check_type(seat_type)?;
    }
    let existing = conference.held(&reservation).unwrap_or_default();
    let mut details = SeatsByName::new();
    let mut changes = SeatsByName::new();
    let seat_types = ordered::set(wanted.keys().chain(existing.keys()));
    for seat_type in seat_types {
        let wanted = wanted.get(seat_type).copied().unwrap_or(0);
        let existing = existing.get(seat_type).copied().unwrap_or(0);
        let remaining = conference.remaining(seat_type).unwrap_or(0);
        let actual = wanted.min(remaining.max(0).saturating_add(existing));
        details.insert(seat_type.clone(), actual);
        changes.insert(seat_type.clone(), existing.saturating_sub(actual));
    }
    details.retain(|_, quantity| *quantity != 0);
    changes.retain(|_, quantity| *quantity != 0);
    Ok(Event::SeatsReserved {
        reservation,
        reservation_details: details,
        available_seats_changed: changes,
    })
}

impl Aggregate for State {
    type Stored = StoredEvent;
    type Plain = PlainState;
    type Command = Command;

    fn intern(stored: &StoredEvent, names: &mut ConferenceNames, conference: Slot) -> Happened {
        Happened::SeatsAvailability(match stored {
            Event::AvailableSeatsChanged { seats } => Event::AvailableSeatsChanged {
                seats: names.intern_seats(seats),
            },
            Event::SeatsReserved {
                reservation,
                reservation_details,
                available_seats_changed,
            } => Event::SeatsReserved {
                reservation: names.intern_reservation(conference, reservation),
                reservation_details: names.intern_seats(reservation_details),
                available_seats_changed: names.intern_seats(available_seats_changed),
            },
            Event::SeatsReservationCancelled {
                reservation,
                available_seats_changed,
            } => Event::SeatsReservationCancelled {
                reservation: names.intern_reservation(conference, reservation),
                available_seats_changed: names.intern_seats(available_seats_changed),
            },
            Event::SeatsReservationCommitted { reservation } => Event::SeatsReservationCommitted {
                reservation: names.intern_reservation(conference, reservation),
            },
        })
    }

    fn plain(&self, names: &ConferenceNames, conference: Slot) -> PlainState {
        let pending = self.pending.filled().map(|(reservation, held)| {
            let id = names.reservation(conference, reservation).to_owned();
            (id, names.seats_by_name(*held))
        });
        PlainState {
            remaining: self.remaining.by_name(&names.seat_types),
            pending: ordered::map(pending),
        }
    }

    fn from_plain(plain: &PlainState, names: &mut ConferenceNames, conference: Slot) -> Self {
        let mut state = Self {
            remaining: Seats::intern(&plain.remaining, &mut names.seat_types),
            pending: SmallSlots::default(),
        };
        for (id, held) in &plain.pending {
            let reservation = names.intern_reservation(conference, id);
            state.pending.put(reservation, names.intern_seats(held));
        }
        state
    }

    /// There may be many reservations, so this is decided on the state as it is folded.
    fn decide(known: &Known<'_, Self>, command: Command) -> Decided<Self> {
        let conference = Conference {
            id: known.id,
            names: known.names,
            state: known.found.map(|(_, state)| state),
        };
        Ok(decide(&conference, command)?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::model::Model;
    use crate::engine::names::{Actor, StreamName};
    use crate::engine::specification::{Decision, Given};
    use crate::samples;

    fn given(model: &dyn Model) -> Given<'_> {
        Given::nothing(model, StreamName::new(CATEGORY, "rustconf-lisbon"))
    }

    /// Ten seats of general admission, and ten of the workshop.
    #[track_caller]
    fn given_ten(model: &dyn Model) -> Given<'_> {
        let ten = r#"{"seats":{"CQRS workshop":10,"General admission":10}}"#;
        given(model).event("AvailableSeatsChanged", ten)
    }

    /// Of these, six of general admission are held by `r-1`.
    #[track_caller]
    fn given_six_held(model: &dyn Model) -> Given<'_> {
        given_ten(model).event("SeatsReserved", &reserved("General admission", 6, -6))
    }

    fn reserved(seat_type: &str, held: i64, change: i64) -> String {
        format!(
            r#"{{"reservation":"r-1","reservationDetails":{{"{seat_type}":{held}}},
                "availableSeatsChanged":{{"{seat_type}":{change}}}}}"#
        )
    }

    #[track_caller]
    fn when<'m>(given: Given<'m>, command_type: &str, payload: &str) -> Decision<'m> {
        given.when(&Actor::new("Anybody", "Ada"), command_type, payload)
    }

    #[track_caller]
    fn when_wanting<'m>(given: Given<'m>, seats: &str) -> Decision<'m> {
        let wanted = format!(r#"{{"reservation":"r-1","seats":{seats}}}"#);
        when(given, "MakeSeatReservation", &wanted)
    }

    // Adding or removing again adds or removes more: only the command's id makes these safe to repeat.

    #[test]
    fn s1_adding_seats_opens_a_conference() {
        let model = samples::conference();
        let seats = r#"{"seatType":"General admission","quantity":40}"#;
        when(given(&*model), "AddSeats", seats).then(&[(
            "AvailableSeatsChanged",
            r#"{"seats":{"General admission":40}}"#,
        )]);
    }

    #[test]
    fn s1_adding_seats_of_a_new_type_is_allowed() {
        let model = samples::conference();
        let seats = r#"{"seatType":"Cocktail party","quantity":5}"#;
        when(given_ten(&*model), "AddSeats", seats)
            .then(&[("AvailableSeatsChanged", r#"{"seats":{"Cocktail party":5}}"#)]);
    }

    #[test]
    fn s2_more_seats_can_be_removed_than_are_left() {
        let model = samples::conference();
        let seats = r#"{"seatType":"General admission","quantity":7}"#;
        let removed = (
            "AvailableSeatsChanged",
            r#"{"seats":{"General admission":-7}}"#,
        );
        when(given_six_held(&*model), "RemoveSeats", seats).then(&[removed]);
        given_six_held(&*model)
            .event(removed.0, removed.1)
            .then_state(
                r#"{"remaining":{"CQRS workshop":10,"General admission":-3},
                "pending":{"r-1":{"General admission":6}}}"#,
            );
    }

    #[test]
    fn s2_seats_of_an_unknown_type_cannot_be_removed() {
        let model = samples::conference();
        let seats = r#"{"seatType":"Boat trip","quantity":1}"#;
        when(given_ten(&*model), "RemoveSeats", seats).then_refused("UNKNOWN_SEAT_TYPE");
        when(given(&*model), "RemoveSeats", seats).then_refused("UNKNOWN_SEAT_TYPE");
    }

    // A reservation decided again is no nothing: whoever asked is answered by an event, though it changes no seats.

    #[test]
    fn s3_ten_seats_want_eleven_get_ten() {
        let model = samples::conference();
        when_wanting(given_ten(&*model), r#"{"General admission":11}"#)
            .then(&[("SeatsReserved", &reserved("General admission", 10, -10))]);
    }

    #[test]
    fn s3_less_than_there_is_is_reserved_as_wanted() {
        let model = samples::conference();
        when_wanting(given_ten(&*model), r#"{"General admission":4}"#)
            .then(&[("SeatsReserved", &reserved("General admission", 4, -4))]);
    }

    #[test]
    fn s3_holding_six_a_change_takes_or_releases_the_difference() {
        let model = samples::conference();
        for (wanted, held, change) in [(8, 8, -2), (2, 2, 4), (12, 10, -4)] {
            let wanted = format!(r#"{{"General admission":{wanted}}}"#);
            when_wanting(given_six_held(&*model), &wanted).then(&[(
                "SeatsReserved",
                &reserved("General admission", held, change),
            )]);
        }
    }

    #[test]
    fn s3_holding_six_and_wanting_six_says_so_and_changes_nothing() {
        let model = samples::conference();
        when_wanting(given_six_held(&*model), r#"{"General admission":6}"#).then(&[(
            "SeatsReserved",
            r#"{"reservation":"r-1","reservationDetails":{"General admission":6},
                "availableSeatsChanged":{}}"#,
        )]);
    }

    #[test]
    fn s3_swapping_types_releases_six_and_takes_three() {
        let model = samples::conference();
        when_wanting(given_six_held(&*model), r#"{"CQRS workshop":3}"#).then(&[(
            "SeatsReserved",
            r#"{"reservation":"r-1","reservationDetails":{"CQRS workshop":3},
                "availableSeatsChanged":{"CQRS workshop":-3,"General admission":6}}"#,
        )]);
    }

    #[test]
    fn s3_wanting_none_any_more_releases_all_and_ends_the_reservation() {
        let model = samples::conference();
        let released = r#"{"reservation":"r-1","reservationDetails":{},
            "availableSeatsChanged":{"General admission":6}}"#;
        for nothing in [r#"{"General admission":0}"#, "{}"] {
            when_wanting(given_six_held(&*model), nothing).then(&[("SeatsReserved", released)]);
        }
        given_six_held(&*model)
            .event("SeatsReserved", released)
            .then_state(
                r#"{"remaining":{"CQRS workshop":10,"General admission":10},"pending":{}}"#,
            );
    }

    #[test]
    fn s3_where_nothing_is_left_the_event_says_so() {
        let model = samples::conference();
        let nothing = r#"{"reservation":"r-1","reservationDetails":{},"availableSeatsChanged":{}}"#;
        for taken in [-10, -13] {
            let taken = format!(r#"{{"seats":{{"General admission":{taken}}}}}"#);
            let given = given_ten(&*model).event("AvailableSeatsChanged", &taken);
            when_wanting(given, r#"{"General admission":2}"#).then(&[("SeatsReserved", nothing)]);
        }
    }

    #[test]
    fn s3_with_negative_remaining_a_reservation_keeps_what_it_holds_and_gets_no_more() {
        let model = samples::conference();
        let removed = r#"{"seats":{"General admission":-8}}"#;
        let given = given_six_held(&*model).event("AvailableSeatsChanged", removed);
        when_wanting(given, r#"{"General admission":9}"#).then(&[(
            "SeatsReserved",
            r#"{"reservation":"r-1","reservationDetails":{"General admission":6},
                "availableSeatsChanged":{}}"#,
        )]);
    }

    #[test]
    fn s3_one_unknown_seat_type_refuses_it_all() {
        let model = samples::conference();
        let seats = r#"{"Boat trip":1,"General admission":1}"#;
        when_wanting(given_ten(&*model), seats).then_refused("UNKNOWN_SEAT_TYPE");
    }

    #[test]
    fn s3_at_a_conference_that_does_not_exist_every_type_is_unknown() {
        let model = samples::conference();
        for seats in [r#"{"General admission":1}"#, "{}"] {
            when_wanting(given(&*model), seats).then_refused("UNKNOWN_SEAT_TYPE");
        }
    }

    #[test]
    fn s4_cancelling_gives_the_seats_back_once() {
        let model = samples::conference();
        let given = given_six_held(&*model);
        when(given, "CancelSeatReservation", r#"{"reservation":"r-1"}"#)
            .then(&[(
                "SeatsReservationCancelled",
                r#"{"reservation":"r-1","availableSeatsChanged":{"General admission":6}}"#,
            )])
            .then_deciding_again_changes_nothing();
    }

    #[test]
    fn s5_committing_keeps_the_seats_taken() {
        let model = samples::conference();
        let given = given_six_held(&*model);
        when(given, "CommitSeatReservation", r#"{"reservation":"r-1"}"#)
            .then(&[("SeatsReservationCommitted", r#"{"reservation":"r-1"}"#)])
            .then_deciding_again_changes_nothing();
        given_six_held(&*model)
            .event("SeatsReservationCommitted", r#"{"reservation":"r-1"}"#)
            .then_state(r#"{"remaining":{"CQRS workshop":10,"General admission":4},"pending":{}}"#);
    }

    #[test]
    fn s4_s5_an_unknown_reservation_is_accepted_and_changes_nothing() {
        let model = samples::conference();
        for command_type in ["CancelSeatReservation", "CommitSeatReservation"] {
            let unknown = r#"{"reservation":"r-2"}"#;
            when(given(&*model), command_type, unknown).then_nothing();
            when(given_six_held(&*model), command_type, unknown)
                .then_nothing()
                .then_deciding_again_changes_nothing();
        }
    }

    #[test]
    fn history_that_makes_no_sense_is_folded_all_the_same() {
        let model = samples::conference();
        let (huge, unknown) = (i64::MAX, r#"{"reservation":"r-9"}"#);
        given(&*model)
            .event("SeatsReservationCommitted", unknown)
            .event("SeatsRenamed", "{}")
            .event("AvailableSeatsChanged", r#"{"seats":17}"#)
            .event(
                "AvailableSeatsChanged",
                &format!(r#"{{"seats":{{"A":{huge}}}}}"#),
            )
            .event("AvailableSeatsChanged", r#"{"seats":{"A":1}}"#)
            .then_state(&format!(r#"{{"remaining":{{"A":{huge}}},"pending":{{}}}}"#));
    }

    #[test]
    fn a_folded_event_stays_small() {
        assert!(size_of::<samples::conference::Event>() <= 64);
    }
}
