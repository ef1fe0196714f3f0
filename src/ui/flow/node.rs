//! A node of the workflow: a button that opens its part of the trace.

use super::layout::{CIRCLE, DIAMOND, Spot};
use crate::app::message::PersonMessage;
use crate::app::view_model::{FlowNodeView, Lit, Shape};
use crate::ui::sender::use_sender;
use web_sys::{Element, ScrollIntoViewOptions, ScrollLogicalPosition};
use yew::prelude::*;

/// What a node needs.
#[derive(Clone, PartialEq, Properties)]
pub(super) struct NodeProps {
    /// The node.
    pub(super) node: FlowNodeView,
    /// Where it stands.
    pub(super) spot: &'static Spot,
    /// How wide a rectangle is.
    pub(super) width: i32,
    /// How high a rectangle is.
    pub(super) height: i32,
}

/// A node.
#[component]
pub(super) fn Node(props: &NodeProps) -> Html {
    let (node, spot) = (&props.node, props.spot);
    let sender = use_sender();
    let message = PersonMessage::ToggledNode(node.id.clone());
    let onkeydown = {
        let (sender, message) = (sender.clone(), message.clone());
        Callback::from(move |event: KeyboardEvent| {
            if matches!(event.key().as_str(), "Enter" | " ") {
                event.prevent_default();
                sender.send(message.clone());
            }
        })
    };
    let lit = match node.lit {
        Lit::Dark => "dark",
        Lit::Lit => "lit",
        Lit::Stopped => "stopped",
    };
    let class = classes!("node", lit, node.open.then_some("open"));
    let drawn = use_node_ref();
    use_effect_with(node.open, {
        let drawn = drawn.clone();
        move |open| {
            if *open && let Some(drawn) = drawn.cast::<Element>() {
                show_in_full(&drawn);
            }
        }
    });
    html! {
        <g {class} ref={drawn} role="button" tabindex="0" transform={format!("translate({} {})", spot.x, spot.y)}
            data-test="flow-node" data-node={node.id.clone()} data-lit={lit} aria-label={spoken(node)}
            aria-expanded={node.open.to_string()} onclick={sender.on(message)} {onkeydown}>
            <title>{ spoken(node) }</title>
            { outline(props, "ring", 4) }
            { outline(props, "body", 0) }
            { words(props) }
            if node.lit == Lit::Stopped { { stop_mark(props) } }
        </g>
    }
}

/// Where the diagram is scrolled, what is opened must not end up below its own detail.
fn show_in_full(node: &Element) {
    let options = ScrollIntoViewOptions::new();
    options.set_block(ScrollLogicalPosition::Center);
    node.scroll_into_view_with_scroll_into_view_options(&options);
}

/// What assistive technology says.
fn spoken(node: &FlowNodeView) -> String {
    let how = match node.lit {
        Lit::Dark => "not reached",
        Lit::Lit => "reached",
        Lit::Stopped => "stopped here",
    };
    match node.note.as_str() {
        "" => format!("{}: {how}", node.label),
        note => format!("{}: {how}, {note}", node.label),
    }
}

/// The outline of the node, grown on all sides.
fn outline(props: &NodeProps, class: &'static str, grown: i32) -> Html {
    match props.node.shape {
        Shape::Circle => html! { <circle {class} r={(CIRCLE + grown).to_string()} /> },
        Shape::Diamond => {
            let (x, y) = (DIAMOND.0 + grown * 7 / 4, DIAMOND.1 + grown * 5 / 4);
            html! { <path {class} d={format!("M{} 0L0 {}L{x} 0L0 {y}Z", -x, -y)} /> }
        }
        Shape::Rectangle | Shape::Taskbox => {
            let (width, height) = (props.width + 2 * grown, props.height + 2 * grown);
            html! {
                <rect {class} x={(-width / 2).to_string()} y={(-height / 2).to_string()}
                    width={width.to_string()} height={height.to_string()} rx={(7 + grown).to_string()} />
            }
        }
    }
}

/// The label in lines that fit, and the note.
fn words(props: &NodeProps) -> Html {
    let node = &props.node;
    let shape = props.node.shape;
    let room = match shape {
        // About seven units to a letter, whatever the font.
        Shape::Rectangle | Shape::Taskbox => usize::try_from(props.width / 7).unwrap_or(14),
        Shape::Diamond | Shape::Circle => 10,
    };
    let lines = wrapped(&node.label, room);
    let noted = shape == Shape::Rectangle && !node.note.is_empty();
    let line_height = 14;
    let count = i32::try_from(lines.len()).unwrap_or(1) + i32::from(noted);
    let first = 4 - (count - 1) * line_height / 2;
    let line = |(line, text): (i32, &String)| {
        html! { <text class="label" y={(first + line * line_height).to_string()}>{ text }</text> }
    };
    let note_y = first + (count - 1) * line_height + 1;
    html! {
        <g class={classes!((shape == Shape::Circle).then_some("small"))}>
            { for (0..).zip(&lines).map(line) }
            if noted {
                { note(&node.note, note_y, props.width - 8) }
            } else if shape == Shape::Diamond && !node.note.is_empty() {
                // A diamond has no room inside: beside its lower left side there is.
                <text class="note beside" x="-26" y="42">{ shortened(&node.note, 16) }</text>
            }
        </g>
    }
}

/// The note inside a rectangle. One that is a little too long is set closer, a longer one is cut.
fn note(text: &str, y: i32, width: i32) -> Html {
    let text = shortened(text, width / 5 + 1);
    // A letter takes six units, more or less.
    let letters = i32::try_from(text.chars().count()).unwrap_or(i32::MAX);
    let squeezed = letters > width / 6;
    html! {
        <text class="note" y={y.to_string()} textLength={squeezed.then(|| width.to_string())}
            lengthAdjust={squeezed.then_some("spacingAndGlyphs")}>{ text }</text>
    }
}

/// The sign of a command that was stopped here.
fn stop_mark(props: &NodeProps) -> Html {
    let (x, y) = match props.node.shape {
        Shape::Rectangle | Shape::Taskbox => (props.width / 2 - 2, -props.height / 2 + 2),
        Shape::Diamond => (DIAMOND.0 / 2 + 4, -DIAMOND.1 / 2 - 4),
        Shape::Circle => (CIRCLE - 4, -CIRCLE + 4),
    };
    html! {
        <g class="stop-mark" transform={format!("translate({x} {y})")}>
            <circle r="8" />
            <path d="m-3-3 6 6m0-6-6 6" />
        </g>
    }
}

/// Breaks a label between words, into lines of at most `room` letters where words allow it.
fn wrapped(label: &str, room: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in label.split(' ') {
        match lines.last_mut() {
            Some(line) if line.chars().count() + 1 + word.chars().count() <= room => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

fn shortened(text: &str, room: i32) -> String {
    let room = usize::try_from(room).unwrap_or(1);
    if text.chars().count() <= room {
        return text.to_owned();
    }
    let mut short: String = text.chars().take(room.saturating_sub(1)).collect();
    short.push('…');
    short
}
