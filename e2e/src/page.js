// What the tests do inside the page, at the page's own speed. It stands before every script that a test runs.
"use strict";

// The element with this `data-test`, and with these other data attributes.
const selector = (test, data = {}) =>
  Object.entries(data).reduce(
    (text, [name, value]) => `${text}[data-${name}="${CSS.escape(String(value))}"]`,
    `[data-test="${test}"]`,
  );
const one = (test, data) => document.querySelector(selector(test, data));
const all = (test, data) => [...document.querySelectorAll(selector(test, data))];

const PATIENCE = 60_000;

async function until(what, look) {
  const end = performance.now() + PATIENCE;
  for (;;) {
    const found = look();
    if (found) return found;
    if (performance.now() > end) throw new Error(`this never came: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 3));
  }
}

// Everything that was ordered before this is drawn after it: messages wait for one frame, drawing for another.
async function drawn() {
  for (let frame = 0; frame < 4; frame += 1) await new Promise((resolve) => requestAnimationFrame(resolve));
}

function set(element, value) {
  element.value = value;
  const kind = element instanceof HTMLSelectElement ? "change" : "input";
  element.dispatchEvent(new Event(kind, { bubbles: true }));
}

// Fills in one field, or the number for one key of it.
async function fill({ field, key, value }) {
  const data = key === undefined ? { name: field } : { name: field, key };
  const element = await until(`the field ${field} ${key ?? ""}`, () => one("field", data));
  if (element.value === value) return;
  set(element, value);
  // A choice may change what the next field offers.
  if (key === undefined) await drawn();
}

// Opens the form of a task, filled in.
async function open(title, fields) {
  const task = await until(`the task ${title}`, () => one("task", { title }));
  if (task.getAttribute("aria-expanded") !== "true") task.click();
  await until("the form", () => task.getAttribute("aria-expanded") === "true" && one("send"));
  for (const field of fields) await fill(field);
}

// Sends the open form, and waits for the answer to it.
async function send() {
  one("answer-dismiss")?.click();
  await until("no answer yet", () => !one("answer"));
  // The one field that shows an id which the form has made.
  const id = document.querySelector('output[data-test="field"]')?.dataset.value ?? null;
  one("send").form.requestSubmit();
  const answer = await until("the answer", () => one("answer"));
  return { kind: answer.dataset.kind, text: answer.innerText, id };
}

async function perform(title, fields) {
  await open(title, fields);
  return send();
}

// The log, newest first, as far as it is drawn.
const log = () =>
  all("log-row").map(({ dataset, innerText }) => ({ ...dataset, text: innerText }));

function where() {
  const { position, last } = one("position").dataset;
  const { when } = document.querySelector("[data-phase]").dataset;
  return { position: Number(position), last: Number(last), when, stop: Number(one("slider").dataset.stop) };
}

// Moves the slider to a stop.
function slide(stop) {
  const slider = one("slider");
  set(slider, stop);
  slider.dispatchEvent(new Event("change", { bubbles: true }));
}

async function tab(name) {
  one("tab", { name }).click();
  await until(`the tab ${name}`, () => one("panel", { name }));
  await drawn();
}

// Selects the first place in the editor's text, as far as it is drawn, where this stands.
function selectText(text) {
  for (const line of document.querySelectorAll(".cm-line")) {
    const begin = line.textContent.indexOf(text);
    if (begin < 0) continue;
    const parts = document.createTreeWalker(line, NodeFilter.SHOW_TEXT);
    const ends = [begin, begin + text.length].map((place) => [place, null]);
    for (let part = parts.nextNode(), before = 0; part; part = parts.nextNode()) {
      const after = before + part.length;
      for (const end of ends) if (!end[1] && end[0] <= after) end.splice(0, 2, end[0] - before, part);
      before = after;
    }
    line.closest(".cm-content").focus();
    const [[from, first], [to, last]] = ends;
    getSelection().setBaseAndExtent(first, from, last, to);
    return;
  }
  throw new Error(`nowhere in the text: ${text}`);
}

// What the shown read model shows.
function table() {
  const columns = [...document.querySelectorAll('[data-test="rows"] thead th:not(.sign)')].map((head) => head.textContent);
  const rows = all("row").map((row) => ({
    key: row.dataset.key,
    cells: [...row.querySelectorAll("td[data-column]")].map((cell) => {
      // A time is written for people, in the zone of this machine; behind it stands the time itself.
      const time = cell.querySelector("time");
      return time?.dateTime ?? cell.textContent;
    }),
  }));
  return { columns, rows };
}

async function readModels() {
  await tab("read-models");
  const found = {};
  for (const name of all("read-model").map((choice) => choice.dataset.name)) {
    one("read-model", { name }).click();
    await drawn();
    found[name] = { ...table(), total: Number(one("read-model", { name }).dataset.rows) };
  }
  return found;
}

// The states of all streams, each as its version and the rows of its tree.
async function states() {
  await tab("state");
  const picker = one("stream");
  const found = {};
  for (const name of [...(picker?.options ?? [])].map((option) => option.value)) {
    set(picker, name);
    await drawn();
    const rows = all("state-row").map(({ dataset }) => ({ ...dataset, depth: Number(dataset.depth) }));
    found[name] = { version: Number(one("version").dataset.value), rows };
  }
  return found;
}

// A workspace's database, as it lies there.
const promised = (request) =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
    request.onblocked = () => reject(new Error("blocked"));
  });

async function within(database, use) {
  const opened = await promised(indexedDB.open(database));
  try {
    return await use(opened);
  } finally {
    opened.close();
  }
}

const workspaces = () =>
  within("foldline", (opened) => promised(opened.transaction("workspaces").objectStore("workspaces").getAll()));

const databaseOf = async (name) => {
  const found = (await workspaces()).find((info) => info.name === name);
  return `foldline-workspace-${found.id}`;
};

async function dump(name) {
  return within(await databaseOf(name), async (opened) => {
    const stores = [...opened.objectStoreNames];
    const transaction = opened.transaction(stores);
    const records = await Promise.all(stores.map((store) => promised(transaction.objectStore(store).getAll())));
    return Object.fromEntries(stores.map((store, index) => [store, records[index]]));
  });
}

async function overwrite(name, store, change) {
  await within(await databaseOf(name), async (opened) => {
    const transaction = opened.transaction(store, "readwrite");
    const records = await promised(transaction.objectStore(store).getAll());
    await promised(transaction.objectStore(store).put(change(records)));
  });
}

// Lets this window write so many more commits; then it stands still in the middle of its work, and `window.stalled` says
// so. What it was about to write is not written.
function stallAfter(commits) {
  const { transaction } = IDBDatabase.prototype;
  const { get } = IDBObjectStore.prototype;
  const stalled = new WeakSet();
  let left = commits;
  IDBDatabase.prototype.transaction = function (stores, mode, ...more) {
    const begun = transaction.call(this, stores, mode, ...more);
    if (mode === "readwrite" && [stores].flat().includes("commits") && left-- <= 0) {
      stalled.add(begun);
      window.stalled = true;
    }
    return begun;
  };
  // An answer that never comes.
  IDBObjectStore.prototype.get = function (...which) {
    return stalled.has(this.transaction) ? new EventTarget() : get.apply(this, which);
  };
}

// Performs a task many times over while the test looks elsewhere; `window.sending` tells how far it is.
function keepSending({ title, fields, times, from }) {
  const sending = { answers: [], ended: false };
  window.sending = sending;
  const work = async () => {
    await until("the time to begin", () => Date.now() >= from);
    for (let time = 0; time < times; time += 1) sending.answers.push(await perform(title, fields));
  };
  work()
    .catch((error) => (sending.error = String(error)))
    .finally(() => (sending.ended = true));
}
