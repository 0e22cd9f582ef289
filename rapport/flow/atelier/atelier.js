/* The workshop's side of the frame: a click opens what can be edited, forms come and go as plain HTML, drafts wait in the browser. */
"use strict";

const by = (id) => document.getElementById(id);
const meta = (name) => document.querySelector(`meta[name="${name}"]`).content;
const panel = by("panel");
const KEY = meta("key");
const CALM = 250;      // milliseconds without a key before the rules are asked
const DRAFTS = `atelier ${meta("edition")} `;
let opened = null;     // the address of what the panel shows
let wanted = null;     // the address that was asked for last: what the panel shows, or is about to
let returnTo = null;   // what had the focus before the panel
let shownFrame = null;
let editors = [];
let problems = [];
let pressed = null;    // what was pressed on the page, as long as its form is open
let asking = 0;        // the number of the last panel that was asked for

/* --- Talking to the site ---------------------------------------------------------------------------------------- */

function say(text) { by("done").textContent = text; }

const SILENT = "L'atelier ne répond pas : ce que vous avez tapé est gardé dans ce navigateur.";

async function read(address) {
  try {
    const answer = await fetch(address);
    const [kind, body] = [answer.headers.get("Content-Type") ?? "", await answer.text()];
    const told = kind.startsWith("application/json") ? JSON.parse(body) : kind.startsWith("text/plain") ? { said: body } : {};
    return { ok: answer.ok, page: kind.startsWith("text/html") ? body : "", told };
  } catch {
    return { ok: false, page: "", told: { said: SILENT } };
  }
}

const write = (address, fields) => send(address, new URLSearchParams(fields).toString(), "application/x-www-form-urlencoded");

async function send(address, body, kind) {
  try {
    const answer = await fetch(address, { method: "POST", body, headers: { "Content-Type": kind, "X-Key": KEY } });
    return { ok: answer.ok, told: await answer.json() };
  } catch {
    return { ok: false, told: { said: SILENT } };
  }
}

/* --- The panel -------------------------------------------------------------------------------------------------- */

function show(html, address, focus = true) {
  if (panel.hidden) returnTo = document.activeElement;
  for (const editor of editors) editor.destroy();
  editors = [];
  panel.innerHTML = html;
  panel.hidden = false;
  document.body.dataset.panel = "open";
  opened = address;
  const form = panel.querySelector("form");
  if (form) prepare(form);
  pressed = null;
  frameEdited();
  panel.querySelector("[data-word] [type=file]")?.addEventListener("change", ({ target: { files } }) => { if (files[0]) bringBack(files[0]); });
  if (focus) (panel.querySelector("[aria-invalid]") ?? panel.querySelector("form:has([name='was:first']) textarea") ?? by("panel-title")).focus();
}

function close() {
  asking += 1;
  if (panel.hidden) return;
  for (const editor of editors) editor.destroy();
  editors = [];
  panel.hidden = true;
  panel.replaceChildren();
  delete document.body.dataset.panel;
  opened = wanted = null;
  frameEdited();
  if (returnTo?.isConnected) returnTo.focus(); else by("show-page").focus();
}

/* Tell whether the panel shows what an address answers: false if it doesn't answer, nothing if another was asked for since. */
async function open(address, focus = true) {
  const mine = asking += 1;
  wanted = address;
  const { ok, page, told } = await read(address);
  if (mine !== asking) return;  // something else was asked for since: a late answer takes no form away
  say(ok ? "" : told.said ?? SILENT);
  if (ok) show(page, address, focus); else wanted = opened;
  return ok;
}

const target = (name) => (name.startsWith("panel:") ? `/-/${name.slice(6)}` : `/-/form?${new URLSearchParams({ target: name })}`);

/* --- Forms ------------------------------------------------------------------------------------------------------ */

function nameOf(form) { return DRAFTS + form.querySelector("[name=target]").value; }

/* Lines move: the draft of a text is that of the same words in the same file, before that of the same line. */
function kept(form) {
  try {
    const own = nameOf(form);
    if (!form.querySelector("[name='was:first']")) return JSON.parse(localStorage.getItem(own) ?? "null");
    const file = own.slice(0, own.lastIndexOf(":") + 1);
    const drafts = Object.keys(localStorage).filter((name) => name.startsWith(file)).map((name) => [name, JSON.parse(localStorage[name])]);
    const found = drafts.find(([, draft]) => draft.was["was:text"] === was(form, "field:text")) ?? drafts.find(([name]) => name === own);
    if (!found) return null;
    if (found[0] !== own) localStorage.removeItem(found[0]);
    localStorage.setItem(own, JSON.stringify(found[1]));
    return found[1];
  } catch { return null; }
}

/* A draft is what was changed, with all that the form said when it was opened: saved later, it is merged with what others did. */
function keep(form) {
  const said = (start) => [...form.querySelectorAll(`[name^='${start}:']`)].filter((one) => one.type !== "radio" || one.checked).map((one) => [one.name, one.value]);
  const fields = Object.fromEntries(said("field").filter(([name, text]) => text !== was(form, name)));
  const draft = { fields, was: Object.fromEntries(said("was")) };
  try {
    if (Object.keys(fields).length) localStorage.setItem(nameOf(form), JSON.stringify(draft)); else localStorage.removeItem(nameOf(form));
  } catch { /* storage refused: the text is still on screen */ }
}

function forget(form) { try { localStorage.removeItem(nameOf(form)); } catch { /* storage refused */ } }

function was(form, name) { return form.querySelector(`[name="was:${CSS.escape(name.slice(6))}"]`)?.value ?? ""; }

function restoreDraft(form) {
  const draft = form.parentElement.querySelector(".fault[role=alert]") ? null : kept(form);
  const named = (name) => form.elements.namedItem(name);  // of radio buttons, their list, which has a value too
  const found = Object.entries(draft?.fields ?? {}).filter(([name, text]) => named(name) && named(name).value !== text);
  if (!found.length) return;
  const whole = named("was:first") ? Object.entries(draft.was) : found.map(([name]) => [`was:${name.slice(6)}`, draft.was[`was:${name.slice(6)}`]]);
  for (const [name, text] of [...found, ...whole]) if (named(name)) named(name).value = text ?? "";
  const note = document.createElement("p");
  note.className = "draft";
  note.setAttribute("role", "status");
  const drop = Object.assign(document.createElement("button"), { type: "button", textContent: "Reprendre le texte du fichier" });
  drop.addEventListener("click", () => { forget(form); open(opened); });
  note.append("Ce que vous aviez tapé sans l'enregistrer a été retrouvé. ", drop);
  form.prepend(note);
}

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

/* Why something wasn't done, where it was asked for. */
function complain(inside, text) {
  const note = inside.querySelector(".fault[role=alert]") ?? document.createElement("p");
  Object.assign(note, { className: "fault", textContent: text });
  note.setAttribute("role", "alert");
  inside.prepend(note);
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

/* --- Pictures --------------------------------------------------------------------------------------------------- */

const HEAVIEST = 40e6;  // bytes, as the site has it: what is refused isn't read, and a browser wouldn't hear why

function receive(drop) {
  drop.querySelector("[type=file]").addEventListener("change", ({ target: { files } }) => { if (files[0]) bring(drop, files[0]); });
}

/* A picture is made ready by the site at once; it becomes a file of the report when its form is saved. */
async function bring(drop, file) {
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

/* --- Word files that come back --------------------------------------------------------------------------------- */

const HEAVIEST_PROOF = 20e6;
const isProof = (file) => /\.(docx?|docm|dotx|odt|rtf)$/i.test(file.name);

/* The site reads the file, proves its corrections, then shows them: nothing is written before somebody has ticked. */
async function bringBack(file) {
  if (opened !== "/-/word" && !await open("/-/word")) return;
  const told = panel.querySelector(".drop .brought");
  if (!told) return;
  told.className = "brought";
  told.textContent = `Lecture de ${file.name}…`;
  let found = { ok: false, told: { said: `Ce document pèse plus de ${HEAVIEST_PROOF / 1e6} Mo.` } };
  if (file.size <= HEAVIEST_PROOF) found = await send(`/-/word?${new URLSearchParams({ name: file.name })}`, file, "application/octet-stream");
  if (found.ok && told.isConnected) open(`/-/word?${new URLSearchParams({ ticket: found.told.ticket })}`);
  told.textContent = found.told.said ?? SILENT;
  told.classList.toggle("fault", !found.ok);
}

/* Boxes ticked together: all, none, those of a person, of a section. */
function tick(form, { tick: what, person }) {
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

/* A file that misses its mark would be opened instead of the workshop, and what was typed be lost. */
function holdFiles(doc, fallen) {
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

async function dropped(asked, file) {
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

/* --- What was done ---------------------------------------------------------------------------------------------- */

function steps({ undo, redo }) {
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
  if (event.key === "Escape" && !event.defaultPrevented && panel.contains(document.activeElement)) close();
  const typing = event.target.closest?.("input, textarea, select, [contenteditable]");
  if (typing || event.key.toLowerCase() !== "z" || !(event.ctrlKey || event.metaKey)) return;
  event.preventDefault();
  move(event.shiftKey ? "redo" : "undo");
});

/* --- What is pressed in the panel and in the bar ---------------------------------------------------------------- */

for (const button of document.querySelectorAll("[data-panel]")) {
  button.addEventListener("click", () => open(`/-/${button.dataset.panel}`));
}

/* Publishing takes a while: whoever opens something else meanwhile is told of its end, and keeps what is open. */
async function publish(button) {
  button.disabled = true;
  say("Publication en cours : relecture, fabrication, vérification…");
  const { ok, told } = await write("/-/publish", {});
  if (button.isConnected && told.page) show(told.page, "/-/release");
  else if (button.isConnected && !ok) complain(button.closest("p"), told.said);
  button.disabled = false;
  say(told.said ?? "");
}

panel.addEventListener("click", async (event) => {
  const button = event.target.closest("button");
  if (!button) return;
  const { target: name, place, act, row, column = "" } = button.dataset;
  if ("close" in button.dataset) close();
  else if ("publish" in button.dataset) publish(button);
  else if (button.dataset.tick) tick(button.form, button.dataset);
  else if (button.dataset.panel) open(`/-/${button.dataset.panel}`);
  else if (name) open(target(name));
  else if (place) open(`/-/form?${new URLSearchParams({ place })}`);
  else if (act) {
    const label = button.getAttribute("aria-label");
    const { ok, told } = await write("/-/arrange", { target: row, act, column });
    if (ok) steps(told);
    const ours = wanted === opened && (!ok || await open(opened, false));
    say(told.said ?? "");
    if (!ours) return;
    const again = [...panel.querySelectorAll("button[data-act]")].find((one) => one.getAttribute("aria-label") === label);
    (again && !again.disabled ? again : panel.querySelector("#panel-title")).focus();
  }
});

panel.addEventListener("input", (event) => {
  if (!("filter" in event.target.dataset)) return;
  const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  const wanted = plain(event.target.value);
  for (const group of panel.querySelectorAll("details")) {
    let found = 0;
    for (const item of group.querySelectorAll("li")) {
      item.hidden = !plain(item.textContent).includes(wanted);
      found += !item.hidden;
    }
    group.hidden = !found;
    if (wanted) group.open = true;
  }
});

/* --- What is pressed on the page -------------------------------------------------------------------------------- */

const BLOCKS = "p, li, h1, h2, h3, h4, h5, h6, figcaption, td, th, dt, dd, blockquote, .chart-title, .chart-subtitle, .chart-source";

function asked(place) {
  const value = place.closest(".value[data-ref]") ?? place.closest("a.to-origin")?.querySelector(".value[data-ref]");
  if (value) return { ref: value.dataset.ref };
  const doc = place.ownerDocument;
  const origin = place.closest("[id^='chiffre-']");
  if (origin) return { ref: doc.querySelector(`a.to-origin[href="#${origin.id}"] .value`)?.dataset.ref ?? "" };
  const figure = place.closest("figure[id^='chart-'], figure[id^='table-']");
  if (figure) {
    const cell = place.closest("tr")?.querySelector(".value[data-ref]");
    const [kind, name] = [figure.id.slice(0, 5), figure.id.slice(6)];
    if (cell && kind === "table") return { ref: cell.dataset.ref };
    return { [kind]: name };
  }
  if (place.closest(".cover")) return { target: "cover:" };
  const part = place.closest(".part-header")?.closest("section")?.id;
  if (part) return { target: `part:${part}` };
  const section = place.closest("section.section[id], section.part[id]")?.id ?? "";
  if (section && place.closest(".section-header")) return { target: `section:${section}` };
  const block = place.closest(BLOCKS);
  return block && section ? { section, text: block.textContent.slice(0, 400) } : null;
}

/* What is being edited is framed as long as its form is open: all that shows a number, or what was pressed. */
function frameEdited() {
  const doc = shownFrame?.contentDocument;
  if (!doc) return;
  for (const one of doc.querySelectorAll("[data-edited]")) delete one.dataset.edited;
  const number = panel.querySelector("[name=target]")?.value.match(/^number:(.*)$/)?.[1];
  const shown = number ? [...doc.querySelectorAll(`.value[data-ref="${CSS.escape(number)}"]`)] : [];
  if (!panel.hidden && pressed?.isConnected) shown.push(pressed);
  for (const one of shown) one.dataset.edited = "";
}

function press(event) {
  const place = event.target;
  if (event.ctrlKey || event.metaKey || event.shiftKey || shownFrame.contentWindow.getSelection().toString()) return;
  const number = place.closest("a.to-origin, .value");
  if (!number && place.closest("a, button, input, summary, label, nav")) return;
  const found = asked(place);
  if (!found) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  shownFrame.contentDocument.documentElement.dataset.still = "";  // the page is about to move below the mouse
  open(`/-/form?${new URLSearchParams(found)}`).then((ours) => {
    if (!ours) return;
    pressed = place.closest("a.to-origin, .value") ?? place.closest(BLOCKS) ?? place;
    frameEdited();
    const { top, bottom } = place.getBoundingClientRect();  // the page is narrower beside the panel: lines have moved
    if (top < 0 || bottom > shownFrame.contentWindow.innerHeight) place.scrollIntoView({ block: "center", behavior: "instant" });
  });
}

document.addEventListener("preview:page", ({ detail: frame }) => {
  shownFrame = frame;
  const doc = frame.contentDocument;
  doc.addEventListener("click", press, true);
  holdFiles(doc, (place, file) => (isProof(file) ? bringBack(file) : dropped(asked(place) ?? { target: "new:photo" }, file)));
  const sheet = new frame.contentWindow.CSSStyleSheet();
  doc.addEventListener("mousemove", ({ movementX, movementY }) => { if (movementX || movementY) delete doc.documentElement.dataset.still; });
  sheet.replaceSync(`[data-edited] { outline: 3px solid #33658a; outline-offset: 3px; }
    :root:not([data-still]) :is(.section :is(p, li, h2, h3, h4, h5, h6, td, th, dt, dd, figcaption, .drawing):hover, a.to-origin:hover, .cover-text:hover)
    { outline: 2px dashed #33658a; outline-offset: 3px; cursor: pointer; }`);
  doc.adoptedStyleSheets = [...doc.adoptedStyleSheets, sheet];
  frameEdited();
});

document.addEventListener("preview:place", ({ detail: place }) => open(`/-/form?${new URLSearchParams({ place })}`));

document.addEventListener("preview:target", ({ detail: name }) => open(target(name)));

document.addEventListener("preview:news", ({ detail: now }) => {
  problems = now.problems;
  recall();
});

/* What can be undone may have been done in another window. */
async function recall() {
  const { ok, told } = await read("/-/history");
  if (ok) steps(told);
}
recall();
