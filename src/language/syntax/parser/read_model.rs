//! Read models.

use super::{Kind, Parsed, Parser};
use crate::language::syntax::Word;
use crate::language::syntax::model::{On, ReadModel};

/// Words that begin a member of a read model that is no column.
const MEMBERS: [&str; 3] = ["on", "state", "invariant"];

impl Parser<'_> {
    /// `Shelf "The shelf" (book: Id) { … }`.
    pub(super) fn read_model(&mut self) -> Parsed<ReadModel> {
        self.wanted_word("model")?;
        let name = self.name("the name of a read model")?;
        let title = self.heading_title();
        let kept_as = match self.take_heading_word("as") {
            true => Some(self.kept_as()?),
            false => None,
        };
        let is_feed = kept_as.as_ref().is_some_and(|word| word.text == "feed");
        let key = match self.kind() {
            kind if is_feed && kind != Kind::OpenRound => Vec::new(),
            _ => self.list(Kind::OpenRound, "`(` and the key", Self::parameter)?,
        };
        let shown = match self.take_heading_word("where") {
            true => Some(self.value_before_block()),
            false => None,
        };
        let mut model = ReadModel {
            name,
            title,
            kept_as,
            key,
            shown,
            columns: Vec::new(),
            state: Vec::new(),
            clauses: Vec::new(),
            invariants: Vec::new(),
        };
        if is_feed && self.kind() != Kind::OpenBrace {
            return Ok(model);
        }
        let mut bracket = self.open_members()?;
        while self.inside(&mut bracket) {
            if self.member_of_read_model(&mut model).is_err() {
                self.lost = true;
                self.skip();
            }
        }
        Ok(model)
    }

    fn kept_as(&mut self) -> Parsed<Word> {
        let words = ["table", "search", "feed"];
        if words.contains(&self.word_here()) {
            return self.name("`table`, `search` or `feed`");
        }
        Err(self.unexpected_among("`table`, `search` or `feed`", &words))
    }

    fn member_of_read_model(&mut self, model: &mut ReadModel) -> Parsed<()> {
        let named = self.kind() == Kind::Word && self.follows(1) == Some(Kind::Colon);
        if named || self.kind() == Kind::Dots {
            model.columns.push(self.field()?);
            self.end_of_column();
            return Ok(());
        }
        match self.column_or_member()? {
            "state" => model.state.extend(self.state()?),
            "on" => model.clauses.push(self.on()?),
            _ => model.invariants.push(self.invariant()?),
        }
        Ok(())
    }

    /// The word that begins a member here, which is no column.
    fn column_or_member(&mut self) -> Parsed<&'static str> {
        let known = MEMBERS.contains(&self.word_here());
        if known || self.meant(&MEMBERS).is_some() {
            return self.member_word(&MEMBERS);
        }
        let hint =
            "A column is written `name: Type`; what an event changes stands in `on Event { }`.";
        Err(self.unexpected_but("a column, `on`, `state` or `invariant`", hint))
    }

    /// Columns are parted by commas or new lines.
    fn end_of_column(&mut self) {
        let ends = self.starts_line() || self.kind() == Kind::CloseBrace;
        if !ends && !self.take(Kind::Comma) && self.kind() != Kind::End {
            self.unexpected("`,` or a new line");
            self.skip();
        }
    }

    /// `on BookAdded, BookBought { … }`.
    fn on(&mut self) -> Parsed<On> {
        let first = self.bump();
        let events = self.names("an event")?;
        let body = self.optional_block()?;
        Ok(On {
            events,
            body,
            span: self.since(first),
        })
    }
}
