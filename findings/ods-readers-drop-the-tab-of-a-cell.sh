#!/usr/bin/env bash
# python-calamine 0.9.1 and pandas 3.0.0 (odfpy 1.4.1) drop the tab inside an ODS cell, and so make one number of two.
#
# OpenDocument writes a tab as an element (`<text:tab/>`), as LibreOffice does for a cell whose text was pasted from two columns
# or came so from Excel. Both read the letters around it and nothing for the element: "12⇥543", a text, becomes "12543" for
# calamine, and for pandas the number 12543. A space (`<text:s/>`) is kept. The same cells in an .xlsx are read whole by
# calamine, so one workbook saved in two formats differs.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check python-calamine==0.9.1 odfpy==1.4.1 openpyxl==3.1.5 pandas==3.0.0
cd "$folder"
seen=$(venv/bin/python - <<'PY'
import openpyxl
import pandas as pd
import python_calamine
from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import Table, TableCell, TableRow
from odf.text import P, S, Tab


def cell(*parts):
    paragraph = P()
    for part in parts:
        paragraph.addText(part) if isinstance(part, str) else paragraph.addElement(part)
    made = TableCell(valuetype="string")
    made.addElement(paragraph)
    return made


document, table, row = OpenDocumentSpreadsheet(), Table(name="Sheet"), TableRow()
row.addElement(cell("12", Tab(), "543"))
row.addElement(cell("12", S(), "543"))
table.addElement(row)
document.spreadsheet.addElement(table)
document.save("cells.ods")
book = openpyxl.Workbook()
book.active.append(["12\t543", "12 543"])
book.save("cells.xlsx")
for name in ("cells.ods", "cells.xlsx"):
    print(f"calamine, {name}:", python_calamine.CalamineWorkbook.from_path(name).get_sheet_by_index(0).to_python())
print("pandas odf, cells.ods:", pd.read_excel("cells.ods", engine="odf", header=None).values.tolist())
PY
)
expected="calamine, cells.ods: [['12543', '12 543']]
calamine, cells.xlsx: [['12\t543', '12 543']]
pandas odf, cells.ods: [[12543, '12 543']]"
printf '%s\n' "$seen"
[ "$seen" = "$expected" ] || { echo 'they behave otherwise now' >&2; exit 1; }
