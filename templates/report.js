(() => {
  "use strict";

  /* As report.css has them: chapters fold below the first width; wide drawings become bars below the second. */
  const PHONE = "(width < 40rem)";
  const BARS = "(width < 47rem)";

  const page = document.documentElement;
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  const announce = (text) => { document.getElementById("annonces").textContent = text; };

  const element = (name, properties = {}, ...children) => {
    const made = Object.assign(document.createElement(name), properties);
    made.append(...children);
    return made;
  };

  /* What the address leads to: a link mistyped or cut short leads nowhere. */
  const aimed = () => {
    try {
      return document.getElementById(decodeURIComponent(location.hash.slice(1)));
    } catch {
      return null;
    }
  };

  /* Light or dark: the reader's choice wins over the system's and is kept when the browser allows it. */
  function theme() {
    const choice = document.querySelector(".theme");
    choice.hidden = false;
    const current = page.dataset.theme || "auto";
    for (const input of all("input", choice)) {
      input.checked = input.value === current;
      input.addEventListener("change", () => {
        page.dataset.theme = input.value;
        try { localStorage.setItem("theme", input.value); } catch { /* storage refused */ }
      });
    }
  }

  /* On small screens the contents open below the bar, and close on a link, on Escape and when the focus leaves. */
  function menu() {
    const button = document.querySelector(".bar-toggle");
    const contents = document.getElementById("sommaire");
    const show = (open) => {
      if (open) button.parentElement.scrollIntoView();
      page.classList.toggle("menu-open", open);
      button.setAttribute("aria-expanded", String(open));
    };
    const isOpen = () => page.classList.contains("menu-open");
    button.hidden = false;
    button.addEventListener("click", () => show(!isOpen()));
    contents.addEventListener("click", (event) => { if (event.target.closest("a")) show(false); });
    document.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && isOpen()) {
        show(false);
        button.focus();
      }
    });
    document.addEventListener("focusin", (event) => {
      if (isOpen() && !contents.contains(event.target) && event.target !== button) show(false);
    });
  }

  /* The current section is the last one whose heading has passed the upper third of the window. */
  function course() {
    const contents = document.getElementById("sommaire");
    const stops = all("a[href^='#']", contents)
      .map((link) => ({ link, target: document.getElementById(decodeURIComponent(link.hash.slice(1))) }))
      .filter((stop) => stop.target);
    let current = null;
    const mark = () => {
      const line = window.innerHeight / 3;
      const passed = stops.filter((stop) => stop.target.getBoundingClientRect().top < line).pop() ?? null;
      if (passed === current) return;
      current = passed;
      for (const item of all(".on-course", contents)) item.classList.remove("on-course");
      for (const { link } of stops) link.removeAttribute("aria-current");
      if (!passed) return;
      passed.link.setAttribute("aria-current", "location");
      for (let item = passed.link.closest("li"); item; item = item.parentElement.closest("li")) {
        item.classList.add("on-course");
        item.firstElementChild.classList.add("on-course");
      }
      const box = contents.getBoundingClientRect();
      const place = passed.link.getBoundingClientRect();
      if (place.top < box.top + 40 || place.bottom > box.bottom - 40) contents.scrollTop += place.top - box.top - box.height / 3;
    };
    const observer = new IntersectionObserver(mark, { rootMargin: "0px 0px -66% 0px", threshold: [0, 1] });
    for (const { target } of stops) observer.observe(target);
    mark();
  }

  async function copy(text) {
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      const field = element("textarea", { value: text, className: "visually-hidden" });
      document.body.append(field);
      field.select();
      document.execCommand("copy");
      field.remove();
    }
  }

  function headingLinks() {
    for (const heading of all(".section-header > :is(h2, h3), .section > :is(h3, h4, h5, h6)")) {
      const id = heading.closest(".section-header") ? heading.closest(".section").id : heading.id;
      if (!id) continue;
      const title = heading.textContent.trim();
      const button = element("button", { type: "button", className: "copy-link", title: "Copier le lien" }, "#");
      button.setAttribute("aria-label", `Copier le lien vers «\u00a0${title}\u00a0»`);
      button.addEventListener("click", async () => {
        const address = new URL(`#${encodeURIComponent(id)}`, location.href).href;
        await copy(address);
        button.textContent = "✓";
        announce(`Lien vers «\u00a0${title}\u00a0» copié`);
        setTimeout(() => { button.textContent = "#"; }, 1600);
      });
      const row = element("div", { className: "heading-row" });
      heading.replaceWith(row);
      row.append(heading, button);
    }
  }

  /* A cell as a spreadsheet set to French reads it: no thousands space, and never taken for a formula. */
  function csvCell(text) {
    let cell = text.trim().replace(/(\d)[\u202f\u00a0](?=\d)/g, "$1").replace(/[\u202f\u00a0\s]+/g, " ").replace(/\u2212(?=\d)/g, "-");
    const number = /^[+-]?\d+(,\d+)?( ?[%€])?$/.test(cell);
    if (!number && /^[=+\-@]/.test(cell)) cell = `'${cell}`;
    return /[";\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
  }

  function csv(table) {
    const doubtful = table.querySelector("td .to-confirm") !== null;
    const heads = all("thead th, thead td", table).map((cell) => cell.textContent.trim());
    const rows = all("tr", table).map((row) => {
      const cells = [...row.cells];
      const texts = cells.map((cell) => cell.textContent);
      if (doubtful) {
        texts.push(row.closest("thead") ? "À confirmer"
          : cells.map((cell, column) => (cell.querySelector(".to-confirm") ? heads[column] : "")).filter(Boolean).join(", "));
      }
      return texts.map(csvCell).join(";");
    });
    return `\ufeff${rows.join("\r\n")}\r\n`;
  }

  function downloads() {
    for (const table of all(".chart-data table, .table table")) {
      const name = table.closest("figure").id || "donnees";
      const title = table.caption?.textContent.trim();
      const button = element("button", { type: "button", className: "download" }, "Télécharger les données (CSV)");
      if (title) button.append(element("span", { className: "visually-hidden" }, ` : ${title}`));
      button.addEventListener("click", () => {
        const address = URL.createObjectURL(new Blob([csv(table)], { type: "text/csv;charset=utf-8" }));
        element("a", { href: address, download: `${name}.csv` }).click();
        setTimeout(() => URL.revokeObjectURL(address), 1000);
      });
      (table.closest(".table-scroll") ?? table).after(button);
    }
  }

  /* Wide drawings scroll on small screens: there, and only there, the keyboard reaches them and a line says so. */
  function scrollers() {
    const boxes = all(".drawing").map((box) => {
      const hint = element("p", { className: "swipe", hidden: true }, "Faites glisser pour voir tout le graphique");
      hint.setAttribute("aria-hidden", "true");
      box.before(hint);
      return { box, hint, title: box.closest("figure").querySelector(".chart-title")?.textContent.trim() ?? "" };
    });
    const update = () => {
      const sliding = boxes.map(({ box }) => box.scrollWidth > box.clientWidth + 1); // read before anything is written
      for (const [at, { box, hint, title }] of boxes.entries()) {
        const scrolls = sliding[at];
        hint.hidden = !scrolls;
        if (scrolls === box.hasAttribute("tabindex")) continue;
        box.toggleAttribute("tabindex", scrolls);
        if (scrolls) Object.assign(box, { tabIndex: 0, role: "region", ariaLabel: `Graphique à faire défiler : ${title}` });
        else for (const name of ["role", "aria-label"]) box.removeAttribute(name);
      }
    };
    new ResizeObserver(update).observe(document.body);
  }

  /* On a telephone a wide drawing would be cut or too small to read: the same numbers as bars, one below the other, in the
     drawing's own order and colours. A map stays a map, with its names beneath. */
  function narrow() {
    for (const drawing of all(".chart:is(.width-full, .width-page) .drawing")) {
      const picture = drawing.querySelector("svg");
      const { kind, highlight, previous } = picture.dataset;
      if (kind === "field") continue; // a single number, whose dots may be as small as they like
      const moments = kind === "before_after" || previous !== undefined;
      const heads = all(".chart-data thead th", drawing.closest("figure")).map((head) => head.textContent.trim());
      const marks = all("[data-mark]", picture);
      const place = new Map(marks.map((mark, index) => [mark.dataset.mark, index]));
      const seen = new Set();
      const rows = all(".chart-data tbody tr", drawing.closest("figure")).flatMap((row) => {
        if (seen.has(row.textContent)) return [];
        seen.add(row.textContent);
        const names = [...row.cells].slice(0, -1).map((cell) => cell.textContent.trim());
        const numbers = all(".value[data-ref]", row);
        if (!numbers.length || !names.length) return [];
        const mark = marks[place.get(numbers.at(-1).dataset.ref)];
        return numbers.map((number) => {
          const amount = Number.parseFloat(number.textContent.replace(/[\s\u00a0\u202f]/g, "").replace("\u2212", "-").replace(",", "."));
          // A row of a drawing that compares years has a number of each; the column says which.
          const year = previous === undefined ? "" : heads[number.closest("td, th").cellIndex];
          const group = year || (names.length > 1 ? names[0] : "");
          return { number, amount, mark, category: year ? names[0] : names.at(-1), group, hollow: Boolean(year) && year !== heads.at(-1) };
        });
      });
      if (!rows.length || rows.some(({ amount }) => !(amount >= 0))) continue;
      if (kind === "map") rows.sort((one, other) => one.amount - other.amount);
      else if (!moments) rows.sort((one, other) => (place.get(one.number.dataset.ref) ?? 1e6) - (place.get(other.number.dataset.ref) ?? 1e6));
      // Shares are parts of a hundred, as drawn; parts of an amount, of their sum.
      const shares = rows.every(({ number, amount }) => number.textContent.includes("%") && amount <= 100);
      const parts = kind === "stacked" || (shares && /^(multiples|profile)$/.test(kind));
      const greatest = Math.max(...rows.map(({ amount }) => amount)) || 1;
      const whole = (found) => !parts ? greatest : shares ? 100 : found.reduce((sum, { amount }) => sum + amount, 0) || 1;
      const [heading, name] = moments ? ["category", "group"] : ["group", "category"];
      const list = (whole) => ({ number, amount, mark, hollow, ...row }) => {
        const shown = number.cloneNode(true);
        const bar = element("span", { className: hollow ? "strip hollow" : "strip" });
        bar.style.setProperty("--share", Math.min(amount / whole, 1));
        const [ink] = ["stroke", "fill"].map((name) => mark?.getAttribute(name)).filter((colour) => colour && !/^(none|#fff(fff)?|white)$/i.test(colour));
        bar.style.setProperty("--fill", ink ?? "currentcolor");
        const label = element("span", { className: "name" }, row[name]);
        return element("li", { className: highlight && [row.category, row.group].includes(highlight) ? "chosen" : "" }, label, " ", shown, kind === "map" ? "" : bar);
      };
      const box = element("div", { className: `narrow ${kind}${parts ? " of-whole" : ""}` });
      for (const [title, found] of Map.groupBy(rows, (row) => row[heading])) {
        const bars = element("ul", {}, ...found.map(list(whole(found))));
        box.append(title ? element("div", {}, element("p", {}, title), bars) : bars);
      }
      drawing.after(box);
    }
  }

  function lexicon() {
    for (const [index, list] of all("dl.lexicon").entries()) {
      const entries = all("dt", list).map((term) => {
        const definition = term.nextElementSibling;
        const anchor = term.id ? term : term.querySelector("[id]");
        if (anchor) {
          const link = element("a", { href: `#${anchor.id}` }, ...anchor.childNodes);
          anchor.append(link);
        }
        const wrapper = term.parentElement === list ? null : term.parentElement;
        return { parts: wrapper ? [wrapper] : [term, definition], text: plain(`${term.textContent} ${definition.textContent}`) };
      });
      const input = element("input", { type: "search", id: `lexique-recherche-${index}`, autocomplete: "off", spellcheck: false });
      const label = element("label", { htmlFor: input.id }, "Chercher un sigle");
      const count = element("p");
      count.setAttribute("role", "status");
      const filter = () => {
        const wanted = plain(input.value.trim());
        const found = entries.filter(({ parts, text }) => {
          const keep = text.includes(wanted);
          for (const part of parts) part.hidden = !keep;
          return keep;
        }).length;
        count.textContent = !wanted ? "" : found === 0 ? "Aucun sigle trouvé" : found === 1 ? "1 sigle trouvé" : `${found} sigles trouvés`;
      };
      input.addEventListener("input", filter);
      window.addEventListener("hashchange", () => {
        const target = aimed();
        if (!target || !list.contains(target) || !target.closest("[hidden]")) return;
        input.value = "";
        filter();
        target.scrollIntoView();
      });
      list.before(element("div", { className: "search" }, label, input, count));
    }
  }

  /* Portraits of one section, drawn alike: all of them, or one. Their titles begin with their names (« AI : … »). */
  function types() {
    for (const [index, section] of all("main > .section").entries()) {
      const portraits = all(":scope > .chart:has([data-kind='profile'])", section);
      if (portraits.length < 2) continue;
      const names = portraits.map((portrait) => portrait.querySelector(".chart-title").textContent.split(/\s*:/)[0].trim());
      const choice = (name, shown, checked) => {
        const input = element("input", { type: "radio", name: `portraits-${index}`, checked });
        input.addEventListener("change", () => {
          for (const portrait of portraits) portrait.hidden = shown !== null && portrait !== shown;
        });
        return element("label", {}, input, " ", element("span", {}, name));
      };
      portraits[0].before(element("fieldset", { className: "types" }, element("legend", {}, "Portraits affichés"),
        choice("Tous", null, true), ...names.map((name, place) => choice(name, portraits[place], false))));
    }
  }

  /* A directory is narrowed to one region, by its name or on a map of the same regions, wherever it stands. */
  function contacts() {
    for (const [index, list] of all("ul.directory").entries()) {
      const entries = all(":scope > li", list).map((item) => ({ item, region: item.querySelector(".region")?.textContent.trim() }));
      const names = [...new Set(entries.map(({ region }) => region).filter(Boolean))];
      if (names.length < 4) continue;
      const choice = element("select", { id: `annuaire-region-${index}` }, element("option", { value: "" }, "Toutes les régions"),
        ...names.map((name) => element("option", {}, name)));
      const label = element("label", { htmlFor: choice.id }, "Choisir une région");
      list.before(element("div", { className: "search" }, label, choice));
      const show = () => {
        for (const { item, region } of entries) item.hidden = choice.value !== "" && region !== choice.value;
      };
      choice.addEventListener("change", show);
      for (const drawing of all("[data-kind='map']").map((map) => map.closest(".drawing"))) {
        const rows = all(".chart-data tbody tr", drawing.closest("figure"));
        const regions = new Map(rows.map((row) => [row.querySelector("[data-ref]")?.dataset.ref, row.cells[0].textContent.trim()]));
        const choose = (event, ref) => {
          const region = regions.get(ref);
          if (!names.includes(region)) return;
          event.preventDefault();
          event.stopPropagation();
          choice.value = region;
          show();
          const [found] = entries.filter((entry) => entry.region === region);
          location.hash = `#${encodeURIComponent(list.closest(".section").id)}`; // unfolds its chapter
          found.item.scrollIntoView({ block: "center" });
          announce(found.item.textContent.trim().replace(/\s+/g, " "));
        };
        drawing.addEventListener("click", (event) => {
          const mark = document.elementsFromPoint(event.clientX, event.clientY).find((part) => part.dataset?.mark);
          if (mark) choose(event, mark.dataset.mark);
        }, true);
        drawing.addEventListener("keydown", (event) => { if (event.key === "Enter") choose(event, event.target.dataset.ref); }, true);
      }
    }
  }

  function doubts() {
    for (const name of all(".to-confirm:not(.value)")) name.title = "À confirmer";
  }

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

  /* Where the marks of a frame are in its layer. */
  function sidesOf(frame) {
    const ground = frame.parentElement.getBoundingClientRect();
    const boxes = frame.shapes.map((shape) => shape.getBoundingClientRect());
    const [left, top] = [Math.min(...boxes.map((box) => box.left)), Math.min(...boxes.map((box) => box.top))];
    const [right, bottom] = [Math.max(...boxes.map((box) => box.right)), Math.max(...boxes.map((box) => box.bottom))];
    return { left: left - ground.left, top: top - ground.top, width: right - left, height: bottom - top };
  }

  /* Each mark of a drawing that stands for a number has a frame laid over it, for the keyboard; the pointer finds the mark
     itself, under the letters too. Returns the frames of each drawing. */
  function frames(known) {
    const laid = new Map();
    const pictures = new Map();
    for (const drawing of all(".drawing")) {
      const marks = Map.groupBy(all("[data-mark]", drawing).filter((mark) => known.has(mark.dataset.mark)), (mark) => mark.dataset.mark);
      if (!marks.size) continue;
      const layer = element("div", { className: "frames" });
      const own = [...marks].map(([ref, shapes]) => {
        const frame = element("span", { className: "frame" });
        frame.dataset.ref = ref;
        frame.shapes = shapes;
        for (const shape of shapes) shape.frame = frame;
        return frame;
      });
      layer.append(...own);
      drawing.append(layer);
      laid.set(drawing, own);
      pictures.set(drawing.querySelector("svg"), own);
    }
    /* All the places are read before any is written: a page laid out anew for each drawing takes a while to open. */
    const observer = new ResizeObserver((resized) => {
      const placed = resized.flatMap(({ target }) => pictures.get(target).map((frame) => [frame, sidesOf(frame)]));
      for (const [frame, sides] of placed) for (const [side, length] of Object.entries(sides)) frame.style[side] = `${length}px`;
    });
    for (const picture of pictures.keys()) observer.observe(picture);
    return laid;
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
    window.matchMedia(BARS).addEventListener("change", lay);

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

  /* On a telephone, a chapter shows its title and its lead, but for the first one and the year at a glance, whole; the rest
     unfolds on demand, and by itself for whatever leads into it: a link, the browser's search, printing. A browser whose search can't see what is folded folds nothing. */
  function chapters() {
    if (!("onbeforematch" in document.body)) return;
    const phone = window.matchMedia(PHONE);
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

  for (const start of [theme, menu, headingLinks, course, downloads, narrow, scrollers, lexicon, types, contacts, doubts, origins, annex, chapters]) start();
})();
