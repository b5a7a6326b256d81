// What a judge did that the server may not know of yet: kept in IndexedDB, sent in order and each once. Used by pages and by their worker.

const STORES = { sendings: { keyPath: "key", autoIncrement: true }, known: { keyPath: "ballot" }, about: { keyPath: "name" } };
const SIGNED_OUT = [400, 401];
const FOR_GOOD = [403, 404, 413, 422, 428];
const PATIENCE_TO_SEND_MS = 10000; // a network that answers nothing is none

function openJudging() {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open("judging", 1);
    request.onupgradeneeded = () => {
      for (const [name, options] of Object.entries(STORES)) request.result.createObjectStore(name, options);
    };
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

const opened = openJudging();
opened.catch(() => {}); // a browser that keeps nothing: whoever asks is told, and forms are sent as forms

// Runs `use` with the stores inside one transaction, and waits until that is safely written.
async function within(use) {
  const database = await opened;
  const transaction = database.transaction(Object.keys(STORES), "readwrite");
  const written = new Promise((resolve, reject) => {
    transaction.oncomplete = resolve;
    transaction.onabort = () => reject(transaction.error);
  });
  const found = await use((name) => transaction.objectStore(name));
  await written;
  return found;
}

function answerOf(request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

function sendings() {
  return within((store) => answerOf(store("sendings").getAll()));
}

async function sendingsOf(ballot) {
  return (await sendings()).filter((each) => each.ballot === ballot);
}

function knownOf(ballot) {
  return within((store) => answerOf(store("known").get(ballot)));
}

function know(known) {
  return within((store) => answerOf(store("known").put(known)));
}

function aboutMe() {
  return within((store) => answerOf(store("about").get("me")));
}

// Everything here belongs to one account: what another one left behind on this device is deleted, unread.
async function belongTo(account, csrf) {
  const me = await aboutMe();
  if (me && me.account !== account) await forgetJudging();
  await within((store) => answerOf(store("about").put({ name: "me", account, csrf })));
}

async function forgetJudging() {
  await within((store) => Promise.all(Object.keys(STORES).map((name) => answerOf(store(name).clear()))));
  if ("caches" in self) await caches.delete("judging-pages");
}

function newName() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

// Keeps a sending. One that never left takes the place of the one before; one that did may have arrived, so it stays and goes first.
// It is based on what arrived last from the same page, of which that page may not have heard yet.
function keepSending(sending) {
  return within(async (store) => {
    const last = await answerOf(store("known").get(sending.ballot));
    const version = last?.from === sending.from ? Math.max(last.version, sending.version) : sending.version;
    const before = (await answerOf(store("sendings").getAll())).filter((each) => each.ballot === sending.ballot).at(-1);
    const named = { ...sending, version, client_id: newName(), claimed_at: new Date().toISOString(), tried: false, problem: null };
    if (before && !before.tried && !before.problem) named.key = before.key;
    await answerOf(store("sendings").put(named));
  });
}

function dropSendingsOf(ballot) {
  return within(async (store) => {
    for (const each of await answerOf(store("sendings").getAll())) {
      if (each.ballot === ballot) await answerOf(store("sendings").delete(each.key));
    }
  });
}

function oneAtATime(run) {
  return navigator.locks ? navigator.locks.request("judging", run) : run();
}

// Sends what waits, oldest first. Returns "sent", or why something still waits: "offline" or "signed-out".
function sendAll() {
  return oneAtATime(async () => {
    const me = await aboutMe();
    for (let next = await nextSending(); me && next; next = await nextSending(next)) {
      const outcome = await sendOne(next, me.csrf);
      tellPages();
      if (outcome !== "sent") return outcome;
    }
    return "sent";
  });
}

function tellPages() {
  if (!("BroadcastChannel" in self)) return;
  const channel = new BroadcastChannel("judging");
  channel.postMessage("changed");
  channel.close();
}

// Takes the oldest sending after `last`, of a ballot about which nothing has to be decided first, and notes that it leaves.
function nextSending(last) {
  return within(async (store) => {
    const waiting = await answerOf(store("sendings").getAll());
    const stuck = new Set(waiting.filter((each) => each.problem).map((each) => each.ballot));
    const next = waiting.find((each) => !stuck.has(each.ballot) && each.key > (last?.key ?? 0));
    if (next) await answerOf(store("sendings").put({ ...next, tried: true }));
    return next;
  });
}

async function sendOne(sending, csrf) {
  let response;
  try {
    response = await post(sending, csrf);
  } catch {
    return "offline";
  }
  if (response.ok) return settle(sending, await response.json());
  if (SIGNED_OUT.includes(response.status)) return "signed-out";
  if (response.status !== 409 && !FOR_GOOD.includes(response.status)) return "offline"; // busy or broken: later, the same again
  return object(sending, response);
}

function post(sending, csrf) {
  const { act, client_id, claimed_at, marks } = sending;
  return fetch(sending.url, {
    method: "POST",
    credentials: "same-origin",
    signal: AbortSignal.timeout(PATIENCE_TO_SEND_MS),
    headers: { "Content-Type": "application/json", "X-CSRF-Token": csrf, "If-Match": `"${sending.version}"` },
    body: JSON.stringify({ act, client_id, claimed_at, ...marks }),
  });
}

// It arrived: what this device sends next for the ballot is based on it.
function settle(sending, answer) {
  return within(async (store) => {
    await answerOf(store("sendings").delete(sending.key));
    const { ballot, marks, from } = sending;
    const known = { ballot, marks, from, version: answer.version, state: answer.state, late: answer.late, draft: null };
    await answerOf(store("known").put(known));
    for (const each of await answerOf(store("sendings").getAll())) {
      if (each.ballot === ballot && !each.problem) await answerOf(store("sendings").put({ ...each, version: answer.version }));
    }
    return "sent";
  });
}

// It was refused, and stays here until the judge has decided: between two versions, or to let it go. A newer one that waits says all it said.
async function object(sending, response) {
  const theirs = response.status === 409 ? await savedNow(sending) : null;
  if (response.status === 409 && !theirs) return "offline";
  const isChanged = theirs !== null && theirs.version !== sending.version;
  if (isChanged && isSame(theirs, sending)) return settle(sending, { ...theirs, late: false });
  const sentence = (await response.json().catch(() => ({}))).detail ?? "";
  const problem = isChanged ? { theirs } : { sentence };
  return within(async (store) => {
    const waiting = await answerOf(store("sendings").getAll());
    const isOutdated = waiting.some((each) => each.ballot === sending.ballot && each.key > sending.key);
    if (isOutdated) await answerOf(store("sendings").delete(sending.key));
    else await answerOf(store("sendings").put({ ...sending, tried: true, problem }));
    return "sent";
  });
}

async function savedNow(sending) {
  const response = await fetch(sending.saved, { credentials: "same-origin" }).catch(() => null);
  if (!response?.ok) return null;
  const { version, state, scores, feedback, note, alive } = await response.json();
  return { version, state, marks: { scores, feedback, note, alive } };
}

function isSame(theirs, sending) {
  const written = ({ scores, feedback, note, alive }) => JSON.stringify([Object.entries(scores).sort(), feedback, note, alive]);
  const isDone = sending.act !== "cast" || theirs.state === "CAST";
  return isDone && written(theirs.marks) === written(sending.marks);
}
