/* The card that says where a number comes from. It only floats as long as the pointer or the focus stays; held, it is a
   dialog with its own buttons, until it is dismissed. */
function originCard(known, before, step, closed) {
  const body = element("div");
  const button = (label, sign, className, act) => {
    const made = element("button", { type: "button", className, title: label, ariaLabel: label }, sign);
    made.addEventListener("click", act);
    return made;
  };
  const link = element("a", {}, "Liste des chiffres");
  const moves = element("div", { className: "moves" },
    button("Chiffre précédent", "←", "", () => step(-1)), button("Chiffre suivant", "→", "", () => step(1)), link);
  const close = button("Fermer", "×", "close", () => closed());
  const keys = element("p", { className: "keys" });
  const card = element("div", { className: "origin-card", id: "origine", hidden: true, tabIndex: -1 }, body, keys, moves, close);
  link.addEventListener("click", () => closed(false));
  card.addEventListener("keydown", (event) => {
    if (event.key !== "Tab") return;
    const stops = all("button, a", card);
    const edge = event.shiftKey ? [card, stops[0]] : [stops.at(-1)];
    if (!edge.includes(document.activeElement)) return;
    event.preventDefault();
    closed();
  });

  const fill = (number) => {
    const origin = known.get(number.dataset.ref);
    const said = [["Question", origin.question], ["Calcul", origin.formula], ["Source", origin.source], ["Énoncé ailleurs", origin.stated], ["Pièce", origin.evidence], ["Remarque", origin.note], [`En ${before}`, origin.before]]
      .filter(([, text]) => text)
      .map(([term, text]) => element("div", {}, element("dt", {}, term), element("dd", {}, text)));
    body.replaceChildren(
      element("p", { className: "exact" }, origin.value),
      element("p", { className: "what", id: "origine-titre" }, origin.label),
      element("p", { className: origin.question ? "status doubtful" : "status" }, origin.status));
    if (said.length) body.append(element("dl", {}, ...said));
    link.href = `#${origin.anchor}`;
    return `${origin.value}, ${origin.label}, ${origin.status}`;
  };

  /* Under the number, or above it where there is more room; never past the edges of the window. */
  const place = (number) => {
    const [spot] = number.getClientRects();
    if (!spot) return;
    if (getComputedStyle(card).position === "fixed") {
      window.scrollBy(0, Math.max(spot.bottom + 24 - card.getBoundingClientRect().top, 0));
      return;
    }
    const gap = 6;
    const bar = document.querySelector(".bar").getBoundingClientRect();
    const above = spot.top - Math.max(bar.bottom, 0) - 2 * gap;
    const below = window.innerHeight - spot.bottom - 2 * gap;
    card.style.maxHeight = "";
    const up = card.offsetHeight > below && above > below;
    card.style.maxHeight = `${Math.max(up ? above : below, 176)}px`;
    const top = up ? spot.top - card.offsetHeight - gap : spot.bottom + gap;
    const left = Math.min(Math.max(spot.left - 21, 12), page.clientWidth - card.offsetWidth - 12);
    card.style.top = `${top + window.scrollY}px`;
    card.style.left = `${left + window.scrollX}px`;
  };

  const show = (number, held, byKeyboard) => {
    card.hidden = false;
    card.classList.toggle("held", held);
    for (const part of [moves, close]) part.hidden = !held;
    keys.hidden = held || !byKeyboard;
    keys.textContent = "Entrée pour ouvrir, ← → pour en changer";
    card.role = held ? "dialog" : "tooltip";
    if (held) card.setAttribute("aria-labelledby", "origine-titre");
    else card.removeAttribute("aria-labelledby");
    const said = fill(number);
    card.scrollTop = 0;
    place(number);
    if (!held && !byKeyboard && card.scrollHeight > card.clientHeight) {
      keys.hidden = false;
      keys.textContent = "Cliquez sur le chiffre pour tout lire";
    }
    return said;
  };
  document.getElementById("contenu").append(card);
  return { card, show, place };
}
