//! Names and identities: each its own type.

use super::text_type::text_type;
use serde::{Deserialize, Serialize};
use std::fmt;

text_type! {
    /// A line of history. Every workspace begins with [`BranchId::main`]; a what-if branch shares its parent's past.
    BranchId
}
text_type! {
    /// A bounded context: the owner of a log of its own.
    ContextName
}
text_type! {
    /// The kind of a command, for example `MakeSeatReservation`.
    CommandType
}
text_type! {
    /// The kind of an event, for example `SeatsReserved`.
    EventType
}
text_type! {
    /// Identifies one command for ever: sent twice, it takes effect once.
    CommandId
}
text_type! {
    /// Identifies the whole conversation that a commit belongs to.
    CorrelationId
}
text_type! {
    /// The part that an actor plays, for example `Attendee`.
    Role
}
text_type! {
    /// A person, by the name shown on the page.
    Person
}
text_type! {
    /// The name of a read model.
    ReadModelName
}
text_type! {
    /// The name of a process manager: also the category of its instances' private streams.
    ProcessName
}
text_type! {
    /// A hole of the original system that a model can show on purpose; it is closed unless it is switched on.
    ReferenceBug
}
text_type! {
    /// Identifies the rules of a model. Two models with one fingerprint decide and evolve alike.
    Fingerprint
}

impl BranchId {
    /// The branch that every workspace begins with.
    pub fn main() -> Self {
        Self::new("main")
    }
}

/// A stream: the events of one instance of one aggregate.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
pub struct StreamName {
    /// The kind of aggregate, for example `SeatsAvailability`. It holds no slash.
    pub category: std::rc::Rc<str>,
    /// Which one of them.
    pub id: std::rc::Rc<str>,
}

impl StreamName {
    /// The stream of the aggregate `category` with the given id.
    pub fn new(category: &str, id: &str) -> Self {
        debug_assert!(!category.contains('/'), "a category holds no slash");
        Self {
            category: category.into(),
            id: id.into(),
        }
    }

    /// Reads `category/id` back. `None` where there is no slash.
    pub fn parse(text: &str) -> Option<Self> {
        text.split_once('/')
            .map(|(category, id)| Self::new(category, id))
    }
}

impl fmt::Display for StreamName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.category, self.id)
    }
}

/// Who acts, and in which role.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
pub struct Actor {
    /// The part the person plays.
    pub role: Role,
    /// The person.
    pub person: Person,
}

impl Actor {
    /// `person` acting as `role`.
    pub fn new(role: &str, person: &str) -> Self {
        Self {
            role: role.into(),
            person: person.into(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stream_name_reads_back_even_when_its_id_holds_slashes() {
        let name = StreamName::new("SeatsAvailability", "a/b/c");
        assert_eq!(StreamName::parse(&name.to_string()), Some(name));
        assert_eq!(StreamName::parse("no slash"), None);
    }
}
