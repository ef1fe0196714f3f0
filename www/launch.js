// Says plainly why the page can't start, for as long as the loading state is still there.
(() => {
  "use strict";

  // The colours that were chosen last, from the first moment on; storage may be refused.
  try {
    const theme = localStorage.getItem("foldline-theme");
    if (theme) document.documentElement.dataset.theme = theme;
  } catch {
    // Then the system's colours do.
  }

  function explain(text) {
    const launch = document.querySelector("#app > .launch");
    const status = launch?.querySelector(".launch-status");
    if (!status) return;
    launch.setAttribute("aria-busy", "false");
    status.setAttribute("role", "alert");
    status.textContent = text;
  }

  if (typeof WebAssembly !== "object") {
    explain("This browser can't run WebAssembly, or it is switched off. Nothing that you saved is lost: open the page in a current browser.");
    return;
  }

  const failed = () =>
    explain("The page could not be loaded completely. Nothing that you saved is lost: check the network and reload the page.");
  // A script that did not arrive, or did not start; a missing picture is no reason to stop.
  const matters = ({ target }) => target === window || target instanceof HTMLScriptElement;
  addEventListener("error", (event) => matters(event) && failed(), true);
  addEventListener("unhandledrejection", failed);
})();
