//! Small collections that many events have in common.

use super::{Datum, Index};

/// Collections that are larger are not looked for.
const CELLS: usize = 24;

/// Keeps every small collection once, however often it is read.
#[derive(Debug, Default)]
pub struct Common(Index<Datum, ()>);

impl Common {
    /// The value itself, shared with those that are the same.
    pub fn shared(&mut self, value: Datum) -> Datum {
        if matches!(value, Datum::None | Datum::Number(_) | Datum::Text(_)) || value.cells() > CELLS
        {
            return value;
        }
        if let Some((known, ())) = self.0.get_key_value(&value) {
            return known.clone();
        }
        self.0.insert(value.clone(), ());
        value
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::rc::Rc;

    #[test]
    fn collections_that_are_the_same_are_one() {
        let list =
            |numbers: &[i64]| Datum::list(numbers.iter().copied().map(Datum::Number).collect());
        let mut common = Common::default();
        let (one, two) = (common.shared(list(&[1, 2])), common.shared(list(&[1, 2])));
        let (Datum::List(one), Datum::List(two)) = (one, two) else {
            panic!("they are lists");
        };
        assert!(Rc::ptr_eq(&one, &two));
        assert_eq!(common.shared(list(&[2, 1])), list(&[2, 1]));
        // A record and a list of the same values are not the same.
        let record = Datum::record(vec![Datum::Number(1), Datum::Number(2)]);
        assert_eq!(common.shared(record.clone()), record);
    }
}
