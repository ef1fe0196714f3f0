// The editor of models, as the page uses it. Positions are counted in UTF-16 code units.

import { closeBrackets, closeBracketsKeymap } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap, indentWithTab } from "@codemirror/commands";
import { bracketMatching, codeFolding, foldGutter, foldKeymap, indentOnInput } from "@codemirror/language";
import { Annotation, Compartment, EditorState } from "@codemirror/state";
import {
  EditorView,
  highlightActiveLine,
  highlightActiveLineGutter,
  highlightSpecialChars,
  keymap,
  lineNumbers,
} from "@codemirror/view";

import { completion, completionKeymap } from "./completion.js";
import { finding, findingKeys } from "./finding.js";
import { explanations } from "./hover.js";
import { modelLanguage } from "./language.js";
import { phrases } from "./phrases.js";
import { openProblems, problemKeys, problems, shown } from "./problems.js";
import { styles } from "./styles.js";

await styles;

/** Marks a change that the page made itself, and need not be told. */
const byThePage = Annotation.define();

const nothing = () => null;

/**
 * Puts an editor into `parent`.
 *
 * @param {HTMLElement} parent
 * @param {object} options
 * @param {string} [options.text] what stands in it at first
 * @param {string} [options.label] its name for assistive technology
 * @param {boolean} [options.readOnly] whether it can only be read
 * @param {(text: string) => void} [options.onChange] called whenever a person has changed the text
 * @param {(text: string, position: number) => Entry[] | Promise<Entry[]>} [options.complete]
 *   what can be written at a position; an entry is `{ label, kind, detail, info, insert }`
 * @param {(text: string, position: number) => Explanation | null | Promise<Explanation | null>} [options.hover]
 *   what stands at a position; an explanation is `{ from, to, title, text }`
 */
export function mount(parent, { text = "", label = "Model", readOnly = false, onChange, complete, hover }) {
  const writing = new Compartment();
  const frame = document.createElement("div");
  frame.className = "model-editor";
  // The workbench has keys of its own; they are letters here.
  frame.addEventListener("keydown", (event) => event.stopPropagation());
  parent.append(frame);

  const view = new EditorView({
    parent: frame,
    state: EditorState.create({
      doc: text,
      extensions: [
        looks(label),
        hands(complete ?? nothing, hover ?? nothing),
        modelLanguage(),
        writing.of(EditorState.readOnly.of(readOnly)),
        EditorView.updateListener.of(({ docChanged, state, transactions }) => {
          const isOwn = transactions.every((transaction) => !transaction.docChanged || transaction.annotation(byThePage));
          if (docChanged && !isOwn) onChange?.(state.doc.toString());
        }),
      ],
    }),
  });

  return {
    /** The text as it stands. Its lines end with `\n`. */
    getText: () => view.state.doc.toString(),
    /** Replaces the text; `onChange` is not called, and a person can undo it. */
    setText: (text) => setText(view, text),
    /** Shows these problems, `{ from, to, severity, code, message, hint }`, instead of those before. */
    setDiagnostics: (diagnostics) => view.dispatch(shown(view.state, diagnostics)),
    /** Opens the list of problems and moves the focus there. */
    showProblems: () => openProblems(view),
    /** Moves caret, view and focus to a position. */
    goTo: (position) => goTo(view, position),
    /** Whether the text can only be read from now on. */
    setReadOnly: (readOnly) => view.dispatch({ effects: writing.reconfigure(EditorState.readOnly.of(readOnly)) }),
    /** Moves the focus into the text. */
    focus: () => view.focus(),
    /** Takes the editor out of the page. */
    destroy() {
      view.destroy();
      frame.remove();
    },
  };
}

/** How it looks, and what it is called. */
const looks = (label) => [
  lineNumbers(),
  problems(),
  foldGutter(),
  codeFolding({ placeholderText: "…" }),
  highlightActiveLine(),
  highlightActiveLineGutter(),
  highlightSpecialChars(),
  bracketMatching(),
  EditorState.phrases.of(phrases),
  EditorView.contentAttributes.of({
    "aria-label": label,
    "aria-description": "To leave the text with the Tab key, press Escape first.",
  }),
];

/** What can be done with it. */
function hands(complete, hover) {
  const explained = explanations(hover);
  return [
    history(),
    indentOnInput(),
    closeBrackets(),
    finding(),
    completion(complete),
    explained.extension,
    keymap.of([
      ...closeBracketsKeymap,
      ...completionKeymap,
      ...explained.keys,
      ...findingKeys,
      ...historyKeymap,
      ...foldKeymap,
      ...problemKeys,
      ...defaultKeymap,
      indentWithTab,
    ]),
  ];
}

/** Only what differs is replaced, so that caret, folds and view stay where they are. */
function setText(view, text) {
  const before = view.state.doc.toString();
  const after = view.state.toText(text).toString();
  if (before === after) return;
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && before[start] === after[start]) start++;
  let end = 0;
  while (end < shorter - start && before.at(-1 - end) === after.at(-1 - end)) end++;
  view.dispatch({
    changes: { from: start, to: before.length - end, insert: after.slice(start, after.length - end) },
    annotations: byThePage.of(true),
  });
}

function goTo(view, position) {
  const anchor = Math.min(Math.max(position, 0), view.state.doc.length);
  view.dispatch({ selection: { anchor }, effects: EditorView.scrollIntoView(anchor, { y: "center" }) });
  view.focus();
}
