// Foldline's service worker: after one visit the page opens and works without a network.
//
// It keeps one complete release. A release is fetched whole when the worker is installed, every file
// checked against its hash, or not at all; so a page never mixes files of two releases. A newer
// release waits until all pages of the older one are closed, or until a person asks for it.
"use strict";

// The post-build hook writes the release here: its version, and the URL and hash of every file,
// relative to this script.
const RELEASE = { version: "unfinished", files: [] };

// Caches belong to the whole origin, which other copies of the page may share in other folders.
const SCOPE = self.registration.scope;
const FAMILY = `foldline ${SCOPE} `;
const CACHE = FAMILY + RELEASE.version;
const PAGE = new URL("./", SCOPE).href;

self.addEventListener("install", (event) => event.waitUntil(store()));
self.addEventListener("activate", (event) => event.waitUntil(takeOver()));

self.addEventListener("message", (event) => {
  if (event.data === "skip-waiting") self.skipWaiting();
});

self.addEventListener("fetch", (event) => {
  const { method, url } = event.request;
  if (method === "GET" && url.startsWith(SCOPE)) event.respondWith(answer(event.request));
});

// All or nothing: `addAll` keeps no file when one is missing or differs from its hash.
async function store() {
  const cache = await caches.open(CACHE);
  const requests = RELEASE.files.map(
    ({ url, integrity }) => new Request(new URL(url, SCOPE), { integrity, cache: "no-cache" }),
  );
  try {
    await cache.addAll(requests);
  } catch (error) {
    await caches.delete(CACHE);
    throw error;
  }
}

async function takeOver() {
  const names = await caches.keys();
  const old = names.filter((name) => name.startsWith(FAMILY) && name !== CACHE);
  await Promise.all(old.map((name) => caches.delete(name)));
  await self.clients.claim();
}

async function answer(request) {
  const cache = await caches.open(CACHE);
  const stored = await cache.match(key(request.url), { ignoreSearch: true });
  if (stored) return stored;
  try {
    return await fetch(request);
  } catch (error) {
    // Relative URLs hold only in the page's own folder, so a page elsewhere is sent there.
    if (request.mode === "navigate") return Response.redirect(PAGE);
    throw error;
  }
}

// The page is stored under its folder's name, however it was asked for.
function key(address) {
  const url = new URL(address);
  const path = url.origin + url.pathname;
  return path === `${PAGE}index.html` ? PAGE : path;
}
