/* The panel beside the page: forms and lists come and go as plain HTML; it tells of what it shows (panel:shown) and of what it is about to let go (panel:left). */
import { by, read, say, SILENT } from "/-/talking.js";

export const panel = by("panel");
export let opened = null;  // the address of what the panel shows
export let wanted = null;  // the address that was asked for last: what the panel shows, or is about to
let returnTo = null;       // what had the focus before the panel
let asking = 0;            // the number of the last panel that was asked for

export function show(html, address, focus = true) {
  if (panel.hidden) returnTo = document.activeElement;
  panel.dispatchEvent(new Event("panel:left"));
  panel.innerHTML = html;
  panel.hidden = false;
  document.body.dataset.panel = "open";
  opened = address;
  panel.dispatchEvent(new Event("panel:shown"));
  if (focus) (panel.querySelector("[aria-invalid]") ?? panel.querySelector("form:has([name='was:first']) textarea") ?? by("panel-title")).focus();
}

export function close() {
  asking += 1;
  if (panel.hidden) return;
  panel.dispatchEvent(new Event("panel:left"));
  panel.hidden = true;
  panel.replaceChildren();
  delete document.body.dataset.panel;
  opened = wanted = null;
  if (returnTo?.isConnected) returnTo.focus(); else by("show-page").focus();
}

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && !event.defaultPrevented && panel.contains(document.activeElement)) close();
});

/* Tell whether the panel shows what an address answers: false if it doesn't answer, nothing if another was asked for since. */
export async function open(address, focus = true) {
  const mine = asking += 1;
  wanted = address;
  const { ok, page, told } = await read(address);
  if (mine !== asking) return;  // something else was asked for since: a late answer takes no form away
  say(ok ? "" : told.said ?? SILENT);
  if (ok) show(page, address, focus); else wanted = opened;
  return ok;
}

export const target = (name) => (name.startsWith("panel:") ? `/-/${name.slice(6)}` : `/-/form?${new URLSearchParams({ target: name })}`);

/* Why something wasn't done, where it was asked for. */
export function complain(inside, text) {
  const note = inside.querySelector(".fault[role=alert]") ?? document.createElement("p");
  Object.assign(note, { className: "fault", textContent: text });
  note.setAttribute("role", "alert");
  inside.prepend(note);
}
