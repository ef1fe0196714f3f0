//! The aggregate that guards the seats of one conference: which are left, and which are held for a reservation.
//!
//! It is the `SeatsAvailability` of the CQRS Journey. A reservation gets what there is, perhaps less than was wanted;
//! it is held until it is cancelled or confirmed. The stream is named by the conference.

use super::names::ConferenceNames;
use super::seats::{Seats, SeatsByName};
use crate::engine::journal::Refusal;
use crate::engine::slots::{Slot, Slots};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;
use thiserror::Error;

/// The category of the streams: one for each conference.
pub const CATEGORY: &str = "SeatsAvailability";

/// What can happen.
///
/// NOTE: this is the stored format. Names of cases and fields can never change; an old shape is lifted when it is read.
/// It is stored with texts and folded with interned names, hence the two parameters.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
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

/// The version of the shape of all these events today.
pub const EVENT_VERSION: u32 = 1;

/// An event as it is stored.
pub type StoredEvent = Event<String, SeatsByName>;

/// An event as it is folded.
pub type FoldedEvent = Event<Slot, Rc<Seats>>;

impl StoredEvent {
    /// The same event with interned names.
    pub fn intern(&self, names: &mut ConferenceNames, conference: Slot) -> FoldedEvent {
        match self {
            Self::AvailableSeatsChanged { seats } => Event::AvailableSeatsChanged {
                seats: names.intern_seats(seats),
            },
            Self::SeatsReserved {
                reservation,
                reservation_details,
                available_seats_changed,
            } => Event::SeatsReserved {
                reservation: names.intern_reservation(conference, reservation),
                reservation_details: names.intern_seats(reservation_details),
                available_seats_changed: names.intern_seats(available_seats_changed),
            },
            Self::SeatsReservationCancelled {
                reservation,
                available_seats_changed,
            } => Event::SeatsReservationCancelled {
                reservation: names.intern_reservation(conference, reservation),
                available_seats_changed: names.intern_seats(available_seats_changed),
            },
            Self::SeatsReservationCommitted { reservation } => Event::SeatsReservationCommitted {
                reservation: names.intern_reservation(conference, reservation),
            },
        }
    }
}

/// The seats of one conference.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct State {
    /// Seats left by type. Negative where fewer are offered than were taken.
    remaining: Seats,
    /// What each open reservation holds.
    pending: Slots<Seats>,
}

/// Evolves the state by one event. Total: what it does not know it passes over.
pub fn evolve(state: &mut State, event: &FoldedEvent) {
    match event {
        Event::AvailableSeatsChanged { seats } => state.remaining.add_all(seats),
        Event::SeatsReserved {
            reservation,
            reservation_details,
            available_seats_changed,
        } => {
            state.remaining.add_all(available_seats_changed);
            match reservation_details.are_none() {
                true => state.pending.remove(*reservation),
                false => state.pending.put(*reservation, reservation_details),
            }
        }
        Event::SeatsReservationCancelled {
            reservation,
            available_seats_changed,
        } => {
            state.remaining.add_all(available_seats_changed);
            state.pending.remove(*reservation);
        }
        Event::SeatsReservationCommitted { reservation } => state.pending.remove(*reservation),
    }
}

/// The state as plain data: what a snapshot keeps and the page shows.
#[derive(PartialEq, Debug, Serialize, Deserialize)]
pub struct PlainState {
    remaining: SeatsByName,
    pending: BTreeMap<String, SeatsByName>,
}

impl State {
    /// The state as plain data.
    pub fn plain(&self, names: &ConferenceNames, conference: Slot) -> PlainState {
        let pending = self.pending.filled().map(|(reservation, held)| {
            let id = names.reservation(conference, reservation).to_owned();
            (id, held.by_name(&names.seat_types))
        });
        PlainState {
            remaining: self.remaining.by_name(&names.seat_types),
            pending: pending.collect(),
        }
    }

    /// The state that plain data describes.
    pub fn from_plain(plain: &PlainState, names: &mut ConferenceNames, conference: Slot) -> Self {
        let mut state = Self {
            remaining: Seats::intern(&plain.remaining, &mut names.seat_types),
            pending: Slots::default(),
        };
        for (id, held) in &plain.pending {
            let reservation = names.intern_reservation(conference, id);
            state.pending.put(reservation, &names.intern_seats(held));
        }
        state
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
        Some(held.by_name(&self.names.seat_types))
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
    let seat_types: BTreeSet<&String> = wanted.keys().chain(existing.keys()).collect();
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
