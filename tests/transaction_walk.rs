//! The complete transaction pattern, walked to its ends: from every state that can be reached every act is tried by
//! everybody, in both profiles, and what comes of it must agree with the tables of the pattern.
#![cfg(not(target_arch = "wasm32"))]

#[path = "support/transaction_tables.rs"]
mod transaction_tables;

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
use transaction_tables::{
    Act, Expected, PEOPLE, PROFILES, Place, REVOCATIONS, STANDARD, acts, expected, undone,
};

const TEXT: &str = include_str!("../www/models/transaction.fold");

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
