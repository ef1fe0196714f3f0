// CodeMirror's own styles, without a <style> element: the page's security policy forbids those.
//
// They go into a style sheet that is constructed by this script, in a layer of their own, so that every
// rule of the page's own style sheets comes before them.

import { StyleModule as Original } from "../node_modules/style-mod/src/style-mod.js";

const sheet = new CSSStyleSheet();
const mounted = new Set();

/** Takes the place of `style-mod`, by `alias` in `build.js`. */
export class StyleModule extends Original {
  static mount(root, modules) {
    const known = mounted.size;
    for (const module of [modules].flat()) mounted.add(module);
    if (mounted.size > known) {
      const rules = [...mounted].map((module) => module.getRules());
      sheet.replaceSync(`@layer codemirror {\n${rules.join("\n")}\n}`);
    }
    if (!root.adoptedStyleSheets.includes(sheet)) root.adoptedStyleSheets.push(sheet);
  }
}
