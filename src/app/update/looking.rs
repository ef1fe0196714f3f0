//! Looking around: tabs, selection, the log's filter. Nothing here changes what is recorded.

use crate::app::effect::Effect;
use crate::app::message::PersonMessage;
use crate::app::workbench::Workbench;
use crate::engine::names::{ContextName, EventType, ReadModelName, StreamName};

pub(super) fn update(bench: &mut Workbench, message: PersonMessage) -> Vec<Effect> {
    let looking = &mut bench.looking;
    match message {
        PersonMessage::SelectedItem(item) => return select(bench, Some(item)),
        PersonMessage::FollowedLink(moment) => {
            let item = bench.log.item_at(moment);
            return select(bench, item);
        }
        PersonMessage::ClearedSelection => return select(bench, None),
        PersonMessage::ChoseTab(tab) => looking.tab = tab,
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
        PersonMessage::ScrolledLog(first) => looking.log_first = first,
        other => filter(bench, other),
    }
    Vec::new()
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
        PersonMessage::FilteredStream(stream) => filter.stream = stream,
        PersonMessage::FilteredType(event_type) => {
            filter.event_type = event_type.map(EventType::new);
        }
        _ => return,
    }
    bench.apply_filter();
}
