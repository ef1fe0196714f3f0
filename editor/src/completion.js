// What can be written here, as the page knows it.

import { autocompletion, completionKeymap, insertCompletionText, pickedCompletion } from "@codemirror/autocomplete";
import { syntaxTree } from "@codemirror/language";

const WORD = /[\p{L}][\p{L}\p{N}_]*/u;
const WHOLE_WORD = /^[\p{L}\p{N}_]*$/u;
const MEMBER = /[\p{L}\p{N}_)\]}"]\.$/u;

/** Stretches in which nothing of the language is written. */
const PROSE = new Set(["text", "escape", "comment", "doc"]);

/** Where the caret goes in what is inserted; else to its end. */
const CARET = "$0";

export { completionKeymap };

/** Completion by `complete(text, position)`. */
export const completion = (complete) =>
  autocompletion({
    override: [(context) => found(context, complete)],
    icons: true,
    defaultKeymap: false,
  });

async function found(context, complete) {
  const { state, pos, explicit } = context;
  const word = context.matchBefore(WORD);
  if (!explicit && !word && !context.matchBefore(MEMBER)) return null;
  if (PROSE.has(syntaxTree(state).resolveInner(pos, -1).name)) return null;
  const entries = await complete(state.doc.toString(), pos);
  if (context.aborted || !entries?.length) return null;
  return { from: word?.from ?? pos, options: entries.map(option), validFor: WHOLE_WORD };
}

/** Entries that fit equally well keep the order in which they come. */
function option({ label, kind, detail, info, insert }, index) {
  return {
    label,
    type: kind,
    detail: detail || undefined,
    info: info || undefined,
    boost: Math.max(-99, 99 - index),
    apply: insert && insert !== label ? inserter(insert) : undefined,
  };
}

/** Writes what an entry stands for, its further lines indented like the first. */
const inserter = (insert) => (view, entry, from, to) => {
  const [indentation] = /^\s*/.exec(view.state.doc.lineAt(from).text);
  const [before, ...after] = insert.replaceAll("\n", `\n${indentation}`).split(CARET);
  const spec = insertCompletionText(view.state, before + after.join(""), from, to);
  const selection = after.length > 0 ? { anchor: from + before.length } : spec.selection;
  view.dispatch({ ...spec, selection, annotations: pickedCompletion.of(entry), scrollIntoView: true });
};
