//! News of another tab while this one is still reading: the processes are told, whatever part is read last.
#![cfg(not(target_arch = "wasm32"))]

#[path = "support/page.rs"]
mod page;

use foldline::app::effect::Effect;
use foldline::app::message::{Message, RuntimeMessage};
use foldline::engine::command_handler::{CommandHandler, CommandRequest};
use foldline::engine::commit::Command;
use foldline::engine::names::{Actor, CommandId, CommandType};
use foldline::engine::outside::Platform;
use foldline::engine::snapshot::SnapshotEvery;
use foldline::engine::value::Payload;
use foldline::engine::version::ExpectedVersion;
use foldline::engine::workspace::{WorkspaceId, Workspaces};
use foldline::samples;
use page::{Page, unopened};
use std::cell::RefCell;

/// Another tab offers seats.
async fn elsewhere(page: &Page) -> WorkspaceId {
    let workspaces = page.platform().workspaces();
    let id = workspaces.list().await.expect("a list")[0].id.clone();
    let store = workspaces.open(&id).await.expect("a store");
    let payload = r#"{"conference":"a","seatType":"Seat","quantity":1}"#;
    let command = Command {
        id: CommandId::new("elsewhere"),
        command_type: CommandType::new("AddSeats"),
        payload: Payload::stored(payload),
        actor: Actor::new("Operator", "Otto"),
        not_after: None,
    };
    let request = CommandRequest::by_person(command, ExpectedVersion::Any);
    let handler = CommandHandler::new(samples::conference(), SnapshotEvery::default());
    let environment = page.platform().environment();
    let handled = handler.handle(&store, environment, &request);
    handled.await.expect("a store in memory");
    id
}

/// Carries out the one effect, and takes what it tells in.
async fn next(page: &Page, effects: Vec<Effect>) -> Vec<Effect> {
    let told = RefCell::new(Vec::new());
    for effect in effects {
        let tell = |message| told.borrow_mut().push(message);
        page.carry_out(effect, &tell).await;
    }
    let told = told.take().into_iter();
    told.flat_map(|message| page.take(message)).collect()
}

#[test]
fn the_processes_run_when_the_news_came_before_the_last_part_that_is_read() {
    let page = unopened(samples::models());
    pollster::block_on(async {
        page.start().await;
        let heard = RuntimeMessage::HeardOfNews(elsewhere(&page).await);
        let reading = page.take(Message::Runtime(heard.clone()));
        assert!(
            page.take(Message::Runtime(heard)).is_empty(),
            "one at a time"
        );
        let again = next(&page, reading).await;
        assert!(
            matches!(again[..], [Effect::ReadHistory { .. }]),
            "{again:?}"
        );
        let then = next(&page, again).await;
        let runs = then
            .iter()
            .any(|effect| matches!(effect, Effect::RunProcesses));
        assert!(runs, "{then:?}");
    });
}
