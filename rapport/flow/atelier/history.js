/* What was done, undone and done again. */
import { by, read, say, write } from "/-/talking.js";
import { open, opened, panel, wanted } from "/-/panel.js";

export function steps({ undo, redo }) {
  for (const [name, said, word] of [["undo", undo, "Annuler"], ["redo", redo, "Rétablir"]]) {
    by(name).disabled = !said;
    by(name).title = said ? `${word} : ${said}` : "";
  }
}

async function move(name) {
  const { told } = await write(`/-/${name}`, {});
  if ("undo" in told) steps(told);
  if (wanted && wanted === opened && !panel.querySelector("form")) await open(opened, false);
  say(told.said ?? "");
}

by("undo").addEventListener("click", () => move("undo"));
by("redo").addEventListener("click", () => move("redo"));
document.addEventListener("keydown", (event) => {
  const typing = event.target.closest?.("input, textarea, select, [contenteditable]");
  if (typing || event.key.toLowerCase() !== "z" || !(event.ctrlKey || event.metaKey)) return;
  event.preventDefault();
  move(event.shiftKey ? "redo" : "undo");
});

/* What can be undone may have been done in another window. */
async function recall() {
  const { ok, told } = await read("/-/history");
  if (ok) steps(told);
}
recall();
document.addEventListener("preview:news", recall);
