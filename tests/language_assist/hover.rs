//! What the words of the models mean.

use super::{model, place};
use foldline::language::compile;

/// A place, the title there, and how the text begins.
type Row = (&'static str, &'static str, &'static str);

#[track_caller]
fn check(name: &str, rows: &[Row]) {
    let text = model(name);
    let meanings = compile(&text).meanings;
    let mut wrong = Vec::new();
    for (around, title, begins) in rows {
        let found = meanings.at(place(&text, around));
        let fits = found
            .as_ref()
            .is_some_and(|found| found.title == *title && found.text.starts_with(begins));
        if !fits {
            wrong.push((around, title, begins, found));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn words_of_the_tutorial() {
    check(
        "tutorial",
        &[
            ("‸model \"Coffee", "model", "Begins the file"),
            ("actor G‸uest", "Guest", "A role of Ada, Ben."),
            (
                "(‸Ada, Ben)",
                "Ada",
                "Somebody to act as, in the role Guest.",
            ),
            ("define ‸enough", "enough(): Int", "A calculation."),
            ("enough(): ‸Int", "Int", "A whole number of 64 bits"),
            ("aggregate ‸Card", "Card(card: Id)", "An aggregate."),
            ("Card(‸card: Id)", "card: Id", "Key of the aggregate Card."),
            (
                "{ ‸stamps: Int }",
                "stamps: Int",
                "Field of the state of the aggregate Card.",
            ),
            (
                "stamps‸ >= 0",
                "stamps: Int",
                "Field of the state of the aggregate Card.",
            ),
            (
                "command ‸BuyCoffee",
                "BuyCoffee(card: Id, cups: Int(1..6))",
                "A command of the aggregate Card. Sent by Guest.",
            ),
            ("by ‸Guest (card: Id from Cards.card or", "Guest", "A role"),
            (
                "‸by Guest (card: Id from Cards.card or",
                "by",
                "The roles that may send it",
            ),
            ("from ‸Cards.card or", "Cards[card: Id]", "A read model."),
            (
                "from Cards.‸card or",
                "card: Id",
                "Part of the key of the read model Cards.",
            ),
            ("‸from Cards.card or", "from", "The value is picked"),
            ("or ‸typed", "typed", "`or typed`"),
            ("‸showing stamps", "showing", "Further columns"),
            (
                "showing ‸stamps",
                "stamps: Int",
                "Column of the read model Cards.",
            ),
            ("‸record CoffeeBought(cups)", "record", "Records an event"),
            (
                "record ‸CoffeeBought(cups)",
                "CoffeeBought(cups: Int)",
                "An event of the aggregate Card.",
            ),
            (
                "record CoffeeBought(‸cups)",
                "cups: Int(1..6)",
                "Field of the command BuyCoffee.",
            ),
            (
                "{‸recordedBy} bought",
                "recordedBy: Text",
                "The person whose command",
            ),
            (
                "{‸cups} for {card}",
                "cups: Int",
                "Field of the event CoffeeBought.",
            ),
            ("for {‸card}", "card: Id", "Key of the aggregate Card."),
            (
                "{ ‸stamps += cups }",
                "stamps: Int",
                "Field of the state of the aggregate Card.",
            ),
            ("‸require stamps", "require", "Refuses the command where"),
            ("‸else TOO_FEW", "else", "The code and the reason"),
            ("else ‸TOO_FEW", "TOO_FEW_STAMPS", "The code of a refusal"),
            ("on ‸CoffeeBought", "CoffeeBought(cups: Int)", "An event"),
            ("‸on CoffeeBought", "on", "What changes in the table"),
            (
                "{ ‸row.stamps += cups",
                "row",
                "The row with the event’s own key.",
            ),
            (
                "row.‸stamps += cups",
                "stamps: Int",
                "Column of the read model Cards.",
            ),
            ("‸given Coffee", "given", "What had happened"),
            (
                "\"blue card\", ‸cups: enough",
                "cups: Int",
                "Field of the event CoffeeBought.",
            ),
            ("when ‸Ben", "Ben", "Somebody who acts"),
            ("Ben ‸as Guest: Take", "as", "In which role"),
            ("then ‸refused", "refused", "The command is refused"),
            ("‸then refused", "then", "What must follow"),
            ("story ‸from", "from", "When the story begins"),
            ("‸after 1 day", "after", "So much later"),
            ("after 1 ‸day", "day", "A day of 24 hours"),
            ("after 5 ‸min", "min", "Minutes"),
        ],
    );
}

#[test]
fn declarations_of_the_conference() {
    check(
        "conference",
        &[
            ("context ‸Registration", "Registration", "A context"),
            (
                "type ‸Seats =",
                "Seats = Map<SeatType, Int>",
                "Another name for a type.\nQuantities of seats by type.",
            ),
            ("= ‸Map<SeatType, Int>", "Map<K, V>", "A value for each key"),
            (
                "= Map<‸SeatType, Int>",
                "SeatType = Text(1..70)",
                "Another name for a type.\nThe name of a kind",
            ),
            (
                "record ‸Person {",
                "Person(firstName: Text(1..70), lastName: Text(1..70), email: Text(1..70))",
                "A record.",
            ),
            ("‸record Person {", "record", "A type with fields"),
            (
                "define nobody(): ‸Person",
                "Person(firstName: Text(1..70), lastName: Text(1..70), email: Text(1..70))",
                "A record.",
            ),
            (
                "define ‸totalOf",
                "totalOf(lines: List<Line>): Int",
                "A calculation.",
            ),
            (
                "lines.sum(one => ‸one.lineTotal)",
                "one: Line",
                "A value that is named here.",
            ),
            (
                "lines.sum(one => one.‸lineTotal)",
                "lineTotal: Int",
                "Field of the record Line.",
            ),
            (
                "‸lines.sum(one",
                "lines: List<Line>",
                "Parameter of the calculation totalOf.",
            ),
            (
                "lines.‸sum(one",
                "sum(x => …): Int",
                "What is worked out for each element, added up.",
            ),
            (
                "enum ‸Reservation {",
                "Reservation",
                "An enum: Pending, Partial, Completed.\nHow far",
            ),
            (
                "{ Pending, ‸Partial,",
                "Reservation.Partial",
                "Case of the enum Reservation.",
            ),
            (
                "reservation = ‸Partial",
                "Reservation.Partial",
                "Case of the enum Reservation.",
            ),
            (
                "aggregate ‸Order(",
                "Order(order: Id)",
                "An aggregate of the context Registration.\nWhich seats",
            ),
            (
                "‸interventions: List<Id>",
                "interventions: List<Id>",
                "Field of the state of the aggregate Order.\nThe payments that",
            ),
            (
                "CreateConference by Organizer (..‸Details)",
                "Details(name: Text(1..70), description: Text(1..250), location: Text(1..70), tagline: Text(1..70), twitterSearch: Text(1..70), startDate: Text(1..70), endDate: Text(1..70), ownerName: Text(1..70), ownerEmail: Text(1..70))",
                "A record.\nWhat there is",
            ),
            (
                "record ConferenceCreated(‸..)",
                "..",
                "All fields of a record",
            ),
            (
                "planned {‸name} (",
                "name: Text(1..70)",
                "Field of the event ConferenceCreated.",
            ),
            ("event OrderConfirmed ‸v2", "v2", "The version"),
            (
                "event ‸OrderConfirmed v2",
                "OrderConfirmed(seats: Seats)",
                "An event of the aggregate Order. Its shape is of version 2.",
            ),
            (
                "upcast ‸OrderPaymentConfirmed",
                "OrderPaymentConfirmed v1()",
                "An old shape of an event",
            ),
            (
                "lastName: ‸name.after",
                "name: Text",
                "Field of the event OrderRegistrantAssigned.",
            ),
            (
                "‸reads Conferences",
                "reads",
                "The row that the decision looks up",
            ),
            (
                "reads ‸Conferences[",
                "Conferences[conference: Id]",
                "A read model.\nThe conferences, whether",
            ),
            (
                "process ‸RegistrationProcess",
                "RegistrationProcess by order: Id",
                "A process of the context Registration.\nSees an order through",
            ),
            (
                "deadline ‸Expire",
                "Expire",
                "Deadline of the process RegistrationProcess.",
            ),
            (
                "translation ‸SeatsTranslation",
                "SeatsTranslation",
                "A translation of the context Registration.",
            ),
            (
                "command ‸MarkSeatsAsReserved",
                "MarkSeatsAsReserved(order: Id, seats: Seats, expiration: Instant)",
                "A command of the aggregate Order. Only processes send it.\nSeats were reserved",
            ),
        ],
    );
}

#[test]
fn uses_in_the_conference() {
    check(
        "conference",
        &[
            (
                "let wanted = ‸nonZero(seats)",
                "nonZero(seats: Seats): Seats",
                "A calculation.\nThe types of which",
            ),
            (
                "require not ‸wanted.isEmpty",
                "wanted: Map<Text, Int>",
                "A value that is named here.",
            ),
            (
                "require not wanted.‸isEmpty",
                "isEmpty: Bool",
                "Whether there is no key.",
            ),
            (
                "require ‸state.conference == none",
                "state",
                "The state, where",
            ),
            (
                "require state.‸conference == none",
                "conference: Id?",
                "Field of the state of the aggregate Order.",
            ),
            (
                "or state.conference == ‸conference",
                "conference: Id",
                "Field of the command RegisterToConference.",
            ),
            (
                "conference in ‸Conferences else",
                "Conferences[conference: Id]",
                "A read model.",
            ),
            (
                "Conferences[conference].‸prices",
                "prices: Map<SeatType, Int>",
                "Column of the read model Conferences.",
            ),
            ("(‸kind, n) => line(kind, prices", "kind: Text", "A value"),
            (
                "n) => ‸line(kind, prices",
                "line(seatType: SeatType, unitPrice: Int, quantity: Int): Line",
                "A calculation.",
            ),
            (
                "reservationAutoExpiration: ‸now + 15",
                "now: Instant",
                "The time",
            ),
            ("accessCode: ‸newCode(6)", "newCode(6): Text", "A new code"),
            (
                "‸accessCode: newCode(6)",
                "accessCode: Text(1..70)",
                "Field of the event OrderPlaced.",
            ),
            ("require ‸role != \"Attendee\"", "role: Text", "The role"),
            ("‸isNew else UNKNOWN_SEAT", "isNew: Bool", "Whether nothing"),
            ("‸min(n, max(", "min(a, b)", "The lesser"),
            (
                "‸range(n).map(k",
                "range(n): List<Int>",
                "The whole numbers",
            ),
            (
                "{ ‸sitting[seat.position] = nobody() }",
                "sitting: Map<Int, Person>",
                "Field of the state of the aggregate SeatAssignments.\nWho sits",
            ),
            (
                "{ sitting[seat.‸position] = nobody() }",
                "position: Int",
                "Field of the record Position.",
            ),
            (
                "‸for seat in seats { sitting",
                "for",
                "Does something for each",
            ),
            (
                "on SeatsReserved ‸for reservation when stage == Aw",
                "for",
                "Which instance",
            ),
            (
                "on SeatsReserved for ‸reservation when stage == Aw",
                "reservation: Id",
                "Field of the event SeatsReserved.",
            ),
            (
                "for reservation ‸when stage == Aw",
                "when",
                "Of the clauses",
            ),
            (
                "‸answerTo == asked \"M7\"",
                "answerTo: Id",
                "The id of the command",
            ),
            (
                "answerTo == ‸asked \"M7\"",
                "asked: Id?",
                "Field of the state of the process RegistrationProcess.\nThe latest",
            ),
            (
                "send ‸MarkSeatsAsReserved",
                "MarkSeatsAsReserved(order: Id, seats: Seats, expiration: Instant)",
                "A command",
            ),
            ("set ‸Expire at expiration", "Expire", "Deadline"),
            (
                "set Expire ‸at expiration",
                "at",
                "When the deadline passes",
            ),
            ("not ‸after expiration + 1 min as", "after", "`not after`"),
            ("1 min ‸as asked", "as", "The field of the state"),
            ("1 min as ‸asked", "asked: Id?", "Field of the state"),
            (
                "on refusal of ‸MakeSeatReservation when",
                "MakeSeatReservation(conference: Id, reservation: Id, seats: Map<SeatType, Int(0..20)>)",
                "A command",
            ),
            (
                "on ‸refusal of MakeSeatReservation when",
                "refusal",
                "`refusal of",
            ),
            ("on ‸Expire when", "Expire", "Deadline"),
            (
                "‸rows[conference, seatType].capacity +=",
                "rows[key]",
                "Another row",
            ),
            (
                "rows[conference, seatType].‸capacity +=",
                "capacity: Int",
                "Column of the read model Availability.",
            ),
            ("‸add order to over", "add", "Adds to a list"),
            ("add order ‸to over", "to", "The list or set"),
            ("remove order ‸from over", "from", "The list or set"),
            ("invariant ‸at rest", "at", "`at rest`"),
            (
                "where ‸person != \"\"",
                "person: Text",
                "Column of the read model PricedOrders.",
            ),
            (
                "‸where person != \"\"",
                "where",
                "Only these rows are shown",
            ),
            (
                "sends ‸RegisterToConference (\n  conference from Conf",
                "RegisterToConference(order: Id, conference: Id, seats: Map<SeatType, Int(0..20)>)",
                "A command",
            ),
            (
                "  ‸conference from Conferences.conference where isPublished == true showing name and",
                "conference: Id",
                "Field of the command RegisterToConference.",
            ),
            (
                "from Availability.‸seatType where",
                "seatType: SeatType",
                "Part of the key of the read model Availability.",
            ),
            (
                "where conference == ‸conference showing remaining most",
                "conference: Id",
                "Field of the command RegisterToConference.",
            ),
            (
                "where ‸conference == conference showing remaining most",
                "conference: Id",
                "Part of the key of the read model Availability.",
            ),
            (
                "showing remaining most ‸remaining",
                "remaining: Int",
                "Column of the read model Availability.",
            ),
            (
                "where state == ‸ReservationCompleted and",
                "OrderState.ReservationCompleted",
                "Case",
            ),
            (
                "then sends ‸AddSeats(",
                "AddSeats(conference: Id, seatType: SeatType, quantity: Int(1..100_000))",
                "A command of the aggregate SeatsAvailability. Sent by Operator.",
            ),
            (
                "Olga as ‸Organizer at version 8",
                "Organizer",
                "A role of Olga.",
            ),
            ("Olga as Organizer at ‸version 8", "version", "For somebody"),
            (
                "showing person and ‸state and requested",
                "state: OrderState",
                "Column of the read model DraftOrders.",
            ),
            (
                "PricedOrders[order].‸state ==",
                "state: OrderState",
                "Column of the read model PricedOrders.",
            ),
            (
                "row.‸state = PendingReservation",
                "state: OrderState",
                "Column of the read model DraftOrders.",
            ),
            ("given ‸now 2026", "now", "What the clock shows"),
            ("then ‸nothing", "nothing", "Nothing follows."),
        ],
    );
}

#[test]
fn a_text_with_mistakes_has_meanings() {
    let text = "model \"Mistakes\"\naggregate Book(book: Id) {\n  state { title: Text }\n  \
                event Added(title: Text) {\n    title = titel\n    title = title\n  }\n}\n";
    let compiled = compile(text);
    assert!(compiled.model.is_none(), "there is a mistake in it");
    let found = compiled
        .meanings
        .at(place(text, "= ‸title\n"))
        .expect("a meaning");
    assert_eq!(found.title, "title: Text");
    assert_eq!(found.text, "Field of the event Added.");
    assert_eq!(compiled.meanings.at(place(text, "= ‸titel\n")), None);
}

#[test]
fn behind_a_word_is_that_word_unless_another_one_begins() {
    let text = model("tutorial");
    let meanings = compile(&text).meanings;
    let title = |around| meanings.at(place(&text, around)).map(|found| found.title);
    assert_eq!(title("actor‸ Guest"), Some("actor".to_owned()));
    assert_eq!(title("stamps‸ += cups }"), Some("stamps: Int".to_owned()));
    assert_eq!(title("bought ‸coffee,"), None, "letters of a text");
    assert_eq!(title("/// A stamp ‸for"), None, "a comment");
}
