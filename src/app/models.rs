//! The models that a workspace can have: those that are built in, and those that people write as texts.

use super::effect::FirstModel;
use crate::engine::journal::JournalNote;
use crate::engine::model::Model;
use crate::engine::workspace::WorkspaceInfo;
use crate::language::compile;
use std::cell::RefCell;
use std::collections::VecDeque;
use std::rc::Rc;

/// So many texts stay compiled: the one in force, the one that is being written, and what undo goes back to.
const MOST_COMPILED: usize = 4;

/// All models.
pub struct Models {
    built_in: Vec<Rc<dyn Model>>,
    /// The texts that were compiled last, the latest in front; none where a text makes no model.
    compiled: RefCell<VecDeque<CompiledText>>,
}

/// A text, and the model that it makes.
struct CompiledText {
    text: String,
    model: Option<Rc<dyn Model>>,
}

impl Models {
    /// The models that are built in; the first one is what a new visitor finds.
    pub fn new(built_in: Vec<Rc<dyn Model>>) -> Self {
        Self {
            built_in,
            compiled: RefCell::default(),
        }
    }

    /// The first of them, for a new workspace.
    pub fn first(&self) -> FirstModel {
        let first = self.built_in.first();
        FirstModel {
            name: first.map_or_else(String::new, |model| model.schema().name.clone()),
            text: None,
        }
    }

    /// The model that a workspace's history began with. `None` where this Foldline has none of that name, or can't
    /// read its text.
    pub fn first_of(&self, info: &WorkspaceInfo) -> Option<Rc<dyn Model>> {
        self.model(&info.model, info.text.as_deref())
    }

    /// The model that a note of the journal applies. `None` where it applies none, or one that can't be had here.
    pub fn applied(&self, note: &JournalNote) -> Option<Rc<dyn Model>> {
        match note {
            JournalNote::ModelApplied { name, text, .. } => self.model(name, text.as_deref()),
            _ => None,
        }
    }

    /// The model of a text, or else the built-in one of this name.
    pub fn model(&self, name: &str, text: Option<&str>) -> Option<Rc<dyn Model>> {
        match text {
            Some(text) => self.written(text),
            None => {
                let found = self.built_in.iter().find(|m| m.schema().name == name);
                found.cloned()
            }
        }
    }

    fn written(&self, text: &str) -> Option<Rc<dyn Model>> {
        let mut compiled = self.compiled.borrow_mut();
        let known = compiled.iter().position(|known| known.text == text);
        let found = known.and_then(|place| compiled.remove(place));
        let found = found.unwrap_or_else(|| CompiledText {
            text: text.to_owned(),
            model: compile(text)
                .model
                .map(|model| Rc::new(model) as Rc<dyn Model>),
        });
        let model = found.model.clone();
        compiled.push_front(found);
        compiled.truncate(MOST_COMPILED);
        model
    }
}

/// The note that applies a model: of this text, or built in where there is none.
pub fn applying(model: &dyn Model, text: Option<String>) -> JournalNote {
    JournalNote::ModelApplied {
        name: model.schema().name.clone(),
        model: model.fingerprint().clone(),
        text,
    }
}
