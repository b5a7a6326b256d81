// A ballot saves itself at every touch, also without a connection, and shows two versions side by side instead of overwriting one.

const WRITING_MS = 800;
const ballotForm = document.getElementById("ballot");
const ballotId = ballotForm.dataset.ballot;
const textNames = ["feedback", "note"];
const thisPage = newName();
let writing = null;
let isLeaving = false;
let known = null;

const say = {
  element: document.getElementById("ballot-status"),
  show(name) {
    this.element.textContent = this.element.dataset[name];
    this.element.dataset.now = name;
  },
  isWaiting() {
    return ["saving", "unsaved", "offline", "signedOut", "decide"].includes(this.element.dataset.now);
  },
};

function criteria() {
  return [...ballotForm.querySelectorAll("[data-criterion]")];
}

function valueOf(name) {
  const control = ballotForm.elements[name];
  return control ? control.value.trim() : "";
}

function marksTyped() {
  const scores = {};
  for (const { dataset } of criteria()) {
    const value = valueOf(`score_${dataset.criterion}`);
    if (value !== "") scores[dataset.criterion] = Number(value);
  }
  return { scores, feedback: valueOf("feedback"), note: valueOf("note"), alive: valueOf("alive") || "unknown" };
}

function showMarks({ scores, feedback, note, alive }) {
  for (const { dataset } of criteria()) ballotForm.elements[`score_${dataset.criterion}`].value = scores[dataset.criterion] ?? "";
  Object.assign(ballotForm.elements.feedback, { value: feedback });
  Object.assign(ballotForm.elements.note, { value: note });
  ballotForm.elements.alive.value = alive;
}

function showVersion(version) {
  for (const field of document.querySelectorAll("input[name=version]")) field.value = version;
}

function sendingOf(act, marks, version = known.version) {
  const { send, saved, page, title } = ballotForm.dataset;
  return { from: thisPage, account: judge.account, ballot: ballotId, url: send, saved, page, title, queue: judge.queue, act, marks, version };
}

// What this phone holds wins over the page, which may be an old one that was kept; what the server said last wins over older pages.
async function begin() {
  const pageSays = { ballot: ballotId, version: Number(valueOf("version")), state: ballotForm.dataset.state, marks: marksTyped(), draft: null };
  const before = await knownOf(ballotId);
  const isSameAge = before?.version === pageSays.version;
  known = before?.version > pageSays.version ? before : { ...pageSays, draft: isSameAge ? before.draft : null };
  await know(known);
  const waiting = (await sendingsOf(ballotId)).at(-1);
  if (!ballotForm.dataset.refused) showMarks(waiting?.marks ?? known.draft ?? known.marks);
  showVersion(known.version);
  await refresh();
}

async function refresh(outcome) {
  const waiting = await sendingsOf(ballotId);
  follow((await knownOf(ballotId)) ?? known, waiting);
  showVersion(known.version);
  const problem = waiting.find((each) => each.problem)?.problem;
  showProblem(problem, waiting.at(-1));
  if (problem) say.show("decide");
  else if (waiting.length) say.show(outcome === "signed-out" ? "signedOut" : "offline");
  else if (known.late) say.show("late");
  else if (known.draft) say.show("recast");
  else if (outcome && say.isWaiting()) say.show(known.state === "CAST" ? "cast" : "saved");
}

// What another page of this device had saved is shown here, too. What is being typed here goes out for the version it was typed on.
function follow(newest, waiting) {
  const isOthers = newest.version > known.version && newest.from !== thisPage;
  if (isOthers && (waiting.length || writing)) return;
  known = newest;
  if (isOthers) showMarks(newest.draft ?? newest.marks);
}

function isCastHere(waiting) {
  return known.state === "CAST" || waiting.some((each) => each.act === "cast");
}

async function touch() {
  clearTimeout(writing);
  writing = null;
  if (!ballotForm.dataset.open || isLeaving) return;
  const marks = marksTyped();
  if (isCastHere(await sendingsOf(ballotId))) {
    known = { ...known, draft: marks };
    await know(known);
    return say.show("recast");
  }
  say.show("saving");
  await keepSending(sendingOf("save", marks));
  await refresh(await sendNow());
}

function touchSoon() {
  say.show("unsaved");
  clearTimeout(writing);
  writing = setTimeout(touch, WRITING_MS);
}

function touchOf({ target }) {
  if (!target.name || target.form !== ballotForm) return;
  if (textNames.includes(target.name)) touchSoon();
  else touch();
}

function firstMissing() {
  return criteria().find(({ dataset }) => dataset.required && valueOf(`score_${dataset.criterion}`) === "");
}

function showMissing(missing) {
  for (const each of criteria()) each.querySelector("[data-missing]").hidden = each !== missing;
  missing?.querySelector("input:not([type=hidden])")?.focus();
  if (missing) say.show("incomplete");
}

async function submitted(event) {
  const act = event.submitter?.value;
  if (!["cast", "save", "later"].includes(act)) return;
  event.preventDefault();
  event.stopPropagation(); // nothing was sent as a form, so pressing again is fine
  if (isLeaving) return;
  clearTimeout(writing);
  if (act === "cast" && firstMissing()) return showMissing(firstMissing());
  showMissing(null);
  say.show("saving");
  isLeaving = act !== "save";
  await keepSending(sendingOf(act, marksTyped()));
  const outcome = await sendNow();
  await refresh(outcome);
  const isStuck = (await sendingsOf(ballotId)).some((each) => each.problem);
  isLeaving = isLeaving && !isStuck && outcome !== "signed-out" && !known.late;
  if (!isLeaving) return;
  if (act === "later" && outcome === "sent") say.show("postponed");
  sayOnNextPage(say.element.textContent);
  location.assign(await nextPage());
}

// The next ballot that waits, as far as this device knows: those cast here since the page was made wait no more.
async function nextPage() {
  const done = new Set((await sendings()).filter((each) => each.act === "cast").map((each) => each.ballot));
  const waiting = ballotForm.dataset.waiting.split(" ").map((each) => each.split(":"));
  for (const [id, version] of waiting.filter(([id]) => id && id !== ballotId && !done.has(id))) {
    const other = await knownOf(id);
    const isCast = other?.state === "CAST" && other.version > Number(version);
    if (!isCast) return ballotForm.dataset.ballots.replace(/0$/, id);
  }
  return judge.queue;
}

function showProblem(problem, newest) {
  const [conflict, refused] = [document.getElementById("conflict"), document.getElementById("refused")];
  const isNew = problem && conflict.hidden && refused.hidden;
  conflict.hidden = !problem?.theirs;
  refused.hidden = !problem || Boolean(problem.theirs);
  if (problem?.theirs) showBoth(newest.marks, problem.theirs.marks);
  else if (problem) refused.querySelector("[data-sentence]").textContent = problem.sentence;
  if (isNew) (problem.theirs ? conflict : refused).focus();
}

function showBoth(mine, theirs) {
  const rows = criteria().map(({ dataset }) => [dataset.name, mine.scores[dataset.criterion], theirs.scores[dataset.criterion]]);
  for (const name of textNames) rows.push([labelOf(name), mine[name], theirs[name]]);
  const body = document.getElementById("conflict-rows");
  body.replaceChildren(...rows.map(rowOf));
}

function labelOf(name) {
  return ballotForm.querySelector(`label[for="${name}"]`).firstChild.textContent.trim();
}

function rowOf([name, mine, theirs]) {
  const row = document.createElement("tr");
  const head = document.createElement("th");
  head.scope = "row";
  head.textContent = name;
  row.append(head, ...[mine, theirs].map(cellOf));
  if ((mine ?? "") !== (theirs ?? "")) row.className = "table-warning";
  return row;
}

function cellOf(value) {
  const cell = document.createElement("td");
  cell.textContent = value ?? "–";
  return cell;
}

async function keepMine() {
  const waiting = await sendingsOf(ballotId);
  const { theirs } = waiting.find((each) => each.problem).problem;
  const act = waiting.some((each) => each.act === "cast") ? "cast" : theirs.state === "CAST" ? "cast" : "save";
  if (act === "cast" && firstMissing()) return showMissing(firstMissing());
  await dropSendingsOf(ballotId);
  await know({ ...known, version: theirs.version, state: theirs.state, marks: theirs.marks, draft: null });
  await keepSending(sendingOf(act, marksTyped(), theirs.version));
  await refresh(await sendNow());
}

async function keepTheirs() {
  const { theirs } = (await sendingsOf(ballotId)).find((each) => each.problem).problem;
  await dropSendingsOf(ballotId);
  await know({ ...known, ...theirs, draft: null });
  showMarks(theirs.marks);
  await refresh("sent");
}

async function letGo() {
  await dropSendingsOf(ballotId);
  await know({ ...known, draft: null });
  location.reload();
}

// Stepping back needs an answer; without a connection the browser would leave this page for nothing.
function stayWhileOffline(event) {
  if (navigator.onLine) return;
  event.preventDefault();
  say.show("needsNetwork");
}

function keepBeforeHidden() {
  if (document.visibilityState === "hidden" && writing) touch();
}

async function startBallot() {
  await begin();
  for (const each of document.querySelectorAll("[data-without-script]")) each.hidden = true;
  ballotForm.addEventListener("change", (event) => !textNames.includes(event.target.name) && touchOf(event));
  ballotForm.addEventListener("input", (event) => textNames.includes(event.target.name) && touchOf(event));
  ballotForm.addEventListener("submit", submitted);
  document.querySelector("form[action$='/recuse']")?.addEventListener("submit", stayWhileOffline);
  document.addEventListener("visibilitychange", keepBeforeHidden);
  document.getElementById("keep-mine").addEventListener("click", keepMine);
  document.getElementById("keep-theirs").addEventListener("click", keepTheirs);
  document.getElementById("let-go").addEventListener("click", letGo);
  if ("BroadcastChannel" in self) new BroadcastChannel("judging").onmessage = () => refresh();
  addEventListener("online", async () => refresh(await sendNow()));
}

document.addEventListener("judging-ready", () => startBallot().catch(() => {}));
