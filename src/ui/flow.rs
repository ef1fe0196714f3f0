//! The workflow, alive: the path that the selected command took, and what it read and decided at each step.

mod detail;
mod layout;
mod node;
mod road;

use super::screen::use_width;
use super::sender::use_sender;
use super::shown::Slice;
use crate::app::view_model::{FlowEdgeView, FlowNodeView, FlowView};
use detail::detail;
use layout::{Layout, Spot, TALL, WIDE};
use node::Node;
use road::{path, tip};
use yew::prelude::*;

/// Below this width the lanes stand one above the other.
const WIDE_FROM: i32 = 640;

/// The workflow.
#[component]
pub(super) fn Flow(props: &Slice<FlowView>) -> Html {
    let view = &props.view;
    let sender = use_sender();
    let frame = use_node_ref();
    let width = use_width(&frame);
    let tall = width > 0 && width < WIDE_FROM;
    let layout: &'static Layout = if tall { &TALL } else { &WIDE };
    let opened = view.nodes.iter().find(|node| node.open);
    let spot = opened.and_then(|node| layout.spot(&node.id));
    html! {
        <div class={classes!("flow", tall.then_some("tall"))} ref={frame}>
            <div class="flow-head">
                { heading(view) }
                <span class="grow" />
                { legend() }
            </div>
            <div class="flow-frame">
                { diagram(view, layout) }
            </div>
            if let (Some(node), Some(it)) = (opened, &view.detail) {
                { detail(&sender, &node.id, it, spot.is_some_and(|spot| spot.x * 2 > layout.width)) }
            }
        </div>
    }
}

fn heading(view: &FlowView) -> Html {
    match (&view.title, &view.empty) {
        (Some(title), None) => {
            html! { <h2 class="flow-title" data-test="flow-title">{ title }</h2> }
        }
        (Some(title), Some(empty)) => html! {
            <div>
                <h2 class="flow-title" data-test="flow-title">{ title }</h2>
                <p class="flow-empty" data-test="flow-empty">{ empty }</p>
            </div>
        },
        (None, Some(empty)) => html! { <p class="flow-empty" data-test="flow-empty">{ empty }</p> },
        (None, None) => Html::default(),
    }
}

fn legend() -> Html {
    html! {
        <ul class="legend wide-only" aria-label="What the lines mean">
            <li><i class="line lit" />{ "taken" }</li>
            <li><i class="line dark" />{ "not taken" }</li>
            <li><i class="line stopped" />{ "stopped here" }</li>
        </ul>
    }
}

fn diagram(view: &FlowView, layout: &'static Layout) -> Html {
    let lanes = layout.lanes.iter().zip(&view.lanes).map(|(lane, title)| {
        html! {
            <g class="flow-lane" key={title.as_str()}>
                <rect x={lane.x.to_string()} y={lane.y.to_string()} width={lane.width.to_string()} height={lane.height.to_string()} rx="8" />
                <text class={if lane.upright { "upright" } else { "level" }} transform={lane.title_transform()}>{ title }</text>
            </g>
        }
    });
    // What is lit is drawn last, and so lies over what is dark.
    let dark = view.edges.iter().filter(|edge| !edge.lit);
    let lit = view.edges.iter().filter(|edge| edge.lit);
    let edges = dark.chain(lit);
    let nodes = view.nodes.iter().filter_map(|node| {
        let spot = layout.spot(&node.id)?;
        Some(node_at(node, spot, layout))
    });
    html! {
        <svg class="flow-diagram" viewBox={format!("0 0 {} {}", layout.width, layout.height)} role="group"
            aria-label="The workflow of a command" style={format!("--flow-width: {}px", layout.width)}>
            { for lanes }
            <g aria-hidden="true">{ for edges.filter_map(|edge| road_of(edge, layout)) }</g>
            { for nodes }
        </svg>
    }
}

fn node_at(node: &FlowNodeView, spot: &'static Spot, layout: &'static Layout) -> Html {
    html! { <Node key={node.id.as_str()} node={node.clone()} {spot} width={layout.node_width} height={layout.node_height} /> }
}

fn road_of(edge: &FlowEdgeView, layout: &Layout) -> Option<Html> {
    let road = layout.road(&edge.from, &edge.to)?;
    let class = if edge.lit { "edge lit" } else { "edge dark" };
    let (x, y) = road.label;
    Some(html! {
        <g {class} key={format!("{}-{}", edge.from, edge.to)} data-test="flow-edge" data-from={edge.from.clone()} data-to={edge.to.clone()} data-lit={edge.lit.to_string()}>
            <path class="line" d={path(road.points)} />
            <path class="tip" d={tip(road.points)} />
            if !edge.label.is_empty() {
                <text x={x.to_string()} y={(y + 4).to_string()}>{ &edge.label }</text>
            }
        </g>
    })
}
