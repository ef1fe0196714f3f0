//! The fields that commands, events and columns are made of.

use crate::engine::schema::{Field, FieldType};

/// The most seats of one type that one order may want.
const MOST_SEATS_WANTED: i64 = 20;

/// The most seats of one type that a conference offers.
const MOST_SEATS_OFFERED: i64 = 100_000;

/// The most that a seat costs, in cents.
const HIGHEST_PRICE: i64 = 5_000_000;

/// A text that identifies something.
fn id_text() -> FieldType {
    FieldType::Text { max_length: 60 }
}

/// A text that people read.
fn name_text() -> FieldType {
    FieldType::Text { max_length: 70 }
}

/// A whole number without bounds.
fn any_number() -> FieldType {
    FieldType::Int {
        min: i64::MIN,
        max: i64::MAX,
    }
}

/// Whole numbers by name.
fn numbers() -> FieldType {
    FieldType::Map(Box::new(any_number()))
}

/// The fields of one line of a priced order.
pub fn line_fields() -> Vec<Field> {
    vec![
        seat_type(),
        number("unitPrice", "Price of one, in cents"),
        number("quantity", "Quantity"),
        number("lineTotal", "Price of all, in cents"),
    ]
}

/// A field that identifies something.
pub fn id(name: &str, title: &str) -> Field {
    Field::new(name, title, id_text())
}

/// A text.
pub fn text(name: &str, title: &str) -> Field {
    Field::new(name, title, name_text())
}

pub(super) fn long_text(name: &str, title: &str) -> Field {
    Field::new(name, title, FieldType::Text { max_length: 250 })
}

/// A whole number.
pub fn number(name: &str, title: &str) -> Field {
    Field::new(name, title, any_number())
}

/// Money, or a place in a list.
pub(super) fn at_least_zero(name: &str, title: &str) -> Field {
    let bounds = FieldType::Int {
        min: 0,
        max: i64::MAX,
    };
    Field::new(name, title, bounds)
}

pub(super) fn conference() -> Field {
    id("conference", "Conference")
}

pub(super) fn order() -> Field {
    id("order", "Order")
}

pub(super) fn seat_type() -> Field {
    text("seatType", "Seat type")
}

/// What there is to know of a conference beside its name, its place and what it is about.
pub fn particulars() -> [Field; 6] {
    [
        text("tagline", "Tagline"),
        text("twitterSearch", "On Twitter"),
        text("startDate", "First day"),
        text("endDate", "Last day"),
        text("ownerName", "Held by"),
        text("ownerEmail", "Owner’s e-mail"),
    ]
}

/// The seats that a conference offers; there may be none.
pub(super) fn offered_seats() -> Vec<Field> {
    let bounded = |max| FieldType::Int { min: 0, max };
    vec![
        seat_type(),
        long_text("description", "Description"),
        Field::new("price", "Price in cents", bounded(HIGHEST_PRICE)),
        Field::new("quantity", "Quantity", bounded(MOST_SEATS_OFFERED)),
    ]
}

/// Seats that are added or removed.
pub(super) fn quantity() -> Field {
    let bounds = FieldType::Int {
        min: 1,
        max: MOST_SEATS_OFFERED,
    };
    Field::new("quantity", "Quantity", bounds)
}

pub(super) fn wanted_seats() -> Field {
    let bounds = FieldType::Int {
        min: 0,
        max: MOST_SEATS_WANTED,
    };
    Field::new("seats", "Seats", FieldType::Map(Box::new(bounds)))
}

/// Whole numbers by name.
pub fn quantities(name: &str, title: &str) -> Field {
    Field::new(name, title, numbers())
}

/// Something that is so or not.
pub fn yes_or_no(name: &str, title: &str) -> Field {
    Field::new(name, title, FieldType::Bool)
}

/// Any number of texts.
pub fn texts(name: &str, title: &str) -> Field {
    Field::new(name, title, FieldType::List(Box::new(name_text())))
}

pub(super) fn person() -> Vec<Field> {
    vec![
        text("firstName", "First name"),
        text("lastName", "Last name"),
        text("email", "E-mail"),
    ]
}
