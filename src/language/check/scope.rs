//! Scopes: what a name means in a place of a model.

use super::types::{Member, Ty};
use crate::language::program::{Expr, Known, Type};
use crate::language::syntax::Span;
use std::rc::Rc;

/// The most names that one body gives to values.
const MOST_LOCALS: usize = 1_000;

/// What kind of place it is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Body {
    Command,
    Event,
    Sentence,
    ReadModel,
    OnEvent,
    OnDeadline,
    OnRefusal,
    Instance,
    Upcast,
    Invariant,
    Calculation,
    Constant,
    Spec,
}

impl Body {
    /// The place in a message: "in …".
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Command => "a command",
            Self::Event => "an event",
            Self::Sentence => "the sentence of an event",
            Self::ReadModel => "a clause of a read model",
            Self::OnEvent => "a clause on an event",
            Self::OnDeadline => "a clause on a deadline",
            Self::OnRefusal => "a clause on a refusal",
            Self::Instance => "what stands after `for`",
            Self::Upcast => "an upcast",
            Self::Invariant => "an invariant",
            Self::Calculation => "a calculation",
            Self::Constant => "a value that is known beforehand",
            Self::Spec => "a spec",
        }
    }

    /// Whether it is a clause of a process.
    pub(super) const fn is_clause(self) -> bool {
        matches!(self, Self::OnEvent | Self::OnDeadline | Self::OnRefusal)
    }

    /// What is known in such a place beside fields and states.
    const fn known(self) -> &'static [&'static str] {
        match self {
            Self::Command => &["me", "role", "now", "newId", "isNew"],
            Self::Event | Self::Sentence | Self::ReadModel | Self::Instance => &[
                "recordedAt",
                "recordedBy",
                "recordedAs",
                "answerTo",
                "version",
            ],
            Self::OnEvent => &[
                "now",
                "isNew",
                "recordedAt",
                "recordedBy",
                "recordedAs",
                "answerTo",
                "version",
            ],
            Self::OnDeadline => &["now", "isNew"],
            Self::OnRefusal => &["now", "isNew", "code", "reason"],
            Self::Spec => &["now"],
            Self::Upcast | Self::Invariant | Self::Calculation | Self::Constant => &[],
        }
    }
}

/// Where something is known that is not known everywhere.
pub(super) fn known_where(name: &str) -> Option<&'static str> {
    Some(match name {
        "me" | "role" | "newId" => "Only a command knows this; record it with the event.",
        "isNew" => "Commands and processes know this.",
        "now" => {
            "Commands and processes know this; an event has `recordedAt`, and a calculation takes it as an argument."
        }
        "recordedAt" | "recordedBy" | "recordedAs" | "answerTo" | "version" => {
            "Only events and what listens to them know this."
        }
        "code" | "reason" => "Only a clause on a refusal knows this.",
        "row" | "rows" => "Only a clause of a read model has rows.",
        "state" => "Only aggregates, processes and read models have a state.",
        _ => return None,
    })
}

/// Something with a name.
#[derive(Clone)]
pub(super) struct Named {
    pub(super) name: String,
    pub(super) expr: Expr,
    pub(super) ty: Ty,
    /// The field of an event that it is: event and field.
    pub(super) field: Option<(usize, usize)>,
    /// Where it is declared.
    pub(super) declared: Span,
}

/// The rows of the read model at hand.
pub(super) struct Rows {
    pub(super) read_model: usize,
    /// The key of the row that the event is about; else which part of the key it lacks.
    pub(super) own_key: Result<Vec<Expr>, String>,
    /// Whether that row has been named.
    pub(super) says_row: bool,
    pub(super) event: String,
}

/// A row that a command looks up: the read model, and the field that holds the key.
#[derive(Clone, Copy)]
pub(super) struct LookedUp {
    pub(super) read_model: usize,
    pub(super) field: usize,
}

/// A value that is given a name.
struct Local {
    name: String,
    ty: Ty,
    declared: Span,
}

/// What names mean in one place.
pub(super) struct Scope {
    pub(super) body: Body,
    /// The fields of the command or event at hand.
    fields: Rc<Vec<Member>>,
    /// The event that they are of.
    event: Option<usize>,
    /// What else is known by name.
    own: Vec<Named>,
    pub(super) state: Rc<Vec<Member>>,
    pub(super) rows: Option<Rows>,
    pub(super) reads: Vec<LookedUp>,
    /// Whether there are others, with which something is wrong.
    pub(super) lost_reads: bool,
    /// What `now` is in a spec.
    pub(super) now: Option<Expr>,
    /// The aggregate of a command; the process of a clause.
    pub(super) owner: usize,
    /// How many locals the place needs.
    pub(super) most_locals: usize,
    locals: Vec<Local>,
    new_ids: u32,
}

impl Scope {
    /// A place where nothing is known yet.
    pub(super) fn new(body: Body) -> Self {
        Self {
            body,
            fields: Rc::new(Vec::new()),
            event: None,
            own: Vec::new(),
            state: Rc::new(Vec::new()),
            rows: None,
            reads: Vec::new(),
            lost_reads: false,
            now: None,
            owner: 0,
            most_locals: 0,
            locals: Vec::new(),
            new_ids: 0,
        }
    }

    /// The same, and these fields are known.
    pub(super) fn fields(mut self, members: &Rc<Vec<Member>>) -> Self {
        self.fields = Rc::clone(members);
        self
    }

    /// The same, and the fields of this event are known.
    pub(super) fn event_fields(mut self, event: usize, members: &Rc<Vec<Member>>) -> Self {
        self.event = Some(event);
        self.fields(members)
    }

    /// The same, and this is known.
    pub(super) fn with(mut self, member: &Member, expr: Expr) -> Self {
        self.own.push(Named {
            name: member.name.clone(),
            expr,
            ty: member.ty.clone(),
            field: None,
            declared: member.span,
        });
        self
    }

    /// The same, and this state is known.
    pub(super) fn state(mut self, state: &Rc<Vec<Member>>) -> Self {
        self.state = Rc::clone(state);
        self
    }

    /// What a name means: the value that has it, else a field, else a field of the state.
    pub(super) fn find(&self, name: &str) -> Option<Named> {
        let named = |expr, ty: &Ty, declared| Named {
            name: name.to_owned(),
            expr,
            ty: ty.clone(),
            field: None,
            declared,
        };
        let mut locals = self.locals.iter().enumerate().rev();
        if let Some((slot, local)) = locals.find(|(_, local)| local.name == name) {
            return Some(named(Expr::Local(slot), &local.ty, local.declared));
        }
        let mut fields = self.fields.iter().enumerate();
        if let Some((index, field)) = fields.find(|(_, field)| field.name == name) {
            return Some(Named {
                field: self.event.map(|event| (event, index)),
                ..named(Expr::Field(index), &field.ty, field.span)
            });
        }
        if let Some(own) = self.own.iter().find(|own| own.name == name) {
            return Some(own.clone());
        }
        let (index, member) = self.state_field(name)?;
        Some(named(Expr::State(index), &member.ty, member.span))
    }

    /// A field of the state.
    pub(super) fn state_field(&self, name: &str) -> Option<(usize, &Member)> {
        let mut fields = self.state.iter().enumerate();
        fields.find(|(_, member)| member.name == name)
    }

    /// What is known here beside fields and states, with the values that stand for a spec's clock.
    pub(super) fn known(&mut self, name: &str) -> Option<(Expr, Type)> {
        let name = *self.body.known().iter().find(|known| **known == name)?;
        let (known, ty) = match name {
            "me" => (Known::Me, Type::Text),
            "role" => (Known::Role, Type::Text),
            "now" => match &self.now {
                Some(now) => return Some((now.clone(), Type::Instant)),
                None => (Known::Now, Type::Instant),
            },
            "newId" => (Known::NewId(self.next_id()), Type::Id),
            "isNew" => (Known::IsNew, Type::Bool),
            "recordedAt" => (Known::RecordedAt, Type::Instant),
            "recordedBy" => (Known::RecordedBy, Type::Text),
            "recordedAs" => (Known::RecordedAs, Type::Text),
            "answerTo" => (Known::AnswerTo, Type::Id),
            "version" => (Known::Version, Type::Int),
            "code" => (Known::Code, Type::Text),
            "reason" => (Known::Reason, Type::Text),
            _ => return None,
        };
        Some((Expr::Known(known), ty))
    }

    /// The number of the next new id.
    pub(super) fn next_id(&mut self) -> u32 {
        let number = self.new_ids;
        self.new_ids = number.saturating_add(1);
        number
    }

    /// All names that mean something here.
    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        let locals = self.locals.iter().map(|local| local.name.as_str());
        let fields = self.fields.iter().map(|field| field.name.as_str());
        let own = self.own.iter().map(|own| own.name.as_str());
        let state = self.state.iter().map(|member| member.name.as_str());
        locals
            .chain(fields)
            .chain(own)
            .chain(state)
            .chain(self.body.known().iter().copied())
    }

    /// Gives a value a name; none where there are too many.
    pub(super) fn push(&mut self, name: &str, ty: Ty, declared: Span) -> Option<usize> {
        let slot = self.locals.len();
        if slot >= MOST_LOCALS {
            return None;
        }
        self.locals.push(Local {
            name: name.to_owned(),
            ty,
            declared,
        });
        self.most_locals = self.most_locals.max(slot + 1);
        Some(slot)
    }

    /// Where the names of a block begin.
    pub(super) fn mark(&self) -> usize {
        self.locals.len()
    }

    /// Forgets the names since a mark.
    pub(super) fn release(&mut self, mark: usize) {
        self.locals.truncate(mark);
    }

    /// Whether a name stands for a value that was given it here.
    pub(super) fn is_local(&self, name: &str) -> bool {
        self.locals.iter().any(|local| local.name == name)
    }
}
