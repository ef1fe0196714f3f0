//! Conferences between plain data and small numbers.

use super::{CATEGORY, Command, PlainState, Seat, State, StoredEvent, intern_seat};
use crate::engine::decision::DecisionInput;
use crate::engine::journal::Refusal;
use crate::engine::slots::Slot;
use crate::samples::conference::Happened;
use crate::samples::conference::aggregate::{Aggregate, Known, Streams, streams};
use crate::samples::conference::names::ConferenceNames;

/// The aggregate, for the model.
#[derive(Debug)]
pub struct Conference;

impl Aggregate for Conference {
    const CATEGORY: &'static str = CATEGORY;
    type Stored = StoredEvent;
    type State = State;
    type Plain = PlainState;
    type Command = Command;
    const STREAMS: Streams<State> = streams!(names.conferences, world.conferences);

    fn intern(stored: &StoredEvent, names: &mut ConferenceNames, _stream: Slot) -> Happened {
        Happened::Conference(stored.intern(names))
    }

    fn plain(state: &State, names: &ConferenceNames, _stream: Slot) -> PlainState {
        let seats = state.seats.iter().map(|(_, seat)| {
            let seat = names.offers.get(*seat);
            Seat {
                seat_type: names.seat_types.name(seat.seat_type).to_owned(),
                description: names.texts.name(seat.description).to_owned(),
                price: seat.price,
                quantity: seat.quantity,
            }
        });
        PlainState {
            details: state
                .details
                .map(|details| names.details.get(details).clone()),
            seats: seats.collect(),
            is_published: state.is_published,
            was_ever_published: state.was_ever_published,
        }
    }

    fn from_plain(plain: &PlainState, names: &mut ConferenceNames, _stream: Slot) -> State {
        let seats = plain.seats.iter().map(|seat| {
            let seat = intern_seat(seat, names);
            (names.offers.get(seat).seat_type, seat)
        });
        State {
            seats: seats.collect(),
            details: plain
                .details
                .clone()
                .map(|details| names.details.intern(details)),
            is_published: plain.is_published,
            was_ever_published: plain.was_ever_published,
        }
    }

    fn decide(
        known: &Known<'_, Self>,
        command: Command,
        _input: DecisionInput<'_>,
    ) -> Result<Vec<StoredEvent>, Refusal> {
        Ok(super::decide(known.id, known.plain(), command)?)
    }
}
