// What can be folded away: the lines that a line opens, by their indentation.

const OPENS = /[{([]\s*(\/\/.*)?$/;
const CLOSES = /^\s*[})\]]/;

/** The stretch that is folded at the line that begins at `from`, or null. */
export function blockAt(doc, from) {
  const line = doc.lineAt(from);
  if (!OPENS.test(line.text)) return null;
  const depth = depthOf(line.text);
  let last = line;
  for (let number = line.number + 1; number <= doc.lines; number++) {
    const next = doc.line(number);
    if (isBlank(next.text)) continue;
    if (depthOf(next.text) > depth) {
      last = next;
      continue;
    }
    if (CLOSES.test(next.text)) return folded(line, next.from + depthOf(next.text));
    break;
  }
  return last === line ? null : folded(line, last.to);
}

const isBlank = (text) => text.trim() === "";
const depthOf = (text) => text.search(/\S|$/);

/** From after the bracket that opens, so that both brackets are still seen. */
function folded(line, to) {
  const opener = line.text.search(OPENS);
  return { from: line.from + opener + 1, to };
}
