//! The pictures on buttons: drawn here, so that they look the same whatever fonts there are.

use yew::prelude::*;

/// A picture.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Icon {
    Start,
    Back,
    Play,
    Pause,
    On,
    Live,
    Down,
    Close,
    Sun,
    Moon,
    Clock,
    Lock,
    Check,
    Cross,
    Race,
    Warning,
    Copy,
    Tasks,
    System,
    Log,
    Selection,
}

/// Draws a picture; what it means is said by the element around it.
pub(super) fn icon(icon: Icon) -> Html {
    let filled = matches!(icon, Icon::Play | Icon::Pause | Icon::Race);
    let class = if filled { "icon filled" } else { "icon" };
    html! {
        <svg {class} viewBox="0 0 16 16" width="16" height="16" aria-hidden="true" focusable="false">
            <path d={path(icon)} />
        </svg>
    }
}

const fn path(icon: Icon) -> &'static str {
    match icon {
        Icon::Start => "M3.5 3.5v9M12.5 3.5 6.5 8l6 4.5",
        Icon::Back => "M10.5 3.5 5 8l5.5 4.5",
        Icon::Play => "M4.5 2.8v10.4L13 8Z",
        Icon::Pause => "M4 3h2.8v10H4ZM9.2 3H12v10H9.2Z",
        Icon::On => "M5.5 3.5 11 8l-5.5 4.5",
        Icon::Live => "M12.5 3.5v9M3.5 3.5 9.5 8l-6 4.5",
        Icon::Down => "m4 6 4 4 4-4",
        Icon::Close => "m4 4 8 8M12 4l-8 8",
        Icon::Sun => {
            "M8 5a3 3 0 1 1 0 6 3 3 0 0 1 0-6ZM8 1v1.5M8 13.5V15M1 8h1.5M13.5 8H15M3 3l1.1 1.1M11.9 11.9 13 13M13 3l-1.1 1.1M4.1 11.9 3 13"
        }
        Icon::Moon => "M13.2 9.8A5.6 5.6 0 1 1 6.6 2.6a4.6 4.6 0 0 0 6.6 7.2Z",
        Icon::Clock => "M8 2a6 6 0 1 1 0 12A6 6 0 0 1 8 2ZM8 4.8V8l2.2 1.6",
        Icon::Lock => "M3.5 7.5h9v6h-9ZM5.5 7.5V5a2.5 2.5 0 0 1 5 0v2.5",
        Icon::Check => "m3.2 8.4 3.2 3.3 6.4-7.2",
        Icon::Cross => "m4.2 4.2 7.6 7.6M11.8 4.2l-7.6 7.6",
        Icon::Race => "M8 2.6 14 13.2H2Z",
        Icon::Warning => "M8 2.2 14.6 13.6H1.4ZM8 6.4v3.4M8 11.6v.4",
        Icon::Copy => "M5.5 5.5h8v8h-8ZM10.5 5.5v-3h-8v8h3",
        Icon::Tasks => "m2 4.2 1.3 1.4L5.6 3M2 11.2l1.3 1.4L5.6 10M8 4.5h6M8 11.5h6",
        Icon::System => "M2 3h5v4H2ZM9 9h5v4H9ZM7 5h4.5v4",
        Icon::Log => "M2.5 4h11M2.5 8h11M2.5 12h7",
        Icon::Selection => "M7 2.5a4.5 4.5 0 1 1 0 9 4.5 4.5 0 0 1 0-9ZM10.3 10.3l3.4 3.4",
    }
}

/// The mark of Foldline: a folded strip with a line of events along it.
pub(super) fn logo() -> Html {
    html! {
        <svg class="mark" viewBox="0 0 24 24" width="24" height="24" aria-hidden="true" focusable="false">
            <path class="mark-light" d="M2 7.4 8.7 11v9.6L2 17ZM15.3 7.4 22 11v9.6L15.3 17Z" />
            <path class="mark-dark" d="M8.7 11 15.3 7.4V17l-6.6 3.6Z" />
            <path class="mark-line" d="M2 12.2l6.7 3.6 6.6-3.6 6.7 3.6" />
            <circle class="mark-end" cx="22" cy="15.8" r="1.9" />
        </svg>
    }
}
