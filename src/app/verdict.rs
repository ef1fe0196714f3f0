//! What came of faults on purpose: what broke, what was absorbed, and whether all is well now.

use super::log::Log;
use crate::engine::commit::{Commit, Visibility};
use crate::engine::event::RecordedEvent;
use crate::engine::event_store::HistoryEntry;
use crate::engine::faults::FaultPoint;
use crate::engine::journal::JournalNote;
use crate::engine::model::BrokenInvariant;
use crate::engine::position::Moment;
use crate::engine::process::{Answer, ProcessEvent};
use std::collections::BTreeMap;

/// What came of faults on purpose.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Verdict {
    /// The faults that struck, and how often each.
    pub struck: BTreeMap<FaultPoint, usize>,
    /// Commands that processes sent again, and that their receivers absorbed.
    pub repeated: usize,
    /// Inputs that came again and changed nothing.
    pub absorbed: usize,
    /// What took effect more than once though it was meant once: a command's type, and how often.
    pub doubled: Vec<(String, usize)>,
    /// Races that were lost and decided again.
    pub races_retried: usize,
    /// Races that were lost and told.
    pub races_told: usize,
    /// Commands of processes that were refused and are tried again.
    pub tried_again: usize,
    /// Invariants that broke since: they held before.
    pub broken: Vec<BrokenInvariant>,
    /// What waits for a person: instance and reason.
    pub parked: Vec<(String, String)>,
    /// Events and inputs that are still to be handled, without anybody's help.
    pub unfinished: usize,
}

/// In a word.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Conclusion {
    /// Nothing has gone wrong yet.
    Quiet,
    /// Something is still going on.
    Unfinished,
    /// What went wrong did no harm.
    Safe,
    /// Nothing is broken, but a person has to decide on something.
    Parked,
    /// Something is wrong now that was right before.
    Broken,
}

/// How things stand at the two ends of a run.
#[derive(Clone, Debug, Default)]
pub struct Ends {
    /// What did not hold when it began.
    pub broken_before: Vec<BrokenInvariant>,
    /// What does not hold now.
    pub broken_now: Vec<BrokenInvariant>,
    /// What is parked now: instance and reason.
    pub parked: Vec<(String, String)>,
    /// Events and inputs that are still to be handled, without anybody's help.
    pub unfinished: usize,
}

/// What came of the faults between two moments.
pub fn verdict(log: &Log, since: Moment, until: Moment, ends: Ends) -> Verdict {
    let before = |name: &str| ends.broken_before.iter().any(|known| known.name == name);
    let broken = ends.broken_now.into_iter();
    let mut verdict = Verdict {
        broken: broken.filter(|it| !before(&it.name)).collect(),
        parked: ends.parked,
        unfinished: ends.unfinished,
        ..Verdict::default()
    };
    let mut effects = BTreeMap::new();
    let course = log.entries_until(since)..log.entries_until(until);
    for entry in log.entries().get(course).unwrap_or_default() {
        match entry {
            HistoryEntry::Journal(entry) => verdict.take_note(&entry.note),
            HistoryEntry::Commit(commit) if commit.data.visibility == Visibility::Private => {
                verdict.take_settled(commit);
            }
            HistoryEntry::Commit(commit) => count_effect(&mut effects, commit),
        }
    }
    let doubled = effects.into_iter().filter(|(_, times)| *times > 1);
    verdict.doubled = doubled
        .map(|((_, command, _), times)| (command.to_owned(), times))
        .collect();
    verdict
}

/// What a process wanted for one cause is to take effect once, whatever ids it was sent under.
fn count_effect<'l>(
    effects: &mut BTreeMap<(&'l str, &'l str, &'l str), usize>,
    commit: &'l Commit,
) {
    let data = &commit.data;
    if let Some(cause) = data.causation.as_deref() {
        let command = &data.command;
        let wanted = (
            cause,
            command.command_type.as_str(),
            command.payload.as_str(),
        );
        *effects.entry(wanted).or_default() += 1;
    }
}

impl Verdict {
    fn take_note(&mut self, note: &JournalNote) {
        match note {
            JournalNote::FaultStruck { point } => {
                *self.struck.entry(*point).or_default() += 1;
            }
            JournalNote::InputAbsorbed { .. } => self.absorbed += 1,
            JournalNote::LostRace { retried: true, .. } => self.races_retried += 1,
            JournalNote::LostRace { retried: false, .. } => self.races_told += 1,
            _ => {}
        }
    }

    fn take_settled(&mut self, commit: &std::rc::Rc<Commit>) {
        for event in RecordedEvent::all_of(commit) {
            match ProcessEvent::from_data(event.data()) {
                Ok(ProcessEvent::StepSettled { answers, .. }) => {
                    let repeated = answers.iter().filter(|it| it.answer == Answer::Repeated);
                    self.repeated += repeated.count();
                }
                Ok(ProcessEvent::SendingFailed { .. }) => self.tried_again += 1,
                _ => {}
            }
        }
    }

    /// In a word.
    pub fn conclusion(&self) -> Conclusion {
        if !self.broken.is_empty() || !self.doubled.is_empty() {
            return Conclusion::Broken;
        }
        if self.unfinished > 0 {
            return Conclusion::Unfinished;
        }
        if !self.parked.is_empty() {
            return Conclusion::Parked;
        }
        match self.struck.is_empty() {
            true => Conclusion::Quiet,
            false => Conclusion::Safe,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::commit::{Base, Command, CommitData};
    use crate::engine::environment::DecisionEnvironment;
    use crate::engine::event::EventData;
    use crate::engine::journal::JournalEntry;
    use crate::engine::names::{
        Actor, BranchId, CommandId, CommandType, CorrelationId, StreamName,
    };
    use crate::engine::position::GlobalPosition;
    use crate::engine::process::CommandAnswer;
    use crate::engine::time::{Clock, Timestamp};
    use crate::engine::value::Payload;
    use std::rc::Rc;

    /// A log that is written by hand.
    #[derive(Default)]
    struct Hand {
        log: Log,
        last: Moment,
    }

    impl Hand {
        fn note(&mut self, note: JournalNote) {
            self.last = self.last.next_anchor();
            self.log.add(&HistoryEntry::Journal(Rc::new(JournalEntry {
                branch: BranchId::main(),
                moment: self.last,
                recorded_at: Timestamp::from_millis(0),
                clock: Clock::ByHand,
                note,
            })));
        }

        fn commit(&mut self, command: &str, visibility: Visibility, event: EventData) {
            let before = self.last.position;
            self.last = Moment::after(before.plus(1));
            let environment =
                DecisionEnvironment::new(Timestamp::from_millis(0), Clock::ByHand, command);
            self.log.add(&HistoryEntry::Commit(Rc::new(Commit {
                base: Base {
                    position: before,
                    ..Base::default()
                },
                moment: self.last,
                recorded_at: environment.now,
                data: CommitData {
                    branch: BranchId::main(),
                    context: "letters".into(),
                    stream: StreamName::new("Dispatch", "o-1"),
                    visibility,
                    command: Command {
                        id: CommandId::new(command),
                        command_type: CommandType::new("SendLetter"),
                        payload: Payload::stored("{}"),
                        actor: Actor::new("Dispatch", "Dispatch"),
                        not_after: None,
                    },
                    correlation: CorrelationId::new("c"),
                    causation: Some("cause".to_owned()),
                    environment,
                    facts: Vec::new(),
                    model: "model".into(),
                    events: vec![event],
                },
            })));
        }

        fn sent(&mut self, command: &str) {
            let event = EventData {
                event_type: "LetterSent".into(),
                schema_version: 1,
                payload: Payload::stored("{}"),
            };
            self.commit(command, Visibility::Public, event);
        }

        fn settled(&mut self, answers: &[Answer]) {
            let answers = answers.iter().map(|answer| CommandAnswer {
                command: CommandId::new("c-1"),
                answer: answer.clone(),
            });
            let event = ProcessEvent::StepSettled {
                cause: "cause".to_owned(),
                answers: answers.collect(),
                checkpoint: None,
            };
            let id = format!("settled at {}", self.last);
            self.commit(&id, Visibility::Private, event.to_data());
        }

        fn verdict(&self, ends: Ends) -> Verdict {
            verdict(&self.log, Moment::START, self.last, ends)
        }
    }

    fn broken(name: &str) -> BrokenInvariant {
        BrokenInvariant {
            name: name.to_owned(),
            problem: "More than there are.".to_owned(),
        }
    }

    #[test]
    fn a_repeat_that_was_absorbed_is_safe() {
        let mut hand = Hand::default();
        assert_eq!(
            hand.verdict(Ends::default()).conclusion(),
            Conclusion::Quiet
        );
        hand.sent("c-1");
        let point = FaultPoint::CrashBeforeSettling;
        hand.note(JournalNote::FaultStruck { point });
        hand.settled(&[Answer::Repeated, Answer::Accepted]);
        let verdict = hand.verdict(Ends::default());
        assert_eq!((verdict.struck[&point], verdict.repeated), (1, 1));
        assert_eq!(verdict.conclusion(), Conclusion::Safe);
    }

    #[test]
    fn what_took_effect_twice_is_broken() {
        let mut hand = Hand::default();
        hand.sent("c-1");
        hand.sent("another id");
        let verdict = hand.verdict(Ends::default());
        assert_eq!(verdict.doubled, [("SendLetter".to_owned(), 2)]);
        assert_eq!(verdict.conclusion(), Conclusion::Broken);
    }

    #[test]
    fn only_what_broke_since_counts_and_what_is_open_comes_before_what_is_parked() {
        let hand = Hand::default();
        let ends = Ends {
            broken_before: vec![broken("old")],
            broken_now: vec![broken("old")],
            parked: vec![("Dispatch/o-1".to_owned(), "No.".to_owned())],
            unfinished: 1,
        };
        let conclusion = |ends: Ends| hand.verdict(ends).conclusion();
        assert_eq!(conclusion(ends.clone()), Conclusion::Unfinished);
        let parked = Ends {
            unfinished: 0,
            ..ends.clone()
        };
        assert_eq!(conclusion(parked), Conclusion::Parked);
        let new = Ends {
            broken_now: vec![broken("old"), broken("new")],
            ..ends
        };
        assert_eq!(hand.verdict(new.clone()).broken, [broken("new")]);
        assert_eq!(conclusion(new), Conclusion::Broken);
        assert_eq!(hand.last.position, GlobalPosition::START);
    }
}
