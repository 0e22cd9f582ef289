#!/usr/bin/env bash
# ExcelJS 4.4.0 writes a cell with one bold word as JSON in a CSV, a linked cell as its address, 36:15 hours as a date of 1899.
#
# A CSV of a workbook is expected to hold what its cells show. Plain cells and formulas do, so a first try is right. A text with
# two fonts comes out as {"richText":[...]} with its fonts; of a linked cell the words are gone; a total of hours shown as [h]:mm,
# a number, becomes a moment of the 31st of December 1899; a formula in error is "[object Object]". Each is a label or
# a number of the table that the next program, or reader, doesn't find. Nothing is raised.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund --no-update-notifier exceljs@4.4.0 > npm.log 2>&1
cat > table.js <<'JS'
const { Workbook } = require("exceljs");

const rows = [
  ["Indicateur", "Valeur"],
  ["Emplois", 318],
  [{ richText: [{ text: "Budget " }, { font: { bold: true }, text: "(k€)" }] }, 1234],
  [{ text: "Source des emplois", hyperlink: "https://example.org/emplois" }, 5],
  ["Heures de formation", 36.25 / 24],
  ["Moyenne", { formula: "B2/2", result: 159 }],
  ["Rapport", { formula: "1/0", result: { error: "#DIV/0!" } }],
];

async function main() {
  const made = new Workbook();
  made.addWorksheet("Table").addRows(rows);
  made.worksheets[0].getCell("B5").numFmt = "[h]:mm";
  await made.xlsx.writeFile("table.xlsx");
  const read = new Workbook();
  await read.xlsx.readFile("table.xlsx");
  console.log(String(await read.csv.writeBuffer()));
}

main();
JS
seen=$(TZ=UTC node table.js)
expected='Indicateur,Valeur
Emplois,318
"{""richText"":[{""text"":""Budget ""},{""font"":{""bold"":true},""text"":""(k€)""}]}",1234
https://example.org/emplois,5
Heures de formation,1899-12-31T12:15:00+00:00
Moyenne,159
Rapport,[object Object]'
printf '%s\n' "$seen"
[ "$seen" = "$expected" ] || { echo 'ExcelJS behaves otherwise now' >&2; exit 1; }
