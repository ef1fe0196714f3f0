//! The view model as a whole.

use super::{
    FailureView, HeaderView, MainView, NoticeView, OpeningView, StorageView, ViewModel, WhenView,
    WorkbenchView, WorkspaceChoice, clock_view, faults_view, flow_view, inspector_view, log_view,
    model_view, processes_view, read_models_view, specs_view, state_view, tasks_view,
    timeline_view,
};
use crate::app::state::{AppState, Failure, Opening, Phase, Tab};
use crate::app::workbench::{View, Workbench};
use crate::engine::names::BranchId;
use crate::engine::workspace::WorkspaceId;

/// What the page shows of a state.
pub fn view_model(state: &AppState) -> ViewModel {
    match &state.phase {
        Phase::Opening(opening) => ViewModel::Opening(opening_view(opening)),
        Phase::Ready(bench) => ViewModel::Ready(Box::new(workbench_view(state, bench))),
        Phase::Failed(failure) => ViewModel::Failed(failure_view(state, failure)),
    }
}

fn opening_view(opening: &Opening) -> OpeningView {
    let (doing, progress) = match (&opening.workbench, opening.recorded) {
        (Some(bench), _) => reading(bench),
        (None, 0) => ("Opening".to_owned(), String::new()),
        (None, recorded) => (
            "Recording a first history".to_owned(),
            format!("{recorded} commands sent"),
        ),
    };
    OpeningView { doing, progress }
}

/// The history is read, and folded through the model that was applied last.
fn reading(bench: &Workbench) -> (String, String) {
    let (name, entries) = (&bench.info.name, bench.log.entries().len());
    match &bench.modelling.refold {
        Some(refold) if refold.tick.is_some() => (
            format!("Folding the history of “{name}”"),
            format!(
                "{} of {entries} entries folded",
                refold.folded(&bench.log).0
            ),
        ),
        _ => (
            format!("Reading the history of “{name}”"),
            format!("{entries} entries read"),
        ),
    }
}

fn failure_view(state: &AppState, failure: &Failure) -> FailureView {
    let all = choices(state, failure.workspace.as_ref());
    let (failed, others) = all.into_iter().partition(|choice| choice.current);
    let failed: Vec<WorkspaceChoice> = failed;
    FailureView {
        happened: failure.explanation.happened.clone(),
        safe: failure.explanation.safe.clone(),
        advice: failure.explanation.advice.clone(),
        others,
        workspace: failed.into_iter().next(),
    }
}

fn workbench_view(state: &AppState, bench: &Workbench) -> WorkbenchView {
    WorkbenchView {
        header: header_view(state, bench),
        when: when_view(bench),
        tasks: tasks_view::tasks_view(bench),
        tab: bench.looking.tab,
        main: match bench.looking.tab {
            Tab::Flow => MainView::Flow(flow_view::flow_view(bench)),
            Tab::State => MainView::State(state_view::state_view(bench)),
            Tab::Processes if bench.looking.faults => {
                MainView::Faults(faults_view::faults_view(bench))
            }
            Tab::Processes => MainView::Processes(Box::new(processes_view::processes_view(bench))),
            Tab::Model => MainView::Model(Box::new(model_view::model_view(bench))),
            Tab::Specs => MainView::Specs(specs_view::specs_view(bench)),
            Tab::ReadModels => MainView::ReadModels(read_models_view::read_models_view(bench)),
        },
        inspector: inspector_view::inspector_view(bench),
        timeline: timeline_view::timeline_view(bench),
        log: log_view::log_view(bench),
        dialog: state.dialog.clone(),
        notices: notices(state),
    }
}

fn header_view(state: &AppState, bench: &Workbench) -> HeaderView {
    let schema = bench.model.schema();
    HeaderView {
        workspace: bench.info.name.clone(),
        workspaces: choices(state, Some(&bench.info.id)),
        model: schema.name.clone(),
        model_summary: schema.summary.clone(),
        branch: BranchId::main().to_string(),
        clock: clock_view::clock_view(bench),
        storage: storage_view(state),
    }
}

fn choices(state: &AppState, current: Option<&WorkspaceId>) -> Vec<WorkspaceChoice> {
    let choice = |info: &crate::engine::workspace::WorkspaceInfo| WorkspaceChoice {
        id: info.id.clone(),
        name: info.name.clone(),
        current: Some(&info.id) == current,
    };
    state.workspaces.iter().map(choice).collect()
}

fn storage_view(state: &AppState) -> StorageView {
    let facts = &state.storage;
    let mut explanation = match facts.persisted {
        Some(true) => "The browser keeps this data until you delete it.".to_owned(),
        Some(false) => "The browser may delete this data when the disk gets full. Using Foldline often, or installing \
                        it, makes the browser keep it."
            .to_owned(),
        None => "This browser can't say how long it keeps the data.".to_owned(),
    };
    if let Some((used, available)) = facts.usage {
        let mega = |bytes: u64| bytes.div_ceil(1_000_000);
        explanation += &format!(
            " Foldline uses {} MB of about {} MB.",
            mega(used),
            mega(available)
        );
    }
    if !facts.locks {
        explanation += " On this address tabs can't agree who does what: use one tab at a time.";
    }
    StorageView {
        text: "saved in this browser".to_owned(),
        explanation,
        well: facts.locks,
    }
}

fn when_view(bench: &Workbench) -> WhenView {
    let moment = bench.moment();
    WhenView {
        past: matches!(bench.view, View::Past { .. }),
        position: moment.position.number(),
        last: bench.log.last().position.number(),
        moment: moment.to_string(),
        time: bench.time_at(moment).map_or_else(String::new, |t| t.iso()),
    }
}

/// Messages to the person; and where the fold stopped, for as long as it does.
fn notices(state: &AppState) -> Vec<NoticeView> {
    let told = state.notices.iter().map(|notice| NoticeView {
        id: notice.id,
        text: notice.text.clone(),
        bad: notice.bad,
        offers_update: notice.offers_update,
    });
    let stopped = state.workbench().and_then(|bench| bench.timeline.stopped());
    let stopped = stopped.map(|stopped| NoticeView {
        id: 0,
        text: format!(
            "The model could not fold the event at position {}: {}. States and read models stand as before it; the \
             log is whole.",
            stopped.event + 1,
            stopped.problem
        ),
        bad: true,
        offers_update: false,
    });
    stopped.into_iter().chain(told).collect()
}
