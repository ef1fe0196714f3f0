// What each word is taken for, by its place.

import assert from "node:assert/strict";
import { test } from "node:test";

import { read } from "./reading.js";

const cases = [
  ["actor Librarian (Ada)", "keyword:actor actor:Librarian actor:Ada"],
  ["context Lending", "keyword:context context:Lending"],
  ["type SeatType = Text(1..70)", "keyword:type typeName:SeatType typeName:Text number:1 number:70"],
  ["enum Stage { Placed, Confirmed }", "keyword:enum typeName:Stage constant:Placed constant:Confirmed"],
  ["record Line { name: Text = \"x\" }", 'keyword:record typeName:Line field:name typeName:Text text:"x"'],
  [
    "define total(lines: List<Line>): Int = lines.sum(l => l.price)",
    "keyword:define function:total field:lines typeName:List typeName:Line typeName:Int function:sum field:price",
  ],
  [
    "process Registration by order: Id {",
    "keyword:process process:Registration keyword:by field:order typeName:Id",
  ],
  ["upcast Assigned v1 (name: Text) { into Assigned(first: name.before(\" \")) }",
    'keyword:upcast event:Assigned keyword:v1 field:name typeName:Text keyword:into event:Assigned field:first function:before text:" "'],
  ["invariant at rest \"All is paid\": due == 0", 'keyword:invariant keyword:at keyword:rest text:"All is paid" number:0'],
  [
    'task "Order" by Attendee, Guest sends PlaceOrder (order from Orders.order where stage == Placed showing title and author)',
    'keyword:task text:"Order" keyword:by actor:Attendee actor:Guest keyword:sends command:PlaceOrder keyword:from ' +
      "readModel:Orders field:order keyword:where constant:Placed keyword:showing keyword:and",
  ],
  ['read model Feed "Activity" as feed', 'keyword:read keyword:model readModel:Feed text:"Activity" keyword:as keyword:feed'],
  ["  // note", "comment:// note"],
  ["/// what it is for", "doc:/// what it is for"],
  ["story from 2026-03-02T09:00 {\n  Ada as Librarian: AddBook(\"b1\")\n  after 15 min\n}",
    'keyword:story keyword:from number:2026-03-02T09:00 actor:Ada keyword:as actor:Librarian command:AddBook text:"b1" keyword:after number:15 min'],
  ["story from 2026-03-02 {\n  after 53 s  Olga as Organizer at version 8: Update(1)\n}",
    "keyword:story keyword:from number:2026-03-02 keyword:after number:53 s actor:Olga keyword:as actor:Organizer keyword:at keyword:version number:8 command:Update number:1"],
  ["record Person { ..Details }", "keyword:record typeName:Person typeName:Details"],
];

for (const [text, expected] of cases) {
  test(text, () => assert.equal(read(text), expected));
}

const inside = (opening, text) => read(`${opening}\n${text}`).replace(`${read(opening)} `, "");

test("a command", () => {
  const command = 'aggregate Book(book: Id) {\n  command BorrowBook "Borrow" by Reader, Guest (book: Id from Shelf.book where onLoan == false, me: Text) reads Shelf[book] {';
  assert.equal(
    read(command),
    'keyword:aggregate aggregate:Book field:book typeName:Id keyword:command command:BorrowBook text:"Borrow" ' +
      "keyword:by actor:Reader actor:Guest field:book typeName:Id keyword:from readModel:Shelf field:book keyword:where " +
      "constant:false field:me typeName:Text keyword:reads readModel:Shelf",
  );
  assert.equal(
    inside(command, "    require reader == none else ON_LOAN \"On loan to {reader else me}.\""),
    'keyword:require constant:none keyword:else refusal:ON_LOAN text:"On loan to  escape:{ keyword:else known:me escape:} text:."',
  );
  assert.equal(
    inside(command, "    if not book in Shelf { record BookBorrowed(reader: me) } else { refuse GONE \"No\" }"),
    'keyword:if keyword:not keyword:in readModel:Shelf keyword:record event:BookBorrowed field:reader known:me keyword:else keyword:refuse refusal:GONE text:"No"',
  );
  assert.equal(inside(command, "    let end = stage == Stage.Placed"), "keyword:let typeName:Stage constant:Placed");
});

test("a command on several lines", () => {
  const command = 'aggregate Book(book: Id) {\n  command Borrow by Reader (\n    book: Id\n  )\n    reads Shelf[book]\n  {';
  assert.equal(inside(command, "    record Borrowed()\n  }\n  command Return"), "keyword:record event:Borrowed keyword:command command:Return");
});

test("a name that is a word elsewhere", () => {
  const event = 'aggregate A(a: Id) {\n  event E(end: Int) "{recordedBy}" {';
  assert.equal(inside(event, "    end = end + 1\n    state.end -= 2\n    set[record] = 3"), "number:1 field:end number:2 number:3");
});

test("a type in angle brackets does not go on in the next line", () => {
  const model = "read model Shelf (book: Id) {";
  assert.equal(
    inside(model, "  seats: Map<Text, Int>\n  on SeatsAdded { rows[book].left += 1 }"),
    "field:seats typeName:Map typeName:Text typeName:Int keyword:on event:SeatsAdded known:rows field:left number:1",
  );
});

test("a process", () => {
  const process = "process P by order: Id {";
  assert.equal(
    inside(process, "  starts on OrderPlaced for order when stage == Placed \"M1\" {\n    send Reserve(order) not after now + 1 h\n    set Expiry at now\n  }\n  on refusal of Reserve { fail reason }"),
    'keyword:starts keyword:on event:OrderPlaced keyword:for keyword:when constant:Placed text:"M1" keyword:send command:Reserve keyword:not keyword:after known:now number:1 h ' +
      "keyword:set process:Expiry keyword:at known:now keyword:on keyword:refusal keyword:of command:Reserve keyword:fail known:reason",
  );
});

test("a spec", () => {
  const spec = "spec \"S\" {";
  assert.equal(
    inside(spec, "  given Added(\"b1\") by Ben at 2026-03-02\n  when Cleo as Reader: Borrow(\"b1\")\n  then refused GONE\n  then Shelf[\"b1\"] is { loans: 1 }\n  then no Shelf[1]\n  then sends Pay(1)"),
    'keyword:given event:Added text:"b1" keyword:by actor:Ben keyword:at number:2026-03-02 keyword:when actor:Cleo keyword:as actor:Reader command:Borrow text:"b1" ' +
      'keyword:then keyword:refused refusal:GONE keyword:then readModel:Shelf text:"b1" keyword:is field:loans number:1 keyword:then keyword:no readModel:Shelf number:1 keyword:then keyword:sends command:Pay number:1',
  );
});

test("a spec of a process", () => {
  const spec = 'spec "S" {';
  assert.equal(
    inside(spec, "  given Reserved(1) by P as Robot answering Reserve\n  given Expiry passes for \"o1\"\n  when P hears Paid(1)\n  when refusal of Reserve for 1"),
    'keyword:given event:Reserved number:1 keyword:by actor:P keyword:as actor:Robot keyword:answering command:Reserve keyword:given process:Expiry keyword:passes keyword:for text:"o1" ' +
      "keyword:when process:P keyword:hears event:Paid number:1 keyword:when keyword:refusal keyword:of command:Reserve keyword:for number:1",
  );
});

test("a text ends with its line", () => {
  assert.equal(read('model "Lending {x\nactor A'), 'keyword:model text:"Lending  escape:{ keyword:actor actor:A');
});

test("nonsense and depth are read to their end", () => {
  assert.equal(read(`${"([{".repeat(20000)}\n${"}])".repeat(20000)}`), "");
});
