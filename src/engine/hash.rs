//! Stable hashes: of canonical bytes, the same on every target and for ever.

use sha2::{Digest, Sha256};

/// The SHA-256 of several parts in order. Each part's length is hashed with it, so that no two splits collide.
pub fn stable_hash<'a>(parts: impl IntoIterator<Item = &'a [u8]>) -> [u8; 32] {
    let mut hasher = Sha256::new();
    for part in parts {
        hasher.update((part.len() as u64).to_be_bytes());
        hasher.update(part);
    }
    hasher.finalize().into()
}

/// The first 16 bytes of [`stable_hash`] in hexadecimal: an id of 32 characters.
pub fn hash_id<'a>(parts: impl IntoIterator<Item = &'a [u8]>) -> String {
    hex(&stable_hash(parts)[..16])
}

/// Lower-case hexadecimal.
pub fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write;
    bytes.iter().fold(String::new(), |mut text, byte| {
        // Writing to a String can't fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_split_into_parts_matters() {
        let one = hash_id([b"ab".as_slice(), b"c".as_slice()]);
        let two = hash_id([b"a".as_slice(), b"bc".as_slice()]);
        assert_ne!(one, two);
        assert_eq!(one.len(), 32);
    }

    #[test]
    fn a_known_value_so_that_ids_never_change() {
        assert_eq!(
            hash_id([b"foldline".as_slice()]),
            "123a425db1a01b930a8b8e0fe55d01dd"
        );
    }
}
