// Registers the service worker, and tells the page about it.
//
//   <html data-offline-ready="yes">   everything is stored: the page now opens without a network
//   `foldline-update-ready`           on window: a newer release is stored, and waits
//   `foldline-update-apply`           on window, sent by the page: use the newer release now
(() => {
  "use strict";

  // Absent on plain http from another machine, and in some private windows.
  if (!isSecureContext || !("serviceWorker" in navigator)) return;

  const container = navigator.serviceWorker;
  const script = new URL("./sw.js", document.baseURI);

  function settled(worker) {
    return new Promise((resolve) => {
      const look = () => {
        if (worker.state === "activated" || worker.state === "redundant") resolve(worker.state);
      };
      worker.addEventListener("statechange", look);
      look();
    });
  }

  async function announceOffline() {
    const { active } = await container.ready;
    if ((await settled(active)) === "activated") {
      document.documentElement.dataset.offlineReady = "yes";
    }
  }

  function announceUpdate(registration) {
    // Without a controller this is the first visit, and nothing is being replaced.
    if (registration.waiting && container.controller) {
      dispatchEvent(new CustomEvent("foldline-update-ready"));
    }
  }

  function watchForUpdates(registration) {
    announceUpdate(registration);
    registration.addEventListener("updatefound", () => {
      const { installing } = registration;
      installing?.addEventListener("statechange", () => announceUpdate(registration));
    });
    addEventListener("foldline-update-apply", () => {
      registration.waiting?.postMessage("skip-waiting");
    });
    // A page may stay open for days; coming back to it is a good moment to ask.
    document.addEventListener("visibilitychange", () => {
      if (document.visibilityState === "visible") registration.update().catch(() => {});
    });
  }

  function reloadWhenReplaced() {
    let controlled = container.controller !== null;
    container.addEventListener("controllerchange", () => {
      // Another release has taken over: its files and this page's must not mix.
      if (controlled) location.reload();
      controlled = true;
    });
  }

  async function register() {
    reloadWhenReplaced();
    try {
      watchForUpdates(await container.register(script, { updateViaCache: "none" }));
      await announceOffline();
    } catch (error) {
      console.warn("Foldline will not open without a network:", error);
    }
  }

  // The first visit is for the page itself; storing it can wait until it is there.
  if (document.readyState === "complete") register();
  else addEventListener("load", register, { once: true });
})();
