// The model language for CodeMirror: colours, brackets, indentation, comments, folding.

import { StreamLanguage, foldService, indentUnit, syntaxHighlighting } from "@codemirror/language";
import { Tag, tagHighlighter } from "@lezer/highlight";

import { blockAt } from "./blocks.js";
import { hanging } from "./hanging.js";
import { copyState, indent, startState, token } from "./tokens.js";

/** The styles of `tokens.js`; each is a class `fold-…` in `www/styles/editor.css`. CodeMirror keeps some short names for itself. */
const STYLES = [
  "actor",
  "aggregate",
  "bracket",
  "command",
  "comment",
  "constant",
  "context",
  "doc",
  "escape",
  "event",
  "field",
  "function",
  "keyword",
  "known",
  "number",
  "operator",
  "process",
  "readModel",
  "refusal",
  "text",
  "typeName",
];

const tokenTable = Object.fromEntries(STYLES.map((style) => [style, Tag.define()]));

/** The language itself; the tests read texts with it. */
export const language = StreamLanguage.define({
  name: "fold",
  startState,
  copyState,
  token,
  indent,
  tokenTable,
  languageData: {
    commentTokens: { line: "//" },
    closeBrackets: { brackets: ["(", "[", "{", '"'] },
    indentOnInput: /^\s*([}\])]|and|or|else|\.)$/,
  },
});

const classes = STYLES.map((style) => ({ tag: tokenTable[style], class: `fold-${style}` }));

/** Everything that makes an editor know the language. */
export const modelLanguage = () => [
  language,
  syntaxHighlighting(tagHighlighter(classes)),
  indentUnit.of("  "),
  foldService.of(({ doc }, from) => blockAt(doc, from)),
  hanging,
];
