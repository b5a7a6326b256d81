// The big screen: the timer runs, the screen follows whoever steers, and the keyboard works. Without it, links do.

const ASK_EVERY_MS = 3000;
const SHORT_SECONDS = 60;
const timer = document.getElementById("timer");
let current = timer.dataset.current;
let isRunning = timer.dataset.isRunning === "yes";
let endsAt = performance.now() + Number(timer.dataset.left) * 1000;

function followTheme() {
  let theme = matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
  try {
    theme = localStorage.getItem("theme") ?? theme;
  } catch {
    // storage is switched off: follow the system
  }
  document.documentElement.dataset.bsTheme = theme;
}

function showTime() {
  if (!isRunning) return;
  const left = Math.round((endsAt - performance.now()) / 1000);
  const seconds = Math.abs(left);
  timer.textContent = `${left < 0 ? "+" : ""}${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
  timer.classList.toggle("is-short", left >= 0 && left <= SHORT_SECONDS);
  timer.classList.toggle("is-over", left < 0);
}

// Whoever looks at another turn stays there until the stage goes on.
async function follow() {
  try {
    const answer = await fetch(timer.dataset.now, { headers: { Accept: "application/json" } });
    if (!answer.ok) return;
    const stage = await answer.json();
    if (stage.url && String(stage.turn) !== current) return location.assign(stage.url);
    if (isRunning) endsAt = performance.now() + stage.left * 1000;
  } catch {
    // no network for a moment: the timer runs on, and we ask again
  }
}

function fillScreen() {
  if (document.fullscreenElement) document.exitFullscreen();
  else document.documentElement.requestFullscreen?.();
}

const KEYS = {
  ArrowLeft: () => document.getElementById("previous")?.click(),
  ArrowRight: () => document.getElementById("next")?.click(),
  PageUp: () => document.getElementById("previous")?.click(),
  PageDown: () => document.getElementById("next")?.click(),
  " ": () => document.getElementById("start")?.requestSubmit(),
  f: fillScreen,
};

function press(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
  if (event.key === " " && event.target.closest("a, button")) return; // a focused button is pressed by it already
  if (!KEYS[event.key]) return;
  event.preventDefault();
  KEYS[event.key]();
}

followTheme();
showTime();
setInterval(showTime, 250);
setInterval(follow, ASK_EVERY_MS);
document.addEventListener("keydown", press);
document.getElementById("whole-screen").addEventListener("click", fillScreen);
for (const hidden of document.querySelectorAll("#whole-screen, .stage-keys")) hidden.hidden = false;
