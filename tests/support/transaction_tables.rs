//! The tables of the complete transaction pattern, written once more from their sources and not from the model: Dietz,
//! DEMO-3 (2013), slides 9 and 24, and the DEMO specification language 4.7.2, figure 4.2.

use foldline::engine::value::Value;

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Party {
    Initiator,
    Executor,
}

use Party::{Executor, Initiator};

/// Whoever may be there: role, person, and the party that they are of.
pub(crate) const PEOPLE: [(&str, &str, Option<Party>); 5] = [
    ("Customer", "Ada", Some(Initiator)),
    ("Customer", "Ben", None),
    ("Shop", "Sam", Some(Executor)),
    ("Shop", "Sue", Some(Executor)),
    ("Carrier", "Carl", None),
];

/// The standard pattern: from, act, whose it is, the fact that it leaves, to.
pub(crate) const STANDARD: [(&str, &str, Party, &str, &str); 12] = [
    (
        "Initial",
        "RequestAgain",
        Initiator,
        "Requested",
        "Requested",
    ),
    ("Initial", "QuitTransaction", Initiator, "Quit", "Quit"),
    ("Requested", "Promise", Executor, "Promised", "Promised"),
    ("Requested", "Decline", Executor, "Declined", "Declined"),
    (
        "Declined",
        "RequestAgain",
        Initiator,
        "Requested",
        "Requested",
    ),
    ("Declined", "QuitTransaction", Initiator, "Quit", "Quit"),
    ("Promised", "Execute", Executor, "Executed", "Executed"),
    ("Executed", "Declare", Executor, "Declared", "Declared"),
    ("Declared", "Accept", Initiator, "Accepted", "Accepted"),
    ("Declared", "Reject", Initiator, "Rejected", "Rejected"),
    ("Rejected", "Declare", Executor, "Declared", "Declared"),
    ("Rejected", "Stop", Executor, "Stopped", "Stopped"),
];

/// A revocation: the act, who revokes, the states it may start from, and where it leads in DEMO-4 and in DEMO-3.
pub(crate) const REVOCATIONS: [(&str, Party, &[&str], [&str; 2]); 4] = [
    (
        "Request",
        Initiator,
        &[
            "Requested",
            "Promised",
            "Executed",
            "Declared",
            "Rejected",
            "Accepted",
        ],
        ["Initial", "Quit"],
    ),
    (
        "Promise",
        Executor,
        &["Promised", "Executed", "Declared", "Rejected", "Accepted"],
        ["Requested", "Declined"],
    ),
    (
        "Declare",
        Executor,
        &["Declared", "Rejected", "Accepted"],
        ["Promised", "Promised"],
    ),
    ("Accept", Initiator, &["Accepted"], ["Declared", "Rejected"]),
];

pub(crate) const PROFILES: [&str; 2] = ["Demo4", "Demo3"];

/// An act, and for a revocation what is to be revoked.
pub(crate) type Act = (&'static str, Option<&'static str>);

pub(crate) fn acts() -> Vec<Act> {
    let mut acts: Vec<Act> = Vec::new();
    for (_, act, ..) in STANDARD {
        if !acts.contains(&(act, None)) {
            acts.push((act, None));
        }
    }
    acts.extend(REVOCATIONS.map(|(act, ..)| ("Revoke", Some(act))));
    acts.extend([("Allow", None), ("Refuse", None)]);
    acts
}

/// Where a transaction stands: its state, and what is being revoked.
pub(crate) type Place = (&'static str, Option<&'static str>);

#[derive(PartialEq, Eq, Debug)]
pub(crate) enum Expected {
    Fact(&'static str, Place),
    Refused(&'static str),
}

/// What the tables say of an act.
pub(crate) fn expected(
    profile: usize,
    (state, pending): Place,
    (act, revoked): Act,
    who: Option<Party>,
) -> Expected {
    let answers = matches!(act, "Allow" | "Refuse");
    if matches!(state, "Quit" | "Stopped") {
        return Expected::Refused("TRANSACTION_CLOSED");
    }
    match pending {
        Some(_) if !answers => return Expected::Refused("REVOCATION_PENDING"),
        None if answers => return Expected::Refused("NO_PENDING_REVOCATION"),
        _ => {}
    }
    let revocation = |of: &str| REVOCATIONS.into_iter().find(|(act, ..)| *act == of);
    let other = |party| {
        if party == Initiator {
            Executor
        } else {
            Initiator
        }
    };
    if let Some((_, revoker, _, targets)) = pending.and_then(revocation) {
        return match act {
            _ if who != Some(other(revoker)) => Expected::Refused("WRONG_ACTOR"),
            "Allow" => Expected::Fact("RevocationAllowed", (targets[profile], None)),
            _ => Expected::Fact("RevocationRefused", (state, None)),
        };
    }
    if let Some((of, revoker, starts, _)) = revoked.and_then(revocation) {
        return match starts.contains(&state) {
            _ if who != Some(revoker) => Expected::Refused("WRONG_ACTOR"),
            true => Expected::Fact("RevokeRequested", (state, Some(of))),
            false => Expected::Refused("FACT_NOT_HELD"),
        };
    }
    let performer = STANDARD
        .into_iter()
        .find(|row| row.1 == act)
        .map(|row| row.2);
    let row = STANDARD
        .into_iter()
        .find(|row| (row.0, row.1) == (state, act));
    match row {
        _ if who != performer => Expected::Refused("WRONG_ACTOR"),
        Some((.., fact, to)) => Expected::Fact(fact, (to, None)),
        None => Expected::Refused("ILLEGAL_ACT_IN_STATE"),
    }
}

/// What holds in a state, the first first.
fn holding(state: &str) -> &'static [&'static str] {
    const ALL: [&str; 6] = [
        "Request", "Promise", "Execute", "Declare", "Accept", "Reject",
    ];
    match state {
        "Requested" => &ALL[..1],
        "Promised" => &ALL[..2],
        "Executed" => &ALL[..3],
        "Declared" => &ALL[..4],
        "Accepted" => &ALL[..5],
        "Rejected" => &["Request", "Promise", "Execute", "Declare", "Reject"],
        _ => &[],
    }
}

/// What an allowed revocation undoes, the last first: what stands on the fact, which stays where DEMO-4 leads back to it.
pub(crate) fn undone(state: &str, act: &str) -> Vec<Value> {
    let back_to = REVOCATIONS
        .iter()
        .find(|row| row.0 == act)
        .map_or("", |row| row.3[0]);
    let stays = holding(back_to);
    let facts = holding(state).iter().rev();
    facts
        .filter(|fact| !stays.contains(fact))
        .map(|fact| Value::from(*fact))
        .collect()
}
