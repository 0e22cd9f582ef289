/* The frame of the preview: shows each new page where the reader was, flashes what changed, and tells the problems. */
(() => {
  "use strict";

  const by = (id) => document.getElementById(id);
  const stage = by("stage");
  const writing = document.body.dataset.command === "atelier";  // the workshop has its own answer to a click
  const tellOthers = (name, detail) => document.dispatchEvent(new CustomEvent(`preview:${name}`, { detail }));
  let view = null;       // the frame that shows the page
  let pristine = null;   // the page as it was sent, before its own script touched it
  let versions = { page: 0, pdf: 0 };
  let sheet = null;      // the frame that shows the PDF

  /* --- Where the reader is ------------------------------------------------------------------------------------- */

  const sections = (doc) => [...doc.querySelectorAll("section[id], header[id], footer")];

  function position(frame) {
    const doc = frame.contentDocument;
    const above = sections(doc).filter((one) => one.getBoundingClientRect().top <= 1).pop();
    return {
      anchor: above?.id ?? "", offset: above ? above.getBoundingClientRect().top : 0, top: frame.contentWindow.scrollY,
      open: [...doc.querySelectorAll("details")].map((one) => one.open),
      typed: [...doc.querySelectorAll("input[type=search], input[type=text]")].map((one) => one.value),
    };
  }

  function restore(frame, was) {
    const doc = frame.contentDocument;
    const panels = [...doc.querySelectorAll("details")];
    if (panels.length === was.open.length) panels.forEach((one, n) => { one.open = was.open[n]; });
    [...doc.querySelectorAll("input[type=search], input[type=text]")].forEach((one, n) => {
      if (!was.typed[n]) return;
      one.value = was.typed[n];
      one.dispatchEvent(new frame.contentWindow.Event("input", { bubbles: true }));
    });
    const anchor = was.anchor && doc.getElementById(was.anchor);
    const root = doc.documentElement;
    const smooth = root.style.scrollBehavior;
    root.style.scrollBehavior = "auto";
    frame.contentWindow.scrollTo(0, anchor ? frame.contentWindow.scrollY + anchor.getBoundingClientRect().top - was.offset : was.top);
    root.style.scrollBehavior = smooth;
  }

  /* --- What changed -------------------------------------------------------------------------------------------- */

  const BLOCKS = "p, li, h1, h2, h3, h4, h5, h6, figure, td, th, dt, dd, blockquote";

  function changed(before, after) {
    if (!before) return [];
    const known = new Set([...before.querySelectorAll(BLOCKS)].map((one) => one.outerHTML));
    return [...after.querySelectorAll(BLOCKS)]
      .filter((one) => !known.has(one.outerHTML) && ![...one.querySelectorAll(BLOCKS)].some((inner) => !known.has(inner.outerHTML)))
      .map((one) => ({ name: one.localName, text: one.textContent, section: one.closest("section[id]")?.id }));
  }

  function flash(frame, blocks) {
    const doc = frame.contentDocument;
    for (const { name, text, section } of blocks.slice(0, 60)) {
      const inside = (section && doc.getElementById(section)) || doc;
      const found = [...inside.querySelectorAll(name)].find((one) => one.textContent === text || one.textContent.startsWith(text));
      if (found) flashed(frame, found);
    }
  }

  function flashed(frame, block) {
    const still = frame.contentWindow.matchMedia("(prefers-reduced-motion: reduce)").matches;
    block.animate(
      [{ outline: "3px solid #f0a43a", outlineOffset: "4px" }, { outline: "3px solid transparent", outlineOffset: "4px" }],
      { duration: still ? 1200 : 1600, easing: still ? "step-end" : "ease-out" },
    );
  }

  /* --- The page ------------------------------------------------------------------------------------------------ */

  async function newPage(version) {
    const text = await (await fetch(`/page.html?v=${version}`)).text();
    const after = new DOMParser().parseFromString(text, "text/html");
    const blocks = changed(pristine, after);
    const frame = document.createElement("iframe");
    frame.title = "Le rapport";
    frame.dataset.waiting = "";
    frame.src = `/page.html?v=${version}${view ? "" : location.hash}`;
    frame.addEventListener("load", () => {
      if (version < versions.page) { frame.remove(); return; }
      frame.hidden = view?.hidden ?? false;
      if (view) {
        restore(frame, position(view));
        view.remove();
      }
      delete frame.dataset.waiting;
      view = frame;
      pristine = after;
      if (!writing) frame.contentDocument.addEventListener("click", ask);
      tellOthers("page", frame);
      flash(frame, blocks);
    }, { once: true });
    stage.append(frame);
  }

  /* --- The PDF ------------------------------------------------------------------------------------------------- */

  function newPdf(version) {
    by("show-pdf").disabled = false;
    if (sheet) sheet.src = `/rapport.pdf?v=${version}`;
  }

  function show(what) {
    if (what === "pdf" && !sheet) {
      sheet = document.createElement("iframe");
      sheet.title = "Le PDF";
      sheet.src = `/rapport.pdf?v=${versions.pdf}`;
      stage.append(sheet);
    }
    if (view) view.hidden = what === "pdf";
    if (sheet) sheet.hidden = what !== "pdf";
    by("show-page").setAttribute("aria-pressed", String(what !== "pdf"));
    by("show-pdf").setAttribute("aria-pressed", String(what === "pdf"));
  }
  by("show-page").addEventListener("click", () => show("page"));
  by("show-pdf").addEventListener("click", () => show("pdf"));

  /* --- From the page back to the file -------------------------------------------------------------------------- */

  async function copy(text) {
    try { await navigator.clipboard.writeText(text); return true; } catch { return false; }
  }

  async function ask(event) {
    const block = event.target.closest(BLOCKS);
    if (!block || event.target.closest("a, button, input, summary, label") || view.contentWindow.getSelection().toString()) return;
    const section = block.closest("section.section[id], section.part[id]")?.id ?? "";
    const query = new URLSearchParams({ section, text: block.textContent.slice(0, 400) });
    const found = await (await fetch(`/-/place?${query}`)).json();
    if (!found.place) { by("place").textContent = ""; return; }
    by("place").textContent = `${found.place}${await copy(found.place) ? " (copié)" : ""}`;
  }

  /* --- Problems ------------------------------------------------------------------------------------------------ */

  const panel = by("problems");
  const toggle = by("show-problems");
  const unfold = (open) => { panel.hidden = !open; toggle.setAttribute("aria-expanded", String(open)); };
  toggle.addEventListener("click", () => unfold(panel.hidden));
  document.addEventListener("keydown", (event) => { if (event.key === "Escape") unfold(false); });

  const element = (name, className, text) => Object.assign(document.createElement(name), { className, textContent: text });

  const letters = (text) => text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").toLowerCase().replace(/[^a-z0-9]/g, "");

  function jump(seen) {
    const doc = view?.contentDocument;
    if (!doc) return;
    const inside = (seen.section && doc.getElementById(seen.section)) || doc;
    const blocks = seen.text ? [...inside.querySelectorAll(BLOCKS)] : [];
    const found = seen.ref
      ? doc.querySelector(`.value[data-ref="${CSS.escape(seen.ref)}"]`)
      : blocks.filter((one) => letters(one.textContent).includes(seen.text)).pop();
    if (!found) return;
    show("page");
    for (let one = found.closest("details"); one; one = one.parentElement.closest("details")) one.open = true;
    found.scrollIntoView({ block: "center", behavior: "instant" });
    flashed(view, found);
  }

  // French signs stay beside their words at the end of a line.
  function kept(text) {
    return text.replaceAll("« ", "«\u00a0").replace(/ (?=»|[:;?!](?:\s|$))/g, "\u00a0");
  }

  function placed({ place, seen }) {
    const where = element("button", "where", place);
    where.type = "button";
    where.title = writing ? "Ouvrir cet endroit" : Object.keys(seen).length ? "Aller à cet endroit, et le copier" : "Copier l'endroit";
    where.addEventListener("click", () => {
      jump(seen);
      if (writing) tellOthers("place", place); else copy(place);
    });
    return where;
  }

  function entry(problem) {
    const item = element("li", problem.severity, "");
    item.append(placed(problem), " ", element("span", "word", problem.word), ` ${problem.code} ${kept(problem.message)}`);
    if (problem.hint) item.append(element("p", "hint", kept(problem.hint)));
    if (problem.door) {
      const door = Object.assign(element("button", "", problem.door.label), { type: "button" });
      door.addEventListener("click", () => tellOthers("target", problem.door.target));
      item.append(door);
    }
    for (const related of problem.related) {
      const also = element("p", "also", "voir ");
      also.append(placed(related), ` ${kept(related.said)}`);
      item.append(also);
    }
    return item;
  }

  function tell(problems, stale) {
    const worst = ["error", "warning", "info"].find((one) => problems.some((problem) => problem.severity === one));
    const errors = problems.filter((problem) => problem.severity === "error").length;
    const order = ["error", "warning", "info"];
    const sorted = [...problems].sort((a, b) => order.indexOf(a.severity) - order.indexOf(b.severity));
    panel.querySelector("ol").replaceChildren(...sorted.map(entry));
    by("stale").hidden = !stale || !versions.page;
    by("unmade").hidden = !stale || Boolean(versions.page);
    toggle.hidden = problems.length === 0;
    toggle.dataset.worst = worst ?? "";
    toggle.textContent = `${problems.length} à voir`;
    by("state").textContent = errors
      ? `${errors} erreur${errors > 1 ? "s" : ""} à corriger`
      : (versions.page ? "À jour" : "Construction du rapport…");
    if (stale || errors) unfold(true);
    else if (panel.dataset.forced) unfold(false);
    panel.dataset.forced = stale || errors ? "yes" : "";
  }

  /* --- News ---------------------------------------------------------------------------------------------------- */

  /* Once the workshop's scripts have run, where there is one: what is told before them, nobody would hear. */
  document.addEventListener("DOMContentLoaded", () => {
    const news = new EventSource("/-/news");
    news.addEventListener("message", (event) => {
      const now = JSON.parse(event.data);
      const before = versions;
      versions = { page: now.page, pdf: now.pdf };
      if (now.page !== before.page) newPage(now.page);
      if (now.pdf !== before.pdf) newPdf(now.pdf);
      tell(now.problems, now.stale);
      by("others").textContent = now.others.join(" ");
      by("others").hidden = !now.others.length;
      tellOthers("news", now);
    });
    news.addEventListener("error", () => {
      by("state").textContent = writing
        ? "L'atelier est arrêté : ouvrez-le de nouveau, comme la première fois."
        : "L'aperçu est arrêté ; relancez « python build.py preview ».";
      document.body.dataset.lost = "yes";
    });
    news.addEventListener("open", () => {
      if (document.body.dataset.lost) location.reload();  // another preview: nothing known of it holds
    });
  });
})();
