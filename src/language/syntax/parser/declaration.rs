//! The small parts of a file: actors, contexts, types, calculations, upcasts, tasks.

use super::{Failed, Kind, Parsed, Parser};
use crate::language::syntax::model::{
    Actor, Define, EnumType, Heading, Lifted, RecordType, Task, TypeAlias, Upcast,
};

impl Parser<'_> {
    /// `Organizer (Ada, "Grace Hopper")`.
    pub(super) fn actor(&mut self) -> Parsed<Actor> {
        let name = self.name("the name of a role")?;
        let title = self.heading_title();
        let people = match self.kind() {
            Kind::OpenRound => self.list(Kind::OpenRound, "`(`", Self::person)?,
            _ => Vec::new(),
        };
        Ok(Actor {
            name,
            title,
            people,
        })
    }

    /// `Registration "Selling seats"`.
    pub(super) fn context(&mut self) -> Parsed<Heading> {
        let name = self.name("the name of a context")?;
        let title = self.heading_title();
        Ok(Heading { name, title })
    }

    /// `SeatType = Text(1..70)`.
    pub(super) fn type_alias(&mut self) -> Parsed<TypeAlias> {
        let name = self.name("the name of a type")?;
        self.wanted(Kind::Assign, "`=`")?;
        self.go_on();
        let target = self.type_or_broken();
        Ok(TypeAlias { name, target })
    }

    /// `Stage { Placed, Confirmed }`.
    pub(super) fn enum_type(&mut self) -> Parsed<EnumType> {
        let name = self.name("the name of an enum")?;
        let read = |parser: &mut Self| parser.name("the name of a case");
        let cases = self.list(Kind::OpenBrace, "`{` and the cases", read)?;
        Ok(EnumType { name, cases })
    }

    /// `Line { seatType: SeatType, quantity: Int }`.
    pub(super) fn record_type(&mut self) -> Parsed<RecordType> {
        let name = self.name("the name of a record")?;
        let fields = self.list(Kind::OpenBrace, "`{` and the fields", Self::field)?;
        Ok(RecordType { name, fields })
    }

    /// `total(lines: List<Line>): Int = …`.
    pub(super) fn define(&mut self) -> Parsed<Define> {
        let name = self.name("the name of a calculation")?;
        let parameters = self.list(Kind::OpenRound, "`(`", Self::parameter)?;
        self.wanted(Kind::Colon, "`:` and the type of the result")?;
        self.go_on();
        let result = self.type_or_broken();
        self.wanted(Kind::Assign, "`=` and the result")?;
        self.go_on();
        let body = self.last_value();
        Ok(Define {
            name,
            parameters,
            result,
            body,
        })
    }

    /// `RegistrantAssigned v1 (name: Text) { into … }`.
    pub(super) fn upcast(&mut self) -> Parsed<Upcast> {
        let event = self.name("an event")?;
        let hint = "The version that is lifted is written `v1`.";
        let Some(version) = self.version() else {
            return Err(self.unexpected_but("a version", hint));
        };
        let fields = self.list(Kind::OpenRound, "`(`", Self::parameter)?;
        let mut bracket = self.open_members()?;
        let mut into = Vec::new();
        while self.inside(&mut bracket) {
            match self.lifted() {
                Ok(lifted) => into.push(lifted),
                Err(Failed) => self.skip(),
            }
        }
        Ok(Upcast {
            event,
            version,
            fields,
            into,
        })
    }

    /// `into RegistrantAssigned v2 (…)`.
    fn lifted(&mut self) -> Parsed<Lifted> {
        self.wanted_word("into")?;
        let first = self.token();
        let name = self.name("an event")?;
        let version = self.version();
        let call = self.call_of(first, name)?;
        Ok(Lifted { call, version })
    }

    /// `"Change the order" by Attendee sends PlaceOrder (order from …)`.
    pub(super) fn task(&mut self) -> Parsed<Task> {
        let title = self.quoted("what people call the task, as a text")?;
        if !self.take_heading_word("by") {
            return Err(self.unexpected_among("`by` and a role", &["by"]));
        }
        let actors = self.names("a role")?;
        if !self.take_heading_word("sends") {
            self.unexpected_but("`sends`", "A task is written `by Role sends Command (…)`.");
        }
        let command = self.name("a command")?;
        let inputs = self.list(Kind::OpenRound, "`(`", Self::filled)?;
        Ok(Task {
            title,
            actors,
            command,
            inputs,
        })
    }
}
