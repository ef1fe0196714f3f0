//! Things found by their hash. It is the same at every run and everywhere, and nothing is read in its order.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

/// Finds values by keys.
pub type Index<K, V> = HashMap<K, V, BuildHasherDefault<Mixer>>;

/// Mixes what it is given into one number. Nobody gains by texts that collide: a person's models and histories are their
/// own.
#[derive(Clone, Copy, Debug, Default)]
pub struct Mixer(u64);

/// The golden ratio as a fraction of 2^64, made odd: it spreads neighbours far apart.
const SPREAD: u64 = 0x9e37_79b9_7f4a_7c15;

impl Hasher for Mixer {
    fn write(&mut self, bytes: &[u8]) {
        let (words, rest) = bytes.as_chunks();
        for word in words {
            self.write_u64(u64::from_le_bytes(*word));
        }
        let mut last = [0; 8];
        for (place, byte) in last.iter_mut().zip(rest) {
            *place = *byte;
        }
        self.write_u64(u64::from_le_bytes(last));
    }

    fn write_u8(&mut self, number: u8) {
        self.write_u64(number.into());
    }

    #[inline]
    fn write_u32(&mut self, number: u32) {
        self.write_u64(number.into());
    }

    fn write_usize(&mut self, number: usize) {
        self.write_u64(number as u64);
    }

    #[inline]
    fn write_u64(&mut self, number: u64) {
        self.0 = (self.0.rotate_left(26) ^ number).wrapping_mul(SPREAD);
    }

    /// The upper half is mixed best, and tables look at both ends.
    fn finish(&self) -> u64 {
        self.0 ^ (self.0 >> 32)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;
    use std::hash::{BuildHasher, BuildHasherDefault, Hash};

    fn hash(of: impl Hash) -> u64 {
        BuildHasherDefault::<Mixer>::default().hash_one(of)
    }

    #[test]
    fn hashes_are_the_same_at_every_run_and_spread_what_is_alike() {
        assert_eq!(hash("a text of some length"), 0x7bb4_3286_df48_1f68);
        let low = |hash: u64| hash % 4_096;
        let pairs = (0..64_u32).flat_map(|one| (0..64_u32).map(move |two| low(hash((one, two)))));
        let texts = (0..4_096).map(|n| low(hash(format!("r-{n}"))));
        for hashes in [pairs.collect::<BTreeSet<u64>>(), texts.collect()] {
            // Thrown at random, 4,096 would hit 2,589 places.
            assert!(hashes.len() > 2_300, "{}", hashes.len());
        }
    }
}
