//! The hash of a world is the same natively and in wasm, and stays the same: these constants say so on both.

#[path = "support/actions.rs"]
mod actions;
#[path = "support/playing.rs"]
mod playing;
#[path = "support/recorded.rs"]
mod recorded;

use actions::Action;
use foldline::engine::event::RecordedEvent;
use foldline::engine::model::{Model, world_hash};
use foldline::engine::position::GlobalPosition;
use foldline::engine::snapshot::SnapshotEvery;
use foldline::engine::timeline::{KeyframeSpacing, Timeline};
use foldline::engine::version::ExpectedVersion;
use foldline::samples;
use playing::Playing;
use recorded::Recorded;

#[cfg(target_arch = "wasm32")]
wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);

fn hashes_at<const N: usize>(
    model: &dyn Model,
    events: &[RecordedEvent],
    positions: [u64; N],
) -> [String; N] {
    let spacing = KeyframeSpacing {
        events: 8,
        bytes: 100_000,
    };
    let mut timeline = Timeline::new(model, spacing);
    timeline.extend(events);
    positions.map(|position| {
        let world = timeline.world_at(GlobalPosition::new(position));
        world_hash(model.schema(), timeline.history(), &world)
    })
}

#[cfg_attr(not(target_arch = "wasm32"), test)]
#[cfg_attr(target_arch = "wasm32", wasm_bindgen_test::wasm_bindgen_test)]
fn the_story_has_these_hashes() {
    let recorded = Recorded::new();
    let events = recorded.events();
    assert_eq!(events.len(), 421);
    let hashes = hashes_at(&*recorded.model, &events, [0, 200, 421]);
    assert_eq!(
        hashes,
        [
            "641a5bd27763c268e7f68908e4bae6f61ca1d681ca45229ca361d298bd220331",
            "13769b8710cb558366ee468d12dece6f009df2887ede6233427221752ef4544a",
            "4ac02b18a5b64c3b4a387493576a5a6923c5130da4ca8e52739070212b0be193",
        ]
    );
}

#[cfg_attr(not(target_arch = "wasm32"), test)]
#[cfg_attr(target_arch = "wasm32", wasm_bindgen_test::wasm_bindgen_test)]
fn a_seeded_history_has_these_hashes() {
    let playing = Playing::new(samples::conference(), SnapshotEvery(10));
    let mut seed = 2026;
    for _ in 0..500 {
        let (actor, command_type, payload) = Action::seeded(&mut seed).command();
        let request = playing.request(&actor, command_type, &payload, ExpectedVersion::Any);
        playing.handle(&request);
    }
    assert_eq!(playing.events().len(), 402);
    let hashes = hashes_at(&*playing.model, &playing.events(), [100, 402]);
    assert_eq!(
        hashes,
        [
            "43bbfe33c750bedb5d883d444cc15390cc48c083f0d3d0e5360e6f9e1bd5c410",
            "eae9f81c4327314b8833de7ba4273cb51355282f8656af68bee4e43c5df57b33",
        ]
    );
}
