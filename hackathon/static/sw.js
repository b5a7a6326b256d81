// Keeps a judge's own queue and ballots on their device on purpose, though they say no-store, and sends what waits once it is back.

importScripts("judge-outbox.js");

const PAGES = "judging-pages";
const PARTS = "judging-parts";
const PATIENCE_MS = 4000;
const KEPT = /\/events\/[^/]+\/judging\/(queue|ballots\/\d+)$/;

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (origin !== self.location.origin) return;
  if (request.method === "POST" && pathname.endsWith("/sign-out")) return event.respondWith(leave(request));
  if (request.method === "POST" && pathname.endsWith("/sign-in")) return event.respondWith(arrive(event));
  if (request.method !== "GET") return;
  if (request.mode === "navigate" && KEPT.test(pathname)) return event.respondWith(page(request));
  if (pathname.startsWith(new URL("static/", self.registration.scope).pathname)) event.respondWith(part(request));
});

self.addEventListener("message", (event) => event.waitUntil(keepAll(event.data)));

self.addEventListener("sync", (event) => {
  if (event.tag === "judging") event.waitUntil(sendAll().then(retryUnlessSent));
});

function retryUnlessSent(outcome) {
  if (outcome === "offline") throw new Error("still offline"); // the browser asks again later
}

// The network first; what is kept where it does not answer, or not soon.
async function page(request) {
  const kept = await (await caches.open(PAGES)).match(new URL(request.url).pathname);
  const asked = fetch(request).then(keepPage);
  try {
    return await (kept ? Promise.race([asked, tooLate()]) : asked);
  } catch (trouble) {
    asked.catch(() => {});
    if (kept) return kept;
    throw trouble;
  }
}

function tooLate() {
  return new Promise((_resolve, reject) => setTimeout(() => reject(new Error("too late")), PATIENCE_MS));
}

async function keepPage(response) {
  const account = response.headers.get("Kept-For");
  if (!response.ok || !account) return response;
  if ((await aboutMe())?.account !== account) await forgetJudging();
  await (await caches.open(PAGES)).put(new URL(response.url).pathname, response.clone());
  return response;
}

async function part(request) {
  return (await (await caches.open(PARTS)).match(request)) ?? fetch(request);
}

// Keeps the pages of a queue and what they are made of; pages that show the same as those kept are not asked for again.
async function keepAll({ pages, parts }) {
  const [keptPages, keptParts] = [await caches.open(PAGES), await caches.open(PARTS)];
  for (const url of parts) await keepPart(keptParts, url);
  for (const { url, as } of pages) {
    const kept = await keptPages.match(url);
    if (kept?.headers.get("Kept-As") !== as) await fetch(url, { credentials: "same-origin" }).then(keepPage).catch(() => {});
  }
}

async function keepPart(parts, url) {
  if (await parts.match(url)) return;
  await parts.delete(url, { ignoreSearch: true }); // an older version of it
  await parts.add(url).catch(() => {});
}

// Whoever signs out with work that was not sent is asked first; everything is deleted with the session.
async function leave(request) {
  const unsent = await sendings().catch(() => []);
  if (unsent.length && !new URL(request.url).searchParams.has("drop")) return Response.redirect(`${unsent[0].queue}?leaving=yes`, 303);
  await forgetJudging().catch(() => {});
  return fetch(request);
}

async function arrive(event) {
  const response = await fetch(event.request);
  event.waitUntil(meetNewcomer().catch(() => {}));
  return response;
}

// Pages hold the session they were made for, so a new one needs new pages; another account finds nothing of the one before.
async function meetNewcomer() {
  await caches.delete(PAGES);
  const response = await fetch(new URL("api/v1/me", self.registration.scope), { credentials: "same-origin" });
  const me = await aboutMe();
  if (response.ok && me && String((await response.json()).id) !== me.account) await forgetJudging();
}
