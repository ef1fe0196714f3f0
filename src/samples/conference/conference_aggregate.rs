//! The aggregate that an organizer manages: one conference, its details and the seats that it offers.
//!
//! The stream is named by the slug of the conference, so two conferences can't have the same one. Seats are drafts
//! until the conference is published for the first time; from then on they are known outside and stay for good.

mod plain;

use super::interned::Id;
use super::names::ConferenceNames;
use crate::engine::journal::Refusal;
use crate::engine::slots::Slot;
use serde::{Deserialize, Serialize};
use thiserror::Error;

/// The category of the streams: one for each conference.
pub const CATEGORY: &str = "Conference";

/// What there is to know of a conference.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Details {
    /// Its name.
    pub name: String,
    /// What it is about.
    pub description: String,
    /// Where it takes place.
    pub location: String,
    /// A few words for it.
    pub tagline: String,
    /// What to look for on Twitter.
    pub twitter_search: String,
    /// Its first day.
    pub start_date: String,
    /// Its last day.
    pub end_date: String,
    /// Who holds it.
    pub owner_name: String,
    /// Where the owner is reached.
    pub owner_email: String,
}

/// The seats of one type that a conference offers. Prices are in cents.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Seat<Text> {
    /// The type.
    pub seat_type: Text,
    /// What one gets.
    pub description: Text,
    /// What one seat costs.
    pub price: i64,
    /// How many there are.
    pub quantity: i64,
}

/// What can happen.
///
/// NOTE: this is the stored format. Names of cases and fields can never change; an old shape is lifted when it is read.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all_fields = "camelCase")]
pub enum Event<Known, Offered, Text> {
    /// A conference is planned.
    ConferenceCreated(Known),
    /// Its details changed.
    ConferenceUpdated(Known),
    /// Seats are planned; nobody outside knows of them yet.
    SeatDrafted(Offered),
    /// Planned seats changed.
    SeatDraftChanged(Offered),
    /// Planned seats are no longer planned.
    SeatDraftDeleted {
        /// Which.
        seat_type: Text,
    },
    /// Seats are offered.
    SeatCreated(Offered),
    /// Offered seats changed.
    SeatUpdated(Offered),
    /// Everybody can see the conference.
    ConferencePublished {},
    /// Only the organizer can.
    ConferenceUnpublished {},
}

/// An event as it is stored.
pub type StoredEvent = Event<Details, Seat<String>, String>;

/// An event as it is folded.
pub type FoldedEvent = Event<Id<Details>, Id<Seat<Slot>>, Slot>;

/// One conference.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct State {
    details: Option<Id<Details>>,
    seats: Vec<(Slot, Id<Seat<Slot>>)>,
    is_published: bool,
    was_ever_published: bool,
}

/// Evolves the state by one event. Total: what it does not know it passes over.
pub fn evolve(state: &mut State, event: FoldedEvent, names: &ConferenceNames) {
    match event {
        Event::ConferenceCreated(details) | Event::ConferenceUpdated(details) => {
            state.details = Some(details);
        }
        Event::SeatDrafted(seat)
        | Event::SeatDraftChanged(seat)
        | Event::SeatCreated(seat)
        | Event::SeatUpdated(seat) => state.offer(names.offers.get(seat).seat_type, seat),
        Event::SeatDraftDeleted { seat_type } => state.seats.retain(|(t, _)| *t != seat_type),
        Event::ConferencePublished {} => {
            state.is_published = true;
            state.was_ever_published = true;
        }
        Event::ConferenceUnpublished {} => state.is_published = false,
    }
}

impl State {
    fn offer(&mut self, seat_type: Slot, seat: Id<Seat<Slot>>) {
        match self.seats.iter_mut().find(|(t, _)| *t == seat_type) {
            Some((_, known)) => *known = seat,
            None => self.seats.push((seat_type, seat)),
        }
    }
}

/// The state as plain data.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PlainState {
    details: Option<Details>,
    seats: Vec<Seat<String>>,
    is_published: bool,
    was_ever_published: bool,
}

impl PlainState {
    fn seat(&self, seat_type: &str) -> Option<&Seat<String>> {
        self.seats.iter().find(|seat| seat.seat_type == seat_type)
    }

    fn has(&self, seat: &Seat<String>) -> bool {
        self.seat(&seat.seat_type) == Some(seat)
    }
}

/// What can be wanted. The conference is told by the stream.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize)]
#[serde(rename_all_fields = "camelCase")]
pub enum Command {
    /// Plan a conference.
    CreateConference(Details),
    /// Change its details.
    UpdateConference(Details),
    /// Offer seats of a new type.
    CreateSeat(Seat<String>),
    /// Change what is offered.
    UpdateSeat(Seat<String>),
    /// Don't offer seats of a type after all.
    DeleteSeat {
        /// Which.
        seat_type: String,
    },
    /// Show the conference to everybody.
    PublishConference {},
    /// Hide it again.
    UnpublishConference {},
}

/// Why a command is refused.
#[derive(Clone, PartialEq, Eq, Debug, Error)]
pub enum Error {
    /// The slug is not one.
    #[error("“{0}” can't be a slug: it has letters, digits, “-” and “_” only.")]
    InvalidSlug(String),
    /// There is such a conference.
    #[error("The chosen conference slug is already taken.")]
    SlugTaken,
    /// There is no such conference.
    #[error("There is no conference “{0}”.")]
    UnknownConference(String),
    /// The name of the seat type is too short.
    #[error("The name of a seat type has at least two characters.")]
    InvalidSeatType,
    /// Seats of this type are offered already.
    #[error("{conference} has seats of the type “{seat_type}” already.")]
    SeatTypeExists {
        /// The conference.
        conference: String,
        /// The type.
        seat_type: String,
    },
    /// No seats of this type are offered.
    #[error("{conference} has no seats of the type “{seat_type}”.")]
    UnknownSeatType {
        /// The conference.
        conference: String,
        /// The type.
        seat_type: String,
    },
    /// People may have bought such seats.
    #[error("Can't delete seats from a conference that has been published at least once.")]
    EverPublished,
}

impl From<Error> for Refusal {
    fn from(error: Error) -> Self {
        let code = match &error {
            Error::InvalidSlug(_) => "INVALID_SLUG",
            Error::SlugTaken => "SLUG_TAKEN",
            Error::UnknownConference(_) => "UNKNOWN_CONFERENCE",
            Error::InvalidSeatType => "INVALID_SEAT_TYPE",
            Error::SeatTypeExists { .. } => "SEAT_TYPE_EXISTS",
            Error::UnknownSeatType { .. } => "UNKNOWN_SEAT_TYPE",
            Error::EverPublished => "EVER_PUBLISHED",
        };
        Self::decided(code, error.to_string())
    }
}

/// Decides a command about the conference with this slug. What changes nothing is accepted and records nothing.
///
/// # Errors
/// The rules say no.
pub fn decide(
    slug: &str,
    state: Option<PlainState>,
    command: Command,
) -> Result<Vec<StoredEvent>, Error> {
    let known = state.filter(|state| state.details.is_some());
    if let Command::CreateConference(details) = command {
        return match known {
            None if is_slug(slug) => Ok(vec![Event::ConferenceCreated(details)]),
            None => Err(Error::InvalidSlug(slug.to_owned())),
            Some(_) => Err(Error::SlugTaken),
        };
    }
    let state = known.ok_or_else(|| Error::UnknownConference(slug.to_owned()))?;
    match command {
        Command::CreateConference(_) => Ok(Vec::new()),
        Command::UpdateConference(details) if state.details.as_ref() == Some(&details) => {
            Ok(Vec::new())
        }
        Command::UpdateConference(details) => Ok(vec![Event::ConferenceUpdated(details)]),
        Command::CreateSeat(seat) | Command::UpdateSeat(seat) if state.has(&seat) => Ok(Vec::new()),
        Command::CreateSeat(seat) => Ok(vec![created(slug, &state, seat)?]),
        Command::UpdateSeat(seat) => Ok(vec![updated(slug, &state, seat)?]),
        Command::DeleteSeat { .. } if state.was_ever_published => Err(Error::EverPublished),
        Command::DeleteSeat { seat_type } => Ok(state
            .seat(&seat_type)
            .map(|_| Event::SeatDraftDeleted {
                seat_type: seat_type.clone(),
            })
            .into_iter()
            .collect()),
        Command::PublishConference {} => Ok(publish(state)),
        Command::UnpublishConference {} if state.is_published => {
            Ok(vec![Event::ConferenceUnpublished {}])
        }
        Command::UnpublishConference {} => Ok(Vec::new()),
    }
}

fn is_slug(text: &str) -> bool {
    let fits = |c: char| c.is_alphanumeric() || c == '_' || c == '-';
    !text.is_empty() && text.chars().all(fits)
}

fn created(slug: &str, state: &PlainState, seat: Seat<String>) -> Result<StoredEvent, Error> {
    match state.seat(&seat.seat_type) {
        Some(_) => Err(Error::SeatTypeExists {
            conference: slug.to_owned(),
            seat_type: seat.seat_type,
        }),
        None if seat.seat_type.chars().count() < 2 => Err(Error::InvalidSeatType),
        None if state.was_ever_published => Ok(Event::SeatCreated(seat)),
        None => Ok(Event::SeatDrafted(seat)),
    }
}

fn updated(slug: &str, state: &PlainState, seat: Seat<String>) -> Result<StoredEvent, Error> {
    match state.seat(&seat.seat_type) {
        Some(_) if state.was_ever_published => Ok(Event::SeatUpdated(seat)),
        Some(_) => Ok(Event::SeatDraftChanged(seat)),
        None => Err(Error::UnknownSeatType {
            conference: slug.to_owned(),
            seat_type: seat.seat_type,
        }),
    }
}

/// The first time, everything that was planned becomes known before the conference does.
fn publish(state: PlainState) -> Vec<StoredEvent> {
    if state.is_published {
        return Vec::new();
    }
    let drafts = match state.was_ever_published {
        true => Vec::new(),
        false => state.seats,
    };
    let created = drafts.into_iter().map(Event::SeatCreated);
    created.chain([Event::ConferencePublished {}]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::model::Model;
    use crate::engine::names::{Actor, StreamName};
    use crate::engine::specification::{Decision, Given};
    use crate::samples;

    const DETAILS: &str = r#""name":"RustConf","description":"Three days of Rust","location":"Lisbon",
        "tagline":"Fearless","twitterSearch":"rustconf","startDate":"2026-05-14","endDate":"2026-05-16",
        "ownerName":"Olga","ownerEmail":"olga@example.com""#;
    const GENERAL: &str = r#"{"seatType":"General admission","description":"All talks","price":19900,"quantity":100}"#;

    fn given(model: &dyn Model) -> Given<'_> {
        Given::nothing(model, StreamName::new(CATEGORY, "rustconf-lisbon"))
    }

    fn given_created(model: &dyn Model) -> Given<'_> {
        given(model).event("ConferenceCreated", &format!("{{{DETAILS}}}"))
    }

    fn given_drafted(model: &dyn Model) -> Given<'_> {
        given_created(model).event("SeatDrafted", GENERAL)
    }

    fn given_published(model: &dyn Model) -> Given<'_> {
        given_drafted(model)
            .event("SeatCreated", GENERAL)
            .event("ConferencePublished", "{}")
    }

    #[track_caller]
    fn when<'m>(given: Given<'m>, command_type: &str, fields: &str) -> Decision<'m> {
        let payload = match fields {
            "" => r#"{"conference":"rustconf-lisbon"}"#.to_owned(),
            _ => format!(r#"{{"conference":"rustconf-lisbon",{fields}}}"#),
        };
        given.when(&Actor::new("Organizer", "Olga"), command_type, &payload)
    }

    fn seat(seat_type: &str, quantity: i64) -> String {
        format!(
            r#""seatType":"{seat_type}","description":"All talks","price":19900,"quantity":{quantity}"#
        )
    }

    #[test]
    fn creating_a_conference_records_its_details() {
        let model = samples::conference();
        let created = format!("{{{DETAILS}}}");
        when(given(&*model), "CreateConference", DETAILS).then(&[("ConferenceCreated", &created)]);
    }

    // A repeated creation is refused, for anybody could have taken the slug: only the command's id makes it safe.
    #[test]
    fn s21_a_second_conference_cannot_take_the_same_slug() {
        let model = samples::conference();
        when(given_created(&*model), "CreateConference", DETAILS).then_refused("SLUG_TAKEN");
    }

    #[test]
    fn a_slug_has_letters_digits_and_lines_only() {
        let model = samples::conference();
        let slug = StreamName::new(CATEGORY, "rust conf!");
        let payload = format!(r#"{{"conference":"rust conf!",{DETAILS}}}"#);
        Given::nothing(&*model, slug)
            .when(
                &Actor::new("Organizer", "Olga"),
                "CreateConference",
                &payload,
            )
            .then_refused("INVALID_SLUG");
    }

    #[test]
    fn updating_records_what_changed_and_else_nothing() {
        let model = samples::conference();
        let moved = DETAILS.replace("Lisbon", "Porto");
        when(given_created(&*model), "UpdateConference", &moved)
            .then(&[("ConferenceUpdated", &format!("{{{moved}}}"))])
            .then_deciding_again_changes_nothing();
        when(given(&*model), "UpdateConference", DETAILS).then_refused("UNKNOWN_CONFERENCE");
    }

    #[test]
    fn s20_the_first_publication_creates_every_planned_seat_before_the_conference_is_seen() {
        let model = samples::conference();
        when(given_drafted(&*model), "PublishConference", "")
            .then(&[("SeatCreated", GENERAL), ("ConferencePublished", "{}")])
            .then_deciding_again_changes_nothing();
    }

    #[test]
    fn a_later_publication_creates_no_seats_again() {
        let model = samples::conference();
        let hidden = given_published(&*model).event("ConferenceUnpublished", "{}");
        when(hidden, "PublishConference", "").then(&[("ConferencePublished", "{}")]);
        when(given_published(&*model), "UnpublishConference", "")
            .then(&[("ConferenceUnpublished", "{}")])
            .then_deciding_again_changes_nothing();
    }

    #[test]
    fn seats_are_drafts_until_the_conference_was_published() {
        let model = samples::conference();
        let general = seat("General admission", 100);
        when(given_created(&*model), "CreateSeat", &general)
            .then(&[("SeatDrafted", GENERAL)])
            .then_deciding_again_changes_nothing();
        let fewer = seat("General admission", 80);
        when(given_drafted(&*model), "UpdateSeat", &fewer)
            .then(&[("SeatDraftChanged", &format!("{{{fewer}}}"))])
            .then_deciding_again_changes_nothing();
        when(given_published(&*model), "UpdateSeat", &fewer)
            .then(&[("SeatUpdated", &format!("{{{fewer}}}"))])
            .then_deciding_again_changes_nothing();
        let workshop = seat("CQRS workshop", 10);
        when(given_published(&*model), "CreateSeat", &workshop)
            .then(&[("SeatCreated", &format!("{{{workshop}}}"))])
            .then_deciding_again_changes_nothing();
    }

    #[test]
    fn a_seat_type_is_created_once_and_updated_only_where_there_is_one() {
        let model = samples::conference();
        let fewer = seat("General admission", 80);
        when(given_drafted(&*model), "CreateSeat", &fewer).then_refused("SEAT_TYPE_EXISTS");
        when(given_created(&*model), "UpdateSeat", &fewer).then_refused("UNKNOWN_SEAT_TYPE");
        when(given_created(&*model), "CreateSeat", &seat("G", 1)).then_refused("INVALID_SEAT_TYPE");
    }

    #[test]
    fn s21_seats_of_a_conference_that_was_ever_published_cannot_be_deleted() {
        let model = samples::conference();
        let general = r#""seatType":"General admission""#;
        when(given_drafted(&*model), "DeleteSeat", general)
            .then(&[("SeatDraftDeleted", r#"{"seatType":"General admission"}"#)])
            .then_deciding_again_changes_nothing();
        let hidden = given_published(&*model).event("ConferenceUnpublished", "{}");
        when(hidden, "DeleteSeat", general).then_refused("EVER_PUBLISHED");
    }
}
