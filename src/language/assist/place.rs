//! Where in a text a place is: in which part, which block, which brackets.
//!
//! Only the tokens before the place are looked at, and every mistake in them is passed over: a word that begins a part
//! at the beginning of a line closes all that was left open before it.

mod rooms;
mod text;

pub(super) use rooms::Room;

use crate::language::syntax::lexer::{Kind, Token};
use crate::language::syntax::limits;
use rooms::{begins_part, room_of};

/// A place in a text.
pub(super) struct Place<'a> {
    /// The text from the beginning of the part up to the place.
    text: &'a str,
    /// Where that part begins.
    base: usize,
    /// What stands before the place, without the word that is being written there.
    pub(super) tokens: Vec<Token>,
    /// The brackets that are open, the innermost last. The first is the file itself.
    pub(super) frames: Vec<Frame>,
    /// What is written of the word at the place.
    pub(super) word: &'a str,
    /// Whether a line begins with that word.
    starts_line: bool,
}

/// A bracket that is open.
#[derive(Clone, Copy, Debug)]
pub(super) struct Frame {
    /// What stands in it.
    pub(super) room: Room,
    /// Its token; nothing for the file.
    pub(super) open: Option<usize>,
    /// The token with which the statement, member or element begins that is read last.
    pub(super) phrase: usize,
}

impl<'a> Place<'a> {
    /// The place at a byte. Nothing where no words of the language stand: in a comment, or among the letters of a text.
    pub(super) fn at(text: &'a str, byte: usize) -> Option<Self> {
        let text = text.get(..text.floor_char_boundary(byte))?;
        let base = part_before(text);
        let text = text.get(base..)?;
        let mut tokens = text::tokens_before(text)?;
        let (mut word, mut starts_line) = ("", text::line_is_blank(text, tokens.last()));
        if let Some(last) = tokens.last().copied()
            && last.span.end as usize == text.len()
        {
            if text::is_word(last.kind) {
                word = text.get(last.span.start as usize..).unwrap_or_default();
                starts_line = last.starts_line || is_first_of_line(text, last);
                tokens.pop();
            } else if text::is_value(last.kind) {
                return None;
            }
        }
        let mut place = Self {
            text,
            base,
            tokens,
            frames: Vec::new(),
            word,
            starts_line,
        };
        place.walk();
        Some(place)
    }

    /// The word that a token is; nothing for a sign.
    pub(super) fn word_at(&self, index: usize) -> &'a str {
        match self.tokens.get(index) {
            Some(token) if text::is_word(token.kind) => self
                .text
                .get(token.span.start as usize..token.span.end as usize)
                .unwrap_or_default(),
            _ => "",
        }
    }

    /// Whether nothing stands before the place.
    pub(super) fn is_first(&self) -> bool {
        self.base == 0 && self.tokens.is_empty()
    }

    /// What a token is; of none, the end.
    pub(super) fn kind_at(&self, index: usize) -> Kind {
        self.tokens.get(index).map_or(Kind::End, |it| it.kind)
    }

    /// Whether a line begins with the place, or with the word at it.
    pub(super) fn begins_line(&self) -> bool {
        self.starts_line
    }

    /// The innermost bracket.
    pub(super) fn here(&self) -> Frame {
        self.frames.last().copied().unwrap_or(Frame {
            room: Room::File,
            open: None,
            phrase: 0,
        })
    }

    /// The word that begins the part, and the part's name. Nothing outside of parts.
    pub(super) fn part(&self) -> (&'a str, &'a str) {
        let phrase = self.frames.first().map_or(0, |file| file.phrase);
        let word = self.word_at(phrase);
        let name = match word {
            "read" => self.word_at(phrase + 2),
            _ => self.word_at(phrase + 1),
        };
        (word, name)
    }

    /// The token that begins the member of an aggregate, a read model or a process.
    pub(super) fn member(&self) -> Option<usize> {
        let members = self.frames.get(1)?;
        (members.room == Room::Members).then_some(members.phrase)
    }

    /// The words that begin the statement, the member and the part in which the place is, the innermost first.
    pub(super) fn around(&self) -> Vec<&'a str> {
        let phrases = self.frames.iter().rev().map(|frame| frame.phrase);
        phrases.map(|phrase| self.word_or_writing(phrase)).collect()
    }

    /// The bracket that opens with this closing one's partner, looking back.
    pub(super) fn opening(&self, close: usize) -> Option<usize> {
        let mut depth = 0_usize;
        for index in (0..=close).rev() {
            let kind = self.kind_at(index);
            if kind.closes() || kind == Kind::TextClose {
                depth += 1;
            } else if kind.opens() || kind == Kind::TextOpen {
                depth = depth.checked_sub(1)?;
                if depth == 0 {
                    return Some(index);
                }
            }
        }
        None
    }

    /// The token behind the bracket that opens here, at most `to`.
    pub(super) fn behind_bracket(&self, open: usize, to: usize) -> usize {
        let mut depth = 0_usize;
        for index in open..to {
            let kind = self.kind_at(index);
            if kind.opens() || kind == Kind::TextOpen {
                depth += 1;
            } else if kind.closes() || kind == Kind::TextClose {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    return index + 1;
                }
            }
        }
        to
    }

    /// Where a token begins, in bytes.
    pub(super) fn byte_of(&self, index: usize) -> u32 {
        let start = self.tokens.get(index).map_or(0, |token| token.span.start);
        start.saturating_add(u32::try_from(self.base).unwrap_or(u32::MAX))
    }

    /// Whether a statement may begin with this token: a line or a block does.
    pub(super) fn starts_statement(&self, index: usize) -> bool {
        let before = index
            .checked_sub(1)
            .map_or(Kind::End, |it| self.kind_at(it));
        self.is_fresh(index) || before == Kind::OpenBrace
    }

    /// The token behind a statement, at most `to`: the next line, unless the one before it wants more.
    pub(super) fn end_of_statement(&self, from: usize, to: usize) -> usize {
        let mut index = from;
        while index < to {
            if index > from && self.is_fresh(index) && self.word_at(index) != "then" {
                return index;
            }
            index = match self.kind_at(index).opens() {
                true => self.behind_bracket(index, to),
                false => index + 1,
            };
        }
        to
    }

    fn walk(&mut self) {
        self.frames.push(Frame {
            room: Room::File,
            open: None,
            phrase: 0,
        });
        for index in 0..self.tokens.len() {
            self.begin_phrase(index);
            let kind = self.kind_at(index);
            if kind.opens() {
                let here = self.here();
                let room = room_of(self, here, index);
                self.frames.push(Frame {
                    room,
                    open: Some(index),
                    phrase: index + 1,
                });
            } else if kind.closes() {
                self.close(kind);
            }
        }
        self.begin_phrase(self.tokens.len());
    }

    /// Leaves the innermost bracket that this one closes; one that closes nothing is passed over.
    fn close(&mut self, kind: Kind) {
        let opens = |frame: &Frame| {
            let open = frame.open.map_or(Kind::End, |open| self.kind_at(open));
            matches!(
                (open, kind),
                (Kind::OpenRound, Kind::CloseRound)
                    | (Kind::OpenSquare, Kind::CloseSquare)
                    | (Kind::OpenBrace, Kind::CloseBrace)
                    | (Kind::HoleOpen, Kind::HoleClose)
            )
        };
        let deep = self.frames.len();
        // Sound brackets stand no deeper in each other.
        let mut inner = self.frames.iter().rev().take(limits::NESTING as usize);
        if let Some(found) = inner.position(opens) {
            self.frames.truncate(deep - found - 1);
        }
    }

    /// Notes where a statement, member or element begins, also with the word that is being written.
    fn begin_phrase(&mut self, index: usize) {
        if begins_part(self, index) {
            self.frames.truncate(1);
        } else if !rooms::begins_phrase(self, self.here(), index) {
            return;
        }
        if let Some(frame) = self.frames.last_mut() {
            frame.phrase = index;
        }
    }

    /// Whether a token is the first of its line, and the line before it does not want to go on.
    fn is_fresh(&self, index: usize) -> bool {
        let starts = match self.tokens.get(index) {
            Some(token) => token.starts_line,
            None => self.starts_line,
        };
        let before = index
            .checked_sub(1)
            .map_or(Kind::End, |it| self.kind_at(it));
        starts && !rooms::wants_more(before)
    }

    /// The word at a token, or the one that is being written.
    fn word_or_writing(&self, index: usize) -> &'a str {
        if index == self.tokens.len() {
            self.word
        } else {
            self.word_at(index)
        }
    }

    /// Whether a token, or the word that is being written, stands at the very beginning of its line.
    fn is_outmost(&self, index: usize) -> bool {
        let start = match self.tokens.get(index) {
            Some(token) => token.span.start as usize,
            None => self.text.len() - self.word.len(),
        };
        let before = self.text.get(..start).unwrap_or_default();
        before.is_empty() || before.ends_with('\n')
    }
}

/// Where the last part begins that begins before the end of a text.
pub(super) fn part_before(text: &str) -> usize {
    let mut lines = text.rmatch_indices('\n').map(|(at, _)| at + 1);
    let found = lines.find(|at| text.get(*at..).is_some_and(rooms::is_part));
    found.unwrap_or_default()
}

fn is_first_of_line(text: &str, token: Token) -> bool {
    let before = text.get(..token.span.start as usize).unwrap_or_default();
    let line = before.rsplit('\n').next().unwrap_or_default();
    line.trim().is_empty()
}
