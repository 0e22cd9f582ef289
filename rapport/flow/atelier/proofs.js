/* Word files that come back, and the boxes of their corrections. */
import { send, SILENT } from "/-/talking.js";
import { open, opened, panel } from "/-/panel.js";

const HEAVIEST = 20e6;  // bytes, as the site has it

panel.addEventListener("panel:shown", () => {
  panel.querySelector("[data-word] [type=file]")?.addEventListener("change", ({ target: { files } }) => { if (files[0]) bringBack(files[0]); });
});

export const isProof = (file) => /\.(docx?|docm|dotx|odt|rtf)$/i.test(file.name);

/* The site reads the file, proves its corrections, then shows them: nothing is written before somebody has ticked. */
export async function bringBack(file) {
  if (opened !== "/-/word" && !await open("/-/word")) return;
  const told = panel.querySelector(".drop .brought");
  if (!told) return;
  told.className = "brought";
  told.textContent = `Lecture de ${file.name}…`;
  let found = { ok: false, told: { said: `Ce document pèse plus de ${HEAVIEST / 1e6} Mo.` } };
  if (file.size <= HEAVIEST) found = await send(`/-/word?${new URLSearchParams({ name: file.name })}`, file, "application/octet-stream");
  if (found.ok && told.isConnected) open(`/-/word?${new URLSearchParams({ ticket: found.told.ticket })}`);
  told.textContent = found.told.said ?? SILENT;
  told.classList.toggle("fault", !found.ok);
}

/* Boxes ticked together: all, none, those of a person, of a section. */
export function tick(form, { tick: what, person }) {
  for (const box of form.querySelectorAll("[name=take]")) {
    box.checked = what === "all" || (what === "person" && box.dataset.people.split("\n").includes(person));
  }
  for (const head of form.querySelectorAll("legend [data-tick]")) follow(head);
}

function follow(head) {
  const boxes = [...head.closest("fieldset").querySelectorAll("[name=take]")];
  const count = boxes.filter((box) => box.checked).length;
  [head.checked, head.indeterminate] = [count === boxes.length, count > 0 && count < boxes.length];
}

panel.addEventListener("change", ({ target: box }) => {
  const head = box.closest("fieldset.returned")?.querySelector("legend [data-tick]");
  if (!head) return;
  if (box === head) for (const one of head.closest("fieldset").querySelectorAll("[name=take]")) one.checked = head.checked;
  follow(head);
});
