//! What the application knows.

/// A tab in the middle.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Tab {
    /// The workflow.
    #[default]
    Flow,
    /// The state of an aggregate.
    State,
    /// The read models.
    ReadModels,
}
