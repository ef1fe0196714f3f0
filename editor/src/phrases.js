// CodeMirror's words, as the page writes them.

export const phrases = {
  close: "Close",
  // The list of problems.
  Diagnostics: "Problems",
  "No diagnostics": "No problems",
  // Search.
  next: "Next",
  previous: "Previous",
  "match case": "Match case",
  regexp: "Regular expression",
  "by word": "Whole words",
  Replace: "Replace with",
  replace: "Replace",
  "replace all": "Replace all",
  "Go to line": "Go to line",
  go: "Go",
  // Folding.
  "folded code": "Folded lines",
  unfold: "Show the folded lines",
  "Fold line": "Fold",
  "Unfold line": "Unfold",
};
