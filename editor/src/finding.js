// Search in the text.

import { closeSearchPanel, findNext, findPrevious, gotoLine, openSearchPanel, search } from "@codemirror/search";

export const finding = () => search({ top: true });

const scope = "editor search-panel";

/** CodeMirror's keys, without those that select in several places. */
export const findingKeys = [
  { key: "Mod-f", run: openSearchPanel, scope },
  { key: "F3", run: findNext, shift: findPrevious, scope, preventDefault: true },
  { key: "Mod-g", run: findNext, shift: findPrevious, scope, preventDefault: true },
  { key: "Mod-Alt-g", run: gotoLine },
  { key: "Escape", run: closeSearchPanel, scope },
];
