// Choices can be dragged into order; dropping one saves, as the buttons do. Without it, the buttons do.

let dragged = null;

function choiceAt(target) {
  return target.closest?.("#ranked > li") ?? null;
}

// Which choice is dragged is known here; the browser only asks that something be carried.
function lift(event) {
  dragged = choiceAt(event.target);
  if (!dragged) return;
  event.dataTransfer.effectAllowed = "move";
  event.dataTransfer.setData("text/plain", "");
}

function moveOver(event) {
  if (!dragged) return;
  event.preventDefault();
  const over = choiceAt(event.target);
  if (!over || over === dragged) return;
  const { top, height } = over.getBoundingClientRect();
  over.parentNode.insertBefore(dragged, event.clientY < top + height / 2 ? over : over.nextSibling);
}

function drop(event) {
  if (!dragged) return;
  event.preventDefault();
  const form = dragged.closest("form");
  dragged = null;
  form.requestSubmit();
}

function letGo() {
  if (dragged) location.reload(); // dropped elsewhere: show the order that is saved
  dragged = null;
}

function makeDraggable() {
  const form = document.getElementById("choices");
  const isOpen = !form.querySelector("fieldset").disabled;
  for (const choice of form.querySelectorAll("#ranked > li")) choice.draggable = isOpen;
}

makeDraggable();
document.addEventListener("htmx:afterSettle", makeDraggable);
document.addEventListener("dragstart", lift);
document.addEventListener("dragover", moveOver);
document.addEventListener("drop", drop);
document.addEventListener("dragend", letGo);
