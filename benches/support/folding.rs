//! Folding the whole conference model beside the same work by hand, and seeking in histories of several lengths.

use crate::figure::{figure, memory, now, percentile, timed};
use crate::workload::{Happened, Workload};
use foldline::engine::event::RecordedEvent;
use foldline::engine::position::GlobalPosition;
use foldline::engine::timeline::{KeyframeSpacing, Timeline};
use foldline::samples;

const EVENTS: usize = 1_000_000;
const SEEK_IN: [usize; 3] = [10_000, 100_000, EVENTS];
const SEEKS: usize = 2_000;
/// The best of so many runs counts, for both sides and for each seek: the others were disturbed.
const RUNS: usize = 5;
const AT_A_TIME: usize = 4_096;

/// Somebody's own fold of the same events into the same states and read models.
pub(crate) trait OwnFold {
    /// What it is called beside a figure.
    const NAME: &'static str;

    /// Reads further events. It is not part of what is measured.
    fn read(&mut self, events: Vec<Happened>);

    /// Folds all events from zero, and says how many rows there are at the end.
    fn fold(&self) -> usize;
}

/// Measures all of it.
pub(crate) fn measure(mut own: impl OwnFold) {
    for events in SEEK_IN {
        seeks(events);
    }
    folds(&mut own);
}

fn folds<O: OwnFold>(own: &mut O) {
    let model = samples::conference();
    let mut history = model.history();
    let mut workload = Workload::new();
    while history.len() < EVENTS {
        let events = workload.next(AT_A_TIME.min(EVENTS - history.len()));
        let (happened, recorded): (Vec<_>, Vec<_>) = events.into_iter().unzip();
        for event in &recorded {
            history.push(event);
        }
        own.read(happened);
    }
    let mut world = history.initial_world();
    let mut best = (f64::INFINITY, f64::INFINITY);
    for _ in 0..RUNS {
        let ours = timed(|| {
            world = history.initial_world();
            history.fold(&mut world, 0..EVENTS)
        });
        let theirs = timed(|| own.fold());
        best = (best.0.min(ours), best.1.min(theirs));
    }
    let rows = ["Availability", "OpenReservations", "ActivityFeed"];
    let rows = rows.map(|name| history.rows(&world, &name.into(), 0..1).total);
    assert_eq!(
        own.fold(),
        rows.iter().sum::<usize>(),
        "both did the same work"
    );
    let rate = |millis: f64| EVENTS as f64 / millis / 1000.0;
    figure(
        "fold, whole conference model",
        rate(best.0),
        "M events/s",
        &[(O::NAME, rate(best.1))],
    );
}

fn seeks(events: usize) {
    let model = samples::conference();
    let before = memory();
    let mut timeline = Timeline::new(&*model, KeyframeSpacing::default());
    let mut workload = Workload::new();
    let mut building = 0.0;
    while timeline.end() < GlobalPosition::new(events as u64) {
        let left = events - usize::try_from(timeline.end().number()).unwrap_or(events);
        let made = workload.next(AT_A_TIME.min(left));
        let recorded: Vec<RecordedEvent> = made.into_iter().map(|(_, event)| event).collect();
        building += timed(|| timeline.extend(&recorded));
    }
    drop(workload);
    let bytes = memory().saturating_sub(before);
    let mut times = vec![f64::INFINITY; SEEKS];
    for _ in 0..RUNS {
        // The same positions in every run, so far apart in time that none is known from the run before.
        let mut seed = 7_u64;
        for best in &mut times {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            let position = GlobalPosition::new((seed >> 33) % events as u64);
            let start = now();
            let world = timeline.world_at(position);
            *best = best.min(now() - start);
            drop(std::hint::black_box(world));
        }
    }
    let name = |what: &str| format!("{what}, {events} events");
    figure(
        &name("seek, median"),
        percentile(&mut times, 50),
        "ms",
        &[("p99", percentile(&mut times, 99))],
    );
    figure(
        &name("memory with keyframes"),
        bytes as f64 / events as f64,
        "bytes/event",
        &[("slots of worlds", timeline.bytes() as f64 / events as f64)],
    );
    figure(
        &name("read, decode and fold with keyframes"),
        events as f64 / building / 1000.0,
        "M events/s",
        &[],
    );
}
