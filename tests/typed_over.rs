//! Tasks that change something begin with what is there, and what is typed over it stays.
#![cfg(not(target_arch = "wasm32"))]

use foldline::app::message::{Message, PersonMessage as P};
use foldline::app::view_model::{ControlView, FormView, ViewModel, WorkbenchView};
use foldline::engine::environment::FixedEnvironment;
use foldline::engine::time::Timestamp;
use foldline::runtime::application::Application;
use foldline::runtime::memory_platform::MemoryPlatform;
use foldline::samples;
use pollster::block_on;

type Page = Application<MemoryPlatform<FixedEnvironment>>;

fn page() -> Page {
    let now = Timestamp::parse("2026-03-15T08:00:00Z").expect("a time");
    let platform = MemoryPlatform::new(FixedEnvironment::new(now, "test"));
    let page = Application::new(platform, samples::models(), "Conference booking");
    block_on(page.settle(Message::Started));
    page
}

fn does(page: &Page, message: P) -> WorkbenchView {
    block_on(page.settle(Message::Person(message)));
    match page.view_model() {
        ViewModel::Ready(workbench) => *workbench,
        other => panic!("no workbench but {other:?}"),
    }
}

fn open(page: &Page, title: &str) -> FormView {
    let view = does(page, P::WentLive);
    let mut tasks = view.tasks.groups.iter().flat_map(|group| &group.tasks);
    let task = tasks.find(|task| task.title == title).expect("the task");
    form(&does(page, P::ToggledTask(task.index)))
}

fn form(view: &WorkbenchView) -> FormView {
    let tasks = view.tasks.groups.iter().flat_map(|group| &group.tasks);
    let mut forms = tasks.filter_map(|task| task.form.clone());
    forms.next().expect("an open form")
}

fn fill(page: &Page, field: &str, text: &str) -> FormView {
    let (field, text) = (field.to_owned(), text.to_owned());
    form(&does(page, P::EditedField { field, text }))
}

fn value(form: &FormView, name: &str) -> String {
    let field = form.fields.iter().find(|field| field.name == name);
    match field.map(|field| &field.control) {
        Some(ControlView::Text { text, .. } | ControlView::Number { text, .. }) => text.clone(),
        other => panic!("nothing to type for {name}: {other:?}"),
    }
}

fn choices(form: &FormView, name: &str) -> Vec<String> {
    let field = form.fields.iter().find(|field| field.name == name);
    match field.map(|field| &field.control) {
        Some(ControlView::Select { options, .. }) => {
            options.iter().map(|option| option.value.clone()).collect()
        }
        other => panic!("nothing to pick for {name}: {other:?}"),
    }
}

#[test]
fn a_changed_conference_begins_with_what_it_says_now() {
    let page = page();
    let begun = open(&page, "Change a conference");
    let conferences = choices(&begun, "conference");
    let [first, second, ..] = conferences.as_slice() else {
        panic!("two conferences, not {conferences:?}");
    };
    let begun = fill(&page, "conference", first);
    let was = ["name", "location", "startDate"].map(|field| value(&begun, field));
    assert!(was.iter().all(|text| !text.is_empty()), "{was:?}");
    // What is typed over it stays, whatever else is typed.
    fill(&page, "name", "Another name");
    let typed = fill(&page, "tagline", "");
    assert_eq!(value(&typed, "name"), "Another name");
    assert_eq!(value(&typed, "tagline"), "");
    assert_eq!(value(&typed, "location"), was[1]);
    // Another conference says something else.
    let other = fill(&page, "conference", second);
    assert_ne!(value(&other, "name"), "Another name");
    assert_ne!(value(&other, "name"), was[0]);
    let again = fill(&page, "conference", first);
    assert_eq!(value(&again, "name"), was[0]);
}

#[test]
fn changed_seats_begin_with_their_price_and_quantity() {
    let page = page();
    open(&page, "Change seats");
    fill(&page, "conference", "rustconf-lisbon");
    let begun = fill(&page, "seatType", "General admission");
    let price: i64 = value(&begun, "price").parse().expect("a price");
    let quantity: i64 = value(&begun, "quantity").parse().expect("a quantity");
    assert!(price > 1 && quantity > 1, "{price}, {quantity}");
    assert!(!value(&begun, "description").is_empty());
    let dearer = (price + 1).to_string();
    let typed = fill(&page, "price", &dearer);
    assert_eq!(value(&typed, "quantity"), quantity.to_string());
    does(&page, P::ClickedSend);
    let changed = open(&page, "Change seats");
    assert_eq!(
        choices(&changed, "conference").len(),
        choices(&begun, "conference").len()
    );
    fill(&page, "conference", "rustconf-lisbon");
    let changed = fill(&page, "seatType", "General admission");
    assert_eq!(value(&changed, "price"), dearer);
}
