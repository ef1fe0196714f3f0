// What one writes by hand in JavaScript: the same fold, and a command with the same reads and writes.

export const now = () => performance.now();

const events = [];

/** Reads events: an array of objects as JSON. */
export function read(json) {
  for (const event of JSON.parse(json)) {
    const change = event.payload.availableSeatsChanged;
    events.push({
      type: event.type,
      conference: event.conference,
      person: event.person,
      at: event.at,
      reservation: event.payload.reservation,
      seats: event.payload.seats && Object.entries(event.payload.seats),
      held: event.payload.reservationDetails && Object.entries(event.payload.reservationDetails),
      change: change && Object.entries(change),
    });
  }
}

/** Folds all events into mutable states and read models; answers how many rows there are. */
export function fold() {
  const conferences = new Map();
  const feed = [];
  let latest = 0;
  for (const event of events) {
    let conference = conferences.get(event.conference);
    if (conference === undefined) {
      conference = { remaining: new Map(), pending: new Map(), figures: new Map(), reservations: new Map() };
      conferences.set(event.conference, conference);
    }
    evolve(conference, event);
    feed[latest] = event;
    latest = (latest + 1) % 100;
  }
  let rows = feed.length;
  for (const { figures, reservations } of conferences.values()) rows += figures.size + reservations.size;
  return rows;
}

function evolve(conference, event) {
  switch (event.type) {
    case "AvailableSeatsChanged":
      for (const [type, quantity] of event.seats) {
        conference.remaining.set(type, (conference.remaining.get(type) ?? 0) + quantity);
        const figures = figuresOf(conference, type);
        figures.capacity += quantity;
        figures.remaining += quantity;
      }
      break;
    case "SeatsReserved": {
      release(conference, event.change);
      conference.pending.set(event.reservation, event.held);
      const known = conference.reservations.get(event.reservation);
      if (known === undefined) {
        const row = { person: event.person, since: event.at, seats: event.held };
        conference.reservations.set(event.reservation, row);
      } else {
        known.seats = event.held;
      }
      break;
    }
    case "SeatsReservationCancelled":
      release(conference, event.change);
      conference.pending.delete(event.reservation);
      conference.reservations.delete(event.reservation);
      break;
    case "SeatsReservationCommitted":
      for (const [type, quantity] of conference.pending.get(event.reservation) ?? []) {
        const figures = figuresOf(conference, type);
        figures.held -= quantity;
        figures.committed += quantity;
      }
      conference.pending.delete(event.reservation);
      conference.reservations.delete(event.reservation);
      break;
  }
}

function release(conference, changes) {
  for (const [type, quantity] of changes) {
    conference.remaining.set(type, (conference.remaining.get(type) ?? 0) + quantity);
    const figures = figuresOf(conference, type);
    figures.held -= quantity;
    figures.remaining += quantity;
  }
}

function figuresOf(conference, type) {
  let figures = conference.figures.get(type);
  if (figures === undefined) {
    figures = { capacity: 0, held: 0, committed: 0, remaining: 0 };
    conference.figures.set(type, figures);
  }
  return figures;
}

/** Opens the database of a workspace beside Foldline's own, with the same stores and indexes. */
export function open(name) {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(name, 1);
    request.onupgradeneeded = () => {
      const make = (store, keyPath) => request.result.createObjectStore(store, { keyPath });
      const commits = make("commits", ["branch", "position", "index"]);
      commits.createIndex("byStream", ["branch", "stream", "lastVersion"], { unique: true });
      commits.createIndex("byContext", ["branch", "context", "lastContextPosition"], { unique: true });
      make("heads", ["branch", "stream"]);
      make("positions", ["branch"]);
      make("commands", ["branch", "command"]);
    };
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

/** Handles a command as Foldline does: first the newer events of the stream, which it would decide on, then the append. */
export async function handle(database, like, command) {
  const name = `${like.branch} ${like.stream}`;
  const version = await newer(database, like, versions.get(name) ?? 0);
  await append(database, like, command);
  versions.set(name, version + 1);
}

/** The version of each stream that is known in memory. */
const versions = new Map();

/** Reads the head of a stream and its commits after a version, both issued together. */
function newer(database, { branch, stream }, after) {
  return new Promise((resolve, reject) => {
    const transaction = database.transaction(["commits", "heads"]);
    transaction.onabort = () => reject(transaction.error);
    const head = transaction.objectStore("heads").get([branch, stream]);
    const range = IDBKeyRange.bound([branch, stream, after], [branch, stream, Infinity], true);
    const commits = transaction.objectStore("commits").index("byStream").getAll(range);
    commits.onsuccess = () => {
      const version = head.result?.version ?? 0;
      const last = commits.result.at(-1)?.lastVersion ?? after;
      if (last !== version) reject(new Error("an event is missing"));
      resolve(version);
    };
  });
}

/** Appends one commit like this one: reads issued together, checks, writes, and strict durability. */
export function append(database, like, command) {
  return new Promise((resolve, reject) => {
    const stores = ["commits", "heads", "positions", "commands"];
    const transaction = database.transaction(stores, "readwrite", { durability: "strict" });
    const store = (name) => transaction.objectStore(name);
    transaction.oncomplete = () => resolve(undefined);
    transaction.onabort = () => reject(transaction.error);
    const { branch, stream } = like;
    const ends = store("positions").get([branch]);
    const head = store("heads").get([branch, stream]);
    const accepted = store("commands").get([branch, command]);
    // Requests are answered in order: with the last one all are there.
    accepted.onsuccess = () => {
      if (accepted.result !== undefined) return transaction.abort();
      const position = (ends.result?.position ?? 0) + 1;
      const version = (head.result?.version ?? 0) + 1;
      store("commits").add({
        ...like,
        position,
        index: 0,
        firstVersion: version,
        lastVersion: version,
        firstContextPosition: position,
        lastContextPosition: position,
        command: { ...like.command, id: command },
      });
      store("heads").put({ branch, stream, version });
      const contexts = [{ context: like.context, position }];
      store("positions").put({ branch, position, index: 0, recordedAt: like.recordedAt, contexts });
      store("commands").add({ branch, command, position, index: 0 });
      transaction.commit();
    };
  });
}
