//! One run from its seed to its end: a browser is opened, people act, and at last everything comes to rest.

use super::browser::{Browser, Weather};
use super::coverage::{Coverage, Fault};
use super::tab::Tab;
use super::{checks, person};
use foldline::app::message::{Message, OfflineState, PersonMessage, RuntimeMessage};
use foldline::app::state::Phase;
use std::rc::Rc;

/// How much happens in a run.
const STEPS: usize = 500;

/// No run needs that long to come to rest.
const PATIENCE: usize = 100_000;

/// Runs a seed, and checks what must hold.
pub(crate) fn run(seed: u64, coverage: &Rc<Coverage>) {
    let count = 2 + usize::from(seed.is_multiple_of(3));
    let browser = Browser::new(seed, count, coverage);
    let weather = match seed % 4 {
        0 => Weather::Busy,
        _ => Weather::Stormy,
    };
    // Now and then the very first visit is a stormy one too.
    if seed % 8 == 1 {
        browser.weather.set(weather);
    }
    let mut tabs: Vec<Tab> = (0..count).map(|tab| Tab::open(&browser, tab)).collect();
    if seed % 8 != 1 {
        come_to_rest(&browser, &mut tabs);
    }
    browser.weather.set(weather);
    for _ in 0..STEPS {
        step(&browser, &mut tabs);
    }
    browser.weather.set(Weather::Still);
    come_to_rest(&browser, &mut tabs);
    for tab in 0..count {
        catch_up(&browser, &mut tabs, tab, weather);
    }
    checks::at_rest(&browser, &mut tabs);
}

fn step(browser: &Rc<Browser>, tabs: &mut [Tab]) {
    for number in browser.reloads.take() {
        tabs[number] = Tab::open(browser, number);
    }
    let number = browser.dice.below(tabs.len());
    let tab = &mut tabs[number];
    match browser.dice.below(100) {
        0..55 if tab.is_busy() => tab.go_on(),
        0..85 => {
            if let Some(message) = person::act(&tab.application.view_model(), &browser.dice) {
                tab.take(Message::Person(message));
            }
        }
        85..95 => deliver_news(browser, tabs),
        95..97 => browser.let_time_pass(),
        97 => {
            let offline = match browser.dice.chance(500) {
                true => OfflineState::Ready,
                false => OfflineState::UpdateReady,
            };
            tab.take(RuntimeMessage::LearnedOffline(offline).into());
        }
        _ => {
            if browser.strikes(Fault::TabClosed, 150) {
                *tab = Tab::open(browser, number);
            }
        }
    }
}

fn deliver_news(browser: &Browser, tabs: &mut [Tab]) {
    if let Some((tab, workspace)) = browser.next_news() {
        tabs[tab].take(RuntimeMessage::HeardOfNews(workspace).into());
    }
}

/// Everything under way is carried out, and all news arrive.
fn come_to_rest(browser: &Rc<Browser>, tabs: &mut [Tab]) {
    for _ in 0..PATIENCE {
        for tab in tabs.iter_mut() {
            tab.go_on();
        }
        deliver_news(browser, tabs);
        if !tabs.iter().any(Tab::is_busy) && browser.is_quiet() {
            return;
        }
    }
    panic!("it does not come to rest");
}

/// Where news were lost or the storage failed, a tab may lag until it hears something new, or is asked to try again.
/// Where neither happened it has caught up by itself.
fn catch_up(browser: &Rc<Browser>, tabs: &mut [Tab], tab: usize, weather: Weather) {
    let there = tabs[tab]
        .workspace()
        .is_some_and(|id| browser.is_ready(&id));
    if weather == Weather::Busy && there {
        assert!(
            checks::has_caught_up(browser, &tabs[tab]),
            "tab {tab} lags, and all news have arrived"
        );
    }
    for _ in 0..10 {
        if let Some(workspace) = tabs[tab].workspace() {
            tabs[tab].take(RuntimeMessage::HeardOfNews(workspace).into());
        }
        come_to_rest(browser, tabs);
        let failed = matches!(tabs[tab].application.state().phase, Phase::Failed(_));
        if !failed {
            return;
        }
        tabs[tab].take(Message::Person(PersonMessage::ClickedRetry));
    }
    panic!("trying again leads nowhere");
}
