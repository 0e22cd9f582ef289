(() => {
  "use strict";

  const page = document.documentElement;
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  const announce = (text) => { document.getElementById("annonces").textContent = text; };

  const element = (name, properties = {}, ...children) => {
    const made = Object.assign(document.createElement(name), properties);
    made.append(...children);
    return made;
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
      button.setAttribute("aria-label", `Copier le lien vers “${title}”`);
      button.addEventListener("click", async () => {
        const address = new URL(`#${encodeURIComponent(id)}`, location.href).href;
        await copy(address);
        button.textContent = "✓";
        announce(`Lien vers “${title}” copié`);
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

  /* Wide drawings scroll on small screens: the keyboard must reach them there, and only there. */
  function scrollers() {
    const update = () => {
      for (const box of all(".drawing, .chart-data")) {
        const scrolls = box.scrollWidth > box.clientWidth + 1;
        if (scrolls && box.matches(".drawing")) box.tabIndex = 0;
        else box.removeAttribute("tabindex");
      }
    };
    new ResizeObserver(update).observe(document.body);
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
        const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
        if (!target || !list.contains(target) || !target.closest("[hidden]")) return;
        input.value = "";
        filter();
        target.scrollIntoView();
      });
      list.before(element("div", { className: "search" }, label, input, count));
    }
  }

  function doubts() {
    for (const value of all(".to-confirm")) value.title = value.matches(".value") ? "Chiffre à confirmer" : "À confirmer";
  }

  for (const start of [theme, menu, headingLinks, course, downloads, scrollers, lexicon, doubts]) start();
})();
