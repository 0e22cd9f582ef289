#!/usr/bin/env bash
# pyexcel-ods 0.6.0 and pyexcel-ods3 0.6.1 read a cell of 1234.5 € as the text "1234.5 EUR", and a percentage beside it as a number.
#
# OpenDocument has a type for amounts, which LibreOffice sets as soon as a cell is shown with a currency: the value is a plain
# number, the currency an attribute. Both readers glue the two together, so a column of amounts can't be summed, sorts
# by letters, and mixes types once one cell of it was left without its format. pandas (odfpy) and calamine give the number.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check pyexcel-ods==0.6.0 pyexcel-ods3==0.6.1 pandas==3.0.1 odfpy==1.4.1 \
    python-calamine==0.9.1
cd "$folder"
seen=$(venv/bin/python - <<'PY'
import pandas
import pyexcel_ods
import pyexcel_ods3
from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import Table, TableCell, TableRow
from odf.text import P
from python_calamine import CalamineWorkbook

book = OpenDocumentSpreadsheet()
sheet, row = Table(name="Amounts"), TableRow()
for shown, attributes in (("1 234,50 €", {"valuetype": "currency", "currency": "EUR", "value": "1234.5"}),
                          ("12,5 %", {"valuetype": "percentage", "value": "0.125"}), ("12", {"valuetype": "float", "value": "12"})):  # fmt: skip
    cell = TableCell(**attributes)
    cell.addElement(P(text=shown))
    row.addElement(cell)
sheet.addElement(row)
book.spreadsheet.addElement(sheet)
book.save("amounts.ods")
print("pyexcel-ods:", pyexcel_ods.get_data("amounts.ods")["Amounts"][0])
print("pyexcel-ods3:", pyexcel_ods3.get_data("amounts.ods")["Amounts"][0])
print("pandas:", pandas.read_excel("amounts.ods", header=None).iloc[0].tolist())
print("calamine:", CalamineWorkbook.from_path("amounts.ods").get_sheet_by_index(0).to_python()[0])
PY
)
expected="pyexcel-ods: ['1234.5 EUR', 0.125, 12]
pyexcel-ods3: ['1234.5 EUR', 0.125, 12]
pandas: [1234.5, 0.125, 12.0]
calamine: [1234.5, 0.125, 12.0]"
printf '%s\n' "$seen"
[ "$seen" = "$expected" ] || { echo 'a reader of ODS behaves otherwise now' >&2; exit 1; }
