/* The data of a chart or of a table, downloaded as CSV. */

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

downloads();
