// The editor's look comes with the editor: the page itself does not load it.

const link = document.createElement("link");
link.rel = "stylesheet";
link.href = new URL("./editor.css", import.meta.url).href;

/** Settles when the styles are there. Without them the editor is plain, but works. */
export const styles = new Promise((resolve) => {
  link.addEventListener("load", resolve);
  link.addEventListener("error", resolve);
  document.head.append(link);
});
