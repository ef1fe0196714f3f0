//! What people do: something that makes sense on what they see, and now and then something that does not.

use super::dice::Dice;
use foldline::app::dialog::Dialog;
use foldline::app::message::PersonMessage as P;
use foldline::app::state::Tab;
use foldline::app::view_model::{
    ControlView, FailureView, FieldView, FormView, MainView, PreviewView, ViewModel, WorkbenchView,
};

/// The next thing that a person does; nothing while there is only something to wait for.
pub(crate) fn act(shown: &ViewModel, dice: &Dice) -> Option<P> {
    match shown {
        ViewModel::Opening(_) => None,
        ViewModel::Failed(failure) => after_a_failure(failure, dice),
        ViewModel::Ready(bench) => match (&bench.dialog, dice.below(100)) {
            (Some(dialog), _) => Some(in_dialog(dialog, dice)),
            (None, 0..75) => at_work(bench, dice),
            (None, 75..82) => Some(travelling(bench, dice)),
            (None, 82..97) => looking(bench, dice),
            (None, _) => with_workspaces(bench, dice),
        },
    }
}

fn after_a_failure(failure: &FailureView, dice: &Dice) -> Option<P> {
    match dice.below(10) {
        0..3 => {
            let other = dice.pick(&failure.others)?;
            Some(P::ChoseWorkspace(other.id.clone()))
        }
        3 => {
            let failed = failure.workspace.as_ref()?;
            Some(P::ConfirmedDelete(failed.id.clone()))
        }
        _ => Some(P::ClickedRetry),
    }
}

fn in_dialog(dialog: &Dialog, dice: &Dice) -> P {
    if dice.chance(300) {
        return P::ClosedDialog;
    }
    let name = ["Mine", "Try", "", "Another one"];
    let name = (*dice.pick(&name).expect("a name")).to_owned();
    match dialog {
        Dialog::Keys => P::ClosedDialog,
        Dialog::NewWorkspace => P::CreatedWorkspace {
            name,
            model: None,
            with_story: dice.chance(300),
        },
        Dialog::RenameWorkspace { .. } => P::RenamedWorkspace(name),
        Dialog::DeleteWorkspace { id, .. } => P::ConfirmedDelete(id.clone()),
        Dialog::ResetWorkspace { .. } => P::ConfirmedReset,
        Dialog::JumpToTime => {
            let times = ["2026-03-14T12:00", "2026-03-20T08:00:30Z", "tomorrow"];
            P::JumpedToTime((*dice.pick(&times).expect("a time")).to_owned())
        }
    }
}

fn at_work(bench: &WorkbenchView, dice: &Dice) -> Option<P> {
    let tasks: Vec<_> = bench.tasks.groups.iter().flat_map(|g| &g.tasks).collect();
    let form = tasks.iter().find_map(|task| task.form.as_ref());
    // Somebody tries the keyboard although nothing can be sent now.
    if dice.chance(30) {
        return Some(P::ClickedSend);
    }
    match form {
        Some(form) => filling_in(bench, form, dice),
        None if bench.tasks.locked.is_some() && dice.chance(700) => Some(P::WentLive),
        None if bench.tasks.answer.is_some() && dice.chance(200) => Some(P::DismissedAnswer),
        None => {
            let task = dice.pick(&tasks)?;
            (task.blocked.is_none() || dice.chance(200)).then_some(P::ToggledTask(task.index))
        }
    }
}

fn filling_in(bench: &WorkbenchView, form: &FormView, dice: &Dice) -> Option<P> {
    // What would be refused is mended first, by most.
    let well = matches!(form.preview, PreviewView::Accepted { .. });
    let sends = if well { 30..88 } else { 80..88 };
    match dice.below(100) {
        number if sends.contains(&number) => Some(P::ClickedSend),
        0..88 => edited(dice.pick(&form.fields)?, dice),
        88..92 => {
            let (role, person) = dice.pick(&bench.tasks.people)?.clone();
            Some(P::ChoseActor { role, person })
        }
        92..96 => Some(P::ChoseTellLostRace(!form.tell_lost_race)),
        96..98 => Some(P::AcceptedNewVersion),
        _ => {
            let tasks = bench.tasks.groups.iter().flat_map(|group| &group.tasks);
            let tasks: Vec<usize> = tasks.map(|task| task.index).collect();
            dice.pick(&tasks).map(|task| P::ToggledTask(*task))
        }
    }
}

fn edited(field: &FieldView, dice: &Dice) -> Option<P> {
    let text = match &field.control {
        ControlView::Text { suggestions, .. } => match dice.pick(suggestions) {
            Some(option) if dice.chance(500) => option.value.clone(),
            _ => some_name(dice),
        },
        ControlView::Number { .. } => some_number(dice),
        ControlView::Select { options, .. } => dice.pick(options)?.value.clone(),
        ControlView::Check { checked } => (!checked).to_string(),
        ControlView::Numbers { entries, .. } => {
            return Some(P::EditedEntry {
                field: field.name.clone(),
                key: dice.pick(entries)?.key.clone(),
                text: some_number(dice),
            });
        }
        ControlView::NewId { .. } => return None,
    };
    Some(P::EditedField {
        field: field.name.clone(),
        text,
    })
}

fn some_name(dice: &Dice) -> String {
    let names = [
        "General admission",
        "Boat trip",
        "eurorust",
        "gophercon",
        "",
    ];
    (*dice.pick(&names).expect("a name")).to_owned()
}

fn some_number(dice: &Dice) -> String {
    match dice.below(10) {
        0 => "a few".to_owned(),
        _ => dice.below(13).to_string(),
    }
}

fn travelling(bench: &WorkbenchView, dice: &Dice) -> P {
    match dice.below(10) {
        0 => P::WentToStart,
        1 => P::Stepped(-3),
        2 => P::Stepped(1),
        3 => P::ToggledPlay,
        4 => P::ChoseSpeed,
        5 => P::ToggledByEvent,
        6 => match dice.pick(&bench.timeline.markers) {
            Some(marker) => P::TravelledTo(marker.moment),
            None => P::WentLive,
        },
        7 => P::MovedSlider(dice.below(bench.timeline.stops + 1)),
        8 => P::OpenedDialog(Dialog::JumpToTime),
        _ => P::WentLive,
    }
}

fn looking(bench: &WorkbenchView, dice: &Dice) -> Option<P> {
    let log = &bench.log;
    Some(match dice.below(13) {
        0 => P::ChoseTab(*dice.pick(&[Tab::Flow, Tab::State, Tab::ReadModels])?),
        1 => P::SelectedItem(dice.pick(&log.rows)?.item),
        2 => P::ClearedSelection,
        3 => {
            let sections = bench.inspector.iter().flat_map(|i| &i.sections);
            let links: Vec<_> = sections.flat_map(|section| &section.links).collect();
            P::FollowedLink(dice.pick(&links)?.moment?)
        }
        4 => P::FilteredType(dice.pick(&log.event_types).cloned()),
        5 => P::FilteredStream(dice.pick(&log.streams).cloned()),
        6 => {
            let texts = ["", "lisbon", "no such thing"];
            P::EditedFilter((*dice.pick(&texts)?).to_owned())
        }
        7 => P::ToggledContext(dice.pick(&log.contexts)?.0.clone()),
        8 => P::ScrolledLog(dice.below(log.total + 1)),
        9 => match dice.chance(500) {
            true => P::FilteredType(None),
            false => P::FilteredStream(None),
        },
        10 => match dice.pick(&bench.notices)? {
            notice if notice.offers_update && dice.chance(300) => P::AcceptedUpdate,
            notice => P::DismissedNotice(notice.id),
        },
        _ => in_the_middle(bench, dice)?,
    })
}

fn in_the_middle(bench: &WorkbenchView, dice: &Dice) -> Option<P> {
    Some(match &bench.main {
        MainView::Flow(flow) => P::ToggledNode(dice.pick(&flow.nodes)?.id.clone()),
        MainView::State(state) => P::ChoseStream(dice.pick(&state.streams)?.clone()),
        // Processes do not run here, and models are not written.
        MainView::Processes(_) | MainView::Faults(_) | MainView::Model(_) | MainView::Specs(_) => {
            return None;
        }
        MainView::ReadModels(shown) => match dice.chance(500) {
            true => P::ChoseReadModel(dice.pick(&shown.all)?.name.clone()),
            false => P::ScrolledRows(dice.below(shown.total + 1)),
        },
    })
}

fn with_workspaces(bench: &WorkbenchView, dice: &Dice) -> Option<P> {
    let name = bench.header.workspace.clone();
    let choice = dice.pick(&bench.header.workspaces)?;
    Some(match dice.below(12) {
        0..5 => P::ChoseWorkspace(choice.id.clone()),
        5..7 => P::OpenedDialog(Dialog::NewWorkspace),
        7..9 => P::OpenedDialog(Dialog::RenameWorkspace { name }),
        9 => P::OpenedDialog(Dialog::ResetWorkspace { name }),
        10 => P::OpenedDialog(Dialog::DeleteWorkspace {
            id: choice.id.clone(),
            name: choice.name.clone(),
        }),
        _ => P::OpenedDialog(Dialog::Keys),
    })
}
