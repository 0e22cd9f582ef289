/* What is folded, and opens for whatever leads into it: the list of the numbers, chapters on a telephone. */

/* The list of the numbers is folded by section: a link opens the fold it leads to, there and elsewhere; printing opens
   them all. */
function annex() {
  const folds = all("details.origins");
  const reveal = () => {
    const target = aimed();
    const fold = target?.closest("details:not([open])");
    if (!fold) return;
    fold.open = true;
    target.scrollIntoView();
  };
  reveal();
  window.addEventListener("hashchange", reveal);
  let closed = [];
  window.addEventListener("beforeprint", () => {
    closed = folds.filter((fold) => !fold.open);
    for (const fold of closed) fold.open = true;
  });
  window.addEventListener("afterprint", () => { for (const fold of closed) fold.open = false; });
}

/* On a telephone, a chapter shows its title and its lead, but for the first one and the year at a glance, whole; the rest
   unfolds on demand, and by itself for whatever leads into it: a link, the browser's search, printing. A browser whose search can't see what is folded folds nothing. */
function chapters() {
  if (!("onbeforematch" in document.body)) return;
  const phone = window.matchMedia("(width < 40rem)");
  const unfold = document.querySelector(".unfold");
  const folds = all("main > .section").slice(1).filter((section) => !section.querySelector("[data-glance]")).map((section) => {
    const [header, ...rest] = section.children;
    const button = element("button", { type: "button", className: "fold" }, "Lire la suite");
    button.append(element("span", { className: "visually-hidden" }, ` : ${header.querySelector("h2, h3").textContent.trim()}`));
    header.after(button);
    return { section, button, rest, open: false };
  });
  const lay = (fold, shown) => {
    for (const part of fold.rest) part.hidden = shown ? false : "until-found";
    fold.button.setAttribute("aria-expanded", String(shown));
    fold.button.hidden = !phone.matches;
    fold.button.firstChild.data = shown ? "Replier" : "Lire la suite";
    fold.section.dispatchEvent(new Event("toggle"));
  };
  const layAll = () => {
    unfold.hidden = !phone.matches;
    unfold.textContent = folds.some(({ open }) => !open) ? "Déplier tous les chapitres" : "Replier tous les chapitres";
    for (const fold of folds) lay(fold, fold.open || !phone.matches);
  };
  const set = (fold, open) => {
    fold.open = open;
    layAll();
  };
  const around = (target) => folds.find(({ section }) => section.contains(target));
  const follow = () => {
    const target = aimed();
    const fold = target && around(target);
    if (!fold || fold.open || !phone.matches) return;
    set(fold, true);
    target.scrollIntoView();
  };
  for (const fold of folds) fold.button.addEventListener("click", () => set(fold, !fold.open));
  unfold.addEventListener("click", () => {
    const open = folds.some((fold) => !fold.open);
    for (const fold of folds) fold.open = open;
    layAll();
  });
  document.addEventListener("beforematch", (event) => {
    const fold = around(event.target);
    if (fold) set(fold, true);
  });
  phone.addEventListener("change", layAll);
  window.addEventListener("hashchange", follow);
  window.addEventListener("beforeprint", () => { for (const fold of folds) lay(fold, true); });
  window.addEventListener("afterprint", layAll);
  layAll();
  follow();
}

annex();
chapters();
