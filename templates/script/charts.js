/* Charts: bars in place of wide ones on a telephone, scrolling where nothing replaces them, portraits one at a time. */

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

narrow();
scrollers();
types();
