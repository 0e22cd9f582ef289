/* The lexicon: each term a link to itself, and a field that searches them. */

const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

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

lexicon();
