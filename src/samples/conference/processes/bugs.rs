//! Holes of the original system that can be switched on, to see what they do.

use crate::engine::names::ReferenceBug;
use crate::engine::schema::ReferenceBugSchema;

/// An order that is done with is not found again.
pub const H4: &str = "H4";
/// A payment that comes after the order has expired is dropped.
pub const H5: &str = "H5";
/// An order expires although its payment has arrived.
pub const H6: &str = "H6";
/// Seats that were reserved for nobody stay held.
pub const H7: &str = "H7";
/// A command that is sent again is another command.
pub const H10: &str = "H10";
/// A confirmation that is delivered again makes a second list of seats.
pub const H12: &str = "H12";

/// What each of them does, and what is done here instead.
pub fn reference_bugs() -> Vec<ReferenceBugSchema> {
    vec![
        bug(
            H4,
            "A finished order begins again",
            "The original did not find a process that had ended: “order placed”, delivered once more, began a second \
             one, which reserved seats again or rejected a confirmed order. Here a process that has ended is still \
             found, and does nothing about it.",
        ),
        bug(
            H5,
            "A late payment is dropped",
            "The original dropped a payment that completed after the order had expired: the money was taken for \
             nothing. Here the seats are acquired again and the order is confirmed; if they are gone, the payment is \
             marked for refund.",
        ),
        bug(
            H6,
            "A paid order expires",
            "The original let an order expire while its payment was being confirmed, and confirmed orders without \
             looking: an order could be paid and confirmed, and its seats given away. Here a paid order does not \
             expire, and only an order whose seats are held and whose total was paid is confirmed.",
        ),
        bug(
            H7,
            "Seats held for nobody",
            "The original only noted it when seats were reserved for an order that it did not know or that was done \
             with: they stayed held for ever. Here they are given back.",
        ),
        bug(
            H10,
            "Seats are added twice",
            "In the original a command that was sent again after a crash had a new id, so nobody could tell that it \
             was the same: the seats of a conference doubled. Here a command's id follows from the event that caused \
             it, and a repeat changes nothing.",
        ),
        bug(
            H12,
            "Two lists of seats for one order",
            "The original gave the list of an order's seats a random id: “order confirmed”, delivered twice, made two \
             lists. Here the id follows from the order's, and the second delivery changes nothing.",
        ),
    ]
}

fn bug(name: &str, title: &str, summary: &str) -> ReferenceBugSchema {
    ReferenceBugSchema {
        name: ReferenceBug::new(name),
        title: title.to_owned(),
        summary: summary.to_owned(),
    }
}
