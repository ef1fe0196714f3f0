//! Previews: what a command would do, worked out on a copy.

use super::plain::{Difference, differences, inline, readable_fields};
use crate::engine::commit::{Base, Command, Commit, CommitData, Visibility};
use crate::engine::decision::DecisionInput;
use crate::engine::environment::DecisionEnvironment;
use crate::engine::event::EventData;
use crate::engine::journal::Refusal;
use crate::engine::lookup::looked_up_in;
use crate::engine::model::{History, Model, World};
use crate::engine::names::{BranchId, CorrelationId};
use crate::engine::position::{GlobalPosition, Moment};
use crate::engine::snapshot::Snapshot;
use crate::engine::stream_state::StreamState;
use crate::engine::validation::{Target, validate};
use crate::engine::value::{Payload, Value};
use crate::engine::version::StreamVersion;
use std::rc::Rc;

/// What a command would do.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Preview {
    /// The events that would be recorded.
    pub events: Vec<EventData>,
    /// What would change in the state, in words.
    pub changes: Vec<String>,
}

/// Where a preview looks: the live end.
#[derive(Clone, Copy)]
pub struct Ground<'a> {
    /// The model.
    pub model: &'a dyn Model,
    /// The decoded events.
    pub history: &'a dyn History,
    /// The world.
    pub world: &'a World,
}

/// Decides a command on a copy of its stream's state, as it would see time, ids and reference bugs.
///
/// # Errors
/// It would be refused, or is not even valid.
pub fn preview(
    ground: Ground<'_>,
    command: &Command,
    environment: DecisionEnvironment,
) -> Result<Preview, Refusal> {
    let target = validate(ground.model.schema(), command)?;
    let mut state = state_of(ground, &target);
    let world = (ground.history, ground.world);
    let events = state.decide(DecisionInput {
        command,
        // Nothing of it is stored, so nobody asks how old the rows are.
        facts: &looked_up_in(ground.model, world, GlobalPosition::START, command),
        environment: &environment,
    })?;
    let fields = ground.model.schema().state(&target.stream.category);
    let readable = |state: &StreamState| state.value().map(|it| readable_fields(fields, &it));
    let before = readable(&state);
    state.evolve_by(&imagined(ground, &target, command, environment, &events));
    Ok(Preview {
        changes: changes(before.as_ref(), readable(&state).as_ref()),
        events,
    })
}

fn state_of(ground: Ground<'_>, target: &Target) -> StreamState {
    let state = ground.history.state(ground.world, &target.stream);
    let copy = state.and_then(|state| {
        let snapshot = Snapshot {
            stream: target.stream.clone(),
            version: StreamVersion::NONE,
            model: ground.model.fingerprint().clone(),
            state: Payload::of(&state),
        };
        StreamState::from_snapshot(ground.model, &snapshot)
    });
    copy.unwrap_or_else(|| StreamState::empty(ground.model, &target.stream))
}

/// The commit that would be. Its places mean nothing: it is never stored.
fn imagined(
    ground: Ground<'_>,
    target: &Target,
    command: &Command,
    environment: DecisionEnvironment,
    events: &[EventData],
) -> Rc<Commit> {
    Rc::new(Commit {
        base: Base::default(),
        moment: Moment::START,
        recorded_at: environment.now,
        data: CommitData {
            branch: BranchId::main(),
            context: target.context.clone(),
            stream: target.stream.clone(),
            visibility: Visibility::Public,
            command: command.clone(),
            correlation: CorrelationId::new(command.id.as_str()),
            causation: None,
            environment,
            facts: Vec::new(),
            model: ground.model.fingerprint().clone(),
            events: events.to_vec(),
        },
    })
}

fn changes(before: Option<&Value>, after: Option<&Value>) -> Vec<String> {
    differences(before, after)
        .iter()
        .filter(|difference| difference.is_change() && !difference.is_branch())
        .map(change)
        .collect()
}

fn change(difference: &Difference<'_>) -> String {
    let path = difference.path.join(" · ");
    let text = |value: Option<&Value>| value.map_or_else(|| "–".to_owned(), inline);
    format!(
        "{path} {} → {}",
        text(difference.before),
        text(difference.after)
    )
}
