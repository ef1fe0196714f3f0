//! A page over a store in memory, and somebody who uses it.

#![allow(dead_code, reason = "each test uses a part of it")]

use foldline::app::message::{Message, PersonMessage};
use foldline::app::view_model::{ViewModel, WorkbenchView};
use foldline::engine::environment::FixedEnvironment;
use foldline::engine::model::Model;
use foldline::engine::time::Timestamp;
use foldline::runtime::application::Application;
use foldline::runtime::memory_platform::MemoryPlatform;
use foldline::samples;
use pollster::block_on;
use std::rc::Rc;

/// A page, on one morning in March.
pub(crate) type Page = Application<MemoryPlatform<FixedEnvironment>>;

/// A page with these models that is not opened yet.
pub(crate) fn unopened(models: Vec<Rc<dyn Model>>) -> Page {
    let now = Timestamp::parse("2026-03-15T08:00:00Z").expect("a time");
    let platform = MemoryPlatform::new(FixedEnvironment::new(now, "test"));
    Application::new(platform, models, "Conference booking")
}

/// A page with these models, and what its first opening shows: the story of the first one.
pub(crate) fn opened(models: Vec<Rc<dyn Model>>) -> Page {
    let page = unopened(models);
    block_on(page.start());
    page
}

/// A page that shows the recorded history of the conferences.
pub(crate) fn conferences() -> Page {
    opened(samples::models())
}

/// A person acts. Answers what the page shows then.
pub(crate) fn does(page: &Page, message: PersonMessage) -> WorkbenchView {
    block_on(page.settle(Message::Person(message)));
    workbench(page)
}

/// A person makes a workspace in which nothing has happened.
pub(crate) fn makes_an_empty_workspace(page: &Page) {
    let empty = PersonMessage::CreatedWorkspace {
        name: "Empty".to_owned(),
        model: None,
        with_story: false,
    };
    does(page, empty);
}

/// What the page shows.
pub(crate) fn workbench(page: &Page) -> WorkbenchView {
    match page.view_model() {
        ViewModel::Ready(workbench) => *workbench,
        other => panic!("no workbench but {other:?}"),
    }
}
