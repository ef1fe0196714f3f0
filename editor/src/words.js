// Which words mean something, and where. Everywhere else the same words are names.

const set = (words) => new Set(words.split(" "));

/** Words of expressions. */
export const OPERATORS = set("and or not in if then else");

/** Values that have a name. */
export const LITERALS = set("true false none");

/** Types of the language. */
export const TYPES = set("Bool Int Decimal Text Id Date Instant Duration List Set Map");

/** Words that begin a part or a statement, by the place where it stands. */
export const STARTERS = {
  file: set(
    "model actor context type enum record define aggregate read process translation upcast task invariant spec story",
  ),
  aggregate: set("state command event invariant"),
  readModel: set("state on invariant"),
  process: set("state deadline starts on"),
  statements: set("require refuse let if for record add remove send set cancel end fail into"),
  spec: set("given when then"),
  story: set("after at"),
};

/** Words that go on with what another word began. */
export const FOLLOWERS = {
  read: set("model as table search feed where"),
  process: set("by"),
  translation: set("by"),
  command: set("by reads"),
  task: set("by sends"),
  invariant: set("at rest"),
  starts: set("on refusal of for when"),
  on: set("refusal of for when"),
  add: set("to"),
  remove: set("from"),
  send: set("not after as"),
  set: set("at"),
  given: set("now by as at answering passes refusal of for"),
  when: set("by as at answering passes refusal of for hears"),
  then: set("nothing refused no is sends sets at cancels ends fails"),
  story: set("from"),
  after: set("as at version"),
  at: set("as at version"),
};

/** Words that say where a field of a command comes from. */
export const SOURCES = set("new always from where showing most or typed");

/** What is known without being declared, by the part in which it is known. */
export const KNOWN = {
  command: set("me role now newId newCode isNew"),
  event: set("recordedAt recordedBy recordedAs version answerTo"),
  readModel: set("row rows recordedAt recordedBy recordedAs version answerTo"),
  process: set("now isNew recordedAt recordedBy recordedAs version answerTo code reason"),
};

/** The place inside the braces that a statement opens. */
export const INSIDE = {
  aggregate: "aggregate",
  read: "readModel",
  process: "process",
  translation: "process",
  spec: "spec",
  story: "story",
  state: "fields",
  enum: "cases",
  command: "statements",
  event: "statements",
  on: "statements",
  starts: "statements",
  upcast: "statements",
  if: "statements",
  for: "statements",
};

/** The part that a word begins, as far as it matters for what is known in it. */
export const PARTS = {
  command: "command",
  event: "event",
  read: "readModel",
  process: "process",
  translation: "process",
};

/** What a word in capitals names after another word. */
export const NAMED = {
  actor: "actor",
  context: "context",
  type: "typeName",
  enum: "typeName",
  aggregate: "aggregate",
  command: "command",
  event: "event",
  upcast: "event",
  into: "event",
  on: "event",
  given: "event",
  hears: "event",
  model: "readModel",
  reads: "readModel",
  no: "readModel",
  process: "process",
  translation: "process",
  deadline: "process",
  set: "process",
  sets: "process",
  cancel: "process",
  cancels: "process",
  answering: "command",
  send: "command",
  sends: "command",
  of: "command",
  by: "actor",
  as: "actor",
};
