//! The rules of orders.

use super::plain::PlainState;
use super::{Command, Error, Event, Line, Lines, Registrant, Reservation, StoredEvent};
use crate::engine::time::Timestamp;
use crate::engine::value::Value;
use crate::samples::conference::seats::SeatsByName;

/// How long the seats of an order are held.
const HELD_FOR_MILLIS: i64 = 15 * 60 * 1000;

/// What a decision knows beside the state of the order.
#[derive(Clone, Debug)]
pub struct Asked<'a> {
    /// The order.
    pub order: &'a str,
    /// Whether an attendee asks, and no process.
    pub by_attendee: bool,
    /// Whether an order is confirmed whatever its state, as in the original.
    pub unguarded: bool,
    /// The row of the conference that was looked up.
    pub conference: Option<Value>,
    /// The time.
    pub now: Timestamp,
    /// A new access code.
    pub access_code: String,
}

/// Decides a command about an order.
///
/// # Errors
/// The rules say no.
pub fn decide(
    asked: &Asked<'_>,
    state: Option<PlainState>,
    command: Command,
) -> Result<Vec<StoredEvent>, Error> {
    let placed = state.as_ref().filter(|state| state.conference.is_some());
    match command {
        Command::RegisterToConference { conference, seats } => {
            register(asked, placed, conference, seats)
        }
        Command::RequireManualIntervention {
            payment,
            amount,
            reason,
        } => {
            let known = state.is_some_and(|state| state.interventions.contains(&payment));
            let event = Event::ManualInterventionRequired {
                payment,
                amount,
                reason,
            };
            Ok((!known).then_some(event).into_iter().collect())
        }
        // An order that never was needs no end.
        Command::RejectOrder {} => placed.map_or(Ok(Vec::new()), reject),
        command => match placed {
            Some(state) => decide_placed(asked, state, command),
            None => Err(Error::UnknownOrder(asked.order.to_owned())),
        },
    }
}

fn decide_placed(
    asked: &Asked<'_>,
    state: &PlainState,
    command: Command,
) -> Result<Vec<StoredEvent>, Error> {
    match command {
        Command::MarkSeatsAsReserved { seats, expiration } => {
            mark_reserved(state, with_quantity(seats), expiration)
        }
        Command::ConfirmOrder { paid } => confirm(asked, state, paid),
        Command::ReinstateOrder { seats, expiration } => {
            let wanted = state.is_expired && !state.is_confirmed;
            let reinstated = Event::OrderReinstated {
                seats,
                reservation_expiration: expiration,
            };
            Ok(wanted.then_some(reinstated).into_iter().collect())
        }
        Command::AssignRegistrantDetails {
            first_name,
            last_name,
            email,
        } => assign_registrant(
            state,
            Registrant {
                first_name,
                last_name,
                email,
            },
        ),
        // The others were decided before.
        Command::RegisterToConference { .. }
        | Command::RequireManualIntervention { .. }
        | Command::RejectOrder {} => Ok(Vec::new()),
    }
}

/// Wanting the same seats again asks for them again: they may not have been there before.
fn register(
    asked: &Asked<'_>,
    state: Option<&PlainState>,
    conference: String,
    seats: SeatsByName,
) -> Result<Vec<StoredEvent>, Error> {
    if seats.values().any(|quantity| *quantity < 0) {
        return Err(Error::InvalidRegistration);
    }
    let seats = with_quantity(seats);
    if seats.is_empty() {
        return Err(Error::NoItems);
    }
    if let Some(state) = state {
        check_open(state)?;
        if let Some(known) = state
            .conference
            .as_ref()
            .filter(|known| **known != conference)
        {
            return Err(Error::OtherConference(known.clone()));
        }
    }
    let lines = priced(asked, &conference, &seats)?;
    let event = match state {
        Some(_) => Event::OrderUpdated { seats },
        None => Event::OrderPlaced {
            conference,
            seats,
            reservation_auto_expiration: asked.now.plus_millis(HELD_FOR_MILLIS),
            access_code: asked.access_code.clone(),
        },
    };
    Ok(vec![event, totals(lines)])
}

fn with_quantity(mut seats: SeatsByName) -> SeatsByName {
    seats.retain(|_, quantity| *quantity != 0);
    seats
}

fn check_open(state: &PlainState) -> Result<(), Error> {
    match (state.is_confirmed, state.is_expired) {
        (true, _) => Err(Error::Confirmed),
        (false, true) => Err(Error::Expired),
        (false, false) => Ok(()),
    }
}

fn priced(
    asked: &Asked<'_>,
    conference: &str,
    seats: &SeatsByName,
) -> Result<Lines<String>, Error> {
    let row = asked.conference.as_ref();
    let row = row.ok_or_else(|| Error::UnknownConference(conference.to_owned()))?;
    let prices = row.get("prices").and_then(Value::as_map);
    let price = |seat_type: &str| prices?.get(seat_type)?.as_int();
    let lines = seats.iter().map(|(seat_type, quantity)| {
        let unit_price = price(seat_type).ok_or_else(|| Error::UnknownSeatType {
            conference: conference.to_owned(),
            seat_type: seat_type.clone(),
        })?;
        Ok(line(seat_type, unit_price, *quantity))
    });
    lines.collect()
}

fn line(seat_type: &str, unit_price: i64, quantity: i64) -> Line<String> {
    Line {
        seat_type: seat_type.to_owned(),
        unit_price,
        quantity,
        line_total: unit_price.saturating_mul(quantity),
    }
}

fn totals(lines: Lines<String>) -> StoredEvent {
    let sum = |total: i64, line: &Line<String>| total.saturating_add(line.line_total);
    let total = lines.iter().fold(0, sum);
    Event::OrderTotalsCalculated {
        total,
        lines,
        is_free_of_charge: total == 0,
    }
}

fn mark_reserved(
    state: &PlainState,
    seats: SeatsByName,
    expiration: Timestamp,
) -> Result<Vec<StoredEvent>, Error> {
    check_open(state)?;
    let is_marked = state.reservation != Reservation::Pending;
    if is_marked && state.seats == seats && state.expiration == Some(expiration) {
        return Ok(Vec::new());
    }
    // Also more than is wanted any more does not match: it has no price in what the order costs now.
    if state.seats == seats {
        return Ok(vec![Event::OrderReservationCompleted {
            reservation_expiration: expiration,
            seats,
        }]);
    }
    // What a seat costs is known since it was wanted.
    let lines = state.lines.iter().filter_map(|known| {
        let quantity = seats.get(&known.seat_type)?;
        Some(line(&known.seat_type, known.unit_price, *quantity))
    });
    let lines = lines.collect();
    let partially = Event::OrderPartiallyReserved {
        reservation_expiration: expiration,
        seats,
    };
    Ok(vec![partially, totals(lines)])
}

fn reject(state: &PlainState) -> Result<Vec<StoredEvent>, Error> {
    match (state.is_confirmed, state.is_expired) {
        (true, _) => Err(Error::ConfirmedDoesNotExpire),
        (false, true) => Ok(Vec::new()),
        (false, false) => Ok(vec![Event::OrderExpired {}]),
    }
}

fn confirm(asked: &Asked<'_>, state: &PlainState, paid: i64) -> Result<Vec<StoredEvent>, Error> {
    let confirmed = Event::OrderConfirmed {
        seats: state.seats.clone(),
    };
    if asked.by_attendee && state.total != 0 {
        return Err(Error::NotPaid);
    }
    if asked.unguarded {
        return Ok(vec![confirmed]);
    }
    if state.is_confirmed {
        return Ok(Vec::new());
    }
    check_open(state)?;
    if state.reservation != Reservation::Completed {
        return Err(Error::NotReserved);
    }
    if paid != state.total {
        let total = state.total;
        return Err(Error::PaymentDoesNotMatch { paid, total });
    }
    Ok(vec![confirmed])
}

fn assign_registrant(
    state: &PlainState,
    registrant: Registrant<String>,
) -> Result<Vec<StoredEvent>, Error> {
    if state.registrant.as_ref() == Some(&registrant) {
        return Ok(Vec::new());
    }
    if !is_email(&registrant.email) {
        return Err(Error::InvalidEmail(registrant.email));
    }
    Ok(vec![Event::OrderRegistrantAssigned {
        first_name: registrant.first_name,
        last_name: registrant.last_name,
        email: registrant.email,
    }])
}

/// Something, an at sign, something with a dot in it; no spaces.
fn is_email(text: &str) -> bool {
    let well_formed = |(name, host): (&str, &str)| {
        let dotted = host.split_once('.');
        !name.is_empty() && dotted.is_some_and(|(one, two)| !one.is_empty() && !two.is_empty())
    };
    !text.contains(char::is_whitespace) && text.split_once('@').is_some_and(well_formed)
}

#[cfg(test)]
mod tests {
    use crate::engine::commit::Command;
    use crate::engine::decision::DecisionInput;
    use crate::engine::environment::DecisionEnvironment;
    use crate::engine::model::Model;
    use crate::engine::names::{Actor, CommandId, CommandType, ReferenceBug, StreamName};
    use crate::engine::specification::{Decision, Given};
    use crate::engine::stream_state::StreamState;
    use crate::engine::time::{Clock, Timestamp};
    use crate::engine::value::Payload;
    use crate::samples;
    use crate::samples::conference::order::CATEGORY;
    use std::collections::BTreeSet;

    const RUSTCONF: &str = r#"{"prices":{"CQRS workshop":50000,"Cocktail party":5000,"General admission":19900,"Volunteer":0}}"#;
    const PLACED: &str = r#"{"conference":"rustconf-lisbon","seats":{"General admission":11},
        "reservationAutoExpiration":900000,"accessCode":"ABC123"}"#;
    const TOTALS: &str = r#"{"total":218900,"isFreeOfCharge":false,"lines":[
        {"seatType":"General admission","unitPrice":19900,"quantity":11,"lineTotal":218900}]}"#;
    const ELEVEN: &str = r#"{"reservationExpiration":900000,"seats":{"General admission":11}}"#;

    fn given(model: &dyn Model) -> Given<'_> {
        Given::nothing(model, StreamName::new(CATEGORY, "o-1")).looking_up(
            "Conferences",
            "rustconf-lisbon",
            RUSTCONF,
        )
    }

    fn given_placed(model: &dyn Model) -> Given<'_> {
        given(model)
            .event("OrderPlaced", PLACED)
            .event("OrderTotalsCalculated", TOTALS)
    }

    fn given_reserved(model: &dyn Model) -> Given<'_> {
        given_placed(model).event("OrderReservationCompleted", ELEVEN)
    }

    fn given_confirmed(model: &dyn Model) -> Given<'_> {
        given_reserved(model).event("OrderConfirmed", r#"{"seats":{"General admission":11}}"#)
    }

    fn given_expired(model: &dyn Model) -> Given<'_> {
        given_reserved(model).event("OrderExpired", "{}")
    }

    #[track_caller]
    fn when<'m>(given: Given<'m>, command_type: &str, fields: &str) -> Decision<'m> {
        when_acting(given, "RegistrationProcess", command_type, fields)
    }

    #[track_caller]
    fn when_acting<'m>(
        given: Given<'m>,
        role: &str,
        command_type: &str,
        fields: &str,
    ) -> Decision<'m> {
        let payload = match fields {
            "" => r#"{"order":"o-1"}"#.to_owned(),
            _ => format!(r#"{{"order":"o-1",{fields}}}"#),
        };
        given.when(&Actor::new(role, "Ada"), command_type, &payload)
    }

    #[track_caller]
    fn when_wanting<'m>(given: Given<'m>, seats: &str) -> Decision<'m> {
        let fields = format!(r#""conference":"rustconf-lisbon","seats":{seats}"#);
        when_acting(given, "Attendee", "RegisterToConference", &fields)
    }

    #[test]
    fn s22_an_order_is_placed_with_its_price() {
        let model = samples::conference();
        let wanted = r#"{"Cocktail party":1,"CQRS workshop":0,"General admission":1}"#;
        let placed = r#"{"conference":"rustconf-lisbon","seats":{"Cocktail party":1,"General admission":1},
            "reservationAutoExpiration":900000,"accessCode":"ACCESS_CODE"}"#;
        let code = DecisionEnvironment::new(Timestamp::default(), Clock::ByHand, "specification");
        let code = code.id(0)[..6].to_uppercase();
        let placed = placed.replace("ACCESS_CODE", &code);
        let totals = r#"{"total":24900,"isFreeOfCharge":false,"lines":[
            {"seatType":"Cocktail party","unitPrice":5000,"quantity":1,"lineTotal":5000},
            {"seatType":"General admission","unitPrice":19900,"quantity":1,"lineTotal":19900}]}"#;
        when_wanting(given(&*model), wanted)
            .then(&[("OrderPlaced", &placed), ("OrderTotalsCalculated", totals)]);
    }

    #[test]
    fn s35_an_order_of_nothing_but_free_seats_is_free_of_charge() {
        let model = samples::conference();
        let placed = given_placed(&*model);
        when_wanting(placed, r#"{"Volunteer":1}"#).then(&[
            ("OrderUpdated", r#"{"seats":{"Volunteer":1}}"#),
            (
                "OrderTotalsCalculated",
                r#"{"total":0,"isFreeOfCharge":true,"lines":[
                    {"seatType":"Volunteer","unitPrice":0,"quantity":1,"lineTotal":0}]}"#,
            ),
        ]);
    }

    #[test]
    fn s23_no_seats_fewer_than_none_and_unknown_ones_are_refused() {
        let model = samples::conference();
        for nothing in ["{}", r#"{"General admission":0}"#] {
            when_wanting(given(&*model), nothing).then_refused("NO_ITEMS");
        }
        let negative = r#"{"CQRS workshop":2,"General admission":-1}"#;
        when_wanting(given(&*model), negative).then_refused("INVALID_REGISTRATION");
        when_wanting(given(&*model), r#"{"Boat trip":1}"#).then_refused("UNKNOWN_SEAT_TYPE");
        let nowhere = Given::nothing(&*model, StreamName::new(CATEGORY, "o-1"));
        when_wanting(nowhere, r#"{"General admission":1}"#).then_refused("UNKNOWN_CONFERENCE");
    }

    // Registering again asks for the seats again, as in the original: only the command's id makes it safe to repeat.
    #[test]
    fn registering_again_updates_the_order_and_its_price() {
        let model = samples::conference();
        let updated = [
            ("OrderUpdated", r#"{"seats":{"CQRS workshop":2}}"#),
            (
                "OrderTotalsCalculated",
                r#"{"total":100000,"isFreeOfCharge":false,"lines":[
                    {"seatType":"CQRS workshop","unitPrice":50000,"quantity":2,"lineTotal":100000}]}"#,
            ),
        ];
        for given in [given_placed(&*model), given_reserved(&*model)] {
            when_wanting(given, r#"{"CQRS workshop":2}"#).then(&updated);
        }
    }

    #[test]
    fn an_order_stays_at_its_conference_and_changes_no_more_once_it_is_over() {
        let model = samples::conference();
        let seats = r#"{"General admission":1}"#;
        let elsewhere = format!(r#""conference":"wasm-days-berlin","seats":{seats}"#);
        when_acting(
            given_placed(&*model),
            "Attendee",
            "RegisterToConference",
            &elsewhere,
        )
        .then_refused("OTHER_CONFERENCE");
        when_wanting(given_confirmed(&*model), seats).then_refused("ORDER_CONFIRMED");
        when_wanting(given_expired(&*model), seats).then_refused("ORDER_EXPIRED");
    }

    #[test]
    fn s22_all_seats_reserved_complete_the_reservation() {
        let model = samples::conference();
        let seats = r#""seats":{"General admission":11},"expiration":900000"#;
        when(given_placed(&*model), "MarkSeatsAsReserved", seats)
            .then(&[("OrderReservationCompleted", ELEVEN)])
            .then_deciding_again_changes_nothing();
    }

    #[test]
    fn s24_ten_of_eleven_are_a_part_and_are_priced_anew() {
        let model = samples::conference();
        let seats = r#""seats":{"General admission":10},"expiration":900000"#;
        when(given_placed(&*model), "MarkSeatsAsReserved", seats)
            .then(&[
                (
                    "OrderPartiallyReserved",
                    r#"{"reservationExpiration":900000,"seats":{"General admission":10}}"#,
                ),
                (
                    "OrderTotalsCalculated",
                    r#"{"total":199000,"isFreeOfCharge":false,"lines":[
                        {"seatType":"General admission","unitPrice":19900,"quantity":10,"lineTotal":199000}]}"#,
                ),
            ])
            .then_deciding_again_changes_nothing();
    }

    #[test]
    fn s24_no_seat_at_all_is_a_part_too_and_cannot_be_confirmed_for_nothing() {
        let model = samples::conference();
        let none = r#""seats":{},"expiration":900000"#;
        let given = given_placed(&*model).command(
            &Actor::new("RegistrationProcess", "RegistrationProcess"),
            "MarkSeatsAsReserved",
            &format!(r#"{{"order":"o-1",{none}}}"#),
        );
        when_acting(given, "Attendee", "ConfirmOrder", r#""paid":0"#)
            .then_refused("ORDER_NOT_RESERVED");
    }

    #[test]
    fn s34_a_confirmed_order_is_neither_marked_nor_rejected() {
        let model = samples::conference();
        let seats = r#""seats":{"General admission":11},"expiration":900000"#;
        when(given_confirmed(&*model), "MarkSeatsAsReserved", seats)
            .then_refused("ORDER_CONFIRMED");
        when(given_confirmed(&*model), "RejectOrder", "").then_refused("ORDER_CONFIRMED");
        when(given_expired(&*model), "MarkSeatsAsReserved", seats).then_refused("ORDER_EXPIRED");
    }

    #[test]
    fn an_order_expires_once_and_one_that_never_was_does_not() {
        let model = samples::conference();
        when(given_reserved(&*model), "RejectOrder", "")
            .then(&[("OrderExpired", "{}")])
            .then_deciding_again_changes_nothing();
        when(given(&*model), "RejectOrder", "").then_nothing();
    }

    #[test]
    fn a_paid_order_is_confirmed_with_its_seats() {
        let model = samples::conference();
        when(given_reserved(&*model), "ConfirmOrder", r#""paid":218900"#)
            .then(&[("OrderConfirmed", r#"{"seats":{"General admission":11}}"#)])
            .then_deciding_again_changes_nothing();
    }

    #[test]
    fn an_order_is_not_confirmed_unless_it_is_reserved_live_and_paid() {
        let model = samples::conference();
        let paid = r#""paid":218900"#;
        when(given_placed(&*model), "ConfirmOrder", paid).then_refused("ORDER_NOT_RESERVED");
        when(given_expired(&*model), "ConfirmOrder", paid).then_refused("ORDER_EXPIRED");
        when(given_reserved(&*model), "ConfirmOrder", r#""paid":218899"#)
            .then_refused("PAYMENT_DOES_NOT_MATCH");
        when(given(&*model), "ConfirmOrder", paid).then_refused("UNKNOWN_ORDER");
    }

    #[test]
    fn s35_an_attendee_confirms_a_free_order_and_no_other() {
        let model = samples::conference();
        for paid in [0, 218_900] {
            let paid = format!(r#""paid":{paid}"#);
            when_acting(given_reserved(&*model), "Attendee", "ConfirmOrder", &paid)
                .then_refused("NOT_PAID");
        }
        let free = given_placed(&*model)
            .event("OrderUpdated", r#"{"seats":{"Volunteer":1}}"#)
            .event(
                "OrderTotalsCalculated",
                r#"{"total":0,"isFreeOfCharge":true,"lines":[]}"#,
            )
            .event(
                "OrderReservationCompleted",
                r#"{"reservationExpiration":900000,"seats":{"Volunteer":1}}"#,
            );
        when_acting(free, "Attendee", "ConfirmOrder", r#""paid":0"#)
            .then(&[("OrderConfirmed", r#"{"seats":{"Volunteer":1}}"#)])
            .then_deciding_again_changes_nothing();
    }

    #[test]
    fn h6_switched_on_an_expired_order_is_confirmed_and_stays_expired() {
        let model = samples::conference();
        let stream = StreamName::new(CATEGORY, "o-1");
        let mut environment =
            DecisionEnvironment::new(Timestamp::default(), Clock::ByHand, "specification");
        environment.reference_bugs = BTreeSet::from([ReferenceBug::new("H6")]);
        let command = Command {
            id: CommandId::new("command"),
            command_type: CommandType::new("ConfirmOrder"),
            payload: Payload::stored(r#"{"order":"o-1","paid":0}"#),
            actor: Actor::new("RegistrationProcess", "RegistrationProcess"),
            not_after: None,
        };
        let snapshot = crate::engine::snapshot::Snapshot {
            stream,
            version: crate::engine::version::StreamVersion::new(4),
            model: model.fingerprint().clone(),
            state: Payload::stored(
                r#"{"conference":"rustconf-lisbon","seats":{"General admission":11},"lines":[],"total":218900,
                    "reservation":"Completed","expiration":900000,"isConfirmed":false,"isExpired":true,
                    "accessCode":"ABC123","registrant":null,"interventions":[]}"#,
            ),
        };
        let state = StreamState::from_snapshot(&*model, &snapshot).expect("it fits");
        let decision = DecisionInput::without_facts(&command, &environment);
        let events = state.decide(decision).expect("no guard is left");
        assert_eq!(events[0].event_type.as_str(), "OrderConfirmed");
        assert_eq!(events[0].schema_version, 2);
    }

    #[test]
    fn an_expired_order_whose_seats_were_acquired_again_comes_back() {
        let model = samples::conference();
        let seats = r#""seats":{"General admission":11},"expiration":1800000"#;
        when(given_expired(&*model), "ReinstateOrder", seats)
            .then(&[(
                "OrderReinstated",
                r#"{"reservationExpiration":1800000,"seats":{"General admission":11}}"#,
            )])
            .then_deciding_again_changes_nothing();
        when(given_reserved(&*model), "ReinstateOrder", seats).then_nothing();
        let back = given_expired(&*model).event(
            "OrderReinstated",
            r#"{"reservationExpiration":1800000,"seats":{"General admission":11}}"#,
        );
        when(back, "ConfirmOrder", r#""paid":218900"#)
            .then(&[("OrderConfirmed", r#"{"seats":{"General admission":11}}"#)]);
    }

    #[test]
    fn a_payment_is_marked_once_whatever_the_state_of_the_order() {
        let model = samples::conference();
        let required = r#""payment":"p-1","amount":218900,"reason":"It was paid too late.""#;
        for given in [
            given_placed(&*model),
            given_expired(&*model),
            given_confirmed(&*model),
        ] {
            when(given, "RequireManualIntervention", required)
                .then(&[("ManualInterventionRequired", &format!("{{{required}}}"))])
                .then_deciding_again_changes_nothing();
        }
    }

    #[test]
    fn who_registers_is_recorded_where_it_changes() {
        let model = samples::conference();
        let ada = r#""firstName":"Ada","lastName":"Lovelace","email":"ada@example.com""#;
        when_acting(
            given_placed(&*model),
            "Attendee",
            "AssignRegistrantDetails",
            ada,
        )
        .then(&[("OrderRegistrantAssigned", &format!("{{{ada}}}"))])
        .then_deciding_again_changes_nothing();
        for email in [
            "ada",
            "ada@",
            "@example.com",
            "ada@example",
            "a da@example.com",
        ] {
            let details = ada.replace("ada@example.com", email);
            when_acting(
                given_placed(&*model),
                "Attendee",
                "AssignRegistrantDetails",
                &details,
            )
            .then_refused("INVALID_EMAIL");
        }
    }

    #[test]
    fn history_that_makes_no_sense_is_folded_all_the_same() {
        let model = samples::conference();
        let given = Given::nothing(&*model, StreamName::new(CATEGORY, "o-1"));
        let confirmed = given.event("OrderConfirmed", r#"{"seats":{}}"#);
        when(confirmed, "ConfirmOrder", r#""paid":0"#).then_refused("UNKNOWN_ORDER");
    }
}
