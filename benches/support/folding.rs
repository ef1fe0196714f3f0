//! Folding the whole conference model in both languages beside the same work by hand, and seeking in histories of
//! several lengths.

use crate::figure::{figure, memory, now, percentile, timed};
use crate::workload::{Happened, Workload};
use foldline::engine::event::RecordedEvent;
use foldline::engine::model::{History, Model, World};
use foldline::engine::position::GlobalPosition;
use foldline::engine::timeline::{KeyframeSpacing, Timeline};
use foldline::language::compile;
use foldline::samples;

/// The conference model as a text.
const TEXT: &str = include_str!("../../www/models/conference.fold");

/// How many events are folded.
pub(crate) const EVENTS: usize = 1_000_000;
const SEEK_IN: [usize; 3] = [10_000, 100_000, EVENTS];
const SEEKS: usize = 2_000;
/// The best of so many runs counts, for all sides and for each seek: the others were disturbed.
const RUNS: usize = 5;
/// Models fold so many events at a time: what disturbs one slice does not spoil the others.
const SLICE: usize = 20_000;
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

/// Measures seeks.
pub(crate) fn measure_seeks() {
    for events in SEEK_IN {
        seeks(events);
    }
}

/// A model with its own reading of the history, and the best time for each slice of it.
struct Folded {
    history: Box<dyn History>,
    world: World,
    best: Vec<f64>,
}

impl Folded {
    fn of(model: &dyn Model) -> Self {
        let history = model.history();
        Self {
            world: history.initial_world(),
            history,
            best: Vec::new(),
        }
    }

    fn fold(&mut self) {
        let events = self.history.len();
        self.best.resize(events.div_ceil(SLICE), f64::INFINITY);
        self.world = self.history.initial_world();
        for (number, best) in self.best.iter_mut().enumerate() {
            let slice = number * SLICE..events.min((number + 1) * SLICE);
            let took = timed(|| self.history.fold(&mut self.world, slice));
            *best = best.min(took);
        }
    }

    fn took(&self) -> f64 {
        self.best.iter().sum()
    }

    fn rows(&self) -> usize {
        let rows = ["Availability", "OpenReservations", "ActivityFeed"];
        let rows = rows.map(|name| self.history.rows(&self.world, &name.into(), 0..1).total);
        rows.iter().sum()
    }
}

/// Measures how so many events are folded: by the model in Rust, by the same one as a text, and by somebody's own fold.
pub(crate) fn measure_folds<O: OwnFold>(mut own: O, events: usize) {
    let rust_model = samples::conference();
    let text_model = compile(TEXT).model.expect("it has no mistakes");
    let (mut rust, mut text) = (Folded::of(&*rust_model), Folded::of(&text_model));
    let mut workload = Workload::new();
    while rust.history.len() < events {
        let made = workload.next(AT_A_TIME.min(events - rust.history.len()));
        let (happened, recorded): (Vec<_>, Vec<_>) = made.into_iter().unzip();
        for event in &recorded {
            rust.history.push(event);
            text.history.push(event);
        }
        own.read(happened);
    }
    let mut best = f64::INFINITY;
    for _ in 0..RUNS {
        rust.fold();
        text.fold();
        best = best.min(timed(|| own.fold()));
    }
    let rows = rust.rows();
    assert_eq!((text.rows(), own.fold()), (rows, rows), "all did the same");
    let rate = |millis: f64| events as f64 / millis / 1000.0;
    figure(
        &format!("fold, whole conference model, {events} events"),
        rate(rust.took()),
        "M events/s",
        &[("as a text", rate(text.took())), (O::NAME, rate(best))],
    );
    figure(
        &format!("a text's part of the speed in Rust, {events} events"),
        rust.took() / text.took(),
        "",
        &[],
    );
}

/// Measures how long it takes to make a model of a text.
pub(crate) fn measure_compiling() {
    let times = (0..RUNS).map(|_| timed(|| compile(TEXT)));
    let best = times.fold(f64::INFINITY, f64::min);
    figure("read and check the conference model", best, "ms", &[]);
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
