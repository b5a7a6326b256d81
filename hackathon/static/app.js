// What the pages do beyond HTML. Everything works without it; loaded blocking in <head>, so that a dark page is never white first.

const THEME_KEY = "theme";
const IMPATIENCE_MS = 3000;
const systemTheme = matchMedia("(prefers-color-scheme: dark)");

function chosenTheme() {
  try {
    return localStorage.getItem(THEME_KEY);
  } catch {
    return null; // storage is switched off: follow the system
  }
}

function rememberTheme(theme) {
  try {
    localStorage.setItem(THEME_KEY, theme);
  } catch {
    // storage is switched off: the choice lasts until the next page
  }
}

function showTheme(theme) {
  document.documentElement.dataset.bsTheme = theme;
  document.getElementById("theme-switch")?.setAttribute("aria-pressed", String(theme === "dark"));
}

function currentTheme() {
  return chosenTheme() ?? (systemTheme.matches ? "dark" : "light");
}

function startThemeSwitch() {
  const button = document.getElementById("theme-switch");
  button.hidden = false;
  showTheme(currentTheme());
  button.addEventListener("click", () => {
    const theme = document.documentElement.dataset.bsTheme === "dark" ? "light" : "dark";
    rememberTheme(theme);
    showTheme(theme);
  });
}

// Menus are <details>: close them as menus close, on a click elsewhere and with Escape.
function closeMenus(except) {
  for (const menu of document.querySelectorAll("details.menu[open]")) {
    if (!menu.contains(except)) menu.open = false;
  }
}

function closeMenuOnEscape(event) {
  if (event.key !== "Escape") return;
  const menu = document.activeElement?.closest("details.menu[open]");
  closeMenus(null);
  menu?.querySelector("summary").focus();
}

// A form sent twice by an impatient finger would be answered by a refusal the person did not earn.
function sendOnce(event) {
  const form = event.target;
  if (event.defaultPrevented || form.method !== "post") return;
  if (form.dataset.sent) return event.preventDefault();
  form.dataset.sent = "yes";
  setTimeout(() => delete form.dataset.sent, IMPATIENCE_MS); // a form that downloads stays on the page
}

// Copying needs a script; without one the text itself is there to be selected.
function startCopyButtons() {
  for (const button of document.querySelectorAll("button[data-copy]")) {
    const text = document.getElementById(button.dataset.copy);
    button.hidden = false;
    button.addEventListener("click", async () => {
      text.select();
      try {
        await navigator.clipboard.writeText(text.value);
        button.textContent = button.dataset.copied;
      } catch {
        // the clipboard is closed to us (http, or the browser's settings): the text is selected, ready for Ctrl+C
      }
    });
  }
}

showTheme(currentTheme());
systemTheme.addEventListener("change", () => showTheme(currentTheme()));
document.addEventListener("click", (event) => closeMenus(event.target));
document.addEventListener("keydown", closeMenuOnEscape);
document.addEventListener("submit", sendOnce);
document.addEventListener("DOMContentLoaded", () => {
  startThemeSwitch();
  startCopyButtons();
  document.querySelector(".form-errors")?.focus();
});
