//! Looking around: tabs, selection, the log's filter. Nothing here changes what is recorded.

use crate::app::effect::Effect;
use crate::app::message::PersonMessage;
use crate::app::state::Tab;
use crate::app::workbench::{Looking, Workbench};
use crate::engine::names::{ContextName, EventType, ProcessName, ReadModelName, StreamName};

pub(super) fn update(bench: &mut Workbench, message: PersonMessage) -> Vec<Effect> {
    let looking = &mut bench.looking;
    match message {
        PersonMessage::SelectedItem(item) => return select(bench, Some(item)),
        PersonMessage::FollowedLink(moment) => {
            let item = bench.log.item_at(moment);
            return select(bench, item);
        }
        PersonMessage::ClearedSelection => return select(bench, None),
        PersonMessage::ChoseTab(tab) => return super::modelling::show(bench, tab),
        PersonMessage::ToggledNode(node) => {
            let open = looking.node.as_ref() == Some(&node);
            looking.node = (!open).then_some(node);
        }
        PersonMessage::ChoseStream(stream) => looking.stream = StreamName::parse(&stream),
        PersonMessage::ChoseReadModel(name) => {
            looking.read_model = Some(ReadModelName::new(name));
            looking.rows_first = 0;
        }
        PersonMessage::ScrolledRows(first) => looking.rows_first = first,
        PersonMessage::ShowedFaults(shown) => looking.faults = shown,
        PersonMessage::ChoseProcess(name) => {
            looking.process = Some(ProcessName::new(name));
            looking.instance = None;
            looking.instances_first = 0;
        }
        PersonMessage::ChoseInstance(instance) => show_instance(looking, instance),
        PersonMessage::ScrolledInstances(first) => looking.instances_first = first,
        PersonMessage::ScrolledLog(first) => looking.log_first = first,
        other => filter(bench, other),
    }
    Vec::new()
}

fn show_instance(looking: &mut Looking, instance: StreamName) {
    let process = ProcessName::new(&*instance.category);
    if looking.process.as_ref() != Some(&process) {
        looking.instances_first = 0;
    }
    looking.tab = Tab::Processes;
    looking.faults = false;
    looking.process = Some(process);
    looking.instance = Some(instance);
}

/// Orders the trace of what is shown looked up, unless it is known.
pub(super) fn find_trace(bench: &Workbench) -> Vec<Effect> {
    match bench.trace_moment() {
        Some(moment) if !bench.traces.contains_key(&moment) => vec![Effect::FindTrace(moment)],
        _ => Vec::new(),
    }
}

fn select(bench: &mut Workbench, item: Option<usize>) -> Vec<Effect> {
    bench.looking.selected = item.filter(|item| *item < bench.log.len());
    find_trace(bench)
}

fn filter(bench: &mut Workbench, message: PersonMessage) {
    let filter = &mut bench.looking.filter;
    match message {
        PersonMessage::EditedFilter(text) => filter.text = text,
        PersonMessage::ToggledContext(context) => {
            let context = ContextName::new(context);
            if !filter.hidden.remove(&context) {
                filter.hidden.insert(context);
            }
        }
        PersonMessage::ToggledPrivate => filter.private_hidden = !filter.private_hidden,
        PersonMessage::FilteredStream(stream) => filter.stream = stream,
        PersonMessage::FilteredType(event_type) => {
            filter.event_type = event_type.map(EventType::new);
        }
        _ => return,
    }
    bench.apply_filter();
}
