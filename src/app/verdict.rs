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
