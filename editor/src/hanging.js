// Where a long line is broken, it goes on further in than it begins: `--indent` says how far it begins.

import { RangeSetBuilder } from "@codemirror/state";
import { Decoration, ViewPlugin } from "@codemirror/view";

/** Deeper lines are too few to be told apart, and would leave no room. */
const DEEPEST = 12;

const decorations = Array.from({ length: DEEPEST + 1 }, (_, depth) =>
  Decoration.line({ attributes: { style: `--indent: ${depth}` } }),
);

function decorated({ visibleRanges, state: { doc } }) {
  const builder = new RangeSetBuilder();
  for (const { from, to } of visibleRanges) {
    for (let line = doc.lineAt(from); ; line = doc.line(line.number + 1)) {
      const depth = line.text.search(/[^ ]|$/);
      if (line.from >= from) builder.add(line.from, line.from, decorations[Math.min(depth, DEEPEST)]);
      if (line.to >= to) break;
    }
  }
  return builder.finish();
}

export const hanging = ViewPlugin.define(
  (view) => ({
    decorations: decorated(view),
    update(update) {
      if (update.docChanged || update.viewportChanged) this.decorations = decorated(update.view);
    },
  }),
  { decorations: (plugin) => plugin.decorations },
);
