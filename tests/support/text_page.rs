//! A page with a workspace of a text, and what a person does with its model.

#![allow(dead_code, reason = "each test uses a part of it")]

use super::page::{Page, conferences, does};
use foldline::app::message::{ModelMessage as M, PersonMessage as P};
use foldline::app::state::Tab;
use foldline::app::view_model::{MainView, ModelView, SpecsView, Standing};

pub(crate) const TUTORIAL: &str = include_str!("../../www/models/tutorial.fold");
pub(crate) const CONFERENCE: &str = include_str!("../../www/models/conference.fold");

/// A workspace of this text, with its story.
pub(crate) fn written(text: &str) -> Page {
    let page = conferences();
    does(
        &page,
        P::ImportedWorkspace {
            name: "Mine".to_owned(),
            text: text.to_owned(),
            with_story: true,
        },
    );
    page
}

pub(crate) fn model(page: &Page) -> ModelView {
    match does(page, P::ChoseTab(Tab::Model)).main {
        MainView::Model(view) => *view,
        other => panic!("not the model but {other:?}"),
    }
}

pub(crate) fn specs(page: &Page) -> SpecsView {
    match does(page, P::ChoseTab(Tab::Specs)).main {
        MainView::Specs(view) => view,
        other => panic!("not the specs but {other:?}"),
    }
}

pub(crate) fn with(page: &Page, message: M) -> ModelView {
    does(page, P::Model(message));
    model(page)
}

pub(crate) fn applied(page: &Page, text: &str) -> ModelView {
    model(page);
    let view = with(page, M::Wrote(text.to_owned()));
    assert_eq!(view.standing, Standing::Ready, "{:?}", view.problems);
    with(page, M::ClickedApply)
}

/// The rows of the first read model: key and cells.
pub(crate) fn rows(page: &Page) -> Vec<Vec<String>> {
    match does(page, P::ChoseTab(Tab::ReadModels)).main {
        MainView::ReadModels(view) => view.rows.into_iter().map(|row| row.cells).collect(),
        other => panic!("not the read models but {other:?}"),
    }
}
