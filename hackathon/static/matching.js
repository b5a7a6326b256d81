// A person of a planned team can be dragged into another one. Without it, or by keyboard: choose them, choose the team, press Move.

const form = document.getElementById("move");
let dragged = null;

function isOffered(team) {
  return [...form.elements.to.options].some((option) => option.value === team);
}

function pickUp(event) {
  dragged = event.currentTarget;
  event.dataTransfer.effectAllowed = "move";
  event.dataTransfer.setData("text/plain", dragged.textContent.trim()); // a browser drags nothing that holds nothing
}

function hover(event) {
  const card = event.currentTarget;
  if (!dragged || card.contains(dragged) || !isOffered(card.dataset.team)) return;
  event.preventDefault(); // says that it may be dropped here
  card.classList.add("is-target");
}

function leave(event) {
  event.currentTarget.classList.remove("is-target");
}

function drop(event) {
  event.preventDefault();
  leave(event);
  dragged.querySelector("input").checked = true;
  form.elements.to.value = event.currentTarget.dataset.team;
  form.requestSubmit();
}

if (form) {
  for (const person of document.querySelectorAll(".planned:has(input)")) {
    person.draggable = true;
    person.addEventListener("dragstart", pickUp);
    person.addEventListener("dragend", () => (dragged = null));
  }
  for (const card of document.querySelectorAll("[data-team]")) {
    card.addEventListener("dragover", hover);
    card.addEventListener("dragleave", leave);
    card.addEventListener("drop", drop);
  }
}
