/* Where numbers come from: the card of whichever is pointed at, pressed or reached by the keyboard. */

function doubts() {
  for (const name of all(".to-confirm:not(.value)")) name.title = "À confirmer";
}

/* The number whose card is shown, if any; held, its card stays until it is dismissed. `quiet` while the focus goes back to it. */
function shownNumber(numbers, stopAt, known, before) {
  const state = { number: null, held: false, quiet: false };
  let timer = 0;
  const stay = () => clearTimeout(timer);
  const later = (delay, act) => {
    stay();
    timer = setTimeout(act, delay);
  };
  const light = (number, on) => {
    for (const part of [number, ...(number.shapes ?? [])]) part.classList.toggle("shown", on);
  };
  const hide = () => {
    stay();
    const { number } = state;
    if (!number) return;
    light(number, false);
    number.removeAttribute("aria-describedby");
    if (number.ariaExpanded) number.ariaExpanded = "false";
    Object.assign(state, { number: null, held: false });
    box.card.hidden = true;
  };
  const show = (number, held = false, byKeyboard = false) => {
    hide();
    Object.assign(state, { number, held });
    light(number, true);
    const said = box.show(number, held, byKeyboard);
    if (held) {
      stopAt(number);
      number.ariaExpanded = "true";
    } else if (number.hasAttribute("tabindex")) number.setAttribute("aria-describedby", box.card.id);
    return said;
  };
  const dismiss = (back = true) => {
    const number = state.held && back ? state.number : null;
    hide();
    if (!number) return;
    stopAt(number);
    state.quiet = true;
    number.focus();
    state.quiet = false;
  };
  const hold = (number) => {
    show(number, true);
    box.card.focus({ preventScroll: true });
  };
  const step = (by) => {
    const number = numbers.beside(state.number, by);
    if (!number) return;
    number.scrollIntoView({ block: "center", inline: "nearest" });
    announce(show(number, true));
  };
  const box = originCard(known, before, step, dismiss);
  window.addEventListener("resize", () => { if (state.number) box.place(state.number); });
  return Object.assign(state, { stay, later, hide, show, dismiss, hold, isOn: (part) => box.card.contains(part) });
}

function byPointer(numbers, shown) {
  document.addEventListener("pointerover", (event) => {
    if (event.pointerType !== "mouse" || shown.held) return;
    const number = numbers.at(event.target, event.clientX, event.clientY);
    if (number && number !== shown.number) shown.later(180, () => shown.show(number));
    else if (number || shown.isOn(event.target) || document.activeElement === shown.number) shown.stay();
    else shown.later(300, shown.hide);
  });
  document.addEventListener("click", (event) => {
    const number = numbers.at(event.target, event.clientX, event.clientY);
    if (number) {
      if (!window.getSelection().isCollapsed) return;
      if (shown.held && shown.number === number) shown.dismiss();
      else shown.hold(number);
    } else if (shown.held && !shown.isOn(event.target)) shown.hide();
  });
}

function byKeyboard(numbers, shown, stopAt) {
  document.addEventListener("focusin", (event) => {
    const number = numbers.at(event.target);
    if (number && !shown.quiet && number.matches(":focus-visible")) shown.show(number, false, true);
    else if (shown.number && !shown.quiet && event.target !== shown.number && !shown.isOn(event.target)) shown.hide();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && shown.number) {
      event.preventDefault();
      shown.dismiss();
    }
    const number = numbers.at(event.target);
    const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!number || event.altKey || event.ctrlKey || event.metaKey) return;
    if (event.key === "Enter" || event.key === " ") shown.hold(number);
    else if (by) {
      const next = numbers.beside(number, by);
      if (!next) return;
      stopAt(next);
      next.focus();
    } else return;
    event.preventDefault();
  });
}

function origins() {
  const data = document.getElementById("valeurs");
  const known = new Map(Object.entries(JSON.parse(data.textContent)));
  const numbers = numbersOf(known);
  const stopAt = tabStops(numbers, known);
  const shown = shownNumber(numbers, stopAt, known, data.dataset.before);
  byPointer(numbers, shown);
  byKeyboard(numbers, shown, stopAt);
}

doubts();
origins();
