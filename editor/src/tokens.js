// Reads a text for its colours. It never fails: whatever makes no sense is left plain.
//
// What a word means depends on its place: the bracket it stands in, and the word that began its
// statement. Brackets are a linked list that is never changed, so that keeping a state costs nothing.

import {
  FOLLOWERS,
  INSIDE,
  KNOWN,
  LITERALS,
  NAMED,
  OPERATORS,
  PARTS,
  SOURCES,
  STARTERS,
  TYPES,
} from "./words.js";

const WORD = /^[\p{L}][\p{L}\p{N}_]*/u;
const DATE = /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d)?)?/;
const NUMBER = /^\d[\d_]*(\.\d+)?/;
const UNIT = /^\s*(ms|s|min|h|days?|weeks?)(?![\p{L}\p{N}_])/u;
const OPERATOR = /^(=>|==|!=|<=|>=|\.\.|[-+]=|[-+*/<>=])/;
/** What shows, after a word, that it is a name and begins no statement. */
const NAME_GOES_ON = /^([.[]|\s*(:|[-+]?=))/;
const CAPITAL = /^\p{Lu}/u;
const REFUSAL = /^[A-Z][A-Z0-9_]*$/;

/** How far a closing bracket looks for its opening one, past others that were never closed. */
const REACH = 16;

/**
 * A bracket that is open; the file itself is the outermost.
 *
 * @typedef {object} Bracket
 * @property {Bracket | null} outer
 * @property {string} closer what closes it
 * @property {string} place what stands in it
 * @property {boolean} inText whether it is a text, or stands in the braces of one
 * @property {number} indent how far the line that opens it is indented
 * @property {string} part the part of the model it belongs to
 * @property {string} head the word that began the statement in it
 * @property {string} last the last word of that statement which is no name
 */

const FILE = { outer: null, closer: "", place: "file", inText: false, indent: 0, part: "", head: "", last: "" };

export const startState = () => ({
  bracket: FILE,
  /** What stood before, as it is written. */
  before: "",
  /** Whether the next word may begin a statement. */
  begins: true,
  /** Whether the line that was read last goes on in the next one. */
  goesOn: false,
  indent: 0,
});

export const copyState = (state) => ({ ...state });

/** The style of the next stretch of the line, or null. */
export function token(stream, state) {
  if (stream.sol()) beginLine(stream, state);
  if (state.bracket.place === "text") return inText(stream, state);
  if (stream.eatSpace()) return null;
  if (stream.match("///")) return skipLine(stream, "doc");
  if (stream.match("//")) return skipLine(stream, "comment");
  const style = meaningful(stream, state);
  state.before = stream.current();
  state.begins = state.before === "{" && state.bracket.place in STARTERS;
  return style;
}

function beginLine(stream, state) {
  state.indent = stream.indentation();
  // A text ends with its line, closed or not; so does what stands in its braces.
  state.bracket = outsideOfText(state.bracket);
  if (!state.goesOn && state.bracket.place in STARTERS) state.begins = true;
}

function outsideOfText(bracket) {
  while (bracket.inText) bracket = bracket.outer;
  return bracket;
}

function skipLine(stream, style) {
  stream.skipToEnd();
  return style;
}

function meaningful(stream, state) {
  state.goesOn = false;
  if (stream.match(DATE)) return "number";
  if (stream.match(NUMBER)) {
    stream.match(UNIT);
    return "number";
  }
  if (stream.match(WORD)) return word(stream, state);
  if (stream.match(OPERATOR)) return operator(stream, state);
  return mark(stream.next(), state);
}

function inText(stream, state) {
  if (stream.match(/^[^"\\{]+/)) return "text";
  const next = stream.next();
  if (next === "\\") {
    stream.next();
    return "escape";
  }
  if (next === "{") {
    open(state, "}", "value");
    return "escape";
  }
  close(state, next);
  state.before = '"';
  state.begins = false;
  return "text";
}

function operator(stream, state) {
  const written = stream.current();
  if (written === "<" && TYPES.has(state.before)) open(state, ">", "types");
  else if (written === ">" && state.bracket.closer === ">") close(state, ">");
  else state.goesOn = true;
  return "operator";
}

function mark(character, state) {
  switch (character) {
    case '"':
      open(state, '"', "text");
      return "text";
    case "{":
      open(state, "}", braced(state));
      return "bracket";
    case "(":
      open(state, ")", isDeclared(state) ? "parameters" : "arguments");
      return "bracket";
    case "[":
      open(state, "]", "arguments");
      return "bracket";
    case "}":
      if (isValueOfText(state.bracket)) {
        close(state, character);
        return "escape";
      }
      close(state, character);
      return "bracket";
    case ")":
    case "]":
      close(state, character);
      return "bracket";
    default:
      state.goesOn = character === ",";
      return null;
  }
}

const isValueOfText = ({ place, outer }) => place === "value" && outer.place === "text";

function open(state, closer, place) {
  const { bracket: outer, indent } = state;
  const inText = outer.inText || place === "text";
  state.bracket = { outer, closer, place, inText, indent, part: partOf(outer), head: outer.head, last: "" };
}

const partOf = ({ head, part }) => PARTS[head] ?? part;

function close(state, closer) {
  let { bracket } = state;
  for (let i = 0; i < REACH && bracket.outer; i++) {
    if (bracket.closer === closer) {
      state.bracket = bracket.outer;
      return;
    }
    bracket = bracket.outer;
  }
}

/** What stands in the braces that open here. */
function braced({ bracket, before }) {
  const isExpected = !/^([-+=*/<>,]|==|!=|<=|>=|=>|is|in|and|or|not|then)$/.test(before);
  if (!(bracket.place in STARTERS) || !isExpected) return "value";
  if (bracket.head === "record") return bracket.place === "file" ? "fields" : "value";
  return INSIDE[bracket.head] ?? "value";
}

/** Whether the parentheses that open here declare fields with their types. */
function isDeclared({ bracket }) {
  if (bracket.place === "parameters") return true;
  return /^(aggregate|command|event|read|upcast|define|task)$/.test(bracket.head) && bracket.place in STARTERS;
}

function word(stream, state) {
  const written = stream.current();
  const rest = stream.string.slice(stream.pos);
  if (state.begins && !goesOnWith(written, state.bracket)) begin(state, "", "");
  const keyword = wordOfItsPlace(written, rest, state);
  if (keyword) return keyword;
  return CAPITAL.test(written) ? capital(written, rest, state) : small(written, rest, state);
}

/** Whether a line that begins with this word goes on with the statement before it. */
function goesOnWith(written, bracket) {
  return OPERATORS.has(written) || (follows(written, bracket) && !STARTERS[bracket.place].has(written));
}

function begin(state, head, last) {
  state.bracket = { ...state.bracket, head, last };
}

function wordOfItsPlace(written, rest, state) {
  const { bracket, before } = state;
  if (before === "." || /^\s*:/.test(rest)) return null;
  if (state.begins && STARTERS[bracket.place]?.has(written) && !NAME_GOES_ON.test(rest)) {
    begin(state, written, written);
    return "keyword";
  }
  if (bracket.place in STARTERS && follows(written, bracket)) {
    begin(state, bracket.head, written);
    return "keyword";
  }
  if (bracket.place === "parameters" && SOURCES.has(written) && !/^[(,]$/.test(before)) return "keyword";
  if (/^v\d+$/.test(written) && /^(event|upcast|into)$/.test(bracket.head)) return "keyword";
  if (OPERATORS.has(written)) {
    state.goesOn = true;
    return "keyword";
  }
  return LITERALS.has(written) ? "constant" : null;
}

function follows(written, { place, head }) {
  if (head === "" && place === "story") return FOLLOWERS.at.has(written);
  return FOLLOWERS[head]?.has(written) ?? false;
}

function small(written, rest, state) {
  const { bracket, before } = state;
  if (/^\(/.test(rest)) return "function";
  if (before === "." || /^\s*:/.test(rest)) return "field";
  return KNOWN[partOf(bracket)]?.has(written) ? "known" : null;
}

function capital(written, rest, state) {
  const { bracket, before } = state;
  if (isTypeExpected(state)) return "typeName";
  if (REFUSAL.test(written) && /^(else|refuse|refused)$/.test(before)) return "refusal";
  if (bracket.head === "actor" && bracket.place === "arguments") return "actor";
  const style = bracket.place in STARTERS ? named(rest, state) : null;
  if (style) return style;
  if (before === "from" || before === "in" || /^\[/.test(rest)) return "readModel";
  if (TYPES.has(written) || /^[.(]/.test(rest)) return "typeName";
  return before === "." || !/^\s*:/.test(rest) ? "constant" : "field";
}

/** What is named in a statement, by the words before it. */
function named(rest, { bracket, before }) {
  const { place, head, last } = bracket;
  if (/^\s+as\s/.test(rest)) return "actor";
  if (before === ":" && (place === "story" || head === "when")) return "command";
  if (last === "record") return place === "file" ? "typeName" : "event";
  if (/^\s+(passes|hears)\s/.test(rest)) return "process";
  if (last === "when" && place === "spec") return "command";
  if (last === "then") return /^\[/.test(rest) ? "readModel" : "event";
  // A command's name stands once; what comes after it are values.
  return before === last || before === "," ? NAMED[last] : null;
}

function isTypeExpected({ bracket, before }) {
  const { place, head } = bracket;
  if (place === "types" || before === "..") return true;
  if (before === "=") return head === "type";
  if (before !== ":") return false;
  if (/^(parameters|fields|readModel)$/.test(place)) return true;
  return place === "file" && /^(process|translation|define)$/.test(head);
}

/** How far a line is to be indented that begins with `textAfter`. */
export function indent(state, textAfter, { unit }) {
  const bracket = outsideOfText(state.bracket);
  const isClosed = bracket.closer !== "" && textAfter.startsWith(bracket.closer);
  if (isClosed) return bracket.indent;
  const inner = bracket.outer ? bracket.indent + unit : 0;
  const isContinued = bracket.place in STARTERS && (state.goesOn || /^(\.|(and|or|else)\b)/.test(textAfter));
  return isContinued ? inner + unit : inner;
}
