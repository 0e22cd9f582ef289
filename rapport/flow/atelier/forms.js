/* A form at work: its editors, what the rules say as one types, what is sent, and what comes after it. */
import { meta, say, write } from "/-/talking.js";
import { close, complain, open, opened, panel, show, target, wanted } from "/-/panel.js";
import { forget, keep, restoreDraft, was } from "/-/typed.js";
import { steps } from "/-/history.js";
import { receive } from "/-/pictures.js";

const CALM = 250;  // milliseconds without a key before the rules are asked
let editors = [];
let problems = [];

panel.addEventListener("panel:left", () => {
  for (const editor of editors) editor.destroy();
  editors = [];
});
panel.addEventListener("panel:shown", () => {
  const form = panel.querySelector("form");
  if (form) prepare(form);
});
document.addEventListener("preview:news", ({ detail: now }) => { problems = now.problems; });

async function prepare(form) {
  restoreDraft(form);
  form.addEventListener("input", () => keep(form));
  form.addEventListener("submit", (event) => { event.preventDefault(); save(form); });
  form.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    event.stopPropagation();  // an editor would put a blank line in
    save(form);
  }, true);
  sameTable(form);
  for (const drop of form.querySelectorAll(".drop")) receive(drop);
  const areas = [...form.querySelectorAll("textarea[data-editor]")];
  if (!areas.length) return;
  const composing = composed(form);
  const { editorOf } = await import("/-/editor.js");
  await composing();
  if (!form.isConnected) return;
  const path = panel.querySelector(".path").textContent;
  const first = Number(form.querySelector("[name='was:first']")?.value ?? 0);
  editors = areas.map((area) => editorOf(area, { nonce: meta("nonce"), path, first }));
  if (!first) return;
  editors[0].underline(problems);
  let waiting = 0;
  const soon = () => { clearTimeout(waiting); waiting = setTimeout(() => tryOut(form), CALM); };
  form.addEventListener("input", soon);
  if (areas[0].value !== was(form, "field:text")) soon();  // typed before the editor was there, or found again
}

/* A function that waits for the end of a letter that is being composed (^, then e): an editor put in its place would lose it. */
function composed(form) {
  let ended = Promise.resolve();
  form.addEventListener("compositionstart", () => { ended = new Promise((end) => form.addEventListener("compositionend", end, { once: true })); });
  return () => ended;
}

/* What the rules would say of the text as it stands, before it is saved. */
async function tryOut(form) {
  const sent = form.querySelector("[name='field:text']").value;
  const { ok, told } = await write("/-/try", new FormData(form));
  if (ok && form.isConnected && sent === form.querySelector("[name='field:text']").value) editors[0].underline(told.problems);
}

async function save(form) {
  const button = form.querySelector("[type=submit]");
  if (button.disabled) return;
  button.disabled = true;
  const { ok, told } = await write(form.getAttribute("action"), ticked(new FormData(form)));
  button.disabled = false;
  say(told.said ?? "");
  if (ok) {
    forget(form);
    steps(told);
  }
  if (!form.isConnected || wanted !== opened) return;  // another was asked for meanwhile
  if (told.page) {
    show(told.page, opened);
  } else if (ok) {
    const row = form.querySelector("[name=target]").value;
    if (row.startsWith("row:")) nextRow(row, told.said); else close();
  } else {
    complain(form, told.said);
  }
}

/* Whoever saved a row is in its list, on the row below: rows are seldom changed alone. */
async function nextRow(row, said) {
  const ours = await open(target(`list:${row.split(":")[1]}`), false);
  if (ours === false) close();
  if (!ours) return;
  const rows = [...panel.querySelectorAll(".acts [data-target]")];
  const at = rows.findIndex((one) => one.dataset.target === row);
  ((at >= 0 && rows[at + 1]) || panel.querySelector(".actions [data-target]")).focus();
  say(said);
}

/* Boxes of one name are sent as one field, whatever their number. */
function ticked(fields) {
  for (const name of ["take", "number"]) if (fields.has(name)) fields.set(name, fields.getAll(name).join(" "));
  return fields;
}

/* Of a new chart: the columns of texts are those of the table whose numbers are drawn. */
function sameTable(form) {
  const numbers = form.querySelector("[name='field:numbers']");
  if (!numbers) return;
  const table = (value) => value.split(" ")[0];
  const narrow = () => {
    for (const select of form.querySelectorAll("[name='field:category'], [name='field:group']")) {
      for (const option of select.options) option.hidden = option.disabled = option.value !== "" && table(option.value) !== table(numbers.value);
      if (select.selectedOptions[0]?.disabled) select.value = "";
    }
  };
  numbers.addEventListener("change", narrow);
  narrow();
}
