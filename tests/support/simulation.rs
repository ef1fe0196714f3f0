//! A browser with several tabs, simulated: the rooms in reading order.

/// One run from its seed to its end.
#[path = "simulation/run.rs"]
pub(crate) mod run;

/// What people do.
#[path = "simulation/person.rs"]
pub(crate) mod person;

/// A tab: the application, and the effects it has under way.
#[path = "simulation/tab.rs"]
pub(crate) mod tab;

/// What all tabs share: storage, news, the clock.
#[path = "simulation/browser.rs"]
pub(crate) mod browser;

/// The store of a workspace, with everything that can go wrong.
#[path = "simulation/faulty_store.rs"]
pub(crate) mod faulty_store;

/// The browser as one tab sees it.
#[path = "simulation/platform.rs"]
pub(crate) mod platform;

/// What must hold.
#[path = "simulation/checks.rs"]
pub(crate) mod checks;

/// What was reached.
#[path = "simulation/coverage.rs"]
pub(crate) mod coverage;

/// Chance, from a seed.
#[path = "simulation/dice.rs"]
pub(crate) mod dice;
