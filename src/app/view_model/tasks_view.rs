//! What people can do: tasks, the open form, its preview.

use super::answer_view::AnswerView;
use super::pair_view::{PairView, pair_view};
use crate::app::draft::{Draft, PickOption};
use crate::app::plain::{inline, readable_fields};
use crate::app::preview::preview;
use crate::app::update::{second_person, stream_of_draft};
use crate::app::words::why_refused;
use crate::app::workbench::{View, Workbench};
use crate::engine::event::EventData;
use crate::engine::journal::RefusalStage;
use crate::engine::names::Role;
use crate::engine::schema::{Field, FieldType, Input, InputSource, Schema, TaskSchema};

/// What people can do.
#[derive(Clone, PartialEq, Debug)]
pub struct TasksView {
    /// Who acts.
    pub person: String,
    /// In which role.
    pub role: String,
    /// Whom one can act as: (role, person).
    pub people: Vec<(String, String)>,
    /// Why nothing can be sent now; none where things can.
    pub locked: Option<String>,
    /// The tasks by the role that performs them; the role of the acting person first.
    pub groups: Vec<TaskGroupView>,
    /// How the last task that was sent ended.
    pub answer: Option<AnswerView>,
    /// How it ended for two people who sent the same at once.
    pub pair: Option<PairView>,
}

/// The tasks of one role.
#[derive(Clone, PartialEq, Debug)]
pub struct TaskGroupView {
    /// The role.
    pub role: String,
    /// Whether the acting person plays it.
    pub mine: bool,
    /// Its tasks.
    pub tasks: Vec<TaskView>,
}

/// A task.
#[derive(Clone, PartialEq, Debug)]
pub struct TaskView {
    /// Its place in the schema: how messages name it.
    pub index: usize,
    /// What it is called.
    pub title: String,
    /// What it does.
    pub summary: String,
    /// Why it can't succeed in the present state; none where it may.
    pub blocked: Option<String>,
    /// Its form, where it is open.
    pub form: Option<FormView>,
}

/// The form of a task.
#[derive(Clone, PartialEq, Debug)]
pub struct FormView {
    /// Its fields.
    pub fields: Vec<FieldView>,
    /// What would happen.
    pub preview: PreviewView,
    /// Whether a lost race is told instead of being decided again.
    pub tell_lost_race: bool,
    /// The stream moved on since the person opened the form; only told where a lost race would be.
    pub moved_on: Option<String>,
    /// Whether it is being sent right now.
    pub sending: bool,
    /// What the button says.
    pub button: String,
    /// Who else could send the same at once; none where nobody can, or where it would be refused anyway.
    pub rival: Option<String>,
}

/// A field of a form.
#[derive(Clone, PartialEq, Debug)]
pub struct FieldView {
    /// Its name in the payload: how messages name it.
    pub name: String,
    /// Its title.
    pub title: String,
    /// How it is filled in.
    pub control: ControlView,
    /// What is wrong with it.
    pub problem: Option<String>,
}

/// How a field is filled in.
#[derive(Clone, PartialEq, Debug)]
pub enum ControlView {
    /// A line of text; with values to suggest.
    Text {
        /// What is typed.
        text: String,
        /// What may be picked.
        suggestions: Vec<OptionView>,
    },
    /// A whole number.
    Number {
        /// What is typed.
        text: String,
        /// The least.
        min: i64,
        /// The greatest.
        max: i64,
    },
    /// One of several.
    Select {
        /// The chosen value.
        value: String,
        /// What can be chosen.
        options: Vec<OptionView>,
        /// What to say when there is nothing.
        when_empty: String,
    },
    /// Yes or no.
    Check {
        /// Which.
        checked: bool,
    },
    /// A number for each of several keys.
    Numbers {
        /// Key, what is typed, and what there is to know about the key.
        entries: Vec<NumberEntryView>,
        /// What to say when there is no key.
        when_empty: String,
    },
    /// A new id, made by the page.
    NewId {
        /// The id.
        id: String,
    },
}

/// A number for a key.
#[derive(Clone, PartialEq, Debug)]
pub struct NumberEntryView {
    /// The key.
    pub key: String,
    /// What is typed.
    pub text: String,
    /// What there is to know about the key.
    pub hint: String,
    /// The most that is offered.
    pub most: i64,
}

/// Something to pick.
#[derive(Clone, PartialEq, Debug)]
pub struct OptionView {
    /// The value.
    pub value: String,
    /// The value with what describes it.
    pub label: String,
}

/// What would happen if the task were sent.
#[derive(Clone, PartialEq, Debug)]
pub enum PreviewView {
    /// These events would be recorded.
    Accepted {
        /// Type and payload as text; none where there is nothing to record.
        events: Vec<(String, String)>,
        /// What would change in the state, for example "remaining · Workshop 48 → 46".
        changes: Vec<String>,
    },
    /// It would be refused.
    Refused {
        /// The reason.
        reason: String,
        /// Whether it would not even be valid: no state would be asked.
        invalid: bool,
    },
}

pub(super) fn tasks_view(bench: &Workbench) -> TasksView {
    let schema = bench.model.schema();
    let actor = &bench.desk.actor;
    let people = schema.actors.iter().flat_map(|known| {
        let role = known.role.to_string();
        known
            .people
            .iter()
            .map(move |person| (role.clone(), person.to_string()))
    });
    TasksView {
        person: actor.person.to_string(),
        role: actor.role.to_string(),
        people: people.collect(),
        locked: match &bench.view {
            View::Live => None,
            View::Past { .. } => Some(
                "This is the past: nothing can be sent here. Go back to live to act.".to_owned(),
            ),
        },
        groups: groups(bench),
        answer: bench.desk.answer.clone(),
        pair: bench.desk.pair.as_ref().map(|pair| pair_view(bench, pair)),
    }
}

fn groups(bench: &Workbench) -> Vec<TaskGroupView> {
    let schema = bench.model.schema();
    let mine = &bench.desk.actor.role;
    let mut roles: Vec<&Role> = Vec::new();
    for task in &schema.tasks {
        if !roles.contains(&&task.role) {
            let place = if task.role == *mine { 0 } else { roles.len() };
            roles.insert(place, &task.role);
        }
    }
    let tasks_of = |role: &Role| -> Vec<TaskView> {
        let tasks = schema.tasks.iter().enumerate();
        tasks
            .filter(|(_, task)| task.role == *role)
            .map(|(index, task)| task_view(bench, index, task))
            .collect()
    };
    roles
        .into_iter()
        .map(|role| TaskGroupView {
            role: role.to_string(),
            mine: role == mine,
            tasks: tasks_of(role),
        })
        .collect()
}

fn task_view(bench: &Workbench, index: usize, task: &TaskSchema) -> TaskView {
    let draft = bench.desk.draft.as_ref().filter(|d| d.task == index);
    TaskView {
        index,
        title: task.title.clone(),
        summary: task.summary.clone(),
        blocked: bench.options().blocked(task),
        form: draft.and_then(|draft| form_view(bench, task, draft)),
    }
}

fn form_view(bench: &Workbench, task: &TaskSchema, draft: &Draft) -> Option<FormView> {
    let schema = bench.model.schema();
    let (_, _, known) = schema.command(&task.command_type)?;
    let command = draft.command(schema, &bench.desk.actor)?;
    let outcome = preview(
        bench.ground(),
        &command,
        bench.seen_by(&command.id, draft.now),
    );
    let problems = match &outcome {
        Err(refusal) => refusal.fields.as_slice(),
        Ok(_) => &[],
    };
    let asked = task.inputs.iter();
    let asked = asked.filter(|input| !matches!(input.source, InputSource::Always(_)));
    let fields = asked.filter_map(|input| {
        let field = known.fields.iter().find(|f| f.name == input.field)?;
        let problem = problems.iter().find(|p| p.field == field.name);
        Some(FieldView {
            name: field.name.clone(),
            title: field.title.clone(),
            control: control(bench, draft, input, field),
            problem: problem.map(|problem| problem.problem.clone()),
        })
    });
    let accepted = outcome.is_ok();
    Some(FormView {
        fields: fields.collect(),
        preview: match outcome {
            Ok(preview) => PreviewView::Accepted {
                events: preview
                    .events
                    .iter()
                    .map(|event| event_text(schema, event))
                    .collect(),
                changes: preview.changes,
            },
            Err(refusal) => PreviewView::Refused {
                reason: why_refused(schema, &command, &refusal),
                invalid: refusal.stage == RefusalStage::Validation,
            },
        },
        tell_lost_race: draft.tell_lost_race,
        moved_on: moved_on(bench, draft),
        sending: bench.desk.sending,
        button: match accepted {
            true => task.title.clone(),
            false => "Send it anyway".to_owned(),
        },
        rival: second_person(bench)
            .filter(|_| accepted && stream_of_draft(bench, draft).is_some())
            .map(|second| second.person.to_string()),
    })
}

fn event_text(schema: &Schema, event: &EventData) -> (String, String) {
    let payload = event.payload.value().unwrap_or_default();
    let payload = readable_fields(schema.event_fields(&event.event_type), &payload);
    (event.event_type.to_string(), inline(&payload))
}

fn moved_on(bench: &Workbench, draft: &Draft) -> Option<String> {
    let seen = draft.seen.filter(|_| draft.tell_lost_race)?;
    let stream = stream_of_draft(bench, draft)?;
    let now = bench.log.version(&stream, bench.log.last());
    (seen != now)
        .then(|| format!("{stream} went from version {seen} to {now} since you opened this form."))
}

fn control(bench: &Workbench, draft: &Draft, input: &Input, field: &Field) -> ControlView {
    let options = match &input.source {
        InputSource::Picked(pick) | InputSource::Suggested(pick) => {
            bench.options().of(pick, &draft.fields)
        }
        InputSource::Typed
        | InputSource::TypedOver(_)
        | InputSource::NewId
        | InputSource::Always(_) => Vec::new(),
    };
    let text = draft.text(&field.name).to_owned();
    match (&input.source, &field.field_type) {
        (InputSource::NewId, _) => ControlView::NewId { id: text },
        (InputSource::Picked(pick), FieldType::Map(_) | FieldType::MapBy(..)) => {
            ControlView::Numbers {
                entries: options
                    .into_iter()
                    .map(|option| number_entry(draft, field, option))
                    .collect(),
                when_empty: pick.when_empty.clone(),
            }
        }
        (InputSource::Picked(pick), _) => ControlView::Select {
            value: text,
            options: options.into_iter().map(option_view).collect(),
            when_empty: pick.when_empty.clone(),
        },
        (_, FieldType::Int { min, max }) => ControlView::Number {
            text,
            min: *min,
            max: *max,
        },
        (_, FieldType::Enum(words)) => ControlView::Select {
            value: text,
            options: words.iter().map(|word| plain_option(word)).collect(),
            when_empty: String::new(),
        },
        (_, FieldType::Duration) => ControlView::Number {
            text,
            min: 0,
            max: i64::MAX,
        },
        (_, FieldType::Bool) => ControlView::Check {
            checked: text == "true",
        },
        _ => ControlView::Text {
            text,
            suggestions: options.into_iter().map(option_view).collect(),
        },
    }
}

fn number_entry(draft: &Draft, field: &Field, option: PickOption) -> NumberEntryView {
    let allowed = field.field_type.of_each_key();
    let allowed = most_allowed(allowed.unwrap_or(&field.field_type));
    let there = option.most.unwrap_or(i64::MAX).max(0);
    NumberEntryView {
        most: allowed.min(there),
        text: draft.entry(&field.name, &option.value).to_owned(),
        key: option.value,
        hint: option.about,
    }
}

fn most_allowed(field_type: &FieldType) -> i64 {
    match field_type {
        FieldType::Int { max, .. } => *max,
        _ => i64::MAX,
    }
}

fn plain_option(word: &str) -> OptionView {
    let (value, label) = (word.to_owned(), word.to_owned());
    OptionView { value, label }
}

fn option_view(option: PickOption) -> OptionView {
    let label = match option.about.is_empty() {
        true => option.value.clone(),
        false => format!("{} · {}", option.value, option.about),
    };
    OptionView {
        value: option.value,
        label,
    }
}
