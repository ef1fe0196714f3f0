//! The hash of a world is the same natively and in wasm, and stays the same: these constants say so on both.

#[path = "support/actions.rs"]
mod actions;
#[path = "support/playing.rs"]
mod playing;

use actions::Action;
use foldline::engine::model::world_hash;
use foldline::engine::position::GlobalPosition;
use foldline::engine::snapshot::SnapshotEvery;
use foldline::engine::timeline::{KeyframeSpacing, Timeline};
use foldline::engine::version::ExpectedVersion;
use foldline::samples;
use playing::Playing;

#[cfg(target_arch = "wasm32")]
wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);

fn hash_at(playing: &Playing, position: u64) -> String {
    let spacing = KeyframeSpacing {
        events: 8,
        bytes: 100_000,
    };
    let mut timeline = Timeline::new(&*playing.model, spacing);
    timeline.extend(&playing.events());
    let world = timeline.world_at(GlobalPosition::new(position));
    world_hash(playing.model.schema(), timeline.history(), &world)
}

#[cfg_attr(not(target_arch = "wasm32"), test)]
#[cfg_attr(target_arch = "wasm32", wasm_bindgen_test::wasm_bindgen_test)]
fn the_story_has_these_hashes() {
    let playing = Playing::new(samples::conference(), SnapshotEvery::default());
    for step in playing.model.story() {
        playing.play(&step);
    }
    let hashes = [0, 28, 56].map(|position| hash_at(&playing, position));
    assert_eq!(
        hashes,
        [
            "3286a520d2f110b35826cd9b3fc48831bc920fc102292c707a7b9704d5ed0966",
            "195173962cdff93cfe2e9563502cb226ac6983a71010d254987852b6600c464d",
            "e6e9772c7472427d91b99b493d9f44f0ae478abfe5ac27e868bf0496997e39d2",
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
    let hashes = [100, 402].map(|position| hash_at(&playing, position));
    assert_eq!(
        hashes,
        [
            "b7f8cbf210d8519fafe35e3ba50f9b03c8d218657c3cbf48a3a3468ee92763e7",
            "e9aa1804e13d98e89e180653378fea9b45f285d9b5f7e83ed46fb609b29c39d1",
        ]
    );
}
