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

contacts();
