//! FlowZap Code: a workflow in lanes, written as lines of text.
//!
//! [`read`] takes a text in and tells what is wrong with it, line by line; [`write()`] writes a diagram as text again.
//! The grammar and its rules follow the published guide of the notation; where its sources disagree, what is
//! harmless is a warning here.

mod checks;
mod line;
mod reading;
mod tests;
mod writing;

pub use reading::read;
pub use writing::write;

use crate::language::diagnostic::Severity;

/// A longer text is not read: so many bytes.
pub const LONGEST_TEXT: usize = 50 * 1024;

/// A longer label is a warning: so many characters.
const LONGEST_LABEL: usize = 50;

/// A workflow.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Diagram {
    /// The lanes, in order.
    pub lanes: Vec<Lane>,
    /// The nodes, in the order of the text.
    pub nodes: Vec<Node>,
    /// The edges, in the order of the text.
    pub edges: Vec<Edge>,
    /// What is repeated.
    pub loops: Vec<Loop>,
}

/// A lane: who acts.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Lane {
    /// How edges name it.
    pub id: String,
    /// What is shown; the id where the text says nothing else.
    pub label: String,
}

/// A step, a decision, or an end.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Node {
    /// `n1` and so on: its name in the whole diagram.
    pub id: String,
    /// The lane it stands in, by index.
    pub lane: usize,
    /// Its shape.
    pub shape: Shape,
    /// What it says, and what else is known of it.
    pub attributes: Vec<(Attribute, String)>,
}

impl Node {
    /// What it says; its id where it says nothing.
    pub fn label(&self) -> &str {
        let label = self.attributes.iter().find(|it| it.0 == Attribute::Label);
        label.map_or(&self.id, |(_, text)| text)
    }
}

/// Declares words that stand for the variants of an enum.
macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($(#[$of:meta])* $variant:ident = $word:literal,)* }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, Debug)]
        pub enum $name {
            $($(#[$of])* $variant,)*
        }

        impl $name {
            const ALL: &[Self] = &[$(Self::$variant),*];

            /// Its word in the text.
            pub const fn word(self) -> &'static str {
                match self {
                    $(Self::$variant => $word,)*
                }
            }

            fn of(word: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|it| it.word() == word)
            }

            fn all_words() -> String {
                let words: Vec<String> = Self::ALL.iter().map(|it| format!("`{}`", it.word())).collect();
                words.join(", ")
            }
        }
    };
}

words! {
    /// The shape of a node.
    Shape {
        /// Where it begins or ends.
        Circle = "circle",
        /// A step.
        Rectangle = "rectangle",
        /// A decision.
        Diamond = "diamond",
        /// A step that somebody is charged with.
        Taskbox = "taskbox",
    }
}

words! {
    /// What is known of a node.
    Attribute {
        /// What it says.
        Label = "label",
        /// Whose it is.
        Owner = "owner",
        /// What it is about.
        Description = "description",
        /// Where it is done.
        System = "system",
    }
}

words! {
    /// A side of a node, where edges leave and arrive.
    Side {
        /// Left.
        Left = "left",
        /// Right.
        Right = "right",
        /// Top.
        Top = "top",
        /// Bottom.
        Bottom = "bottom",
    }
}

/// An edge from one node to another; both by index.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Edge {
    /// Where it leaves.
    pub from: (usize, Side),
    /// Where it arrives.
    pub to: (usize, Side),
    /// What it says; empty where it says nothing.
    pub label: String,
}

/// Nodes that are repeated.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Loop {
    /// The lane in which the text tells of it, by index.
    pub lane: usize,
    /// When they are repeated.
    pub condition: String,
    /// The nodes, by index.
    pub nodes: Vec<usize>,
}

/// A text that was read.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Reading {
    /// What of it could be read; whole where no problem is an error.
    pub diagram: Diagram,
    /// What is wrong and what looks wrong, in the order of the lines.
    pub problems: Vec<Problem>,
}

impl Reading {
    /// The diagram, where nothing is wrong with it.
    pub fn whole(&self) -> Option<&Diagram> {
        let mut problems = self.problems.iter();
        let is_wrong = problems.any(|problem| problem.severity == Severity::Error);
        (!is_wrong).then_some(&self.diagram)
    }
}

/// Something that is wrong with a text, or looks wrong.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Problem {
    /// The line, counted from 1.
    pub line: usize,
    /// How bad it is.
    pub severity: Severity,
    /// What is wrong and what to do, in a sentence or two.
    pub message: String,
}
