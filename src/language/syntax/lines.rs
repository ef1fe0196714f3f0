//! Where in a text something stands, as people and editors count.

use super::Span;

/// A place as people count: both from 1.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Place {
    /// The line.
    pub line: u32,
    /// The column, in characters.
    pub column: u32,
}

/// The lines of a text.
#[derive(Clone, Debug)]
pub struct Lines<'a> {
    text: &'a str,
    /// Where each line begins: in bytes, and in UTF-16 units.
    starts: Vec<(usize, u32)>,
}

impl<'a> Lines<'a> {
    /// The lines of `text`.
    pub fn new(text: &'a str) -> Self {
        let mut starts = vec![(0, 0)];
        let mut units = 0;
        for (at, letter) in text.char_indices() {
            units += units_of(letter);
            if letter == '\n' {
                starts.push((at + 1, units));
            }
        }
        Self { text, starts }
    }

    /// The place of a byte. Beyond the end it is the end; within a character, its beginning.
    pub fn place(&self, byte: u32) -> Place {
        let (line, _, before) = self.on_its_line(byte);
        Place {
            line: number(line + 1),
            column: number(before.chars().count() + 1),
        }
    }

    /// The place where a span begins.
    pub fn begin(&self, span: Span) -> Place {
        self.place(span.start)
    }

    /// A span in UTF-16 units from the beginning of the text: where it begins and where it ends.
    pub fn utf16(&self, span: Span) -> (u32, u32) {
        let units = |byte| {
            let (_, units, before) = self.on_its_line(byte);
            units + before.chars().map(units_of).sum::<u32>()
        };
        (units(span.start), units(span.end))
    }

    /// The byte at which so many UTF-16 units from the beginning of the text end: the reverse of [`Lines::utf16`]. Beyond
    /// the end it is the end; within a character, its beginning.
    pub fn byte(&self, units: u32) -> u32 {
        let after = self.starts.partition_point(|(_, start)| *start <= units);
        let line = self.starts.get(after.saturating_sub(1)).copied();
        let (start, mut left) = line.map_or((0, units), |(byte, start)| (byte, units - start));
        let rest = self.text.get(start..).unwrap_or_default();
        let before = rest.chars().map_while(|letter| {
            left = left.checked_sub(units_of(letter))?;
            Some(letter.len_utf8())
        });
        number(start + before.sum::<usize>())
    }

    /// The index of a byte's line, the units before that line, and the text before the byte on it.
    fn on_its_line(&self, byte: u32) -> (usize, u32, &'a str) {
        let byte = self.text.floor_char_boundary(byte as usize);
        let after = self.starts.partition_point(|(start, _)| *start <= byte);
        let line = after.saturating_sub(1);
        let (start, units) = self.starts.get(line).copied().unwrap_or_default();
        (line, units, self.text.get(start..byte).unwrap_or_default())
    }
}

fn units_of(letter: char) -> u32 {
    if letter.len_utf16() == 1 { 1 } else { 2 }
}

fn number(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_count_lines_and_characters() {
        let text = "a\näö𝄞x\r\n\nend";
        let lines = Lines::new(text);
        let place = |byte| {
            let Place { line, column } = lines.place(byte);
            (line, column)
        };
        assert_eq!(place(0), (1, 1));
        assert_eq!(place(1), (1, 2));
        assert_eq!(place(2), (2, 1));
        assert_eq!(place(4), (2, 2));
        assert_eq!(place(5), (2, 2), "within a character");
        assert_eq!(place(10), (2, 4), "behind a letter of four bytes");
        assert_eq!(place(13), (3, 1));
        assert_eq!(place(9999), (4, 4));
        let x = Span { start: 10, end: 11 };
        assert_eq!(lines.utf16(x), (6, 7));
        assert_eq!(lines.byte(6), 10);
        assert_eq!(lines.byte(5), 6, "within a letter of two units");
        assert_eq!(lines.byte(9999), 17);
        for (byte, _) in text.char_indices() {
            let byte = u32::try_from(byte).expect("a short text");
            let (units, _) = lines.utf16(Span {
                start: byte,
                end: byte,
            });
            assert_eq!(lines.byte(units), byte, "and back");
        }
        assert_eq!(lines.begin(x), lines.place(10));
        assert_eq!(Lines::new("").place(0), Place { line: 1, column: 1 });
    }
}
