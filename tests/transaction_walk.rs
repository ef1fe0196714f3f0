//! The complete transaction pattern, walked to its ends: from every state that can be reached every act is tried by
//! everybody, in both profiles, and what comes of it must agree with the tables of the pattern.
//!
//! The tables are written here once more, from their sources and not from the model: Dietz, DEMO-3 (2013), slides 9 and
//! 24, and the DEMO specification language 4.7.2, figure 4.2.
#![cfg(not(target_arch = "wasm32"))]

use foldline::engine::event::EventData;
use foldline::engine::event_store::{EventStore, HistoryEntry};
use foldline::engine::journal::JournalNote;
use foldline::engine::memory_store::MemoryStore;
use foldline::engine::model::Model;
use foldline::engine::names::{Actor, BranchId};
use foldline::engine::position::Moment;
use foldline::engine::schema::FieldType;
use foldline::engine::story::StoryStep;
use foldline::engine::time::Timestamp;
use foldline::engine::value::Value;
use foldline::engine::version::ExpectedVersion;
use foldline::language::compile;
use foldline::runtime::recorder::Recorder;
use pollster::block_on;
use std::collections::{BTreeMap, VecDeque};
use std::rc::Rc;

const TEXT: &str = include_str!("../www/models/transaction.fold");

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Party {
    Initiator,
    Executor,
}

use Party::{Executor, Initiator};

/// Whoever may be there: role, person, and the party that they are of.
const PEOPLE: [(&str, &str, Option<Party>); 5] = [
    ("Customer", "Ada", Some(Initiator)),
    ("Customer", "Ben", None),
    ("Shop", "Sam", Some(Executor)),
    ("Shop", "Sue", Some(Executor)),
    ("Carrier", "Carl", None),
];

/// The standard pattern: from, act, whose it is, the fact that it leaves, to.
const STANDARD: [(&str, &str, Party, &str, &str); 12] = [
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
const REVOCATIONS: [(&str, Party, &[&str], [&str; 2]); 4] = [
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

const PROFILES: [&str; 2] = ["Demo4", "Demo3"];

/// An act, and for a revocation what is to be revoked.
type Act = (&'static str, Option<&'static str>);

fn acts() -> Vec<Act> {
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
type Place = (&'static str, Option<&'static str>);

#[derive(PartialEq, Eq, Debug)]
enum Expected {
    Fact(&'static str, Place),
    Refused(&'static str),
}

/// What the tables say of an act.
fn expected(
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
fn undone(state: &str, act: &str) -> Vec<Value> {
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

/// A transaction at work.
struct Walk<'a> {
    model: &'a Rc<dyn Model>,
    recorder: Recorder<'a>,
    store: &'a MemoryStore,
}

impl Walk<'_> {
    fn send(&self, (role, person): (&str, &str), command: &str, fields: &[(&str, &str)]) -> Answer {
        let given = fields
            .iter()
            .map(|(name, value)| (*name, Value::from(*value)));
        let mut fields: BTreeMap<&str, Value> = given.collect();
        for field in self.model.schema().command_fields(&command.into()) {
            if matches!(field.field_type, FieldType::Optional(_)) {
                fields.entry(&field.name).or_default();
            }
        }
        let step = StoryStep {
            at: Timestamp::from_millis(1_772_442_000_000),
            actor: Actor::new(role, person),
            command_type: command.into(),
            payload: Value::map(fields),
            expected: ExpectedVersion::Any,
        };
        block_on(self.recorder.send(step)).expect("a store in memory");
        let (branch, start) = (BranchId::main(), Moment::START);
        let history = self.store.read_history(&branch, start, usize::MAX);
        match block_on(history).expect("a store in memory").last() {
            Some(HistoryEntry::Commit(commit)) => Answer::Facts(commit.data.events.clone()),
            Some(HistoryEntry::Journal(entry)) => match &entry.note {
                JournalNote::Refused { refusal, .. } => Answer::Refused(refusal.code.clone()),
                note => panic!("no answer: {note:?}"),
            },
            None => panic!("nothing was recorded"),
        }
    }

    fn act(&self, person: (&str, &str), (act, revoked): Act) -> Answer {
        let mut fields = vec![("transaction", "t-1")];
        fields.extend(revoked.map(|act| ("act", act)));
        if act == "RequestAgain" {
            fields.push(("content", "the same for less"));
        }
        self.send(person, act, &fields)
    }
}

#[derive(Debug)]
enum Answer {
    Facts(Vec<EventData>),
    Refused(String),
}

/// Somebody did something.
type Step = ((&'static str, &'static str), Act);

/// A transaction that was requested, after these steps.
fn after<T>(
    model: &Rc<dyn Model>,
    profile: usize,
    steps: &[Step],
    then: impl FnOnce(&Walk<'_>) -> T,
) -> T {
    let store = MemoryStore::new();
    let walk = Walk {
        model,
        recorder: Recorder::new(&store, model),
        store: &store,
    };
    let kind = [
        ("kind", "TK01"),
        ("name", "ordering"),
        ("product", "is delivered"),
        ("initiator", "Customer"),
        ("executor", "Shop"),
        ("profile", PROFILES[profile]),
    ];
    let defined = walk.send(("Architect", "Dana"), "DefineKind", &kind);
    assert!(matches!(defined, Answer::Facts(_)), "{defined:?}");
    let request = [
        ("transaction", "t-1"),
        ("kind", "TK01"),
        ("entity", "a bicycle"),
        ("content", "by Friday"),
        ("parent", ""),
    ];
    let requested = walk.send(("Customer", "Ada"), "Request", &request);
    assert!(matches!(requested, Answer::Facts(_)), "{requested:?}");
    for (person, act) in steps {
        let answer = walk.act(*person, *act);
        assert!(matches!(answer, Answer::Facts(_)), "{act:?}: {answer:?}");
    }
    then(&walk)
}

#[test]
#[allow(clippy::print_stdout, reason = "the count tells how far the walk went")]
fn every_act_by_everybody_in_every_state_comes_out_as_the_tables_say() {
    let compiled = compile(TEXT);
    let model: Rc<dyn Model> = Rc::new(compiled.model.expect("it has no mistakes"));
    for (profile, name) in PROFILES.into_iter().enumerate() {
        let mut paths: BTreeMap<Place, Vec<Step>> = BTreeMap::new();
        let mut open = VecDeque::from([(("Requested", None), Vec::new())]);
        let mut cells = 0;
        while let Some((place, path)) = open.pop_front() {
            if paths.contains_key(&place) {
                continue;
            }
            let reached = try_all(&model, profile, place, &path);
            cells += acts().len() * PEOPLE.len();
            open.extend(reached.into_iter().map(|(to, step)| {
                let path = path.iter().copied().chain([step]).collect();
                (to, path)
            }));
            paths.insert(place, path);
        }
        println!("{name}: {} places, {cells} cells", paths.len());
        assert_every_revocation_was_met(&paths);
    }
}

/// Tries every act by everybody, and answers with the places that were reached.
fn try_all(
    model: &Rc<dyn Model>,
    profile: usize,
    place: Place,
    path: &[Step],
) -> Vec<(Place, Step)> {
    let mut reached = Vec::new();
    let mut refused = Vec::new();
    for act in acts() {
        for (role, person, party) in PEOPLE {
            match expected(profile, place, act, party) {
                Expected::Refused(code) => refused.push(((role, person), act, code)),
                Expected::Fact(fact, to) => {
                    let step = ((role, person), act);
                    let answer = after(model, profile, path, |walk| walk.act(step.0, act));
                    check_facts(&answer, fact, place, to, step);
                    reached.push((to, step));
                }
            }
        }
    }
    // What is refused changes nothing, so one transaction serves for all of it.
    after(model, profile, path, |walk| {
        for (person, act, code) in refused {
            match walk.act(person, act) {
                Answer::Refused(found) => assert_eq!(found, code, "{place:?} {person:?} {act:?}"),
                answer => panic!("{place:?} {person:?} {act:?}: {code} expected, {answer:?}"),
            }
        }
    });
    reached
}

fn check_facts(answer: &Answer, fact: &str, (state, pending): Place, to: Place, step: Step) {
    let Answer::Facts(facts) = answer else {
        panic!("{state} {pending:?} {step:?}: {fact} expected, {answer:?}");
    };
    let names: Vec<&str> = facts
        .iter()
        .map(|event| event.event_type.as_str())
        .collect();
    let product = (fact == "Accepted").then_some("ProductCreated");
    let expected: Vec<&str> = [fact].into_iter().chain(product).collect();
    assert_eq!(names, expected, "{state} {pending:?} {step:?}");
    let payload = facts[0].payload.value().expect("JSON");
    let says = |name: &str| payload.get(name).cloned();
    match (fact, pending) {
        ("RevocationAllowed", Some(act)) => {
            assert_eq!(says("act"), Some(act.into()));
            assert_eq!(says("revertedTo"), Some(to.0.into()), "{state} {act}");
            let undone = undone(state, act);
            assert_eq!(says("undone"), Some(Value::List(undone)), "{state} {act}");
        }
        ("RevocationRefused", Some(act)) => assert_eq!(says("act"), Some(act.into())),
        ("RevokeRequested", _) => assert_eq!(says("atState"), Some(state.into())),
        _ => {}
    }
}

/// Every revocation was pending in every state that it may start from.
fn assert_every_revocation_was_met(paths: &BTreeMap<Place, Vec<Step>>) {
    for (act, _, starts, _) in REVOCATIONS {
        for start in starts {
            assert!(
                paths.contains_key(&(*start, Some(act))),
                "{act} from {start}"
            );
        }
    }
    for (state, ..) in STANDARD {
        let is_reached = paths.contains_key(&(state, None));
        // In DEMO-3 an allowed revocation of the request quits.
        assert!(is_reached || state == "Initial", "{state}");
    }
    for end in ["Quit", "Stopped", "Accepted"] {
        assert!(paths.contains_key(&(end, None)), "{end}");
    }
}
