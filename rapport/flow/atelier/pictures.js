/* Pictures that are brought to a form. */
import { send, SILENT } from "/-/talking.js";

const HEAVIEST = 40e6;  // bytes, as the site has it: what is refused isn't read, and a browser wouldn't hear why

export function receive(drop) {
  drop.querySelector("[type=file]").addEventListener("change", ({ target: { files } }) => { if (files[0]) bring(drop, files[0]); });
}

/* A picture is made ready by the site at once; it becomes a file of the report when its form is saved. */
export async function bring(drop, file) {
  const told = drop.querySelector(".brought");
  const field = drop.closest(".field").querySelector("[name^='field:']");
  told.className = "brought";
  told.textContent = `Lecture de ${file.name}…`;
  let found = { ok: false, told: { said: `Cette image pèse plus de ${HEAVIEST / 1e6} Mo : réduisez-la, puis déposez-la de nouveau.` } };
  if (file.size <= HEAVIEST) found = await send(`/-/picture?${new URLSearchParams({ name: file.name, use: drop.dataset.use })}`, file, "application/octet-stream");
  const { ok, told: { said, value, thumb } } = found;
  told.textContent = said ?? SILENT;
  told.classList.toggle("fault", !ok);
  if (!ok) return;
  if (thumb) told.prepend(Object.assign(document.createElement("img"), { src: thumb, alt: "" }));
  field.value = value;
  field.dispatchEvent(new Event("input", { bubbles: true }));
  const next = [...field.form.querySelectorAll("[name='field:alt'], [name='field:name']")].find((one) => !one.value);
  next?.focus();
}
