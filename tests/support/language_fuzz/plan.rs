//! What there will be in a model, before anything that it does is written.

use super::{Field, Ty, Writer};

/// All that has a name.
#[derive(Default)]
pub(super) struct Plan {
    /// Roles, and people who play them.
    pub(super) actors: Vec<(String, Vec<String>)>,
    /// Enums, and their cases.
    pub(super) enums: Vec<(String, Vec<String>)>,
    pub(super) aliases: Vec<(String, Ty)>,
    pub(super) records: Vec<Record>,
    pub(super) calculations: Vec<Calculation>,
    pub(super) aggregates: Vec<Aggregate>,
    pub(super) read_models: Vec<ReadModel>,
    pub(super) processes: Vec<Process>,
}

/// Fields as they are written: records whose fields stand there, and fields of one's own.
#[derive(Clone, Default)]
pub(super) struct Fields {
    pub(super) spread: Vec<usize>,
    pub(super) own: Vec<Field>,
    /// All of them, in order.
    pub(super) all: Vec<Field>,
}

pub(super) struct Record {
    pub(super) name: String,
    pub(super) fields: Fields,
    /// Which of its own fields begin with something else than zero.
    pub(super) begun: Vec<bool>,
}

pub(super) struct Calculation {
    pub(super) name: String,
    pub(super) parameters: Fields,
    pub(super) result: Ty,
}

pub(super) struct Aggregate {
    pub(super) name: String,
    pub(super) key: Field,
    pub(super) state: Fields,
    pub(super) commands: Vec<Command>,
    pub(super) events: Vec<Event>,
}

pub(super) struct Command {
    pub(super) name: String,
    pub(super) actors: Vec<usize>,
    pub(super) inputs: Fields,
}

pub(super) struct Event {
    pub(super) name: String,
    pub(super) version: usize,
    pub(super) fields: Fields,
}

pub(super) struct ReadModel {
    pub(super) name: String,
    pub(super) of: usize,
    pub(super) key: Vec<Field>,
    pub(super) columns: Fields,
    pub(super) state: Fields,
}

pub(super) struct Process {
    pub(super) name: String,
    pub(super) is_translation: bool,
    /// Of which aggregate it hears; it sends commands to the one after it, so that nothing goes in a circle.
    pub(super) of: usize,
    pub(super) key: Option<Field>,
    pub(super) state: Fields,
    pub(super) deadlines: Vec<String>,
}

impl Writer<'_> {
    pub(super) fn make_plan(&mut self) {
        let people = ["Ada", "\"Grace Hopper\"", "Ben"];
        for _ in 0..=self.below(3) {
            let count = 1 + self.below(3);
            let people = people[..count].iter().map(ToString::to_string).collect();
            let name = self.fresh("Actor");
            self.plan.actors.push((name, people));
        }
        for _ in 0..=self.below(2) {
            let mut cases = self.several(1, 3, |it| it.fresh("Case"));
            cases.push("Open".to_owned());
            let name = self.fresh("Enum");
            self.plan.enums.push((name, cases));
        }
        for _ in 0..self.below(3) {
            let (name, ty) = (self.fresh("Alias"), self.any_type(1));
            self.plan.aliases.push((name, ty));
        }
        for _ in 0..=self.below(3) {
            let name = self.fresh("Record");
            let fields = self.fields(1, 3, 1);
            let begun = fields.own.iter().map(|_| self.rarely()).collect();
            self.plan.records.push(Record {
                name,
                fields,
                begun,
            });
        }
        for _ in 0..self.below(4) {
            let calculation = Calculation {
                name: self.fresh("calculate"),
                parameters: self.fields(0, 3, 1),
                result: self.any_type(2),
            };
            self.plan.calculations.push(calculation);
        }
        for _ in 0..2 + self.below(2) {
            let aggregate = self.aggregate();
            self.plan.aggregates.push(aggregate);
        }
        for _ in 0..=self.below(3) {
            let read_model = self.read_model();
            self.plan.read_models.push(read_model);
        }
        for _ in 0..=self.below(2) {
            let process = self.process();
            self.plan.processes.push(process);
        }
    }

    /// Some fields, perhaps with those of records among them.
    pub(super) fn fields(&self, fewest: usize, most: usize, depth: usize) -> Fields {
        let mut fields = Fields::default();
        if !self.plan.records.is_empty() && self.dice.chance(300) {
            let record = self.below(self.plan.records.len());
            fields.spread.push(record);
            fields.all.clone_from(&self.plan.records[record].fields.all);
        }
        for _ in 0..fewest + self.below(most - fewest + 1) {
            let (name, ty) = (self.fresh("f"), self.any_type(depth));
            fields.own.push(Field { name, ty });
        }
        fields.all.extend(fields.own.iter().cloned());
        fields
    }

    fn text_key(&self) -> Field {
        Field {
            name: self.fresh("key"),
            ty: if self.rarely() { Ty::Text } else { Ty::Id },
        }
    }

    fn aggregate(&self) -> Aggregate {
        let key = self.text_key();
        let mut commands = Vec::new();
        let mut events = Vec::new();
        for _ in 0..=self.below(3) {
            let inputs = self.fields(0, 3, 2);
            let mut fields = self.fields(0, 2, 2);
            // Some fields of the event are named as those of the command, for `..` and bare names.
            for field in &inputs.own {
                if self.half() && !fields.all.iter().any(|known| known.name == field.name) {
                    fields.own.push(field.clone());
                    fields.all.push(field.clone());
                }
            }
            let actors = 0..self.plan.actors.len();
            commands.push(Command {
                name: self.fresh("Command"),
                actors: actors.filter(|_| !self.rarely()).collect(),
                inputs,
            });
            events.push(Event {
                name: self.fresh("Event"),
                version: 1 + if self.rarely() { 1 + self.below(2) } else { 0 },
                fields,
            });
        }
        Aggregate {
            name: self.fresh("Aggregate"),
            key,
            state: self.fields(0, 5, 2),
            commands,
            events,
        }
    }

    fn read_model(&self) -> ReadModel {
        let of = self.below(self.plan.aggregates.len());
        let mut key = vec![self.plan.aggregates[of].key.clone()];
        if self.rarely() {
            let (name, ty) = (self.fresh("part"), self.key_type());
            key.push(Field { name, ty });
        }
        ReadModel {
            name: self.fresh("Table"),
            of,
            key,
            columns: self.fields(1, 4, 2),
            state: self.fields(0, 2, 2),
        }
    }

    fn process(&self) -> Process {
        let of = self.below(self.plan.aggregates.len());
        let is_translation = self.dice.chance(300);
        let key = match (is_translation, self.below(3)) {
            (true, 0 | 1) => None,
            (_, 0) => Some(self.text_key()),
            _ => Some(self.plan.aggregates[of].key.clone()),
        };
        let mut state = self.fields(0, 4, 2);
        for ty in [Ty::Opt(Box::new(Ty::Id)), Ty::Text] {
            let field = Field {
                name: self.fresh("asked"),
                ty,
            };
            state.own.push(field.clone());
            state.all.push(field);
        }
        Process {
            name: self.fresh("Process"),
            is_translation,
            of,
            key,
            state,
            deadlines: self.several(0, 2, |it| it.fresh("Deadline")),
        }
    }
}
