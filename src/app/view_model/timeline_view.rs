//! The timeline: lanes, markers, the slider.

use super::log_view;
use crate::app::log::Log;
use crate::app::workbench::{View, Workbench};
use crate::engine::commit::{Commit, Visibility};
use crate::engine::event_store::HistoryEntry;
use crate::engine::journal::JournalNote;
use crate::engine::names::ContextName;
use crate::engine::position::Moment;
use std::collections::BTreeMap;
use std::rc::Rc;

/// The timeline.
#[derive(Clone, PartialEq, Debug)]
pub struct TimelineView {
    /// One for each context.
    pub lanes: Vec<LaneView>,
    /// Refusals and lost races.
    pub markers: Vec<MarkerView>,
    /// The slider's place, 0 to `stops`.
    pub stop: usize,
    /// How many stops there are after the start.
    pub stops: usize,
    /// What to announce for the slider's place.
    pub label: String,
    /// Whether single events are stops too.
    pub by_event: bool,
    /// Whether it is playing.
    pub playing: bool,
    /// How many times the usual speed.
    pub speed: Speed,
    /// The recorded times at the start and the end, for jumping: ISO 8601.
    pub span: Option<(String, String)>,
}

/// How fast it plays, in stops a second times two.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Speed(pub u32);

/// The events of one context along the timeline.
#[derive(Clone, PartialEq, Debug)]
pub struct LaneView {
    /// The context; for the processes' own records it is called "processes".
    pub context: String,
    /// Whether it is the lane of what processes record for themselves.
    pub private: bool,
    /// Bars from left to right; all have one width.
    pub bars: Vec<BarView>,
    /// How many bars fit into the lane's width.
    pub places: usize,
}

/// How much happened at one place of a lane.
#[derive(Clone, PartialEq, Debug)]
pub struct BarView {
    /// Which place, from 0.
    pub place: usize,
    /// Events there, as thousandths of the fullest place: 1 to 1000.
    pub height: u32,
    /// Whether it lies after the moment shown.
    pub future: bool,
}

/// A refusal or a lost race on the timeline.
#[derive(Clone, PartialEq, Debug)]
pub struct MarkerView {
    /// Where, in thousandths of the width.
    pub at: u32,
    /// Whether it is a lost race; otherwise a refusal.
    pub conflict: bool,
    /// What it was.
    pub label: String,
    /// Where it stands.
    pub moment: Moment,
    /// Whether it lies after the moment shown.
    pub future: bool,
}

/// The most bars that can be told apart on a wide screen.
const MOST_BARS: usize = 240;

/// A bar is full from so many events on; fewer make a lower one, so that bars always tell how much happened.
const EVENTS_OF_A_FULL_BAR: u32 = 3;

/// The most markers that are drawn; the newest ones.
const MOST_MARKERS: usize = 200;

pub(super) fn timeline_view(bench: &Workbench) -> TimelineView {
    let stop = bench.stop();
    let (lanes, markers) = as_of_now(bench, &drawing(bench));
    TimelineView {
        lanes,
        markers,
        stop,
        stops: bench.stops(),
        label: label(bench),
        by_event: bench.playback.by_event,
        playing: bench.playback.tick.is_some(),
        speed: bench.playback.speed,
        span: span(&bench.log),
    }
}

fn label(bench: &Workbench) -> String {
    let moment = bench.moment();
    let time = bench
        .time_at(moment)
        .map_or_else(|| "before the first event".to_owned(), |time| time.iso());
    let place = match &bench.view {
        View::Live => "live",
        View::Past { .. } => "past",
    };
    format!(
        "Position {moment} of {}, {time}, {place}",
        bench.log.last().position
    )
}

fn span(log: &Log) -> Option<(String, String)> {
    let (first, last) = (log.entries().first()?, log.entries().last()?);
    Some((first.recorded_at().iso(), last.recorded_at().iso()))
}

/// Lanes and markers as they are at the live end. They change only with the log and the kind of stops, and are made
/// from the whole of it, so they are kept.
#[derive(Debug)]
pub struct Drawing {
    entries: usize,
    by_event: bool,
    lanes: Vec<LaneView>,
    markers: Vec<MarkerView>,
}

fn drawing(bench: &Workbench) -> Rc<Drawing> {
    let (entries, by_event) = (bench.log.entries().len(), bench.playback.by_event);
    let mut kept = bench.drawing.borrow_mut();
    match &*kept {
        Some(drawing) if (drawing.entries, drawing.by_event) == (entries, by_event) => {
            Rc::clone(drawing)
        }
        _ => {
            let drawing = Rc::new(Drawing {
                entries,
                by_event,
                lanes: lanes(bench),
                markers: markers(bench),
            });
            *kept = Some(Rc::clone(&drawing));
            drawing
        }
    }
}

/// The same, with what lies after the moment shown marked as future.
fn as_of_now(bench: &Workbench, drawing: &Drawing) -> (Vec<LaneView>, Vec<MarkerView>) {
    let (stops, now, moment) = (bench.stops(), bench.stop(), bench.moment());
    let (mut lanes, mut markers) = (drawing.lanes.clone(), drawing.markers.clone());
    for lane in &mut lanes {
        let places = lane.places;
        let bars = lane.bars.iter_mut();
        bars.for_each(|bar| bar.future = bar.place * stops / places >= now);
    }
    let later = markers.iter_mut().filter(|marker| marker.moment > moment);
    later.for_each(|marker| marker.future = true);
    (lanes, markers)
}

/// One lane for each context. Places follow the slider's stops, so that bar and slider stand above each other.
fn lanes(bench: &Workbench) -> Vec<LaneView> {
    let places = bench.stops().clamp(1, MOST_BARS);
    let mut counts: BTreeMap<(Option<&ContextName>, usize), u32> = BTreeMap::new();
    for (place, context, events) in activity(bench, places) {
        *counts.entry((context, place)).or_default() += events;
    }
    let fullest = counts.values().copied().max().unwrap_or(0);
    let fullest = fullest.max(EVENTS_OF_A_FULL_BAR);
    let lane = |context: Option<&ContextName>| LaneView {
        context: context.map_or_else(|| "processes".to_owned(), ToString::to_string),
        private: context.is_none(),
        bars: counts
            .iter()
            .filter(|((of, _), _)| *of == context)
            .map(|((_, place), count)| BarView {
                place: *place,
                height: (count * 1000 / fullest).max(1),
                future: false,
            })
            .collect(),
        places,
    };
    let processes = (bench.log.private() > 0).then_some(None);
    let contexts = bench.log.contexts().iter().map(Some);
    contexts.chain(processes).map(lane).collect()
}

/// Place, context and number of events of every commit; what processes record for themselves is of no context here.
fn activity(
    bench: &Workbench,
    places: usize,
) -> impl Iterator<Item = (usize, Option<&ContextName>, u32)> {
    let stops = bench.stops().max(1);
    let by_event = bench.playback.by_event;
    let mut item = 0;
    bench
        .log
        .entries()
        .iter()
        .enumerate()
        .flat_map(move |(number, entry)| {
            let events = entry.commit().map_or(0, |c| c.data.events.len());
            let (first, shares) = match by_event {
                true => (item, events),
                false => (number, events.min(1)),
            };
            item += events.max(1);
            let weight = if by_event { 1 } else { events };
            let public = |commit: &&Rc<Commit>| commit.data.visibility == Visibility::Public;
            let commit = entry.commit().filter(public);
            let context = commit.map(|commit| &commit.data.context);
            (first..first + shares).map(move |stop| {
                let weight = u32::try_from(weight).unwrap_or(u32::MAX);
                (stop * places / stops, context, weight)
            })
        })
}

fn markers(bench: &Workbench) -> Vec<MarkerView> {
    let mut markers: Vec<MarkerView> = bench
        .log
        .entries()
        .iter()
        .rev()
        .filter_map(|entry| match entry {
            HistoryEntry::Journal(entry) => Some(entry),
            HistoryEntry::Commit(_) => None,
        })
        .filter_map(|entry| {
            let conflict = match &entry.note {
                JournalNote::Refused { .. } => false,
                JournalNote::LostRace { .. } => true,
                _ => return None,
            };
            let item = bench.log.item_at(entry.moment)?;
            let (title, _, sentence) = log_view::what(bench, item);
            Some(MarkerView {
                at: thousandths(bench, entry.moment),
                conflict,
                label: format!("{title}: {sentence}"),
                moment: entry.moment,
                future: false,
            })
        })
        .take(MOST_MARKERS)
        .collect();
    markers.reverse();
    markers
}

/// Where a moment stands along the slider: in the middle of its stop's place.
fn thousandths(bench: &Workbench, moment: Moment) -> u32 {
    let stop = match bench.playback.by_event {
        true => bench.log.items_until(moment),
        false => bench.log.entries_until(moment),
    };
    let (stop, stops) = (stop as u64, bench.stops().max(1) as u64);
    u32::try_from((stop * 2000).saturating_sub(1000) / (stops * 2)).unwrap_or(1000)
}
