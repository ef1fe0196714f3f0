//! The mistakes: for each rule, where it is told and in which words.

use super::Mistake;
use foldline::language::diagnostic::Code;

#[rustfmt::skip]
pub(crate) const DECLARATIONS: &[Mistake] = &[
    (Code::Duplicate, "enum A { X }\nrecord «A» { n: Int }", "There is another type `A`."),
    (Code::Duplicate, "record A { n: Int, «n»: Text }", "There is another field `n`."),
    (Code::Duplicate, "record «List» { n: Int }", "`List` is a type that every model has."),
    (Code::Duplicate, "actor «Ada»", "There is another actor `Ada`."),
    (Code::UnknownType, "record A { n: «Itn» }", "There is no type `Itn`."),
    (Code::UnknownType, "record A { n: «Set»<Int, Int> }", "`Set` is not written like this."),
    (Code::UnknownType, "record A { ..«Nobody» }", "There is no record `Nobody`."),
    (Code::WrongBounds, "type A = Int«(3..1)»", "Nothing lies within these bounds."),
    (Code::WrongBounds, "type A = Bool«(0..1)»", "`Bool` has no bounds."),
    (Code::WrongBounds, "type A = Int(0..«1.5»)", "A bound is a number that is written out."),
    (Code::WrongKey, "record A { n: Map<«List<Int>», Int> }", "`List<Int>` can't be a key."),
    (Code::WrongKey, "aggregate A(a: «Int») { }", "A key is an `Id` or a `Text`, not `Int`."),
    (Code::EndlessType, "record A { next: List<«A»> }", "`A` holds itself, so it would have no end."),
    (Code::UsedTooEarly, "define a(): Int = «b»()\ndefine b(): Int = 1", "`b` is used before it is defined."),
    (Code::UsedTooEarly, "define a(): Int = «a»()", "`a` is used before it is defined."),
    (Code::WrongType, "define a(): Int = «\"x\"»", "This is of the type `Text`, and `Int` is wanted."),
    (Code::MisplacedName, "define a(): Instant = «now»", "`now` is not known in a calculation."),
    (Code::MisplacedName, "define a(): Text = «newCode»(6)", "`newCode` is not known in a calculation."),
    (Code::NotConstant, "aggregate A(a: Id) { state { n: Int = «min(1, 2)» } }", "This is not known beforehand."),
    (Code::WrongVersion, "aggregate A(a: Id) { event E «v0» () { } }", "Versions count from 1."),
    (Code::BeyondLimit, "read model «R» (a: Id, b: Id, c: Id, d: Id, e: Id, f: Id, g: Id, h: Id, i: Id) { }", "The key of a read model has 1 to 8 parts."),
];

#[rustfmt::skip]
pub(crate) const AGGREGATES: &[Mistake] = &[
    (Code::Duplicate, "command «Opened»() { }", "There is another command or event `Opened`."),
    (Code::Duplicate, "event E(«shop»: Id) { }", "`shop` is the key of the event's stream and known anyway."),
    (Code::UnknownActor, "command C by «Bob» () { }", "There is no actor `Bob`."),
    (Code::UnknownReadModel, "command C() reads «Shelf»[shop] { }", "There is no read model `Shelf`."),
    (Code::WrongType, "command C(«shop»: Text) { }", "`shop` is the key, and that is of the type `Id`."),
    (Code::WrongSource, "command C \"C\" by Ada (n: Int «new») { }", "A new id is an `Id`, and `n` is of the type `Int`."),
    (Code::UnknownReadModel, "command C \"C\" by Ada (n: Int from «Shops».n) { }", "There is no read model `Shops`."),
    (Code::NotConstant, "command C \"C\" by Ada (n: Int always «twice(1)») { }", "This is not known beforehand."),
    (Code::WrongType, "invariant \"i\": «left»", "This is of the type `Map<Text, Int>`, and `Bool` is wanted."),
    (Code::UnknownName, "event E(n: Int) \"{n} {«stage»}\" { }", "Nothing is called `stage` here."),
    (Code::WrongVersion, "}\nupcast Opened «v1» () {", "`Opened` is of version 1 today."),
    (Code::MissingUpcast, "event E «v3» () { }\n}\nupcast E v1 () { into E() ", "Nothing lifts version 2 of `E`, which may be stored."),
    (Code::EndlessUpcast, "}\nupcast «E» v1 () { into F v1 () }\nupcast F v1 () { into E v1 () ", "`E` is lifted in a circle."),
    (Code::WrongVersion, "}\nupcast E v1 () { into Opened «v7» () ", "There is no version 7 of `Opened`."),
    (Code::UnknownEvent, "}\nupcast E v1 () { into «Opend»() ", "There is no event `Opend`."),
    (Code::WrongArguments, "}\nupcast E v1 (n: Int) { into «Happened()» ", "`Happened` lacks `n`."),
];

#[rustfmt::skip]
pub(crate) const COMMANDS: &[Mistake] = &[
    (Code::UnknownName, "let x = «nn»", "Nothing is called `nn` here."),
    (Code::UnknownName, "record Opened(«..»)", "`..` finds nothing called `name` here."),
    (Code::UnknownField, "let x = lines[0].«cuont»", "There is no `cuont` in this."),
    (Code::UnknownField, "record Happened(«m»: 1)", "`Happened` has no `m`."),
    (Code::UnknownField, "let x = state.«lefd»", "There is no `lefd` in this."),
    (Code::UnknownMethod, "let x = note.«trm»", "A value of the type `Text` has no `trm`."),
    (Code::UnknownMethod, "let x = tags.«keys»", "A value of the type `Set<Text>` has no `keys`."),
    (Code::UnknownEvent, "record «Openend»(\"a\", 2026-01-01)", "There is no event `Openend`."),
    (Code::UnknownCase, "let x = Stage.«Opne»", "`Stage` has no case `Opne`."),
    (Code::UnknownCalculation, "let x = «twise»(1)", "There is no calculation and no record `twise`."),
    (Code::WrongType, "require «n» else \"x\"", "This is of the type `Int`, and `Bool` is wanted."),
    (Code::WrongType, "let x = if n > 1 then n else «tags»", "This is of the type `Set<Text>`, and what it stands beside is `Int`."),
    (Code::WrongType, "let x = «n»[0]", "A value of the type `Int` has no parts in brackets."),
    (Code::WrongType, "for x in «n» { }", "A loop goes through a list, a set or a map, and this is of the type `Int`."),
    (Code::WrongOperands, "let x = «n + note»", "`Int` + `Text`: such values can't be added."),
    (Code::WrongOperands, "let x = «tags < tags»", "Values of the type `Set<Text>` have no order."),
    (Code::WrongOperands, "let x = -«note»", "There is no `-` of a value of the type `Text`."),
    (Code::WrongOperands, "let x = n in «note»", "Nothing is in a value of the type `Text`."),
    (Code::WrongOperands, "let x = lines.sum(l => «l.name»)", "Numbers and durations are added up, and this is of the type `Text`."),
    (Code::WrongOperands, "let x = lines.«join»(\", \")", "Texts are joined, and these are of the type `Line`."),
    (Code::WrongOperands, "let x = «min(note, note)»", "`min` takes numbers and times, not `Text`."),
    (Code::UnclearType, "let x = «[]»", "Nothing says what type this is of."),
    (Code::UnclearType, "let x = «none»", "Nothing says what type this is of."),
    (Code::UnclearType, "let x = «Open»", "More than one enum has a case `Open`."),
    (Code::WrongArguments, "record «Opened(note)»", "`Opened` lacks `on`."),
    (Code::WrongArguments, "record Happened(1, «2»)", "`Happened` takes one argument."),
    (Code::WrongArguments, "record Opened(note, name: «note», on: 2026-01-01)", "`name` is given twice."),
    (Code::WrongArguments, "let x = note.«before»()", "It is written `before(Text)`."),
    (Code::WrongArguments, "let x = note.«trim»(1)", "`trim` takes no arguments."),
    (Code::WrongArguments, "let x = «newCode(0)»", "`newCode` takes a number of letters from 1 to 32."),
    (Code::NeverNone, "let x = «n» else 1", "This is of the type `Int`, which is never none."),
    (Code::NeverNone, "require «n» != none else \"x\"", "This is of the type `Int`, which is never none."),
    (Code::NeverNone, "record Happened(«none»)", "A value of the type `Int` is never none."),
    (Code::MayBeNone, "record Opened(«owner», 2026-01-01)", "This may be none, and a value of the type `Text` is wanted."),
    (Code::MayBeNone, "let x = owner.«trim»", "This may be none."),
    (Code::MayBeNone, "let x = best.«count»", "This may be none."),
    (Code::DivisionWithoutElse, "let x = «1 / n»", "What if this divides by zero?"),
    (Code::MisplacedStatement, "«stage = Open»", "Nothing is changed in a command."),
    (Code::MisplacedStatement, "«send Do(shop, 1, note)»", "Nothing is sent in a command."),
    (Code::MisplacedName, "let x = «recordedAt»", "`recordedAt` is not known in a command."),
    (Code::WrongLambda, "let x = lines.map(«(a, b) => a»)", "There is one value to name for each element."),
    (Code::WrongLambda, "let x = lines.«map»", "It is written `map(x => …)`."),
    (Code::WrongLambda, "for «a», b in lines { }", "A list or set gives one value at a time."),
    (Code::NotLookedUp, "let x = «Shops»[shop].name", "The command does not say that it reads this row of `Shops`."),
    (Code::NotLookedUp, "let x = shop in «Shops»", "The command does not say that it reads this row of `Shops`."),
    (Code::ForeignEvent, "record «Elsewhere»(1)", "`Elsewhere` is an event of `Other`, and this is a command of `Shop`."),
    (Code::WrongRead, "}\ncommand C(n: Int) reads «Shops[\"a\"]» {", "A row is looked up by one field of the command, an id or a text."),
    (Code::WrongRead, "}\ncommand C() reads Shops[shop] { let x = «Shops[shop]»", "A row is no value by itself."),
    (Code::WrongSource, "}\ncommand C \"C\" by Ada (n: Int from Shops.«name») {", "This column is of the type `Text`, and `n` wants `Int`."),
];

#[rustfmt::skip]
pub(crate) const EVENTS: &[Mistake] = &[
    (Code::NoPlace, "«name» = \"x\"", "`name` has happened as it is and can't be changed."),
    (Code::NoPlace, "let x = 1\n«x» = 2", "`x` is the name of a value, and that stays as it is."),
    (Code::NoPlace, "remove «owner»", "This can't be removed."),
    (Code::UnknownField, "«ownr» = \"x\"", "There is no `ownr` in this."),
    (Code::UnknownField, "lines[0].«nam» = \"x\"", "There is no `nam` in this."),
    (Code::MayBeNone, "«best».count += 1", "This may be none, so nothing in it can be changed."),
    (Code::WrongType, "left[«1»] = 1", "This is of the type `Int`, and `Text` is wanted."),
    (Code::WrongType, "add 1 to «left»", "Something is added to a list or a set, and this is of the type `Map<Text, Int>`."),
    (Code::WrongOperands, "lines -= «lines»", "`List<Line>` -= `List<Line>`: such values can't be subtracted."),
    (Code::MisplacedStatement, "«require true else \"x\"»", "Nothing is refused in an event."),
    (Code::MisplacedStatement, "«send Do(shop, 1)»", "Nothing is sent in an event."),
    (Code::MisplacedStatement, "«record Opened(\"x\")»", "Nothing is recorded in an event."),
    (Code::MisplacedName, "owner = «me»", "`me` is not known in an event."),
];

#[rustfmt::skip]
pub(crate) const READ_MODELS: &[Mistake] = &[
    (Code::UnknownEvent, "on «Opend» { }", "There is no event `Opend`."),
    (Code::Duplicate, "on Opened { }\non «Opened» { }", "There are two clauses on `Opened`."),
    (Code::NoPlace, "on Opened { «total» += n }", "`total` is a column: it has to be said of which row."),
    (Code::NoPlace, "on Opened { row.«shop» = shop }", "`shop` is the key of the row."),
    (Code::WrongArguments, "on Opened { «rows[shop]».total += 1 }", "The key of a row has 2 parts here, and this is 1 part."),
    (Code::NoRow, "}\nread model Names (title: Text) { n: Int\non Opened { «row».n += 1 }", "`Opened` does not say which row: it has no `title`."),
    (Code::WrongType, "}\nread model Names (n: Text) { m: Int\non «Opened» { row.m += 1 }", "`n` is of the type `Int` in `Opened`, and of the type `Text` in the key of the row."),
    (Code::MisplacedName, "on Opened { let x = «row» }", "`row` is not known in a clause of a read model."),
];

#[rustfmt::skip]
pub(crate) const PROCESSES: &[Mistake] = &[
    (Code::UnknownEvent, "on «Opend» { }", "There is no event and no deadline `Opend`."),
    (Code::UnknownDeadline, "on Opened { set «Lat» at now }", "The process has no deadline `Lat`."),
    (Code::UnknownCommand, "on Opened { send «Don»(shop, 1) }", "There is no command `Don`."),
    (Code::UnknownCommand, "on refusal of «Don» { }", "There is no command `Don`."),
    (Code::UnknownField, "on Opened { send Do(shop, 1) as «askd» }", "There is no `askd` in this."),
    (Code::WrongType, "on Opened { send Do(shop, 1) as «n» }", "The id of a command is an `Id`, and `n` is of the type `Int`."),
    (Code::NoInstance, "}\nprocess P by order: Id { on «Opened» { end }", "`Opened` does not say for which `order` it is."),
    (Code::MisplacedClause, "on Late for «\"x\"» { end }", "`for` says nothing here: deadlines and refusals know their instance."),
    (Code::MisplacedClause, "«starts on Late { end }»", "`starts` says nothing here: deadlines and refusals know their instance."),
    (Code::WrongType, "on Opened { set Late at «1 h» }", "This is of the type `Duration`, and `Instant` is wanted."),
    (Code::MisplacedName, "on Late { let x = «reason» }", "`reason` is not known in a clause on a deadline."),
    (Code::Duplicate, "}\nprocess «Shop» by shop: Id {", "There is another aggregate or process `Shop`."),
];

#[rustfmt::skip]
pub(crate) const SPECS: &[Mistake] = &[
    (Code::WrongRole, "spec \"s\" { when Ben as «Ben»: Open(\"a\") then nothing }", "As `Ben` nobody may send `Open`."),
    (Code::WrongRole, "task \"t\" by «Ben» sends Open()", "`Ben` may not send `Open`."),
    (Code::MisplacedExpectation, "spec \"s\" { when Ada as Ada: Open(\"a\") «then sends Do(\"a\", 1)» }", "This can't follow from what is done in this spec."),
    (Code::MisplacedExpectation, "spec \"s\" { given Opened(\"a\", \"x\") «then Opened(\"x\")» }", "This can't follow from what is done in this spec."),
    (Code::WrongArguments, "spec \"s\" { given «Opened(name: \"x\")» then no Shops[\"a\"] }", "`Opened` does not say to which `shop` it happened."),
    (Code::UnknownField, "spec \"s\" { given Opened(\"a\", \"x\") then Shops[\"a\"] is { «nam»: \"x\" } }", "There is no `nam` in this."),
    (Code::NothingExpected, "spec «\"s\"» { when Ada as Ada: Open(\"a\") }", "This spec does not say what must follow."),
    (Code::Duplicate, "spec \"s\" { when Ada as Ada: Open(\"a\") then Opened() }\nspec «\"s\"» { when Ada as Ada: Open(\"a\") then Opened() }", "There is another spec `s`."),
    (Code::WrongType, "story from «1 h» { }", "This is of the type `Duration`, and `Instant` is wanted."),
    (Code::UnknownCommand, "story from 2026-03-02T09:00 { Ada as Ada: «Opn»(\"a\") }", "There is no command `Opn`."),
];

#[rustfmt::skip]
pub(crate) const WARNINGS: &[Mistake] = &[
    (Code::UnusedField, "aggregate A(a: Id) { state { n: Int } event E(n: Int, «m»: Int) { n = n } }", "Nothing uses `m` of `E`."),
    (Code::UnheardEvent, "aggregate A(a: Id) { event «E»(m: Int) }", "Nothing comes of `E`: it changes no state, and nobody listens to it."),
    (Code::UnsentCommand, "aggregate A(a: Id) { command «C»() { } }", "Nobody sends `C`."),
    (Code::UnsentCommand, "aggregate A(a: Id) { command «C» by Ada () { } }", "No task offers `C` to anybody."),
    (Code::UnreachedCase, "enum S { A, B, C }\naggregate A(a: Id) { event E() }\nprocess P by a: Id { state { «s»: S } on E { s = B } }", "`s` never becomes `C`."),
    (Code::UnhandledDeadline, "aggregate A(a: Id) { event E() }\nprocess P by a: Id { deadline «D»\non E { set D at now } }", "Nothing happens when `D` passes."),
    (Code::UnsetDeadline, "aggregate A(a: Id) { event E() }\nprocess P by a: Id { deadline «D»\non E { end }\non D { end } }", "The deadline `D` is never set."),
    (Code::UnfilledColumn, "aggregate A(a: Id) { event E() }\nread model R (a: Id) { n: Int, «m»: Int\non E { row.n = 1 } }", "Nothing fills the column `m` of `R`."),
    (Code::UntakenClause, "aggregate A(a: Id) { event E() }\nprocess P by a: Id { on E { end }\non «E» { fail \"x\" } }", "This clause is never taken: one before it for the same cause always is."),
];
