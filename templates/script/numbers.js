/* The numbers of the page that say where they come from, in its text and in its drawings. */

const sectionOf = (number) => number.closest(".drawing, .section, .part");
const isOpen = (number) => number.checkVisibility();

/* Which number is pointed at, and which are before and after it. */
function numbersOf(known) {
  for (const link of all("a.to-origin")) link.replaceWith(...link.childNodes);
  const inText = all(".value[data-ref]").filter((number) => known.has(number.dataset.ref) && !number.closest("a"));
  const framed = frames(known);
  const every = new Set([...inText, ...[...framed.values()].flat()]);
  /* Between two dots of a field, it is the field that is pointed at. */
  const dotsAround = (drawing, x, y) => all('[data-kind="field"] [data-mark]', drawing).find((dots) => {
    const box = dots.getBoundingClientRect();
    return x >= box.left && x <= box.right && y >= box.top && y <= box.bottom;
  });
  const at = (target, x, y) => {
    const drawing = x === undefined ? null : target.closest?.(".drawing");
    const mark = drawing && (document.elementsFromPoint(x, y).find((found) => found.frame) ?? dotsAround(drawing, x, y));
    const number = mark?.frame ?? target.closest?.(".value[data-ref], .frame");
    return every.has(number) ? number : null;
  };
  const beside = (number, step) => {
    const seen = framed.get(number.closest(".drawing")) ?? inText.filter(isOpen);
    return seen[seen.indexOf(number) + step];
  };
  return { every, at, beside };
}

/* One tab stop a section leads to its numbers, one a drawing to its marks; the arrows go on from there: several hundred
   stops would drown the rest. Returns what gives a section's stop to another of its numbers. */
function tabStops(numbers, known) {
  const stops = new Map();
  const stopAt = (number) => {
    const section = sectionOf(number);
    const former = stops.get(section);
    if (former === number) return;
    if (former) for (const name of ["tabindex", "role", "aria-haspopup", "aria-expanded", "aria-describedby", "aria-label"]) former.removeAttribute(name);
    stops.set(section, number);
    Object.assign(number, { tabIndex: 0, role: "button", ariaHasPopup: "dialog", ariaExpanded: "false" });
    if (!number.shapes) return;
    const origin = known.get(number.dataset.ref);
    number.ariaLabel = `${origin.value}, ${origin.label}`;
  };
  const lay = () => {
    const first = new Map();
    for (const number of numbers.every) if (!first.has(sectionOf(number)) && isOpen(number)) first.set(sectionOf(number), number);
    const moved = [...first].filter(([section]) => !stops.has(section) || !isOpen(stops.get(section)));
    for (const [, number] of moved) stopAt(number);
  };
  let due = false;
  const laySoon = () => { // once for all the folds that open together
    if (!due) queueMicrotask(() => { due = false; lay(); });
    due = true;
  };
  lay();
  document.addEventListener("toggle", (event) => { if (event.target.matches(".chart-data, .section")) laySoon(); }, true);
  window.matchMedia("(width < 47rem)").addEventListener("change", lay); // where charts.css turns drawings into bars
  return stopAt;
}
