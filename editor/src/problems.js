// What is wrong with the text: under the words, in the gutter, and in a panel.

import { lintGutter, lintKeymap, openLintPanel, setDiagnostics } from "@codemirror/lint";

export const problems = () => lintGutter();
export { lintKeymap as problemKeys, openLintPanel as openProblems };

/** The transaction that shows these problems instead of those before. */
export function shown(state, diagnostics) {
  const { length } = state.doc;
  const within = (position) => Math.min(Math.max(position, 0), length);
  return setDiagnostics(
    state,
    diagnostics.map((diagnostic) => {
      const from = within(diagnostic.from);
      const to = Math.max(from, within(diagnostic.to));
      return {
        from,
        to,
        severity: diagnostic.severity,
        message: said(diagnostic),
        renderMessage: () => drawn(diagnostic),
      };
    }),
  );
}


const said = ({ code, message, hint }) => [code, message, hint].filter(Boolean).join(" ");

function drawn({ code, message, hint }) {
  const whole = document.createElement("span");
  whole.className = "problem";
  const part = (name, text) => {
    if (!text) return;
    const element = document.createElement("span");
    element.className = `problem-${name}`;
    element.textContent = text;
    whole.append(element, " ");
  };
  part("code", code);
  part("message", message);
  part("hint", hint);
  return whole;
}
