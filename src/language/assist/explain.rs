//! What stands at a place of the text that was checked, in words.

use super::built_in::{built_in, unit};
use super::keywords;
use super::meanings::{Kind, Mark, Meaning, Meanings, Thing};
use super::methods::method_of;
use super::place::{Place, part_before};
use crate::language::program::Type;
use crate::language::syntax::lexer::{self, cut};
use crate::language::syntax::{Span, limits};

/// How deep fields may stand as those of a record.
const DEEPEST: usize = 16;

/// What stands at a place.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Explanation {
    /// The word that is explained.
    pub span: Span,
    /// What it is, as it could be declared: `seats: Map<SeatType, Int>`.
    pub title: String,
    /// What that is for, in a sentence or a few.
    pub text: String,
}

impl Meanings {
    /// What stands at a byte of the text that was checked; of two words that touch there, the one behind it.
    pub fn at(&self, byte: u32) -> Option<Explanation> {
        let around = |span: Span| span.start <= byte && byte < span.end;
        let before = |span: Span| span.end == byte && span.start < byte;
        let of_grammar = |is_there: &dyn Fn(Span) -> bool| self.word_of_grammar(byte, is_there);
        let found = self.marked(around).or_else(|| of_grammar(&around));
        found
            .or_else(|| self.marked(before))
            .or_else(|| of_grammar(&before))
    }

    /// A name that is used or declared at a place.
    fn marked(&self, is_there: impl Fn(Span) -> bool) -> Option<Explanation> {
        let mut marks = self.marks.iter().filter(|mark| is_there(mark.span));
        let used = marks.find_map(|mark| self.explained(mark));
        used.or_else(|| {
            let mut things = self.things.iter().enumerate();
            let (index, thing) = things.find(|(_, thing)| is_there(thing.span))?;
            Some(Explanation {
                span: thing.span,
                title: self.title(index),
                text: self.text_of(index),
            })
        })
    }

    fn explained(&self, mark: &Mark) -> Option<Explanation> {
        let name = self.written(mark.span);
        let (title, text) = match &mark.meaning {
            Meaning::Declared(start) => match self.declared(*start, name) {
                Some(index) => (self.title(index), self.text_of(index)),
                None => self.value(name, *start)?,
            },
            Meaning::Value(ty) => self.named_value(name, ty.as_ref()),
            Meaning::Case(ty) => {
                let mut cases = self.things.iter();
                let case = cases.position(|thing| {
                    thing.kind == Kind::Case && thing.name == name && thing.ty.as_ref() == Some(ty)
                })?;
                (self.title(case), self.text_of(case))
            }
            Meaning::Method(types) => self.method(name, &types.0, types.1.as_ref())?,
            Meaning::BuiltIn => {
                let word = built_in(name)?;
                (word.title.to_owned(), word.text.to_owned())
            }
            Meaning::Person => {
                let text = "Somebody who acts in a role.";
                (name.trim_matches('"').to_owned(), text.to_owned())
            }
            Meaning::Code => {
                let text = "The code of a refusal: what machines know its reason by.";
                (name.to_owned(), text.to_owned())
            }
        };
        Some(Explanation {
            span: mark.span,
            title,
            text,
        })
    }

    /// A value that is named at this byte.
    fn value(&self, name: &str, start: u32) -> Option<(String, String)> {
        self.marks.iter().find_map(|mark| match &mark.meaning {
            Meaning::Value(ty) if mark.span.start == start && self.written(mark.span) == name => {
                Some(self.named_value(name, ty.as_ref()))
            }
            _ => None,
        })
    }

    fn named_value(&self, name: &str, ty: Option<&Type>) -> (String, String) {
        let title = match ty {
            Some(ty) => format!("{name}: {}", self.describe(ty)),
            None => name.to_owned(),
        };
        (title, "A value that is named here.".to_owned())
    }

    fn method(&self, name: &str, of: &Type, result: Option<&Type>) -> Option<(String, String)> {
        let method = method_of(of, name)?;
        let title = match result {
            Some(result) => format!("{}: {}", method.written(), self.describe(result)),
            None => method.written(),
        };
        let text = format!("{} A method of `{}`.", method.text, self.describe(of));
        Some((title, text))
    }

    /// A thing as it could be declared.
    pub(super) fn title(&self, index: usize) -> String {
        let Some(thing) = self.thing(index) else {
            return String::new();
        };
        let name = &thing.name;
        match thing.kind {
            Kind::Alias => format!("{name} = {}", self.type_of(thing)),
            Kind::Case => match thing.owner.and_then(|owner| self.thing(owner)) {
                Some(owner) => format!("{}.{name}", owner.name),
                None => name.clone(),
            },
            Kind::Record => format!(
                "{name}({})",
                self.list(self.belonging(index, &[Kind::Field]))
            ),
            Kind::Calculation => {
                let parameters = self.list(self.belonging(index, &[Kind::Parameter]));
                format!("{name}({parameters}): {}", self.type_of(thing))
            }
            Kind::Aggregate => {
                format!("{name}({})", self.list(self.belonging(index, &[Kind::Key])))
            }
            Kind::Command => {
                let own = || self.belonging(index, &[Kind::Field]);
                let key = thing
                    .owner
                    .and_then(|owner| self.belonging(owner, &[Kind::Key]).next());
                let key = key.filter(|key| own().all(|field| field.name != key.name));
                format!("{name}({})", self.list(key.into_iter().chain(own())))
            }
            Kind::Event => format!(
                "{name}({})",
                self.list(self.belonging(index, &[Kind::Field]))
            ),
            Kind::OldEvent => {
                let fields = self.list(self.belonging(index, &[Kind::Field]));
                format!("{name} v{}({fields})", thing.version)
            }
            Kind::ReadModel => format!(
                "{name}[{}]",
                self.list(self.belonging(index, &[Kind::KeyPart]))
            ),
            Kind::Process | Kind::Translation => match self.belonging(index, &[Kind::Key]).next() {
                Some(key) => format!("{name} by {}", self.field(key)),
                None => name.clone(),
            },
            Kind::Actor | Kind::Person | Kind::Context | Kind::Enum | Kind::Deadline => {
                name.clone()
            }
            Kind::Parameter
            | Kind::Key
            | Kind::Field
            | Kind::State
            | Kind::KeyPart
            | Kind::Column => self.field(thing),
        }
    }

    fn list<'a>(&self, things: impl Iterator<Item = &'a Thing>) -> String {
        let things: Vec<String> = things.map(|thing| self.field(thing)).collect();
        things.join(", ")
    }

    fn field(&self, thing: &Thing) -> String {
        match self.type_of(thing) {
            ty if ty.is_empty() => thing.name.clone(),
            ty => format!("{}: {ty}", thing.name),
        }
    }

    /// The type of a thing: as it is written, where that is known.
    pub(super) fn type_of(&self, thing: &Thing) -> String {
        let written = self.declared_type(thing, 0);
        written.map_or_else(
            || {
                thing
                    .ty
                    .as_ref()
                    .map_or_else(String::new, |ty| self.describe(ty))
            },
            str::to_owned,
        )
    }

    /// A type where it is written. That of a field that stands there as one of a record is written in the record.
    fn declared_type(&self, thing: &Thing, depth: usize) -> Option<&str> {
        if let Some(span) = thing.written {
            return Some(self.written(span));
        }
        match depth {
            DEEPEST.. => None,
            _ => self.declared_type(self.in_record(thing)?, depth + 1),
        }
    }

    /// The field of a record that stands as a field of something else.
    fn in_record(&self, thing: &Thing) -> Option<&Thing> {
        let record = self.named(&[Kind::Record], self.written(thing.span))?;
        let mut fields = self.belonging(record, &[Kind::Field]);
        fields.find(|field| field.name == thing.name && field.span != thing.span)
    }

    /// What a thing is, and what is written of it.
    pub(super) fn text_of(&self, index: usize) -> String {
        let Some(thing) = self.thing(index) else {
            return String::new();
        };
        let mut text = self.sentence(index, thing);
        let doc = match self.in_record(thing) {
            Some(field) if thing.doc.is_empty() && thing.written.is_none() => &field.doc,
            _ => &thing.doc,
        };
        if !doc.is_empty() {
            text.push('\n');
            text += doc;
        }
        text
    }

    fn sentence(&self, index: usize, thing: &Thing) -> String {
        let owner = thing.owner.and_then(|owner| self.thing(owner));
        let of = |what: &str| match owner {
            Some(owner) => format!("{what} of the {} {}.", kind(owner.kind), owner.name),
            None => format!("{what}."),
        };
        match thing.kind {
            Kind::Actor => {
                let people = self.belonging(index, &[Kind::Person]);
                let people: Vec<&str> = people.map(|it| it.name.as_str()).collect();
                match people.as_slice() {
                    [] => "A role.".to_owned(),
                    people => format!("A role of {}.", people.join(", ")),
                }
            }
            Kind::Person => match owner {
                Some(owner) => format!("Somebody to act as, in the role {}.", owner.name),
                None => "Somebody to act as.".to_owned(),
            },
            Kind::Context => {
                "A context: the aggregates and processes after it belong to it.".to_owned()
            }
            Kind::Alias => "Another name for a type.".to_owned(),
            Kind::Enum => {
                let cases = self.belonging(index, &[Kind::Case]);
                let cases: Vec<&str> = cases.map(|case| case.name.as_str()).collect();
                format!("An enum: {}.", cases.join(", "))
            }
            Kind::Case => of("Case"),
            Kind::Record => "A record.".to_owned(),
            Kind::Calculation => "A calculation.".to_owned(),
            Kind::Parameter => of("Parameter"),
            Kind::Aggregate => of("An aggregate"),
            Kind::Key => of("Key"),
            Kind::Command => match thing.by.as_slice() {
                [] => format!("{} Only processes send it.", of("A command")),
                by => format!("{} Sent by {}.", of("A command"), by.join(", ")),
            },
            Kind::Event if thing.version > 1 => {
                format!(
                    "{} Its shape is of version {}.",
                    of("An event"),
                    thing.version
                )
            }
            Kind::Event => of("An event"),
            Kind::OldEvent => "An old shape of an event, which is lifted to today’s.".to_owned(),
            Kind::Field => of("Field"),
            Kind::State => of("Field of the state"),
            Kind::ReadModel => "A read model.".to_owned(),
            Kind::KeyPart => of("Part of the key"),
            Kind::Column => of("Column"),
            Kind::Process => of("A process"),
            Kind::Translation => of("A translation"),
            Kind::Deadline => of("Deadline"),
        }
    }

    /// The tokens of the part around a byte, up to the end of its line, and which of them is there.
    fn token(
        &self,
        byte: u32,
        is_there: &dyn Fn(Span) -> bool,
    ) -> Option<(Vec<lexer::Token>, usize)> {
        let byte = self.text.floor_char_boundary(byte as usize);
        let (before, after) = self.text.split_at_checked(byte)?;
        let (start, line) = (part_before(before), after.find('\n'));
        let end = line.map_or(self.text.len(), |line| byte + line);
        let mut tokens = cut(self.text.get(start..end)?).tokens;
        for token in &mut tokens {
            token.span = moved(token.span, start);
        }
        let index = tokens.iter().position(|token| is_there(token.span))?;
        Some((tokens, index))
    }

    /// A word of the grammar at a place.
    fn word_of_grammar(&self, byte: u32, is_there: &dyn Fn(Span) -> bool) -> Option<Explanation> {
        if self.text.len() > limits::TEXT {
            return None;
        }
        let (tokens, index) = self.token(byte, is_there)?;
        let token = tokens.get(index)?;
        let before = index.checked_sub(1).and_then(|it| tokens.get(it));
        let word = self.written(token.span);
        let text = match token.kind {
            lexer::Kind::Dots => "All fields of a record; among arguments, every field that is not given yet is filled with what is known by its name.".to_owned(),
            lexer::Kind::Word if is_number(before) && unit(word).is_some() => {
                unit(word)?.text.to_owned()
            }
            lexer::Kind::Word if is_version(word) => "The version of the event’s shape.".to_owned(),
            _ => {
                let place = Place::at(&self.text, token.span.end as usize)?;
                if place.word != word {
                    return None;
                }
                keywords::meaning(word, &place.around())?.to_owned()
            }
        };
        Some(Explanation {
            span: token.span,
            title: word.to_owned(),
            text,
        })
    }
}

fn moved(span: Span, by: usize) -> Span {
    let by = u32::try_from(by).unwrap_or(u32::MAX);
    Span {
        start: span.start.saturating_add(by),
        end: span.end.saturating_add(by),
    }
}

fn is_number(token: Option<&lexer::Token>) -> bool {
    token.is_some_and(|token| matches!(token.kind, lexer::Kind::Int(_)))
}

fn is_version(word: &str) -> bool {
    let digits = word.strip_prefix('v');
    digits.is_some_and(|digits| !digits.is_empty() && digits.bytes().all(|it| it.is_ascii_digit()))
}

/// What a thing is called before its name.
pub(super) const fn kind(kind: Kind) -> &'static str {
    match kind {
        Kind::Actor => "role",
        Kind::Person => "person",
        Kind::Context => "context",
        Kind::Alias => "type",
        Kind::Enum => "enum",
        Kind::Case => "case",
        Kind::Record => "record",
        Kind::Calculation => "calculation",
        Kind::Parameter => "parameter",
        Kind::Aggregate => "aggregate",
        Kind::Key => "key",
        Kind::Command => "command",
        Kind::Event | Kind::OldEvent => "event",
        Kind::Field => "field",
        Kind::State => "state",
        Kind::ReadModel => "read model",
        Kind::KeyPart => "key",
        Kind::Column => "column",
        Kind::Process => "process",
        Kind::Translation => "translation",
        Kind::Deadline => "deadline",
    }
}
