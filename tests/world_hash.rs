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
        most: 16,
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
            "641a5bd27763c268e7f68908e4bae6f61ca1d681ca45229ca361d298bd220331",
            "fe4ec7a16a0c653104d498cca1a121a5c320594fb2532e01cb23992e68ea74e7",
            "7176997dbdb3b5c99ed6cbbfd4b86391dd71ed57921ec9acb5ab9167421cfc0a",
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
            "ca0f0d49f8ac0ca751e791fb2ac5c301fb7d7109568052460a57cebe2e4ea4c6",
            "2b3563e20cb36ddaaa00fe18fcc6ccc92a1fb383e14622cb6a127b0439039ba0",
        ]
    );
}
