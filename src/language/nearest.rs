//! "Did you mean …?": the known word that is nearest to an unknown one.

/// Longer words are not compared.
const LONGEST: usize = 40;

/// The known word that was probably meant: one that differs in case, or by a slip or two of the hand.
pub fn nearest<'a>(word: &str, known: &[&'a str]) -> Option<&'a str> {
    let word: Vec<char> = word.chars().take(LONGEST + 1).collect();
    let mut best: Option<(usize, &'a str)> = None;
    for &candidate in known {
        let length = candidate.chars().take(LONGEST + 1).count();
        let shorter = word.len().min(length);
        let longer = word.len().max(length);
        let allowed = match shorter {
            0..=1 => 0,
            2..=4 => 1,
            _ => 2,
        };
        if longer > LONGEST || longer - shorter > allowed {
            continue;
        }
        let letters: Vec<char> = candidate.chars().collect();
        let found = distance(&word, &letters);
        if found <= allowed && best.is_none_or(|(least, _)| found < least) {
            best = Some((found, candidate));
        }
    }
    best.map(|(_, candidate)| candidate)
}

/// How many letters are to be changed, added, left out or swapped with their neighbour; case is no difference.
fn distance(from: &[char], to: &[char]) -> usize {
    let same = |a: char, b: char| a.to_lowercase().eq(b.to_lowercase());
    let mut before: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=to.len()).collect();
    for (i, &a) in from.iter().enumerate() {
        let mut row = vec![i + 1];
        for (j, &b) in to.iter().enumerate() {
            let at =
                |row: &[usize], place: usize| row.get(place).copied().unwrap_or(usize::MAX / 2);
            let changed = at(&last, j) + usize::from(!same(a, b));
            let mut least = changed.min(at(&last, j + 1) + 1).min(at(&row, j) + 1);
            if i > 0 && j > 0 && same(a, to[j - 1]) && same(from[i - 1], b) {
                least = least.min(at(&before, j - 1) + 1);
            }
            row.push(least);
        }
        before = std::mem::replace(&mut last, row);
    }
    last.last().copied().unwrap_or(usize::MAX)
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn a_slip_of_the_hand_is_seen_through() {
        let known = ["command", "event", "state", "on"];
        for (written, meant) in [
            ("comand", Some("command")),
            ("Command", Some("command")),
            ("comamnd", Some("command")),
            ("evnet", Some("event")),
            ("no", Some("on")),
            ("row", None),
            ("", None),
            ("x", None),
        ] {
            assert_eq!(nearest(written, &known), meant, "{written}");
        }
        assert_eq!(nearest(&"e".repeat(100_000), &known), None);
    }
}
