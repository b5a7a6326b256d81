// What every page of a judge does: keep the queue on this device, send what waits, and say what still does.

const judge = document.currentScript.dataset;

function addresses(selector, attribute) {
  return [...document.querySelectorAll(selector)].map((each) => each[attribute]);
}

async function keepPages() {
  if (!("serviceWorker" in navigator)) return;
  await navigator.serviceWorker.register(judge.worker, { scope: judge.scope, updateViaCache: "none" });
  const { active } = await navigator.serviceWorker.ready;
  const rows = [...document.querySelectorAll("[data-kept-as]")];
  const pages = rows.map((row) => ({ url: row.dataset.page, as: row.dataset.keptAs }));
  const parts = addresses("script[src]", "src").concat(addresses("link[rel=stylesheet], link[rel=icon]", "href"), judge.parts.split(" "));
  active.postMessage({ pages: [{ url: judge.queue, as: judge.queueAs }, ...pages], parts });
}

async function sendLater() {
  const registration = await navigator.serviceWorker?.getRegistration(judge.scope);
  await registration?.sync?.register("judging").catch(() => {}); // without it, the next page sends
}

async function sendNow() {
  const before = (await sendings()).length;
  const outcome = await sendAll();
  if (outcome === "offline") await sendLater();
  await sayWhatWaits(outcome);
  const isQueueOld = before > (await sendings()).length && !document.getElementById("ballot") && !isAskedToStay();
  if (isQueueOld) location.reload();
  return outcome;
}

function isAskedToStay() {
  return new URLSearchParams(location.search).has("leaving");
}

async function sayWhatWaits(outcome) {
  const waiting = await sendings();
  const bar = document.getElementById("unsent");
  bar.hidden = !waiting.length || document.getElementById("ballot") !== null; // a ballot says it below its buttons
  bar.querySelector("[data-count]").textContent = ballotsOf(waiting);
  if (outcome) document.getElementById("signed-out").hidden = outcome !== "signed-out";
  for (const row of document.querySelectorAll("[data-row]")) sayOf(row, waiting);
  sayBeforeLeaving(ballotsOf(waiting));
}

function ballotsOf(waiting) {
  return new Set(waiting.map((each) => each.ballot)).size;
}

function sayOf(row, waiting) {
  const mine = waiting.filter((each) => each.ballot === row.dataset.row);
  const problem = mine.find((each) => each.problem)?.problem;
  const what = problem ? (problem.theirs ? "conflict" : "refused") : mine.length ? "waiting" : "";
  for (const badge of row.querySelectorAll("[data-local]")) badge.hidden = badge.dataset.local !== what;
}

function sayBeforeLeaving(count) {
  const leaving = document.getElementById("leaving");
  if (!isAskedToStay()) return;
  leaving.hidden = false;
  leaving.querySelector("[data-count]").textContent = count;
  leaving.focus();
}

function sayOnNextPage(sentence) {
  sessionStorage.setItem("judging-said", sentence);
}

function sayWhatWasDone() {
  const sentence = sessionStorage.getItem("judging-said");
  if (!sentence) return;
  sessionStorage.removeItem("judging-said");
  const message = document.createElement("div");
  message.className = "alert alert-success";
  message.textContent = sentence;
  document.getElementById("messages").append(message);
}

async function startJudging() {
  sayWhatWasDone();
  await belongTo(judge.account, judge.csrf);
  document.dispatchEvent(new Event("judging-ready"));
  sendNow();
  addEventListener("online", sendNow);
  document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && sendNow());
  if ("BroadcastChannel" in self) new BroadcastChannel("judging").onmessage = () => sayWhatWaits();
  await keepPages();
}

startJudging().catch(() => {}); // nothing can be kept here: the pages work as forms do
