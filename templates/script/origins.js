/* Where numbers come from: the card of whichever is pointed at, pressed or reached by the keyboard. */

function doubts() {
  for (const name of all(".to-confirm:not(.value)")) name.title = "À confirmer";
}

/* One tab stop a section leads to its numbers, one a drawing to its marks; the arrows go on from there: several hundred
   stops would drown the rest. */
function origins() {
  const data = document.getElementById("valeurs");
  const known = new Map(Object.entries(JSON.parse(data.textContent)));
  for (const link of all("a.to-origin")) link.replaceWith(...link.childNodes);
  const numbers = all(".value[data-ref]").filter((number) => known.has(number.dataset.ref) && !number.closest("a"));
  const framed = frames(known);
  const isNumber = new Set([...numbers, ...[...framed.values()].flat()]);
  /* Between two dots of a field, it is the field that is pointed at. */
  const dotsAround = (drawing, x, y) => all('[data-kind="field"] [data-mark]', drawing).find((dots) => {
    const box = dots.getBoundingClientRect();
    return x >= box.left && x <= box.right && y >= box.top && y <= box.bottom;
  });
  const numberAt = (target, x, y) => {
    const drawing = x === undefined ? null : target.closest?.(".drawing");
    const mark = drawing && (document.elementsFromPoint(x, y).find((found) => found.frame) ?? dotsAround(drawing, x, y));
    const number = mark?.frame ?? target.closest?.(".value[data-ref], .frame");
    return isNumber.has(number) ? number : null;
  };
  const sectionOf = (number) => number.closest(".drawing, .section, .part");
  const open = (number) => number.checkVisibility();
  const stops = new Map();
  let shown = null;
  let held = false;
  let quiet = false;
  let timer = 0;

  const later = (delay, act) => {
    clearTimeout(timer);
    timer = setTimeout(act, delay);
  };
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
  const focusOn = (number) => {
    stopAt(number);
    quiet = true;
    number.focus();
    quiet = false;
  };
  const light = (number, on) => {
    for (const part of [number, ...(number.shapes ?? [])]) part.classList.toggle("shown", on);
  };
  const hide = () => {
    clearTimeout(timer);
    if (!shown) return;
    light(shown, false);
    shown.removeAttribute("aria-describedby");
    if (shown.ariaExpanded) shown.ariaExpanded = "false";
    shown = null;
    held = false;
    box.card.hidden = true;
  };
  const show = (number, hold = false, byKeyboard = false) => {
    hide();
    shown = number;
    held = hold;
    light(number, true);
    const said = box.show(number, hold, byKeyboard);
    if (hold) {
      stopAt(number);
      number.ariaExpanded = "true";
    } else if (number.hasAttribute("tabindex")) number.setAttribute("aria-describedby", box.card.id);
    return said;
  };
  const dismiss = (back = true) => {
    const number = held && back ? shown : null;
    hide();
    if (number) focusOn(number);
  };
  const hold = (number) => {
    show(number, true);
    box.card.focus({ preventScroll: true });
  };
  const neighbour = (number, step) => {
    const seen = framed.get(number.closest(".drawing")) ?? numbers.filter((other) => open(other));
    return seen[seen.indexOf(number) + step];
  };
  const step = (by) => {
    const number = neighbour(shown, by);
    if (!number) return;
    number.scrollIntoView({ block: "center", inline: "nearest" });
    announce(show(number, true));
  };
  const box = originCard(known, data.dataset.before, step, dismiss);

  const lay = () => {
    const first = new Map();
    for (const number of isNumber) if (!first.has(sectionOf(number)) && open(number)) first.set(sectionOf(number), number);
    const moved = [...first].filter(([section]) => !stops.has(section) || !open(stops.get(section)));
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

  document.addEventListener("pointerover", (event) => {
    if (event.pointerType !== "mouse" || held) return;
    const number = numberAt(event.target, event.clientX, event.clientY);
    if (number && number !== shown) later(180, () => show(number));
    else if (number || box.card.contains(event.target) || document.activeElement === shown) clearTimeout(timer);
    else later(300, hide);
  });
  document.addEventListener("click", (event) => {
    const number = numberAt(event.target, event.clientX, event.clientY);
    if (number) {
      if (!window.getSelection().isCollapsed) return;
      if (held && shown === number) dismiss();
      else hold(number);
    } else if (held && !box.card.contains(event.target)) hide();
  });
  document.addEventListener("focusin", (event) => {
    const number = numberAt(event.target);
    if (number && !quiet && number.matches(":focus-visible")) show(number, false, true);
    else if (shown && !quiet && event.target !== shown && !box.card.contains(event.target)) hide();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && shown) {
      event.preventDefault();
      dismiss();
    }
    const number = numberAt(event.target);
    const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!number || event.altKey || event.ctrlKey || event.metaKey) return;
    if (event.key === "Enter" || event.key === " ") hold(number);
    else if (by) {
      const next = neighbour(number, by);
      if (!next) return;
      stopAt(next);
      next.focus();
    } else return;
    event.preventDefault();
  });
  window.addEventListener("resize", () => { if (shown) box.place(shown); });
}

doubts();
origins();
