// Reads a text as the editor does.

import { StringStream } from "@codemirror/language";

import { startState, token } from "../src/tokens.js";

const PLAIN = new Set(["bracket", "operator"]);

/** What has a style, as `style:text`, without brackets and operators. */
export function read(text) {
  return pieces(text)
    .filter(([style]) => style && !PLAIN.has(style))
    .map(([style, written]) => `${style}:${written}`)
    .join(" ");
}

/** Every stretch that is read at once, with its style. */
export function pieces(text) {
  const state = startState();
  const found = [];
  for (const line of text.split("\n")) {
    const stream = new StringStream(line, 2, 2);
    while (!stream.eol()) {
      stream.start = stream.pos;
      const style = token(stream, state);
      if (stream.pos <= stream.start) throw new Error(`stuck at ${line.slice(stream.pos)}`);
      const before = found.at(-1);
      if (style === "text" && before?.[0] === "text" && stream.start > 0) before[1] += stream.current();
      else found.push([style, stream.current()]);
    }
  }
  return found;
}
