/* Files that are let fall on the workshop or on the page. */
import { by } from "/-/talking.js";
import { open, panel } from "/-/panel.js";
import { bring } from "/-/pictures.js";
import { bringBack, isProof } from "/-/proofs.js";

/* A file that misses its mark would be opened instead of the workshop, and what was typed be lost. */
export function holdFiles(doc, fallen) {
  doc.addEventListener("dragover", (event) => {
    if (![...event.dataTransfer?.types ?? []].includes("Files")) return;
    event.preventDefault();
    by("stage").dataset.files = "over";
  });
  doc.addEventListener("dragleave", () => { delete by("stage").dataset.files; });
  doc.addEventListener("drop", (event) => {
    delete by("stage").dataset.files;
    const file = event.dataTransfer?.files[0];
    if (!file) return;
    event.preventDefault();
    fallen(event.target.closest ? event.target : event.target.parentElement, file);
  });
}

export async function dropped(asked, file) {
  if (!await open(`/-/form?${new URLSearchParams({ ...asked, brought: "" })}`)) return;
  const drop = panel.querySelector(".drop");
  if (drop) bring(drop, file);
}

holdFiles(document, (place, file) => {
  if (isProof(file)) {
    bringBack(file);
    return;
  }
  const drop = panel.querySelector(".drop");
  if (drop && panel.contains(place)) bring(drop, file); else dropped({ target: "new:photo" }, file);
});
