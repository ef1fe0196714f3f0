//! Processes, the clock, faults, and two people at once: what a person does, and what the page then shows.
#![cfg(not(target_arch = "wasm32"))]

#[path = "support/page.rs"]
mod page;
#[path = "support/relay_model.rs"]
mod relay_model;

use foldline::app::message::{ClockMove, FaultPlan, FaultPoint, PersonMessage as P};
use foldline::app::state::Tab;
use foldline::app::view_model::{AnswerKind, FaultsView, MainView, ProcessesView, WorkbenchView};
use foldline::engine::names::StreamName;
use page::{Page, does, opened};
use relay_model::relay;

fn page() -> Page {
    opened(vec![relay()])
}

fn fill(page: &Page, task: &str, id: &str) -> WorkbenchView {
    let shown = does(page, P::WentLive);
    let tasks = shown.tasks.groups.iter().flat_map(|group| &group.tasks);
    let task = tasks.into_iter().find(|it| it.title == task);
    does(page, P::ToggledTask(task.expect("a task").index));
    let (field, text) = ("id".to_owned(), id.to_owned());
    does(page, P::EditedField { field, text })
}

fn send(page: &Page, task: &str, id: &str) -> WorkbenchView {
    fill(page, task, id);
    does(page, P::ClickedSend)
}

fn processes(page: &Page) -> ProcessesView {
    does(page, P::ShowedFaults(false));
    match does(page, P::ChoseTab(Tab::Processes)).main {
        MainView::Processes(view) => *view,
        other => panic!("not the processes but {other:?}"),
    }
}

fn faults(page: &Page) -> FaultsView {
    does(page, P::ChoseTab(Tab::Processes));
    match does(page, P::ShowedFaults(true)).main {
        MainView::Faults(view) => view,
        other => panic!("not the faults but {other:?}"),
    }
}

fn dispatch(id: &str) -> P {
    P::ChoseInstance(StreamName::new("Dispatch", id))
}

#[test]
fn a_process_shows_what_it_did_and_what_it_waits_for() {
    let page = page();
    send(&page, "PlaceOrder", "o-1");
    does(&page, dispatch("o-1"));
    let shown = processes(&page);
    let card = &shown.cards[1];
    assert_eq!(
        (card.name.as_str(), card.running, card.ended),
        ("Dispatch", 1, 0)
    );
    // The first place in the log of this context belongs to the other process alone.
    assert_eq!((card.reads[0].checkpoint, card.reads[0].backlog), (2, 0));
    assert!(card.current && card.runs == "runs in this tab");
    let instance = shown.instance.expect("an instance");
    assert_eq!(instance.deadlines[0].name, "Remind");
    assert_eq!(instance.deadlines[0].until, "in 10 min");
    let step = &instance.steps[0];
    assert_eq!((step.rule.as_str(), step.settled), ("placed", true));
    let answers: Vec<&str> = step.commands.iter().map(|it| &*it.answer).collect();
    assert_eq!(answers, ["accepted", "accepted"]);
    assert!(step.input.moment.is_some() && step.commands[0].moment.is_some());
}

#[test]
fn the_past_shows_a_process_half_way_and_has_no_buttons() {
    let page = page();
    send(&page, "PlaceOrder", "o-1");
    does(&page, dispatch("o-1"));
    let live = processes(&page).instance.expect("an instance");
    does(&page, P::TravelledTo(live.steps[0].moment));
    let shown = processes(&page);
    assert_eq!(shown.cards[1].runs, "");
    let row = &shown.instances.rows[0];
    assert_eq!(row.open[0].text, "placed: 0 of 2 answered");
    let instance = shown.instance.expect("an instance");
    assert!(!instance.steps[0].settled);
    assert_eq!(instance.steps[0].commands[0].answer, "not answered yet");
    // Before the step was recorded the order was a backlog.
    let input = live.steps[0].input.moment.expect("where it happened");
    does(&page, P::TravelledTo(input));
    let early = processes(&page);
    let backlog: usize = early.cards.iter().map(|it| it.reads[0].backlog).sum();
    assert!(backlog > 0, "{:?}", early.cards);
}

#[test]
fn the_clock_goes_to_the_next_deadline_and_every_moment_shows_its_own_time() {
    let page = page();
    let first = send(&page, "PlaceOrder", "o-1").header.clock;
    assert!(!first.by_hand && first.live);
    let next = first.next.expect("a deadline");
    assert_eq!((next.name.as_str(), &*next.instance.id), ("Remind", "o-1"));
    assert_eq!(next.due, "2026-03-15T08:10:00.000Z");
    let before = does(&page, P::WentLive).when.position;
    let after = does(&page, P::MovedClock(ClockMove::ToNextDeadline))
        .header
        .clock;
    assert!(after.by_hand && after.next.is_none());
    assert_eq!(after.time, "2026-03-15T08:10:00.000Z");
    let card = &processes(&page).cards[1];
    assert_eq!((card.running, card.ended), (0, 1));
    let later = does(&page, P::MovedClock(ClockMove::By(60_000)))
        .header
        .clock;
    assert_eq!(later.time, "2026-03-15T08:11:00.000Z");
    let stop = usize::try_from(before).expect("a small number");
    let past = does(&page, P::MovedSlider(stop)).header.clock;
    assert!(!past.live && !past.by_hand);
    assert_eq!(past.time, "2026-03-15T08:00:00.000Z");
}

#[test]
fn what_is_parked_comes_first_and_a_person_decides() {
    let page = page();
    send(&page, "PlaceOrder", "unlucky");
    send(&page, "PlaceOrder", "o-2");
    does(&page, P::ChoseProcess("Dispatch".to_owned()));
    let shown = processes(&page);
    assert_eq!(shown.cards[1].parked, 1);
    let instance = shown.instance.expect("an instance");
    let parked = instance.parked.expect("a parked input");
    assert!(parked.decidable && parked.reason.contains("Unlucky"));
    let (instance, retry) = (instance.stream, false);
    does(&page, P::DecidedParked { instance, retry });
    assert_eq!(processes(&page).cards[1].parked, 0);
}

#[test]
fn a_refused_command_is_seen_waiting_for_its_next_try() {
    let page = page();
    send(&page, "BlockLetters", "archive");
    send(&page, "PlaceOrder", "o-1");
    does(&page, dispatch("o-1"));
    let instance = processes(&page).instance.expect("an instance");
    let retry = instance.retry.expect("a retry");
    assert_eq!((retry.command.as_str(), retry.tries), ("SendLetter", 1));
    assert_eq!(retry.next_try, "2026-03-15T08:00:01.000Z");
    let answers = instance.steps[0]
        .commands
        .iter()
        .map(|it| it.answer.clone());
    let answers: Vec<String> = answers.collect();
    assert_eq!(answers[0], "accepted, not settled yet");
    assert!(answers[1].starts_with("refused: "), "{answers:?}");
    let next = does(&page, P::WentLive).header.clock.next.expect("a retry");
    assert_eq!(next.name, "retry of SendLetter");
}

#[test]
fn a_crash_is_survived_and_the_verdict_says_so() {
    let page = page();
    assert!(faults(&page).verdict.is_none());
    let point = FaultPoint::CrashBeforeSettling;
    does(&page, P::PlannedFaults(FaultPlan::Once { point }));
    let planned = faults(&page);
    assert_eq!(planned.plan, FaultPlan::Once { point });
    assert_eq!(planned.verdict.expect("a run").kind, "quiet");
    send(&page, "PlaceOrder", "o-1");
    does(&page, P::MovedClock(ClockMove::By(1)));
    let after = faults(&page);
    assert_eq!(after.plan, FaultPlan::Off);
    let verdict = after.verdict.expect("a run");
    assert_eq!(verdict.kind, "safe", "{verdict:?}");
    assert!(
        verdict
            .lines
            .iter()
            .any(|(line, _)| line.contains("struck"))
    );
}

#[test]
fn of_two_people_at_once_one_wins_and_the_other_may_try_again() {
    let page = page();
    let shown = fill(&page, "PlaceOrder", "o-1");
    let tasks = shown.tasks.groups.iter().flat_map(|group| &group.tasks);
    let form = tasks.into_iter().find_map(|task| task.form.as_ref());
    assert_eq!(form.and_then(|it| it.rival.clone()).as_deref(), Some("Ben"));
    let pair = does(&page, P::ClickedSendAsTwo).tasks.pair.expect("a pair");
    let kinds = pair
        .senders
        .iter()
        .map(|it| it.answer.as_ref().map(|it| it.kind));
    let kinds: Vec<Option<AnswerKind>> = kinds.collect();
    assert_eq!(kinds, [Some(AnswerKind::Done), Some(AnswerKind::Conflict)]);
    assert!(pair.done && pair.senders[1].again);
    assert_eq!(pair.senders[1].winners[0].text, "OrderPlaced");
    let pair = does(&page, P::RetriedLoser).tasks.pair.expect("a pair");
    let answer = pair.senders[1].answer.as_ref().expect("an answer");
    assert_eq!(answer.kind, AnswerKind::Done);
    assert!(does(&page, P::DismissedPair).tasks.pair.is_none());
}

#[test]
fn what_processes_record_for_themselves_can_be_left_out_of_the_log() {
    let page = page();
    let shown = send(&page, "PlaceOrder", "o-1");
    assert_eq!(shown.log.private, Some(true));
    assert!(shown.timeline.lanes.iter().any(|lane| lane.private));
    let fewer = does(&page, P::ToggledPrivate).log;
    assert!(fewer.total < shown.log.total && fewer.rows.iter().all(|row| !row.private));
    assert_eq!(does(&page, P::ToggledPrivate).log.total, shown.log.total);
}
