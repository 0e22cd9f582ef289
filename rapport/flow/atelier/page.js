/* What is pressed on the page opens its form, and is framed as long as that is open. */
import { open, panel } from "/-/panel.js";
import { bringBack, isProof } from "/-/proofs.js";
import { dropped, holdFiles } from "/-/dropping.js";

let shownFrame = null;
let pressed = null;  // what was pressed on the page, as long as its form is open

panel.addEventListener("panel:left", () => {
  pressed = null;
  unframe();
});
panel.addEventListener("panel:shown", frameEdited);

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

function unframe() {
  for (const one of shownFrame?.contentDocument?.querySelectorAll("[data-edited]") ?? []) delete one.dataset.edited;
}

/* What is being edited is framed as long as its form is open: all that shows a number, or what was pressed. */
function frameEdited() {
  unframe();
  const doc = shownFrame?.contentDocument;
  if (!doc) return;
  const number = panel.querySelector("[name=target]")?.value.match(/^number:(.*)$/)?.[1];
  const shown = number ? [...doc.querySelectorAll(`.value[data-ref="${CSS.escape(number)}"]`)] : [];
  if (pressed?.isConnected) shown.push(pressed);
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
