/* What was typed and not saved waits in the browser, under the edition and the form. */
import { meta } from "/-/talking.js";
import { open, opened } from "/-/panel.js";

const DRAFTS = `atelier ${meta("edition")} `;

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
export function keep(form) {
  const said = (start) => [...form.querySelectorAll(`[name^='${start}:']`)].filter((one) => one.type !== "radio" || one.checked).map((one) => [one.name, one.value]);
  const fields = Object.fromEntries(said("field").filter(([name, text]) => text !== was(form, name)));
  const draft = { fields, was: Object.fromEntries(said("was")) };
  try {
    if (Object.keys(fields).length) localStorage.setItem(nameOf(form), JSON.stringify(draft)); else localStorage.removeItem(nameOf(form));
  } catch { /* storage refused: the text is still on screen */ }
}

export function forget(form) { try { localStorage.removeItem(nameOf(form)); } catch { /* storage refused */ } }

export function was(form, name) { return form.querySelector(`[name="was:${CSS.escape(name.slice(6))}"]`)?.value ?? ""; }

export function restoreDraft(form) {
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
