//! Which part of the workbench a narrow screen shows. A wide one shows all, and this changes nothing there.

use yew::prelude::*;

/// A part of the workbench.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(super) enum Place {
    /// What people can do.
    Tasks,
    /// The tabs.
    #[default]
    Middle,
    /// The log.
    Log,
    /// What is selected.
    Selection,
}

impl Place {
    /// All, in the order of the bar.
    pub(super) const ALL: [Self; 4] = [Self::Tasks, Self::Middle, Self::Log, Self::Selection];

    /// As styles and tests name it.
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Tasks => "tasks",
            Self::Middle => "middle",
            Self::Log => "log",
            Self::Selection => "selection",
        }
    }

    /// As people read it.
    pub(super) const fn title(self) -> &'static str {
        match self {
            Self::Tasks => "Tasks",
            Self::Middle => "System",
            Self::Log => "Log",
            Self::Selection => "Selected",
        }
    }
}

/// How a component brings a place to the front.
#[derive(Clone, PartialEq)]
pub(super) struct ShowPlace(pub(super) Callback<Place>);

/// Brings a place to the front where only one is shown.
#[hook]
pub(super) fn use_show_place() -> Callback<Place> {
    use_context::<ShowPlace>().map_or_else(Callback::noop, |show| show.0)
}
