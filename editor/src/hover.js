// What a word is: under the pointer, or at the caret for those who use none.

import { StateEffect, StateField } from "@codemirror/state";
import { EditorView, hoverTooltip, showTooltip } from "@codemirror/view";

/** Explains words by `hover(text, position)`: with the pointer, and by Ctrl-I (Cmd-I). */
export function explanations(hover) {
  return {
    extension: [atCaret, hoverTooltip((view, position) => tooltip(view, position, hover))],
    keys: [
      { key: "Mod-i", run: (view) => explain(view, hover), preventDefault: true },
      { key: "Escape", run: putAway },
    ],
  };
}

const setAtCaret = StateEffect.define();

const atCaret = StateField.define({
  create: () => null,
  update(tooltip, transaction) {
    for (const effect of transaction.effects) if (effect.is(setAtCaret)) return effect.value;
    return transaction.docChanged || transaction.selection ? null : tooltip;
  },
  provide: (field) => showTooltip.from(field),
});

async function tooltip({ state }, position, hover) {
  const found = await hover(state.doc.toString(), position);
  return found ? { pos: found.from, end: found.to, above: true, create: () => ({ dom: drawn(found) }) } : null;
}

function explain(view, hover) {
  const { state } = view;
  const { head } = state.selection.main;
  Promise.resolve(hover(state.doc.toString(), head)).then((found) => {
    // Somebody has gone on writing meanwhile.
    if (view.state.doc !== state.doc) return;
    const text = found ? `${found.title}. ${found.text}` : "Nothing is known about this.";
    const value = found && { pos: found.from, above: true, create: () => ({ dom: drawn(found) }) };
    view.dispatch({ effects: [setAtCaret.of(value), EditorView.announce.of(text)] });
  });
  return true;
}

function putAway(view) {
  if (!view.state.field(atCaret)) return false;
  view.dispatch({ effects: setAtCaret.of(null) });
  return true;
}

function drawn({ title, text }) {
  const whole = document.createElement("div");
  whole.className = "explanation";
  for (const [name, content] of [
    ["title", title],
    ["text", text],
  ]) {
    if (!content) continue;
    const part = document.createElement("p");
    part.className = `explanation-${name}`;
    part.textContent = content;
    whole.append(part);
  }
  return whole;
}
