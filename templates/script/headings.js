/* Headings: each with a button that copies the address of its section. */

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

headingLinks();
